"""What leaves the workspace and what is taken back: datasets, and takedowns with their index and ledger."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from chatmine import stages
from chatmine.records import Conversation, Pair, plain, to_json
from chatmine.store import Store
from chatmine.store.ledger import ExportedRow
from chatmine.takedown import TakenDown, take_down
from curation import personal_data
from export import writing
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
    left_out: Counter[str] = Counter()
    items = list(_items(store, index, wanted, left_out))
    written = writing.write(
        out,
        wanted.format_name,
        items,
        query=wanted.query,
        filters=plain(wanted.filters),
        split=wanted.split,
        overwrite=wanted.overwrite,
        left_out=left_out,
        versions={"chatmine": version("chatmine"), "pairing": conversing.VERSION},
    )
    rows = (ExportedRow(row=row.id, conversation=row.conversation, hash=row.hash) for row in written.ledger)
    store.ledger.exported(str(out.absolute()), to_json(written.view), rows)
    return written


def _items(store: Store, index: Index, wanted: Wanted, left_out: Counter[str]) -> Iterator[writing.Item]:
    found = None if _everything(wanted) else set(_found(index, wanted))
    for conversation in store.conversations.all():
        pairs = [p for p in store.conversations.pairs_of(conversation.id) if found is None or p.id in found]
        kept = [pair for pair in pairs if not _personal(pair, left_out)]
        if kept:
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


def _personal(pair: Pair, left_out: Counter[str]) -> bool:
    """Whether a pair holds personal data; until these can be masked, such pairs stay here."""
    holds = any(personal_data.find(turn.text) for turn in (pair.question, pair.answer))
    left_out["personal_data"] += holds
    return holds


def _item(store: Store, conversation: Conversation, pairs: list[Pair]) -> writing.Item:
    post = store.posts.get(conversation.post)
    assert post, f"{conversation.id} has no post"
    media = [store.posts.media(sha256) for sha256 in conversation.media]
    engines = {f"{r.engine} {r.version}" for sha256 in conversation.media for r in store.readings.of(sha256)}
    return writing.Item(
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
        write_patch=writing.write_patch,
        with_duplicates=with_duplicates,
    )
    for _ in stages.index(store, index):
        pass
    return done
