"""Where in a sound there are voices: what a model gets to hear, and the seconds of what it says of that.

Made by an engine from its voice detector; pieces are in samples, in order, and keep a margin around voices.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy

from asr.sound import RATE, Sound

_SLIVER = 0.45
"""Seconds: less of a stretch than this in a piece lies in its margin, and belongs to the next piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The pieces of a sound that have voices in them, from sample to sample.

    `begins` is the second at which each begins when they are put together.
    """

    pieces: tuple[tuple[int, int], ...]
    begins: tuple[float, ...]

    @classmethod
    def at(cls, pieces: Sequence[tuple[int, int]]) -> "Voices":
        """Voices at these samples."""
        lengths = accumulate(((end - start) / RATE for start, end in pieces), initial=0.0)
        return cls(pieces=tuple(pieces), begins=tuple(lengths)[:-1])

    def of(self, sound: Sound) -> Sound:
        """The pieces of the sound, put together without what lies between them."""
        return numpy.concatenate([sound[start:end] for start, end in self.pieces])

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where in the whole sound samples of what was put together lie, piece by piece."""
        begun = 0
        for first, last in self.pieces:
            low, high = max(start - begun, 0), min(end - begun, last - first)
            if low < high:
                yield first + low, first + high
            begun += last - first

    def windows(self, longest: float) -> list[float]:
        """Where to cut what was put together: begin, end, begin, end, ..., at pauses.

        Each window is at most `longest` seconds long unless one piece is longer.
        """
        cuts = [0.0]
        ends = [*self.begins[1:], self.begins[-1] + (self.pieces[-1][1] - self.pieces[-1][0]) / RATE]
        for begun, end in zip(self.begins, ends, strict=True):
            if end - cuts[-1] > longest and begun > cuts[-1]:
                cuts += [begun, begun]
        return [*cuts, ends[-1]]

    def seconds(self, start: float, end: float) -> tuple[float, float]:
        """The seconds of the whole sound for a stretch of what was put together.

        A stretch that begins or ends within the margin at a cut is moved over it: the voice is beyond.
        """
        first, last = self._piece(start), self._piece(end)
        if first < last and self.begins[first + 1] - start < _SLIVER:
            first, start = first + 1, self.begins[first + 1]
        if first < last and end - self.begins[last] < _SLIVER:
            last, end = last - 1, self.begins[last]
        begun = self._whole(first, start)
        return begun, max(begun, self._whole(last, end))

    def _piece(self, second: float) -> int:
        """The piece in which a second of what was put together lies."""
        return max(0, bisect_right(self.begins, second) - 1)

    def _whole(self, piece: int, second: float) -> float:
        start, end = self.pieces[piece]
        return round(min(end / RATE, start / RATE + second - self.begins[piece]), 3)
