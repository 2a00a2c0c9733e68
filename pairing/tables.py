"""Tables: rows of cells that stand under each other, written as Markdown."""

from collections.abc import Sequence

from pairing.grids import Grid
from pairing.measures import middle, shared
from pairing.rows import Row
from pairing.screens import Piece
from pairing.text import Script


def table_at(lines: Sequence[Row], start: int, em: float) -> list[Row] | None:
    """The rows of the table that begins at `start`, or None: at least two rows of the same cells."""
    first = lines[start]
    if len(first.pieces) < 2 or not _gapped(first, em):
        return None
    found = [first]
    for row in lines[start + 1 :]:
        if len(row.pieces) != len(first.pieces) or not _aligned(first, row, em):
            break
        found.append(row)
    return found if len(found) >= 3 or (len(found) == 2 and len(first.pieces) > 2) else None


def _gapped(row: Row, em: float) -> bool:
    """Cells are parted by more than any blank between words."""
    return all(b.box.x - a.box.right > 0.8 * em for a, b in zip(row.pieces, row.pieces[1:], strict=False))


def _aligned(first: Row, row: Row, em: float) -> bool:
    """Whether each cell stands under the first row's: it begins there, or most of one is under the other."""
    return _gapped(row, em) and all(
        abs(a.box.x - b.box.x) < em
        or shared(a.box.x, a.box.right, b.box.x, b.box.right) > 0.6 * min(a.box.width, b.box.width)
        for a, b in zip(first.pieces, row.pieces, strict=True)
    )


def write_grid(grid: Grid, pieces: Sequence[Piece], script: Script) -> None:
    """Write what stands in a table with drawn cells: lines of one cell are one, empty cells stay."""
    rows = [_cells(grid, number, pieces) for number in range(len(grid.tops))]
    rows = [cells for cells in rows if any(cells)]
    for number, cells in enumerate(rows):
        script.add("|")
        for cell in cells:
            for piece in cell:
                script.add(" ")
                script.quote(piece)
            script.add(" |")
        script.add("\n" if number < len(rows) - 1 or number == 0 else "")
        if number == 0:
            script.add("|" + " --- |" * len(cells) + "\n")


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


def write_table(table: Sequence[Row], script: Script) -> None:
    """Write it; the first row is the header."""
    for number, row in enumerate(table):
        script.add("|")
        for piece in row.pieces:
            script.add(" ")
            script.quote(piece)
            script.add(" |")
        script.add("\n" if number < len(table) - 1 or number == 0 else "")
        if number == 0:
            script.add("|" + " --- |" * len(row.pieces) + "\n")
