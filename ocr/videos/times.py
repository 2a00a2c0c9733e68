"""When each character of a line was written, from the second since which each pixel shows what it shows.

Called with a line as it was read and the times of the pixels around it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy

from chatmine.records import Line
from ocr.videos.changes import Mask, Seconds

# A letter's strokes change when it is written, some again when the picture is compressed anew; a few look
# like what stood there before.
_WRITTEN = 35
# A block cursor stands on the next letter's place and is as light as its strokes; when it moves on, the
# paper between them changes: most of it, while a thin cursor touches a column or two.
_CURSOR = 0.4
# A list's number is two characters and a space.
_FEW = 3
# An answer that streams in does not rest so long between two letters.
_PAUSE = 0.7
# Within one look or two, everything was written at once.
_AT_ONCE = 0.3


def times_of(line: Line, since: Seconds, written: Mask, start: float) -> tuple[float, ...]:
    """The second of each character, at least one; `since` and `written` are in the line's coordinates.

    `start` is the scene's.
    """
    rows = slice(max(line.box.y, 0), max(line.box.bottom, line.box.y + 1))
    edges = line.edges or _spread(line)
    whole = since[rows, max(edges[0], 0) : max(edges[-1], 1)]
    found: list[float] = []
    for character, left, right in zip(line.text, edges, edges[1:], strict=False):
        columns = slice(max(left, 0), max(right, left + 1, 1))
        time = None if character == " " else _time(since[rows, columns], written[rows, columns])
        found.append(found[-1] if time is None and found else time if time is not None else -1.0)
    found = _without_faint_start(found, start)
    first = next((time for time in found if time >= 0), float(numpy.median(whole)) if whole.size else 0.0)
    return tuple(first if time < 0 else time for time in found) or (first,)


def _without_faint_start(times: list[float], start: float) -> list[float]:
    """The times, a few first characters that seem as old as the scene as old as the rest.

    What a codec draws faint at first and sharpens little by little is never seen to change.
    """
    for count in range(_FEW, 0, -1):
        rest = sorted(times[count : count + _FEW])
        if len(rest) == _FEW and max(times[:count]) <= start + _AT_ONCE < rest[1] - _PAUSE:
            return [rest[1]] * count + times[count:]
    return times


def _time(since: Seconds, written: Mask) -> float | None:
    ink, paper = since[written], since[~written]
    if not len(ink):
        return None
    time = float(numpy.percentile(ink, _WRITTEN))
    later = paper[paper > time + _AT_ONCE]
    if len(later) >= _CURSOR * len(paper) > 0:
        time = float(numpy.median(later))
    return round(time, 2)


def written_at(line: Line, times: Sequence[float]) -> Line:
    """The line with its seconds; with those of its characters where it was not written at once."""
    first, last = times[0], max(times[0], *times[-2:])
    at_once = max(times) - min(times) <= _AT_ONCE
    return replace(line, second=first, complete=last, times=() if at_once else tuple(times))


def _spread(line: Line) -> tuple[int, ...]:
    """Characters of equal width, where the engine does not know."""
    count = max(len(line.text), 1)
    return tuple(line.box.x + line.box.width * place // count for place in range(count + 1))
