"""Tables: rows of cells that stand under each other, written as Markdown.

Cells with borders are found on the screen (`grids`).  Here are tables without: columns between which nothing
stands over three rows or more.  Called by `markdown`.
"""

from collections.abc import Sequence

from pairing.measures import middle, same_row
from pairing.screens import Piece
from pairing.writing.grids import Grid, column_lefts, grid_of, place
from pairing.writing.rows import Row, is_wide
from pairing.writing.text import Script


def table_at(lines: Sequence[Row], start: int, em: float) -> tuple[Grid, int] | None:
    """The table whose first row is `start`, and where it ends; None if there is none."""
    if not _gapped(lines[start], em):
        return None
    stop = _end(lines, start, em)
    pieces = [piece for row in lines[start:stop] for piece in row.pieces]
    grid = grid_of([piece.box for piece in pieces], em)
    return (grid, stop) if grid and len(grid.lefts) > 1 and not _is_list(pieces, grid.lefts) else None


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


def _begins_first(lines: Sequence[Row], start: int, number: int, em: float) -> bool:
    """Whether a row begins where the first column does."""
    left = min(row.box.x for row in lines[start:number])
    return lines[number].box.x < left + em


def _is_list(pieces: Sequence[Piece], lefts: Sequence[int]) -> bool:
    """Whether the first of two columns holds marks alone: a list whose marks stand apart."""
    first = [p for p in pieces if p.box.x + p.box.width / 2 < lefts[1]]
    return len(lefts) == 2 and all(len(p.text.strip(" .)、")) < 2 for p in first)


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
    if same_row(above.box, below.box):
        return " "
    return "" if is_wide(above.text[-1:] or " ") and is_wide(below.text[:1] or " ") else " "


def _cells(grid: Grid, number: int, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each cell of a row, from top to bottom."""
    inside = [p for p in pieces if place(grid.tops, middle(p.box)) == number]
    inside.sort(key=lambda p: (middle(p.box), p.box.x))
    return [
        [p for p in inside if place(grid.lefts, p.box.x + p.box.width / 2) == column]
        for column in range(len(grid.lefts))
    ]
