"""A message's lines to Markdown: paragraphs against soft wraps, list items, headings, code, tables.

Takes the pieces of one message in any order and writes them into a `Script`.  Gold rule: a soft wrap is one
where the next word would not have fitted; everything else is a line break that somebody meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from chatmine.records import Shape
from pairing.measures import middle, share_inside
from pairing.screens import Piece, Screen
from pairing.writing.code import code_blocks
from pairing.writing.grids import Grid
from pairing.writing.listing import write_code
from pairing.writing.rows import Row, column_width, first_unit, is_wide, line_pitch, rows
from pairing.writing.tables import table_at, write_grid
from pairing.writing.text import Script

_MARKER = re.compile(
    r"^\s*(\d{1,3}[.)、．](?!\d)|[-–•●○◦▪■·*+]\s|[•●○◦▪■·。]|[.,](?=[\u4e00-\u9fff])|[（(]\d{1,2}[)）]|[①-⑳]|#{1,6}\s)"
)
# No row begins with a full stop: that is a hollow dot of an inner list.
_BULLET = re.compile(r"^\s*(?:[•●○◦▪■·。]|[.,](?=[\u4e00-\u9fff]))\s*")
_DASH = re.compile(r"^\s*[-–—]\s*(?=[^\W\d])")


def text_width(pieces: Sequence[Piece]) -> int:
    """How wide the text of a message is; 0 without any."""
    lines = rows(pieces)
    return _right_border(lines) - min(row.box.x for row in lines) if lines else 0


def write_message(
    screen: Screen, pieces: Sequence[Piece], holder: Shape | None, widest: int, script: Script
) -> None:
    """Write the message that these pieces make; they all stand on `holder` or on open ground.

    `widest` is how wide its speaker's messages get: what is narrower has no need to wrap.
    """
    lines = rows(pieces)
    reach = min((row.box.x for row in lines), default=0) + widest
    blocks = code_blocks(screen, lines, holder)
    flow: list[Row] = []
    position = 0
    while position < len(lines):
        block = next((b for b in blocks if b.start == position), None)
        grid = None if block else _grid_at(screen, lines[position])
        table = None if block or grid else table_at(lines, position, screen.em)
        if not block and not grid and not table:
            flow.append(lines[position])
            position += 1
            continue
        _write_flow(flow, reach, script)
        flow = []
        _part(script)
        if block:
            write_code(block, lines, reach, screen.icons, script)
            position = block.stop
        elif grid:
            stop = position
            while stop < len(lines) and _grid_at(screen, lines[stop]) is grid:
                stop += 1
            write_grid(grid, [p for row in lines[position:stop] for p in row.pieces], script)
            position = stop
        elif table:
            found, stop = table
            write_grid(found, [p for row in lines[position:stop] for p in row.pieces], script)
            position = stop
    _write_flow(flow, reach, script)


def _grid_at(screen: Screen, row: Row) -> Grid | None:
    """The table with drawn cells in which a row stands."""
    return next((g for g in screen.tables if share_inside(row.box, g.box) > 0.5), None)


def _part(script: Script) -> None:
    if script.length and not script.text.endswith("\n\n"):
        script.add("\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """How running text is set: pixels from row to row, where rows must wrap, how wide a column is.

    `items` is where the text of dotted list items begins; `dashed` whether rows begin with dashes.
    """

    pitch: float
    right: int
    column: float
    items: tuple[int, ...]
    dashed: bool

    def is_item(self, row: Row) -> bool:
        """Whether a row begins with a list marker."""
        return bool(_MARKER.match(row.text) or (self.dashed and _DASH.match(row.text)))


def _setting(flow: Sequence[Row], reach: int) -> _Setting:
    return _Setting(
        pitch=line_pitch(flow),
        right=max(_right_border(flow), reach),
        column=column_width(flow),
        items=tuple(_item_margins(flow)),
        dashed=sum(bool(_DASH.match(row.text)) for row in flow) > 1,
    )


def _write_flow(flow: Sequence[Row], reach: int, script: Script) -> None:
    """Running text: paragraphs and list items."""
    if not flow:
        return
    _part(script)
    setting = _setting(flow, reach)
    for before, row in zip([None, *flow], flow, strict=False):
        between = "" if before is None else _between(before, row, setting)
        script.add(between)
        if "\n" in between and not setting.is_item(row) and _at_item_margin(row, setting):
            script.add("- ")  # the recogniser passes over a dot now and then
        _write_row(row, script, setting)


def _at_item_margin(row: Row, setting: _Setting) -> bool:
    return any(abs(row.box.x - margin) < 0.4 * row.box.height for margin in setting.items)


def _item_margins(flow: Sequence[Row]) -> list[int]:
    """Where the text of list items with a dot begins, as far as edges tell."""
    margins = []
    for row in flow:
        bullet, edges = _BULLET.match(row.text), row.pieces[0].line.edges
        if bullet and len(edges) > bullet.end():
            margins.append(edges[bullet.end()])
        elif bullet and len(row.pieces) > 1 and bullet.end() >= len(row.pieces[0].text):
            margins.append(row.pieces[1].box.x)
    return margins


def _right_border(flow: Sequence[Row]) -> int:
    """Where rows must wrap: as far as rows reach, but for a single one that reaches further."""
    rights = sorted((row.right for row in flow), reverse=True)
    if len(rights) >= 5 and rights[0] - rights[1] > 2.5 * median(row.box.height for row in flow):
        return rights[1]
    return rights[0]


def _between(before: Row, row: Row, setting: _Setting) -> str:
    """An empty line, a line break, a blank or nothing."""
    if middle(row.box) - middle(before.box) > 1.36 * setting.pitch:
        return "\n\n"
    if setting.is_item(row):
        return "\n"
    wide = is_wide(before.text[-1:] or " ") or is_wide(row.text[:1] or " ")
    needed = (first_unit(row.text) + 1) * setting.column
    # Word widths are estimates (a "W" is wide); Chinese characters are all of one width.
    slack = 1.5 * setting.column if wide else 1.5 * setting.column + 0.3 * needed
    if setting.right - before.right > needed + slack:
        return "\n"
    return "" if wide else " "


def _write_row(row: Row, script: Script, setting: _Setting) -> None:
    for before, piece in zip([None, *row.pieces], row.pieces, strict=False):
        if before is not None:
            script.add(_blank(before, piece))
        mark = _BULLET.match(piece.text) or (setting.dashed and _DASH.match(piece.text))
        if before is None and mark:
            script.add("- ")
            script.quote(piece, piece.text[mark.end() :], mark.end())
        else:
            script.quote(piece)


def _blank(before: Piece, piece: Piece) -> str:
    """What parts two pieces of one row: nothing between Chinese characters that touch."""
    gap = piece.box.x - before.box.right
    narrow = is_wide(before.text[-1:] or " ") and is_wide(piece.text[:1] or " ")
    return "" if narrow and gap < 0.5 * piece.box.height else " "
