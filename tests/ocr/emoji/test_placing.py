from dataclasses import replace

import cv2
import numpy
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box, Colour, Line
from ocr.emoji.finding import blobs
from ocr.emoji.naming import named
from ocr.emoji.placing import with_emoji
from ocr.looking import coloured, look

Pixels = NDArray[numpy.uint8]

WHITE, GREEN, DARK = (255, 255, 255), (149, 236, 105), (33, 33, 33)
HEART = "\u2764\ufe0f"


def _page(paper: tuple[int, int, int] = WHITE) -> Pixels:
    return numpy.full((120, 640, 3), paper, numpy.uint8)


def _heart(page: Pixels, x: int, y: int, side: int = 28) -> Box:
    """A red heart as every designer draws it, `side` pixels wide."""
    turn = numpy.linspace(0, 2 * numpy.pi, 200)
    across = 16 * numpy.sin(turn) ** 3
    up = 13 * numpy.cos(turn) - 5 * numpy.cos(2 * turn) - 2 * numpy.cos(3 * turn) - numpy.cos(4 * turn)
    points = numpy.stack([x + side / 2 + across * side / 34, y + side / 2 - (up + 2.5) * side / 34], axis=1)
    cv2.fillPoly(page, [numpy.round(points * 16).astype(numpy.int32)], (221, 46, 68), cv2.LINE_AA, 4)
    return Box(x, y, side, side)


def _written(page: Pixels, text: str, x: int = 40, ink: tuple[int, int, int] = (20, 20, 20)) -> Line:
    """Text drawn on the page, as an engine that knows where each character stands would read it."""
    picture = Image.fromarray(page)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=26)
    pen.text((x, 40), text, fill=ink, font=font)
    page[:] = numpy.asarray(picture)
    edges = [x + round(font.getlength(text[:n])) for n in range(len(text) + 1)]
    return Line(text=text, box=Box(x - 3, 38, edges[-1] - x + 6, 36), confidence=0.9, edges=tuple(edges))


def _read(page: Pixels, *lines: Line) -> list[Line]:
    return list(with_emoji(page, [coloured(page, line) for line in lines])[0])


@pytest.mark.parametrize("paper", [WHITE, GREEN])
@pytest.mark.parametrize("side", [28, 32, 36])
def test_an_emoji_behind_a_line_is_put_there(paper: tuple[int, int, int], side: int) -> None:
    page = _page(paper)
    line = _written(page, "A line of words")
    heart = _heart(page, line.box.right + 6, 56 - side // 2, side)
    (seen,) = _read(page, line)
    assert seen.text == f"A line of words{HEART}"
    assert len(seen.edges) == len(seen.text) + 1
    assert list(seen.edges) == sorted(seen.edges)
    assert abs(seen.box.right - heart.right) <= 3


def test_an_emoji_stands_where_the_characters_leave_it_room() -> None:
    page = _page()
    before, after = _written(page, "Some words"), _written(page, "and more", x=240)
    _heart(page, before.edges[-1] + 8, 42)
    text = "Some words and more"
    middle = (before.edges[-1] + 2, 240)
    edges = (*before.edges[:-1], middle[0], *after.edges)
    line = Line(text=text, box=Box(37, 38, after.box.right - 37, 36), confidence=0.9, edges=edges)
    (seen,) = _read(page, line)
    assert seen.text.replace(" ", "") == f"Somewords{HEART}andmore"
    assert len(seen.edges) == len(seen.text) + 1


def test_what_was_read_for_an_emoji_gives_way() -> None:
    page = _page()
    line = _written(page, "A line of words")
    heart = _heart(page, line.edges[-1] + 4, 42)
    wrong = Line(
        text="A line of words\u25a1", box=line.box._replace(width=heart.right - line.box.x), confidence=0.9,
        edges=(*line.edges[:-1], heart.x, heart.right),
    )  # fmt: skip
    assert _read(page, wrong)[0].text == f"A line of words{HEART}"


def test_several_in_a_row_are_told_apart() -> None:
    page = _page()
    line = _written(page, "Words")
    for n in range(3):
        _heart(page, line.box.right + 4 + 30 * n, 42)
    assert _read(page, line)[0].text == "Words" + 3 * HEART


def test_a_mark_before_a_line_is_its_first_character() -> None:
    page = _page()
    _heart(page, 30, 42)
    (seen,) = _read(page, _written(page, "An item", x=66))
    assert seen.text.replace(" ", "") == f"{HEART}Anitem"
    assert seen.box.x <= 33


@pytest.mark.parametrize("ink", [(20, 20, 20), (0, 90, 220), (200, 30, 40)])
@pytest.mark.parametrize("paper", [WHITE, DARK, GREEN])
def test_plain_lines_stay_as_they_are(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> None:
    page = _page(paper)
    line = coloured(page, _written(page, "Nothing but letters, 100 % ● ■ ☺", ink=ink))
    assert with_emoji(page, [line]) == ((line,), [])


def test_words_of_another_colour_are_no_emoji() -> None:
    page = _page()
    parts = [_written(page, "def "), _written(page, "main", x=110, ink=(0, 120, 60))]
    parts.append(_written(page, "(self)", x=190, ink=(200, 40, 120)))
    edges = tuple(edge for part in parts for edge in part.edges[:-1]) + parts[-1].edges[-1:]
    line = Line(text="def main(self)", box=Box(37, 38, edges[-1] - 34, 36), confidence=0.9, edges=edges)
    assert _read(page, line)[0].text == "def main(self)"


def test_an_avatar_away_from_a_name_is_none_of_its_characters() -> None:
    page = _page()
    cv2.circle(page, (40, 56), 30, (90, 160, 70), -1, cv2.LINE_AA)
    _heart(page, 26, 42)
    line = coloured(page, _written(page, "Somebody", x=90))
    assert blobs(page, line, []) == []


def test_an_emoji_that_stands_out_more_than_the_words_is_found() -> None:
    page = _page((18, 183, 245))
    line = _written(page, "A line of words", ink=(255, 255, 255))
    _heart(page, line.box.right + 6, 42)
    taken = replace(coloured(page, line), ink=Colour(221, 46, 68))
    (seen,) = with_emoji(page, [taken])[0]
    assert seen.text == f"A line of words{HEART}"
    assert seen.ink is not None
    assert min(seen.ink) > 240


def test_an_emoji_that_was_read_as_a_line_goes_to_the_line_beside_it() -> None:
    page = _page()
    line = _written(page, "A line of words")
    heart = _heart(page, line.box.right + 6, 42)
    stray = Line(text="V", box=heart, confidence=0.3, edges=(heart.x, heart.right))
    assert [seen.text for seen in _read(page, line, stray)] == [f"A line of words{HEART}"]


def test_a_dollar_in_colour_is_no_emoji() -> None:
    page = _page()
    words, sign = _written(page, "sort of "), _written(page, "$", x=150, ink=(200, 60, 120))
    edges = (*words.edges[:-1], *sign.edges)
    line = Line(text="sort of $", box=Box(37, 38, edges[-1] - 34, 36), confidence=0.9, edges=edges)
    assert _read(page, line)[0].text == "sort of $"


def test_emoji_alone_in_a_bubble_are_a_line() -> None:
    page = numpy.full((300, 640, 3), 255, numpy.uint8)
    cv2.rectangle(page, (300, 150), (500, 210), GREEN, -1)
    for n in range(2):
        _heart(page, 320 + 36 * n, 166)
    seen = look(page, [_written(page, "A line of words")])
    assert [line.text for line in seen.lines] == ["A line of words", 2 * HEART]


def test_an_emoji_on_a_row_of_its_own_under_a_message_is_a_line() -> None:
    page = numpy.full((300, 640, 3), 255, numpy.uint8)
    line = _written(page, "A line of words")
    _heart(page, 40, 84)
    assert [one.text for one in look(page, [line]).lines] == ["A line of words", HEART]


def test_an_icon_that_became_an_emoji_is_no_icon() -> None:
    page = _page()
    line = _written(page, "A line of words")
    heart = _heart(page, line.box.right + 6, 42)
    seen = look(page, [line])
    assert seen.lines[0].text.endswith(HEART)
    assert not any(s.kind == "icon" and abs(s.box.x - heart.x) < 8 for s in seen.shapes)


def test_a_heart_is_named_at_any_size() -> None:
    for side in (16, 24, 48, 72):
        page = _page()
        name = named(page, _heart(page, 200, 20, side))
        assert (name.emoji, name.sure > 0.5) == (HEART, True)


def test_a_letter_is_no_emoji() -> None:
    page = _page()
    line = _written(page, "W", ink=(0, 90, 220))
    assert named(page, line.box).any < 0.5


def test_the_badge_behind_a_name_is_no_emoji() -> None:
    page = _page()
    line = _written(page, "Somebody @some_body \u00b7 3h")
    _heart(page, line.box.right + 6, 42)
    assert _read(page, line)[0].text == line.text
