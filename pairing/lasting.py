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
    """The reading with the first second, and the place then, of lines that moved."""
    gone = sorted((line for line in reading.lines if line.replaced), key=lambda line: line.until or 0.0)
    if not gone:
        return reading
    tops = {
        number: field_top([line for line in reading.lines if line.scene == number], reading.height)
        for number in range(len(reading.scenes))
    }
    gone = [line for line in gone if _above_field(line, tops.get(line.scene or 0))]
    return replace(reading, lines=tuple(_first(line, gone) for line in reading.lines))


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


def _before(line: Line, gone: Sequence[Line]) -> Line | None:
    """What stood there in other words' place until the line came: its beginning, at its left border."""
    came = line.second or 0.0
    place = bisect_left(gone, came - _AT_ONCE, key=lambda one: one.until or 0.0)
    for one in gone[place:]:
        if (one.until or 0.0) > came + _AT_ONCE:
            break
        if one.scene == line.scene and (one.second or 0.0) < came and _same(one, line):
            return one
    return None


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
