"""Turns seen twice are one: screens of a video, and pictures of one post that overlap or go on.

`joined` lays what is seen later over what was seen before: turns that both show are matched in order, the
fuller reading wins, what is new is appended.  None where the two share nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from chatmine.records import Evidence, Span, Turn

_ALIKE = 0.8
_LEAST_OVERLAP = 6


def joined(before: Sequence[Turn], after: Sequence[Turn]) -> tuple[Turn, ...] | None:
    """`before` and `after` as one conversation, what both show only once; None if nothing overlaps."""
    for shift in range(len(before)):
        both = list(zip(before[shift:], after, strict=False))
        if all(_same_turn(one, other) for one, other in both) and _weighty(both):
            merged = [_merged(one, other, n + 1 < len(after)) for n, (one, other) in enumerate(both)]
            tail = after[len(both) :] or before[shift + len(both) :]
            return (*before[:shift], *merged, *tail)
    return None


def _weighty(both: Sequence[tuple[Turn, Turn]]) -> bool:
    """A "yes" that is said twice is no overlap."""
    return sum(min(len(a.text), len(b.text)) for a, b in both) >= _LEAST_OVERLAP


def _same_turn(one: Turn, other: Turn) -> bool:
    """The same role, and alike: as a whole, as a beginning (it grew), or end over beginning (scrolled)."""
    if one.role != other.role:
        return False
    short, long = sorted((one.text, other.text), key=len)
    if not short:
        return False
    starts = Levenshtein.normalized_similarity(short, long[: len(short)])
    ends = Levenshtein.normalized_similarity(short, long[-len(short) :])
    return max(starts, ends) >= _ALIKE or _overlap(one, other) is not None


def _merged(one: Turn, other: Turn, goes_on: bool) -> Turn:
    """The fuller of two readings of a turn, or both laid over each other."""
    place = _overlap(one, other)
    if place is not None and not _covers(one, other) and not _covers(other, one):
        return _laid_over(one, other, place, goes_on)
    full = other if len(other.text) >= len(one.text) else one
    return seen_since(full, one)


def _covers(full: Turn, part: Turn) -> bool:
    if len(part.text) > len(full.text):
        return False
    start = Levenshtein.normalized_similarity(part.text, full.text[: len(part.text)])
    end = Levenshtein.normalized_similarity(part.text, full.text[-len(part.text) :])
    return max(start, end) >= _ALIKE


def _overlap(one: Turn, other: Turn) -> int | None:
    """How many of the other turn's first lines are the last lines of the first turn."""
    mine, theirs = _lines(one), _lines(other)
    for count in range(min(len(mine), len(theirs)), 0, -1):
        pairs = list(zip(mine[-count:], theirs[:count], strict=True))
        alike = sum(Levenshtein.normalized_similarity(a, b) >= _ALIKE for a, b in pairs)
        if alike == count and sum(len(a) for a, _ in pairs) >= 2 * _LEAST_OVERLAP:
            return count
    return None


def _lines(turn: Turn) -> list[str]:
    return [turn.text[e.span.start : e.span.end] for e in turn.evidence]


def _laid_over(one: Turn, other: Turn, lines: int, goes_on: bool) -> Turn:
    """The first turn, and of the other what comes after the lines that both show.

    It is whole where other turns follow (`goes_on`): then the second picture shows its end.
    """
    after = other.evidence[lines - 1].span.end
    rest = other.text[after:]
    shift = len(one.text) - after
    moved = tuple(
        replace(e, span=Span(e.span.start + shift, e.span.end + shift)) for e in other.evidence[lines:]
    )
    return replace(
        one,
        text=one.text + rest,
        confidence=min(one.confidence, other.confidence),
        partial=other.partial and not goes_on,
        evidence=(*one.evidence, *moved),
    )


def seen_since(turn: Turn, earlier: Turn) -> Turn:
    """The turn with the first second at which each of its lines was seen."""
    return replace(turn, evidence=tuple(_since(turn, e, earlier) for e in turn.evidence))


def _since(turn: Turn, piece: Evidence, earlier: Turn) -> Evidence:
    text = turn.text[piece.span.start : piece.span.end]
    alike = [
        (Levenshtein.normalized_similarity(text, earlier.text[e.span.start : e.span.end]), e)
        for e in earlier.evidence
        if e.media == piece.media and e.start is not None
    ]
    likeness, seen = max(alike, key=lambda pair: pair[0], default=(0.0, piece))
    if likeness < _ALIKE or seen.start is None or piece.start is None or seen.start >= piece.start:
        return piece
    return replace(piece, start=seen.start, end=seen.end, box=seen.box)
