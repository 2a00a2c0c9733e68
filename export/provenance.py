"""`provenance.jsonl`: for every row, under its id, where it comes from and what its text's hash is.

It stands beside the rows so that no trainer trips over it, and it is what takedowns and the card go by.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from chatmine.records import Language, MediaKind, from_json
from export.items import Item, Row
from export.lines import text_hash

NAME = "provenance.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one row comes from.

    `source` is the crawler or importer that found the post; `media` are the files that the row's text stands
    on; `partial` says that the conversation has more turns that a picture's edge cut off; `hash` is
    `export.lines.text_hash` of the row.
    """

    id: str
    conversation: str
    pairs: tuple[str, ...]
    post: str
    platform: str
    url: str | None
    source: str
    posted_at: str | None
    licence: str | None
    kind: MediaKind
    media: tuple[str, ...]
    engines: tuple[str, ...]
    assistant: str | None
    model: str | None
    client: str | None
    language: Language
    confidence: float
    flags: tuple[str, ...]
    partial: bool
    split: str
    hash: str


def _kind(kinds: set[MediaKind]) -> MediaKind:
    return "video" if "video" in kinds else "text" if kinds == {"text"} else "picture"


def origin(item: Item, row: Row, split: str) -> Origin:
    """Where a row that was made of an item comes from."""
    conversation, post = item.conversation, item.post
    media = _media(item, row)
    return Origin(
        id=row.id,
        conversation=conversation.id,
        pairs=tuple(pair.id for pair in row.pairs),
        post=post.id,
        platform=post.platform,
        url=post.url,
        source=post.crawler,
        posted_at=post.posted_at,
        licence=post.licence,
        kind=_kind({one.kind for one in item.media if one.sha256 in media}),
        media=media,
        engines=item.engines,
        assistant=conversation.assistant,
        model=conversation.model,
        client=conversation.client,
        language=conversation.language,
        confidence=min(pair.confidence for pair in row.pairs),
        flags=conversation.flags,
        partial=any(turn.partial for turn in conversation.turns),
        split=split,
        hash=text_hash(row.value),
    )


def _media(item: Item, row: Row) -> tuple[str, ...]:
    """The files that a row's turns stand on, in the conversation's order; all where no turn says."""
    turns = [turn for pair in row.pairs for turn in (pair.question, pair.answer)]
    seen = {evidence.media for turn in turns for evidence in turn.evidence}
    return tuple(m for m in item.conversation.media if m in seen) or item.conversation.media


def origins(path: Path) -> Iterator[Origin]:
    """The lines of a `provenance.jsonl`; lines that a stranger made unreadable are passed over."""
    with path.open("rb") as file:
        for line in file:
            if found := read(line):
                yield found


def read(line: bytes) -> Origin | None:
    """One line, or None when it can't be read."""
    try:
        return from_json(line, Origin)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def counts(found: Iterable[Origin]) -> dict[str, dict[str, int]]:
    """How many rows there are of each value of what readers ask first, most first; None is `unknown`."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    for row in found:
        for name in _COUNTED:
            counted[name][getattr(row, name) or "unknown"] += 1
    return {
        name: dict(sorted(values.items(), key=lambda value: (-value[1], value[0])))
        for name, values in counted.items()
    }


_COUNTED = ("language", "assistant", "platform", "kind", "licence")
