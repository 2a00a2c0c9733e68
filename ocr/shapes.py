"""The shapes on an image: panels (bubbles, bands, code blocks, boxes) and icons (avatars, buttons).

An image and the boxes of its text go in; boxes with colours come out, all in the image's own pixels.  A
panel is a filled area within which neighbouring pixels hardly differ, so a bubble with a gradient is one
too; an area of the page's colour is one only where something closes it off from the image's edge.  An
icon is a small compact blob of what is neither page, panel nor text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box, Colour
from ocr.boxes import meet
from ocr.decoding import Image
from ocr.faint import faint_edges

Mask = NDArray[numpy.uint8]
Pixel = TypeVar("Pixel", bound=numpy.generic)

# Pixels this far apart are compared: soft edges are two or three pixels wide.
REACH = 2
# Levels by which the grey of neighbours may differ: bands of chat pages differ by 5 and more.
STEP = 2
# The same for red and blue, which JPEG blurs: within bubbles of one colour 10 was seen beside letters.
COLOUR_STEP = 12
# Levels of grey by which pixels are off their surroundings where JPEG blurs letters; thin lines are more so.
NOISE = 10
# An area of at most this distance to the page's colour, in levels of a channel, has it.
SAME = 1
# Of a panel's box this much must be inside its outline: bubbles with tails and round corners have 0.85.
LEAST_FILL = 0.7
# An icon's sides in heights of a line of text: avatars are 1 to 2 on phones, up to 3.5 on wide screens.
ICON_SIDES = (0.7, 4.0)
MOST_ASPECT = 1.7
# Of the image: as much as this in small pieces of one colour (to so many levels) is a checked wallpaper.
PATTERN, LIKE = 0.04, 8
# Of an icon's box this much is its own: signs are drawn in lines.
LEAST_SHARE = 0.25
# What is left without strokes of at most so many heights of a line is an avatar where it is a disc or a
# square and larger than the heads of arrows.
STROKE, SOLID, FREED_SIDE = 0.3, 0.6, 1.3
# Levels of grey between the lightest and the darkest pixel of an icon: noise on a ground has less.
LEAST_RANGE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A connected even area: its box, its usual colour, and which of the box's pixels are its own."""

    box: Box
    colour: Colour
    mask: NDArray[numpy.bool_]


def panels(image: Image, text: list[Box], line: float, noisy: bool = True) -> tuple[list[Area], Mask]:
    """The panels of `image`, and a mask of page and panels; `line` is a text line's usual height.

    Where the image may be `noisy`, as a JPEG is, noise beside letters parts no panel.
    """
    if min(image.shape[:2]) <= REACH:
        return [], numpy.ones(image.shape[:2], numpy.uint8)
    drawn, even = _even(image, round(0.7 * line), noisy)
    areas = list(_areas(image, even, least=round(0.7 * line)))
    page = next((area.colour for area in areas if _is_open(area.box, image.shape)), None)
    covered = numpy.zeros(image.shape[:2], numpy.uint8)
    found: list[Area] = []
    small: list[Area] = []
    for area in areas:
        if _is_small(area.box, text, line):
            small.append(area)
            continue
        _part(covered, area.box)[area.mask & (_part(drawn, area.box) == 1)] = 1
        if not _is_page(area, page, image.shape) and _fill(area) >= LEAST_FILL:
            found.append(area)
    for colour in _pattern(small, covered.size):
        far = numpy.abs(image.astype(numpy.int16) - numpy.array(colour, numpy.int16)).max(axis=2)
        covered[(far <= LIKE) & (drawn == 1)] = 1
    return found, covered


def icons(image: Image, covered: Mask, found: list[Area], text: list[Box], line: float) -> list[Box]:
    """The small compact blobs of `image` that are neither `covered` nor text; `found` are the panels."""
    rest = (1 - covered).astype(numpy.uint8)
    for box in text:
        _part(rest, box)[:] = 0
    # Without its thin strokes, which tie an avatar to a bubble's rim or to the pattern of a wallpaper.
    side = max(3, round(STROKE * line))
    solid = numpy.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, numpy.ones((side, side), numpy.uint8)))
    likely = list(_blobs(rest, line, ICON_SIDES[0], LEAST_SHARE))
    freed = _blobs(solid.astype(numpy.uint8), line, FREED_SIDE, SOLID)
    likely += [box for box in freed if not any(meet(box, other) for other in likely)]
    # The rim of a bubble and of its letters goes around the bubble: no icon of its own.
    own = [box for box in likely if not any(_inside(area.box, box) for area in found)]
    return [box for box in own if int(numpy.ptp(_part(image, box)[:, :, 1])) >= LEAST_RANGE]


def _blobs(mask: Mask, line: float, least: float, fill: float) -> Iterator[Box]:
    """The compact connected parts of `mask`, at least `least` heights of a line, with `fill` of their box."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return (_true(row) for row in stats[1:].tolist() if _is_compact(row, line, least, fill))


def _areas(image: Image, even: Mask, least: int) -> Iterator[Area]:
    """The connected even areas at least `least` pixels high and wide, the largest first."""
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(even, connectivity=4)
    across, down, sizes = (stats[:, n] for n in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    large = (numpy.minimum(across, down) >= least) & (5.0 * sizes >= across.astype(float) * down)
    for number in numpy.argsort(-sizes):
        if number and large[number]:
            x, y, width, height, _ = (int(value) for value in stats[number])
            # `_even` looks right and down, so that areas end early there.
            right, bottom = min(x + width + REACH, image.shape[1]), min(y + height + REACH, image.shape[0])
            box = Box(x, y, right - x, bottom - y)
            mask = _part(numbers, box) == number
            yield Area(box=box, colour=_colour(_part(image, box)[mask]), mask=mask)


def _colour(pixels: NDArray[numpy.uint8]) -> Colour:
    """The median colour of an even area: of a gradient, the one in the middle."""
    red, green, blue = numpy.median(pixels[:: max(1, len(pixels) // 20_000)], axis=0)
    return Colour(int(red), int(green), int(blue))


def _even(image: Image, least: int, noisy: bool) -> tuple[Mask, Mask]:
    """1 where a pixel hardly differs from those to its right and below: as it is, and JPEG's noise aside.

    Areas at least `least` pixels high and wide are parted where their colours hardly differ too.
    """
    drawn = _alike(image)
    if not noisy:
        drawn[faint_edges(image, drawn, REACH, least) == 1] = 0
        return drawn, drawn
    calm = numpy.asarray(cv2.medianBlur(image, 3), numpy.uint8)
    even = _alike(calm)
    # A line of one pixel around a box is no noise: it is far from what is beside it.
    far = cv2.absdiff(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY)) > NOISE
    thin = cv2.dilate(far.astype(numpy.uint8), numpy.ones((3, 3), numpy.uint8))
    even[(thin == 1) & (drawn == 0)] = 0
    for mask in (drawn, even):
        mask[faint_edges(image, mask, REACH, least) == 1] = 0
    return drawn, even


def _alike(image: Image) -> Mask:
    """1 where a pixel hardly differs from those `REACH` to the right of it and below it."""
    even = numpy.ones(image.shape[:2], numpy.uint8)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    for plane, step in ((grey, STEP), (image[:, :, 0], COLOUR_STEP), (image[:, :, 2], COLOUR_STEP)):
        even[:, :-REACH][cv2.absdiff(plane[:, :-REACH], plane[:, REACH:]) > step] = 0
        even[:-REACH][cv2.absdiff(plane[:-REACH], plane[REACH:]) > step] = 0
    return even


def _pattern(small: list[Area], pixels: int) -> list[Colour]:
    """The colours of a wallpaper: those that much of the image has in small pieces."""
    sizes: Counter[tuple[int, ...]] = Counter()
    colours: dict[tuple[int, ...], Colour] = {}
    for area in small:
        coarse = tuple(part // LIKE for part in area.colour)
        sizes[coarse] += int(numpy.count_nonzero(area.mask))
        colours.setdefault(coarse, area.colour)
    return [colours[coarse] for coarse, size in sizes.items() if size >= PATTERN * pixels]


def _is_small(box: Box, text: list[Box], line: float) -> bool:
    """A letter's stroke, the ground of a word, or (a part of) an avatar or button."""
    if any(_inside(box, other) for other in text):
        return True
    return max(box.width, box.height) <= ICON_SIDES[1] * line and not any(_inside(one, box) for one in text)


def _is_open(box: Box, shape: tuple[int, ...]) -> bool:
    """Whether it reaches the image's edge."""
    return box.x == 0 or box.y == 0 or box.right == shape[1] or box.bottom == shape[0]


def _is_page(area: Area, page: Colour | None, shape: tuple[int, ...]) -> bool:
    """Of the page's colour and open to the image's edge, or as large as the image, whatever its colour."""
    if area.box.width > 0.97 * shape[1] and area.box.height > 0.97 * shape[0]:
        return True
    alike = page is not None and max(abs(a - b) for a, b in zip(area.colour, page, strict=True)) <= SAME
    return alike and _is_open(area.box, shape)


def _fill(area: Area) -> float:
    """How much of the box is within the area's outline, holes (letters, pictures) counted in."""
    outlines, _ = cv2.findContours(area.mask.astype(numpy.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    within = sum(cv2.contourArea(outline) for outline in outlines)
    return float(within) / max((area.box.width - 1 - REACH) * (area.box.height - 1 - REACH), 1)


def _is_compact(row: list[int], line: float, least: float, fill: float) -> bool:
    width, height, size = row[2:]
    short, long = sorted((width, height))
    fits = short >= least * line and long <= ICON_SIDES[1] * line
    return fits and long <= MOST_ASPECT * short and size >= fill * width * height


def _true(row: list[int]) -> Box:
    """A blob's own box: `_even` looks right and down, so that blobs begin early."""
    x, y, width, height = row[:4]
    return Box(x + REACH, y + REACH, width - REACH, height - REACH)


def _inside(box: Box, other: Box) -> bool:
    """Whether at least four fifths of `box` lie within `other`."""
    width = min(box.right, other.right) - max(box.x, other.x)
    height = min(box.bottom, other.bottom) - max(box.y, other.y)
    return width > 0 and height > 0 and 5 * width * height >= 4 * box.width * box.height


def _part(image: NDArray[Pixel], box: Box) -> NDArray[Pixel]:
    return image[max(box.y, 0) : max(box.bottom, 0), max(box.x, 0) : max(box.right, 0)]
