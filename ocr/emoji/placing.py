"""Emoji, which recognisers leave out or read as a stray letter, put into the lines of a picture.

Called by `looking` with coloured lines.  An emoji that is surely named goes where it stands in the text;
one that is not is left out and counted (`Line.unnamed`).  One that stands alone in a bubble becomes a line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy
from numpy.typing import NDArray

from chatmine.records import Box, Colour, Line, Shape
from ocr.boxes import level, meet
from ocr.colours import most_common
from ocr.decoding import Image
from ocr.emoji.finding import blobs, grey_blobs, ink_of_letters, standing
from ocr.emoji.naming import Name, named

# Set where the next one less sure would be wrong as often as right, in a font that was not learned from
# (benchmarks/RESULTS.md).
SURE = 0.2
SURE_ALONE, SURE_GREY = 0.65, 0.8
# Before the first letter there may be an avatar.
SURE_BEFORE = 0.4
# Where a letter was read: most often it is one, of another colour (a link, a keyword of code).
SURE_AMONG_LETTERS = 0.9
# What code is written with, in colours.
SIGNS = "$#@%&*+=/|<>~"
# Below this it is no emoji; an unnamed one counts only where it is clearly one.
IS_EMOJI, CLEARLY_EMOJI = 0.5, 0.9
# In heights of a line's box: what is farther from its neighbour is parted by a space.
SPACE = 0.45
# An emoji that stands alone, and a bubble without text or with a row of it, in heights of a usual line.
ALONE, SMALL = (0.7, 2.6), 4.5
# The recogniser's confidence in a letter that it takes an emoji for was 0.09 to 0.79.
STRAY = 0.85
# Above a post: what stands behind the name is a badge.
_BY_LINE = re.compile(r"@\w{2,} ?[·・•]")
# What a recogniser makes of an emoji: everything but letters of a script that has thousands.
_CJK = ("\u3400", "\u9fff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """Where an emoji stands and what it is; None where that is not sure."""

    box: Box
    text: str | None


def with_emoji(
    image: Image, lines: Sequence[Line], icons: Sequence[Box] = ()
) -> tuple[tuple[Line, ...], list[Box]]:
    """The lines with their emoji, and where these stand; `icons` are small pictures that are in no line."""
    stray = [_is_stray(image, line, lines) for line in lines]
    boxes = [line.box for line, away in zip(lines, stray, strict=True) if not away]
    made: list[Line] = []
    places: list[Box] = []
    for line, away in zip(lines, stray, strict=True):
        others = [box for box in boxes if box is not line.box]
        found = [] if away or _BY_LINE.search(line.text) else _emoji_of(image, line, others, icons)
        found = [one for one in found if not any(meet(one.box, place) for place in places)]
        if found:
            line = replace(line, ink=ink_of_letters(image, line))
        for one in reversed(found):
            line = _put(line, one)
            places.append(one.box)
        made.append(line)
    pairs = zip(made, stray, strict=True)
    return tuple(m for m, away in pairs if not away or not any(meet(m.box, p) for p in places)), places


def _is_stray(image: Image, line: Line, lines: Sequence[Line]) -> bool:
    """Whether an emoji of another line was read as a line of its own: of a letter or two."""
    box = line.box
    if len(line.text) > 2 or max(box.width, box.height) > 2 * min(box.width, box.height):
        return False
    near = box._replace(x=box.x - 2 * box.height, width=box.width + 4 * box.height)
    beside = (other for other in lines if len(other.text) > 1 and other is not line)
    if not any(meet(near, other.box) and level(box, other.box, 0.4) for other in beside):
        return False
    name = named(image, box)
    return name.any >= CLEARLY_EMOJI and name.sure >= (SURE if line.confidence < STRAY else SURE_ALONE)


def _emoji_of(image: Image, line: Line, others: list[Box], icons: Sequence[Box]) -> list[Emoji]:
    """The emoji of a line, left to right."""
    coloured = blobs(image, line, others)
    found = [one for one in (_emoji(image, line, box) for box in coloured) if one is not None]
    for box in grey_blobs(image, line, others, list(icons)):
        name = None if any(meet(box, one) for one in coloured) else named(image, box)
        # A button or a badge may stand there as well: what is not surely named is none.
        if name is not None and name.any >= CLEARLY_EMOJI and name.sure >= SURE_GREY:
            found.append(Emoji(box=box, text=name.emoji))
    return sorted(found, key=lambda one: one.box.x)


def _emoji(image: Image, line: Line, box: Box) -> Emoji | None:
    """What stands in the box; None: no emoji, or a letter of another colour."""
    name = named(image, box)
    read = _read(line, box)
    letters = any(c.isalnum() or c in SIGNS for c in read)
    if name.emoji == "💲" and "$" in read:
        return None  # a prompt in green
    least = SURE_BEFORE if box.right <= (line.edges[0] if line.edges else line.box.x) else SURE
    if name.any >= IS_EMOJI and name.sure >= (SURE_AMONG_LETTERS if letters else least):
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
    while start > 0 and middles[start - 1] > box.x + 0.2 * box.width and _is_sign(line.text[start - 1]):
        start -= 1
    while end < len(middles) and middles[end] < box.right - 0.2 * box.width and _is_sign(line.text[end]):
        end += 1
    return start, end


def _is_sign(character: str) -> bool:
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
    """Lines of emoji that stand without any text, and the boxes of the icons that they were."""
    if not lines:
        return [], set()
    height = float(numpy.median([line.box.height for line in lines]))
    panels = [s for s in shapes if s.kind == "panel"]
    icons = [s for s in shapes if s.kind == "icon"]
    made: list[Line] = []
    taken: set[Box] = set()
    for area, paper in _areas(image, panels, icons, lines, height):
        within = [line.box for line in lines if _inside(line.box, area)]
        boxes = standing(image, area, paper, within, height)
        names = [(box, named(image, box)) for box in boxes]
        if names and all(name.any >= CLEARLY_EMOJI and name.sure >= SURE_ALONE for _, name in names):
            made.append(_alone(names, paper))
            taken.update(icon.box for icon in icons if any(meet(icon.box, box) for box in boxes))
    return made, taken


def _areas(
    image: Image, panels: list[Shape], icons: list[Shape], lines: Sequence[Line], height: float
) -> Iterator[tuple[Box, Colour]]:
    """Where emoji may stand alone, and on which paper: small bubbles, and rows within a message."""
    small = [p for p in panels if p.box.height < SMALL * height]
    for panel in small:
        if not any(line.box.height > 0.85 * height for line in lines if _inside(line.box, panel.box)):
            yield panel.box, panel.colour
    for icon in icons:
        paper = most_common(_patch(image, icon.box).reshape(-1, 3))
        if any(_alike(paper, panel.colour) for panel in panels) and icon.box.height > 1.5 * height:
            yield icon.box, paper
        elif _continues(icon.box, lines, height):
            around = _around(icon.box, round(0.2 * height))
            yield around, most_common(_rim(image, around))


def _continues(box: Box, lines: Sequence[Line], height: float) -> bool:
    """Whether the box is a row of its own that begins where the line above it, or below it, begins."""
    if (
        any(level(box, line.box, 0.4) for line in lines)
        or not ALONE[0] * height <= box.height <= ALONE[1] * height
    ):
        return False
    near = (line.box for line in lines if len(line.text) > 2)
    gaps = ((abs(one.x - box.x), max(box.y - one.bottom, one.y - box.bottom)) for one in near)
    return any(aside < 0.4 * height and gap < 1.2 * height for aside, gap in gaps)


def _alone(names: list[tuple[Box, Name]], paper: Colour) -> Line:
    box, last = names[0][0], names[-1][0]
    text = "".join(name.emoji for _, name in names)
    edges = [edge for one, name in names for edge in _shared(name.emoji, one.x, one.right)]
    return Line(
        text=text,
        box=Box(box.x, box.y, last.right - box.x, max(b.bottom for b, _ in names) - box.y),
        confidence=min(name.sure for _, name in names),
        edges=(*edges, last.right),
        ink=paper,
        paper=paper,
    )


def _inside(box: Box, other: Box) -> bool:
    return other.x <= box.x and other.y <= box.y and box.right <= other.right and box.bottom <= other.bottom


def _alike(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 6


def _around(box: Box, edge: int) -> Box:
    return Box(box.x - edge, box.y - edge, box.width + 2 * edge, box.height + 2 * edge)


def _patch(image: Image, box: Box) -> Image:
    return image[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right]


def _rim(image: Image, box: Box) -> NDArray[numpy.uint8]:
    """The pixels along the sides of a box."""
    patch = _patch(image, box)
    return numpy.concatenate([patch[0], patch[-1], patch[:, 0], patch[:, -1]])
