"""Two voices told apart: which of a screen's blocks are one speaker's and which the other's.

Cues, the clearest first: labels, sides, bands, boxes, avatars, inks, a question's box above an answer,
bubbles of one side alone.  Each cue that applies splits the blocks in two (what fits neither is out); the
first that makes a plausible chat is taken.  Which of the two voices is the user is decided in `speakers`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chatmine.records import Box, Colour
from pairing.blocks import Block
from pairing.measures import difference, lightness, same_row, saturation, shared
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


def splits(screen: Screen, blocks: Sequence[Block]) -> Iterator[Split]:
    """The splits by all cues that apply, the clearest cue first."""
    cues: tuple[Cue, ...] = (by_label, by_side, by_band, by_box, by_avatar, by_ink, by_opening, alone)
    found = (split for cue in cues if (split := cue(screen, blocks)))
    return (_without_preface(screen, blocks, split) for split in found)


def _without_preface(screen: Screen, blocks: Sequence[Block], split: Split) -> Split:
    """A title above the first message is none: short, and not beginning where that speaker's messages do."""
    first = next((n for n, v in enumerate(split.voices) if v is not None), None)
    if first is None or split.cue in ("labels", "bands", "alone"):
        return split
    block, voice = blocks[first], split.voices[first]
    others = [b for b, v in zip(blocks[first + 1 :], split.voices[first + 1 :], strict=True) if v == voice]
    astray = others and all(abs(b.extent.x - block.extent.x) > screen.em for b in others)
    strange = (
        all(difference(b.paper, block.paper) > 30 for b in others)
        if block.boxed
        else all(b.boxed for b in others)
    )
    odd = others and strange
    sentence = block.pieces[-1].text.rstrip()[-1:] in tuple("。？！?!.…~～")
    if (
        voice == 0
        and split.cue == "sides"
        or not (astray or odd)
        or sentence
        or block.length > 60
        or len(block.pieces) > 2
    ):
        return split
    return replace(split, voices=(*split.voices[:first], None, *split.voices[first + 1 :]))


def by_label(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Labels name both roles; a block without one goes on with the role of the block before."""
    if len({block.label for block in blocks if block.label}) < 2:
        return None
    voices = _carried([None if b.label is None else int(b.label == "assistant") for b in blocks])
    if voices[0] is None and blocks[0].length > 40:
        first = next(v for v in voices if v is not None)
        voices = [1 - first if v is None else v for v in voices]
    return Split(cue="labels", voices=tuple(voices), clarity=1.0)


def _carried(voices: Iterable[int | None]) -> list[int | None]:
    """A block without a voice of its own goes on with the voice above it."""
    result: list[int | None] = []
    for voice in voices:
        result.append(voice if voice is not None else (result[-1] if result else None))
    return result


def _in_order(voices: Sequence[int | None]) -> tuple[int | None, ...]:
    """The same voices, 0 for the one that is heard first."""
    first = next((v for v in voices if v is not None), 0)
    return tuple(None if v is None else int(v != first) for v in voices)


def by_side(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker's bubbles keep to the right, the other's text to the left."""
    if not blocks:
        return None
    column = _column(screen, blocks)
    sides = [_side_of_avatar(screen, b, blocks) or _side(screen, column, b) for b in blocks]
    sides = _sides_by_colour(blocks, sides)
    all_right = sides.count("right")
    sides = _without_level(blocks, sides)
    right = [b for b, side in zip(blocks, sides, strict=True) if side == "right"]
    left = [b for b, side in zip(blocks, sides, strict=True) if side == "left"]
    if not left or 2 * len(right) <= all_right:
        return None
    bubbles_only = _mostly_in_bubbles(left, right)
    margins = [p.box.x for b in left if b.boxed for p in b.pieces] if bubbles_only else []
    voices = [_voice_of_side(screen, b, s, margins) for b, s in zip(blocks, sides, strict=True)]
    voices = _without_outlines(blocks, voices)
    if 1 not in voices:
        return None
    return Split(cue="sides", voices=tuple(voices), clarity=0.97 if bubbles_only else 0.93)


def _without_outlines(blocks: Sequence[Block], voices: list[int | None]) -> list[int | None]:
    """Where bubbles are filled, boxes that are only outlined offer something to say."""
    filled = sum(b.filled for b, v in zip(blocks, voices, strict=True) if v == 1 and b.boxed)
    outlined = sum(not b.filled for b, v in zip(blocks, voices, strict=True) if v == 1 and b.boxed)
    if filled <= outlined:
        return voices
    return [None if v == 1 and b.boxed and not b.filled else v for b, v in zip(blocks, voices, strict=True)]


def _voice_of_side(screen: Screen, block: Block, side: str, margins: Sequence[int]) -> int | None:
    """Where both sides speak in bubbles, open text counts only if it is long and begins where theirs does."""
    if side == "centre":
        return None
    if margins and not block.boxed:
        aligned = min(abs(block.first_left - m) for m in margins) < 0.4 * screen.em
        return 1 if aligned and block.length > 30 else None
    return 0 if side == "right" else 1


def _column(screen: Screen, blocks: Sequence[Block]) -> Box:
    """Where messages stand: the left border that most text keeps to, and the right one of boxes."""
    boxed = [b for b in blocks if b.boxed]
    ruling = boxed if 2 * sum(b.length for b in boxed) > sum(b.length for b in blocks) else blocks
    most = 0.05 * sum(b.length for b in ruling)
    left = min(b.extent.x for b in ruling if b.length >= most)
    rights = [b.extent.right for b in boxed if b.extent.x > left + screen.em]
    right = _usual(rights, 0.4 * screen.em) if rights else max(b.extent.right for b in blocks)
    return Box(left, screen.frame.y, max(1, right - left), screen.frame.height)


def _usual(values: Sequence[int], reach: float) -> int:
    """The value that most others are near to; of several such the largest."""
    return max(values, key=lambda v: (sum(abs(v - other) <= reach for other in values), v))


def _side(screen: Screen, column: Box, block: Block) -> str:
    """Which border of the column a block keeps to; its avatar's side where it fills the column."""
    em, box = screen.em, block.extent
    left, right = box.x - column.x, column.right - box.right
    if _centred(screen, block):
        return "centre"
    if not block.boxed:
        if left > 0.4 * column.width and right < 2.5 * em and block.label:
            return "right"
        return "left" if left <= 0.4 * column.width else "centre"
    side = _side_of_box(left, right, column.width, em)
    if side == "full" and block.icon:
        return "right" if block.icon.box.x > box.x else "left"
    return side


def _side_of_avatar(screen: Screen, block: Block, blocks: Sequence[Block]) -> str | None:
    """The side that an avatar stands on, if it stands in a column with another one; None without such."""
    if block.icon is None or not block.boxed:
        return None
    x, near = block.icon.box.x, 0.4 * screen.em
    column = [b for b in blocks if b.icon and abs(b.icon.box.x - x) < near]
    if len(column) < 2:
        return None
    return "right" if x > block.extent.x else "left"


def _centred(screen: Screen, block: Block) -> bool:
    """A short line in the very middle: a notice or a button."""
    if block.length > 40:
        return False
    off = abs(2 * block.extent.x + block.extent.width - 2 * screen.frame.x - screen.frame.width) / 2
    return off < 0.5 * screen.em and block.extent.width < 0.5 * screen.frame.width


def _side_of_box(left: int, right: int, width: int, em: float) -> str:
    """By how far a box stands from the column's borders; bubbles of one side share an edge to the pixel."""
    if abs(left) <= 0.4 * em or abs(right) <= 0.4 * em:
        if abs(left) <= 0.4 * em and abs(right) <= 0.4 * em:
            return "full"
        if abs(left) <= 0.4 * em:
            return "left"
        return "right" if left > max(2 * em, 0.05 * width) else "full"
    if left <= max(2 * em, 0.05 * width):
        return "full" if right < 1.2 * em else "left"
    return "right" if right < 1.2 * em or right <= 0.6 * left else "centre"


def _sides_by_colour(blocks: Sequence[Block], sides: list[str]) -> list[str]:
    """A block that fills the column has the side of its colour's others; without such, the left."""
    result = []
    for block, side in zip(blocks, sides, strict=True):
        if side == "full":
            alike = [s for b, s in zip(blocks, sides, strict=True) if b.boxed and _same_paper(b, block)]
            mine = "right" in alike and "left" not in alike and not block.code
            side = "right" if mine else "left"
        result.append(side)
    return result


def _same_paper(one: Block, other: Block) -> bool:
    return difference(one.paper, other.paper) <= 4


def _without_level(blocks: Sequence[Block], sides: Sequence[str]) -> list[str]:
    """Boxes level with text of the other side are buttons or columns, no turns."""
    left = [b for b, side in zip(blocks, sides, strict=True) if side == "left"]
    return [
        "centre" if side == "right" and any(_stand_level(block, other) for other in left) else side
        for block, side in zip(blocks, sides, strict=True)
    ]


def _stand_level(one: Block, other: Block) -> bool:
    return shared(one.box.y, one.box.bottom, other.box.y, other.box.bottom) > 0.5 * one.box.height


def _mostly_in_bubbles(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Whether both sides speak in bubbles, so that what stands on open ground is no message.

    Code on a panel of its own is part of an answer on open ground.
    """
    inside = sum(b.length for b in left if b.boxed and not b.code)
    outside = sum(b.length for b in left if not b.boxed)
    return inside > outside and all(b.boxed for b in right)


def by_band(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Full-width bands take turns with bands of another colour or with the open ground."""
    bands = _clusters([(b.paper, b.length) for b in blocks if b.banded])
    bare = [b for b in blocks if not b.banded]
    told = [b for b in bare if b.boxed or _nearest(b.paper, bands) is None]
    grounds = told or (bare if len(bands) == 1 else [])
    if not bands or len(bands) + bool(grounds) < 2:
        return None
    margin = _text_margin(screen, blocks)
    voices: list[int | None] = []
    for block in blocks:
        astray = block.length <= 40 and abs(block.first_left - margin) > 3 * screen.em
        astray = astray and (block.banded or block is blocks[0])
        near = None if block in grounds else _nearest(block.paper, bands)
        voices.append(None if astray else len(bands) if near is None else near)
    main = _two_loudest(blocks, voices)
    voices = _carried([v if v in main or v is None else None for v in voices])
    if len(main) < 2 or set(main) - set(voices):
        return None
    return Split(
        cue="bands", voices=_in_order([None if v is None else main.index(v) for v in voices]), clarity=0.95
    )


def _two_loudest(blocks: Sequence[Block], voices: Sequence[int | None]) -> list[int]:
    """The two voices that most of the blocks have."""
    counted = sorted({v for v in voices if v is not None}, key=lambda v: -voices.count(v))
    return counted[:2]


def _text_margin(screen: Screen, blocks: Sequence[Block]) -> float:
    """Where the text of most blocks begins."""
    lefts = sorted((b.first_left, b.length) for b in blocks)
    return max(
        (left for left, _ in lefts),
        key=lambda left: sum(n for other, n in lefts if abs(other - left) < screen.em),
    )


def _nearest(colour: Colour | None, papers: Sequence[Colour]) -> int | None:
    near = [difference(colour, paper) for paper in papers] or [255]
    return near.index(min(near)) if min(near) <= 4 else None


def _clusters(colours: Sequence[tuple[Colour | None, int]]) -> list[Colour]:
    """Different colours, the one with most text first."""
    weights: dict[Colour, int] = {}
    for colour, weight in colours:
        if colour is not None:
            near = next((c for c in weights if difference(c, colour) <= 4), colour)
            weights[near] = weights.get(near, 0) + weight
    return sorted(weights, key=lambda c: -weights[c])


def by_avatar(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Avatars of two kinds stand at the beginnings; a block without one goes on with the one before."""
    icons = [b.icon for b in blocks if b.icon and b.icon.box.x < b.first_left]
    if len(icons) < 2:
        return None
    reference = max(icons, key=lambda icon: saturation(icon.colour))
    voices = _carried(
        [
            int(difference(b.icon.colour, reference.colour) > 25) if b.icon in icons and b.icon else None
            for b in blocks
        ]
    )
    if {0, 1} - set(voices):
        return None
    return Split(cue="avatars", voices=_in_order(voices), clarity=0.8)


def by_box(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Boxes one above the other: the tinted ones are one speaker's, the grey ones the other's."""
    boxed = [b for b in blocks if b.boxed and b.paper]
    if len(boxed) < 2 or sum(b.length for b in boxed) < 0.7 * sum(b.length for b in blocks):
        return None
    shades = _shades([b.paper for b in boxed if b.paper])
    if shades is None:
        return None
    voices = [int(shades[b.paper]) if b in boxed and b.paper else None for b in blocks]
    return Split(cue="boxes", voices=_in_order(voices), clarity=0.8)


def _shades(papers: Sequence[Colour]) -> dict[Colour, bool] | None:
    """Whether each paper is one of the tinted ones, or of the darker ones where none is tinted."""
    for measure in (saturation, lightness):
        values = {paper: measure(paper) for paper in papers}
        low, high = min(values.values()), max(values.values())
        if high - low >= 8:
            return {paper: value > (low + high) / 2 for paper, value in values.items()}
    colours = _clusters([(paper, 1) for paper in papers])
    return {paper: bool(_nearest(paper, colours)) for paper in papers} if len(colours) == 2 else None


def by_ink(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Boxes of one colour whose letters have two: questions in grey, answers in black."""
    boxed = [b for b in blocks if b.boxed]
    boxed = [b for b in blocks if b.boxed or any(_same_paper(b, other) for other in boxed)]
    left = _text_margin(screen, boxed) if boxed else 0
    boxed = [b for b in boxed if abs(b.first_left - left) < 2 * screen.em]
    inks = _clusters([(b.pieces[0].line.ink, b.length) for b in boxed])
    if len(boxed) < 3 or len(inks) < 2 or difference(inks[0], inks[1]) < 60:
        return None
    voices = [
        min((0, 1), key=lambda n: difference(b.pieces[0].line.ink, inks[n])) if b in boxed else None
        for b in blocks
    ]
    if sum(a != b for a, b in zip(voices, voices[1:], strict=False)) < 2:
        return None
    return Split(cue="inks", voices=_in_order(voices), clarity=0.6)


def by_opening(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """A box across the column at the top, and running text below it: a question and its answer."""
    if len(blocks) < 2 or not (blocks[0].boxed or blocks[0].banded) or blocks[0].code:
        return None
    opened = [b for b in blocks[1:] if not b.boxed and len(b.pieces) > 1]
    said = sum(b.length for b in opened)
    high = blocks[0].box.y < screen.frame.y + 0.3 * screen.frame.height
    if not high or said < max(60, blocks[0].length):
        return None
    voices = [0, *(1 if not b.boxed or b.code or b.length > 80 else None for b in blocks[1:])]
    return Split(cue="opening", voices=tuple(voices), clarity=0.6)


def alone(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker only: bubbles on the side of their avatars, or text with an answer's buttons below."""
    boxed = [b for b in blocks if b.boxed]
    said = sum(b.length for b in blocks)
    if sum(b.length for b in boxed) < max(20, 0.8 * said):
        answered = said > 60 and any(has_action_row(screen, b) for b in blocks)
        return Split(cue="alone", voices=(1,) * len(blocks), clarity=0.7) if answered else None
    near = [int(b.icon.box.x < b.extent.x) for b in boxed if b.icon]
    if not near and max(b.length for b in boxed) < 60:
        return None
    voice = int(2 * sum(near) >= len(near))
    return Split(cue="alone", voices=tuple(voice if b.boxed else None for b in blocks), clarity=0.7)


def has_action_row(screen: Screen, block: Block) -> bool:
    """Whether three or more small icons stand in a row right below a text: copy, thumbs, once more."""
    em, bottom = screen.em, max(p.box.bottom for p in block.pieces)
    marks = [i.box for i in screen.icons] + [p.box for p in screen.pieces if len(p.text) == 1]
    below = [b for b in marks if 0 <= b.y - bottom < 3 * em and b.width < 2 * em]
    row = [b for b in below if any(same_row(b, other) for other in below)]
    return len(row) >= 3 and abs(min(b.x for b in row) - block.first_left) < 2.5 * em
