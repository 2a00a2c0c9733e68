"""Panels of a scene whose edges a codec has spread, found again by the paper of what is written on them.

Called by `scenes`.  Low bit rates turn the edge of a dark bubble on a dark page into a slope of many pixels,
through which the panel leaks into the page and is none; its middle still has another colour.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy

from chatmine.records import Box, Colour, Line, Shape
from ocr.decoding import Image

# Levels of the channel that differs most between a paper and the page: less may be noise of a codec.
_APART = 10
# Of the smallest box around such a paper; round corners and a slope leave the rest.
_FILLED = 0.7
# Heights of a letter around a line within which its panel ends at one side or another: a page does not.
_ROOM = 12.0


def leaked(
    image: Image, lines: Sequence[Line], shapes: Sequence[Shape], page: Colour, em: float
) -> list[Shape]:
    """Panels behind lines on a paper of their own that are not among `shapes`; `em` is a letter's height."""
    made: list[Shape] = []
    for line in lines:
        if line.paper is None or _apart(line.paper, page) < _APART or len(line.text) < 2:
            continue
        if any(_holds(one, line.box) for one in (*shapes, *made)):
            continue
        made += _panel(image, line.box, line.paper, page, em)
    return made


def _panel(image: Image, line: Box, paper: Colour, page: Colour, em: float) -> Iterator[Shape]:
    """The area of the line's paper around it, if it is a box and ends nearby."""
    room = round(_ROOM * em)
    x, y = max(line.x - room, 0), max(line.y - room, 0)
    part = image[y : line.bottom + room, x : line.right + room]
    far = numpy.abs(part.astype(numpy.int16) - numpy.array(paper, numpy.int16)).max(axis=2)
    mask = (far <= _apart(paper, page) // 2).astype(numpy.uint8)
    # Letters are holes in it.
    inside = (slice(line.y - y, line.bottom - y), slice(line.x - x, line.right - x))
    mask[inside] = 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    left, top, width, height, area = (int(value) for value in stats[labels[inside][0, 0]])
    closed = (left > 0 or x == 0) and (top > 0 or y == 0)
    closed = closed and left + width < part.shape[1] and top + height < part.shape[0]
    if closed and area >= _FILLED * width * height:
        yield Shape(kind="panel", box=Box(x + left, y + top, width, height), colour=paper)


def _holds(shape: Shape, line: Box) -> bool:
    box, middle = shape.box, (line.x + line.width / 2, line.y + line.height / 2)
    return box.x <= middle[0] < box.right and box.y <= middle[1] < box.bottom


def _apart(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
