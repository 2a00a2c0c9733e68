"""The state of a workspace, and results in words for people."""

from dataclasses import dataclass

from chatmine.engines import engine_names
from chatmine.errors import ChatmineError
from chatmine.presenting import TurnView
from chatmine.records import Failure
from chatmine.settings import Settings
from chatmine.showing import FileView, JoinedView
from chatmine.store import Store
from chatmine.store.notes import Refusal
from indexer.searching import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """One thing that could not be done."""

    stage: str
    post: str | None
    media: str | None
    error: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What `chatmine status` prints."""

    posts: int
    media: int
    readings: int
    conversations: int
    pairs: int
    indexed: int
    corrections: int
    left: dict[str, int]
    flags: dict[str, int]
    failures: list[FailureView]
    refusals: list[Refusal]
    engines: dict[str, str | None]


def status(store: Store, index: Index, settings: Settings) -> Status:
    """Everything counted, from the store and from how far the index has come."""
    posts, media = store.posts.counts()
    conversations, pairs = store.conversations.counts()
    position = index.position()
    return Status(
        posts=posts,
        media=media,
        readings=store.readings.counts(),
        conversations=conversations,
        pairs=pairs,
        indexed=store.conversations.pairs_until(position),
        corrections=0,
        left=left(store, position),
        flags=store.conversations.flags(),
        failures=[failure_view(failure) for failure in store.notes.failures()],
        refusals=store.notes.refusals(),
        engines=engine_names(settings),
    )


def left(store: Store, position: int) -> dict[str, int]:
    """What each stage has still to do; `position` is how far the index has come."""
    return {
        "read": store.readings.left("read"),
        "hear": store.readings.left("hear"),
        "pair": len(store.conversations.unpaired()),
        "curate": 0,
        "index": store.conversations.changes_after(position),
    }


def failure_view(failure: Failure) -> FailureView:
    """A failure as `status` and the stages print it."""
    return FailureView(
        stage=failure.stage, post=failure.post, media=failure.media, error=reason(failure).as_json()
    )


def reason(failure: Failure) -> ChatmineError:
    """The error that a failure was noted for."""
    return ChatmineError(failure.code, failure.message, failure.way_out)


def in_words(found: Status) -> str:
    """The status for people."""
    lines = [
        f"posts {found.posts} · files {found.media} · readings {found.readings} · "
        f"conversations {found.conversations} · pairs {found.pairs} · indexed {found.indexed}",
        "left: " + ", ".join(f"{stage} {count}" for stage, count in found.left.items()),
        "engines: " + ", ".join(f"{kind} {name or 'none'}" for kind, name in found.engines.items()),
    ]
    if found.flags:
        lines.append("flags: " + ", ".join(f"{flag} {count}" for flag, count in found.flags.items()))
    for failure in found.failures:
        what = failure.media or failure.post or ""
        way_out = f" ({failure.error['way_out']})" if failure.error["way_out"] else ""
        lines.append(f"failed: {failure.stage} {what}: {failure.error['message']}{way_out}")
    for refusal in found.refusals:
        lines.append(
            f"refused: {refusal.platform} {refusal.host}:"
            f" {refusal.kind} × {refusal.count} ({refusal.way_out})"
        )
    return "\n".join(lines)


def turns_in_words(title: str, view: FileView | JoinedView) -> str:
    """Who said what, for people."""
    if not view.turns:
        return f"{title}: no chat"
    facts = [
        view.assistant or "assistant unknown",
        view.client or "client unknown",
        view.language,
        *view.flags,
    ]
    return "\n".join([f"{title}: {', '.join(facts)}", *(_turn_in_words(turn) for turn in view.turns)])


def _turn_in_words(turn: TurnView) -> str:
    cut = " (cut off)" if turn.partial else ""
    return f"\n[{turn.role} {turn.confidence:.2f}{cut}]\n{turn.text}"
