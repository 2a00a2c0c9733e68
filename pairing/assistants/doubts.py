"""What on a screen tells that it is not what it claims: made up for fun, or edited.

Called by `naming` with what is chrome and what is said.  Only what stands on the picture counts, never what
an answer says: a line that calls the picture a joke or names a maker of fake chats, and times of messages
that run backwards.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chatmine.records import Sign
from pairing import words
from pairing.screens import Piece, Reasons, Screen

_HOUR = re.compile(r"^\W*(\d{1,2})[:：](\d{2})\W*$")
_SURE = 0.95  # a digit misread makes any order of times
_DAY = 24 * 60


def doubts(screen: Screen, out: Reasons) -> tuple[Sign, ...]:
    """The signs, each with its flag: `made-up`, `odd-times`."""
    return (*_jokes(screen, out), *_backward_times(screen, out))


def _jokes(screen: Screen, out: Reasons) -> Iterator[Sign]:
    """Short lines that are no message."""
    for piece in screen.pieces:
        if piece.number in out and len(piece.text) < 60 and words.MADE_UP.search(piece.text):
            yield Sign(of="made-up", says="", text=piece.text, box=piece.box)


def _backward_times(screen: Screen, out: Reasons) -> list[Sign]:
    """The first time of day that is earlier than the one above it, no new day between."""
    top = screen.frame.y + 60 * screen.frame.width / 390  # a phone's own clock stands above
    shown = [p for p in screen.pieces if out.get(p.number) in ("time", "status") and p.box.y > top]
    times = sorted(shown, key=lambda p: p.box.y)
    for run in _days(times):
        for above, below in pairwise(run):
            if _runs_back(_minutes(above), _minutes(below)):
                text = f"{above.text.strip()} … {below.text.strip()}"
                return [Sign(of="odd-times", says="", text=text, box=below.box)]
    return []


def _days(times: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The plain times of day between what names a day."""
    run: list[Piece] = []
    for piece in times:
        if _HOUR.match(piece.text):
            run += [piece] if piece.line.confidence >= _SURE else []
        elif words.CLOCK.match(piece.text) or words.STATUS.match(piece.text):
            yield run
            run = []
    yield run


def _minutes(piece: Piece) -> int:
    found = _HOUR.match(piece.text)
    return int(found.group(1)) * 60 + int(found.group(2)) if found else 0


def _runs_back(above: int, below: int) -> bool:
    """Whether a time is earlier, though neither midnight nor noon (1:05 after 12:50) can lie between."""
    night = above >= 18 * 60 and below < 12 * 60
    noon = 12 * 60 <= above < 13 * 60 and below < 12 * 60
    return below < above < _DAY and not night and not noon
