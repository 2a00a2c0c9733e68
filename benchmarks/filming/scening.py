"""Scenes one after the other as frames, with what an editor lays over them.

In comes a `Film`; out go pictures, each with what tells it from the one before, 30 a second.  Called by
`making`.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy
from playwright.sync_api import Browser

from benchmarks.filming.acting import Sentence, State, Take
from benchmarks.filming.editing import Head, Layer, Subtitles, Zoom
from benchmarks.filming.encoding import FPS
from benchmarks.filming.painting import backdrop
from benchmarks.filming.staging import Picture, Setting, Stage, stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """A zoom on a message, from second to second of its take."""

    message: int
    start: float
    end: float
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A recorded chat; `headline`: not the whole picture but a window under a line of words."""

    setting: Setting
    take: Take
    closers: tuple[Closer, ...] = ()
    headline: str = ""

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.take.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking:
    """A head over the whole picture that says something."""

    seconds: float
    size: tuple[int, int]
    hue: int
    said: tuple[Sentence, ...] = ()


Scene = Chat | Talking


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """Scenes in order, and what lies over all of them."""

    scenes: tuple[Scene, ...]
    layers: tuple[Layer, ...] = ()


def frames(film: Film, chromium: Browser, rng: Random) -> Iterator[tuple[Hashable, Picture]]:
    """Every frame of the film."""
    begun = 0.0
    with ExitStack() as open_pages:
        for number, scene in enumerate(film.scenes):
            player = _player(scene, chromium, rng)
            if isinstance(player, _Recorded):
                open_pages.callback(player.stage.close)
            first, after = round(begun * FPS), round((begun + scene.seconds) * FPS)
            for at in range(first, after):
                key, picture = player.frame((at - first) / FPS)
                yield _laid(film.layers, (number, key), picture, at / FPS)
            begun += scene.seconds


def _laid(
    layers: tuple[Layer, ...], key: Hashable, picture: Picture, second: float
) -> tuple[Hashable, Picture]:
    shown = [(layer, seen) for layer in layers if (seen := layer.key(second)) is not None]
    if not shown:
        return key, picture
    painted = picture.copy()
    for layer, _ in shown:
        layer.paint(painted, second)
    return (key, tuple(seen for _, seen in shown)), painted


def _player(scene: Scene, chromium: Browser, rng: Random) -> "_Recorded | _Spoken":
    if isinstance(scene, Talking):
        return _Spoken(scene)
    return _Recorded(scene, stage(chromium, scene.setting, rng))


class _Spoken:
    """A talking head's frames."""

    def __init__(self, scene: Talking) -> None:
        self._room = backdrop(scene.size[1], scene.size[0], scene.hue)
        self._head = Head(sentences=scene.said, at=(0.5, 0.5), size=1.0, hue=scene.hue, whole=True)

    def frame(self, second: float) -> tuple[Hashable, Picture]:
        picture = self._room.copy()
        self._head.paint(picture, second)
        return self._head.key(second), picture


@dataclass(slots=True)
class _Recorded:
    """A chat's frames."""

    scene: Chat
    stage: Stage
    zooms: dict[Closer, Zoom] = field(default_factory=dict)

    def frame(self, second: float) -> tuple[Hashable, Picture]:
        states = self.scene.take.states
        state = states[max(0, bisect_right([at for at, _ in states], second + 1e-6) - 1)][1]
        key: Hashable
        key, picture = self.stage.frame(state)
        for closer in self.scene.closers:
            if closer.start <= second < closer.end:
                zoom = self._zoom(closer, state)
                key, picture = (key, zoom.scale_at(second)), zoom.zoomed(picture, second)
        return key, _framed(picture, self.scene.headline) if self.scene.headline else picture

    def _zoom(self, closer: Closer, state: State) -> Zoom:
        if closer not in self.zooms:
            left, top, right, bottom = self.stage.box_of(state, closer.message)
            middle = ((left + right) / 2, (max(top, 0) + min(bottom, 1)) / 2)
            self.zooms[closer] = Zoom(start=closer.start, end=closer.end, scale=closer.scale, at=middle)
        return self.zooms[closer]


def _framed(picture: Picture, headline: str) -> Picture:
    """An upright canvas with the recording across its middle and a line of words above it."""
    wide, tall = 720, 1280
    height = round(picture.shape[0] * wide / picture.shape[1])
    canvas = backdrop(tall, wide, len(headline) * 7).copy()
    small = cv2.resize(picture, (wide, height), interpolation=cv2.INTER_AREA)
    top = (tall - height) // 2
    canvas[top : top + height] = small
    words = Subtitles(sentences=(Sentence(text=headline, start=0, end=1),), height=top / tall / 2, size=0.07)
    words.paint(canvas, 0.0)
    return numpy.asarray(canvas, numpy.uint8)


def moved(sentences: tuple[Sentence, ...], by: float) -> tuple[Sentence, ...]:
    """The sentences so many seconds later."""
    return tuple(replace(s, start=s.start + by, end=s.end + by) for s in sentences)
