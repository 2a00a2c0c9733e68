"""Lines of text that were overwritten or erased after they had stood: what a field said before, an answer
that was made anew, a draft that was sent.

Kept as small pictures, told by pixels alone.  While a line's first letter stays, it is being revised and its
last state counts; when that goes, the line is over, and the fullest state in which it stood is kept.  What a
pointer or a pop-up covered and gave back is no version.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy

from chatmine.records import Box
from ocr.decoding import Image
from ocr.videos.changes import NOISE, Grey, Mask, Seconds, grown
from ocr.videos.crops import ROOM

# Pop-ups and pointers give back what they covered within this time.
_BACK = 10.0
# Half a space between words, in heights of a letter; a border keeps further away.
_SPACE = 0.45
_MOST = 2000
# What an input method puts in the place of a word is shorter, in heights of a line.
_AT_ONCE = 8
# Lower is no text; narrower than its height is a pointer or a cursor.
_LEAST_HEIGHT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A line as it stood until `until`.

    `seen` is its box in the frame then; `box` moves on with what is around it, and `tall` is the row of the
    tall picture where it would be.  The arrays are those of `seen` with `ROOM` around it, from `corner` on.
    """

    seen: Box
    box: Box
    tall: int
    corner: tuple[int, int]
    until: float
    image: Image
    grey: Grey
    since: Seconds
    strokes: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The frame last seen, at `second`: its grey, its pixels' seconds, and what makes its picture.

    `above` is by how much lower what it shows stands on the tall picture.
    """

    grey: Grey
    since: Seconds
    second: float
    image: Callable[[], Image]
    above: int


class Versions:
    """The versions of one scene: those that may still be revised, and those that are gone."""

    def __init__(self) -> None:
        self.gone: list[Version] = []
        self._open: list[Version] = []

    def copied(self) -> "Versions":
        """The same, as they are now."""
        other = Versions()
        other.gone, other._open = [*self.gone], [*self._open]
        return other

    def lose(self, lost: Mask, standing: Mask, em: float, before: Before) -> list[Box]:
        """Notes that of the letters that stood, `em` high, some are lost; where lines are over."""
        over = []
        around = grown(standing, round(_SPACE * em), 0).view(numpy.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(around)
        for label in numpy.unique(labels[lost]):
            x, y, width, height = (int(side) for side in stats[label][:4])
            part = (slice(y, y + height), slice(x, x + width))
            box = _hull(standing[part] & (labels[part] == label), x, y)
            if label == 0 or box.height < _LEAST_HEIGHT or len(self.gone) >= _MOST:
                continue
            inner = (slice(box.y, box.bottom), slice(box.x, box.right))
            mask = standing[inner] & (labels[inner] == label)
            less = lost[inner] & mask
            if self._lose(box, mask, less, before):
                over.append(box if _much(mask, less) else _hull(less, box.x, box.y))
        return over

    def _lose(self, box: Box, mask: Mask, lost: Mask, before: Before) -> bool:
        older = next((one for one in self._open if _same_line(one.box, box)), None)
        over = _over(mask, lost, box.height)
        if older is None and box.width < 0.8 * box.height:
            return over
        kept = older if older and _within(mask, box, older) else _cut(box, mask, before)
        if older:
            self._open.remove(older)
        (self.gone if over else self._open).append(kept)
        return over

    def shift(self, before: Box, down: int, tall: int) -> None:
        """What stood in `before` has moved: in the frame by `down` rows, on the tall picture by `tall`."""
        for versions in (self.gone, self._open):
            for place, one in enumerate(versions):
                if _holds(before, one.box):
                    versions[place] = replace(
                        one, box=one.box._replace(y=one.box.y + down), tall=one.tall + tall
                    )

    def give_back(self, changed: Mask, grey: Grey, since: Seconds, second: float) -> None:
        """Forgets versions that are there again, all at once; `since` is put back."""
        for one in [v for v in self.gone if second - v.until <= _BACK]:
            rows, columns = _where(one, grey.shape)
            if (
                rows.start < 0
                or grey[rows, columns].shape != one.grey.shape
                or not changed[rows, columns].any()
            ):
                continue
            # What is typed again comes letter by letter.
            kept = changed[rows, columns] | (since[rows, columns] <= one.until)
            again = (cv2.absdiff(grey[rows, columns], one.grey) <= 2 * NOISE) & kept
            if numpy.count_nonzero(again & one.strokes) >= 0.95 * numpy.count_nonzero(one.strokes):
                since[rows, columns][one.strokes] = one.since[one.strokes]
                self.gone.remove(one)


def _over(mask: Mask, lost: Mask, letter: int) -> bool:
    """Whether a line is over: its first letter went, or a stretch longer than what is typed at once.

    Letters cover one another: of an answer in another's place only a half goes.
    """
    first, gone = numpy.count_nonzero(mask[:, :letter]), numpy.count_nonzero(lost[:, :letter])
    much = _much(mask, lost)
    columns = numpy.flatnonzero(lost.any(axis=0))
    long = len(columns) > 1 and columns[-1] - columns[0] >= _AT_ONCE * letter
    return bool(gone >= 0.5 * first or (much and (long or gone >= 0.15 * first)))


def _much(mask: Mask, lost: Mask) -> bool:
    return int(numpy.count_nonzero(lost)) >= 0.35 * int(numpy.count_nonzero(mask))


def _cut(box: Box, mask: Mask, before: Before) -> Version:
    top, left = max(box.y - ROOM, 0), max(box.x - ROOM, 0)
    part = (slice(top, box.bottom + ROOM), slice(left, box.right + ROOM))
    strokes = numpy.zeros(before.grey[part].shape, numpy.bool_)
    strokes[box.y - top : box.bottom - top, box.x - left : box.right - left] = mask
    return Version(
        seen=box,
        box=box,
        tall=box.y + before.above,
        corner=(left, top),
        until=before.second,
        image=before.image()[part].copy(),
        grey=before.grey[part].copy(),
        since=before.since[part].copy(),
        strokes=strokes,
    )


def _where(one: Version, shape: tuple[int, ...]) -> tuple[slice, slice]:
    top = one.corner[1] + one.box.y - one.seen.y
    height, width = one.grey.shape
    return slice(top, top + height), slice(one.corner[0], one.corner[0] + width)


def _same_line(one: Box, other: Box) -> bool:
    """Whether the two begin at about the same place."""
    near = 0.7 * max(one.height, other.height)
    return abs(one.x - other.x) < near and abs(one.y + one.height / 2 - other.y - other.height / 2) < near


def _within(mask: Mask, box: Box, older: Version) -> bool:
    """Whether all that is written in `mask` stood in the older version too."""
    canvas = numpy.zeros(mask.shape, numpy.bool_)
    strokes = grown(older.strokes, 1, 1)
    top = older.corner[1] + older.box.y - older.seen.y - box.y
    left = older.corner[0] + older.box.x - older.seen.x - box.x
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + strokes.shape[0], mask.shape[0]), min(left + strokes.shape[1], mask.shape[1])
    if y1 <= y0 or x1 <= x0:
        return False
    canvas[y0:y1, x0:x1] = strokes[y0 - top : y1 - top, x0 - left : x1 - left]
    return int(numpy.count_nonzero(mask & canvas)) >= 0.9 * int(numpy.count_nonzero(mask))


def _holds(area: Box, box: Box) -> bool:
    # Not by columns: of a field that moves along only its frame shows.
    return area.y <= box.y + box.height / 2 < area.bottom


def _hull(mask: Mask, x: int, y: int) -> Box:
    rows, columns = numpy.flatnonzero(mask.any(axis=1)), numpy.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return Box(x, y, 0, 0)
    return Box(
        x + int(columns[0]), y + int(rows[0]), int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1
    )
