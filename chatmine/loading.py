"""A workspace as pandas frames, for notebooks: `chatmine.load("chatmine-workspace").pairs`.

Each frame is read when it is first asked for and then kept; `load` again to see what has come since.  Ids and
texts are strings, times UTC datetimes, several values of one kind a list, and what is not known is missing.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from chatmine.records import Turn
from chatmine.store import Store

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, object]
Kind = Literal["str", "int64", "float64", "bool", "time", "list", "mapping"]


def load(workspace: Path | str) -> "Corpus":
    """The workspace in a folder; raises `WrongCall` where there is none."""
    folder = Path(workspace)
    Store(folder).close()
    return Corpus(folder)


class Corpus:
    """What a workspace holds, as frames; their columns are the tables below."""

    def __init__(self, folder: Path) -> None:
        """Read from the workspace in `folder`, frame by frame, when asked."""
        self._folder = folder

    @cached_property
    def posts(self) -> "pd.DataFrame":
        """A row a post, in order of id; `media` are the SHA-256 of its files in order."""
        return self._frame(_posts, _POSTS)

    @cached_property
    def conversations(self) -> "pd.DataFrame":
        """A row a conversation, in order of post and number; `turns` and `pairs` say how many it has."""
        return self._frame(_conversations, _CONVERSATIONS)

    @cached_property
    def turns(self) -> "pd.DataFrame":
        """A row a turn, in order of conversation and position (0-based)."""
        return self._frame(_turns, _TURNS)

    @cached_property
    def pairs(self) -> "pd.DataFrame":
        """A row a question with its answer, and what is known of its conversation and post."""
        return self._frame(_pairs, _PAIRS)

    def _frame(self, rows: Callable[[Store], Iterator[Row]], columns: dict[str, Kind]) -> "pd.DataFrame":
        with Store(self._folder) as store:
            return _typed(rows(store), columns)


_POSTS: dict[str, Kind] = {
    "id": "str",
    "platform": "str",
    "platform_id": "str",
    "url": "str",
    "author": "str",
    "title": "str",
    "text": "str",
    "language": "str",
    "posted_at": "time",
    "edited_at": "time",
    "fetched_at": "time",
    "tags": "list",
    "counts": "mapping",
    "media": "list",
    "licence": "str",
    "sensitive": "bool",
    "crawler": "str",
    "query": "str",
}

_CONVERSATIONS: dict[str, Kind] = {
    "id": "str",
    "post": "str",
    "number": "int64",
    "assistant": "str",
    "model": "str",
    "client": "str",
    "language": "str",
    "flags": "list",
    "confidence": "float64",
    "turns": "int64",
    "pairs": "int64",
    "media": "list",
    "formerly": "list",
}

_TURNS: dict[str, Kind] = {
    "conversation": "str",
    "position": "int64",
    "role": "str",
    "text": "str",
    "confidence": "float64",
    "partial": "bool",
    "media": "list",
}

_PAIRS: dict[str, Kind] = {
    "id": "str",
    "conversation": "str",
    "post": "str",
    "position": "int64",
    "question": "str",
    "answer": "str",
    "assistant": "str",
    "model": "str",
    "client": "str",
    "language": "str",
    "platform": "str",
    "url": "str",
    "posted_at": "time",
    "flags": "list",
    "confidence": "float64",
    "partial": "bool",
    "media": "list",
}


def _posts(store: Store) -> Iterator[Row]:
    for post in store.posts.all():
        row: Row = {name: getattr(post, name) for name in _POSTS if name != "media"}
        media = [shared.media for shared in store.posts.shared_by(post.id)]
        yield row | {"tags": list(post.tags), "counts": dict(post.counts), "media": media}


def _conversations(store: Store) -> Iterator[Row]:
    for conversation in store.conversations.all():
        row: Row = {name: getattr(conversation, name) for name in _CONVERSATIONS if name != "pairs"}
        yield row | {
            "flags": list(conversation.flags),
            "turns": len(conversation.turns),
            "pairs": len(store.conversations.pairs_of(conversation.id)),
            "media": list(conversation.media),
            "formerly": list(conversation.formerly),
        }


def _turns(store: Store) -> Iterator[Row]:
    for conversation in store.conversations.all():
        for position, turn in enumerate(conversation.turns):
            yield {
                "conversation": conversation.id,
                "position": position,
                "role": turn.role,
                "text": turn.text,
                "confidence": turn.confidence,
                "partial": turn.partial,
                "media": _media([turn]),
            }


def _pairs(store: Store) -> Iterator[Row]:
    for conversation in store.conversations.all():
        post = store.posts.get(conversation.post)
        for pair in store.conversations.pairs_of(conversation.id):
            yield {
                "id": pair.id,
                "conversation": conversation.id,
                "post": conversation.post,
                "position": pair.position,
                "question": pair.question.text,
                "answer": pair.answer.text,
                "assistant": conversation.assistant,
                "model": conversation.model,
                "client": conversation.client,
                "language": conversation.language,
                "platform": post.platform if post else None,
                "url": post.url if post else None,
                "posted_at": post.posted_at if post else None,
                "flags": list(conversation.flags),
                "confidence": pair.confidence,
                "partial": pair.partial,
                "media": _media([pair.question, pair.answer]),
            }


def _media(turns: list[Turn]) -> list[str]:
    """The files that turns stand on, each once, in order."""
    return list(dict.fromkeys(evidence.media for turn in turns for evidence in turn.evidence))


def _typed(rows: Iterable[Row], columns: dict[str, Kind]) -> "pd.DataFrame":
    """A frame whose columns have their types however few rows there are."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name, kind in columns.items():
        if kind == "time":
            # What a platform or a user's file gave as a time and is none is missing here.
            times = pd.to_datetime(frame[name], utc=True, format="ISO8601", errors="coerce")
            frame[name] = times.astype("datetime64[us, UTC]")
        elif kind != "list" and kind != "mapping":
            frame[name] = frame[name].astype(kind)
    return frame
