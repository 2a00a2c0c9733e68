"""The shapes that leave chatmine: a turn, a hit, a search, a conversation, with the keys that others rely on.

Made from records by `chatmine.finding` and `chatmine show`; `chatmine.records.to_json` writes them.  A key
that a place does not have (`media` in `show FILE`, `path` elsewhere) is left out, not null.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from chatmine.records import Box, Evidence, Language, MediaKind, Post, Role, Span, Turn
from indexer.marking import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """Where one line or stretch of speech stands, and which span of the turn's text it gave."""

    span: Span
    box: Box | None
    start: float | None
    end: float | None
    confidence: float
    media: str | UnsetType = UNSET
    path: str | UnsetType = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """One message; `conversation` is the number of the conversation that it belongs to."""

    role: Role
    text: str
    confidence: float
    partial: bool
    conversation: int
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The spans of a pair's texts that match."""

    question: tuple[Span, ...] = ()
    answer: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One pair that matches.  `folded` is how many near-duplicates it stands for."""

    pair: str
    conversation: str
    position: int
    score: float
    question: str
    answer: str
    marks: Marks
    spots: tuple[Spot, ...]
    assistant: str | None
    model: str | None
    client: str | None
    language: Language
    platform: str
    post_id: str
    url: str | None
    author: str | None
    posted_at: str | None
    kind: MediaKind
    tags: tuple[str, ...]
    flags: tuple[str, ...]
    confidence: float
    partial: bool
    media: tuple[str, ...]
    folded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """One page of hits.  `facets` counts values over all that match."""

    query: str
    total: int
    limit: int
    offset: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """Where a conversation was shared."""

    post_id: str
    platform: str
    url: str | None
    title: str | None
    text: str
    tags: tuple[str, ...]
    author: str | None
    posted_at: str | None
    fetched_at: str | None
    licence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationView:
    """A whole conversation with the post that shared it."""

    conversation: str
    assistant: str | None
    model: str | None
    client: str | None
    language: Language
    flags: tuple[str, ...]
    confidence: float
    turns: tuple[TurnView, ...]
    post: PostView
    duplicates: tuple[str, ...]
    other_answers: tuple[str, ...]
    formerly: tuple[str, ...]


def turn_view(
    turn: Turn, conversation: int, *, media: bool = False, paths: Mapping[str, str] | None = None
) -> TurnView:
    """A turn as `show` prints it.

    `conversation` is its conversation's number; `media` adds the file's hash to each piece of evidence,
    `paths` (hash to path) the path that it was read from.
    """
    return TurnView(
        role=turn.role,
        text=turn.text,
        confidence=turn.confidence,
        partial=turn.partial,
        conversation=conversation,
        evidence=tuple(_evidence_view(piece, media, paths or {}) for piece in turn.evidence),
    )


def _evidence_view(piece: Evidence, media: bool, paths: Mapping[str, str]) -> EvidenceView:
    return EvidenceView(
        span=piece.span,
        box=piece.box,
        start=piece.start,
        end=piece.end,
        confidence=piece.confidence,
        media=piece.media if media else UNSET,
        path=paths.get(piece.media, UNSET),
    )


def post_view(post: Post) -> PostView:
    """A post as a conversation names it."""
    return PostView(
        post_id=post.id,
        platform=post.platform,
        url=post.url,
        title=post.title,
        text=post.text,
        tags=post.tags,
        author=post.author,
        posted_at=post.posted_at,
        fetched_at=post.fetched_at,
        licence=post.licence,
    )
