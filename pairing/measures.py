"""Lengths and colours: how tall text is, how far colours lie apart, what overlaps.

Everything here is about boxes and colours alone; all thresholds elsewhere are in `em`, the height of the
screen's usual line, so that a picture's scale does not matter.
"""

from collections.abc import Sequence
from statistics import median

from chatmine.records import Box, Colour, Line


def text_height(lines: Sequence[Line]) -> float:
    """The usual height of a line box in pixels; glyphs and stray marks do not count.  0.0 without lines."""
    # A long line counts more often: the short ones in a table's cells have boxes with room around them.
    real = [
        line.box.height
        for line in lines
        if len(line.text) > 2 and line.confidence > 0.6
        for _ in range(1 + (len(line.text) > 5))
    ]
    return float(median(real or [line.box.height for line in lines] or [0]))


def difference(one: Colour | None, other: Colour | None) -> int:
    """The largest difference in a channel; unknown colours differ from nothing."""
    if one is None or other is None:
        return 0
    return max(abs(one.red - other.red), abs(one.green - other.green), abs(one.blue - other.blue))


def same_colour(one: Colour | None, other: Colour | None) -> bool:
    """Whether two colours are one colour after JPEG: light grey bands on white differ by 7 (247 to 254)."""
    return difference(one, other) <= 4


def tint(one: Colour, other: Colour) -> float:
    """How far two colours differ in hue, lightness aside: blur makes lighter or darker, never tinted."""
    means = sum(one) / 3, sum(other) / 3
    return max(abs((a - means[0]) - (b - means[1])) for a, b in zip(one, other, strict=True))


def lightness(colour: Colour) -> float:
    """0 (black) to 255 (white), by the eye's weights."""
    return 0.3 * colour.red + 0.59 * colour.green + 0.11 * colour.blue


def saturation(colour: Colour) -> int:
    """0 for greys, up to 255."""
    return max(colour) - min(colour)


def shared(start: float, end: float, other_start: float, other_end: float) -> float:
    """The length that two stretches have in common."""
    return max(0.0, min(end, other_end) - max(start, other_start))


def share_inside(box: Box, outer: Box) -> float:
    """The share of `box` that lies inside `outer`."""
    if box.y >= outer.y + outer.height or outer.y >= box.y + box.height:  # nearly all, on a tall picture
        return 0.0
    across = shared(box.x, box.right, outer.x, outer.right)
    down = shared(box.y, box.bottom, outer.y, outer.bottom)
    return across * down / max(1, box.width * box.height)


def middle(box: Box) -> float:
    """The height at which the box's middle lies."""
    return box.y + box.height / 2


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side: half of the lower one's height in common."""
    if one.y > other.y + other.height or other.y > one.y + one.height:  # nearly all, on a tall picture
        return False
    common = shared(one.y, one.bottom, other.y, other.bottom)
    return common >= 0.5 * min(one.height, other.height)
