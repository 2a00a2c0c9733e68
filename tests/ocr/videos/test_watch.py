from collections.abc import Sequence

import cv2
import numpy
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.videos.canvas import Canvas
from ocr.videos.watch import Watch
from ocr.videos.zooming import is_zoom

WIDTH, HEIGHT = 640, 480
_CHAT = (
    "Which kettle boils the fastest?",
    "A wide one on a large flame.",
    "Fill it with warm water, not cold,",
    "and keep the lid on until it sings.",
    "Does the colour of the kettle matter?",
    "Hardly: dark ones lose a little more heat.",
    "Dust on the hob costs more than paint does.",
)
_OTHER = ("Mountains", "are made of rock", "and the sea is made of salt", "and of much water", "and fish")

Picture = NDArray[numpy.uint8]


def _page(lines: Sequence[str]) -> Picture:
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((30, 20 + 60 * number), line, fill="black", font=ImageFont.load_default(22))
    return numpy.asarray(picture)


def _zoomed(page: Picture, scale: float) -> Picture:
    moved = numpy.array([[scale, 0, -40 * (scale - 1)], [0, scale, -90 * (scale - 1)]], numpy.float32)
    return numpy.asarray(cv2.warpAffine(page, moved, (WIDTH, HEIGHT)), numpy.uint8)


def _grey(page: Picture) -> Picture:
    return numpy.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), numpy.uint8)


def _seen(shown: Sequence[tuple[float, Picture]]) -> list[Canvas]:
    watch = Watch()
    over = [one for second, page in shown for one in watch.see(second, VideoFrame.from_ndarray(page))]
    return [*over, *watch.end()]


def _for(start: float, end: float, page: Picture) -> list[tuple[float, Picture]]:
    return [(round(start + 0.1 * n, 1), page) for n in range(round((end - start) * 10))]


def test_an_enlarged_part_is_a_zoom_and_another_page_is_none() -> None:
    page = _page(_CHAT)
    assert is_zoom(_grey(_zoomed(page, 1.7)), _grey(page))
    assert not is_zoom(_grey(_page(_OTHER)), _grey(page))
    assert not is_zoom(_grey(page), _grey(page))
    assert not is_zoom(numpy.full((HEIGHT, WIDTH), 255, numpy.uint8), _grey(page))


def test_an_enlarged_part_with_something_new_on_it_is_no_zoom() -> None:
    part = _zoomed(_page(_CHAT), 1.5).copy()
    cv2.putText(part, "SOMETHING NEW STANDS HERE", (20, 440), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 6)
    cv2.putText(part, "AND EVEN MORE OF IT", (20, 380), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 6)
    assert not is_zoom(_grey(part), _grey(_page(_CHAT)))


def test_a_screen_goes_on_after_a_zoom() -> None:
    page, more = _page(_CHAT[:6]), _page(_CHAT)
    ramp = [1.02, 1.2, 1.5, 1.68]
    shown = [
        *_for(0, 2, page),
        *((2 + 0.1 * n, _zoomed(page, scale)) for n, scale in enumerate(ramp)),
        *_for(2.4, 5, _zoomed(page, 1.7)),
        *((5 + 0.1 * n, _zoomed(page, scale)) for n, scale in enumerate(reversed(ramp))),
        *_for(5.4, 7, page),
        *_for(7, 8, more),
    ]
    (canvas,) = _seen(shown)
    assert canvas.versions.gone == []
    dark = canvas.tall().image[:, :, 1] < 100
    since = canvas.tall().since
    assert since[:370][dark[:370]].max() == 0
    assert since[380:][dark[380:]].min() > 6.9


def test_another_page_is_another_scene_also_when_the_first_one_returns() -> None:
    shown = [*_for(0, 2, _page(_CHAT)), *_for(2, 4, _page(_OTHER)), *_for(4, 6, _page(_CHAT))]
    assert [round(one.start) for one in _seen(shown)] == [0, 2, 4]


def test_pictures_that_flicker_are_all_given() -> None:
    shown = [(0.1 * n, _page(_CHAT if n % 2 else _OTHER)) for n in range(20)]
    assert _seen(shown)
