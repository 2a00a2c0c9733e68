"""The shapes on a picture: panels (bubbles, bands, code blocks, boxes) and icons (avatars, buttons).

Labels of flat colours go in, boxes come out, all in the labels' own pixels.  A panel is a connected, filled
area of one colour; an area of the page's colour is one only where something closes it off from the
picture's edge.  An icon is a small compact blob of what is neither page, panel nor text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.flat import Labels

Mask = NDArray[numpy.uint8]

# Of a panel's outline box this much must be inside its outline: bubbles with tails and round corners 0.85.
LEAST_FILL = 0.7
# An icon's sides in heights of a line of text: avatars are 1 to 2 on phones, up to 3.5 on wide screens.
ICON_SIDES = (0.7, 4.0)
MOST_ASPECT = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A connected area of one flat colour: its box, its label, and which of the box's pixels are its own."""

    box: Box
    label: int
    mask: NDArray[numpy.bool_]


def panels(labels: Labels, count: int, text: list[Box], line: float) -> tuple[list[Area], Mask]:
    """The panels, and a mask of all that is page or panel.

    `count` is the number of flat colours, label 0 the page's; `line` the usual height of a line of text.
    """
    covered = numpy.zeros(labels.shape, numpy.uint8)
    found: list[Area] = []
    for area in _areas(labels, count, round(0.7 * line)):
        page = area.label == 0 and _touches_edge(area.box, labels.shape)
        panel = not page and _is_panel(area, labels.shape, text, line)
        if page or panel:
            _part(covered, area.box)[area.mask] = 1
        if panel:
            found.append(area)
    return found, covered


def icons(covered: Mask, text: list[Box], line: float) -> list[Box]:
    """The small compact blobs of what is not covered by page or panels, outside the boxes of text."""
    rest = 1 - covered
    for box in text:
        _part(rest, box)[:] = 0
    rest = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, numpy.ones((3, 3), numpy.uint8))
    least, most = ICON_SIDES[0] * line, ICON_SIDES[1] * line
    _, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    return [
        Box(*(int(side) for side in (x, y, width, height)))
        for x, y, width, height, size in stats[1:]
        if least <= min(width, height)
        and max(width, height) <= min(most, MOST_ASPECT * min(width, height))
        and size >= 0.25 * width * height
    ]


def _areas(labels: Labels, count: int, least: int) -> Iterator[Area]:
    """The connected areas of each label that are at least `least` pixels high and wide."""
    for label in range(count):
        numbers_of, numbers, stats, _ = cv2.connectedComponentsWithStats(
            (labels == label).astype(numpy.uint8), connectivity=4
        )
        for number in range(1, numbers_of):
            x, y, width, height, size = (int(value) for value in stats[number])
            if min(width, height) >= least and 5 * size >= width * height:
                box = Box(x, y, width, height)
                yield Area(box=box, label=label, mask=_part(numbers, box) == number)


def _is_panel(area: Area, shape: tuple[int, ...], text: list[Box], line: float) -> bool:
    box = area.box
    if box.width > 0.97 * shape[1] and box.height > 0.97 * shape[0]:
        return False  # the whole picture: a page whose colour is not its most common one
    if any(_inside(box, other) for other in text):
        return False  # a letter's stroke, or the ground of a word
    if max(box.width, box.height) <= ICON_SIDES[1] * line and _square(box) and not _holds_text(box, text):
        return False  # an avatar or a button of one colour
    return _fill(area) >= LEAST_FILL


def _fill(area: Area) -> float:
    """How much of the box is within the area's outline, holes (letters, pictures) counted in."""
    outlines, _ = cv2.findContours(area.mask.astype(numpy.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    within = sum(cv2.contourArea(outline) for outline in outlines)
    # Outlines run through the middles of the outermost pixels.
    return float(within) / max((area.box.width - 1) * (area.box.height - 1), 1)


def _square(box: Box) -> bool:
    return max(box.width, box.height) <= MOST_ASPECT * min(box.width, box.height)


def _holds_text(box: Box, text: list[Box]) -> bool:
    return any(_inside(other, box) for other in text)


def _inside(box: Box, other: Box) -> bool:
    """Whether at least four fifths of `box` lie within `other`."""
    width = min(box.right, other.right) - max(box.x, other.x)
    height = min(box.bottom, other.bottom) - max(box.y, other.y)
    return width > 0 and height > 0 and 5 * width * height >= 4 * box.width * box.height


def _touches_edge(box: Box, shape: tuple[int, ...]) -> bool:
    return box.x == 0 or box.y == 0 or box.right == shape[1] or box.bottom == shape[0]


def _part(image: NDArray[numpy.generic], box: Box) -> NDArray[numpy.generic]:
    return image[max(box.y, 0) : max(box.bottom, 0), max(box.x, 0) : max(box.right, 0)]
