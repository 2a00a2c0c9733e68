"""What an editor lays over a recording: a talking head, subtitles, stickers, a mouse pointer, a zoom.

Each layer tells by the second whether it shows and what it looks like then (`key`), and paints itself into a
picture.  Called by `scening`; nothing here knows of chats.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy

from benchmarks.filming.acting import Sentence
from benchmarks.filming.painting import arrow, circle, emoji, face, lay, lettering, tilted, wall
from benchmarks.filming.staging import Picture


class Layer(Protocol):
    """Something over the picture."""

    def key(self, second: float) -> Hashable:
        """What it looks like; None while it is away."""

    def paint(self, picture: Picture, second: float) -> None:
        """Paint it into the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitles(Layer):
    """Sentences burnt in while they are said, their middle at `height` (a share of the picture's)."""

    sentences: tuple[Sentence, ...]
    height: float = 0.9
    size: float = 0.05
    colour: str = "white"

    def key(self, second: float) -> Hashable:
        """The sentence that is said then; None between them."""
        return next((s.text for s in self.sentences if s.start <= second < s.end), None)

    def paint(self, picture: Picture, second: float) -> None:
        """The sentence, in lines, with an edge around its letters."""
        text = self.key(second)
        assert isinstance(text, str)
        tall, wide = picture.shape[:2]
        sprite = lettering(text, round(min(tall, wide) * self.size), self.colour, round(wide * 0.92))
        lay(picture, sprite, (wide - sprite.shape[1]) // 2, round(tall * self.height - sprite.shape[0] / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticker(Layer):
    """A word or an emoji that pops up: its middle at `at`, in shares of the picture."""

    text: str
    start: float
    end: float
    at: tuple[float, float]
    size: float = 0.08

    def key(self, second: float) -> Hashable:
        """Its text while it is up."""
        return self.text if self.start <= second < self.end else None

    def paint(self, picture: Picture, second: float) -> None:
        """A tilted word, or an emoji."""
        tall, wide = picture.shape[:2]
        size = round(min(tall, wide) * self.size)
        sprite = emoji(self.text, size * 2) if len(self.text) == 1 else tilted(self.text, size, wide)
        left, top = (
            round(s * a - d / 2) for s, a, d in zip((wide, tall), self.at, sprite.shape[1::-1], strict=True)
        )
        lay(picture, sprite, left, top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Layer):
    """A drawn face that talks and moves: in a circle in a corner, or `whole` over the picture.

    `at` is its middle and `size` its width, in shares of the picture's width and height.
    """

    sentences: tuple[Sentence, ...]
    at: tuple[float, float]
    size: float
    hue: int
    whole: bool = False

    def key(self, second: float) -> Hashable:
        """It never rests: fifteen looks a second."""
        return round(second * 15)

    def paint(self, picture: Picture, second: float) -> None:
        """The face, in its circle or over the whole picture."""
        tall, wide = picture.shape[:2]
        speaks = any(s.start <= second < s.end for s in self.sentences)
        if self.whole:
            face(picture, second, (wide / 2, tall * 0.42), wide * 0.2 + tall * 0.06, self.hue, speaks)
            return
        edge = round(wide * self.size)
        small = wall(edge, edge, self.hue)
        face(small, second, (edge / 2, edge * 0.52), edge * 0.34, self.hue, speaks)
        sprite = numpy.dstack([small, circle(edge)])
        lay(picture, sprite, round(wide * self.at[0]) - edge // 2, round(tall * self.at[1]) - edge // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer(Layer):
    """A mouse pointer that goes from place to place (second, x, y in shares), resting between."""

    stops: tuple[tuple[float, float, float], ...]

    def key(self, second: float) -> Hashable:
        """Where it is."""
        return self._at(second)

    def paint(self, picture: Picture, second: float) -> None:
        """An arrow with a white edge."""
        tall, wide = picture.shape[:2]
        x, y = self._at(second)
        lay(picture, arrow(max(14, wide // 50)), round(x * wide), round(y * tall))

    def _at(self, second: float) -> tuple[float, float]:
        before = self.stops[0]
        for stop in self.stops:
            if stop[0] > second:
                share = max(0.0, 1 - (stop[0] - second) / 0.7)
                x, y = (a + (b - a) * share for a, b in zip(before[1:], stop[1:], strict=True))
                return round(x, 4), round(y, 4)
            before = stop
        return before[1], before[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoom:
    """The picture grows around `at` (shares) to `scale` within half a second, stays, and goes back."""

    start: float
    end: float
    scale: float
    at: tuple[float, float]

    def scale_at(self, second: float) -> float:
        """How large the picture is."""
        ramp = min(second - self.start, self.end - second) / 0.5
        if ramp <= 0:
            return 1.0
        eased = min(1.0, ramp)
        return round(1 + (self.scale - 1) * eased * eased * (3 - 2 * eased), 4)

    def zoomed(self, picture: Picture, second: float) -> Picture:
        """The picture as it is at this second."""
        scale = self.scale_at(second)
        if scale == 1.0:
            return picture
        tall, wide = picture.shape[:2]
        left, top = (
            min(max(a * size - size / scale / 2, 0), size - size / scale)
            for a, size in zip(self.at, (wide, tall), strict=True)
        )
        moved = numpy.array([[scale, 0, -left * scale], [0, scale, -top * scale]], numpy.float32)
        return numpy.asarray(
            cv2.warpAffine(picture, moved, (wide, tall), flags=cv2.INTER_LINEAR), numpy.uint8
        )
