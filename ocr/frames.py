"""A video to a Reading: the screens that it shows, each read once, when it has settled.

Looks at one frame a second.  While text only grows (typing, an answer streaming in) nothing is read; a
screen is read when what comes next takes some of it away, and the last one is read.  A line's `second` is
the first at which its whole screen stood there; all lines of a screen share it.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from chatmine.errors import Unreadable
from chatmine.records import Reading
from ocr import film
from ocr.decoding import Image
from ocr.looking import Look, look
from ocr.reading import Engine, version_of
from ocr.tiling import read_in_tiles

Grey = NDArray[numpy.uint8]

INTERVAL = 1.0
# Levels of grey between two frames that are more than a video's noise; beside sharp edges, where compression
# rings, half of the edge's contrast is noise too.
NOISE = 24
# Shares of the picture, from recorded chats: a blinking cursor or a typed letter changes 0.00001 to 0.0002,
# a terminal's block cursor takes 0.0005 away as it moves on, an answer of four words that goes 0.0009.
CHANGE = 0.0003
TAKEN_AWAY = 0.0006


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A settled screen: the first and the last second at which it was seen, whole and unchanged."""

    second: float
    until: float


def read_video(
    path: Path, media: str, engine: Engine, longest: float = 3600.0, most_screens: int = 400
) -> Reading:
    """The reading of the video at `path`, whose SHA-256 is `media`.

    Raises `Unreadable` as `film.opened` does, `video_too_long` above `longest` seconds, and
    `video_too_busy` above `most_screens` screens to read (each takes seconds), before any is read.
    """
    with film.opened(path) as (container, stream):
        duration = film.duration_of(container, stream)
        _refuse(duration > longest, "video_too_long", f"takes {duration:.0f} s; at most {longest:.0f} s")
        container.seek(0)
        found = list(screens(film.shown(container, stream)))
    _refuse(
        len(found) > most_screens, "video_too_busy", f"shows {len(found)} screens; at most {most_screens}"
    )
    if not found:
        raise film.broken("it has no frame")
    images = frames_at(path, [screen.until for screen in found])
    looks = [
        (_read(image, screen.second, engine), image.shape)
        for screen, image in zip(found, images, strict=True)
    ]
    last, shape = looks[-1]
    return Reading(
        media=media,
        engine=engine.name,
        version=version_of(engine),
        width=shape[1],
        height=shape[0],
        duration=duration,
        paper=last.paper,
        lines=tuple(line for seen, _ in looks for line in seen.lines),
        shapes=tuple(shape for seen, _ in looks for shape in seen.shapes),
    )


def screens(frames: Iterable[film.Shown]) -> Iterator[Screen]:
    """The settled screens among the frames, in order; the last frame's screen is always one."""
    first: float | None = None
    until, before = 0.0, numpy.zeros((0, 0), numpy.uint8)
    for second, frame in _sampled(frames):
        now = _grey(frame)
        if first is None or now.shape != before.shape:
            if first is not None:
                yield Screen(second=first, until=until)
            first, before = second, now
        elif _share(changed := _changed(before, now)) > CHANGE:
            if _share(changed & (_contrast(before) > NOISE)) > TAKEN_AWAY:
                yield Screen(second=first, until=until)
            first, before = second, now
        until = second
    if first is not None:
        yield Screen(second=first, until=until)


def frames_at(path: Path, seconds: list[float]) -> Iterator[Image]:
    """For each of the ascending `seconds` the picture that the video shows then, upright RGB."""
    with film.opened(path) as (container, stream):
        wanted = iter(seconds)
        due = next(wanted, None)
        held: film.Shown | None = None
        for shown in film.shown(container, stream):
            while due is not None and held is not None and shown.second > due:
                yield film.upright(held.frame)
                due = next(wanted, None)
            if due is None:
                return
            held = shown
        while due is not None and held is not None:
            yield film.upright(held.frame)
            due = next(wanted, None)


def _sampled(frames: Iterable[film.Shown]) -> Iterator[tuple[float, VideoFrame]]:
    """What is shown at each full `INTERVAL` from the first frame on, repeats left out, and the last frame."""
    held: film.Shown | None = None
    due = 0.0
    for shown in frames:
        if held is None:
            due = shown.second
        elif shown.second > due:
            yield due, held.frame
            due += INTERVAL * math.ceil((shown.second - due) / INTERVAL)
        held = shown
    if held is not None:
        yield max(held.second, due - INTERVAL), held.frame


def _read(image: Image, second: float, engine: Engine) -> Look:
    seen = look(image, read_in_tiles(image, engine.read))
    return replace(
        seen,
        lines=tuple(replace(line, second=second) for line in seen.lines),
        shapes=tuple(replace(shape, second=second) for shape in seen.shapes),
    )


def _refuse(refused: bool, code: str, why: str) -> None:
    if refused:
        raise Unreadable(code, f"the video {why} are read", "cut it to the part that shows the chat")


def _grey(frame: VideoFrame) -> Grey:
    """The frame at half its size: enough to see a letter come or go."""
    grey = frame.to_ndarray(format="gray")
    half = (max(grey.shape[1] // 2, 1), max(grey.shape[0] // 2, 1))
    return numpy.asarray(cv2.resize(grey, half, interpolation=cv2.INTER_AREA), numpy.uint8)


def _changed(before: Grey, now: Grey) -> NDArray[numpy.bool_]:
    noise = numpy.maximum(numpy.maximum(_contrast(before), _contrast(now)) // 2, NOISE)
    return numpy.asarray(cv2.absdiff(before, now) > noise)


def _contrast(grey: Grey) -> Grey:
    """By how much the grey varies within two pixels."""
    around = numpy.ones((5, 5), numpy.uint8)
    return numpy.asarray(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, around), numpy.uint8)


def _share(mask: NDArray[numpy.bool_]) -> float:
    return float(numpy.count_nonzero(mask)) / max(mask.size, 1)
