"""What is searched, how it is asked for, and what an engine offers: our words, never an engine's language.

`Document` is made by the index stage from a pair, its conversation and its post.  An engine gives back ids,
scores and counts; everything else about a hit is looked up in the store, and marks are made by
`indexer.marking` from the stored text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from chatmine.records import MediaKind

Sort = Literal["relevance", "newest", "oldest"]
TextField = Literal["question", "answer", "said"]
ValueField = Literal["assistant", "client", "platform", "language", "tag", "flag", "kind", "has"]
VALUE_FIELDS: tuple[ValueField, ...] = get_args(ValueField)
FACETS = ("assistant", "platform", "language", "kind", "flag", "tag", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One pair as the engine sees it.  Unknown values are None and are counted as `unknown`.

    `said` is what a voice says beside the pair's conversation.
    """

    id: str
    conversation: str
    post: str
    question: str
    answer: str
    assistant: str | None
    model: str | None
    client: str | None
    language: str
    platform: str
    kind: MediaKind
    tags: tuple[str, ...]
    flags: tuple[str, ...]
    posted_at: str | None
    confidence: float
    has: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a hit must be: any of several values of a field; `before` and `after` as in `Dated`."""

    assistant: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    min_confidence: float | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A pair's id and how well it matches."""

    id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of what matches; `total` counts all of it, `facets` counts values over all of it.

    A facet's values come in order of their counts, the thousand most frequent of them.
    """

    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Text whose tokens must stand side by side in the field (None: in any of them).

    `prefix`: its last word may go on.  Text without a token matches nothing.
    """

    text: str
    field: TextField | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A field that has this value, whatever its case and width; `unknown` where it has none."""

    field: ValueField
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Posted before `before` begins, and not before `after` begins (ISO dates, months, years or times)."""

    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All of these must match and none of `without`."""

    clauses: tuple["Clause", ...] = ()
    without: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """At least one of these must match."""

    clauses: tuple["Clause", ...]


Clause = Word | Value | Dated | Every | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked.  An empty `clause` matches everything that the filters let through.

    Equal scores stand in order of their ids; without a whole word to score by, `relevance` is `newest`
    (`order` says so).  Equal dates stand in order of their ids too, unknown dates last both ways.
    """

    clause: Clause = Every()
    filters: Filters = Filters()
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0


def order(query: Query) -> Sort:
    """How an engine sorts the hits: as asked, but newest first where no whole word gives a score."""
    return "newest" if query.sort == "relevance" and not _scores(query.clause) else query.sort


def _scores(clause: Clause) -> bool:
    if isinstance(clause, Word):
        return not clause.prefix
    return isinstance(clause, Every | Either) and any(_scores(each) for each in clause.clauses)


class Index(Protocol):
    """What a search engine offers.  Made by the plug-in's `open_index`; errors are `chatmine.errors`."""

    name: str
    version: str

    def position(self) -> int:
        """The number of the last change of the store that this index holds.

        0 when there is no index, or one of another schema: then write everything again.
        """
        ...

    def write(self, documents: Iterable[Document], removed: Iterable[str], position: int) -> None:
        """Remove ids, add or replace documents, and remember `position`, seen by searches all at once.

        Stopped half-way, the position is the old one, and writing the same again does no harm.
        """
        ...

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build a new index aside, then switch to it; searches see the old one until then."""
        ...

    def search(self, query: Query) -> Page:
        """One page of the documents that match, at any offset; none when nothing was ever written."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
