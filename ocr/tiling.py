"""Large pictures in overlapping tiles, and the lines of the tiles as the lines of the picture.

Nothing is ever shrunk: a tile is a part of the picture at full size.  A line cut by a tile's inner edge
gives way to the neighbour's whole one; a line wider than the overlap of two columns of tiles is sewn
together from its pieces.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

import numpy

from chatmine.records import Box, Line, Span, hull
from ocr.decoding import Image

Read = Callable[[Image], list[Line]]

MOST_ROWS = 2000
MOST_COLUMNS = 4000
# Memory grows with a tile's area: reading takes 1.0 GB a process with this one, 1.4 GB with 3 million, at
# the same speed.  A full-HD screenshot (2.07 million) is read whole.
MOST_AREA = 2_100_000
LEAST_ROWS = 600
# Higher than a line of text: a headline on a phone at three times its size has 110 pixels.
OVERLAP = 128
# A box this close to an inner edge may be a cut line: detectors grow boxes by a few pixels.
EDGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A line as one tile saw it: `room` is the distance to the nearest inner edge, in pixels."""

    line: Line
    tile: int
    room: int


def read_in_tiles(image: Image, read: Read) -> list[Line]:
    """All lines of `image`, each once, in picture coordinates, top to bottom; `read` reads one tile."""
    height, width = image.shape[:2]
    columns = _cuts(width, MOST_COLUMNS)
    rows = _cuts(height, _rows_a_tile(columns[0][1]))
    if len(rows) == len(columns) == 1:
        return _in_order(read(image))
    seen: list[_Seen] = []
    for number, (top, bottom) in enumerate(rows):
        for line in _read_band(image[top:bottom], columns, read):
            whole = moved(line, 0, top)
            room = _room(whole.box.y, whole.box.bottom, top, bottom, height)
            seen.append(_Seen(line=whole, tile=number, room=room))
    return _in_order(_without_repeats(seen))


def _rows_a_tile(width: int) -> int:
    return max(LEAST_ROWS, min(MOST_ROWS, MOST_AREA // width))


def _cuts(length: int, most: int) -> list[tuple[int, int]]:
    """Stretches `[start, end)` of nearly equal length, at most `most`, that overlap by `OVERLAP`."""
    if length <= most:
        return [(0, length)]
    count = -(-(length - OVERLAP) // (most - OVERLAP))
    size = -(-(length + (count - 1) * OVERLAP) // count)
    starts = [min(place * (size - OVERLAP), length - size) for place in range(count)]
    return [(start, start + size) for start in starts]


def _read_band(band: Image, columns: list[tuple[int, int]], read: Read) -> list[Line]:
    """The lines of one band of full width, in the band's coordinates."""
    if len(columns) == 1:
        return read(band)
    width = band.shape[1]
    seen: list[_Seen] = []
    for number, (left, right) in enumerate(columns):
        lines = [moved(line, left, 0) for line in read(numpy.ascontiguousarray(band[:, left:right]))]
        if number:
            seen, lines = _sewn(seen, lines, Span(left, columns[number - 1][1]))
        rooms = [_room(line.box.x, line.box.right, left, right, width) for line in lines]
        seen += [_Seen(line=line, tile=number, room=room) for line, room in zip(lines, rooms, strict=True)]
    return _without_repeats(seen)


def _room(start: int, end: int, tile_start: int, tile_end: int, length: int) -> int:
    """How far `[start, end)` keeps from those edges of its tile that are not the picture's.

    A line that begins before its tile was sewn together there, so that nothing of it is cut.
    """
    before = start - tile_start if 0 < tile_start <= start else length
    after = tile_end - end if tile_end < length else length
    return min(before, after)


def _without_repeats(seen: list[_Seen]) -> list[Line]:
    """Of lines that several tiles saw at the same place, the one furthest from its tile's edge."""
    kept: list[_Seen] = []
    for one in sorted(seen, key=lambda one: -one.room):
        # What keeps further from the edge than tiles overlap was seen by one tile only.
        rivals = [other for other in kept if other.tile != one.tile] if one.room < OVERLAP else []
        if not any(_same_place(one.line.box, rival.line.box) for rival in rivals):
            kept.append(one)
    return [one.line for one in kept]


def _sewn(seen: list[_Seen], lines: list[Line], seam: Span) -> tuple[list[_Seen], list[Line]]:
    """Joins lines cut at the left tile's end (in `seen`) with those cut at the right tile's start.

    Returns what is left of `seen` and the right tile's lines, now longer.
    """
    ends = [one for one in seen if one.line.box.right >= seam.end - EDGE]
    joined: list[Line] = []
    used: list[_Seen] = []
    for line in lines:
        starts_cut = line.box.x <= seam.start + EDGE
        mates = [one for one in ends if starts_cut and one not in used and _same_row(one.line.box, line.box)]
        joined.append(_join(mates[0].line, line, seam) if mates else line)
        used += mates[:1]
    return [one for one in seen if one not in used], joined


def _join(left: Line, right: Line, seam: Span) -> Line:
    """One line from two that overlap within `seam`, joined in the middle of what both read alike."""
    edges_left, edges_right = _edges(left), _edges(right)
    tail = sum(edge < seam.start for edge in edges_left[:-1])
    head = sum(edge <= seam.end for edge in edges_right[1:])
    alike = SequenceMatcher(None, left.text[tail:], right.text[:head], autojunk=False).find_longest_match()
    if alike.size >= 2:
        cut_left, cut_right = tail + alike.a + alike.size // 2, alike.b + alike.size // 2
    else:
        middle = (seam.start + seam.end) / 2
        cut_left, cut_right = _before(edges_left, middle), _before(edges_right, middle)
    return replace(
        left,
        text=left.text[:cut_left] + right.text[cut_right:],
        box=hull((left.box, right.box)),
        confidence=min(left.confidence, right.confidence),
        edges=left.edges[:cut_left] + right.edges[cut_right:] if left.edges and right.edges else (),
    )


def _edges(line: Line) -> tuple[int, ...]:
    """The line's own edges, or characters of equal width."""
    count = len(line.text)
    return line.edges or tuple(line.box.x + line.box.width * place // count for place in range(count + 1))


def _before(edges: tuple[int, ...], column: float) -> int:
    """How many characters have their middle left of `column`."""
    return sum((a + b) / 2 < column for a, b in pairwise(edges))


def _same_row(a: Box, b: Box) -> bool:
    shared = min(a.bottom, b.bottom) - max(a.y, b.y)
    return 2 * shared >= min(a.height, b.height)


def _same_place(a: Box, b: Box) -> bool:
    shared = min(a.right, b.right) - max(a.x, b.x)
    return 2 * shared >= min(a.width, b.width) and _same_row(a, b)


def moved(line: Line, right: int, down: int) -> Line:
    """The line, so many pixels further right and down."""
    box = line.box._replace(x=line.box.x + right, y=line.box.y + down)
    return replace(line, box=box, edges=tuple(edge + right for edge in line.edges))


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.box.y, line.box.x))
