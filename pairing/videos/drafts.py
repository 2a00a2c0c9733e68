"""Drafts of a video: what stood in the input box and went is what was asked, and when.

Called by `filmed`.  A draft is no message; but as it goes, its message is there, even where that was covered
(by a face, by a sticker) or was read only later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from chatmine.records import Turn
from pairing import words
from pairing.screens import Piece
from pairing.writing.text import Script

_TOGETHER = 0.25
_ALIKE = 85.0
_LATE = 0.7
"""Seconds by which a message may be seen later than its draft went."""
_ANSWERED = 6.0
"""Seconds within which an answer follows: a draft that nobody answers may have been erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Lines that stood in the input box until one second, from top to bottom."""

    pieces: tuple[Piece, ...]
    gone: float

    @property
    def text(self) -> str:
        """What it says."""
        said = ""
        for piece in self.pieces:
            said += _blank(said) + piece.text.strip()
        return said


def _blank(before: str) -> str:
    return " " if before and before[-1].isascii() else ""


def drafts(replaced: Sequence[Piece], top: int | None) -> list[Draft]:
    """What stood in the input box, whose empty state stands at `top` in the frame, in order of time."""
    if top is None:
        return []
    typed = [
        piece
        for piece in sorted(replaced, key=lambda p: p.line.until or 0.0)
        if piece.line.box.bottom > top - 4 * piece.line.box.height
        and not words.PLACEHOLDER.match(piece.text.strip())
        and sum(c.isalnum() for c in piece.text) > 1
    ]
    groups: list[list[Piece]] = []
    for piece in typed:
        if groups and (piece.line.until or 0.0) - (groups[-1][0].line.until or 0.0) <= _TOGETHER:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    in_field = [group for group in groups if any(p.line.box.bottom >= top for p in group)]
    made = [
        Draft(pieces=tuple(sorted(group, key=lambda p: (p.box.y, p.box.x))), gone=group[0].line.until or 0.0)
        for group in in_field
    ]
    return [draft for draft in made if not any(_goes_on(draft, piece) for piece in typed)]


def _goes_on(draft: Draft, piece: Piece) -> bool:
    """Whether something else is typed as it goes: it only wraps into another line."""
    return piece not in draft.pieces and abs((piece.line.second or 0.0) - draft.gone) <= _TOGETHER


def with_drafts(media: str, turns: Sequence[Turn], found: Sequence[Draft]) -> tuple[Turn, ...]:
    """The turns, questions from the second at which their drafts went, and those that were not seen."""
    result = list(turns)
    known = -1
    for draft in found:
        place = next((n for n in range(known + 1, len(result)) if _says(result[n], draft)), None)
        if place is not None:
            known = place
            result[place] = _since(result[place], draft.gone)
        elif (place := _unasked(result, draft)) is not None:
            result.insert(place, _question(media, draft))
            known = place
    return tuple(result)


def _says(turn: Turn, draft: Draft) -> bool:
    """Whether it is the message that the draft became; the last letters may have come as it was sent."""
    if turn.role != "user" or start(turn) < draft.gone - _LATE:
        return False
    return fuzz.ratio(draft.text, turn.text[: max(len(draft.text), 1)].replace("\n", " ")) >= _ALIKE


def _since(turn: Turn, second: float) -> Turn:
    """The turn from that second on, where it was seen later."""
    if start(turn) - second <= _LATE:
        return turn
    return replace(turn, evidence=tuple(replace(piece, start=second) for piece in turn.evidence))


def _unasked(turns: Sequence[Turn], draft: Draft) -> int | None:
    """The place of the answer that came soon after the draft went, if no question stands before it."""
    for place, turn in enumerate(turns):
        if turn.role == "assistant" and 0 < start(turn) - draft.gone <= _ANSWERED:
            asked = place > 0 and turns[place - 1].role == "user"
            return None if asked else place
    return None


def _question(media: str, draft: Draft) -> Turn:
    script = Script(media=media)
    for piece in draft.pieces:
        script.add(_blank(script.text))
        script.quote(piece)
    evidence = tuple(replace(one, start=draft.gone, end=draft.gone) for one in script.evidence)
    sure = min(one.confidence for one in evidence)
    return Turn(role="user", text=script.text, confidence=round(0.8 * sure, 4), evidence=evidence)


def start(turn: Turn) -> float:
    """When a turn begins; 0.0 where nothing says."""
    return min((piece.start for piece in turn.evidence if piece.start is not None), default=0.0)


def in_order(turns: Sequence[Turn], replaced: Sequence[Piece] = ()) -> tuple[Turn, ...]:
    """The turns, without lines that would be older than the turn before theirs (those look like what stood
    in their place before), and with questions that were drawn anew as old as they are.
    """
    result: list[Turn] = []
    for turn in turns:
        result.append(_not_before(turn, start(result[-1])) if result else turn)
    for place, (one, after) in enumerate(pairwise(result)):
        if one.role == "user" and start(one) > start(after):
            result[place] = _not_after(one, start(after), replaced)
    return tuple(result)


def _not_after(turn: Turn, answered: float, replaced: Sequence[Piece]) -> Turn:
    """The question from when it stood there before it was drawn anew, if it did before it was answered."""
    said = [
        piece.line.second
        for piece in replaced
        if piece.line.second is not None
        and piece.line.second <= answered
        and fuzz.ratio(piece.text, turn.text) >= _ALIKE
    ]
    if not said:
        return turn
    return replace(turn, evidence=tuple(replace(piece, start=max(said)) for piece in turn.evidence))


def _not_before(turn: Turn, second: float) -> Turn:
    later = [piece.start for piece in turn.evidence if piece.start is not None and piece.start >= second]
    if 2 * len(later) < len(turn.evidence) or not later:
        return turn
    first = min(later)
    return replace(
        turn,
        evidence=tuple(
            replace(piece, start=first, end=max(piece.end or first, first))
            if piece.start is not None and piece.start < second
            else piece
            for piece in turn.evidence
        ),
    )
