"""Subtitles that are part of a video's picture, told from the text of a chat, as speech with seconds.

A subtitle stands alone in the middle of a band that keeps its place, and is replaced there every few seconds,
while the rest of the picture has its own life.  Messages stay, or move, and stand at a side; titles stay.
Called by `soundtrack`, which adds what was heard, and by `screens`, which leaves the lines out.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from os.path import commonprefix

from chatmine.records import Box, Line, Reading, Speech, hull
from pairing import words
from pairing.measures import shared

FEWEST = 3
"""Different texts, one after the other in one place: a title that says "typing…" and then a name has two."""
_MIDDLE = 0.06
"""Of the picture's width, by which a subtitle's middle may lie off the picture's."""
_BRIEFEST, _LONGEST = 0.3, 12.0
"""Seconds for which one stands: television's rules say one to seven."""
_TOGETHER = 0.35
"""Seconds by which the lines of one may come and go apart: the picture is looked at ten times a second."""
_COMES = 0.8
"""The same where a face moves behind one of them."""
_SURE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """One or two lines that come and go together, by their numbers in the reading."""

    numbers: tuple[int, ...]
    text: str
    box: Box
    height: int
    start: float
    end: float
    confidence: float


def subtitles(reading: Reading) -> tuple[Speech, ...]:
    """What a video's subtitles say, in order; empty where it has none."""
    return tuple(
        Speech(
            text=cue.text,
            start=round(cue.start, 3),
            end=round(cue.end, 3),
            confidence=round(cue.confidence, 4),
            language="zh" if any("\u3400" <= c <= "\u9fff" for c in cue.text) else None,
        )
        for cue in _said_once(_told(reading))
    )


def subtitle_lines(reading: Reading) -> frozenset[int]:
    """The numbers of the lines that are subtitles."""
    return frozenset(number for cue in _told(reading) for number in cue.numbers)


def _told(reading: Reading) -> list[_Cue]:
    """The cues of the fullest band that shows one after the other; none in a picture."""
    if not reading.scenes or not reading.width:
        return []
    cues = sorted(_cues(reading), key=lambda cue: cue.start)
    bands = (_band(cues, around) for around in cues)
    best = max(bands, key=len, default=[])
    return best if len({cue.text for cue in best}) >= FEWEST else []


def _cues(reading: Reading) -> Iterator[_Cue]:
    """Lines in the middle that stand for a while, those that come and go together as one."""
    rows = [row for row in _rows(_without_fields(reading.lines)) if _stands_alone(row[1], reading)]
    open_: list[list[tuple[tuple[int, ...], Line]]] = []
    for row in sorted(rows, key=lambda row: (row[1].second or 0.0, row[1].box.y)):
        mine = next((group for group in open_ if _goes_with(row[1], group[-1][1])), None)
        if mine is None:
            open_.append([row])
        else:
            mine.append(row)
    for group in open_:
        yield _cue([n for numbers, _ in group for n in numbers], [line for _, line in group])


def _rows(lines: Sequence[Line]) -> list[tuple[tuple[int, ...], Line]]:
    """The lines with their numbers, those that stand close in one row and go together as one."""
    rows: list[tuple[tuple[int, ...], Line]] = []
    order = sorted(range(len(lines)), key=lambda n: (lines[n].until or 0.0, lines[n].box.x))
    for number in order:
        line = lines[number]
        at = next((n for n in range(len(rows) - 1, -1, -1) if _goes_beside(line, rows[n][1])), None)
        if at is None or line.second is None:
            rows.append(((number,), line))
        else:
            rows[at] = ((*rows[at][0], number), _beside(rows[at][1], line))
    return rows


def _goes_beside(line: Line, before: Line) -> bool:
    gap = line.box.x - before.box.right
    height = max(line.box.height, before.box.height)
    if any(words.PLACEHOLDER.match(one.text.strip()) for one in (line, before)):
        return False
    return (
        line.scene == before.scene
        and -0.3 * height < gap < height
        and shared(line.box.y, line.box.bottom, before.box.y, before.box.bottom) > 0.5 * height
        and abs((line.second or 0.0) - (before.second or 0.0)) <= _COMES
        and abs((line.until or 0.0) - (before.until or 0.0)) <= _TOGETHER
    )


def _beside(before: Line, line: Line) -> Line:
    said = before.text.rstrip()
    blank = " " if said[-1:].isascii() and line.text[:1].isascii() else ""
    return replace(
        before,
        text=said + blank + line.text.lstrip(),
        box=hull([before.box, line.box]),
        confidence=min(before.confidence, line.confidence),
    )


def _without_fields(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that begin with what an empty input box says (or most of it) without that."""
    empty = {line.text.strip() for line in lines if words.PLACEHOLDER.match(line.text.strip())}
    return [from_letter(line, _begun(line.text, empty)) for line in lines]


def _begun(text: str, empty: Set[str]) -> int:
    """How many of a line's characters are those of an empty box, which it does not end with."""
    shorter = [field for field in empty if len(field) < len(text)]
    counts = [(len(commonprefix([text, field])), field) for field in shorter]
    return max((count for count, field in counts if count >= 3 and 2 * count > len(field)), default=0)


def from_letter(line: Line, count: int) -> Line:
    """The line without its first `count` characters and blanks behind them, if it says where the rest is."""
    rest = line.text[count:].lstrip()
    skipped = len(line.text) - len(rest)
    if not count or not rest or len(line.edges) <= len(line.text):
        return line
    left = line.edges[skipped]
    times = line.times[skipped:]
    return replace(
        line,
        text=rest,
        box=line.box._replace(x=left, width=line.box.right - left),
        edges=line.edges[skipped:],
        times=times,
        second=min(times, default=line.second),
    )


def _stands_alone(line: Line, reading: Reading) -> bool:
    """Whether a line is of the size, in the middle, and there for as long as a subtitle is."""
    if line.second is None or line.until is None or line.confidence < _SURE:
        return False
    if sum(c.isalnum() for c in line.text) < 2:
        return False
    middle = line.box.x + line.box.width / 2
    return (
        abs(middle - reading.width / 2) <= _MIDDLE * reading.width
        and _BRIEFEST <= line.until - line.second <= _LONGEST
    )


def _goes_with(line: Line, above: Line) -> bool:
    """Whether a line stands right under or over another one, and comes and goes with it.

    What moves behind the one of them may let it come a little later, or go a little sooner.
    """
    height = max(line.box.height, above.box.height)
    comes = abs((line.second or 0.0) - (above.second or 0.0))
    goes = abs((line.until or 0.0) - (above.until or 0.0))
    return (
        line.scene == above.scene
        and 0.3 * height < abs(line.box.y - above.box.y) < 1.8 * height
        and min(comes, goes) <= _TOGETHER
        and comes <= _COMES
        and goes <= 2 * _COMES
    )


def _cue(numbers: Sequence[int], lines: Sequence[Line]) -> _Cue:
    text = ""
    for line in sorted(lines, key=lambda line: line.box.y):
        said = line.text.strip()
        text += (" " if text and (text[-1].isascii() or said[0].isascii()) else "") + said
    return _Cue(
        numbers=tuple(numbers),
        text=text,
        box=hull(line.box for line in lines),
        height=max(line.box.height for line in lines),
        start=min(line.second or 0.0 for line in lines),
        end=max(line.until or 0.0 for line in lines),
        confidence=min(line.confidence for line in lines),
    )


def _band(cues: Sequence[_Cue], around: _Cue) -> list[_Cue]:
    """The cues in the place of one, of its size; none where two different ones stand there at one time."""
    there = [cue for cue in cues if _same_place(cue, around)]
    at_once = any(
        shared(one.start, one.end, other.start, other.end) > _TOGETHER and one.text != other.text
        for one, other in pairwise(there)
    )
    return [] if at_once else there


def _same_place(cue: _Cue, other: _Cue) -> bool:
    height = max(cue.height, other.height)
    return (
        abs(cue.height - other.height) <= 0.35 * height
        and abs((cue.box.y + cue.box.bottom) - (other.box.y + other.box.bottom)) <= 3.5 * height
    )


def _said_once(cues: Sequence[_Cue]) -> Iterator[_Cue]:
    """Cues of one text that meet or overlap as one: a new scene begins in the middle of many a sentence."""
    last: _Cue | None = None
    for cue in cues:
        if last and cue.text == last.text and cue.start <= last.end + _TOGETHER:
            last = _Cue(
                numbers=last.numbers + cue.numbers,
                text=last.text,
                box=last.box,
                height=last.height,
                start=last.start,
                end=max(last.end, cue.end),
                confidence=max(last.confidence, cue.confidence),
            )
            continue
        if last:
            yield last
        last = cue
    if last:
        yield last
