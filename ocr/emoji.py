"""Emoji, which recognisers leave out or read as a stray letter, put into the lines of a picture.

Called by `looking` with coloured lines.  An emoji that is surely named goes where it stands in the text;
one that is not is left out and counted (`Line.unnamed`).  One that stands alone in a bubble becomes a line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy

from chatmine.records import Box, Line, Shape
from ocr.decoding import Image
from ocr.emoji_finding import blobs
from ocr.emoji_naming import Name, named

# Set where 95 % of the named ones are right in a font that was not learned from (benchmarks/RESULTS.md).
SURE = 0.4
SURE_ALONE = 0.8
# Where a letter was read: most often it is one, of another colour (a link, a keyword of code).
SURE_AMONG_LETTERS = 0.9
# Below this it is no emoji; an unnamed one counts only where it is clearly one.
IS_EMOJI, CLEARLY_EMOJI = 0.5, 0.9
# In heights of a line's box: what is farther from its neighbour is parted by a space.
SPACE = 0.45
# An emoji that stands alone, in heights of a usual line.
ALONE = (0.8, 2.6)
# Above a post: what stands behind the name is a badge.
_BY_LINE = re.compile(r"@\w{2,} ?[·・•]")
# What a recogniser makes of an emoji: everything but letters of a script that has thousands.
_CJK = ("\u3400", "\u9fff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """Where an emoji stands and what it is; None where that is not sure."""

    box: Box
    text: str | None


def with_emoji(image: Image, lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Box]]:
    """The lines with their emoji, and where these stand."""
    boxes = [line.box for line in lines]
    made, places = [], []
    for n, line in enumerate(lines):
        if _BY_LINE.search(line.text):
            made.append(line)
            continue
        found = [_emoji(image, line, box) for box in blobs(image, line, boxes[:n] + boxes[n + 1 :])]
        for one in reversed([one for one in found if one is not None]):
            line = _put(line, one)
            places.append(one.box)
        made.append(line)
    return tuple(made), places


def _emoji(image: Image, line: Line, box: Box) -> Emoji | None:
    """What stands in the box; None: no emoji, or a letter of another colour."""
    name = named(image, box)
    read = _read(line, box)
    letters = any(c.isalnum() for c in read)
    if name.any >= IS_EMOJI and name.sure >= (SURE_AMONG_LETTERS if letters else SURE):
        return Emoji(box=box, text=name.emoji)
    return Emoji(box=box, text=None) if name.any >= CLEARLY_EMOJI and not letters else None


def _read(line: Line, box: Box) -> str:
    """The characters that were read where the box is."""
    middles = ((a + b) / 2 for a, b in zip(line.edges, line.edges[1:], strict=False))
    return "".join(c for c, middle in zip(line.text, middles, strict=False) if box.x < middle < box.right)


def _put(line: Line, emoji: Emoji) -> Line:
    """The line with the emoji where it stands, instead of what was read there."""
    start, end = _place(line, emoji.box)
    if emoji.text is None:
        return replace(_without_guess(line, start, end), unnamed=line.unnamed + 1)
    before, after = line.text[:start], line.text[end:]
    gap = SPACE * line.box.height
    edges = line.edges
    pieces = [(emoji.text, emoji.box.x, emoji.box.right)]
    if before and not before.endswith(" ") and edges and emoji.box.x - edges[start] > gap and not after:
        pieces.insert(0, (" ", edges[start], emoji.box.x))
    if after and not after.startswith(" ") and edges and edges[end] - emoji.box.right > gap:
        pieces.append((" ", emoji.box.right, edges[end]))
    box = _hull(line.box, emoji.box)
    if edges:
        inner = [edge for text, left, right in pieces for edge in _shared(text, left, right)]
        rest = edges[end:] if after else (max(emoji.box.right, inner[-1]),)
        edges = tuple(accumulate((*edges[:start], *inner, *rest), max))
    text = before + "".join(text for text, _, _ in pieces) + after
    return replace(line, text=text, edges=edges, box=box)


def _without_guess(line: Line, start: int, end: int) -> Line:
    """The line without an emoji that the recogniser named: of the few that it knows, it takes any."""
    guessed = [n for n in range(start, end) if line.text[n] >= "\U0001f000"]
    if not guessed:
        return line
    text = "".join(c for n, c in enumerate(line.text) if n not in guessed)
    return replace(line, text=text, edges=tuple(e for n, e in enumerate(line.edges) if n not in guessed))


def _place(line: Line, box: Box) -> tuple[int, int]:
    """Which characters of the text, [start, end), the emoji stands for: often none."""
    if not line.edges:
        ahead = box.x + box.width / 2 < line.box.x + line.box.width / 2
        return (0, 0) if ahead else (len(line.text), len(line.text))
    middles = [(a + b) / 2 for a, b in zip(line.edges, line.edges[1:], strict=False)]
    start = sum(middle < box.x + box.width / 2 for middle in middles)
    end = start
    while start > 0 and middles[start - 1] > box.x + 0.2 * box.width and _is_stray(line.text[start - 1]):
        start -= 1
    while end < len(middles) and middles[end] < box.right - 0.2 * box.width and _is_stray(line.text[end]):
        end += 1
    return start, end


def _is_stray(character: str) -> bool:
    """Whether a recogniser may have made it of an emoji."""
    return not _CJK[0] <= character <= _CJK[1]


def _shared(text: str, left: int, right: int) -> list[int]:
    """The left edges of the code points of one sign."""
    return [left + (right - left) * n // len(text) for n in range(len(text))]


def _hull(one: Box, other: Box) -> Box:
    """Both boxes, only as high as the first."""
    x = min(one.x, other.x)
    return Box(x, one.y, max(one.right, other.right) - x, one.height)


def alone(image: Image, lines: Sequence[Line], shapes: Sequence[Shape]) -> tuple[list[Line], set[Box]]:
    """Lines of emoji that stand in a panel without any text, and the boxes of the icons that they were."""
    if not lines:
        return [], set()
    height = float(numpy.median([line.box.height for line in lines]))
    made: list[Line] = []
    taken: set[Box] = set()
    for panel in (s for s in shapes if s.kind == "panel" and s.box.height < 4.5 * height):
        within = [s.box for s in shapes if s.kind == "icon" and _inside(s.box, panel.box)]
        if not within or any(_inside(line.box, panel.box) for line in lines):
            continue
        names = [(box, named(image, box)) for box in sorted(within)]
        if all(_stands_alone(box, name, panel.box, height) for box, name in names):
            made.append(_alone(names, panel))
            taken.update(within)
    return made, taken


def _stands_alone(box: Box, name: Name, panel: Box, height: float) -> bool:
    fits = ALONE[0] * height <= box.height <= ALONE[1] * height and box.height < 0.9 * panel.height
    return fits and name.sure >= SURE_ALONE


def _alone(names: list[tuple[Box, Name]], panel: Shape) -> Line:
    box, last = names[0][0], names[-1][0]
    text = "".join(name.emoji for _, name in names)
    edges = [edge for one, name in names for edge in _shared(name.emoji, one.x, one.right)]
    return Line(
        text=text,
        box=Box(box.x, box.y, last.right - box.x, max(b.bottom for b, _ in names) - box.y),
        confidence=min(name.sure for _, name in names),
        edges=(*edges, last.right),
        ink=panel.colour,
        paper=panel.colour,
    )


def _inside(box: Box, other: Box) -> bool:
    return other.x <= box.x and other.y <= box.y and box.right <= other.right and box.bottom <= other.bottom
