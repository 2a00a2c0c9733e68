import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chatmine import finding
from chatmine.presenting import turn_view
from chatmine.records import (
    Box,
    Conversation,
    Evidence,
    Media,
    MediaKind,
    Pair,
    Post,
    Role,
    Span,
    Turn,
    to_json,
)
from chatmine.store import Store
from chatmine.store.posts import Shared
from indexer.asking import parse
from indexer.searching import FACETS, Document, Found, Index, Page, Query

PICTURE, FILM = "a" * 64, "b" * 64
POST = "mastodon:m.example/7"
CONVERSATION = f"{POST}~0"


class Fixed(Index):
    """Finds the pairs that it was told to find."""

    name, version = "fixed", "1"

    def __init__(self, *pairs: str) -> None:
        self.pairs = pairs

    def position(self) -> int:
        return 0

    def write(self, documents: Iterable[Document], removed: Iterable[str], position: int) -> None:
        raise AssertionError("finding only reads")

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        raise AssertionError("finding only reads")

    def search(self, query: Query) -> Page:
        found = tuple(Found(id=pair, score=1.5) for pair in self.pairs)
        return Page(total=len(found), found=found, facets={facet: {} for facet in FACETS})

    def close(self) -> None:
        pass


def keys(value: object) -> Any:
    return json.loads(to_json(value))


def turn(
    role: Role, text: str, media: str = PICTURE, start: float | None = None, end: float | None = None
) -> Turn:
    piece = Evidence(
        span=Span(0, len(text)), media=media, box=Box(10, 20, 300, 30), confidence=0.9, start=start, end=end
    )
    return Turn(role=role, text=text, confidence=0.9, evidence=(piece,))


def save(store: Store, *turns: Turn) -> None:
    post = Post(platform="mastodon", platform_id="m.example/7", url="https://m.example/7", tags=("ai",))
    kinds: tuple[tuple[str, MediaKind], ...] = ((PICTURE, "picture"), (FILM, "video"))
    for sha256, kind in kinds:
        store.posts.save_media(Media(sha256=sha256, kind=kind, mime="x/x", size=1, width=400, height=300))
    store.posts.save(post, [Shared(media=PICTURE), Shared(media=FILM)])
    found = Conversation(
        post=post.id, number=0, media=(PICTURE, FILM), turns=turns, assistant="chatgpt", language="zh"
    )
    pairs = [
        Pair(conversation=found.id, number=n, position=n, question=question, answer=answer)
        for n, (question, answer) in enumerate(zip(turns[::2], turns[1::2], strict=True))
    ]
    store.conversations.save(post.id, [(found, pairs)], "1")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, writing=True) as opened:
        save(
            opened,
            turn("user", "天空为什么是蓝色的？"),
            turn("assistant", "因为瑞利散射。\n```py\nprint(1)\n```"),
        )
        yield opened


def test_a_document_holds_what_conversation_and_post_say(store: Store) -> None:
    found = finding.document(store, f"{CONVERSATION}.0")
    assert found
    assert (found.id, found.conversation, found.post) == (f"{CONVERSATION}.0", CONVERSATION, POST)
    assert (found.platform, found.assistant, found.language, found.kind) == (
        "mastodon",
        "chatgpt",
        "zh",
        "picture",
    )
    assert (found.tags, found.has, found.confidence) == (("ai",), ("code",), 0.9)


@pytest.mark.parametrize(
    ("answer", "has"),
    [
        ("plain - text | with a bar", ()),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", ("table",)),
        ("~~~\nx\n~~~", ("code",)),
        ("a `b` c\n---\n", ()),
    ],
)
def test_code_and_tables_are_told_from_the_markdown(store: Store, answer: str, has: tuple[str, ...]) -> None:
    save(store, turn("user", "q"), turn("assistant", answer))
    found = finding.document(store, f"{CONVERSATION}.0")
    assert found
    assert found.has == has


def test_a_pair_that_rests_on_a_video_is_of_kind_video(store: Store) -> None:
    save(store, turn("user", "q"), turn("assistant", "a", FILM, start=2.0, end=4.5))
    found = finding.document(store, f"{CONVERSATION}.0")
    assert found
    assert found.kind == "video"


def test_a_pair_that_is_gone_has_no_document(store: Store) -> None:
    store.conversations.empty(CONVERSATION, [])
    assert finding.document(store, f"{CONVERSATION}.0") is None
    assert finding.document(store, "no:such~0.0") is None


def test_a_search_gives_the_documented_keys_marks_and_spots(store: Store) -> None:
    found = keys(finding.search(store, Fixed(f"{CONVERSATION}.0"), "蓝色", parse("蓝色")))
    assert list(found) == ["query", "total", "limit", "offset", "hits", "facets"]
    (hit,) = found["hits"]
    assert set(hit) == {
        *("pair", "conversation", "position", "score", "question", "answer", "marks", "spots"),
        *("assistant", "model", "client", "language", "platform", "post_id", "url", "author", "posted_at"),
        *("kind", "tags", "flags", "confidence", "partial", "media", "folded"),
    }
    assert hit["marks"] == {"question": [[6, 8]], "answer": []}
    (spot,) = hit["spots"]
    assert set(spot) == {"media", "box", "start", "end"}
    assert spot["media"] == PICTURE
    left, top, width, height = spot["box"]
    assert 10 <= left < left + width <= 310
    assert (top, height) == (20, 30)
    assert (hit["media"], hit["post_id"], hit["url"]) == ([PICTURE], POST, "https://m.example/7")


def test_a_hit_that_the_store_no_longer_has_is_left_out(store: Store) -> None:
    index = Fixed(f"{CONVERSATION}.9", f"{CONVERSATION}.0")
    assert [hit.pair for hit in finding.search(store, index, "", parse("")).hits] == [f"{CONVERSATION}.0"]


def test_a_conversation_gives_the_documented_keys(store: Store) -> None:
    found = keys(finding.conversation(store, CONVERSATION))
    assert set(found) == {
        *("conversation", "assistant", "model", "client", "language", "flags", "confidence", "turns"),
        *("post", "duplicates", "other_answers", "formerly"),
    }
    assert set(found["post"]) == {
        *("post_id", "platform", "url", "title", "text", "tags", "author", "posted_at", "fetched_at"),
        "licence",
    }
    assert [(turn["role"], turn["conversation"]) for turn in found["turns"]] == [
        ("user", 0),
        ("assistant", 0),
    ]
    assert found["turns"][0]["evidence"] == [
        {
            "span": [0, 10],
            "box": [10, 20, 300, 30],
            "start": None,
            "end": None,
            "confidence": 0.9,
            "media": PICTURE,
        }
    ]


def test_there_is_no_conversation_where_there_is_none(store: Store) -> None:
    assert finding.conversation(store, f"{POST}~1") is None


def test_show_names_no_media_but_a_path_where_there_are_several() -> None:
    said = turn("user", "hi")
    assert "media" not in keys(turn_view(said, 0))["evidence"][0]
    assert "path" not in keys(turn_view(said, 0))["evidence"][0]
    assert keys(turn_view(said, 1, paths={PICTURE: "x.png"}))["evidence"][0]["path"] == "x.png"
