"""`chatmine.load` gives frames with the same columns and types whatever the workspace holds."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import chatmine
from chatmine.errors import WrongCall
from chatmine.loading import Corpus
from chatmine.records import Box, Conversation, Evidence, Media, Pair, Post, Span, Turn
from chatmine.store import Store
from chatmine.store.posts import Shared

SHA = "c" * 64


def turn(text: str) -> Turn:
    place = Evidence(span=Span(0, len(text)), media=SHA, box=Box(0, 0, 9, 9))
    return Turn(role="user", text=text, confidence=0.5, evidence=(place, place))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with two posts, of which one holds a conversation of a pair and an unanswered question."""
    post = Post(
        platform="reddit",
        platform_id="42",
        url="https://example.org/42",
        posted_at="2024-05-01T08:00:00Z",
        fetched_at="yesterday",
        tags=("chatgpt", "问答"),
        counts={"likes": 3},
    )
    conversation = Conversation(
        post=post.id,
        number=0,
        media=(SHA,),
        turns=(turn("Why?"), turn("Because."), turn("And?")),
        assistant="chatgpt",
        language="en",
        flags=("cropped",),
    )
    pair = Pair(
        conversation=conversation.id, number=0, position=0, question=turn("Why?"), answer=turn("Because.")
    )
    with Store(tmp_path / "workspace", writing=True) as store:
        store.posts.save_media(Media(sha256=SHA, kind="picture", mime="image/png", size=1, width=9, height=9))
        store.posts.save(post, [Shared(media=SHA)])
        store.posts.save(Post(platform="file", platform_id="x"), [])
        store.conversations.save(post.id, [(conversation, [pair])], "1")
    return tmp_path / "workspace"


def test_pairs_bring_what_is_known_of_their_post(workspace: Path) -> None:
    (row,) = chatmine.load(workspace).pairs.to_dict("records")
    assert row == {
        "id": "reddit:42~0.0",
        "conversation": "reddit:42~0",
        "post": "reddit:42",
        "position": 0,
        "question": "Why?",
        "answer": "Because.",
        "assistant": "chatgpt",
        "model": row["model"],
        "client": row["client"],
        "language": "en",
        "platform": "reddit",
        "url": "https://example.org/42",
        "posted_at": pd.Timestamp("2024-05-01 08:00", tz="UTC"),
        "flags": ["cropped"],
        "confidence": 0.5,
        "partial": False,
        "media": [SHA],
    }
    assert pd.isna(row["model"])
    assert pd.isna(row["client"])


def test_posts_come_in_order_and_an_odd_time_is_missing(workspace: Path) -> None:
    posts = chatmine.load(workspace).posts
    assert list(posts["id"]) == ["file:x", "reddit:42"]
    row = posts.iloc[1]
    assert row["tags"] == ["chatgpt", "问答"]
    assert row["counts"] == {"likes": 3}
    assert row["media"] == [SHA]
    assert row["fetched_at"] is pd.NaT


def test_conversations_and_turns_fit_together(workspace: Path) -> None:
    corpus = chatmine.load(str(workspace))
    (row,) = corpus.conversations.to_dict("records")
    assert (row["turns"], row["pairs"], row["media"]) == (3, 1, [SHA])
    turns = corpus.turns
    assert list(turns["text"]) == ["Why?", "Because.", "And?"]
    assert list(turns["position"]) == [0, 1, 2]
    assert set(turns["conversation"]) == set(corpus.conversations["id"])


@pytest.mark.parametrize("name", ["posts", "conversations", "turns", "pairs"])
def test_an_empty_workspace_gives_the_same_columns_and_types(
    name: str, workspace: Path, tmp_path: Path
) -> None:
    Store(tmp_path / "empty", writing=True).close()
    full, empty = getattr(chatmine.load(workspace), name), getattr(chatmine.load(tmp_path / "empty"), name)
    assert len(empty) == 0
    assert dict(full.dtypes) == dict(empty.dtypes)


def test_a_frame_is_read_once(workspace: Path) -> None:
    corpus = chatmine.load(workspace)
    assert corpus.pairs is corpus.pairs


def test_a_folder_without_a_workspace_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall) as raised:
        chatmine.load(tmp_path)
    assert raised.value.code == "no_workspace"


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "exporting.md").read_text(encoding="utf-8")
    from chatmine import loading

    for columns in (loading._POSTS, loading._CONVERSATIONS, loading._TURNS, loading._PAIRS):
        assert [name for name in columns if f"`{name}`" not in text] == []


def test_importing_chatmine_brings_no_pandas() -> None:
    code = "import sys, chatmine, chatmine.loading; assert chatmine.load; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match="loads"):
        chatmine.loads  # noqa: B018
    assert Corpus.__doc__
