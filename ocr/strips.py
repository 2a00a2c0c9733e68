"""Rows that scrolled out of a scene's frame, kept above and below it, and taken back when they return.

Called by `canvas`.  A strip is as it was last seen, in the frame's full width; what stands beside the part
that scrolls is blanked when the tall picture is laid out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.changes import NOISE, Grey, Seconds, strokes
from ocr.colours import most_common
from ocr.decoding import Image

# Of what scrolls back most strokes must be those that left.
_SAME = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Rows that left the frame: as last seen, at `second`, when the first stood at row `top`."""

    rows: Image
    since: Seconds
    second: float
    top: int


class Rows(NamedTuple):
    """Rows of a picture: for each pixel since when it shows this, for each row when and where it was last."""

    image: Image
    since: Seconds
    left: NDArray[numpy.float64]
    at: NDArray[numpy.int64]

    def part(self, start: int, end: int) -> "Rows":
        """Some of them."""
        rows = slice(start, end)
        return Rows(self.image[rows], self.since[rows], self.left[rows], self.at[rows])


@dataclass(slots=True, kw_only=True)
class Scrolled:
    """The part that scrolls: the rows and columns of the frame that it fills, and what it left behind."""

    top: int
    bottom: int
    left: int
    right: int
    above: list[Strip] = field(default_factory=list)
    below: list[Strip] = field(default_factory=list)

    def went_up(self, strip: Strip, area: Box, now: Grey, since: Seconds) -> None:
        """A strip left at the top; below, one may have come back."""
        self.left, self.right = min(self.left, area.x), max(self.right, area.right)
        self.top = min(self.top, strip.top)
        self.above.append(strip)
        rest, taken = _split(self.below, len(strip.rows), last=False)
        edge = self.bottom - sum(len(one.rows) for one in taken)
        if self._returned(taken, now, since, edge):
            self.below = rest

    def went_down(self, strip: Strip, area: Box, now: Grey, since: Seconds) -> None:
        """A strip left at the bottom; above, one may have come back."""
        self.left, self.right = min(self.left, area.x), max(self.right, area.right)
        self.bottom = max(self.bottom, strip.top + len(strip.rows))
        rest, taken = _split(self.above, len(strip.rows), last=True)
        if self._returned(taken, now, since, self.top):
            self.above = rest
        if strokes(cv2.cvtColor(strip.rows, cv2.COLOR_RGB2GRAY).astype(numpy.uint8)).any():
            self.below.append(strip)

    def _returned(self, taken: Sequence[Strip], now: Grey, since: Seconds, edge: int) -> bool:
        """Whether the strips are what is shown from row `edge` on; if so, their times are put back."""
        if not taken or edge < 0:
            return False
        columns = slice(self.left, self.right)
        rows = numpy.concatenate([strip.rows for strip in taken])[: len(now) - edge]
        grey = cv2.cvtColor(rows, cv2.COLOR_RGB2GRAY)[:, columns].astype(numpy.uint8)
        here = (slice(edge, edge + len(rows)), columns)
        written = strokes(grey)
        same = cv2.absdiff(grey, now[here]) <= 2 * NOISE
        if numpy.count_nonzero(written & same) < _SAME * numpy.count_nonzero(written):
            return False
        older = numpy.concatenate([strip.since for strip in taken])[: len(rows), columns]
        since[here][same] = older[same]
        return True

    def around(self, frame: Rows) -> Rows:
        """The frame with what scrolled off above and below the part that scrolls."""
        height, width = frame.image.shape[:2]
        if not self.above and not self.below:
            return frame
        top = min(self.top, height)
        bottom = max(self.bottom, top) if self.below else height
        sides = [(a, b) for a, b in ((0, self.left), (self.right, width)) if b > a]
        papers = [(a, b, most_common(frame.image[:, a:b].reshape(-1, 3))) for a, b in sides]
        parts = [
            frame.part(0, top),
            *(_blanked(strip, papers) for strip in self.above),
            frame.part(top, bottom),
            *(_blanked(strip, papers) for strip in reversed(self.below)),
            frame.part(bottom, height),
        ]
        return Rows(
            image=numpy.concatenate([part.image for part in parts]),
            since=numpy.concatenate([part.since for part in parts]),
            left=numpy.concatenate([part.left for part in parts]),
            at=numpy.concatenate([part.at for part in parts]),
        )


def _blanked(strip: Strip, papers: Sequence[tuple[int, int, tuple[int, int, int]]]) -> Rows:
    rows = strip.rows.copy()
    for left, right, paper in papers:
        rows[:, left:right] = paper
    count = len(rows)
    left_at = numpy.full(count, strip.second, numpy.float64)
    return Rows(image=rows, since=strip.since, left=left_at, at=strip.top + numpy.arange(count))


def _split(strips: Sequence[Strip], count: int, *, last: bool) -> tuple[list[Strip], list[Strip]]:
    """The rest, and so many rows: the `last` of strips above the frame, the first of strips below it.

    What is taken comes in the picture's order.
    """
    left, taken = list(strips), []
    while left and count > 0:
        strip = left.pop()
        size = len(strip.rows)
        cut = min(size, count)
        head, tail = (size - cut, size) if last else (0, cut)
        taken.append(_part(strip, head, tail))
        if cut < size:
            left.append(_part(strip, 0, head) if last else _part(strip, tail, size))
        count -= cut
    return left, taken[::-1] if last else taken


def _part(strip: Strip, start: int, end: int) -> Strip:
    return replace(strip, rows=strip.rows[start:end], since=strip.since[start:end], top=strip.top + start)
