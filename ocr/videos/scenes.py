"""A scene that is over, read: its tall picture's regions of text, then what was replaced while it lasted.

Called by `frames`.  Every line is read once, in its last state, and gets its seconds from the pixels of its
first and last character.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy

from chatmine.records import Box, Crop, Line, Scene, Shape, hull
from ocr.decoding import Image
from ocr.looking import coloured, look
from ocr.reading import Engine
from ocr.repairs import repaired
from ocr.tiling import moved, read_in_tiles
from ocr.videos.canvas import Canvas
from ocr.videos.changes import Mask, strokes
from ocr.videos.crops import ROOM, letters, regions, tightened
from ocr.videos.drifting import steadied
from ocr.videos.leaking import leaked
from ocr.videos.strips import Rows
from ocr.videos.times import times_of, written_at
from ocr.videos.versions import Version

Why = Literal["end of the scene", "scrolled off", "replaced"]

# What a cut takes away before it has stood this long was on its way: a zoom, a page that loads.
_LEAST_STOOD = 0.25
# Heights of a letter that words which were passed over are wide at least: icons are narrower.
_WORDS = 4.0
# Pictures give lines of half a dozen letters too.
_SURE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a scene showed; `size` is the frame's width and height."""

    size: tuple[int, int]
    scene: Scene
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    crops: tuple[Crop, ...]


def read_scene(canvas: Canvas, number: int, engine: Engine, *, cut: bool) -> Seen:
    """The scene on `canvas`; `cut` where another follows at once."""
    tall = canvas.tall()
    height, width = tall.image.shape[:2]
    grey = cv2.cvtColor(tall.image, cv2.COLOR_RGB2GRAY)
    written, em = letters(strokes(numpy.asarray(grey, numpy.uint8)), width, canvas.height)
    wanted = written & (canvas.last - tall.since >= _LEAST_STOOD) if cut else written
    read = [
        replace(line, box=tightened(line.box, written, em)) for line in _lines(tall.image, wanted, em, engine)
    ]
    seen = look(tall.image, read, engine.read_row, filmed=True)
    steady, shapes = steadied(seen.lines, seen.shapes)
    shapes += leaked(tall.image, steady, shapes, seen.paper, em)
    lines = [_of_scene(line, tall, written, canvas, number) for line in steady]
    older = [line for one in canvas.versions.gone for line in _older(one, canvas, number, engine)]
    return Seen(
        size=(width, canvas.height),
        scene=Scene(start=canvas.start, end=canvas.last, width=width, height=height, paper=seen.paper),
        lines=(*lines, *older),
        shapes=tuple(replace(shape, scene=number) for shape in shapes),
        crops=tuple(_crops(steady, tall, canvas.looked, number))
        + tuple(_replaced(canvas.versions.gone, number)),
    )


def _lines(image: Image, wanted: Mask, em: float, engine: Engine) -> Iterator[Line]:
    """The lines in the regions of what is `wanted`; where words are left, with more room around them.

    In a small picture a detector passes over a whole line now and then, and finds it in one of another size.
    """
    rest = wanted.copy()
    for box in regions(wanted, em):
        for line in _read(image, box, engine):
            _blank(rest, line.box, round(em / 2))
            yield line
    for box in regions(rest, em):
        if box.width - 2 * ROOM < _WORDS * em:
            continue
        for line in _read(image, _within(box, image.shape, ROOM), engine):
            covers = numpy.count_nonzero(
                rest[max(line.box.y, 0) : line.box.bottom, max(line.box.x, 0) : line.box.right]
            )
            if line.confidence >= _SURE and covers:
                yield line


def _read(image: Image, box: Box, engine: Engine) -> list[Line]:
    part = numpy.ascontiguousarray(image[box.y : box.bottom, box.x : box.right])
    return [moved(line, box.x, box.y) for line in read_in_tiles(part, engine.read)]


def _blank(mask: Mask, box: Box, room: int) -> None:
    mask[max(box.y - room, 0) : box.bottom + room, max(box.x - room, 0) : box.right + room] = False


def _within(box: Box, shape: tuple[int, ...], room: int) -> Box:
    """The box with so much more room on each side, within a picture of that shape."""
    x, y = max(box.x - room, 0), max(box.y - room, 0)
    return Box(x, y, min(box.right + room, shape[1]) - x, min(box.bottom + room, shape[0]) - y)


def _of_scene(line: Line, tall: Rows, written: Mask, canvas: Canvas, number: int) -> Line:
    """The line with its seconds, and its box in the frame where it first stood."""
    times = times_of(line, tall.since, written, canvas.start)
    last, until, _ = _last_seen(line.box, tall)
    box = canvas.earlier(last, times[0], until)
    return replace(written_at(line, times), box=box, until=until, scene=number, place=line.box)


def _last_seen(place: Box, tall: Rows) -> tuple[Box, float, float]:
    """Where in the frame a line of the tall picture stood last, until when, and when it was looked at."""
    rows = slice(max(place.y, 0), max(place.bottom, place.y + 1))
    left = tall.left[rows]
    last = int(numpy.argmin(left)) if len(left) else 0
    box = place._replace(y=int(tall.at[rows][last]) - last)
    return box, float(left[last]), float(tall.seen[rows][last])


def _older(one: Version, canvas: Canvas, number: int, engine: Engine) -> Iterator[Line]:
    left, top = one.corner
    down = canvas.row_of(one) - one.seen.y
    for line in read_in_tiles(one.image, engine.read):
        line = repaired(coloured(one.image, line), one.image)
        times = times_of(line, one.since, one.strokes, canvas.start)
        line = moved(line, left, top)
        place = line.box._replace(y=line.box.y + down)
        yield replace(
            written_at(line, times),
            box=canvas.earlier(line.box, times[0], one.until),
            until=one.until,
            scene=number,
            place=place,
            replaced=True,
        )


def _crops(lines: Sequence[Line], tall: Rows, end: float, number: int) -> Iterator[Crop]:
    """What was read of the tall picture, by the frames that showed it last."""
    by_second = defaultdict(list)
    for line in lines:
        box, _, second = _last_seen(line.box, tall)
        by_second[second].append(box)
    for second, boxes in sorted(by_second.items()):
        why: Why = "end of the scene" if second == end else "scrolled off"
        yield Crop(scene=number, second=second, box=hull(boxes), why=why)


def _replaced(versions: Sequence[Version], number: int) -> Iterator[Crop]:
    for one in versions:
        yield Crop(scene=number, second=one.until, box=one.seen, why="replaced")
