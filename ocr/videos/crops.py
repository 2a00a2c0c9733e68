"""Which parts of a picture hold text: few, tight rectangles that are worth an engine's time.

Called with a scene's tall picture.  Rules, borders and pictures are no text; a region's edges lie on paper.
"""

from collections.abc import Iterator

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.videos.changes import Mask

# Paper left around text, in pixels: detectors want some.
ROOM = 10
# A letter is no wider and no higher than these shares of the frame; what is, is a border or a picture.
_WIDEST = 0.3
_HIGHEST = 0.12
# Blank rows and columns of this many line heights part regions; less would part a list from its marks.
_ROWS = 1.6
_COLUMNS = 3.0

# Detectors' boxes are 1.2 to 1.35 letters high on whole pictures, with this much on either side.
_TOO_HIGH = 1.45
_MARGIN = 0.12


def letters(strokes: Mask, width: int, height: int) -> tuple[Mask, float]:
    """The strokes without borders and pictures, and the usual height of a letter, in pixels.

    `width` and `height` are the frame's.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes.view(numpy.uint8))
    wide, high, area = stats[:, 2], stats[:, 3], stats[:, 4]
    text = (high >= 5) & (wide >= 2) & (high <= _HIGHEST * height) & (wide < 4 * high) & (high < 4 * wide)
    text[0] = False
    em = max(float(numpy.percentile(high[text], 75)) if text.any() else 12.0, 6.0)
    fits = (wide <= _WIDEST * width) & (high <= max(_HIGHEST * height, 40)) & (area >= 3)
    upright = (high > 1.8 * em) & (high > 6 * wide)
    level = (wide > 2.5 * em) & (4 * high < em)
    cursor = (high > 0.8 * em) & (wide > 0.4 * high) & (wide < 1.5 * high) & (area > 0.9 * wide * high)
    fits &= ~upright & ~level & ~cursor
    fits[0] = False
    for one in numpy.flatnonzero((wide > _WIDEST * width) & (high > 0.7 * em) & (high < 3 * em)):
        x, y = stats[one, 0], stats[one, 1]
        fits[one] = _is_outlined(labels[y : y + high[one], x : x + wide[one]] == one)
    return fits[labels], em


def _is_outlined(mask: Mask) -> bool:
    """Whether it is a line of outlined type, as subtitles are: its letters' outlines run into one another.

    Across its middle it has two strokes or more for each of its heights; a border has two in all.
    """
    high, wide = mask.shape
    middle = mask[high // 4 : high - high // 4]
    runs = numpy.count_nonzero(middle[:, 1:] & ~middle[:, :-1], axis=1)
    return bool(numpy.median(runs) >= 2 * wide / high)


def regions(mask: Mask, em: float) -> Iterator[Box]:
    """Boxes around what is set in `mask`, with room around them, top to bottom."""
    height, width = mask.shape
    for box in _parts(mask, Box(0, 0, width, height), round(_ROWS * em), round(_COLUMNS * em), 0):
        x, y = max(box.x - ROOM, 0), max(box.y - ROOM, 0)
        yield Box(x, y, min(box.right + ROOM, width) - x, min(box.bottom + ROOM, height) - y)


def tightened(box: Box, letters: Mask, em: float) -> Box:
    """A line's box, as high as on a whole picture: beside avatars, detectors draw higher ones in small crops.

    Only what is much higher than its letters is made lower.
    """
    rows = numpy.flatnonzero(letters[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right].any(axis=1))
    if not len(rows) or box.height < _TOO_HIGH * em:
        return box
    room = round(_MARGIN * em)
    top = max(max(box.y, 0) + int(rows[0]) - room, box.y)
    bottom = min(max(box.y, 0) + int(rows[-1]) + 1 + room, box.bottom)
    return box._replace(y=top, height=bottom - top)


def _parts(mask: Mask, box: Box, rows: int, columns: int, tried: int) -> Iterator[Box]:
    """The box cut at wide blanks, by rows and by columns in turn, until neither cuts it."""
    part = mask[box.y : box.bottom, box.x : box.right]
    if tried % 2 == 0:
        spans = _spans(numpy.flatnonzero(part.any(axis=1)), max(rows, 2 * ROOM + 1))
        cut = [box._replace(y=box.y + start, height=end - start) for start, end in spans]
    else:
        spans = _spans(numpy.flatnonzero(part.any(axis=0)), max(columns, 2 * ROOM + 1))
        cut = [box._replace(x=box.x + start, width=end - start) for start, end in spans]
    if cut == [box] and tried > 1:
        yield box
        return
    for one in cut:
        yield from _parts(mask, one, rows, columns, tried + 1)


def _spans(filled: NDArray[numpy.intp], gap: int) -> list[tuple[int, int]]:
    """The stretches of places between blanks of at least `gap`."""
    found: list[tuple[int, int]] = []
    for place in filled:
        if found and place - found[-1][1] < gap:
            found[-1] = (found[-1][0], int(place) + 1)
        else:
            found.append((int(place), int(place) + 1))
    return found
