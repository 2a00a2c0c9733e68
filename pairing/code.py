"""Code blocks: which rows of a message are code, their language, their indentation.

A code block stands on a panel of its own inside the message.  Its header (language, "Copy code") is not
code; indentation comes from where the rows begin, measured in the width of a character.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatmine.records import Shape
from pairing import words
from pairing.measures import difference, middle, share_inside
from pairing.rows import Row, column_width, line_pitch
from pairing.screens import Piece, Screen, holders
from pairing.text import Script

_SIGNS = re.compile(r"[{}()\[\];=<>_#$\\|&+*/\"'`:.,]")
_COPY = re.compile(r"^\W*copy( code)?\W*$|^\W*复制(代码)?\W*$|^\W*複製(程式碼)?\W*$", re.I)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Rows `start` up to `stop` of a message; the first `headers` of them only name the language."""

    start: int
    stop: int
    headers: int
    language: str


def code_blocks(screen: Screen, lines: Sequence[Row], holder: Shape | None) -> list[CodeBlock]:
    """The code blocks in order."""
    panels = [_inner(screen, row, holder) for row in lines]
    found, start = [], 0
    while start < len(lines):
        stop = start + 1
        while stop < len(lines) and panels[start] is not None and _goes_on(panels, stop, screen.em):
            stop += 1
        panel = panels[start]
        if panel is not None and (block := _code(lines, start, stop, _can_be_copied(screen, panel))):
            found.append(block)
        start = stop
    return found


def _goes_on(panels: Sequence[Shape | None], stop: int, em: float) -> bool:
    """The same panel, or one right below it: header and body can have two colours."""
    one, other = panels[stop - 1], panels[stop]
    if one is None or other is None:
        return False
    near = 0.4 * em
    below = abs(other.box.y - one.box.bottom) < near
    return one is other or (abs(one.box.x - other.box.x) < near and below)


def _inner(screen: Screen, row: Row, holder: Shape | None) -> Shape | None:
    """The panel within the message that holds the whole row, if it is wider than a word of inline code."""
    behind = [h for h in holders(screen, row.pieces[0]) if h is not holder]
    if holder is not None:
        behind = [h for h in behind if h.box.width * h.box.height < holder.box.width * holder.box.height]
    if not behind or difference(behind[-1].colour, row.pieces[0].line.paper) > 12:
        return None
    panel = behind[-1]
    tall = panel.box.height > 1.8 * row.box.height
    return panel if tall or panel.box.width > 2.5 * row.box.width else None


def is_code(pieces: Sequence[Piece]) -> bool:
    """Whether these lines look like code: several, full of signs, hardly any Chinese outside of comments."""
    text = "".join(piece.text for piece in pieces)
    signs = len(_SIGNS.findall(text)) / max(1, len(text))
    chinese = len(_CHINESE.findall(text)) / max(1, len(text))
    enough = signs >= 0.08 if len(pieces) > 2 else signs >= 0.2 and len(text) >= 20
    return enough and chinese <= 0.4


def _can_be_copied(screen: Screen, panel: Shape) -> bool:
    """Whether a "Copy code" stands on the panel, or on one right above it."""
    box = panel.box
    raised = box._replace(y=box.y - round(3 * screen.em), height=box.height + round(3 * screen.em))
    inside = [p for p in screen.pieces if share_inside(p.box, raised) > 0.8]
    return any(_COPY.search(p.text) and p.box.x > box.x + 0.4 * box.width for p in inside)


def _code(lines: Sequence[Row], start: int, stop: int, copied: bool) -> CodeBlock | None:
    block = lines[start:stop]
    language = _language(block[0])
    headers = 1 if language is not None else 0
    body = block[headers:]
    if not body:
        return None
    text = "".join(row.text for row in body)
    signs = len(_SIGNS.findall(text)) / max(1, len(text))
    chinese = len(_CHINESE.findall(text)) / max(1, len(text))
    if not headers and not copied and (signs < 0.05 or chinese > 0.4):
        return None
    return CodeBlock(start=start, stop=stop, headers=headers, language=language or "")


def _language(row: Row) -> str | None:
    """The language that a header names; None if the row is no header."""
    name = re.sub(words.BUTTON, "", row.text).strip().lower()
    name = re.sub(r"\W*(copy( code)?|复制(代码)?|複製(程式碼)?)\W*$", "", name).strip()
    return name if name in words.CODE_LANGUAGES else None


def write_code(block: CodeBlock, lines: Sequence[Row], script: Script) -> None:
    """Write the block with its fences."""
    body = lines[block.start + block.headers : block.stop]
    script.add(f"```{block.language}\n")
    left = min(row.box.x for row in body)
    column = column_width(body)
    pitch = line_pitch(body)
    for above, row in zip([None, *body], body, strict=False):
        script.add("\n" * _blank_lines(above, row, pitch))
        script.add(" " * _indent(row.box.x - left, column))
        for before, piece in zip([None, *row.pieces], row.pieces, strict=False):
            if before is not None:
                script.add(" " * max(1, round((piece.box.x - before.box.right) / column)))
            script.quote(piece)
        script.add("\n")
    script.add("```")


def _blank_lines(above: Row | None, row: Row, pitch: float) -> int:
    """How many empty lines stand above a row."""
    if above is None:
        return 0
    return max(0, min(3, round((middle(row.box) - middle(above.box)) / pitch) - 1))


def _indent(pixels: int, column: float) -> int:
    """Blanks; boxes jitter by half a character."""
    return max(0, round(pixels / column))
