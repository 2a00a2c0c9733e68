"""Tables: rows of cells that stand under each other, written as Markdown.

Cells with borders are found on the screen (`grids`).  Here are tables without: columns between which nothing
stands over three rows or more.  Called by `markdown`.
"""

from collections.abc import Sequence

from chatmine.records import hull
from pairing.grids import Grid, column_lefts
from pairing.measures import middle
from pairing.rows import Row, is_wide
from pairing.screens import Piece
from pairing.text import Script

_LEAST_ROWS = 3


def table_at(lines: Sequence[Row], start: int, em: float) -> tuple[Grid, int] | None:
    """The table whose first row is `start`, and where it ends; None if there is none.

    Three rows of two cells or more; two rows are enough for three columns.
    """
    if not _gapped(lines[start], em):
        return None
    stop = _end(lines, start, em)
    pieces = [piece for row in lines[start:stop] for piece in row.pieces]
    lefts = column_lefts([piece.box for piece in pieces], em)
    if len(lefts) < 2 or _is_list(pieces, lefts):
        return None
    tops = _tops(pieces, lefts)
    grid = Grid(box=hull(p.box for p in pieces), tops=tops, lefts=lefts)
    full = [cells for n in range(len(tops)) if sum(map(bool, cells := _cells(grid, n, pieces))) > 1]
    enough = len(full) >= _LEAST_ROWS or (len(full) == 2 and len(lefts) > 2)
    return (grid, stop) if enough and len(full) >= 0.7 * len(tops) else None


def _gapped(row: Row, em: float) -> bool:
    """Whether a row has two parts, further apart than any blank between words."""
    pairs = zip(row.pieces, row.pieces[1:], strict=False)
    return len(row.pieces) > 1 and all(b.box.x - a.box.right > 0.8 * em for a, b in pairs)


def _end(lines: Sequence[Row], start: int, em: float) -> int:
    """Where rows end that keep to the same columns, no further apart than rows of a table are."""
    boxes = [piece.box for piece in lines[start].pieces]
    stop, columns = start + 1, len(lines[start].pieces)
    while stop < len(lines) and lines[stop].box.y - lines[stop - 1].box.bottom < 3 * em:
        boxes += [piece.box for piece in lines[stop].pieces]
        found = len(column_lefts(boxes, em))
        if found < columns:
            break
        stop, columns = stop + 1, found
    while stop > start + 1 and len(lines[stop - 1].pieces) == 1 and _begins_first(lines, start, stop - 1, em):
        stop -= 1  # a paragraph below the table
    return stop


def _begins_first(lines: Sequence[Row], start: int, place: int, em: float) -> bool:
    """Whether a row of one part begins in the first column, further from the row above than it is wrapped."""
    left = min(row.box.x for row in lines[start:place])
    return lines[place].box.x < left + em


def _is_list(pieces: Sequence[Piece], lefts: Sequence[int]) -> bool:
    """Whether the first of two columns holds marks alone: a list whose marks stand apart."""
    first = [p for p in pieces if p.box.x + p.box.width / 2 < lefts[1]]
    return len(lefts) == 2 and all(len(p.text.strip(" .)、")) < 2 for p in first)


def _tops(pieces: Sequence[Piece], lefts: Sequence[int]) -> tuple[int, ...]:
    """Where the rows of a table begin: cells are lines close to each other, level cells make a row."""
    columns = [
        [p for p in pieces if _index(lefts, p.box.x + p.box.width / 2) == n] for n in range(len(lefts))
    ]
    steps = [
        middle(b.box) - middle(a.box)
        for column in columns
        for a, b in zip(column, column[1:], strict=False)
        if middle(b.box) - middle(a.box) > 0.5 * a.box.height
    ]
    found = _level([span for column in columns for span in _spans(column, 1.18 * min(steps, default=0))])
    longest = max(len(column) for column in columns)
    if len(found) < _LEAST_ROWS and longest >= _LEAST_ROWS:  # rows as close as lines: none is wrapped
        found = _level([(p.box.y, p.box.bottom) for p in pieces])
    return tuple(top for top, _ in found)


def _spans(column: Sequence[Piece], near: float) -> list[tuple[int, int]]:
    """From where to where the cells of a column reach."""
    spans: list[tuple[int, int]] = []
    before: Piece | None = None
    for piece in sorted(column, key=lambda p: p.box.y):
        if before is not None and middle(piece.box) - middle(before.box) < near:
            spans[-1] = (spans[-1][0], piece.box.bottom)
        else:
            spans.append((piece.box.y, piece.box.bottom))
        before = piece
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


def write_grid(grid: Grid, pieces: Sequence[Piece], script: Script) -> None:
    """Write a table: lines of one cell are one, empty cells stay, the first row is the head."""
    rows = [_cells(grid, number, pieces) for number in range(len(grid.tops))]
    rows = [cells for cells in rows if any(cells)]
    for number, cells in enumerate(rows):
        script.add("|")
        for cell in cells:
            for before, piece in zip([None, *cell], cell, strict=False):
                script.add(" " if before is None else _between(before, piece))
                script.quote(piece)
            script.add(" |")
        script.add("\n" if number < len(rows) - 1 or number == 0 else "")
        if number == 0:
            script.add("|" + " --- |" * len(cells) + "\n")


def _between(above: Piece, below: Piece) -> str:
    """What parts two lines of a cell: nothing within Chinese."""
    return "" if is_wide(above.text[-1:] or " ") and is_wide(below.text[:1] or " ") else " "


def _cells(grid: Grid, number: int, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each cell of a row, from top to bottom."""
    inside = [p for p in pieces if _index(grid.tops, middle(p.box)) == number]
    inside.sort(key=lambda p: (middle(p.box), p.box.x))
    return [
        [p for p in inside if _index(grid.lefts, p.box.x + p.box.width / 2) == column]
        for column in range(len(grid.lefts))
    ]


def _index(starts: Sequence[int], place: float) -> int:
    """The number of the row or column that a place lies in; what lies before the first is in it."""
    return max(0, sum(start <= place for start in starts) - 1)
