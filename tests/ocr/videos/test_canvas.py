from collections.abc import Sequence
from random import Random

import numpy
from av.video.frame import VideoFrame
from PIL import Image, ImageDraw, ImageFont

from ocr.videos.canvas import Canvas

WIDTH, HEIGHT, STEP = 480, 360, 24
_WORDS = ("amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath", "islet", "juniper", "kelp")
_LINES = [" ".join(Random(n).choices(_WORDS, k=6)) for n in range(60)]


def _page(*texts: tuple[int, int, str], cursor: tuple[int, int] | None = None) -> VideoFrame:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    for x, y, text in texts:
        pen.text((x, y), text, fill="black", font=ImageFont.load_default(18))
    if cursor:
        pen.rectangle((*cursor, cursor[0] + 1, cursor[1] + 18), fill="black")
    return VideoFrame.from_ndarray(numpy.asarray(picture))


def _scrolled(top: int) -> VideoFrame:
    """A header that stays, and lines that run under it."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(18)
    for n, line in enumerate(_LINES):
        pen.text((20, 50 + STEP * n - top), line, fill="black", font=font)
    pen.rectangle((0, 0, WIDTH, 40), fill="navy")
    pen.text((20, 10), "A HEADER", fill="white", font=font)
    return VideoFrame.from_ndarray(numpy.asarray(picture))


def _watched(frames: Sequence[tuple[float, VideoFrame]]) -> Canvas:
    canvas = Canvas(*frames[0])
    for second, frame in frames[1:]:
        assert canvas.see(second, frame)
    return canvas


def test_what_scrolls_off_stays_on_the_tall_picture_and_what_comes_has_its_second() -> None:
    canvas = _watched([(0.1 * n, _scrolled(30 * n)) for n in range(11)])
    tall = canvas.tall()
    assert len(tall.image) == HEIGHT + 300
    whole = numpy.asarray(Image.new("RGB", (WIDTH, HEIGHT + 300), "white")).copy()
    picture = Image.fromarray(whole)
    for n, line in enumerate(_LINES):
        ImageDraw.Draw(picture).text((20, 50 + STEP * n), line, fill="black", font=ImageFont.load_default(18))
    off = numpy.abs(tall.image[48:600].astype(int) - numpy.asarray(picture)[48:600]).max(axis=2) > 60
    assert off.mean() < 0.002
    dark = tall.image[:, :, 1] < 100
    assert tall.since[100:300][dark[100:300]].max() == 0
    assert tall.since[600:][dark[600:]].min() > 0.7


def test_what_scrolls_back_is_no_news() -> None:
    places = [0, 40, 80, 120, 160, 120, 80, 40, 0]
    canvas = _watched([(0.1 * n, _scrolled(place)) for n, place in enumerate(places)])
    tall = canvas.tall()
    assert len(tall.image) == HEIGHT + 160
    dark = tall.image[:, :, 1] < 100
    assert numpy.percentile(tall.since[60:340][dark[60:340]], 90) == 0


def test_what_is_typed_has_the_second_of_each_letter_and_no_version() -> None:
    text = "HELLO THERE"
    typed = [
        (1 + 0.2 * n, _page((20, 100, text[: n + 1]), (20, 40, "A TITLE THAT STANDS"))) for n in range(11)
    ]
    canvas = _watched([(0.0, _page((20, 40, "A TITLE THAT STANDS"))), *typed])
    tall = canvas.tall()
    dark = tall.image[95:125, :, 1] < 100
    since = tall.since[95:125]
    assert numpy.isclose(since[:, 20:30][dark[:, 20:30]].min(), 1, atol=0.05)
    assert numpy.isclose(since[dark].max(), 3, atol=0.05)
    assert canvas.versions.gone == []


def test_a_field_that_is_filled_anew_keeps_what_it_said() -> None:
    title = (20, 40, "A TITLE THAT STANDS AND STAYS")
    says = ["WHAT IS THE TIME", "", "QUITE ANOTHER ONE"]
    frames = [(2.0 * n, _page(title, (20, 100, text))) for n, text in enumerate(says)]
    canvas = _watched([one for second, frame in frames for one in ((second, frame), (second + 1.9, frame))])
    (version,) = canvas.versions.gone
    assert (version.seen.x, version.until) == (20, 1.99) or abs(version.seen.x - 20) < 4
    assert abs(version.until - 2) < 0.15


def test_a_blinking_cursor_and_a_passing_pointer_are_no_news() -> None:
    title, text = (20, 40, "A TITLE THAT STANDS"), (20, 100, "SOME WORDS IN A FIELD")
    frames = [(0.5 * n, _page(title, text, cursor=(300, 100) if n % 2 else None)) for n in range(8)]
    covered = [(4.0 + 0.1 * n, _page(title, text, cursor=(20 + 30 * n, 95))) for n in range(8)]
    canvas = _watched([*frames, *covered, (5.0, _page(title, text)), (7.0, _page(title, text))])
    assert canvas.versions.gone == []
    dark = canvas.tall().image[95:125, 20:280, 1] < 100
    assert numpy.percentile(canvas.tall().since[95:125, 20:280][dark], 50) == 0


def test_another_picture_is_another_scene() -> None:
    canvas = Canvas(0.0, _page(*((20, 30 + 30 * n, line) for n, line in enumerate(_LINES[:8]))))
    assert not canvas.see(2.0, _page(*((60, 44 + 34 * n, line) for n, line in enumerate(_LINES[20:28]))))
    assert abs(canvas.last - 2) < 0.1


def test_light_words_go_where_a_light_page_comes_in_their_place() -> None:
    dark = Image.new("RGB", (WIDTH, HEIGHT), "black")
    for n, line in enumerate(_LINES[:12]):
        ImageDraw.Draw(dark).text((20, 20 + STEP * n), line, fill="white", font=ImageFont.load_default(18))
    canvas = Canvas(0.0, VideoFrame.from_ndarray(numpy.asarray(dark)))
    assert not canvas.see(2.0, _page((20, 330, "A FIELD")))


def test_more_may_come_back_than_had_left() -> None:
    down = _watched([(0.1 * n, _scrolled(place)) for n, place in enumerate([100, 60, 104])])
    assert len(down.tall().image) == HEIGHT + 44
    up = _watched([(0.1 * n, _scrolled(place)) for n, place in enumerate([100, 140, 60])])
    assert len(up.tall().image) == HEIGHT + 80


def test_a_page_that_scrolls_by_single_pixels_loses_nothing() -> None:
    places = [0, 9, 14, 16, 17, 18, 27, 40, 41]
    canvas = _watched([(1 + 0.1 * n, _scrolled(place)) for n, place in enumerate(places)])
    tall = canvas.tall()
    assert len(tall.image) == HEIGHT + 41
    assert canvas.versions.gone == []
    dark = tall.image[:, :, 1] < 100
    assert tall.since[60:340][dark[60:340]].max() == 1


def test_a_draft_below_a_page_that_scrolls_stays_below_it() -> None:
    def frame(top: int, draft: str) -> VideoFrame:
        picture = Image.fromarray(_scrolled(top).to_ndarray(format="rgb24"))
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 300, WIDTH, HEIGHT), fill="white")
        pen.text((20, 320), draft, fill="black", font=ImageFont.load_default(18))
        return VideoFrame.from_ndarray(numpy.asarray(picture))

    sent = [(0.0, frame(0, "A DRAFT IN A FIELD")), (2.0, frame(0, "A DRAFT IN A FIELD")), (2.1, frame(0, ""))]
    canvas = _watched([*sent, *((3 + 0.1 * n, frame(30 * n, "")) for n in range(1, 6))])
    (version,) = canvas.versions.gone
    assert abs(canvas.row_of(version) - version.seen.y - 150) < 4
