"""One scene of a video as one tall picture, and the second since which each pixel shows what it shows.

Fed with the scene's frames, a few a second.  What scrolls off is kept above (or below) the frame; what is
overwritten after it has stood is kept as a `Version`.  Called by `frames`; nothing is read here.
"""

from copy import copy
from dataclasses import dataclass

import cv2
import numpy
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.boxes import meet
from ocr.decoding import Image
from ocr.videos import film
from ocr.videos.changes import NOISE, Grey, Mask, Seconds, changes, contrast, grey_of, ink, strokes
from ocr.videos.crops import letters
from ocr.videos.scrolling import Look, Move, moves
from ocr.videos.strips import Rows, Scrolled, Strip
from ocr.videos.versions import Before, Version, Versions

# What stood at least this long was meant to be read; a cursor that blinks shows for half a second.
STOOD = 0.7
_MOMENT = 0.01
# A face moves all the time; of a page that moves most stood for two looks or three.
_CALM = 0.25
# Of the frame's height: no face is so high and nothing but a page.
_SURE = 0.35
# A scene ends when this share of what stood on it goes at once.
_CUT = 0.5
# Before a cut fades and zooms take this long, and take away this share of what stood.
_FADE = 0.35
_SHAKEN = 0.1
# Pixels of strokes that tell whether a frame shows what another one did; so few of them may be covered.
_SAMPLE = 4000
_SAME = 0.1
# Fewer pixels that change are noise.
_LEAST = 4
# Fewer in a row are noise beside an edge.
_LEAST_ROW = 6
# Fewer pixels of strokes are no scene that could be cut.
_LEAST_SCENE = 200
# What scrolls fills more of the frame's height than an input box that grows or a banner that comes.
_LEAST_SCROLLED = 0.2
# Down goes what scrolls back, or what gives way to something new below text that stays.
_MOST_STILL = 0.2
# Beside an edge the header's border and its shadow blur into what scrolls.
_EDGE = 6
# Rows that don't change between what moves and the edge where it leaves: paragraphs are closer.
_GAP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A move and when it was seen."""

    second: float
    area: Box
    down: int


class Canvas:
    """A scene that is being watched; begins with its first frame."""

    def __init__(self, second: float, frame: VideoFrame) -> None:
        grey = grey_of(frame)
        self.start = self.last = self.looked = second
        self.moves: list[Moved] = []
        self.versions = Versions()
        self._frame = frame
        self._seen = Look(grey=grey, varies=contrast(grey))
        self._since: Seconds = numpy.full(grey.shape, second, numpy.float32)
        height, width = grey.shape
        # What the scene was before much of it went at once, for a moment.
        self._shaken: list[tuple[float, Canvas]] = []
        self._sample: NDArray[numpy.intp] | None = None
        # Where a page stood when it had scrolled.
        self._pages: list[Box] = []
        self._scroll = Scrolled(top=height, bottom=0, left=width, right=0)

    @property
    def grey(self) -> Grey:
        """The frame last seen, in grey."""
        return self._seen.grey

    @property
    def offset(self) -> int:
        """By how many rows what scrolls stands lower on the tall picture than in the frame."""
        return self._scroll.rows_above - (self._scroll.top - self._scroll.head if self._scroll.above else 0)

    @property
    def height(self) -> int:
        """The frame's rows."""
        return int(self._seen.grey.shape[0])

    def row(self, y: int) -> int:
        """The row of the tall picture that is (or would be) at row `y` of the frame last seen."""
        return y + self.offset if y >= self._scroll.top else y

    def row_of(self, one: Version) -> int:
        """The row of the tall picture where an older version stood.

        What stood on the page went with it as it scrolled; a field beside the page stayed in the frame.
        """
        if not self._pages:
            return self.row(one.box.y)
        top, bottom = self._page()
        on_page = top <= one.seen.y + one.seen.height // 2 < bottom
        return one.tall if on_page else self.row(one.seen.y)

    def _page(self) -> tuple[int, int]:
        """From where to where in the frame a page was seen to scroll; nothing if none was.

        A field that grows moves along with it now and then.
        """
        if not self._pages:
            return self.height, 0
        bottoms = sorted(area.bottom for area in self._pages)
        return min(area.y for area in self._pages), bottoms[(len(bottoms) - 1) * 3 // 4]

    def earlier(self, box: Box, second: float, until: float) -> Box:
        """Where what was at `box` at `until` was at `second`, within the frame."""
        for one in reversed([m for m in self.moves if second < m.second <= until]):
            area = one.area
            if area.y <= box.y + box.height // 2 < area.bottom and box.x < area.right and area.x < box.right:
                box = box._replace(y=box.y - one.down)
        return box._replace(y=min(max(box.y, 0), max(self.height - box.height, 0)))

    def is_full(self, most: int) -> bool:
        """Whether the tall picture has more than `most` pixels, and twice its frame's."""
        height, width = self._seen.grey.shape
        rows = self._scroll.rows
        return bool(rows * width > most and rows > height)

    def shows(self, frame: VideoFrame) -> bool:
        """Whether another frame shows nearly all that was written on the one last seen."""
        grey = grey_of(frame)
        if grey.shape != self._seen.grey.shape:
            return False
        places = numpy.flatnonzero(self._letters()[0]) if self._sample is None else self._sample
        self._sample = places[:: max(len(places) // _SAMPLE, 1)]
        before, now = self._seen.grey.flat[self._sample], grey.flat[self._sample]
        other = numpy.count_nonzero(cv2.absdiff(before, now) > 2 * NOISE)
        return len(self._sample) >= _LEAST_SCENE and bool(other <= _SAME * len(self._sample))

    def settled(self, second: float) -> "Canvas":
        """The scene that a cut at `second` ends, without what went in the moment before: a fade, a zoom."""
        return next((one for at, one in self._shaken if second - at <= _FADE), self)

    def _copied(self) -> "Canvas":
        other = copy(self)
        other.moves, other._pages, other._shaken = [*self.moves], [*self._pages], []
        other.versions, other._scroll = self.versions.copied(), self._scroll.copied()
        return other

    def see(self, second: float, frame: VideoFrame) -> bool:
        """Takes in the next frame; False, and nothing is taken in, if it begins another scene."""
        grey = grey_of(frame)
        # The frame before stood until now, however long that was.
        self.last = max(self.last, round(second - _MOMENT, 3))
        if grey.shape != self._seen.grey.shape:
            return False
        if (cv2.absdiff(grey, self._seen.grey) > NOISE).any():
            now = Look(grey=grey, varies=contrast(grey))
            changed = changes(self._seen.grey, grey, self._seen.varies, now.varies)
            if numpy.count_nonzero(changed) >= _LEAST and not self._changed(second, now, changed):
                return False
        self._frame, self.last, self.looked = frame, second, second
        return True

    def _changed(self, second: float, now: Look, changed: Mask) -> bool:
        written, em = self._letters()
        # A letter as light as the page that comes in its place goes without a pixel of it changing.
        changed = changed | (written & (self._seen.varies > 2 * NOISE) & ~ink(now.varies))
        found: list[tuple[Move, Box | None]] = []
        for one in moves(self._seen, now, changed):
            if self._is_page(one, written, changed, second):
                # What moves a pixel further than the rest of its page leaves with it.
                with_it = any(abs(one.down - other.down) <= 1 for other, _ in found)
                leaving = None if with_it else self._leaving(one, written, changed)
                # By one edge a page leaves once: what else seems to (beside a face that moves) is chance.
                if not any(leaving and left and meet(leaving, left) for _, left in found):
                    found.append((one, leaving))
        standing = written & (second - self._since >= STOOD)
        lost = changed & standing
        for one, leaving in found:
            lost &= ~_most(one.origin, changed & written)
            if leaving:
                # With the rows of the edge, where what leaves blurs into a header.
                edge = max(leaving.y - _EDGE, 0)
                lost[edge : leaving.bottom, leaving.x : leaving.right] = False
        stood, gone = numpy.count_nonzero(standing), numpy.count_nonzero(lost)
        if stood >= _LEAST_SCENE and gone > _CUT * stood:
            return False
        self._shaken = [(at, one) for at, one in self._shaken if second - at <= _FADE]
        if stood >= _LEAST_SCENE and gone > _SHAKEN * stood:
            self._shaken.append((second, self._copied()))
        since = numpy.where(changed, numpy.float32(second), self._since)
        if gone:
            before = Before(
                grey=self._seen.grey,
                since=self._since,
                second=self.last,
                image=self._picture,
                above=self.offset,
            )
            for box in self.versions.lose(lost, standing, em, before):
                # Letters in the place of others cover them in part: what looks the same is new as well.
                since[box.y : box.bottom, box.x : box.right] = second
        for one, leaving in found:
            if not self._follow(one, leaving, now, changed, since, second):
                return False
        self.versions.give_back(changed, now.grey, since, second)
        self._seen, self._since, self._sample = now, since, None
        return True

    def _letters(self) -> tuple[Mask, float]:
        height, width = self._seen.grey.shape
        return letters(strokes(self._seen.grey), width, height)

    def _picture(self) -> Image:
        """The frame last seen."""
        return film.upright(self._frame)

    def _is_page(self, found: Move, written: Mask, changed: Mask, second: float) -> bool:
        """Whether what moved is large or had stood for a moment, and more letters there move than stay."""
        went = changed & written & found.origin
        settled = went & (second - self._since >= _CALM)
        area = found.area
        here = (slice(area.y, area.bottom), slice(area.x, area.right))
        # A letter's upright strokes look the same a pixel higher.
        stays = numpy.count_nonzero((_still(ink(self._seen.varies), changed) & written & ~found.moved)[here])
        moves_on = numpy.count_nonzero(went)
        calm = area.height > _SURE * self.height or 2 * numpy.count_nonzero(settled) >= moves_on
        return bool(calm and moves_on >= stays)

    def _leaving(self, found: Move, written: Mask, changed: Mask) -> Box | None:
        """The rows that leave the frame with a move, or None where something only gave way."""
        area, rows, height = found.area, abs(found.down), self.height
        inside: Mask = numpy.asarray(changed[:, area.x : area.right].sum(axis=1) >= _LEAST_ROW)
        top, bottom = self._page()
        known = top <= area.y + _EDGE and area.bottom - _EDGE <= bottom
        if area.height < _LEAST_SCROLLED * (bottom - top if known else height):
            return None
        columns = slice(area.x, area.right)
        stays = (_still(ink(self._seen.varies), changed) & written)[:, columns].sum(axis=1)
        headers = numpy.flatnonzero(stays > (changed & written)[:, columns].sum(axis=1))
        if found.down < 0:
            # Not beyond a row of letters that stay: a header, whose noise may look like change.
            least = max((int(row) + 1 for row in headers if row < area.y), default=0)
            top = max(height - _reached(inside[::-1], height - area.y, rows + _GAP), least)
            # The edge is where it was, though what left now may have begun lower.
            lower = self._scroll.above and top + _EDGE >= self._scroll.head
            return Box(area.x, self._scroll.top if lower else top + min(_EDGE, top), area.width, rows)
        bottom = _reached(inside, area.bottom, rows + _GAP)
        above = _still(ink(self._seen.varies), changed)[: area.y - rows, columns].any(axis=1)
        if not self._scroll.above and numpy.count_nonzero(above) > _MOST_STILL * height:
            return None
        return Box(area.x, max(self._scroll.bottom, bottom) - rows, area.width, rows)

    def _follow(
        self, found: Move, leaving: Box | None, now: Look, changed: Mask, since: Seconds, second: float
    ) -> bool:
        """Moves the times along, and keeps what left or takes back what has returned.

        False where what has scrolled back is not what had left: then the scene ends.
        """
        area, down, offset = found.area, found.down, self.offset
        here = (slice(area.y, area.bottom), slice(area.x, area.right))
        there = (slice(area.y - down, area.bottom - down), slice(area.x, area.right))
        written = ink(self._seen.varies)
        still = _still(written, changed)
        # Where ink has moved away, ink that looks the same is new.
        since[found.origin & ~found.moved & written & ~still] = second
        since[here] = numpy.where(found.moved[here] & ~still[here], self._since[there], since[here])
        before = area._replace(y=area.y - down)
        if leaving and down < 0:
            before = Box(before.x, leaving.y, before.width, before.bottom - leaving.y)
            if not self._scroll.above:
                leaving = self._scroll.begun(leaving, _EDGE)
            elif leaving.y < self._scroll.head:
                self._scroll.rises(leaving.y, self._seen.grey, self._since)
            self._scroll.went_up(self._strip(leaving), area, -down, now.grey, since)
        elif leaving and not self._scroll.went_down(self._strip(leaving), area, now.grey, since):
            return False
        self.versions.shift(before, down, down + self.offset - offset)
        if leaving:
            self._pages.append(area)
        self.moves.append(Moved(second=second, area=area, down=down))
        return True

    def _strip(self, leaving: Box) -> Strip:
        rows = slice(leaving.y, leaving.bottom)
        return Strip(
            rows=self._picture()[rows].copy(),
            since=self._since[rows].copy(),
            second=self.last,
            seen=self.looked,
            top=leaving.y,
        )

    def tall(self) -> Rows:
        """The tall picture as it is now."""
        picture = self._picture()
        count = len(picture)
        left, seen = (numpy.full(count, second, numpy.float64) for second in (self.last, self.looked))
        frame = Rows(image=picture, since=self._since, left=left, at=numpy.arange(count), seen=seen)
        return self._scroll.around(frame)


def _most(part: Mask, whole: Mask) -> Mask:
    """Where most of `whole` around is in `part`: a few pixels of a line that moves look otherwise after."""
    around = (41, 9)
    share = cv2.blur((part & whole).astype(numpy.float32), around)
    return part | numpy.asarray(2 * share > cv2.blur(whole.astype(numpy.float32), around))


def _still(written: Mask, changed: Mask) -> Mask:
    """What is written where little of what is written around it has changed: a line that stays."""
    around = (41, 9)
    less = cv2.blur((written & changed).astype(numpy.float32), around)
    still = less < 0.25 * cv2.blur(written.astype(numpy.float32), around)
    return written & ~changed & numpy.asarray(still)


def _reached(changed: Mask, start: int, gap: int) -> int:
    """The end of the changed rows from `start` on that are not more than `gap` apart."""
    end = start
    for row in numpy.flatnonzero(changed[start:]) + start:
        if row - end > gap:
            break
        end = int(row) + 1
    return end
