"""A message's lines to Markdown: paragraphs against soft wraps, list items, headings, code, tables.

Takes the pieces of one message in any order and writes them into a `Script`.  Gold rule: a soft wrap is one
where the next word would not have fitted; everything else is a line break that somebody meant.
"""

import re
from collections.abc import Sequence

from chatmine.records import Shape
from pairing.code import code_blocks, write_code
from pairing.measures import middle
from pairing.rows import Row, column_width, first_unit, is_wide, line_pitch, rows
from pairing.screens import Piece, Screen
from pairing.tables import table_at, write_table
from pairing.text import Script

_MARKER = re.compile(
    r"^\s*(\d{1,3}[.)、．](?!\d)|[-–•●○◦▪■·*+]\s|[•●○◦▪■·]|[（(]\d{1,2}[)）]|[①-⑳]|#{1,6}\s)"
)
_BULLET = re.compile(r"^\s*[•●○◦▪■·]\s*")


def write_message(screen: Screen, pieces: Sequence[Piece], holder: Shape | None, script: Script) -> None:
    """Write the message that these pieces make; they all stand on `holder` or on open ground."""
    lines = rows(pieces)
    blocks = code_blocks(screen, lines, holder)
    flow: list[Row] = []
    position = 0
    while position < len(lines):
        block = next((b for b in blocks if b.start == position), None)
        table = None if block else table_at(lines, position, screen.em)
        if not block and not table:
            flow.append(lines[position])
            position += 1
            continue
        _write_flow(flow, lines, script)
        flow = []
        _part(script)
        if block:
            write_code(block, lines, script)
            position = block.stop
        elif table:
            write_table(table, script)
            position += len(table)
    _write_flow(flow, lines, script)


def _part(script: Script) -> None:
    if script.length and not script.text.endswith("\n\n"):
        script.add("\n\n")


def _write_flow(flow: Sequence[Row], every: Sequence[Row], script: Script) -> None:
    """Running text: paragraphs and list items."""
    if not flow:
        return
    _part(script)
    pitch, right = line_pitch(flow), _right_border(flow)
    column = column_width(flow)
    items = _item_margins(flow)
    for before, row in zip([None, *flow], flow, strict=False):
        between = "" if before is None else _between(before, row, pitch, right, column)
        script.add(between)
        unmarked = not _MARKER.match(row.text) and any(
            abs(row.box.x - x) < 0.4 * row.box.height for x in items
        )
        if "\n" in between and unmarked:
            script.add("- ")  # the recogniser passes over a dot now and then
        _write_row(row, script)


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
    rights = sorted((row.box.right for row in flow), reverse=True)
    if len(rights) >= 5 and rights[0] - rights[1] > 3 * flow[0].box.height:
        return rights[1]
    return rights[0]


def _between(before: Row, row: Row, pitch: float, right: int, column: float) -> str:
    """An empty line, a line break, a blank or nothing."""
    step = middle(row.box) - middle(before.box)
    if step > 1.45 * pitch:
        return "\n\n"
    if _MARKER.match(row.text):
        return "\n"
    room = right - before.box.right
    needed = (first_unit(row.text) + 1) * column
    wide = is_wide(before.text[-1:] or " ") or is_wide(row.text[:1] or " ")
    # Word widths are estimates (a "W" is wide), and Chinese punctuation may not begin a row.
    slack = 3.2 * column if wide else 1.5 * column + 0.3 * needed
    if room > needed + slack:
        return "\n"
    return "" if wide else " "


def _write_row(row: Row, script: Script) -> None:
    for before, piece in zip([None, *row.pieces], row.pieces, strict=False):
        if before is not None:
            script.add(_blank(before, piece))
        if before is None and (bullet := _BULLET.match(piece.text)):
            script.add("- ")
            script.quote(piece, piece.text[bullet.end() :], bullet.end())
        else:
            script.quote(piece)


def _blank(before: Piece, piece: Piece) -> str:
    """What parts two pieces of one row: nothing between Chinese characters that touch."""
    gap = piece.box.x - before.box.right
    narrow = is_wide(before.text[-1:] or " ") and is_wide(piece.text[:1] or " ")
    return "" if narrow and gap < 0.5 * piece.box.height else " "
