"""What goes into a format and what comes out of it: values, and the table of what a format is.

The export stage makes an `Item` of every conversation that is wanted; a format turns it into `Row`s, which
`export.writing` writes, hashes and counts.  `load` finds a format by the name of its file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chatmine import plugins
from chatmine.records import Conversation, Media, Pair, Post

Kind = str | Sequence["Kind"] | Mapping[str, "Kind"]
"""A column's type: `"string"`, `[kind]` for a list, `{name: kind}` for an object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A conversation, its wanted pairs in order of position, and where they come from.

    `media` are the conversation's files; `engines` say who read and heard them, with their versions.
    """

    conversation: Conversation
    pairs: tuple[Pair, ...]
    post: Post
    media: tuple[Media, ...]
    engines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its id, the pairs whose text it holds, and what the trainer reads (`"id"` is in it)."""

    id: str
    pairs: tuple[Pair, ...]
    value: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A file of `export/formats`: what a trainer calls it, its file's suffix, its columns, its rows."""

    name: str
    title: str
    suffix: str
    features: Mapping[str, Kind]
    rows: Callable[[Item], Iterator[Row]]


def load(name: str) -> Format:
    """The format called `name`; raises `WrongCall` with the names that exist."""
    found = plugins.load("export.formats", name)
    return Format(name=name, title=found.TITLE, suffix=found.SUFFIX, features=found.FEATURES, rows=found.rows)


def formats() -> list[dict[str, str]]:
    """Every format in order of name: `{"format", "title", "suffix"}`."""
    known = [load(name) for name in plugins.names("export.formats")]
    return [{"format": found.name, "title": found.title, "suffix": found.suffix} for found in known]
