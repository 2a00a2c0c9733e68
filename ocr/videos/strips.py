"""Rows that scrolled out of a scene's frame, kept above and below it, and taken back when they return.

Called by `canvas`.  A strip is as it was last seen, in the frame's full width; what stands beside the part
that scrolls is blanked when the tall picture is laid out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.colours import most_common
from ocr.decoding import Image
from ocr.videos.changes import NOISE, Grey, Seconds, strokes

# Of what scrolls back most strokes must be those that left.
_SAME = 0.6
_NEARBY = 48
# A few rows below are what a move was wrong by.
_LEAST_BELOW = 16
_BAND = 40
_SLACK = 10
_FIT = 45
# Fewer pixels of strokes tell no place.
_LEAST_INK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Rows that left the frame at `second`: as last seen, at `seen`, when the first stood at row `top`."""

    rows: Image
    since: Seconds
    second: float
    seen: float
    top: int


class Rows(NamedTuple):
    """Rows of a picture: for each pixel since when it shows this, for each row until when and where it stood.

    `seen` is when a row was looked at last: a moment before.
    """

    image: Image
    since: Seconds
    left: NDArray[numpy.float64]
    at: NDArray[numpy.int64]
    seen: NDArray[numpy.float64]

    def part(self, start: int, end: int) -> "Rows":
        """Some of them."""
        rows = slice(start, end)
        return Rows(self.image[rows], self.since[rows], self.left[rows], self.at[rows], self.seen[rows])


@dataclass(slots=True, kw_only=True)
class Scrolled:
    """The part that scrolls: its rows and columns in the frame, and what it left behind.

    `head` is where the first strip began, a few rows above `top`.
    """

    top: int
    bottom: int
    left: int
    right: int
    above: list[Strip] = field(default_factory=list)
    below: list[Strip] = field(default_factory=list)
    head: int = 0

    def copied(self) -> "Scrolled":
        """The same, as it is now."""
        return replace(self, above=[*self.above], below=[*self.below])

    @property
    def rows_above(self) -> int:
        """How many rows are kept above the frame."""
        return sum(len(strip.rows) for strip in self.above)

    @property
    def rows(self) -> int:
        """How many rows are kept."""
        return self.rows_above + sum(len(strip.rows) for strip in self.below)

    def begun(self, leaving: Box, edge: int) -> Box:
        """The first rows that leave, with the `edge` rows right above, which blur into a header later."""
        self.top = leaving.y
        self.head = max(leaving.y - edge, 0)
        return Box(leaving.x, self.head, leaving.width, leaving.bottom - self.head)

    def rises(self, top: int, before: Grey, since: Seconds) -> None:
        """The page's edge is higher, at `top`: what was kept as having left, and stands there, is no more."""
        count = min(self.top - top, self.rows_above)
        self.above = self._without_returned(
            self.above, before, since.copy(), self.top - count, count, last=True
        )
        self.top = self.head = top

    def went_up(self, strip: Strip, area: Box, count: int, now: Grey, since: Seconds) -> None:
        """A strip left at the top, by a move of `count` rows; below, as many may have come back."""
        self.left, self.right = min(self.left, area.x), max(self.right, area.right)
        self.above.append(strip)
        self.below = self._without_returned(self.below, now, since, self.bottom - count, count, last=False)

    def went_down(self, strip: Strip, area: Box, now: Grey, since: Seconds) -> bool:
        """A strip left at the bottom; above, one has come back, or False: what is there is not known."""
        self.left, self.right = min(self.left, area.x), max(self.right, area.right)
        self.bottom = max(self.bottom, strip.top + len(strip.rows))
        above = self._without_returned(self.above, now, since, self.top, len(strip.rows), last=True)
        known = not self.above or above is not self.above
        self.above = above
        if self.below or strokes(cv2.cvtColor(strip.rows, cv2.COLOR_RGB2GRAY).astype(numpy.uint8)).any():
            self.below.append(strip)
        return known

    def _without_returned(
        self, strips: list[Strip], now: Grey, since: Seconds, edge: int, count: int, *, last: bool
    ) -> list[Strip]:
        """What is left of the strips when `count` rows came in at row `edge`; all, if they show other things.

        A move is good to a pixel or two and one may have been missed, so they are looked for nearby; if they
        are there, their times are put back.
        """
        _, taken = _split(strips, count + _NEARBY, last=last)
        shown = now[max(edge, 0) : edge + count, self.left : self.right]
        size = sum(len(strip.rows) for strip in taken)
        if len(shown) > size:
            # More came in than had left: what goes beyond it is new.
            edge += len(shown) - size if last else 0
            shown = shown[-size:] if last else shown[:size]
        if not taken or edge < 0 or not shown.size:
            return strips
        rows = numpy.concatenate([strip.rows for strip in taken])[:, self.left : self.right]
        older = numpy.concatenate([strip.since for strip in taken])[:, self.left : self.right]
        grey = cv2.cvtColor(rows, cv2.COLOR_RGB2GRAY).astype(numpy.uint8)
        written = again = 0
        times = since[edge : edge + len(shown), self.left : self.right]
        for place, start, height in (pieces := _laid(grey, shown, last=last)):
            part, there = slice(place, place + height), slice(start, start + height)
            ink = strokes(grey[there])
            same = cv2.absdiff(grey[there], shown[part]) <= 2 * NOISE
            written += int(numpy.count_nonzero(ink))
            again += int(numpy.count_nonzero(ink & same))
        if again < _SAME * written:
            # A few rows hold less than a line, and beside a header that is blurred.
            return strips if count > _NEARBY else _split(strips, count, last=last)[0]
        for place, start, height in pieces:
            times[place : place + height] = older[start : start + height]
        gone = size - pieces[-1][1] if last else pieces[-1][1] + pieces[-1][2]
        return _split(strips, gone, last=last)[0]

    def around(self, frame: Rows) -> Rows:
        """The frame with what scrolled off above and below the part that scrolls."""
        height, width = frame.image.shape[:2]
        if not self.above and not self.below:
            return frame
        top = min(self.top, height)
        below = self.below if sum(len(strip.rows) for strip in self.below) >= _LEAST_BELOW else []
        bottom = max(self.bottom, top) if below else height
        sides = [(a, b) for a, b in ((0, self.left), (self.right, width)) if b > a]
        papers = [(a, b, most_common(frame.image[:, a:b].reshape(-1, 3))) for a, b in sides]
        parts = [
            frame.part(0, min(self.head, top) if self.above else top),
            *(_blanked(strip, papers) for strip in self.above),
            frame.part(top, bottom),
            *(_blanked(strip, papers) for strip in reversed(below)),
            frame.part(bottom, height),
        ]
        return Rows(
            image=numpy.concatenate([part.image for part in parts]),
            since=numpy.concatenate([part.since for part in parts]),
            left=numpy.concatenate([part.left for part in parts]),
            at=numpy.concatenate([part.at for part in parts]),
            seen=numpy.concatenate([part.seen for part in parts]),
        )


def _laid(rows: Grey, shown: Grey, *, last: bool) -> list[tuple[int, int, int]]:
    """What is shown in bands, each laid on the rows where it fits best: its row, the rows' row, its height.

    From the last band up, or from the first down; each is looked for beside the one before.
    """
    count = max(len(shown) // _BAND, 1)
    edges = [len(shown) * place // count for place in range(count + 1)]
    bands = [(top, bottom - top) for top, bottom in pairwise(edges)]
    found: list[tuple[int, int, int]] = []
    shift, slack = (len(rows) - len(shown) if last else 0), _NEARBY
    for top, height in reversed(bands) if last else bands:
        band = shown[top : top + height]
        low = min(max(top + shift - slack, 0), len(rows) - height)
        high = max(min(top + shift + slack, len(rows) - height), low)
        start = min(max(top + shift, low), high)
        if numpy.count_nonzero(strokes(band)) >= _LEAST_INK:
            fit = cv2.matchTemplate(rows[low : high + height], band, cv2.TM_SQDIFF)
            fits = float(fit.min()) < _FIT**2 * band.size
            start = low + int(numpy.argmin(fit[:, 0])) if fits else start
            slack = _SLACK if fits else _NEARBY
        shift = start - top
        found.append((top, start, height))
    return found


def _blanked(strip: Strip, papers: Sequence[tuple[int, int, tuple[int, int, int]]]) -> Rows:
    rows = strip.rows.copy()
    for left, right, paper in papers:
        rows[:, left:right] = paper
    count = len(rows)
    gone, seen = (numpy.full(count, second, numpy.float64) for second in (strip.second, strip.seen))
    return Rows(image=rows, since=strip.since, left=gone, at=strip.top + numpy.arange(count), seen=seen)


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
