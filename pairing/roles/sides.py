"""The cue of sides: one speaker's bubbles keep to the right, the other's text to the left.

Bubbles of one side share an edge to the pixel.  What fills the column is told by avatars, then by colour;
what stands in the middle is a notice; where both speak in bubbles, open text is a name or a time.
"""

from collections.abc import Sequence
from itertools import pairwise

from chatmine.records import Box
from pairing.measures import difference, saturation, shared
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split, same_paper
from pairing.screens import Screen


def by_side(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker's bubbles keep to the right, the other's text to the left."""
    if not blocks or _mostly_in_bands(blocks):
        return None
    column = _column(screen, blocks)
    faced = [b for b in blocks if b.icon and b.icon.box.x < b.extent.x]
    starts = [[other.extent.x for other in faced if other is not b] for b in blocks]
    sides = [
        _side_of_avatar(screen, b, blocks) or _side(screen, column, s, b)
        for b, s in zip(blocks, starts, strict=True)
    ]
    sides = _with_open_text_at_right(screen, blocks, _with_pale_bubbles(screen, blocks, sides))
    sides = _sides_by_colour(blocks, sides)
    all_right = sides.count("right")
    sides = _without_level(blocks, sides)
    right = [b for b, side in zip(blocks, sides, strict=True) if side == "right"]
    left = [b for b, side in zip(blocks, sides, strict=True) if side == "left"]
    if not left or 2 * len(right) <= all_right or _in_one_column(left, right):
        return None
    bubbles_only = _mostly_in_bubbles(left, right)
    margins = [p.box.x for b in left if b.boxed for p in b.pieces] if bubbles_only else []
    voices = [_voice_of_side(screen, b, s, margins) for b, s in zip(blocks, sides, strict=True)]
    voices = _without_outlines(blocks, _without_names(screen, blocks, voices))
    if 1 not in voices:
        return None
    return Split(cue="sides", voices=tuple(voices), clarity=0.97 if bubbles_only else 0.93)


def _with_pale_bubbles(screen: Screen, blocks: Sequence[Block], sides: list[str]) -> list[str]:
    """Text that ends where the right bubbles' does, on a paper nearly the ground, is in one too.

    So is what ends there to a few pixels and begins far right of all that stands at the left.
    """
    right = [b for b, side in zip(blocks, sides, strict=True) if side == "right"]
    ends = [p.box.right for b in right if b.bubble for p in b.pieces]
    shared_end = _shared_end(screen, [b for b in right if b.boxed])
    left = min((b.extent.x for b, side in zip(blocks, sides, strict=True) if side == "left"), default=0)

    def _is_pale(block: Block, side: str) -> bool:
        if block.boxed or block.icon:
            return False
        far = block.extent.x - left > 4 * screen.em and shared_end is not None
        if far and abs(block.extent.right - (shared_end or 0)) < 0.15 * screen.em:
            return True
        tinted = difference(block.paper, screen.ground) > 4
        return side == "centre" and tinted and any(abs(block.extent.right - e) < screen.em for e in ends)

    return ["right" if _is_pale(b, side) else side for b, side in zip(blocks, sides, strict=True)]


def _with_open_text_at_right(screen: Screen, blocks: Sequence[Block], sides: list[str]) -> list[str]:
    """Where only answers stand on cards: open lines that end right of all cards are one's own.

    They end at one border, as text at the left does not; a mark in the corner has no card below it.
    """
    cards = [b for b in blocks if b.boxed and not b.code]
    if not cards or "right" in sides or max(b.length for b in cards) < 40:
        return sides
    end, left, low = max(b.extent.right for b in cards), min(b.extent.x for b in cards), cards[-1].box.y
    own = [b for b in blocks if not b.boxed and not b.icon and b.box.bottom < low]
    own = [b for b in own if b.extent.x > left + 2 * screen.em]
    lines = [p.box.right for b in own for p in b.pieces]
    beyond = bool(lines) and min(lines) > end + 0.5 * screen.em
    if not beyond or max(lines) - min(lines) > 0.3 * screen.em:
        return sides
    return ["right" if b in own else side for b, side in zip(blocks, sides, strict=True)]


def _shared_end(screen: Screen, right: Sequence[Block]) -> int | None:
    """Where the text of two or more bubbles at the right ends to a few pixels, if it does."""
    ends = sorted(max(p.box.right for p in b.pieces) for b in right)
    pairs = [a for a, b in pairwise(ends) if b - a < 0.15 * screen.em]
    return pairs[-1] if pairs else None


def _mostly_in_bands(blocks: Sequence[Block]) -> bool:
    """Whether bands of two colours hold nearly all that is said: what stands at the right is a button."""
    bands = [b for b in blocks if b.banded]
    two = any(not same_paper(b, bands[0]) for b in bands)
    return two and sum(b.length for b in bands) > 0.8 * sum(b.length for b in blocks)


def _without_names(screen: Screen, blocks: Sequence[Block], voices: Sequence[int | None]) -> list[int | None]:
    """A few words right above a bubble, nearer than two bubbles ever are, say whose it is."""
    result = list(voices)
    for place, (name, below) in enumerate(pairwise(blocks)):
        short = name.bubble is None and len(name.pieces) == 1 and name.length <= 16
        near = below.bubble is not None and 0 <= below.box.y - name.box.bottom < 0.6 * screen.em
        if short and near and below.extent.x - screen.em < name.extent.x < below.extent.right:
            result[place] = None
    return result


def _without_outlines(blocks: Sequence[Block], voices: list[int | None]) -> list[int | None]:
    """Where bubbles are filled, boxes that are only outlined offer something to say; code may be pale."""
    boxed = [b for b, v in zip(blocks, voices, strict=True) if v == 1 and b.boxed and not b.code]
    filled = sum(b.length for b in boxed if b.filled)
    outlined = sum(b.length for b in boxed if not b.filled)
    if filled <= outlined:
        return voices
    offered = [b for b in boxed if not b.filled]
    return [None if b in offered else v for b, v in zip(blocks, voices, strict=True)]


def _in_one_column(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Whether a bubble of each side has the same colour and, to the pixel, the same left border."""
    return any(
        a.bubble and b.bubble and same_paper(a, b) and abs(a.extent.x - b.extent.x) <= 2
        for a in left
        for b in right
    )


def _voice_of_side(screen: Screen, block: Block, side: str, margins: Sequence[int]) -> int | None:
    """Where both sides speak in bubbles, open text counts only if it is long and begins where theirs does."""
    if side == "centre":
        return None
    if margins and not block.boxed and _is_in_colour(block):
        return None  # what is offered to be asked next
    if margins and not block.boxed:
        aligned = min(abs(block.first_left - m) for m in margins) < 0.4 * screen.em
        return 1 if aligned and (block.length > 15 or block.icon) else None
    return 0 if side == "right" else 1


def _is_in_colour(block: Block) -> bool:
    """Whether all lines are short ones in a vivid ink, as what can be tapped is."""
    return all(len(p.text) <= 40 and p.line.ink and saturation(p.line.ink) > 80 for p in block.pieces)


def _column(screen: Screen, blocks: Sequence[Block]) -> Box:
    """Where messages stand: the left border that most text keeps to, and the right one of boxes."""
    boxed = [b for b in blocks if b.boxed]
    ruling = boxed if 2 * sum(b.length for b in boxed) > sum(b.length for b in blocks) else blocks
    # A twentieth of the text, or in a long chat of short messages the longest one.
    most = min(0.05 * sum(b.length for b in ruling), max(b.length for b in ruling))
    left = min(b.extent.x for b in ruling if b.length >= most)
    if ruling is boxed:
        left = min([left, *(_left(b) for b in blocks if _opens_message(b) and b.length >= most)])
    # What ends in the left half is no bubble of one's own, but a table's cell.
    half = (left + max(b.extent.right for b in blocks)) / 2
    rights = [b.extent.right for b in boxed if b.extent.x > left + screen.em and b.extent.right > half]
    right = _usual(rights, 0.4 * screen.em) if rights else max(b.extent.right for b in blocks)
    return Box(left, screen.frame.y, max(1, right - left), screen.frame.height)


def _opens_message(block: Block) -> bool:
    """Open text that is no mere name or time: an avatar stands beside it, or it is long."""
    return not block.boxed and (block.length > 30 or (block.icon is not None and block.length > 5))


def _left(block: Block) -> int:
    """Where a block begins; open text with the avatar beside it."""
    beside = block.icon.box.x if block.icon and not block.boxed else block.extent.x
    return min(beside, block.extent.x)


def _usual(values: Sequence[int], reach: float) -> int:
    """The value that most others are near to; of several such the largest."""
    return max(values, key=lambda v: (sum(abs(v - other) <= reach for other in values), v))


def _side(screen: Screen, column: Box, starts: Sequence[int], block: Block) -> str:
    """Which border of the column a block keeps to; its avatar's side where it fills the column.

    What begins where messages beside avatars do (`starts`) begins at the left, without one of its own too.
    """
    em, box = screen.em, block.extent
    left, right = box.x - column.x, column.right - box.right
    if any(abs(box.x - start) <= 0.4 * em for start in starts):
        left = 0
    if _centred(screen, block):
        return "centre"
    if not block.boxed:
        if left > 0.4 * column.width and right < 2.5 * em and block.label:
            return "right"
        return "left" if left <= 0.4 * column.width else "centre"
    side = _side_of_box(left, right, column.width, em)
    if side == "right" and block.code and left < 0.3 * column.width:
        return "left"
    if side == "full" and block.icon:
        return "right" if block.icon.box.x > box.x else "left"
    return side


def _side_of_avatar(screen: Screen, block: Block, blocks: Sequence[Block]) -> str | None:
    """The side that an avatar stands on; None where no other one stands above it or on the other side."""
    if block.icon is None or not block.boxed:
        return None
    x, near = block.icon.box.x, 0.4 * screen.em
    right = x > block.extent.x
    column = [b for b in blocks if b.icon and abs(b.icon.box.x - x) < near]
    across = [b for b in blocks if b.icon and (b.icon.box.x > b.extent.x) != right and _as_large(b, block)]
    if len(column) < 2 and not across:
        return None
    return "right" if right else "left"


def _as_large(one: Block, other: Block) -> bool:
    """Whether two blocks' avatars have one size; buttons beside bubbles have another."""
    sizes = [b.icon.box.width for b in (one, other) if b.icon]
    return min(sizes) > 0.7 * max(sizes)


def _centred(screen: Screen, block: Block) -> bool:
    """One short line or two in the very middle: a notice or a button."""
    single = len(block.pieces) == 1
    if single and block.bubble and block.box.width < 0.75 * screen.frame.width:
        near = 0.3 * screen.em
        if _off_middle(screen, block.box) < near and _off_middle(screen, block.pieces[0].box) < near:
            return block.length <= 40
    if block.length > (40 if single else 80) or len(block.pieces) > 2:
        return False
    if block.extent.width >= (0.5 if single else 0.7) * screen.frame.width:
        return False
    boxes = [block.extent] if len(block.pieces) == 1 else [p.box for p in block.pieces]
    # Lines of a message begin at one border, to a pixel or two.
    apart = len(boxes) == 1 or abs(boxes[0].x - boxes[1].x) > 0.15 * screen.em
    return apart and all(_off_middle(screen, box) < 0.5 * screen.em for box in boxes)


def _off_middle(screen: Screen, box: Box) -> float:
    return abs(2 * box.x + box.width - 2 * screen.frame.x - screen.frame.width) / 2


def _side_of_box(left: int, right: int, width: int, em: float) -> str:
    """By how far a box stands from the column's borders; bubbles of one side share an edge to the pixel."""
    if abs(left) <= 0.4 * em or abs(right) <= 0.4 * em:
        if abs(left) <= 0.4 * em and abs(right) <= 0.4 * em:
            return "full"
        if abs(left) <= 0.4 * em:
            return "left"
        return "right" if left > max(1.2 * em, 0.05 * width) else "full"
    if left <= max(2 * em, 0.05 * width):
        return "full" if right < 1.2 * em else "left"
    return "right" if right < 1.2 * em or right <= 0.6 * left else "centre"


def _sides_by_colour(blocks: Sequence[Block], sides: list[str]) -> list[str]:
    """A block that fills the column has the side of its colour's others; without such, the left.

    So has one without an avatar or whose own box was not seen, as where the picture ends: its text does not
    tell where that is; and a short box in the middle that begins to the pixel where the longer ones do.
    """
    result = []
    for block, side in zip(blocks, sides, strict=True):
        unseen = block.bubble is None and side in ("left", "centre")
        alike = [(b, s) for b, s in zip(blocks, sides, strict=True) if b.boxed and same_paper(b, block)]
        told = {s for _, s in alike}
        mine = "right" in told and "left" not in told and not block.code
        if block.boxed and (unseen or (side == "left" and block.icon is None)):
            seen = {s for b, s in alike if b is not block and b.bubble and (unseen or b.icon)}
            side = "right" if seen == {"right"} else side
        elif side == "full":
            side = "right" if mine else "left"
        elif side == "centre" and mine and block.boxed:
            begins = any(s == "right" and abs(b.extent.x - block.extent.x) <= 2 for b, s in alike)
            side = "right" if begins else side
        elif side == "right" and _begins_with_all([b for b, _ in alike if b is not block], block):
            side = "left"
        result.append(side)
    return result


def _begins_with_all(others: Sequence[Block], block: Block) -> bool:
    """Whether a box begins to the pixel where the others of its colour do and each ends elsewhere.

    The widest of such reaches what looks like the right border.
    """
    begins = [b.extent.x for b in others]
    ends = [b.extent.right for b in others]
    return (
        len(others) >= 2
        and all(abs(x - block.extent.x) <= 2 for x in begins)
        and not any(abs(x - block.extent.right) <= 8 for x in ends)
    )


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
