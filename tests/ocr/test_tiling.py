from dataclasses import dataclass, replace

import numpy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chatmine.records import Box, Line
from ocr.decoding import Image
from ocr.tiling import LEAST_ROWS, MOST_AREA, MOST_COLUMNS, MOST_ROWS, read_in_tiles


@dataclass(frozen=True)
class Page:
    """A picture on which each pixel's colour is its place, and an engine that knows where the lines are."""

    lines: list[Line]
    width: int
    height: int

    def image(self) -> Image:
        places = numpy.arange(self.width * self.height, dtype="<u4").view(numpy.uint8)
        return places.reshape(self.height, self.width, 4)[:, :, :3]

    def read(self, tile: Image) -> list[Line]:
        """What a good engine reads on a tile: of lines that are cut, the characters that are whole."""
        height, width = tile.shape[:2]
        assert max(height, width) <= 4000
        top, left = divmod(int.from_bytes(tile[0, 0].tobytes(), "little"), self.width)
        cut = (_cut(line, Box(left, top, width, height)) for line in self.lines)
        return [line for line in cut if line]


def _cut(line: Line, tile: Box) -> Line | None:
    x, y = max(line.box.x, tile.x), max(line.box.y, tile.y)
    box = Box(
        x - tile.x, y - tile.y, min(line.box.right, tile.right) - x, min(line.box.bottom, tile.bottom) - y
    )
    whole = [place for place in range(len(line.text)) if _is_whole(line.edges[place : place + 2], tile)]
    if box.width <= 0 or box.height <= 0 or not whole:
        return None
    text = line.text[whole[0] : whole[-1] + 1]
    edges = tuple(edge - tile.x for edge in line.edges[whole[0] : whole[-1] + 2])
    # A line cut lengthwise is misread.
    return replace(
        line, text=text if box.height == line.box.height else "?" * len(text), box=box, edges=edges
    )


def _is_whole(sides: tuple[int, ...], tile: Box) -> bool:
    return sides[0] >= tile.x and sides[1] <= tile.right


def _line(text: str, x: int, y: int, height: int = 30, step: int = 12) -> Line:
    edges = tuple(x + place * step for place in range(len(text) + 1))
    return Line(text=text, box=Box(x, y, step * len(text), height), confidence=0.9, edges=edges)


WORDS = "".join(chr(0x4E00 + place) for place in range(2000))


@st.composite
def tall_pages(draw: st.DrawFn) -> Page:
    gaps = draw(st.lists(st.integers(4, 160), min_size=1, max_size=90))
    heights = draw(st.lists(st.integers(12, 90), min_size=len(gaps), max_size=len(gaps)))
    lines, y = [], draw(st.integers(0, 1500))
    for number, (gap, height) in enumerate(zip(gaps, heights, strict=True)):
        y += gap
        lines.append(_line(WORDS[number * 9 : number * 9 + 9], 20 + number % 7 * 30, y, height))
        y += height
    return Page(lines, 400, y + draw(st.integers(1, 900)))


@settings(max_examples=30, deadline=None)
@given(tall_pages())
def test_no_line_of_a_tall_picture_is_lost_or_read_twice(page: Page) -> None:
    found = read_in_tiles(page.image(), page.read)
    assert found == sorted(page.lines, key=lambda line: (line.box.y, line.box.x))


@settings(max_examples=60, deadline=None)
@given(st.integers(-60, 40), st.integers(-40, 60))
def test_lines_at_a_seam_come_out_whole_and_once(first: int, second: int) -> None:
    # 3,800 rows make two tiles that overlap from 1,836 to 1,964.
    lines = sorted(
        (_line("at the top edge", 30, 1806 + first), _line("the bottom edge", 30, 1964 + second)),
        key=lambda line: line.box.y,
    )
    page = Page(lines, 300, 3800)
    assert read_in_tiles(page.image(), page.read) == lines


def test_a_line_higher_than_the_overlap_is_not_lost() -> None:
    page = Page([_line("大字", 10, 1750, height=320, step=150)], 400, 3800)
    assert len(read_in_tiles(page.image(), page.read)) >= 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.integers(20, 640))
@example(2955, 262)  # begins just inside one tile and ends just before the end of the next
def test_a_line_wider_than_a_column_of_tiles_is_sewn_together(x: int, count: int) -> None:
    page = Page([_line(WORDS[:count], x, 40)], 12_000, 120)
    (found,) = read_in_tiles(page.image(), page.read)
    assert found.text == page.lines[0].text
    assert found.box == page.lines[0].box
    assert found.edges == page.lines[0].edges


def test_phones_side_by_side_keep_each_line_once() -> None:
    lines = [
        _line(WORDS[(7 * column + row) * 20 :][:20], 60 + column * 1080, 100 + row * 60)
        for row in range(12)
        for column in range(7)
    ]
    page = Page(lines, 7 * 1080, 900)
    assert read_in_tiles(page.image(), page.read) == lines


def test_tiles_keep_within_what_memory_allows_and_small_pictures_are_read_whole() -> None:
    seen: list[tuple[int, ...]] = []

    def read(tile: Image) -> list[Line]:
        seen.append(tile.shape[:2])
        return []

    for shape in [(800, 600), (20_000, 1080), (3000, 4000), (100, 30_000), (1, 90_000), (5000, 9000)]:
        seen.clear()
        read_in_tiles(numpy.zeros((*shape, 3), numpy.uint8), read)
        assert all(height <= MOST_ROWS and width <= MOST_COLUMNS for height, width in seen)
        assert all(height * width <= max(MOST_AREA, LEAST_ROWS * width) for height, width in seen)
        assert sum(height * width for height, width in seen) >= shape[0] * shape[1]
    assert len(seen) > 1
    read_in_tiles(numpy.zeros((800, 600, 3), numpy.uint8), read)
    assert seen[-1] == (800, 600)
