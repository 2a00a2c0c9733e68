"""A reading as screens: a picture is one, a video one for each second that was read.

A screen holds its lines as pieces (with their number in the reading, so that nothing gets lost on the
way), its panels from large to small and its icons.  `part` cuts out what lies in a box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatmine.records import Box, Colour, Line, Reading, Shape
from pairing.measures import hull, share_inside, text_height


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line and its number in the reading."""

    number: int
    line: Line

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.line.box

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is seen at once.  `em` is the height of the usual line, `ground` the most common colour."""

    media: str
    second: float | None
    frame: Box
    em: float
    ground: Colour | None
    pieces: tuple[Piece, ...]
    panels: tuple[Shape, ...]
    icons: tuple[Shape, ...]


def screens(reading: Reading) -> Iterator[Screen]:
    """The reading's screens in order of time; a screen without lines is left out."""
    pieces = [Piece(number=n, line=line) for n, line in enumerate(reading.lines)]
    for second in sorted({piece.line.second for piece in pieces}, key=lambda s: -1.0 if s is None else s):
        shown = [piece for piece in pieces if piece.line.second == second]
        shapes = [shape for shape in reading.shapes if shape.second == second]
        yield _screen(reading, second, shown, shapes)


def _screen(reading: Reading, second: float | None, pieces: list[Piece], shapes: list[Shape]) -> Screen:
    frame = hull([piece.box for piece in pieces] + [Box(0, 0, reading.width, reading.height)])
    em = max(1.0, text_height([piece.line for piece in pieces]))
    return Screen(
        media=reading.media,
        second=second,
        frame=frame,
        em=em,
        ground=reading.paper,
        pieces=tuple(sorted(pieces, key=lambda p: (p.box.y, p.box.x))),
        panels=_by_size(s for s in shapes if s.kind == "panel" and not _icon_sized(s, em)),
        icons=_by_size(s for s in shapes if s.kind == "icon" or _icon_sized(s, em)),
    )


def part(screen: Screen, frame: Box) -> Screen:
    """The part of the screen in `frame`, measured anew."""
    pieces = tuple(p for p in screen.pieces if share_inside(p.box, frame) >= 0.5)
    return Screen(
        media=screen.media,
        second=screen.second,
        frame=frame,
        em=max(1.0, text_height([p.line for p in pieces])),
        ground=screen.ground,
        pieces=pieces,
        panels=tuple(s for s in screen.panels if share_inside(s.box, frame) >= 0.9),
        icons=tuple(s for s in screen.icons if share_inside(s.box, frame) >= 0.5),
    )


def holders(screen: Screen, piece: Piece) -> list[Shape]:
    """The panels behind a piece, from large to small."""
    return [panel for panel in screen.panels if share_inside(piece.box, panel.box) >= 0.8]


def _icon_sized(shape: Shape, em: float) -> bool:
    """A square no bigger than an avatar: four lines tall at most (WeChat's are two, QQ's two and a half)."""
    width, height = shape.box.width, shape.box.height
    return max(width, height) <= 4 * em and 0.75 <= width / max(1, height) <= 1.34


def _by_size(shapes: Iterator[Shape] | Sequence[Shape]) -> tuple[Shape, ...]:
    return tuple(sorted(shapes, key=lambda s: (-s.box.width * s.box.height, s.box)))
