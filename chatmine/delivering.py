"""What leaves the workspace and what is taken back: datasets, and takedowns with their index and ledger."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from chatmine import stages
from chatmine.records import Conversation, Pair, plain
from chatmine.store import Store
from chatmine.store.ledger import ExportedRow
from chatmine.takedown import TakenDown, take_down
from curation import personal_data
from export import items, patching, writing
from indexer.asking import parse
from indexer.searching import Filters, Index
from pairing import conversing

PAGE = 1000
"""Ids asked of the index at once; an export may hold every pair that there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an export is to hold and how it is written."""

    format_name: str
    query: str = ""
    filters: Filters = Filters()
    split: bool = False
    overwrite: bool = False


def export(store: Store, index: Index, out: Path, wanted: Wanted) -> writing.Written:
    """Write a dataset of what the query finds, and note in the ledger what went out."""
    return writing.write(
        out,
        items.load(wanted.format_name),
        _items(store, index, wanted),
        query=wanted.query,
        filters=_given(wanted.filters),
        split=wanted.split,
        overwrite=wanted.overwrite,
        versions={"chatmine": version("chatmine"), "pairing": conversing.VERSION},
        keep_out=_personal,
        note=functools.partial(_note, store, out),
    )


def _given(filters: Filters) -> dict[str, object]:
    """The filters that were set."""
    return {name: value for name, value in plain(filters).items() if value not in (None, ())}


def _note(store: Store, out: Path, made: bytes, rows: Iterator[writing.WrittenRow]) -> None:
    went_out = (
        ExportedRow(row=row.row, conversation=row.conversation, pairs=row.pairs, hash=row.hash)
        for row in rows
    )
    store.ledger.exported(str(out.absolute()), made, went_out)


def _items(store: Store, index: Index, wanted: Wanted) -> Iterator[items.Item]:
    found = None if _everything(wanted) else set(_found(index, wanted))
    for conversation in store.conversations.all():
        pairs = store.conversations.pairs_of(conversation.id)
        kept = [pair for pair in pairs if found is None or pair.id in found]
        if kept or found is None:
            yield _item(store, conversation, kept)


def _everything(wanted: Wanted) -> bool:
    return not wanted.query.strip() and wanted.filters == Filters()


def _found(index: Index, wanted: Wanted) -> Iterator[str]:
    """The ids of all pairs that the query finds, page by page."""
    query = parse(wanted.query, filters=wanted.filters, sort="oldest", limit=PAGE)
    while True:
        page = index.search(query)
        yield from (found.id for found in page.found)
        query = replace(query, offset=query.offset + PAGE)
        if query.offset >= page.total:
            return


def _personal(pair: Pair) -> str | None:
    """Why a pair must stay here: until personal data can be masked, what holds any is not exported."""
    texts = (pair.question.text, pair.answer.text)
    return "personal_data" if any(personal_data.find(text) for text in texts) else None


def _item(store: Store, conversation: Conversation, pairs: list[Pair]) -> items.Item:
    post = store.posts.get(conversation.post)
    assert post, f"{conversation.id} has no post"
    media = [store.posts.media(sha256) for sha256 in conversation.media]
    engines = {f"{r.engine} {r.version}" for sha256 in conversation.media for r in store.readings.of(sha256)}
    return items.Item(
        conversation=conversation,
        pairs=tuple(pairs),
        post=post,
        media=tuple(file for file in media if file),
        engines=tuple(sorted(engines)),
    )


def remove(store: Store, index: Index, kind: str, value: str, *, with_duplicates: bool) -> TakenDown:
    """Take a record down everywhere, the index included."""
    done = take_down(
        store,
        kind,
        value,
        repair=stages.pair_post,
        write_patch=patching.write_patch,
        with_duplicates=with_duplicates,
    )
    for _ in stages.index(store, index):
        pass
    return done
