"""Where emoji may stand: coloured blobs in, and right beside, a line of text, and pictures in a bubble.

A picture and a coloured line go in, boxes come out, left to right; `placing` asks what they are.  Letters of
one ink on one paper, their soft rims too, have only mixtures of both colours: what has another one, is about
as high as the line and about square, may be an emoji.  Of grey ones only those are found that stand where
the recogniser has left room, before the first character or behind the last.
"""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box, Colour, Line
from ocr.boxes import level
from ocr.colours import apart
from ocr.decoding import Image

Floats = NDArray[numpy.float32]
Mask = NDArray[numpy.bool_]

# Levels, over the channels together, from any mixture of ink and paper: JPEG's blur stays under 40.
OTHER_COLOUR = 48.0
# Levels, over the channels together, from the paper.
WRITTEN = 40.0
# The same for two inks: thin strokes are paler than thick ones.
OTHER_INK = 90
# In heights of the line's box, which is about 1.3 times as high as a Chinese character, or hardly higher.
LEAST_HEIGHT, MOST_HEIGHT = 0.5, 1.5
ROOM_ABOVE, ROOM_BESIDE = 0.2, 4.0
# Behind a text there may be a space; before it an avatar stands farther away than a mark with its space.
MOST_GAP_BEHIND, MOST_GAP_BEFORE = 0.8, 0.5
# Of its box: most emoji are filled with colour; a cup or a sprig has a little of it, and strokes.
LEAST_FILL, LEAST_COLOUR, LEAST_WRITTEN = 0.3, 0.04, 0.2
# Of the squared height, as a first look sees it.
PROMISE = 0.05
# A thumb is half as wide as high; a heart is made half as wide again as high by JPEG.
MOST_ASPECT = 1.9
# As much of the squared height: words in another ink, or a few emoji.
MUCH_COLOUR = 0.8
# So many and more are words in another colour.
WORDS = 10
# What the columns around a coloured stretch may add, in heights: more of them are letters that touch it.
FREE, MOST_WIDTH = 0.9, 5.0
# What the recogniser leaves free for a sign that it does not know, in heights of the line.
ROOM = 0.5


def blobs(image: Image, line: Line, others: list[Box]) -> list[Box]:
    """Boxes of what may be emoji on the line or in its reach; `others` are the boxes of the other lines."""
    if line.ink is None or line.paper is None or line.box.height < 10:
        return []
    paper = numpy.array(line.paper, numpy.float32)
    axis = numpy.array(line.ink, numpy.float32) - paper
    # Every other pixel tells at a quarter of the cost that there is none, as on nearly all lines.
    glance = _patch(image, _region(line.box, [], image))[::2, ::2] - paper
    if 4 * numpy.count_nonzero(_coloured(glance, axis)) < PROMISE * line.box.height**2:
        return []
    region = _region(line.box, others, image)
    patch = _patch(image, region) - paper
    coloured = _coloured(patch, axis)
    if numpy.count_nonzero(coloured) > MUCH_COLOUR * line.box.height**2:
        # The right ink explains more: a yellow face on a blue bubble stands out more than its words.
        other = _coloured(patch, numpy.array(ink_of_letters(image, line), numpy.float32) - paper)
        coloured = min(coloured, other, key=numpy.count_nonzero)
    written = numpy.abs(patch).sum(axis=2) > WRITTEN
    found = [_moved(box, region) for box in _squares(coloured, written, line.box.height)]
    kept = list(_in_reach(sorted(found), line.box))
    return kept if len(kept) < WORDS else []


def grey_blobs(image: Image, line: Line, others: list[Box], icons: list[Box]) -> list[Box]:
    """Boxes of what may be emoji without colours: where the recogniser left room, or of an icon behind."""
    box, height = line.box, line.box.height
    if not line.edges or line.paper is None or height < 10:
        return []
    close = [i for i in icons if -0.2 * height < i.x - box.right < MOST_GAP_BEHIND * height]
    found = [i for i in close if 0.6 * height <= i.height <= MOST_HEIGHT * height and level(i, box, 0.5)]
    last, first = line.edges[-1], line.edges[0]
    behind, before = box.right - last > ROOM * height, first - box.x > ROOM * height
    if not behind and not before:
        return found
    region = _region(box, others, image)
    patch = _patch(image, region) - numpy.array(line.paper, numpy.float32)
    written = numpy.abs(patch).sum(axis=2) > WRITTEN
    for sides in _stretches(written.any(axis=0), 1):
        one = _box_of(written, *sides)
        middle = region.x + one.x + one.width / 2
        free = behind and last - 0.2 * height < middle < box.right + 0.3 * height
        free = free or (before and box.x - 0.3 * height < middle < first + 0.2 * height)
        if free and one.height >= 0.6 * height and _fits(one, height, written, LEAST_WRITTEN):
            found.append(_moved(one, region))
    return found


def standing(image: Image, area: Box, paper: Colour, text: list[Box], height: float) -> list[Box]:
    """The boxes of pictures that stand in one row in an area of one colour; `text` are the lines within.

    Nothing where anything else stands there that is no picture about as high as a line (`height`).
    """
    edge = round(0.12 * min(area.width, area.height))
    inner = Box(area.x + edge, area.y + edge, area.width - 2 * edge, area.height - 2 * edge)
    patch = _patch(image, inner).astype(numpy.float32) - numpy.array(paper, numpy.float32)
    written = numpy.abs(patch).sum(axis=2) > WRITTEN
    for box in text:
        written[max(box.y - inner.y - 2, 0) : max(box.bottom - inner.y + 2, 0)] = False
    found = []
    for left, right in _stretches(written.any(axis=0), max(2, round(0.15 * height))):
        box = _box_of(written, left, right)
        pieces = list(_pieces(box))
        if not all(_fits(piece, height, written, LEAST_WRITTEN, most=2.6) for piece in pieces):
            return []
        found += [_moved(piece, inner) for piece in pieces]
    return found


def ink_of_letters(image: Image, line: Line) -> Colour:
    """The ink of the characters that stand out least, a quarter of all: emoji stand out more, or are few."""
    if line.paper is None or line.ink is None:
        return Colour(0, 0, 0)
    inks = []
    for left, right in pairwise(line.edges):
        pixels = image[max(line.box.y, 0) : line.box.bottom, max(left, 0) : right].reshape(-1, 3)
        far = apart(pixels, line.paper) if len(pixels) else numpy.zeros(1, numpy.uint16)
        if far.max() > WRITTEN:
            inks.append((int(far.max()), numpy.median(pixels[far >= 0.7 * far.max()], axis=0).tolist()))
    if not inks:
        return line.ink
    ink = Colour(*(int(level) for level in sorted(inks)[len(inks) // 4][1]))
    return ink if sum(abs(a - b) for a, b in zip(ink, line.ink, strict=True)) > OTHER_INK else line.ink


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


def _coloured(away: Floats, axis: Floats) -> Mask:
    """Where a pixel, given as its distance from the paper, is no mixture of paper and ink."""
    # Screens that draw with thirds of pixels leave red and blue rims, which cancel each other over three.
    even = cv2.blur(away, (3, 1))
    share = numpy.clip(even @ axis / max(float(axis @ axis), 1.0), 0.0, 1.1)
    return numpy.asarray(numpy.abs(even - share[:, :, None] * axis).sum(axis=2) > OTHER_COLOUR)


def _squares(coloured: Mask, written: Mask, height: int) -> list[Box]:
    """Coloured stretches of columns, a row of emoji that touch cut into its emoji."""
    found: list[Box] = []
    for left, right in _stretches(coloured.sum(axis=0) >= 2, max(2, round(0.08 * height))):
        box = _box_of(coloured, left, right)
        if box.height == coloured.shape[0]:
            continue  # an avatar, or where the bubble ends
        whole = _around(box, written)
        pieces = list(_pieces(whole if whole.width <= box.width + FREE * height else box))
        if all(_fits(piece, height, coloured, LEAST_FILL) for piece in pieces):
            found += [_grown(pieces[0], written, height)] if len(pieces) == 1 else pieces
        elif whole.width < MOST_WIDTH * height:
            parts = [_end_of(whole, box)] if len(pieces) == 1 else list(_pieces(whole))
            found += (p for p in parts if _has_colour(p, height, coloured, written) and p not in found)
    return [box for box in found if not any(_holds(other, box) for other in found)]


def _end_of(whole: Box, coloured: Box) -> Box:
    """An emoji that touches a letter: a square at that end of what is written where the colours are."""
    if whole.width <= 1.4 * whole.height:
        return whole
    behind = coloured.x + coloured.right > whole.x + whole.right
    x = whole.right - whole.height if behind else whole.x
    return whole._replace(x=x, width=whole.height)


def _has_colour(box: Box, height: float, coloured: Mask, written: Mask) -> bool:
    share = float(coloured[box.y : box.bottom, box.x : box.right].mean()) if box.width else 0.0
    return share >= LEAST_COLOUR and _fits(box, height, written, LEAST_WRITTEN)


def _stretches(columns: Mask, gap: int) -> Iterator[tuple[int, int]]:
    """Runs `[start, end)` of set columns; shorter gaps than `gap` are passed over."""
    places = numpy.flatnonzero(columns)
    if not len(places):
        return
    breaks = numpy.flatnonzero(numpy.diff(places) > gap)
    starts, ends = (numpy.concatenate(p) for p in (([0], breaks + 1), (breaks, [len(places) - 1])))
    for start, end in zip(starts, ends, strict=True):
        yield int(places[start]), int(places[end]) + 1


def _box_of(mask: Mask, left: int, right: int) -> Box:
    """The rows that are set between two columns: the longest run, as another line's letters are near."""
    across = mask[:, left:right].sum(axis=1)
    rows = _stretches(across > min(0.08 * (right - left), 0.9 * float(across.max())), 2)
    top, bottom = max(rows, key=lambda run: run[1] - run[0])
    return Box(left, top, right - left, bottom - top)


def _pieces(box: Box) -> Iterator[Box]:
    """A box of one emoji, or of several beside one another that touch."""
    count = max(1, round(box.width / (1.06 * box.height)))
    for start, end in pairwise(box.width * n // count for n in range(count + 1)):
        yield box._replace(x=box.x + start, width=end - start)


def _fits(box: Box, height: float, mask: Mask, fill: float, most: float = MOST_HEIGHT) -> bool:
    short, long = sorted((box.width, box.height))
    if not LEAST_HEIGHT * height <= box.height <= most * height or long > MOST_ASPECT * short:
        return False
    return float(mask[box.y : box.bottom, box.x : box.right].mean()) >= fill


def _around(box: Box, written: Mask) -> Box:
    """What the coloured box is a part of: the columns that are written on, up to free ones."""
    columns = written.sum(axis=0)
    left, right = box.x, box.right
    while left > 0 and bool(columns[left - 1]):
        left -= 1
    while right < written.shape[1] and bool(columns[right]):
        right += 1
    return _box_of(written, left, right) if written[:, left:right].any() else box


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


def _holds(one: Box, other: Box) -> bool:
    """Whether the middle of another box is within this one, which is larger."""
    middle = other.x + other.width / 2
    return one.width > other.width and one.x <= middle < one.right


def _moved(box: Box, region: Box) -> Box:
    return box._replace(x=box.x + region.x, y=box.y + region.y)
