"""A video to a Reading: the screens that it shows, each read once, when it has settled.

Looks at one frame a second.  While text only grows (typing, an answer streaming in) nothing is read; a
screen is read when what comes next takes some of it away, and the last one is read.  A line's `second` is
the first at which its screen stood there complete; all lines of a screen share it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.errors import Unreadable
from chatmine.records import Colour, Reading, Shape
from ocr import film
from ocr.decoding import Image
from ocr.looking import Look, look
from ocr.reading import Engine, version_of
from ocr.tiling import read_in_tiles

Grey = NDArray[numpy.uint8]

INTERVAL = 1.0
# Levels of grey between two frames that are more than a video's noise.
NOISE = 24
# Shares of the picture: a blinking cursor or a ticking clock changes less; a vanished line changes more.
UNCHANGED = 0.0005
TAKEN_AWAY = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A settled screen: the second at which it first stood there complete, and its picture."""

    second: float
    image: Image


def read_video(path: Path, media: str, engine: Engine, longest: float = 3600.0) -> Reading:
    """The reading of the video at `path`, whose SHA-256 is `media`.

    Raises `Unreadable` as `film.opened` does, and `video_too_long` above `longest` seconds.
    """
    with film.opened(path) as (container, stream):
        duration = film.duration_of(container, stream)
        if duration > longest:
            raise Unreadable(
                "video_too_long",
                f"the video takes {duration:.0f} s; at most {longest:.0f} s are read",
                "cut it to the part that shows the chat",
            )
        container.seek(0)
        seen = [(screen, _read(screen, engine)) for screen in screens(_sampled(container, stream))]
    if not seen:
        raise film.broken("it has no frame")
    height, width = seen[-1][0].image.shape[:2]
    return Reading(
        media=media,
        engine=engine.name,
        version=version_of(engine),
        width=width,
        height=height,
        duration=duration,
        paper=seen[-1][1].paper,
        lines=tuple(line for _, found in seen for line in found.lines),
        shapes=tuple(shape for _, found in seen for shape in found.shapes),
    )
