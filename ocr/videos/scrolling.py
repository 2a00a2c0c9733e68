"""Whether, and by how much, a part of the screen has moved up or down between two looks.

Rows are compared by the means of short stretches of them; the few likeliest moves are then checked pixel by
pixel.  What stands still (headers, sidebars, input boxes) and what is new takes no part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.videos.changes import NOISE, Grey, Mask, differs

_STRETCH = 16
# Lower is a line of text or a pop-up with other words in it, not a page that moves.
_LEAST_ROWS = 48
_MOST_MOVES = 3
# A message that was sent stands far from the field where it was typed; of a page that moves far more moves.
_FAR = 2.5
_FAR_ROWS = 0.2
# Rows with something on them: two lines of small text, while a box has an upper and a lower edge.
_LEAST_FILLED = 16
# Pixels of strokes that must be found again at their new place: two words' worth.
_LEAST_INK = 150
_CANDIDATES = 6
# Of what moves nearly all is found again, of other text in its place a third by chance.
_FOUND_AGAIN = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A grey picture and its contrast."""

    grey: Grey
    varies: Grey


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`area`, where the moved part stands now, came there by `down` pixels (up: negative).

    `moved` is, over the whole picture, where the picture is now what stood `down` pixels higher before.
    """

    down: int
    area: Box
    moved: Mask

    @property
    def origin(self) -> Mask:
        """Where what moved stood before."""
        mask, area = numpy.zeros_like(self.moved), self.area
        there = slice(area.y - self.down, area.bottom - self.down)
        mask[there, area.x : area.right] = self.moved[area.y : area.bottom, area.x : area.right]
        return mask


def moves(before: Look, now: Look, changed: Mask) -> list[Move]:
    """The moves that explain most of what has changed: a page that scrolls while its lower part gives way."""
    found: list[Move] = []
    left = changed.copy()
    # Parts of a page that scrolls smoothly are drawn at full pixels each: one may move a pixel further.
    near: list[int] = []
    while len(found) < _MOST_MOVES and (one := _move(before, now, left, near)):
        found.append(one)
        near += [one.down - 1, one.down + 1]
        left &= ~one.moved & ~one.origin
    return found


def _move(before: Look, now: Look, changed: Mask, near: Sequence[int]) -> Move | None:
    rows = numpy.flatnonzero(changed.any(axis=1))
    columns = numpy.flatnonzero(changed.any(axis=0))
    if len(rows) < _LEAST_ROWS:
        return None
    hull = Box(int(columns[0]), int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)
    likely = dict.fromkeys([*_likely(before.grey, now.grey, hull), *filter(None, near)])
    found = [_checked(before, now, changed, hull, down) for down in likely]
    return max((one for one in found if one), key=lambda one: one[0], default=(0, None))[1]


def _likely(before: Grey, now: Grey, hull: Box) -> list[int]:
    """The moves at which the changed rows fit best, by correlation of where they hold ink."""
    old, new = _profile(before, hull), _profile(now, hull)
    still = numpy.abs(old - new) < 2
    new = numpy.where(still, 0, new)
    old = numpy.where(still, 0, old)
    size = 2 * hull.height
    spectrum = numpy.fft.rfft(new, size, axis=0) * numpy.conj(numpy.fft.rfft(old, size, axis=0))
    fit = numpy.fft.irfft(spectrum.sum(axis=1), size)
    found: list[int] = []
    for _ in range(_CANDIDATES):
        best = int(numpy.argmax(fit))
        if fit[best] <= 0:
            break
        found.append(best if best < hull.height else best - size)
        fit[numpy.arange(best - 1, best + 2) % size] = 0
    return [down for down in found if down]


def _profile(grey: Grey, hull: Box) -> NDArray[numpy.float32]:
    """For each row of the hull its stretches' differences from the row above."""
    part = grey[hull.y : hull.bottom, hull.x : hull.right]
    short = cv2.resize(part, (max(hull.width // _STRETCH, 1), hull.height), interpolation=cv2.INTER_AREA)
    steps = numpy.diff(short.astype(numpy.float32), axis=0, prepend=short[:1])
    return numpy.asarray(numpy.clip(steps, -40, 40), numpy.float32)


def _checked(before: Look, now: Look, changed: Mask, hull: Box, down: int) -> tuple[int, Move] | None:
    """How much ink is found again after the move, and the move; None if it is too little."""
    top, bottom = max(hull.y, hull.y + down), min(hull.bottom, hull.bottom + down)
    if bottom - top < 1:
        return None
    here = (slice(top, bottom), slice(hull.x, hull.right))
    there = (slice(top - down, bottom - down), slice(hull.x, hull.right))
    other = differs(before.grey[there], now.grey[here], before.varies[there], now.varies[here])
    # Upright lines fit everywhere, so only what varies from row to row counts.
    steps = numpy.abs(numpy.diff(now.grey[here].astype(numpy.int16), axis=0, prepend=0)) > NOISE
    written = changed[here] & steps
    again = written & ~other
    first, last = _stretch(again.sum(axis=1), written.sum(axis=1))
    count, total = int(again[first:last].sum()), int(written[first:last].sum())
    filled = int(numpy.count_nonzero(again[first:last].any(axis=1)))
    if (
        last - first < _LEAST_ROWS
        or filled < _LEAST_FILLED
        or count < _LEAST_INK
        or count < _FOUND_AGAIN * total
    ):
        return None
    if last - first < min(abs(down) / _FAR, _FAR_ROWS * before.grey.shape[0]):
        return None
    columns = numpy.flatnonzero(again[first:last].any(axis=0))
    area = Box(hull.x + int(columns[0]), top + first, int(columns[-1] - columns[0]) + 1, last - first)
    moved = numpy.zeros(changed.shape, numpy.bool_)
    inside = (slice(area.y, area.bottom), slice(area.x, area.right))
    moved[here] = ~other
    kept = moved[inside].copy()
    moved[:] = False
    moved[inside] = kept
    return count, Move(down=down, area=area, moved=moved)


def _stretch(again: NDArray[numpy.int64], written: NDArray[numpy.int64]) -> tuple[int, int]:
    """The rows from first to last (excluded) in which most more is found again than is not."""
    gain = again - _FOUND_AGAIN * written
    total = numpy.concatenate(([0.0], numpy.cumsum(gain)))
    lowest = numpy.minimum.accumulate(total)
    last = int(numpy.argmax(total - lowest))
    first = int(numpy.argmin(total[: last + 1]))
    rows = numpy.flatnonzero(again[first:last])
    return (first + int(rows[0]), first + int(rows[-1]) + 1) if len(rows) else (0, 0)
