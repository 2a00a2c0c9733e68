"""A reading as screens: a picture is one, a video one for each scene, laid out on its tall picture.

A screen holds its lines as pieces (with their number in the reading, so that nothing gets lost on the
way), its panels from large to small and its icons.  `part` cuts out what lies in a box.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatmine.records import Box, Colour, Line, Reading, Scene, Shape, hull
from pairing import words
from pairing.interface.margins import without_margins
from pairing.interface.overlaid import uncovered
from pairing.measures import difference, same_row, share_inside, text_height
from pairing.videos.burned import subtitle_lines
from pairing.writing.grids import Grid, grids

Reasons = dict[int, str]
"""Why a line is no message, by the line's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line and its number in the reading."""

    number: int
    line: Line

    @property
    def box(self) -> Box:
        """Where it stands on its screen; a video's line on the tall picture of its scene."""
        return self.line.place or self.line.box

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What is seen at once.  `em` is the height of the usual line, `ground` the most common colour.

    `frame` is the picture but for blank margins, and a video's whole scene.

    `tables` are where cells stand edge to edge; the cells are not among the panels.
    """

    media: str
    scene: int | None
    frame: Box
    em: float
    ground: Colour | None
    pieces: tuple[Piece, ...]
    panels: tuple[Shape, ...]
    icons: tuple[Shape, ...]
    tables: tuple[Grid, ...] = ()

    def in_table(self, piece: Piece) -> bool:
        """Whether a piece stands in a table's cell."""
        return any(share_inside(piece.box, table.box) > 0.5 for table in self.tables)

    def in_one_table(self, one: Piece, other: Piece) -> bool:
        """Whether two pieces stand in the same table."""
        pair = (one.box, other.box)
        return any(all(share_inside(box, table.box) > 0.5 for box in pair) for table in self.tables)


def screens(reading: Reading) -> Iterator[Screen]:
    """The picture, or each scene of a video with its lines as they stood last, but for subtitles."""
    burned = subtitle_lines(reading)
    pieces = [
        Piece(number=n, line=line)
        for n, line in enumerate(reading.lines)
        if line.text.strip() and n not in burned
    ]
    for number, scene in enumerate(reading.scenes):
        shapes = [shape for shape in reading.shapes if shape.scene == number]
        shown = [p for p in pieces if p.line.scene == number and not p.line.replaced]
        if shown:
            yield _screen(reading.media, number, scene, shown, shapes)
    if not reading.scenes:
        # Readings of videos from before there were scenes: lines that share a second share a frame.
        for second in sorted({p.line.second for p in pieces}, key=lambda s: -1.0 if s is None else s):
            shown = [p for p in pieces if p.line.second == second]
            shapes = [shape for shape in reading.shapes if shape.second == second]
            yield _screen(reading.media, None, reading, shown, shapes)


def _screen(
    media: str, scene: int | None, whole: Reading | Scene, pieces: Sequence[Piece], shapes: Sequence[Shape]
) -> Screen:
    frame = hull([piece.box for piece in pieces] + [Box(0, 0, whole.width, whole.height)])
    em = max(1.0, text_height([piece.line for piece in pieces]))
    ground = whole.paper
    if isinstance(whole, Reading):
        boxes = [piece.box for piece in pieces]
        frame, ground, shapes = without_margins(frame, ground, boxes, shapes, em)
    lines = uncovered([piece.line for piece in pieces], shapes, frame, em)
    pieces = [replace(piece, line=line) for piece, line in zip(pieces, lines, strict=True)]
    tables = grids(shapes, [piece.box for piece in pieces if _is_word(piece)], frame, em)
    shapes = [s for s in shapes if not any(_is_cell(s.box, table.box) for table in tables)]
    icons = [s.box for s in shapes if s.kind == "icon"]
    beside = (p for p in pieces if not words.CLOCK.match(p.text) and not words.RECEIPT.match(p.text))
    said = [p for p in beside if not any(share_inside(p.box, icon) > 0.5 for icon in icons)]
    avatars = [s for s in shapes if s.kind == "icon" or _is_avatar(s, said, shapes, em, frame)]
    return Screen(
        media=media,
        scene=scene,
        frame=frame,
        em=em,
        ground=ground,
        pieces=tuple(sorted(pieces, key=lambda p: (p.box.y, p.box.x))),
        panels=_by_size(s for s in shapes if s not in avatars),
        icons=_by_size(avatars),
        tables=tuple(tables),
    )


def _is_word(piece: Piece) -> bool:
    """Whether a piece can be all that a cell holds: initials of an avatar are none."""
    return len(piece.text) > 1 or piece.text.isdigit()


def _is_cell(box: Box, table: Box) -> bool:
    return share_inside(box, table) > 0.9 and box.width * box.height < 0.9 * table.width * table.height


def part(screen: Screen, frame: Box) -> Screen:
    """The part of the screen in `frame`, measured anew."""
    pieces = tuple(p for p in screen.pieces if share_inside(p.box, frame) >= 0.5)
    return Screen(
        media=screen.media,
        scene=screen.scene,
        frame=frame,
        em=max(1.0, text_height([p.line for p in pieces])),
        ground=screen.ground,
        pieces=pieces,
        panels=tuple(s for s in screen.panels if share_inside(s.box, frame) >= 0.9),
        icons=tuple(s for s in screen.icons if share_inside(s.box, frame) >= 0.5),
        tables=tuple(table for table in screen.tables if share_inside(table.box, frame) >= 0.9),
    )


def holders(screen: Screen, piece: Piece) -> list[Shape]:
    """The panels behind a piece, from large to small.

    What touches a panel's edge stands before it, unless it has its paper: then the edge is somewhat off.
    """
    return [panel for panel in screen.panels if _stands_on(piece, panel)]


def _stands_on(piece: Piece, panel: Shape) -> bool:
    box, area = piece.box, panel.box
    if box.y >= area.bottom or area.y >= box.bottom:
        return False
    above = 0.2 * box.height if difference(piece.line.paper, panel.colour) <= 1 else 0
    inside = area.y - above <= box.y and box.bottom <= area.bottom + 0.1 * box.height
    return inside and share_inside(box, area) >= 0.8


def _is_avatar(panel: Shape, pieces: Sequence[Piece], shapes: Sequence[Shape], em: float, frame: Box) -> bool:
    """A square no bigger than an avatar (two and a half lines, four at most) with what is said beside it.

    Letters in it are initials.  A square with nothing beside it is the bubble of a short message; so is one
    that initials stand beside, on the side of the border.
    """
    box = panel.box
    if max(box.width, box.height) > 4 * em or not 0.75 <= box.width / max(1, box.height) <= 1.34:
        return False
    if not any(share_inside(p.box, box) > 0.5 for p in pieces):
        return True
    bubbles = [s.box for s in shapes if s.kind == "panel" and s.box.width > 4 * em]
    if any(same_row(b, box) and b.y >= box.y - em and 0 <= _apart(b, box) < 3 * em for b in bubbles):
        return True
    level = [p for p in pieces if same_row(p.box, box) and share_inside(p.box, box) <= 0.5]
    near = [p for p in level if 0 <= _apart(p.box, box) < 3 * em]
    return any(len(p.text) > 2 or _margin(box, frame) < _margin(p.box, frame) for p in near)


def _apart(one: Box, other: Box) -> int:
    """How wide the gap between two boxes is; below 0 where they overlap."""
    return max(one.x - other.right, other.x - one.right)


def _margin(box: Box, frame: Box) -> int:
    return min(box.x - frame.x, frame.right - box.right)


def _by_size(shapes: Iterator[Shape] | Sequence[Shape]) -> tuple[Shape, ...]:
    return tuple(sorted(shapes, key=lambda s: (-s.box.width * s.box.height, s.box)))
