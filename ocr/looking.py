"""Colours and shapes of a picture: what letters stand on, bubbles and bands, avatars and icons.

Called with an image and its lines after the lines are read.
"""

from dataclasses import dataclass, replace

import numpy
from numpy.typing import NDArray

from chatmine.records import Colour, Line, Shape
from ocr.decoding import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen: the lines with their colours, the picture's most common colour, the shapes."""

    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    paper: Colour


def look(image: Image, lines: list[Line]) -> Look:
    """The lines with `ink` and `paper`, and the shapes around them."""
    return Look(
        lines=tuple(_coloured(image, line) for line in lines),
        shapes=(),
        paper=_most_common(image[::4, ::4].reshape(-1, 3)),
    )


def _coloured(image: Image, line: Line) -> Line:
    box = line.box
    patch = image[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right].reshape(-1, 3)
    if len(patch) == 0:
        return line
    paper = _most_common(patch)
    far = numpy.abs(patch.astype(numpy.int16) - paper).sum(axis=1)
    if int(far.max()) < 24:
        return replace(line, paper=paper)
    ink = numpy.median(patch[far >= 0.7 * far.max()], axis=0)
    return replace(line, paper=paper, ink=Colour(*(int(value) for value in ink)))


def _most_common(pixels: NDArray[numpy.uint8]) -> Colour:
    """The middle of the fullest of 32 x 32 x 32 bins."""
    coarse = pixels >> 3
    codes = (coarse[:, 0].astype(numpy.int32) << 10) | (coarse[:, 1].astype(numpy.int32) << 5) | coarse[:, 2]
    fullest = numpy.bincount(codes, minlength=1).argmax()
    middle = numpy.median(pixels[codes == fullest], axis=0)
    return Colour(*(int(value) for value in middle))
