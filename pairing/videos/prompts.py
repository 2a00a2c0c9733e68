"""Terminals: what stands behind a prompt is asked, what follows on the lines below is answered.

Called by `talks` before anything else is tried.  A terminal breaks lines at its last column, within words,
so its lines are joined again by where their letters stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from chatmine.records import Colour, Role, Turn
from pairing.interface.bars import header_bar
from pairing.measures import difference, middle, same_row
from pairing.screens import Piece, Reasons, Screen
from pairing.words import WATERMARK
from pairing.writing.text import Script

# A program may set its name before the sign, without a blank between: "ollama>>>".
# At a shell's own prompt a command has no sentence behind it: what does is asked ("me@home ~ $ 为什么…").
_AT_SHELL = r"[\w.-]+@[\w.-]+ ?[~:/\w.-]{0,24} ?[$%#💲] ?(?=[\u4e00-\u9fff]|[A-Z][a-z']* [a-z]|\w.*[?？]$)"
PROMPT = re.compile(
    rf"\s*(?:{_AT_SHELL}|(?:[A-Za-z][\w.:@-]{{1,24}}(?=[>❯›»＞〉]))?(?:>{{1,3}}|[❯›»＞〉]))\s*"
)
_SHELL = re.compile(r"(?:\(\w+\)\s*)?[\w.-]+@[\w.-]+.{0,40}[%$#](?:\s|$)|PS [A-Z]:\\|[A-Z]:\\.{0,60}>")
# What a program tells while it starts.
_LOADING = re.compile(r"\d ?%|https?://|\.py\b|\b(?:load(?:ing|ed)|warning|version|traceback)\b", re.I)
_GREETING = re.compile(r"欢迎|歡迎|welcome|模型|输入|輸入|help|clear|exit|quit|stop|ctrl|model|type\b", re.I)
_ENDED = re.compile(r"[\u4e00-\u9fff][。！？：]$|[a-z] ?[.?!:]$")
_SENTENCE = re.compile(r"[。！？!?]|[a-z]\.(?:\s|$)|^(?:\d{1,2}[.、)）]|[-•·*])\s*\w")
# Python's own prompt with code behind it.
_CODE = re.compile(r"[=(\[]|\bimport\b")
_LEAST_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands side by side on one line, and how it is spoken: None where nobody speaks."""

    pieces: tuple[Piece, ...]
    role: Role | None = None
    opens: bool = False

    @property
    def text(self) -> str:
        """The row's text."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> int:
        """The left edge of its first letter."""
        line = self.pieces[0].line
        return line.edges[0] if line.edges else line.box.x

    @property
    def right(self) -> int:
        """The right edge of its last letter."""
        line = self.pieces[-1].line
        return line.edges[-1] if line.edges else line.box.right

    @property
    def ink(self) -> Colour | None:
        """The colour of its longest piece."""
        return max(self.pieces, key=lambda p: len(p.text)).line.ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A terminal's columns: where the first begins, where the last ends, how wide one is.

    `step` is how far down the next row usually stands.
    """

    left: float
    right: float
    pitch: float
    step: float


def dialogue(screen: Screen) -> tuple[tuple[Turn, ...], Reasons] | None:
    """The turns on a terminal, and why its other lines are none; None where the screen is none."""
    rows = _rows(screen)
    marked = _alike([row for row in rows if _asks(row)])
    if not marked:
        return None
    grid = _grid(rows, marked)
    unmarked = _without_mark(rows, marked, grid)
    if not _is_terminal(screen, rows, marked, unmarked):
        return None
    marked = [row for row in rows if row in marked or row in unmarked]
    spoken = _spoken(rows, marked, grid)
    groups: list[list[Row]] = []
    for row in spoken:
        if row.role is None:
            continue
        if groups and groups[-1][-1].role == row.role and not row.opens:
            groups[-1].append(row)
        else:
            groups.append([row])
    if {group[0].role for group in groups} != {"user", "assistant"}:
        return None
    said = {p.number for group in groups for row in group for p in row.pieces}
    out = {p.number: "terminal" for p in screen.pieces if p.number not in said}
    turns = (_turn(screen, group, grid) for group in groups)
    return tuple(one for one in turns if one), out


def _rows(screen: Screen) -> list[Row]:
    """The rows from top to bottom, without the window's bar and what was laid over the picture afterwards."""
    rows: list[list[Piece]] = []
    bar = header_bar(screen)
    for piece in screen.pieces:
        if WATERMARK.match(piece.text) or piece.number in bar:
            continue
        if rows and same_row(rows[-1][0].box, piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(pieces=tuple(sorted(row, key=lambda p: p.box.x))) for row in rows]


def _asks(row: Row) -> bool:
    match = PROMPT.match(row.text)
    return bool(match and row.text[match.end() :].strip())


def _alike(marked: Sequence[Row]) -> list[Row]:
    """Without the rows whose prompt has a name that no other prompt has: words before a sign."""
    begins = [PROMPT.match(row.text) for row in marked]
    names = [re.sub(r"[^\w.:@-]", "", match.group()) if match else "" for match in begins]
    return [row for row, name in zip(marked, names, strict=True) if not name or names.count(name) > 1]


def _without_mark(rows: Sequence[Row], marked: Sequence[Row], grid: Grid) -> list[Row]:
    """Rows that begin where text behind prompts does and stand apart: their own marks were not read.

    In a video, where rows need not stand apart, only the first one, if it was typed.
    """
    lines = [row.pieces[0].line for row in marked]
    begins = [
        line.edges[mark.end()]
        for line in lines
        if len(line.edges) > len(line.text) and (mark := PROMPT.match(line.text))
    ]
    # A mark that the next letter touches was read without the blank behind it.
    reach = [median(begins), grid.left + 2.2 * grid.pitch] if begins else []
    return [
        row
        for place, row in enumerate(rows[:-1])
        if row not in marked
        and min((abs(row.left - start) for start in reach), default=grid.right) < grid.pitch
        and row.left - rows[place + 1].left > 0.5 * grid.pitch
        and (place == 0 if row.pieces[0].line.times else _stands_apart(rows, place, grid))
    ]


def _stands_apart(rows: Sequence[Row], place: int, grid: Grid) -> bool:
    """Whether a row is parted from the next ones above and below by more than lines usually are."""
    beside = [pair for pair in (rows[place - 1 : place + 1], rows[place : place + 2]) if len(pair) == 2]
    return all(_parted(grid, above, below) for above, below in beside)


def _parted(grid: Grid, above: Row, below: Row) -> bool:
    """Whether more lies between two rows than usually does."""
    return _step(above, below) > 1.15 * grid.step


def _step(above: Row, below: Row) -> float:
    return middle(below.pieces[0].box) - middle(above.pieces[0].box)


def _is_terminal(screen: Screen, rows: Sequence[Row], marked: Sequence[Row], unmarked: Sequence[Row]) -> bool:
    """Whether prompts of one border begin what is said, most lines start there, and prompts are answered."""
    left = median(row.left for row in marked)
    if any(abs(row.left - left) > screen.em for row in marked):
        return False
    said = rows[min(rows.index(row) for row in (*marked, *unmarked)) :]
    aligned = sum(len(row.text) for row in said if abs(row.left - left) < 1.5 * screen.em)
    if aligned < _LEAST_SHARE * sum(len(row.text) for row in said):
        return False
    answered = sum(not _asks(below) for above, below in pairwise([*said, said[-1]]) if _asks(above))
    code = sum(row.text.startswith(">>>") and bool(_CODE.search(row.text)) for row in marked)
    if 2 * answered < len(marked) or 2 * code > len(marked):
        return False
    others = [row.ink for row in said if not _asks(row)]
    apart = bool(others) and all(difference(row.ink, others[0]) > 40 for row in marked)
    return len(marked) + len(unmarked) > 1 or apart


def _grid(rows: Sequence[Row], marked: Sequence[Row]) -> Grid:
    left = median(row.left for row in marked)
    widths = [
        (line.edges[-1] - line.edges[0]) / len(line.text)
        for row in rows
        for piece in row.pieces
        if (line := piece.line).edges and len(line.text) > 10 and line.text.isascii()
    ]
    pitch = median(widths) if widths else median(p.box.height for row in rows for p in row.pieces) / 2
    # A scroll bar is no text.
    long = [row.pieces[0].line for row in rows if len(row.pieces[0].text) > 3]
    right = max(line.edges[-1] if line.edges else line.box.right for line in long)
    steps = sorted(_step(above, below) for above, below in pairwise(rows)) or [0.0]
    return Grid(left=left, right=right, pitch=pitch, step=steps[len(steps) // 4])


def _spoken(rows: Sequence[Row], marked: Sequence[Row], grid: Grid) -> list[Row]:
    """The rows with their roles: nobody speaks after a shell has come back.

    Before the first prompt an answer may end.
    """
    found: list[Row] = []
    role: Role | None = "assistant" if _ends_answer(rows[: rows.index(marked[0])]) else None
    asked: Row | None = None
    asides = [(row, below) for row, below in pairwise(rows) if row in marked and below not in marked]
    # In a video rows are laid out as they scrolled by, a pixel or two off.
    filmed = any(row.pieces[0].line.second is not None for row in marked)
    spaced = not filmed and 2 * sum(_parted(grid, *aside) for aside in asides) > len(asides)
    for row in rows:
        if row in marked:
            role, asked = "user", row
            found.append(replace(row, role="user", opens=True))
            continue
        if _SHELL.match(row.text):
            role, asked = None, None
        elif PROMPT.fullmatch(row.text):
            found.append(row)
            continue
        elif role == "user" and asked and not _goes_on(found[-1], row, asked, grid):
            role = "user" if spaced and not _parted(grid, found[-1], row) else "assistant"
        found.append(replace(row, role=role))
    return found


def _ends_answer(rows: Sequence[Row]) -> bool:
    """Whether rows above the first prompt are text of several sentences, or one that does not greet."""
    said = [row.text.strip() for row in rows]
    if any(_SHELL.match(text) or _LOADING.search(text) for text in said):
        return False
    if said and not any(_GREETING.search(text) for text in said) and _ENDED.search(said[-1]):
        return True
    return len(said) > 2 and sum(len(_SENTENCE.findall(text)) for text in said) > 2


def _goes_on(above: Row, row: Row, asked: Row, grid: Grid) -> bool:
    """Whether a question that fills its line to the end goes on in the next, in the same ink."""
    return _is_full(above, grid) and difference(row.ink, asked.ink) <= 40


def _is_full(row: Row, grid: Grid) -> bool:
    """Whether no further letter fits on the line: a Chinese one takes two columns."""
    return row.right > grid.right - 2.2 * grid.pitch


def _turn(screen: Screen, rows: Sequence[Row], grid: Grid) -> Turn | None:
    script = Script(media=screen.media)
    before: Row | None = None
    for row in rows:
        if before is not None:
            script.add(_between(before, row, grid))
        for place, piece in enumerate(row.pieces):
            start = 0
            if row.opens and place == 0 and (match := PROMPT.match(piece.text)):
                start = match.end()
            script.add(" " if place else "")
            script.quote(piece, piece.text[start:], start)
        before = row
    text = script.text.strip()
    role = rows[0].role
    if not text or role is None or not script.evidence:
        return None
    sure = sum(e.confidence for e in script.evidence) / len(script.evidence)
    return Turn(role=role, text=text, confidence=round(sure, 4), evidence=tuple(script.evidence))


def _between(above: Row, below: Row, grid: Grid) -> str:
    """What stands between two lines: nothing where the first is full, a space where one is left free."""
    if not _is_full(above, grid):
        gap = below.pieces[0].box.y - above.pieces[0].box.bottom
        return "\n\n" if gap > 0.9 * above.pieces[0].box.height else "\n"
    wide = above.text[-1:] > "\u2e80" or below.text[:1] > "\u2e80"
    if wide:
        return ""
    free = grid.right - above.right > grid.pitch or below.left - grid.left > 0.8 * grid.pitch
    return " " if free else ""
