"""Lines of a video that were there before: what went and stood elsewhere at once has moved, and is one line.

A page that scrolls by a jump, or that is laid out anew, shows known text as if it were new.  Called by
`conversing` with every reading; a picture's is given back as it is.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from chatmine.records import Line, Reading
from pairing import words

_AT_ONCE = 0.35
"""Seconds between going and being there again: the picture is looked at ten times a second."""
_ALIKE = 90.0
_FEWEST = 2
"""Letters: single ones are marks."""
_FIELD = 2.0
"""Heights of a line above the input box in which its drafts stand: those don't move, they are sent."""


def lasting(reading: Reading) -> Reading:
    """The reading with the first second, and the place then, of lines that moved or went on over a cut."""
    if not reading.scenes:
        return reading
    tops = {
        number: field_top([line for line in reading.lines if line.scene == number], reading.height)
        for number in range(len(reading.scenes))
    }
    gone = [line for line in reading.lines if line.replaced and _above_field(line, tops.get(line.scene or 0))]
    ended = [line for line in reading.lines if _stood_last(line, reading)]
    went = sorted([*gone, *ended], key=lambda line: line.until or 0.0)
    return replace(reading, lines=tuple(_first(line, went) for line in reading.lines))


def _stood_last(line: Line, reading: Reading) -> bool:
    """Whether it stood when its scene ended."""
    ends = reading.scenes[line.scene].end if line.scene is not None else None
    return not line.replaced and ends is not None and (line.until or 0.0) >= ends - _AT_ONCE


def field_top(lines: Sequence[Line], height: int) -> int | None:
    """The row of the frame at which a scene's input box begins, told by what it says while it is empty."""
    empty = [
        line.box.y
        for line in lines
        if line.box.y > 0.5 * height and words.PLACEHOLDER.match(line.text.strip()) is not None
    ]
    return max(empty, default=None)


def _above_field(line: Line, top: int | None) -> bool:
    return top is not None and line.box.bottom < top - _FIELD * line.box.height


def _first(line: Line, gone: Sequence[Line]) -> Line:
    """The line as it was when it first stood somewhere; it may have moved more than once."""
    if line.replaced or line.second is None:
        return line
    first = line
    while (before := _before(first, gone)) is not None:
        first = before
    return line if first is line else replace(line, second=first.second, box=first.box, times=())


def _before(line: Line, went: Sequence[Line]) -> Line | None:
    """What stood there in other words' place, or in the scene before, until the line came."""
    came = line.second or 0.0
    place = bisect_left(went, came - _AT_ONCE, key=lambda one: one.until or 0.0)
    for one in went[place:]:
        if (one.until or 0.0) > came + _AT_ONCE:
            break
        if (one.second or 0.0) < came and _follows(line, one) and _same(one, line):
            return one
    return None


def _follows(line: Line, before: Line) -> bool:
    """Whether one may be what the other was: moved within a scene, or in its place over a scene's end."""
    if line.scene == before.scene:
        return before.replaced
    return (line.scene or 0) == (before.scene or 0) + 1 and abs(
        line.box.y - before.box.y
    ) <= 0.5 * line.box.height


def _same(before: Line, line: Line) -> bool:
    said, now = _letters(before.text), _letters(line.text)
    return (
        len(said) >= _FEWEST
        and abs(before.box.x - line.box.x) <= 0.4 * line.box.height
        and fuzz.ratio(said, now[: len(said)]) >= _ALIKE
    )


def _letters(text: str) -> str:
    """Without blanks and points, which are read now so, now so."""
    return "".join(character for character in text if character.isalnum())
