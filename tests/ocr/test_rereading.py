"""What the first pass missed or turned is read from a crop of its own."""

from collections.abc import Callable
from dataclasses import replace

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box, Line
from ocr.decoding import Image as Pixels
from ocr.looking import look
from ocr.rereading import upright

CODE = ["class Kettle {", "int litres = 2;", "bool warm;", "}", "void pour(Kettle k)"]


def _code(*, ink: str = "white", font: int = 24) -> tuple[Pixels, list[Line]]:
    """Rows of code on a dark ground, and their lines without the lone bracket."""
    picture = Image.new("RGB", (700, 400), "#282c34")
    pen = ImageDraw.Draw(picture)
    letters = ImageFont.load_default(size=font)
    lines = []
    for row, text in enumerate(CODE):
        place = (60, 60 + row * 48)
        pen.text(place, text, fill=ink, font=letters)
        left, top, right, bottom = pen.textbbox(place, text, font=letters)
        box = Box(int(left) - 3, int(top) - 3, int(right - left) + 6, int(bottom - top) + 6)
        lines.append(Line(text=text, box=box, confidence=0.99))
    return numpy.asarray(picture), [line for line in lines if line.text != "}"]


def _says(text: str, confidence: float) -> Callable[[Pixels], Line]:
    def read_row(image: Pixels) -> Line:
        height, width = image.shape[:2]
        return Line(text=text, box=Box(0, 0, width, height), confidence=confidence)

    return read_row


def test_a_lone_bracket_among_the_lines_is_read_in_its_place() -> None:
    image, lines = _code()
    seen = look(image, lines, _says("}", 0.99))
    assert [line.text for line in seen.lines] == CODE
    bracket = seen.lines[3].box
    assert abs(bracket.x - 60) < 8
    assert lines[2].box.bottom < bracket.y < bracket.bottom < lines[3].box.y


def test_a_lone_bracket_may_stand_left_of_all_lines_and_touch_one_s_height() -> None:
    image, lines = _code()
    moved = numpy.roll(image, 50, axis=1)
    moved[200:245] = image[200:245]
    boxes = [line.box._replace(x=line.box.x + 50) for line in lines]
    boxes[2] = boxes[2]._replace(height=205 - boxes[2].y)
    right = [replace(line, box=box) for line, box in zip(lines, boxes, strict=True)]
    assert "}" in [line.text for line in look(moved, right, _says("}", 0.99)).lines]


@pytest.mark.parametrize(("text", "confidence"), [("}", 0.5), ("口", 0.99), ("to", 0.95)])
def test_an_unsure_bracket_or_another_sign_alone_is_none(text: str, confidence: float) -> None:
    image, lines = _code()
    seen = look(image, lines, _says(text, confidence))
    assert [line.text for line in seen.lines] == [line.text for line in lines]


def test_the_feet_of_letters_are_no_row() -> None:
    image, lines = _code()
    raised = [
        Line(text=line.text, box=line.box._replace(height=line.box.height - 7), confidence=0.99)
        for line in lines
    ]
    seen = look(image, raised, _says("anything at all", 0.99))
    assert len(seen.lines) == len(raised)


def test_a_row_of_dots_is_read_with_the_letter_that_was_read_alone() -> None:
    picture = Image.new("RGB", (700, 400), "black")
    pen = ImageDraw.Draw(picture)
    letters = ImageFont.load_default(size=24)
    lines = []
    for row, text in enumerate(["8 rook knight bishop", "7", "6 rook knight bishop"]):
        place = (60, 60 + row * 48)
        pen.text(place, text, fill="white", font=letters)
        left, top, right, bottom = (int(side) for side in pen.textbbox(place, text, font=letters))
        box = Box(left - 3, top - 3, right - left + 6, bottom - top + 6)
        lines.append(Line(text=text, box=box, confidence=0.99))
    for column in range(6):
        pen.text((100 + 28 * column, 108), "p", fill="white", font=letters)
    seen = look(numpy.asarray(picture), lines, _says("7 pppppp", 0.95))
    assert [line.text for line in seen.lines] == ["8 rook knight bishop", "7 pppppp", "6 rook knight bishop"]


def test_what_was_read_on_its_side_is_read_upright_where_that_is_surer() -> None:
    image, _ = _code()
    turned = Line(text="了", box=Box(58, 206, 14, 28), confidence=0.31, edges=(58, 72))
    assert upright(image, turned, _says("}", 0.99)).text == "}"
    assert upright(image, turned, _says("}", 0.7)) == turned
    assert upright(image, turned, lambda _: None) == turned
    wide = Line(text="了", box=Box(58, 206, 40, 28), confidence=0.31)
    assert upright(image, wide, _says("}", 0.99)) == wide
