"""The stages do what is missing, lose nothing when killed, and keep ids when a reading gets better."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from asr.transcribing import ModelMissing
from chatmine import stages
from chatmine.errors import WrongCall
from chatmine.records import Box, Colour, Line, Media, Post, Reading, Shape
from chatmine.settings import Asr, Ocr
from chatmine.store import Store
from chatmine.store.files import hash_of
from chatmine.store.posts import Shared
from indexer.asking import parse
from indexer.engines import tantivy
from transcripts.readers import srt

ROOT = Path(__file__).parents[2]
VIDEO = ROOT / "demo/posts/beijing-food.mp4"
POST = "file:1"
SHA = "a" * 64


def _reading(version: str = "1", question: str = "今天天气怎么样？") -> Reading:
    """A chat with bubbles left and right, as a phone shows it."""
    rows = (
        (True, question),
        (False, "今天晴，最高气温三十度。"),
        (True, "明天呢？"),
        (False, "明天有小雨。"),
    )
    lines, bubbles = [], []
    for row, (mine, text) in enumerate(rows):
        width, top = 30 * len(text), 200 + 150 * row
        x = 900 - width if mine else 130
        colour = Colour(149, 236, 105) if mine else Colour(255, 255, 255)
        bubbles.append(Shape(kind="panel", box=Box(x - 30, top - 25, width + 60, 80), colour=colour))
        avatar = Box(960 if mine else 20, top - 25, 80, 80)
        bubbles.append(
            Shape(kind="icon", box=avatar, colour=Colour(90, 90, 200) if mine else Colour(20, 160, 120))
        )
        lines.append(
            Line(text=text, box=Box(x, top, width, 30), confidence=0.98, ink=Colour(20, 20, 20), paper=colour)
        )
    return Reading(
        media=SHA,
        engine="made",
        version=version,
        width=1080,
        height=1000,
        paper=Colour(237, 237, 237),
        lines=tuple(lines),
        shapes=tuple(bubbles),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "w", writing=True)
    store.posts.save_media(Media(sha256=SHA, kind="picture", mime="image/png", size=1, width=800, height=600))
    store.posts.save(Post(platform="file", platform_id="1"), [Shared(media=SHA)])
    store.readings.save(_reading(), "read")
    return store


def _run(steps: object) -> stages.Step:
    return list(steps)[-1]  # type: ignore[call-overload, no-any-return]


def test_pairs_are_found_in_the_index_and_a_second_run_has_nothing_to_do(
    store: Store, tmp_path: Path
) -> None:
    index = tantivy.open_index(tmp_path / "index")
    assert _run(stages.pair(store)).done == 1
    assert _run(stages.index(store, index)).done == 2
    assert [found.id for found in index.search(parse("小雨")).found] == [f"{POST}~0.1"]
    assert _run(stages.pair(store)).done == _run(stages.index(store, index)).done == 0


def test_ids_survive_a_better_reading(store: Store) -> None:
    _run(stages.pair(store))
    before = [pair.id for pair in store.conversations.pairs_of(f"{POST}~0")]
    store.readings.save(_reading("2", "今天天气怎么样呢？"), "read")
    _run(stages.pair(store))
    after = store.conversations.pairs_of(f"{POST}~0")
    assert [pair.id for pair in after] == before
    assert after[0].question.text == "今天天气怎么样呢？"


def test_what_pairing_no_longer_finds_leaves_the_index(store: Store, tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path / "index")
    _run(stages.pair(store))
    _run(stages.index(store, index))
    store.readings.save(replace(_reading("2"), lines=()), "read")
    _run(stages.pair(store))
    _run(stages.index(store, index))
    assert index.search(parse("")).total == 0
    store.readings.save(_reading("3"), "read")
    _run(stages.pair(store))
    assert [c.id for c in store.conversations.of_post(POST)] == [f"{POST}~0"]


def test_a_rebuilt_index_holds_the_same(store: Store, tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path / "index")
    _run(stages.pair(store))
    _run(stages.index(store, index))
    _run(stages.index(store, index, rebuild=True))
    assert index.search(parse("")).total == 2


def test_without_a_speech_model_videos_stay_left(store: Store) -> None:
    video = "b" * 64
    store.posts.save_media(Media(sha256=video, kind="video", mime="video/mp4", size=1, width=8, height=8))
    assert _run(stages.hear(store, Asr(model=""))) == stages.Step(stage="hear", left=1)


def _video_with_subtitles(store: Store, text: str) -> str:
    """A post of a video of 12 s and a subtitle file; the video's hash."""
    video, subtitles = hash_of(VIDEO), "d" * 64
    store.files.take(VIDEO, video, copy=True)
    store.posts.save_media(
        Media(sha256=video, kind="video", mime="video/mp4", size=1, width=8, height=8, duration=12.0)
    )
    store.posts.save_media(Media(sha256=subtitles, kind="text", mime="x", size=1, width=0, height=0))
    store.posts.save(Post(platform="file", platform_id="2"), [Shared(media=video), Shared(media=subtitles)])
    store.readings.save(srt.Reader().read(text, subtitles), "read")
    return video


def test_a_video_that_subtitles_cover_needs_no_speech_model(store: Store) -> None:
    video = _video_with_subtitles(
        store,
        "1\n00:00:01,000 --> 00:00:04,000\n我问：什么是猫？\n\n"
        "2\n00:00:05,000 --> 00:00:11,000\nChatGPT回答：猫是动物。\n",
    )
    assert _run(stages.hear(store, Asr(model=""))) == stages.Step(stage="hear")
    assert [(r.engine, r.speech) for r in store.readings.of(video)] == [("srt", ())]
    store.readings.save(Reading(media=video, engine="made", version="1", duration=12.0), "read")
    _run(stages.pair(store))
    (found,) = store.conversations.of_post("file:2")
    assert [(turn.role, turn.text) for turn in found.turns] == [
        ("user", "什么是猫？"),
        ("assistant", "猫是动物。"),
    ]
    assert found.turns[0].evidence[0].media == video


def test_subtitles_of_a_part_leave_the_video_to_be_heard(store: Store) -> None:
    _video_with_subtitles(store, "1\n00:00:01,000 --> 00:00:02,000\n你好\n")
    assert _run(stages.hear(store, Asr(model=""))) == stages.Step(stage="hear", left=1)


def test_a_speech_model_that_cannot_be_had_is_said(store: Store) -> None:
    video = hash_of(VIDEO)
    store.files.take(VIDEO, video, copy=True)
    store.posts.save_media(Media(sha256=video, kind="video", mime="video/mp4", size=1, width=8, height=8))
    with pytest.raises(ModelMissing):
        _run(stages.hear(store, Asr(model="no-such-model")))
    assert store.notes.failures() == []


def test_an_unknown_engine_ends_the_stage_with_the_names_that_exist(tmp_path: Path) -> None:
    with Store(tmp_path, writing=True) as store:
        sha = "c" * 64
        store.posts.save_media(Media(sha256=sha, kind="picture", mime="image/png", size=1, width=8, height=8))
        with pytest.raises(WrongCall, match="nonsense") as raised:
            list(stages.read(store, Ocr(engine="nonsense")))
        assert "paddleocr" in raised.value.way_out
        assert store.notes.failures() == []
        assert store.readings.left("read") == 1


def test_a_run_killed_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "chatmine.cli"]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "CHATMINE_ASR_MODEL": ""}
    pictures = [
        ROOT / "demo/posts" / name for name in ("jokes.png", "fridge.png", "luxun.jpg", "tomato-poster.jpg")
    ]

    def call(*arguments: object) -> str:
        done = subprocess.run(
            [*program, *map(str, arguments)],
            cwd=tmp_path,
            env=variables,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    call("import", *pictures)
    run = subprocess.Popen([*program, "run"], cwd=tmp_path, env=variables, start_new_session=True)
    until = time.monotonic() + 120
    while time.monotonic() < until and run.poll() is None:
        with Store(tmp_path / "chatmine-workspace") as reading:
            if reading.readings.counts() >= 1:
                break
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    with Store(tmp_path / "chatmine-workspace") as reading:
        finished = reading.readings.counts()
    assert finished >= 1
    said = call("run", "--json").splitlines()[0]
    assert f'"done":{len(pictures) - finished},' in said
    assert '"left":0' in said
