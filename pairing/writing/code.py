"""Code blocks: which rows of a message are code, their language, their indentation.

A code block stands on a panel of its own inside the message, or is a run of rows that can be nothing else.
Its header (language, "Copy code") is not code.  `listing` writes what is found here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatmine.records import Box, Shape, hull
from pairing import words
from pairing.measures import difference, same_colour, share_inside
from pairing.screens import Piece, Screen, holders
from pairing.writing.rows import Row

_SIGNS = re.compile(r"[{}()\[\];=<>_#$\\|&+*/\"'`:.,]")
# A row of code by its look: how it ends, how it begins, a call, an assignment, a tag.
_ROW = re.compile(
    r"[;{}]\s*$|;\s*(do|then)\s*$|^\s*[\]})]+[;,]?\s*$|^\s*(//|/\*|\*/|# \w|#include|<\?php)"
    r"|^\s*</?\w+[^<>]*>"
    r"|^\s*(import|from|def|class|return|const|let|var|public|private|static|void|function|func|fn|use|impl"
    r"|struct|package|using|print|echo|sudo|pip|npm|git|curl|rm|mkdir|chmod)\s+[\w'\"{(*.@<\-]+"
    r"|^\s*(SELECT|CREATE|INSERT|UPDATE|DELETE|FROM|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|VALUES|(\w+ )?JOIN)"
    r"\s+[\w'\"(*.]+"
    r"|^\s*(if|for|while|elif|else|try|except|with|switch|case)\b.*[:{]\s*$"
    r"|^\s*\"[\w\- ]+\"\s*:\s*\S|^\s*\"[^\"]*\",?\s*$"
    r"|^\s*(function|export|async|return|else|try|finally|do|done|fi)\s*$"
    r"|^\s*[\w.\[\]]+\s*[+\-*/|]?=\s*\S|^\s*[\w.]+\(.*\)\s*[;:{,]?\s*$"
)
_COPY_CODE = re.compile(r"^\W*(copy code|复制代码|複製程式碼)\W*$", re.I)
_COPY = re.compile(r"^\W*(\w+\s+)?(copy( code)?|复制(代码)?|複製(程式碼)?)\W*$", re.I)
_SENTENCE = re.compile(r"[。！？，：]|[.!?:]\s*$|, ")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Rows `start` up to `stop` of a message; the first `headers` of them only name the language.

    `panel` is what they stand on, where that was seen.
    """

    start: int
    stop: int
    headers: int
    language: str
    panel: Shape | None = None


def code_blocks(screen: Screen, lines: Sequence[Row], holder: Shape | None) -> list[CodeBlock]:
    """The code blocks in order."""
    panels = [_inner(screen, row, holder) for row in lines]
    if lines:
        reach = hull(row.box for row in lines)
        panels = [panel if panel and _within(panel.box, reach, 3 * screen.em) else None for panel in panels]
    heads = [p.box for p in screen.pieces if _COPY_CODE.search(p.text)]
    found: list[CodeBlock] = []
    start = 0
    while start < len(lines):
        panel = panels[start]
        if panel is None:
            stop = _headed_end(heads, lines, panels, start, screen.em) or _bare_end(lines, panels, start)
            named = _language(lines[start - 1]) if start > (found[-1].stop if found else 0) else None
            if stop > start + (2 if named is None else 0):
                headers = int(named is not None)
                found.append(
                    CodeBlock(start=start - headers, stop=stop, headers=headers, language=named or "")
                )
            start = max(stop, start + 1)
            continue
        stop = start + 1
        while stop < len(lines) and _goes_on(panels, stop, screen.em):
            stop += 1
        if start and panels[start - 1] is None and _language(lines[start - 1]) is not None:
            start -= 1
        if block := _code(lines, start, stop, has_copy_button(screen, panel)):
            found.append(replace(block, panel=panel))
        start = stop
    return found


def _within(box: Box, reach: Box, margin: float) -> bool:
    """Whether a panel ends where the message does, give or take a margin: a window reaches further."""
    above, below = reach.y - box.y, box.bottom - reach.bottom
    return above < margin and below < margin and box.right - reach.right < 4 * margin + reach.width


def _headed_end(
    heads: Sequence[Box], lines: Sequence[Row], panels: Sequence[Shape | None], start: int, em: float
) -> int:
    """Where rows end that stand below a "Copy code", on one paper; 0 where there is none."""
    first = lines[start].box
    above = lines[start - 1].box.bottom if start else -1
    if not any(above <= head.y and 0 <= first.y - head.bottom < 4 * em for head in heads):
        return 0
    stop = start + 1
    paper = lines[start].pieces[0].line.paper
    while stop < len(lines) and panels[stop] is None:
        if not same_colour(lines[stop].pieces[0].line.paper, paper):
            break
        stop += 1
    return stop if stop > start + 2 else 0


def _bare_end(lines: Sequence[Row], panels: Sequence[Shape | None], start: int) -> int:
    """Where a run of rows that look like code ends; one that does not may stand between two that do."""
    stop = start
    while stop < len(lines) and panels[stop] is None:
        between = stop + 1 < len(lines) and looks_like_row(lines[stop + 1].text) and stop > start
        if not looks_like_row(lines[stop].text) and not between:
            break
        stop += 1
    return stop


def looks_like_row(text: str) -> bool:
    """Whether a row can be nothing but code; prose wraps before "function to" and "using the" too."""
    prose = len(text.split()) >= 5 and not _SIGNS.search(text.rstrip(" .,:")) and not text.isupper()
    return bool(_ROW.search(text)) and not prose and len(_CHINESE.findall(text)) <= 0.4 * len(text)


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


def looks_like_code(texts: Sequence[str]) -> bool:
    """Whether most of these lines, one of the first two among them, can be nothing but code."""
    if not any(looks_like_row(text) for text in texts[:2]):
        return False
    if _SENTENCE.search(texts[0]) and not looks_like_row(texts[0]):
        return False  # an answer that goes on with code
    return sum(looks_like_row(text) for text in texts) >= 0.6 * len(texts) and sum(map(len, texts)) >= 12


def has_copy_button(screen: Screen, panel: Shape) -> bool:
    """Whether "Copy code" stands at the upper right of a panel or right above it; a bare "Copy", on it."""
    box, em = panel.box, screen.em
    head = box._replace(height=round(2.5 * em))
    raised = head._replace(y=head.y - round(3 * em), height=head.height + round(3 * em))
    buttons = [p for p in screen.pieces if p.box.right > box.x + 0.6 * box.width]
    return any(
        (_COPY_CODE.search(p.text) and share_inside(p.box, raised) > 0.8)
        or (_COPY.search(p.text) and share_inside(p.box, head) > 0.8)
        for p in buttons
    )


def stands_as_code(screen: Screen, pieces: Sequence[Piece], panel: Shape | None) -> bool:
    """Whether what stands on a panel is code: by its button, its header, or its look."""
    if panel is not None and has_copy_button(screen, panel):
        return True
    headed = pieces[0].text.strip().lower() in words.CODE_LANGUAGES
    return headed or looks_like_code([piece.text for piece in pieces])


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
