from collections.abc import Iterator
from pathlib import Path
from random import Random

import av
import numpy
import pytest

from benchmarks.filming.acting import Sentence, State
from benchmarks.filming.editing import Pointer, Subtitles, Zoom
from benchmarks.filming.encoding import FPS, Format, write
from benchmarks.filming.making import fingerprint, make, truth_of
from benchmarks.filming.painting import lay, wrapped
from benchmarks.filming.scripting import script
from benchmarks.filming.sounding import RATE, exchange, grammar, sound_of, spoken, tune
from benchmarks.filming.staging import Picture, Setting, stage
from benchmarks.rendering.shooting import browser
from benchmarks.rendering.skins.web import chatgpt_bubble
from benchmarks.rendering.talks import Lines, Talk, leaf


def colours(count: int) -> Iterator[tuple[int, Picture]]:
    for number in range(count):
        step = number // 10
        yield step, numpy.full((96, 160, 3), (40 * step, 200, 255 - 40 * step), numpy.uint8)


@pytest.mark.parametrize(
    "how", [Format(), Format(suffix=".webm"), Format(suffix=".mov", turned=True), Format(uneven=True)]
)
def test_clips_are_as_long_as_their_frames_and_tagged_where_they_lie(how: Format, tmp_path: Path) -> None:
    path = tmp_path / f"a{how.suffix}"
    write(path, colours(45), numpy.zeros(round(1.5 * RATE), numpy.float32), how)
    with av.open(path) as file:
        assert len(file.streams.audio) == 1
        frames = list(file.decode(video=0))
    assert (frames[0].rotation % 360 != 0) == how.turned
    assert (frames[0].width, frames[0].height) == ((96, 160) if how.turned else (160, 96))
    assert frames[-1].time == pytest.approx(44 / FPS, abs=0.02)
    assert len(frames) == 6 if how.uneven else len(frames) == 45


def test_a_gif_keeps_ten_frames_a_second_and_its_times(tmp_path: Path) -> None:
    write(tmp_path / "a.gif", colours(30), None, Format(suffix=".gif"))
    with av.open(tmp_path / "a.gif") as file:
        seconds = [frame.time for frame in file.decode(video=0)]
    assert seconds == pytest.approx([0.0, 0.4, 0.7], abs=0.02)


def test_exchanges_were_trained_on_and_their_answer_fits_the_question() -> None:
    question, answer = exchange(Random(5), "zh")
    held = {text for text, core, _ in (grammar().sentence(Random(n), "zh", True) for n in range(50))}
    assert question not in held
    assert answer not in held
    rng = Random(1)
    for _ in range(30):
        question, answer = exchange(rng, "en")
        if question.startswith("What is the capital of "):
            assert question.removeprefix("What is the capital of ").rstrip("?") in answer


@pytest.mark.voice
def test_sentences_are_heard_at_their_seconds_and_a_tune_beside_them() -> None:
    sentence = Sentence(text="Welcome to this video.", start=1.0, end=2.5)
    sound = sound_of([sentence], "en", 4.0)
    loud = numpy.flatnonzero(numpy.abs(sound) > 0.01) / RATE
    assert loud[0] == pytest.approx(1.0, abs=0.02)
    assert len(spoken(sentence.text, "en")) / RATE == pytest.approx(loud[-1] - loud[0], abs=0.05)
    assert numpy.sqrt(numpy.mean(tune(Random(1), 2.0, 0.05) ** 2)) == pytest.approx(0.05, rel=0.01)


@pytest.mark.voice
def test_layers_show_at_their_seconds() -> None:
    line = Subtitles(sentences=(Sentence(text="Hello", start=1.0, end=2.0),))
    assert line.key(0.5) is None
    assert line.key(1.5) == "Hello"
    picture = numpy.zeros((200, 300, 3), numpy.uint8)
    line.paint(picture, 1.5)
    assert picture[150:].max() == 255
    assert picture[:150].max() == 0
    pointer = Pointer(stops=((0.0, 0.1, 0.1), (4.0, 0.9, 0.9)))
    assert pointer.key(1.0) == (0.1, 0.1)
    assert pointer.key(5.0) == (0.9, 0.9)


def test_a_zoom_grows_stays_and_goes_back() -> None:
    zoom = Zoom(start=1.0, end=4.0, scale=2.0, at=(0.5, 0.5))
    assert [zoom.scale_at(second) for second in (0.9, 2.0, 4.1)] == [1.0, 2.0, 1.0]
    picture = numpy.zeros((100, 100, 3), numpy.uint8)
    picture[40:60, 40:60] = 255
    assert int((zoom.zoomed(picture, 2.0) > 128).sum()) == pytest.approx(4 * 20 * 20 * 3, rel=0.1)


def test_what_hangs_over_the_edge_is_cut_off() -> None:
    picture = numpy.zeros((10, 10, 3), numpy.uint8)
    lay(picture, numpy.full((6, 6, 4), 255, numpy.uint8), -3, 8)
    assert int((picture == 255).all(axis=2).sum()) == 3 * 2


def test_long_subtitles_wrap_between_words() -> None:
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wrapped("一二三四五", 6) == ["一二三", "四五"]


@pytest.mark.browser
def test_a_page_shows_no_more_than_its_state() -> None:
    talk = Talk(language="en", messages=(("user", (Lines(lines=(leaf("Only this"),)),)),))
    look = chatgpt_bubble(Random(2), "en")
    with browser() as chromium:
        page = stage(chromium, Setting(look=look, talk=talk, size=(400, 300), scale=1.0), Random(1))
        nothing = page.frame(State())[1]
        half = page.frame(State(shown=((0, 4),), busy=True))[1]
        whole = page.frame(State(shown=((0, -1),)))[1]
        words = page.tab.inner_text("#scroll")
        page.close()
    assert words.strip() == "Only this"
    assert 0 < int((half != nothing).sum()) < int((whole != nothing).sum())


@pytest.mark.browser
@pytest.mark.voice
def test_a_spoken_clip_is_made_with_its_truth(tmp_path: Path) -> None:
    path = tmp_path / "005.mp4"
    with browser() as chromium:
        make(script(5), 5, chromium, path)
    told = truth_of(path)
    assert [turn["role"] for turn in told["turns"]] == ["user", "assistant"] * (len(told["turns"]) // 2)
    assert told["seconds"] == pytest.approx(told["turns"][-1]["end"] + 2, abs=3)
    assert {turn["text"] for turn in told["turns"]} <= {one["text"] for one in told["speech"]}


@pytest.mark.voice
def test_a_fingerprint_is_a_seeds_own_and_stays() -> None:
    assert fingerprint(script(5)) == fingerprint(script(5)) != fingerprint(script(37))
