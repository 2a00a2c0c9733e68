"""A second look at what the engine's first pass misses or turns: lone brackets, and rows of scattered marks.

Detectors pass over a `}` alone on its row and over rows whose letters stand far apart, and PaddleOCR reads
what is higher than wide as if it lay on its side.  Such rows are read anew from a crop of their own, without
looking for text in it: 35 milliseconds each, and a picture has a few at most.  Called by `looking`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box, Line, hull
from ocr.boxes import level
from ocr.decoding import Image

ReadRow = Callable[[Image], Line | None]

# What is at least so many times as high as wide was read lying on its side.
ON_ITS_SIDE = 1.5
# Least confidences: brackets read upright had 0.97 and more (on their side 0.16 to 0.99), rows of scattered
# letters and dots 0.85 to 0.93, icons and leaves of a picture 0.8 at most.
SURE_MARK, SURE_ROW = 0.8, 0.9
MARKS = frozenset("{}()[];")
# In heights of a line: how much of one a row has at least, the widest gap within it, and how far from it the
# next row of text stands at most.
LEAST, WIDEST_GAP, FURTHEST = 0.45, 3.0, 1.6
# A mark of its own is so high, which the feet of a line's letters are not, and may touch a line's box; the
# bracket around rows stands two to four columns to the left of them.
MARK, OUTDENT = 0.6, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Ink on a row of its own, of so many pieces."""

    box: Box
    pieces: int


def upright(image: Image, line: Line, read_row: ReadRow) -> Line:
    """The line, read anew where it was read lying on its side and is surer upright.

    What is so narrow is of ASCII; Chinese signs read here were the arrows of buttons.
    """
    if line.box.height < ON_ITS_SIDE * line.box.width or len(line.text) > 2:
        return line
    found = _read(image, line.box, read_row)
    if found is None or not found.text.isascii() or found.confidence <= max(line.confidence, SURE_MARK):
        return line
    return replace(line, text=found.text, confidence=found.confidence, edges=())


def read_missed(image: Image, rows: list[Row], lines: list[Line], read_row: ReadRow) -> list[Line]:
    """The lines and what `rows` say; a row takes the place of the letters on it that were read alone."""
    found = list(lines)
    for row in rows:
        alone = [line for line in found if level(line.box, row.box, 0.3) and _near(line.box, row.box)]
        line = _read(image, hull([row.box, *(one.box for one in alone)]), read_row)
        if line is not None and _is_text(line, row) and all(one.text in line.text for one in alone):
            found = [one for one in found if one not in alone] + [line]
    return sorted(found, key=lambda line: (line.box.y, line.box.x))


def missed_rows(covered: NDArray[numpy.uint8], panels: list[Box], text: list[Box], line: float) -> list[Row]:
    """Rows of ink, not `covered` by page or panel, that stand among the lines `text` without being one."""
    page = Box(0, 0, covered.shape[1], covered.shape[0])
    within = [*panels, page]
    homes: dict[Box, list[Box]] = {}
    for box in _ink(covered, text, line):
        homes.setdefault(_home(box, within), []).append(box)
    found: list[Row] = []
    for home, pieces in homes.items():
        beside = [box for box in text if _home(box, within) == home]
        found += [_high(row, line) for row in _rows(pieces, line) if _is_among(row, beside, line)]
    return found


def _high(row: Row, line: float) -> Row:
    """The row with a box as high as a line's, at least."""
    more = max(0, round(line) - row.box.height)
    return replace(row, box=row.box._replace(y=row.box.y - more // 2, height=row.box.height + more))


def _ink(covered: NDArray[numpy.uint8], text: list[Box], line: float) -> Iterator[Box]:
    """The boxes of what is no larger than a word and no part of a line."""
    rest = (1 - covered).astype(numpy.uint8)
    grow = max(1, round(0.1 * line))
    for box in text:
        top, left = max(box.y - grow, 0), max(box.x - grow, 0)
        rest[top : max(box.bottom + grow, 0), left : max(box.right + grow, 0)] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    for x, y, width, height, _ in stats[1:].tolist():
        if 0.2 * line <= max(width, height) and height <= 1.3 * line and width <= 6 * line:
            yield Box(x, y, width, height)


def _home(box: Box, within: list[Box]) -> Box:
    """The smallest panel around a box; the last is the page."""
    around = [one for one in within if _is_inside(box, one)]
    return min(around, key=lambda one: one.width * one.height, default=within[-1])


def _rows(pieces: list[Box], line: float) -> list[Row]:
    """The pieces side by side, as rows."""
    rows: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.x):
        for row in rows:
            level = abs(_middle(piece) - _middle(row[0])) < 0.35 * line
            if level and piece.x - max(box.right for box in row) < WIDEST_GAP * line:
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [Row(box=hull(row), pieces=len(row)) for row in rows]


def _is_among(row: Row, text: list[Box], line: float) -> bool:
    """Whether it stands below or above one of the lines, in their column, with no other line on its level."""
    box = row.box
    if len(text) < 2 or not LEAST * line <= box.height <= 1.4 * line:
        return False
    mark = row.pieces == 1 and MARK * line <= box.height and box.width <= box.height
    left, right = min(one.x for one in text), max(one.right for one in text)
    if box.x < left - (OUTDENT if mark else 0.6) * line or box.right > right + 0.6 * line:
        return False
    if any(level(one, box, 0.3) and one.width > 1.5 * line for one in text):
        return False
    gaps = [max(one.y - box.bottom, box.y - one.bottom) for one in text if not level(one, box, 0.3)]
    # The feet of a line's letters are right below its box.
    return (-0.25 if mark else 0.15) * line <= min(gaps, default=0.0) <= FURTHEST * line


def _is_text(line: Line, row: Row) -> bool:
    if len(line.text) <= 2 or row.pieces < 3:
        return line.text in MARKS and line.confidence >= SURE_MARK
    return line.confidence >= SURE_ROW


def _read(image: Image, box: Box, read_row: ReadRow) -> Line | None:
    """What stands in the box, in the image's pixels; the crop is made twice as wide as high, at least."""
    room = round(0.3 * box.height)
    top, left = max(box.y, 0), max(box.x - room, 0)
    crop = image[top : max(box.bottom, 0), left : box.right + room]
    if crop.size == 0:
        return None
    beside = max(0, 2 * crop.shape[0] - crop.shape[1]) // 2
    found = read_row(numpy.pad(crop, ((0, 0), (beside, beside), (0, 0)), mode="edge"))
    if found is None:
        return None
    edges = tuple(edge - beside + left for edge in found.edges)
    return replace(found, box=box, edges=edges if _fit(edges, box) else ())


def _fit(edges: tuple[int, ...], box: Box) -> bool:
    slack = box.height
    return bool(edges) and box.x - slack <= edges[0] and edges[-1] <= box.right + slack


def _near(box: Box, other: Box) -> bool:
    """Whether a letter's box is within or beside the other, at most its height away."""
    gap = max(box.x - other.right, other.x - box.right)
    return gap <= other.height and box.width <= 1.7 * box.height


def _is_inside(box: Box, other: Box) -> bool:
    across = other.x - 2 <= box.x and box.right <= other.right + 2
    return across and other.y - 2 <= box.y and box.bottom <= other.bottom + 2


def _middle(box: Box) -> float:
    return box.y + box.height / 2
