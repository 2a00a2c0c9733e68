"""Messages that a picture cuts: the first one above, the last one below, or still being written.

Called by `talks`.  A whole bubble has as much room below its text as above and stands off the edge; what
stands on open ground is told by how near it is to the edge and by how it begins and ends.
"""

import re
from collections.abc import Sequence

from chatmine.records import Box, hull
from pairing.measures import share_inside
from pairing.roles.blocks import Block
from pairing.screens import Piece, Reasons, Screen
from pairing.writing.rows import rows
from pairing.writing.turns import Spoken

_EMPTY_ITEM = re.compile(r"^\d{1,2}[.)、]$")
_ENDS = tuple('。！？.!?…）)”"」』~～')
_AWAITS = re.compile(r"[:：,，、]\s*$")
# An answer begins with a capital; so what begins with a small letter began above.
_AMID = re.compile(r"^(?:[a-z]{2,}(?![\w.(_]))|^[，。、；：）,;]")


def cut_above(screen: Screen, out: Reasons, first: Spoken) -> bool:
    """Whether the first message begins above the picture: no room above its text, or less than below it."""
    block = first.blocks[0]
    text = hull(p.box for p in block.pieces)
    touches = text.y - screen.frame.y < 0.35 * screen.em
    if first.role == "assistant" and not block.code and _AMID.match(_first(block).text.strip()):
        return True
    if block.bubble and not block.banded:
        above, below = _room(screen, block.bubble.box)
        return above < 0.45 * below or touches
    headers = [
        p.box.bottom
        for p in screen.pieces
        if out.get(p.number) in ("title", "status bar") and p.box.bottom <= text.y + 0.3 * screen.em
    ]
    return touches or any(text.y - bottom < 0.5 * screen.em for bottom in headers)


def _first(block: Block) -> Piece:
    return min(block.pieces, key=lambda p: (p.box.y, p.box.x))


def _room(screen: Screen, bubble: Box) -> tuple[int, int]:
    """How much of a bubble is free above and below what stands in it, times included."""
    boxes = [p.box for p in screen.pieces if share_inside(p.box, bubble) >= 0.8]
    inside = hull(boxes or [bubble])
    return inside.y - bubble.y, bubble.bottom - inside.bottom


def cut_below(screen: Screen, last: Spoken, bottom: int) -> bool:
    """Whether the last message goes on below `bottom` (the picture's edge or the input box).

    So does a list whose last item is empty, and an answer that ends with a colon.
    """
    block, em = last.blocks[-1], screen.em
    final = max(block.pieces, key=lambda p: (p.box.bottom, p.box.right)).text.strip()
    ended = final.endswith(_ENDS)
    if _EMPTY_ITEM.match(final) or (last.role == "assistant" and _AWAITS.search(final)):
        return True
    if block.bubble and not block.banded:
        above, below = _room(screen, block.bubble.box)
        touches = block.bubble.box.bottom > bottom - 0.3 * em
        return below < 0.45 * above or (touches and not (ended and below > 0.7 * above))
    left = bottom - max(p.box.bottom for p in block.pieces)
    if last.role == "user":
        return left < 0.5 * em and not ended
    return not ended and left < (3 if _fills_row(block.pieces) else 1.3) * em


def _fills_row(pieces: Sequence[Piece]) -> bool:
    """Whether the last row reaches nearly as far as rows do: the sentence needs another."""
    lined = rows(pieces)
    return len(lined) > 1 and lined[-1].right > max(row.right for row in lined) - 4 * lined[-1].box.height
