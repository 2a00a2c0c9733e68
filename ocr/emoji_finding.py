"""Where emoji may stand: coloured blobs in, and right beside, a line of text.

A picture and a coloured line go in, boxes come out, left to right; `emoji` asks what they are.  Letters of
one ink on one paper, their soft rims too, have only mixtures of both colours: what has another one, is about
as high as the line and about square, may be an emoji.  Black and white emoji are not found.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box, Line
from ocr.decoding import Image

Mask = NDArray[numpy.bool_]

# Levels, over the channels together, from any mixture of ink and paper: JPEG's blur stays under 40.
OTHER_COLOUR = 48.0
# Levels, over the channels together, from the paper.
WRITTEN = 40.0
# In heights of the line's box, which is about 1.3 times as high as a Chinese character.
LEAST_HEIGHT, MOST_HEIGHT = 0.6, 1.3
ROOM_ABOVE, ROOM_BESIDE = 0.25, 4.0
# Behind a text there may be a space; before it an avatar stands farther away than a mark with its space.
MOST_GAP_BEHIND, MOST_GAP_BEFORE = 0.8, 0.5
LEAST_FILL = 0.3
MOST_ASPECT = 1.45


def blobs(image: Image, line: Line, others: list[Box]) -> list[Box]:
    """Boxes of what may be emoji on the line or in its reach; `others` are the boxes of the other lines."""
    if line.ink is None or line.paper is None or line.box.height < 10:
        return []
    paper = numpy.array(line.paper, numpy.float32)
    axis = numpy.array(line.ink, numpy.float32) - paper
    least = (LEAST_HEIGHT * line.box.height) ** 2 * LEAST_FILL
    # Every other pixel tells at a quarter of the cost that there is none, as on nearly all lines.
    glance = _patch(image, _region(line.box, [], image))[::2, ::2]
    if 4 * numpy.count_nonzero(_coloured(glance - paper, axis)) < 0.7 * least:
        return []
    region = _region(line.box, others, image)
    patch = _patch(image, region)
    coloured = _coloured(patch - paper, axis)
    written = numpy.abs(patch - paper).sum(axis=2) > WRITTEN
    found = [_moved(box, region) for box in _squares(coloured, written, line.box.height)]
    return list(_in_reach(found, line.box))


def _region(box: Box, others: list[Box], image: Image) -> Box:
    """The line's box and what is around it, up to the next line's."""
    above, beside = round(ROOM_ABOVE * box.height), round(ROOM_BESIDE * box.height)
    left, right = max(box.x - beside, 0), min(box.right + beside, image.shape[1])
    for other in others:
        if min(other.bottom, box.bottom) - max(other.y, box.y) > 0.3 * min(other.height, box.height):
            if box.x + box.width // 2 < other.x < right:
                right = max(other.x, box.right)
            if left < other.right < box.x + box.width // 2:
                left = min(other.right, box.x)
    top, bottom = max(box.y - above, 0), min(box.bottom + above, image.shape[0])
    return Box(left, top, right - left, bottom - top)


def _patch(image: Image, box: Box) -> Image:
    return image[box.y : box.bottom, box.x : box.right]


def _coloured(away: NDArray[numpy.float32], axis: NDArray[numpy.float32]) -> Mask:
    """Where a pixel, given as its distance from the paper, is no mixture of paper and ink."""
    # Screens that draw with thirds of pixels leave red and blue rims, which cancel each other over three.
    even = cv2.blur(away, (3, 1))
    share = numpy.clip(even @ axis / max(float(axis @ axis), 1.0), 0.0, 1.1)
    return numpy.asarray(numpy.abs(even - share[:, :, None] * axis).sum(axis=2) > OTHER_COLOUR)


def _squares(coloured: Mask, written: Mask, height: int) -> Iterator[Box]:
    """Coloured stretches of columns, a row of emoji that touch cut into its emoji."""
    for left, right in _stretches(coloured.sum(axis=0) >= 2, max(2, round(0.08 * height))):
        rows = numpy.flatnonzero(coloured[:, left:right].any(axis=1))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        if not LEAST_HEIGHT * height <= bottom - top <= MOST_HEIGHT * height:
            continue
        count = max(1, round((right - left) / (1.12 * (bottom - top))))
        sides = [left + (right - left) * n // count for n in range(count + 1)]
        for start, end in pairwise(sides):
            box = Box(start, top, end - start, bottom - top)
            if _is_compact(box, coloured):
                yield _grown(box, written, height) if count == 1 else box


def _stretches(columns: Mask, gap: int) -> Iterator[tuple[int, int]]:
    """Runs `[start, end)` of set columns; shorter gaps than `gap` are passed over."""
    places = numpy.flatnonzero(columns)
    if not len(places):
        return
    breaks = numpy.flatnonzero(numpy.diff(places) > gap)
    starts, ends = (numpy.concatenate(p) for p in (([0], breaks + 1), (breaks, [len(places) - 1])))
    for start, end in zip(starts, ends, strict=True):
        yield int(places[start]), int(places[end]) + 1


def _is_compact(box: Box, coloured: Mask) -> bool:
    short, long = sorted((box.width, box.height))
    part = coloured[box.y : box.bottom, box.x : box.right]
    return short > 0 and long <= MOST_ASPECT * short and float(part.mean()) >= LEAST_FILL


def _grown(box: Box, written: Mask, height: int) -> Box:
    """With the dark or pale rim that belongs to it: columns and rows that are written on, a few at most."""
    most = max(1, round(0.15 * height))
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    for _ in range(most):
        if left > 0 and written[top:bottom, left - 1].any():
            left -= 1
        if right < written.shape[1] and written[top:bottom, right].any():
            right += 1
        if top > 0 and written[top - 1, left:right].any():
            top -= 1
        if bottom < written.shape[0] and written[bottom, left:right].any():
            bottom += 1
    return Box(left, top, right - left, bottom - top)


def _in_reach(found: list[Box], line: Box) -> Iterator[Box]:
    """Those on the line, and those beside it no farther than a space from it or from the next one."""
    kept = {box for box in found if box.right > line.x and box.x < line.right}
    left, right = min([line.x, *(b.x for b in kept)]), max([line.right, *(b.right for b in kept)])
    for box in found:
        if box.x >= line.right and box.x - right <= MOST_GAP_BEHIND * line.height:
            kept.add(box)
            right = box.right
    for box in reversed(found):
        if box.right <= line.x and left - box.right <= MOST_GAP_BEFORE * line.height:
            kept.add(box)
            left = box.x
    yield from (box for box in found if box in kept)


def _moved(box: Box, region: Box) -> Box:
    return box._replace(x=box.x + region.x, y=box.y + region.y)
