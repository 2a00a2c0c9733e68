"""What is searched, how it is asked for, and what an engine offers: our words, never an engine's language.

`Document` is made by the index stage from a pair, its conversation and its post.  An engine gives back ids,
scores and counts; everything else about a hit is looked up in the store, and marks are made by
`indexer.marking` from the stored text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from chatmine.records import MediaKind

Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("assistant", "platform", "language", "kind", "flag", "tag", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One pair as the engine sees it.  Unknown values are None and are counted as `unknown`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a hit must be: any of several values of a field; `before` and `after` are ISO dates or times."""

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
    """One page of what matches; `total` counts all of it, `facets` counts values over all of it."""

    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Text that must stand in the field (None: question or answer).  `prefix`: may go on."""

    text: str
    field: Literal["question", "answer"] | None = None
    prefix: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """All of these must match and none of `without`."""

    clauses: tuple["Clause", ...] = ()
    without: tuple["Clause", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """At least one of these must match."""

    clauses: tuple["Clause", ...]


Clause = Word | Every | Either


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked.  An empty `clause` matches everything that the filters let through."""

    clause: Clause = Every()
    filters: Filters = Filters()
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0


class Index(Protocol):
    """What a search engine offers.  Made by the plug-in's `open_index`; errors are `chatmine.errors`."""

    name: str
    version: str

    def position(self) -> int:
        """The number of the last change of the store that this index holds; 0 when it is new."""
        ...

    def write(self, documents: Iterable[Document], removed: Iterable[str], position: int) -> None:
        """Add or replace documents, remove ids, and remember `position`, all at once or not at all."""
        ...

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """Build a new index aside, then switch to it; searches see the old one until then."""
        ...

    def search(self, query: Query) -> Page:
        """One page of the documents that match."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
