"""Pieces to rows, and what a row's place tells: whether it ends where it must wrap, how far it is indented.

The recogniser cuts a row where the gap is wide or the paper changes; here the parts are one again.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from chatmine.records import Box, hull
from pairing.measures import middle, same_row
from pairing.screens import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Pieces that stand side by side, from left to right."""

    pieces: tuple[Piece, ...]
    box: Box

    @property
    def text(self) -> str:
        """What the row says, its pieces parted by blanks."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def right(self) -> int:
        """Where the last character ends: a box can reach further, over icons that were not read."""
        last = self.pieces[-1].line
        said = len(last.text.rstrip())
        return min(last.box.right, last.edges[said]) if len(last.edges) > said else last.box.right


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """The rows from top to bottom."""
    made: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (middle(p.box), p.box.x)):
        if made and any(same_row(piece.box, other.box) and _apart(piece, other) for other in made[-1]):
            made[-1].append(piece)
        else:
            made.append([piece])
    return [_row(group) for group in made]


def _row(group: Sequence[Piece]) -> Row:
    pieces = tuple(sorted(group, key=lambda p: p.box.x))
    return Row(pieces=pieces, box=hull(p.box for p in pieces))


def _apart(one: Piece, other: Piece) -> bool:
    """Side by side, and not one over the other (tightly set lines can share half their height)."""
    across = min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
    return across < 0.3 * min(one.box.width, other.box.width)


def is_wide(character: str) -> bool:
    """Whether a character takes a full square: Chinese, Japanese, Korean, full-width punctuation."""
    return unicodedata.east_asian_width(character) in "WF"


def columns_of(text: str) -> int:
    """How many half-width columns a text takes."""
    return sum(2 if is_wide(c) else 1 for c in text)


def column_width(some: Sequence[Row]) -> float:
    """The usual width in pixels of a half-width column."""
    widths = [p.box.width / columns_of(p.text) for row in some for p in row.pieces if len(p.text) >= 4]
    return float(median(widths)) if widths else 8.0


_CLOSING = frozenset("，。、！？；：）》」』】〕”’…·,.!?;:)]}")
_OPENING = frozenset("（《「『【〔“‘([{")


def first_unit(text: str) -> int:
    """The columns that must fit on a row for its beginning to stand there.

    A word; or a Chinese character with the closing marks after it, which may not begin a row, and with the
    opening marks before it, which may not end one.
    """
    columns, started = 0, False
    for character in text:
        if character.isspace() or (started and character not in _CLOSING):
            break
        columns += 2 if is_wide(character) else 1
        started = started or (is_wide(character) and character not in _OPENING)
    return max(1, columns)


def line_pitch(some: Sequence[Row]) -> float:
    """The usual distance from one row's middle to the next one's within a paragraph."""
    steps = sorted(middle(b.box) - middle(a.box) for a, b in zip(some, some[1:], strict=False))
    heights = median(row.box.height for row in some) if some else 1
    close = [step for step in steps if 0.6 * heights < step < 2.2 * heights]
    return float(close[len(close) // 4]) if close else 1.5 * heights
