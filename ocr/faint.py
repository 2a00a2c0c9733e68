"""Where an even ground changes to a colour so near that neighbouring pixels hardly differ.

Called by `shapes`.  A faint bubble saved as JPEG has an edge that is spread over many pixels, through which
it leaks into the page; but both are flat, so the picture has two colours and next to nothing between them.
A gradient has everything between, and is left alone.
"""

from itertools import combinations

import cv2
import numpy
from numpy.typing import NDArray

from ocr.decoding import Image

# Levels, of the channel that differs most: from 2 on it is no noise of a flat ground, above 12 the edge is
# seen anyway.
NEAR, FAR = 2, 12
# A colour of less than this share of the even pixels makes no band or bubble.
LEAST_SHARE = 0.01
# Pixels between two colours, in shares of the rarer one's: gradients have as many.
MOST_BETWEEN = 0.15
MOST_COLOURS = 6

Mask = NDArray[numpy.uint8]


def faint_edges(image: Image, even: Mask, reach: int, least: int) -> Mask:
    """1 where one flat colour gives way to another within `reach` pixels to the right or below.

    Spots less than `least` pixels high or wide, such as a block of JPEG, are no change.
    """
    edges = numpy.zeros(even.shape, numpy.uint8)
    flat = numpy.asarray(cv2.medianBlur(image, 5), numpy.uint8)
    for one, other in _pairs(flat[::2, ::2][even[::2, ::2] == 1]):
        from_one, from_other = _far(flat, one), _far(flat, other)
        near = (even == 1) & (numpy.minimum(from_one, from_other) <= numpy.abs(one - other).max())
        here = _large(near & (from_one <= from_other), least)
        there = _large(near & (from_one > from_other), least)
        for a, b in ((here, there), (there, here)):
            edges[:, :-reach] |= a[:, :-reach] & b[:, reach:]
            edges[:-reach] |= a[:-reach] & b[reach:]
    return edges


def _pairs(pixels: NDArray[numpy.uint8]) -> list[tuple[NDArray[numpy.int16], NDArray[numpy.int16]]]:
    """The pairs of usual colours near each other with next to nothing between them."""
    if len(pixels) == 0:
        return []
    whole = pixels.astype(numpy.int32)
    codes, counts = numpy.unique((whole[:, 0] << 16) | (whole[:, 1] << 8) | whole[:, 2], return_counts=True)
    colours = numpy.stack((codes >> 16, (codes >> 8) & 255, codes & 255), axis=1).astype(numpy.int16)
    usual = _usual(colours, counts)
    return [
        (one, other)
        for one, other in combinations(usual, 2)
        if NEAR <= numpy.abs(one - other).max() <= FAR and _apart(colours, counts, one, other)
    ]


def _usual(colours: NDArray[numpy.int16], counts: NDArray[numpy.int64]) -> list[NDArray[numpy.int16]]:
    """The most frequent colours that aren't next to a more frequent one."""
    found: list[NDArray[numpy.int16]] = []
    least = LEAST_SHARE * counts.sum()
    for place in numpy.argsort(-counts):
        if counts[place] < least or len(found) == MOST_COLOURS:
            break
        if all(numpy.abs(colours[place] - one).max() >= NEAR for one in found):
            found.append(colours[place])
    return found


def _apart(
    colours: NDArray[numpy.int16],
    counts: NDArray[numpy.int64],
    one: NDArray[numpy.int16],
    other: NDArray[numpy.int16],
) -> bool:
    along = _along(colours, one, other)
    first = counts[numpy.abs(along) <= 0.3].sum()
    second = counts[numpy.abs(along - 1) <= 0.3].sum()
    between = counts[numpy.abs(along - 0.5) < 0.2].sum()
    return bool(between <= MOST_BETWEEN * min(first, second))


def _along(
    colours: NDArray[numpy.int16], one: NDArray[numpy.int16], other: NDArray[numpy.int16]
) -> NDArray[numpy.float32]:
    """How far each colour is on the way from `one` (0) to `other` (1); far off the way it is not a number."""
    way = (other - one).astype(numpy.float32)
    rest = (colours - one).astype(numpy.float32)
    along = rest @ way / float(way @ way)
    off = numpy.abs(rest - along[..., None] * way).max(axis=-1)
    return numpy.where(off <= 3, along, numpy.nan).astype(numpy.float32)


def _far(image: Image, colour: NDArray[numpy.int16]) -> Mask:
    """How far each pixel is from a colour, in levels of the channel that differs most."""
    apart = cv2.absdiff(image, numpy.array([*colour, 0], numpy.float64))
    return numpy.asarray(cv2.max(cv2.max(apart[:, :, 0], apart[:, :, 1]), apart[:, :, 2]), numpy.uint8)


def _large(mask: NDArray[numpy.bool_], least: int) -> Mask:
    """1 in the mask's connected parts that are at least `least` pixels high and wide."""
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(mask.astype(numpy.uint8), connectivity=4)
    large = numpy.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= least
    large[0] = False
    return numpy.asarray(large[numbers], numpy.uint8)
