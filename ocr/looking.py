"""What is on a picture beside the text: the colours of its lines, its panels and its icons.

Called with an upright picture and its lines, after reading.  Costs a twentieth of reading or less; large
pictures are looked at half their size, so that boxes of shapes are good to about two pixels.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy

from chatmine.records import Box, Colour, Line, Shape
from ocr.colours import apart, most_common
from ocr.decoding import Image
from ocr.emoji.placing import alone, with_emoji
from ocr.repairs import repaired
from ocr.rereading import ReadRow, missed_rows, read_missed, upright
from ocr.shapes import icons, panels

# Pictures of more pixels than this are looked at half their size.
FULL_SIZE = 1_500_000
# Summed over the channels: what differs less from its paper was not written.
LEAST_CONTRAST = 24
# Avatars and logos taken for a letter were read with at most 0.94 (60 on real pictures), and the letters of
# a short message of one or two with 0.97 and more.
SURE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: the lines with their colours, the picture's most common colour, the shapes."""

    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    paper: Colour


def look(image: Image, lines: list[Line], read_row: ReadRow | None = None, filmed: bool = False) -> Look:
    """The lines, repaired, with `ink`, `paper` and emoji, and the shapes, top to bottom.

    With `read_row` what the first pass has missed or turned is read too.  Lines between a table's cells that
    were `filmed` are as faint as a JPEG's noise, which is put up with then.
    """
    if read_row is not None:
        lines = [upright(image, line, read_row) for line in lines]
    step = 1 if image.shape[0] * image.shape[1] <= FULL_SIZE else 2
    small = image if step == 1 else _halved(image)
    boxes = [_scaled(line.box, 1 / step) for line in lines]
    height = _line_height(boxes, small.shape[1])
    text = _text(lines, step, height)
    areas, covered = panels(small, text, height, noisy=not filmed)
    if read_row is not None:
        rows = missed_rows(covered, [area.box for area in areas], text, height)
        rows = [replace(row, box=_scaled(row.box, step)) for row in rows]
        lines = read_missed(image, rows, lines, read_row)
        text = _text(lines, step, height)
    shapes = [_shape("panel", area.box, area.colour, step, image) for area in areas]
    for box in icons(small, covered, areas, text, height):
        shapes.append(_shape("icon", box, _mean(small, box), step, image))
    marks = [shape.box for shape in shapes if shape.kind == "icon"]
    seen, places = with_emoji(image, [repaired(coloured(image, line), image) for line in lines], marks)
    made, taken = alone(image, seen, shapes)
    shapes = [one for one in shapes if one.box not in taken and not _is_emoji(one, places)]
    return Look(
        lines=tuple(sorted((*seen, *made), key=lambda line: line.box.y)) if made else seen,
        shapes=tuple(sorted(shapes, key=lambda shape: (shape.box.y, shape.box.x, shape.box))),
        paper=most_common(small[::2, ::2].reshape(-1, 3)),
    )


def _text(lines: list[Line], step: int, height: float) -> list[Box]:
    """The boxes of the lines that are words, in the units of the picture that is looked at."""
    boxes = ((_scaled(line.box, 1 / step), line) for line in lines)
    return [box for box, line in boxes if not _is_icon(box, line, height)]


def coloured(image: Image, line: Line) -> Line:
    """The line with `paper`, the most common colour of its box, and `ink`, what differs from it most."""
    box = line.box
    patch = image[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right].reshape(-1, 3)
    if len(patch) == 0:
        return line
    paper = most_common(patch)
    far = apart(patch, paper)
    if int(far.max()) < LEAST_CONTRAST:
        return replace(line, paper=paper)
    # The cores of strokes: their rims are mixed with the paper.
    red, green, blue = numpy.median(patch[far >= 0.7 * far.max()], axis=0)
    return replace(line, paper=paper, ink=Colour(int(red), int(green), int(blue)))


def _halved(image: Image) -> Image:
    half = (max(image.shape[1] // 2, 1), max(image.shape[0] // 2, 1))
    return numpy.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA), numpy.uint8)


def _line_height(text: list[Box], width: int) -> float:
    """The usual height of a line, in the units of `text`; a guess where there is no text."""
    return float(numpy.median([box.height for box in text])) if text else max(width / 40, 12.0)


def _is_icon(box: Box, line: Line, height: float) -> bool:
    """Whether the engine took an avatar or a logo for a letter or two: high, about square, and not sure."""
    high = 1.4 if line.confidence < SURE else 2.5
    return len(line.text) <= 2 and box.height > high * height and box.width < 1.7 * box.height


def _shape(kind: Literal["panel", "icon"], box: Box, colour: Colour, step: int, image: Image) -> Shape:
    return Shape(kind=kind, box=_within(_scaled(box, step), image), colour=colour)


def _is_emoji(shape: Shape, places: list[Box]) -> bool:
    """Whether an icon is an emoji of a line of text."""
    middle = (shape.box.x + shape.box.width / 2, shape.box.y + shape.box.height / 2)
    return shape.kind == "icon" and any(
        place.x <= middle[0] < place.right and place.y <= middle[1] < place.bottom for place in places
    )


def _scaled(box: Box, factor: float) -> Box:
    x, y = int(box.x * factor), int(box.y * factor)
    return Box(x, y, math.ceil(box.right * factor) - x, math.ceil(box.bottom * factor) - y)


def _within(box: Box, image: Image) -> Box:
    height, width = image.shape[:2]
    return box._replace(width=min(box.right, width) - box.x, height=min(box.bottom, height) - box.y)


def _mean(image: Image, box: Box) -> Colour:
    part = image[box.y : box.bottom, box.x : box.right].reshape(-1, 3)
    red, green, blue = part.mean(axis=0)
    return Colour(round(red), round(green), round(blue))
