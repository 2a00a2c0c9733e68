from chatmine.records import Box, Colour, Line, Shape
from ocr.videos.drifting import steadied


def _line(text: str, *colour: int) -> Line:
    return Line(text=text, box=Box(0, 0, 9, 9), confidence=1.0, paper=Colour(*colour))


def _panel(y: int, height: int, *colour: int) -> Shape:
    return Shape(kind="panel", box=Box(10, y, 300, height), colour=Colour(*colour))


def test_a_colour_that_drifts_is_the_one_that_most_text_has() -> None:
    lines = [_line("short", 226, 221, 209), _line("a longer one", 221, 226, 207), _line("x", 219, 222, 212)]
    read, _ = steadied(lines, [])
    assert {line.paper for line in read} == {Colour(221, 226, 207)}


def test_lighter_boxes_stay_apart() -> None:
    lines = [_line("asked", 221, 223, 220), _line("answered", 243, 245, 242), _line("ground", 235, 237, 234)]
    assert steadied(lines, [])[0] == lines


def test_a_box_that_fell_into_two_colours_is_one_again() -> None:
    _, shapes = steadied([], [_panel(88, 82, 245, 246, 235), _panel(164, 434, 243, 245, 242)])
    assert [shape.box for shape in shapes] == [Box(10, 88, 300, 510)]


def test_boxes_with_ground_between_them_stay_two() -> None:
    assert len(steadied([], [_panel(0, 40, 245, 246, 235), _panel(60, 40, 243, 245, 242)])[1]) == 2
