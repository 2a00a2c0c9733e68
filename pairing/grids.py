"""Grids: panels that tile an area edge to edge in rows and columns are the cells of a table.

Called by `screens`; cells are no bubbles, and text in a table stands apart as no message's text does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatmine.records import Box, Shape, hull
from pairing.measures import difference, shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's area, and where its rows begin from the top and its columns from the left."""

    box: Box
    tops: tuple[int, ...]
    lefts: tuple[int, ...]


def grids(shapes: Sequence[Shape], em: float) -> list[Grid]:
    """The areas of tables: cells that touch on at least one side and above or below, two rows of two or more.

    Lines between cells are thinner than a third of the usual line; a cell that was not seen leaves a hole.
    """
    cells = [s for s in shapes if s.kind == "panel" and s.box.height < 8 * em]
    found = []
    for group in _groups(cells, 0.4 * em):
        boxes = [cell.box for cell in group]
        beside = any(_beside(a, b, 0.4 * em) for a in boxes for b in boxes)
        above = any(_above(a, b, 0.4 * em) for a in boxes for b in boxes)
        if len(group) >= 4 and beside and above:
            found.append(_grid(boxes, 0.6 * em))
    return found


def column_lefts(boxes: Iterable[Box], em: float) -> tuple[int, ...]:
    """Where columns of text begin: between two of them nothing stands, over less than a line's height."""
    lefts: list[int] = []
    right = float("-inf")
    for box in sorted(boxes, key=lambda b: b.x):
        if box.x - right > 0.7 * em:
            lefts.append(box.x)
        right = max(right, box.right)
    return tuple(lefts)


def _grid(cells: Sequence[Box], near: float) -> Grid:
    tops = _edges([cell.y for cell in cells], near)
    bottoms = [max(c.bottom for c in cells if abs(c.y - top) <= near) for top in tops]
    unseen = [low for low, top in zip(bottoms, tops[1:], strict=False) if top - low > 1.5 * near]
    return Grid(
        box=hull(cells),
        tops=tuple(sorted([*tops, *unseen])),
        lefts=_edges([cell.x for cell in cells], near),
    )


def _edges(values: Sequence[int], near: float) -> tuple[int, ...]:
    """The different values, what is near to one before left out."""
    edges: list[int] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > near:
            edges.append(value)
    return tuple(edges)


def _groups(cells: Sequence[Shape], near: float) -> Iterable[list[Shape]]:
    """Cells of one colour that hang together."""
    rest = list(cells)
    while rest:
        group = [rest.pop()]
        for one in group:
            touching = [other for other in rest if _touch(one, other, near)]
            rest = [other for other in rest if other not in touching]
            group.extend(touching)
        yield group


def _touch(one: Shape, other: Shape, near: float) -> bool:
    a, b = one.box, other.box
    if difference(one.colour, other.colour) > 24:
        return False
    return _beside(a, b, near) or _beside(b, a, near) or _above(a, b, near) or _above(b, a, near)


def _beside(left: Box, right: Box, near: float) -> bool:
    """Whether two boxes of one height stand side by side, a line between them."""
    level = shared(left.y, left.bottom, right.y, right.bottom)
    return -near < right.x - left.right < near and level > 0.7 * max(left.height, right.height)


def _above(upper: Box, lower: Box, near: float) -> bool:
    """Whether two boxes of one width stand one on the other, or leave room for one that was not seen."""
    common = shared(upper.x, upper.right, lower.x, lower.right)
    return -near < lower.y - upper.bottom < max(near, 1.2 * upper.height) and common > 0.8 * max(
        upper.width, lower.width
    )
