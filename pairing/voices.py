"""Two voices told apart: which of a screen's blocks are one speaker's and which the other's.

Cues, the clearest first: labels, sides, papers, avatars, inks.  Each cue that applies splits the blocks in
two (what fits neither is out, with a reason); the first that splits them soundly is taken.  Which of the
two voices is the user is decided in `speakers`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chatmine.records import Box, Colour
from pairing.blocks import Block
from pairing.measures import difference, hull, saturation, shared
from pairing.screens import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What a cue says: the voice (0 or 1) of each block, None where the block is no message.

    `clarity` is 0 to 1.  For labels, 0 is the user; for sides, 0 is the right one; else 0 is the voice
    that is heard first.
    """

    cue: str
    voices: tuple[int | None, ...]
    clarity: float


Cue = Callable[[Screen, Sequence[Block]], Split | None]


def tell_apart(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """The split by the first cue that applies, or None: then nobody can be told from anybody."""
    cues: tuple[Cue, ...] = (by_label, by_side, by_paper, by_avatar, by_ink)
    return next((split for cue in cues if (split := cue(screen, blocks))), None)


def by_label(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Labels name both roles; a block without one goes on with the role of the block before."""
    named = {block.label for block in blocks if block.label}
    if len(named) < 2:
        return None
    voices: list[int | None] = []
    current: int | None = None
    for block in blocks:
        if block.label:
            current = 0 if block.label == "user" else 1
        voices.append(current)
    if voices and voices[0] is None and blocks[0].length > 5:
        first = next(v for v in voices if v is not None)
        voices = [1 - first if v is None else v for v in voices]
    return Split(cue="labels", voices=tuple(voices), clarity=1.0)


def by_side(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker's bubbles keep to the right, the other's text to the left."""
    column = _column(blocks)
    sides = [_side(screen, column, block) for block in blocks]
    sides = _sides_by_colour(blocks, sides)
    right = [b for b, side in zip(blocks, sides, strict=True) if side == "right"]
    left = [b for b, side in zip(blocks, sides, strict=True) if side == "left"]
    if not right or not left or _level(right, left) > 0.3:
        return None
    bubbles_only = _mostly_in_bubbles(left, right)
    voices = tuple(
        _voice_of_side(block, side, bubbles_only) for block, side in zip(blocks, sides, strict=True)
    )
    if 1 not in voices:
        return None
    return Split(cue="sides", voices=voices, clarity=0.95 if bubbles_only else 0.9)


def _voice_of_side(block: Block, side: str, bubbles_only: bool) -> int | None:
    if side == "centre" or (bubbles_only and block.bubble is None):
        return None
    return 0 if side == "right" else 1


def _column(blocks: Sequence[Block]) -> Box:
    """The column in which the messages stand: from the leftmost to the rightmost."""
    return hull(block.box for block in blocks) if blocks else Box(0, 0, 0, 0)


def _side(screen: Screen, column: Box, block: Block) -> str:
    """Which border of the column a block keeps to; "left" also where it fills the column."""
    left, right = block.box.x - column.x, column.right - block.box.right
    em = screen.em
    if block.bubble is None and left <= 0.3 * column.width:
        return "left"
    if left > right + 1.5 * em:
        if right > max(3 * em, 0.15 * column.width):
            return "centre"
        return "right"
    if left > 3 * em and abs(left - right) <= 1.5 * em:
        return "centre"
    return "left" if right > left + 1.5 * em else "full"


def _sides_by_colour(blocks: Sequence[Block], sides: list[str]) -> list[str]:
    """A block that fills the column has the side of its colour's others; without such, the left."""
    result = []
    for block, side in zip(blocks, sides, strict=True):
        if side == "full":
            votes = [
                s
                for b, s in zip(blocks, sides, strict=True)
                if b.bubble
                and block.bubble
                and s in ("left", "right")
                and difference(b.paper, block.paper) <= 4
            ]
            side = "right" if votes and votes.count("right") > votes.count("left") else "left"
        result.append(side)
    return result


def _level(some: Iterable[Block], others: Sequence[Block]) -> float:
    """The share of `some` that stands level with one of the `others`: those are columns, not turns."""
    many = list(some)
    level = [
        b
        for b in many
        if any(shared(b.box.y, b.box.bottom, o.box.y, o.box.bottom) > 0.5 * b.box.height for o in others)
    ]
    return len(level) / max(1, len(many))


def _mostly_in_bubbles(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Whether both sides speak in bubbles, so that what stands on open ground is no message."""
    inside = sum(b.length for b in left if b.bubble)
    return inside > sum(b.length for b in left if not b.bubble) and all(b.bubble for b in right)


def by_paper(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Two papers take turns: full-width bands, or boxes of two colours one above the other."""
    papers = _clusters([(b.paper, b.length) for b in blocks if b.paper])
    if len(papers) < 2:
        return None
    first, second = papers[:2]
    voices: list[int | None] = []
    for block in blocks:
        near = [difference(block.paper, paper) for paper in (first, second)]
        voices.append(near.index(min(near)) if min(near) <= 4 else None)
    voices = _filled(voices)
    wide = [b for b in blocks if b.bubble and b.box.width > 0.6 * screen.frame.width]
    if len(wide) < 1 or sum(v is not None for v in voices) < 2 or {0, 1} - set(voices):
        return None
    return Split(cue="papers", voices=_in_order(voices), clarity=0.9)


def _clusters(colours: Sequence[tuple[Colour | None, int]]) -> list[Colour]:
    """Different colours, the one with most text first."""
    weights: dict[Colour, int] = {}
    for colour, weight in colours:
        if colour is None:
            continue
        near = next((c for c in weights if difference(c, colour) <= 4), colour)
        weights[near] = weights.get(near, 0) + weight
    return sorted(weights, key=lambda c: -weights[c])


def _filled(voices: list[int | None]) -> list[int | None]:
    """What is on a third paper (a code block) goes on with what is above it."""
    result: list[int | None] = []
    for voice in voices:
        result.append(voice if voice is not None else (result[-1] if result else None))
    return result


def _in_order(voices: Sequence[int | None]) -> tuple[int | None, ...]:
    """The same voices, 0 for the one that is heard first."""
    first = next((v for v in voices if v is not None), 0)
    return tuple(None if v is None else int(v != first) for v in voices)


def by_avatar(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Avatars of two kinds stand at the beginnings; a block without one goes on with the one before."""
    marked = [b for b in blocks if b.icon]
    colours = _clusters([(b.icon.colour, 1) for b in marked if b.icon])
    if len(marked) < 2 or len(colours) < 2:
        return None
    first = max(marked, key=lambda b: saturation(b.icon.colour) if b.icon else 0).icon
    voices: list[int | None] = []
    for block in blocks:
        if block.icon and first:
            voices.append(int(difference(block.icon.colour, first.colour) > 25))
        else:
            voices.append(voices[-1] if voices else None)
    if {0, 1} - set(voices):
        return None
    return Split(cue="avatars", voices=_in_order(voices), clarity=0.75)


def by_ink(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Boxes of one colour whose letters have two: questions in grey, answers in black."""
    boxed = [b for b in blocks if b.bubble]
    if len(boxed) < 3:
        return None
    inks = _clusters([(b.pieces[0].line.ink, b.length) for b in boxed])
    if len(inks) < 2 or difference(inks[0], inks[1]) < 60:
        return None
    voices: list[int | None] = []
    for block in blocks:
        near = [difference(block.pieces[0].line.ink, ink) for ink in inks[:2]]
        voices.append(near.index(min(near)) if block.bubble else None)
    if sum(a != b for a, b in zip(voices, voices[1:], strict=False)) < 2:
        return None
    return Split(cue="inks", voices=_in_order(voices), clarity=0.6)
