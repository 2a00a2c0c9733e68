"""Where the characters of a line stand, from where its words do.

Called by engines that know the extent of words or single characters, as recognisers with CTC do: from the
column of a word's first character to that of its last.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from chatmine.records import Box

Word = tuple[str, float, float]
"""A part of the line's text, the left side of its first character's column, the right side of its last's."""

SLACK = 1.5


def edges_of(text: str, words: Sequence[Word], box: Box) -> tuple[int, ...]:
    """The left edge of each character and the right edge of the last; empty when the words don't fit."""
    if not text or "".join(word for word, _, _ in words) != text:
        return ()
    middles = [middle for word in words for middle in _middles(*word)]
    if any(after < before for before, after in pairwise(middles)):
        return ()
    widths = [_width(character) for character in text]
    inner = [
        before + (after - before) * widths[place] / (widths[place] + widths[place + 1])
        for place, (before, after) in enumerate(pairwise(middles))
    ]
    # A detector's box may take in an icon beside the text: characters end about as far from their middles on
    # both sides.
    start = middles[0] - SLACK * (inner[0] - middles[0]) if inner else box.x
    end = middles[-1] + SLACK * (middles[-1] - inner[-1]) if inner else box.right
    return tuple(min(max(round(edge), box.x), box.right) for edge in (start, *inner, end))


def _middles(word: str, left: float, right: float) -> list[float]:
    """The middles of the word's characters; the first and last are in the middle of their columns.

    A column is taken to be as wide as the share of one character, at most.
    """
    half = (right - left) / len(word) / 2
    first, last = left + half, right - half
    if len(word) == 1:
        return [first]
    steps = [(_width(a) + _width(b)) / 2 for a, b in pairwise(word)]
    places, whole = [0.0], sum(steps)
    for step in steps:
        places.append(places[-1] + step)
    return [first + (last - first) * place / whole for place in places]


def _width(character: str) -> float:
    """A character's usual width, in widths of an `n`."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2.0
    if character in "iljtfrI1.,:;'!|()[] ":
        return 0.6
    return 1.5 if character in "mwMW@%" else 1.0
