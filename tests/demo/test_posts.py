"""The demo's posts, texts and files belong together, and the files are what they say."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from tests.calling import chatmine, lines

DEMO = Path(__file__).parents[2] / "demo"
POSTS: list[dict[str, Any]] = json.loads((DEMO / "posts.json").read_text(encoding="utf-8"))
SCREENS: list[dict[str, Any]] = json.loads((DEMO / "conversations.json").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in (DEMO / "posts").iterdir())
NAMED = {screen["name"]: screen for screen in SCREENS}
PICTURES = [name for name in FILES if not name.endswith(".mp4")]


def test_every_file_is_in_one_post_and_in_one_conversation() -> None:
    assert sorted(media["file"] for post in POSTS for media in post["media"]) == FILES
    assert sorted(picture["file"] for screen in SCREENS for picture in screen["pictures"]) == FILES


def test_there_are_enough_of_each_kind_and_they_stay_small() -> None:
    assert len(PICTURES) >= 12
    assert {screen["language"] for screen in SCREENS} == {"zh", "en"}
    assert {screen["theme"] for screen in SCREENS} == {"light", "dark"}
    assert len({screen["skin"] for screen in SCREENS}) >= 6
    assert sum(path.stat().st_size for path in (DEMO / "posts").iterdir()) < 6_000_000


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_has_the_size_of_its_screen(name: str) -> None:
    screen = next(s for s in SCREENS if name in [picture["file"] for picture in s["pictures"]])
    width, height, ratio = screen["size"]
    with Image.open(DEMO / "posts" / name) as picture:
        picture.load()
        assert abs(picture.width - width * ratio) <= 2
        assert picture.height > 8000 if screen["long"] else abs(picture.height - height * ratio) <= 2


def test_the_video_has_pictures_and_sound() -> None:
    with av.open(DEMO / "posts" / "beijing-food.mp4") as video:
        assert [stream.codec_context.name for stream in video.streams] == ["h264", "aac"]
        assert 10 < (video.duration or 0) / av.time_base < 25
        assert sum(1 for _ in video.decode(video=0)) > 100


def test_turns_alternate_and_what_is_no_chat_has_none() -> None:
    for screen in SCREENS:
        roles = [turn["role"] for turn in screen["turns"]]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        assert bool(roles) == (screen["kind"] == "chat")


def test_two_assistants_answer_the_same_question() -> None:
    first = [(screen["turns"][0]["text"], screen["assistant"]) for screen in SCREENS if screen["turns"]]
    assert len({text for text, _ in first}) == len(first) - 1


def test_the_voice_says_every_turn_of_the_video() -> None:
    screen = next(s for s in SCREENS if s["name"] == "beijing-food")
    assert all(any(turn["text"] in said for said in screen["narration"]) for turn in screen["turns"])


def test_the_newest_post_comes_first_and_ids_grow_with_time() -> None:
    ids = [int(post["id"]) for post in POSTS]
    assert ids == sorted(ids, reverse=True)
    assert [post["created_at"] for post in POSTS] == sorted((p["created_at"] for p in POSTS), reverse=True)


def test_who_said_what_is_told_from_every_drawn_screen(tmp_path: Path) -> None:
    drawn = {path.stem: path for path in sorted((DEMO / "posts").iterdir()) if path.stem in NAMED}
    found = lines(chatmine("show", *drawn.values(), "--json", cwd=tmp_path))
    for name, seen in zip(drawn, found, strict=True):
        said = [(turn["role"], _letters(turn["text"])[:8]) for turn in seen["turns"]]
        assert said == [(turn["role"], _letters(turn["text"])[:8]) for turn in NAMED[name]["turns"]], name


def _letters(text: str) -> str:
    """The text without blanks, marks and the width of its signs."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
