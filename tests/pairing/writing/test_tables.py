"""Tables are told by what stands under each other, with borders, on rows of their own, or bare."""

from chatmine.records import Box, Line, Shape
from pairing.screens import Piece
from pairing.writing.grids import grid_of, grids
from pairing.writing.rows import rows
from pairing.writing.tables import table_at, write_grid
from pairing.writing.text import Script

EM = 20
FRAME = Box(0, 0, 400, 800)
NAMES, PRICES = ["甘蓝", "红薯", "西红柿"], ["3", "5", "12"]


def piece(number: int, text: str, x: int, y: int) -> Piece:
    return Piece(number=number, line=Line(text=text, box=Box(x, y, 20 * len(text), EM), confidence=0.99))


def table(pitch: int) -> list[Piece]:
    pairs = enumerate(zip(NAMES, PRICES, strict=True))
    made = [
        (piece(2 * n, name, 40, 100 + pitch * n), piece(2 * n + 1, price, 240, 100 + pitch * n))
        for n, (name, price) in pairs
    ]
    return [one for pair in made for one in pair]


def written(pieces: list[Piece]) -> str:
    found = table_at(rows(pieces), 0, EM)
    assert found is not None
    script = Script(media="m")
    write_grid(found[0], pieces, script)
    return script.text


def test_bare_columns_are_a_table() -> None:
    assert written(table(40)) == "| 甘蓝 | 3 |\n| --- | --- |\n| 红薯 | 5 |\n| 西红柿 | 12 |"


def test_a_cell_that_wraps_is_one() -> None:
    pieces = table(70)
    pieces[3] = piece(3, "煮熟以后更", 240, 170)
    pieces.insert(4, piece(9, "甜", 240, 198))
    assert "| 红薯 | 煮熟以后更甜 |" in written(pieces)


def test_a_paragraph_below_is_no_row() -> None:
    pieces = [*table(40), piece(9, "以上价格仅供参考", 40, 220), piece(10, "请以市场为准", 40, 250)]
    found = table_at(rows(pieces), 0, EM)
    assert found is not None
    assert found[1] == 3


def test_marks_apart_from_their_items_are_a_list() -> None:
    marks = [piece(2 * n, f"{n + 1}.", 40, 100 + 30 * n) for n in range(3)]
    items = [piece(2 * n + 1, "把客厅打扫干净", 120, 100 + 30 * n) for n in range(3)]
    assert table_at(rows([*marks, *items]), 0, EM) is None


def test_two_rows_of_two_cells_are_too_few() -> None:
    assert grid_of([p.box for p in table(40)[:4]], EM) is None


def panels(width: int) -> list[Shape]:
    return [Shape(kind="panel", box=Box(30, 90 + 40 * n, width, 38), colour=None) for n in range(3)]  # type: ignore[arg-type]


def test_rows_on_panels_are_a_table_and_bands_are_none() -> None:
    texts = [p.box for p in table(40)]
    (found,) = grids(panels(340), texts, FRAME, EM)
    assert (len(found.tops), len(found.lefts)) == (3, 2)
    assert grids(panels(340), texts, Box(30, 0, 340, 800), EM) == []


def test_entries_with_pictures_are_a_list() -> None:
    pictures = [Shape(kind="icon", box=Box(32, 98 + 40 * n, 6, 20), colour=None) for n in range(3)]  # type: ignore[arg-type]
    assert grids([*panels(340), *pictures], [p.box for p in table(40)], FRAME, EM) == []
