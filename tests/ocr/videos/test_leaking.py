import cv2
import numpy

from chatmine.records import Box, Colour, Line, Shape
from ocr.decoding import Image
from ocr.videos.leaking import leaked

PAGE, BUBBLE = Colour(39, 41, 38), Colour(23, 25, 22)
LINE = Line(text="what is it", box=Box(112, 92, 160, 20), confidence=1.0, paper=BUBBLE)


def _smeared(*bubbles: Box) -> Image:
    """Dark bubbles on a dark page; low bit rates leave a slope for an edge."""
    picture = numpy.full((240, 640, 3), PAGE, numpy.uint8)
    for box in bubbles:
        picture[box.y : box.bottom, box.x : box.right] = BUBBLE
    picture = numpy.asarray(cv2.blur(picture, (9, 9)), numpy.uint8)
    picture[LINE.box.y + 4 : LINE.box.bottom - 4, LINE.box.x : LINE.box.right : 6] = 230
    return picture


def test_a_bubble_whose_edge_is_a_slope_is_found_by_its_paper() -> None:
    (panel,) = leaked(_smeared(Box(100, 80, 200, 44)), [LINE], [], PAGE, 12.0)
    assert panel.colour == BUBBLE
    assert all(abs(a - b) <= 4 for a, b in zip(panel.box, Box(100, 80, 200, 44), strict=True))


def test_one_that_the_picture_cuts_is_a_bubble_too() -> None:
    cut = _smeared(Box(100, 80, 200, 44))[85:]
    line = Line(text="what is it", box=Box(112, 7, 160, 20), confidence=1.0, paper=BUBBLE)
    assert len(leaked(numpy.ascontiguousarray(cut), [line], [], PAGE, 12.0)) == 1


def test_a_panel_that_was_seen_the_page_and_a_paper_that_goes_on_are_left() -> None:
    picture = _smeared(Box(100, 80, 200, 44))
    seen = Shape(kind="panel", box=Box(100, 80, 200, 44), colour=BUBBLE)
    assert leaked(picture, [LINE], [seen], PAGE, 12.0) == []
    assert leaked(picture, [LINE], [], BUBBLE, 12.0) == []
    assert leaked(_smeared(Box(0, 0, 640, 240)), [LINE], [], PAGE, 12.0) == []
