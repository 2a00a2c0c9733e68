from collections.abc import Callable
from pathlib import Path

import av
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from chatmine.errors import Unreadable
from chatmine.records import Box, Line
from ocr.decoding import Image as Pixels
from ocr.frames import frames_at, read_video
from ocr.reading import Engine, version_of
from ocr.videos.film import opened as film_opened
from ocr.videos.film import shown

Film = Callable[..., Path]


class Counting(Engine):
    """Reads how many rows of a page hold ink, as one line."""

    name, version = "counting", "1"

    def __init__(self) -> None:
        self.pixels = 0

    def read(self, image: Pixels) -> list[Line]:
        self.pixels += image.shape[0] * image.shape[1]
        dark = (image[:, :, 1] < 128).any(axis=1)
        rows = int(numpy.count_nonzero(numpy.diff(dark.astype(int)) == 1))
        return [Line(text=f"{rows} rows", box=Box(0, 0, image.shape[1], 20), confidence=1.0)] if rows else []


def _page(*texts: str) -> Image.Image:
    picture = Image.new("RGB", (480, 320), "white")
    for row, text in enumerate(texts):
        place = (20, 16 + 56 * row)
        ImageDraw.Draw(picture).text(place, text, fill="black", font=ImageFont.load_default(32))
    return picture


def _read(path: Path) -> list[tuple[str, float | None]]:
    engine = Counting()
    reading = read_video(path, "a", engine)
    assert (reading.engine, reading.version) == ("counting", version_of(engine))
    assert (reading.width, reading.height) == (480, 320)
    return [(line.text, line.second) for line in reading.lines]


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.webm"])
def test_each_settled_screen_is_read_once_with_its_first_second(film: Film, name: str) -> None:
    scenes = [(0.0, _page("HELLO THERE")), (4.0, _page("QUITE ANOTHER", "SCREEN", "NOW"))]
    found = _read(film(name, scenes, end=9))
    assert [text for text, _ in found] == ["1 rows", "3 rows"]
    assert [second for _, second in found] == pytest.approx([0, 4], abs=0.3)


def test_an_answer_that_streams_in_is_read_when_it_is_whole(film: Film) -> None:
    words = ["ONE MORE LINE", "AND ANOTHER ONE", "OF THE ANSWER", "IS STREAMED", "UNTIL IT ENDS"]
    scenes = [(float(count), _page(*words[: count + 1])) for count in range(5)]
    assert [text for text, _ in _read(film("a.mp4", scenes, end=8))] == ["5 rows"]


def test_the_last_screen_counts_even_if_it_stays_a_moment(film: Film) -> None:
    scenes = [(0.0, _page("HELLO THERE")), (3.8, _page("GOODBYE", "FOR NOW"))]
    assert [text for text, _ in _read(film("a.mp4", scenes, end=4))] == ["1 rows", "2 rows"]


def test_a_video_held_sideways_is_read_upright(film: Film) -> None:
    sideways = _page("HELLO THERE").transpose(Image.Transpose.ROTATE_270)
    path = film("a.mp4", [(0.0, sideways)], end=2, turn=90)
    assert [text for text, _ in _read(path)] == ["1 rows"]


def test_the_picture_at_a_second_is_the_one_shown_then(film: Film) -> None:
    path = film(
        "a.mp4", [(0.0, Image.new("RGB", (64, 48), "red")), (2.0, Image.new("RGB", (64, 48), "blue"))], end=4
    )
    colours = [tuple(image[20, 20] > 128) for image in frames_at(path, [0.0, 1.9, 2.0, 99.0])]
    assert colours == [(True, False, False)] * 2 + [(False, False, True)] * 2


def test_what_is_too_long_or_shows_too_much_is_refused(film: Film) -> None:
    words = ("EACH OF THESE", "WORDS", "STANDS", "FOR A WHILE", "AND IS", "REPLACED")
    scenes = [(float(second), _page(*[word] * (second % 3 + 1))) for second, word in enumerate(words)]
    path = film("a.mp4", scenes, end=6)
    for bounds, code in (({"longest": 3.0}, "video_too_long"), ({"most_text": 30_000}, "video_too_busy")):
        engine = Counting()
        with pytest.raises(Unreadable) as raised:
            read_video(path, "a", engine, **bounds)
        assert raised.value.code == code
        assert raised.value.way_out
        assert engine.pixels <= 30_000


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "scrambled"])
def test_a_damaged_video_is_unreadable_or_read_as_far_as_it_goes(film: Film, damage: str) -> None:
    path = film("a.mp4", [(0.0, _page("HELLO THERE"))], end=3)
    whole = bytearray(path.read_bytes())
    chance = numpy.random.default_rng(3)
    if damage == "scrambled":
        for place in chance.integers(100, len(whole), 400):
            whole[place] = chance.integers(0, 256)
    path.write_bytes({"empty": b"", "cut": whole[: len(whole) // 2], "text": b"no video"}.get(damage, whole))
    try:
        read_video(path, "a", Counting())
        assert damage == "scrambled"
    except Unreadable as refused:
        assert refused.way_out  # noqa: PT017


def test_a_line_has_its_second_its_place_and_why_it_was_read(film: Film) -> None:
    scenes = [(0.0, _page("HELLO THERE")), (2.0, _page("HELLO THERE", "SECOND LINE"))]
    reading = read_video(film("a.mp4", scenes, end=4), "a", Counting())
    (scene,) = reading.scenes
    assert (scene.width, scene.height) == (480, 320)
    assert scene.end == pytest.approx(4, abs=0.3)
    assert {crop.why for crop in reading.crops} == {"end of the scene"}
    assert all(line.place and line.scene == 0 and line.until for line in reading.lines)


def test_frames_that_grow_beyond_bounds_are_refused_whatever_the_header_says(film: Film) -> None:
    path = film("a.mp4", [(0.0, _page("HELLO THERE"))], end=4)
    with film_opened(path) as (container, stream), pytest.raises(Unreadable) as raised:
        list(shown(container, stream, most_pixels=480 * 320 * 3))
    assert raised.value.code == "video_too_long"
    with film_opened(path) as (container, stream), pytest.raises(Unreadable):
        list(shown(container, stream, longest=1.0))


def test_sound_alone_shows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=16000)
        frame = av.AudioFrame.from_ndarray(numpy.zeros((1, 16000), numpy.float32), "fltp", "mono")
        frame.rate = 16000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    with pytest.raises(Unreadable) as raised:
        read_video(path, "a", Counting())
    assert raised.value.code == "no_picture"
