"""A code block written down: its fence, indentation, empty lines, rows that were wrapped.

Called by `markdown` with what `code` found.  Indentation comes from where rows begin, in the width of a
blank: a column in type of one width, a quarter of the type's size in any other.  Boxes jitter by half a
column, those of lone brackets by one: what nearly all rows keep to, and brackets that match, set that right.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from chatmine.records import Box, Line, Shape, hull
from pairing.measures import middle, same_row, share_inside
from pairing.screens import Piece
from pairing.writing.code import CodeBlock, looks_like_row
from pairing.writing.rows import Row, columns_of, first_unit, is_wide, line_pitch
from pairing.writing.text import Script

_CLOSER = {"{": "}", "(": ")", "[": "]"}
_MARK = -1
"""The number of a piece that is no line of the reading."""
_LONE_CLOSER = re.compile(r"^[})\]]+[;,]?$")
_LONE_BRACKETS = re.compile(r"^[{}()\[\]]+[;,]?$")
_TAKEN_FOR = {"]": "1lIJ|", "}": "3)>", ")": ">"}
"""What a closing bracket alone on its row is read as, however sure the recogniser is."""
# A wrapped row never ends a statement; a new one never begins in the middle of one.
_ENDED = re.compile(r"[;{}:>\\]\s*$|^\s*(?:#|//)")
_GOES_ON = re.compile(r"^[a-z\d.,)>&|+*/'\"]|^[\w.]+\(")
_PROPORTIONAL = 0.15
"""Rows of one width a character differ by under 4 % in it (short ones by 7, for the room around boxes);
those of other type by 20 % and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """Where rows begin, how wide a blank and a usual column are, and where rows must wrap (pixels)."""

    left: int
    blank: float
    column: float
    border: float | None


def write_code(
    block: CodeBlock, lines: Sequence[Row], reach: int, icons: Sequence[Shape], script: Script
) -> None:
    """Write the block with its fences; `reach` is where its speaker's rows end at the right.

    Of the `icons` in it, those are written that can only be a closing bracket that was not read.
    """
    body = lines[block.start + block.headers : block.stop]
    script.add(f"```{block.language}\n")
    setting = _setting(body, block.panel, reach)
    pitch = max(1.0, line_pitch(body))
    body = _with_marks(body, block.panel, icons, setting.column)
    closers = _closers(body, setting.column)
    body = [row for row in (_resolved(row, closers) for row in body) if row]
    indents = _indents(body, setting)
    for above, row, indent in zip([None, *body], body, indents, strict=False):
        if above is None:
            script.add(" " * indent)
        elif not _blank_lines(above, row, pitch) and _is_wrapped(above, row, setting):
            script.add(" " if _parted(above, row) else "")
        else:
            script.add("\n" * (1 + _blank_lines(above, row, pitch)) + " " * indent)
        for before, piece in zip([None, *row.pieces], row.pieces, strict=False):
            if before is not None:
                script.add(" " * max(1, round((piece.box.x - before.box.right) / setting.column)))
            if piece.number == _MARK:
                script.add(piece.text)
            else:
                script.quote(piece, closers.get(id(piece)))
    script.add("\n```")


def _with_marks(body: Sequence[Row], panel: Shape | None, icons: Sequence[Shape], column: float) -> list[Row]:
    """The rows with those between and below them of which a mark was seen and nothing read."""
    tall = median(row.box.height for row in body)
    area = panel.box if panel else hull(row.box for row in body)
    found = [i.box for i in icons if share_inside(i.box, area) > 0.9 and i.box.width < 1.6 * tall]
    found = [b for b in found if b.height < 1.6 * tall and not any(same_row(b, row.box) for row in body)]
    marks = [
        _mark(box._replace(x=round(box.x + (box.width - column) / 2), width=round(column))) for box in found
    ]
    return sorted([*body, *marks], key=lambda row: middle(row.box))


def _mark(box: Box, text: str = "?") -> Row:
    """A row of one letter that was not read: no line of the reading, so nothing is quoted from it."""
    return Row(pieces=(Piece(number=_MARK, line=Line(text=text, box=box, confidence=0.0)),), box=box)


def _resolved(row: Row, closers: Mapping[int, str]) -> Row | None:
    """The row as it is; a mark as the bracket that it must be, or None."""
    piece = row.pieces[0]
    if piece.number != _MARK:
        return row
    return _mark(row.box, closers[id(piece)]) if id(piece) in closers else None


def _setting(body: Sequence[Row], panel: Shape | None, reach: int) -> _Setting:
    long = [row for row in body if columns_of(row.text) >= 8]
    columns = sum(columns_of(row.text) for row in long)
    # Without a long row: half of a box's height is what a column of usual type takes.
    column = (
        sum(row.box.width for row in long) / columns if long else 0.5 * median(r.box.height for r in body)
    )
    known = [row.box.x for row in body if len(row.text.strip()) >= 3] or [row.box.x for row in body]
    blank = max(1.0, _blank(body, column))
    left = min(known) - round(blank * _outdent(body, min(known), blank))
    border = panel.box.right - max(0, left - panel.box.x) if panel else reach
    return _Setting(left=left, blank=blank, column=max(1.0, column), border=border)


def _outdent(body: Sequence[Row], left: int, blank: float) -> int:
    """By how many blanks lone brackets stand left of all other rows, in the steps that people use."""
    lone = [row.box.x for row in body if _LONE_BRACKETS.match(row.text.strip())]
    found = (left - min(lone, default=left)) / blank
    return 4 * round(found / 4) if found > 3 else 2 if found > 1.5 else 0


def _blank(body: Sequence[Row], column: float) -> float:
    """How wide a blank at the beginning of a row is."""
    latin = [row for row in body if len(row.text) >= 8 and not any(is_wide(c) for c in row.text)]
    widths = [row.box.width / len(row.text) for row in latin]
    if len(widths) < 3 or max(widths) - min(widths) < _PROPORTIONAL * median(widths):
        return column
    return 0.25 * median(row.box.height for row in latin)


def _indents(body: Sequence[Row], setting: _Setting) -> list[int]:
    """The blanks before each row."""
    blank = _fitted([row.box.x - setting.left for row in body if len(row.text) >= 3], setting.blank)
    found = [max(0, round((row.box.x - setting.left) / blank)) for row in body]
    found = _in_steps(found, 1 if setting.blank == setting.column else 2)
    opened: list[int] = []
    for place, row in enumerate(body):
        text = row.text.strip()
        if opened and _LONE_CLOSER.match(text) and abs(opened[-1] - found[place]) <= 2:
            found[place] = opened[-1]
        opened = _still_open(opened, text, found[place])
    return found


def _fitted(offsets: Sequence[int], blank: float) -> float:
    """How wide a blank is, by the rows' beginnings: near the given width, all are whole steps of 4 or 2.

    Boxes have room around their letters, so that a row's width gives up to a tenth too much.
    """
    deep = [offset for offset in offsets if offset > 1.4 * blank]
    for step in (4, 2):
        widths = [blank * percent / 100 for percent in range(86, 111)]
        off = {w: max((abs(o / w / step - round(o / w / step)) for o in deep), default=1.0) for w in widths}
        best = min(widths, key=lambda w: (off[w], abs(w - blank)))
        if off[best] < 0.12:
            return best
    return blank


def _in_steps(indents: Sequence[int], slack: int) -> list[int]:
    """The indents, those that miss a step of four or two set right where nearly all keep to it."""
    deep = [n for n in indents if n]
    if set(deep) == {1}:  # nobody indents by one: narrow blanks in type of many widths
        return [2 * n for n in indents]
    for step in (4, 2):
        near = [n for n in deep if abs(n - step * round(n / step)) <= (0 if slack == 1 else 1)]
        if deep and len(near) >= 0.7 * len(deep):
            return [_stepped(n, step, slack) for n in indents]
    return list(indents)


def _stepped(indent: int, step: int, slack: int) -> int:
    whole = step * round(indent / step)
    return whole if abs(indent - whole) <= slack else indent


def _still_open(opened: Sequence[int], text: str, indent: int) -> list[int]:
    """The indents of the rows whose brackets are open after this row, the innermost last."""
    result = list(opened)
    for character in text:
        if character in _CLOSER:
            result.append(indent)
        elif character in _CLOSER.values() and result:
            result.pop()
    return result


def _is_wrapped(above: Row, row: Row, setting: _Setting) -> bool:
    """Whether a row is the rest of the one above, which had no room for it."""
    if setting.border is None or row.box.x - setting.left > 0.6 * setting.column:
        return False
    if above.right > setting.border + setting.column:  # cut off at the edge, not wrapped
        return False
    full = above.right + (min(first_unit(row.text), 40) + 0.5) * setting.column > setting.border
    open_bracket = sum(above.text.count(c) for c in "([{") > sum(above.text.count(c) for c in ")]}")
    open_tag = above.text.lstrip().startswith("<") and above.text.count("<") > above.text.count(">")
    prose = not _ENDED.search(above.text) and not looks_like_row(above.text) and not looks_like_row(row.text)
    return full and (open_bracket or open_tag or prose) and bool(_GOES_ON.match(row.text))


def _parted(above: Row, row: Row) -> bool:
    """Whether a blank stood where the row was wrapped: not before what closes or goes on a word."""
    return not re.match(r"[>.,;:)\]}]", row.text) and not above.text.endswith(("(", "[", ".", "/"))


def _closers(body: Sequence[Row], column: float) -> dict[int, str]:
    """Closing brackets that were read as something else, or not at all, by the piece's identity.

    A lone mark that the recogniser is unsure of, right under the row that opens the innermost open block:
    small models take "}" for a digit or a Chinese character when nothing stands beside it.
    """
    opened: list[tuple[int, str]] = []
    found = {}
    for row in body:
        text, lone = row.text.strip(), row.pieces[0]
        single = len(text) == 1 and len(row.pieces) == 1
        alike = bool(opened) and text in _TAKEN_FOR[opened[-1][1]]
        if (
            opened
            and single
            and (alike or lone.line.confidence < 0.6)
            and abs(opened[-1][0] - row.box.x) < column * (1.5 if lone.number == _MARK else 1)
        ):
            found[id(lone)] = opened[-1][1]
            opened.pop()
            continue
        if opened and text[:1] in _CLOSER.values():
            opened.pop()
        if text[-1:] in _CLOSER:
            opened.append((row.box.x, _CLOSER[text[-1]]))
    return found


def _blank_lines(above: Row, row: Row, pitch: float) -> int:
    """How many empty lines stand above a row."""
    return max(0, min(3, round((middle(row.box) - middle(above.box)) / pitch) - 1))
