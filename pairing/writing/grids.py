"""Grids: where the rows and columns of tables are, told by panels and by what stands under each other.

Panels that tile an area edge to edge are cells; panels side by side in nothing are rows, where the text on
them keeps to columns; without panels the text alone tells.  Called by `screens` (cells are no bubbles, and
text in a table stands apart as no message's text does) and by `tables`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chatmine.records import Box, Shape, hull
from pairing.measures import difference, middle, same_row, share_inside, shared

_LEAST_ROWS = 3
_LESS_THAN_BAND = 0.97
"""Panels as wide as the frame, but for this share, are the bands of a chat, not the rows of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's area, and where its rows begin from the top and its columns from the left."""

    box: Box
    tops: tuple[int, ...]
    lefts: tuple[int, ...]


def grids(shapes: Sequence[Shape], texts: Sequence[Box], frame: Box, em: float) -> list[Grid]:
    """The areas of tables: cells that touch, or rows on panels narrower than the frame (all in pixels)."""
    celled = _celled(shapes, em)
    panels = [s.box for s in shapes if s.kind == "panel" and em < s.box.height < 8 * em]
    panels = [b for b in panels if b.width < _LESS_THAN_BAND * frame.width]
    icons = [s.box for s in shapes if s.kind == "icon"]  # entries of a list have pictures, cells have none
    panels = [b for b in panels if not any(share_inside(icon, b) > 0.8 for icon in icons)]
    found: list[Grid] = []
    for panel in sorted(panels, key=lambda b: b.y):
        if not any(share_inside(panel, grid.box) > 0.5 for grid in [*celled, *found]):
            found += _around(panel, texts, em)
    return celled + found


def _around(row: Box, texts: Sequence[Box], em: float) -> list[Grid]:
    """The table that a panel is a row of: with what stands in its columns above and below."""
    near = [t for t in texts if row.x - 2 <= t.x and t.right <= row.right + 2]
    lines = _lines(near)
    inside = [n for n, line in enumerate(lines) if row.y <= middle(hull(line)) <= row.bottom]
    boxes = [box for n in inside for box in lines[n]]
    if len(column_lefts(boxes, em)) < 2:
        return []
    for way in (lines[inside[-1] + 1 :], lines[: inside[0]][::-1]):
        last = row
        for line in way:
            here = hull(line)
            apart = max(here.y - last.bottom, last.y - here.bottom) > 1.2 * row.height
            columns = column_lefts(boxes, em)
            lone = len(line) == 1 and here.x < columns[1] - em
            if apart or lone or len(column_lefts([*boxes, *line], em)) < len(columns):
                break
            boxes, last = [*boxes, *line], here
    grid = grid_of(boxes, em)
    return [replace(grid, box=hull([grid.box, row]))] if grid and len(grid.tops) >= _LEAST_ROWS else []


def grid_of(boxes: Sequence[Box], em: float) -> Grid | None:
    """The table that texts make which keep to columns; None if these are less than three full rows.

    Two rows are enough for three columns.
    """
    lefts = column_lefts(boxes, em)
    tops = _tops(boxes, lefts)
    filled = {(place(tops, middle(b)), place(lefts, b.x + b.width / 2)) for b in boxes}
    rows = [row for row, _ in filled]
    full = sum(rows.count(n) > 1 for n in range(len(tops)))
    enough = full >= _LEAST_ROWS or (full == 2 and len(lefts) > 2)
    return Grid(box=hull(boxes), tops=tops, lefts=lefts) if enough and full >= 0.7 * len(tops) else None


def place(starts: Sequence[int], at: float) -> int:
    """The number of the row or column that a place lies in; what lies before the first is in it."""
    return max(0, sum(start <= at for start in starts) - 1)


def _lines(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that stand level, from top to bottom."""
    found: list[list[Box]] = []
    for box in sorted(boxes, key=middle):
        if found and same_row(found[-1][0], box):
            found[-1].append(box)
        else:
            found.append([box])
    return found


def _tops(boxes: Sequence[Box], lefts: Sequence[int]) -> tuple[int, ...]:
    """Where the rows of a table begin: cells are lines close to each other, level cells make a row."""
    columns: list[list[Box]] = [[] for _ in lefts]
    for box in sorted(boxes, key=middle):
        columns[place(lefts, box.x + box.width / 2)].append(box)
    pairs = [(a, b) for column in columns for a, b in pairwise(column)]
    steps = [middle(b) - middle(a) for a, b in pairs if middle(b) - middle(a) > 0.5 * a.height]
    found = _level([span for column in columns for span in _spans(column, 1.18 * min(steps, default=0))])
    longest = max(len(column) for column in columns)
    if len(found) < _LEAST_ROWS and longest >= _LEAST_ROWS:  # rows as close as lines: none is wrapped
        found = _level([(b.y, b.bottom) for b in boxes])
    return tuple(top for top, _ in found)


def _spans(column: Sequence[Box], near: float) -> list[tuple[int, int]]:
    """From where to where the cells of a column reach."""
    spans: list[tuple[int, int]] = []
    for before, box in zip([None, *column], column, strict=False):
        if before is not None and middle(box) - middle(before) < near:
            spans[-1] = (spans[-1][0], box.bottom)
        else:
            spans.append((box.y, box.bottom))
    return spans


def _level(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that share a height as one, from top to bottom; boxes of rows may touch."""
    found: list[tuple[int, int]] = []
    for top, bottom in sorted(spans):
        if found and found[-1][1] - top > 0.3 * min(bottom - top, found[-1][1] - found[-1][0]):
            found[-1] = (found[-1][0], max(bottom, found[-1][1]))
        else:
            found.append((top, bottom))
    return found


def _celled(shapes: Sequence[Shape], em: float) -> list[Grid]:
    """Cells that touch on at least one side and above or below, two rows of two or more.

    Lines between cells are thinner than a third of the usual line; a cell that was not seen leaves a hole.
    """
    cells = [s for s in shapes if s.kind == "panel" and s.box.height < 8 * em]
    found = []
    for group in _groups(cells, 0.4 * em):
        boxes = [cell.box for cell in group]
        beside = any(_beside(a, b, 0.4 * em) for a in boxes for b in boxes)
        above = any(_above(a, b, 0.4 * em) for a in boxes for b in boxes)
        if (len(group) >= 4 and beside and above) or _is_head(boxes, 0.3 * em):
            found.append(_grid(boxes, 0.6 * em))
    return found


def _is_head(boxes: Sequence[Box], near: float) -> bool:
    """Whether three boxes or more make one row edge to edge: a table's head, its rows cut off."""
    level = all(abs(b.y - boxes[0].y) < near and abs(b.height - boxes[0].height) < near for b in boxes)
    joined = all(abs(b.x - a.right) < near for a, b in pairwise(sorted(boxes)))
    return len(boxes) >= 3 and level and joined


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
