"""The bubble or band that a line stands in: the largest panel behind it that is no window.

Called by `stacking` with the windows around the conversation.
"""

from chatmine.records import Box, Shape
from pairing.measures import difference
from pairing.screens import Piece, Screen, holders


def bubble_behind(screen: Screen, piece: Piece, around: list[Shape]) -> Shape | None:
    """The largest panel behind the piece that is no window; none if the paper right behind it is another."""
    behind = [h for h in holders(screen, piece) if h not in around]
    if not behind:
        return None
    wide = behind[-1].box.width > 0.85 * screen.frame.width
    if wide and difference(behind[-1].colour, piece.line.paper) > 24:
        return None
    return _whole(screen, behind[0])


def _whole(screen: Screen, panel: Shape) -> Shape:
    """The larger panel that a panel is the head of: right below it, of one width (a code block, a card)."""
    box, near = panel.box, 0.3 * screen.em
    if box.height > 3 * screen.em or is_band(screen, box):
        return panel
    for other in screen.panels:
        touches = -near <= other.box.y - box.bottom <= near
        as_wide = abs(other.box.x - box.x) < near and abs(other.box.right - box.right) < near
        if touches and as_wide and other.box.height > box.height:
            return other
    return panel


def is_band(screen: Screen, box: Box) -> bool:
    """Whether a panel reaches from border to border, or is one of a pile of such in two colours."""
    frame, em = screen.frame, screen.em
    return (box.x - frame.x < 0.6 * em and frame.right - box.right < 0.6 * em) or _is_piled(screen, box)


def _is_piled(screen: Screen, box: Box) -> bool:
    """Whether a panel is one of three or more that touch, of one width, the first and third of one colour.

    So stand bands in a column whose borders are not seen.  A code block and its header are only two.
    """
    if box.width < 0.4 * screen.frame.width:
        return False
    pile = [s for s in screen.panels if _is_as_wide(s.box, box, 0.4 * screen.em)]
    pile.sort(key=lambda s: s.box.y)
    for one, two, three in zip(pile, pile[1:], pile[2:], strict=False):
        touch = max(abs(two.box.y - one.box.bottom), abs(three.box.y - two.box.bottom)) < 0.4 * screen.em
        turns = difference(one.colour, two.colour) > 4 >= difference(one.colour, three.colour)
        if touch and turns and box in (one.box, two.box, three.box):
            return True
    return False


def _is_as_wide(one: Box, other: Box, near: float) -> bool:
    return abs(one.x - other.x) < near and abs(one.right - other.right) < near
