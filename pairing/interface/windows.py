"""Windows: panels that hold a conversation, against bubbles and bands, which hold a message.

A window holds a title or an input box, bubbles of two sides, labels of two roles, or most of its text in
boxes of its own.
"""

from chatmine.records import Box, Shape
from pairing.interface.authors import holds_post
from pairing.interface.chrome import chrome
from pairing.measures import share_inside, shared
from pairing.roles.labels import role_named
from pairing.screens import Piece, Reasons, Screen
from pairing.writing.code import stands_as_code


def inner_window(screen: Screen) -> Shape | None:
    """The smallest window with most of the screen's text, where something stands beside it.

    A fifth of the text is enough for one that has both two sides and an input box: others lie behind it.
    """
    out = chrome(screen)
    kept = [p for p in screen.pieces if p.number not in out]
    whole = sum(len(p.text) for p in kept)
    found = windows(screen, out)
    for window in reversed(found):
        inside = sum(len(p.text) for p in kept if share_inside(p.box, window.box) >= 0.8)
        narrower = window.box.width < 0.95 * screen.frame.width
        lower = window.box.height < 0.9 * screen.frame.height and inside < 0.97 * whole
        # A cut bubble runs into an input bar of its colour: that is no window below the others.
        lower = lower and window.box.y < screen.frame.y + 0.4 * screen.frame.height
        if any(_in_one_pile(window.box, other.box, screen.em) for other in found):
            continue
        least = 0.2 if _is_whole_chat(screen, window, out) else 0.4
        if least * whole < inside and (narrower or lower):
            return window
    return None


def _in_one_pile(one: Box, other: Box, em: float) -> bool:
    """Whether two panels of one width touch, one above the other: the posts of one thread."""
    touch = min(abs(one.y - other.bottom), abs(other.y - one.bottom)) < em
    return touch and abs(one.x - other.x) + abs(one.right - other.right) < 0.5 * em


def _is_whole_chat(screen: Screen, window: Shape, out: Reasons) -> bool:
    """Whether a window has both two speakers' sides and a place to write."""
    fields = [p for p in screen.pieces if out.get(p.number) == "placeholder"]
    written = any(share_inside(p.box, window.box) >= 0.8 for p in fields)
    return written and _holds_two_sides(screen, window)


def windows(screen: Screen, out: Reasons) -> list[Shape]:
    """The panels that are windows, from large to small."""
    return [panel for panel in screen.panels if _is_window(screen, panel, out)]


_FRAME = ("placeholder", "title", "status bar", "footer", "below the input")


def _is_window(screen: Screen, panel: Shape, out: Reasons) -> bool:
    """What holds the conversation: nearly the whole screen, a title, an input box, or bubbles."""
    frame, box = screen.frame, panel.box
    if box.height > 0.92 * frame.height and box.width > 0.5 * frame.width:
        return True
    inside = [p for p in screen.pieces if share_inside(p.box, box) >= 0.8]
    if inside and stands_as_code(screen, inside, panel):
        return False
    if any(out.get(p.number) in _FRAME for p in inside) and box.height > 6 * screen.em:
        return True
    if holds_post(screen, box):
        return True
    roles = {role_named(p) for p in inside} - {None}
    return len(roles) == 2 or _holds_two_sides(screen, panel) or _holds_boxes(screen, panel, inside)


def _holds_boxes(screen: Screen, panel: Shape, inside: list[Piece]) -> bool:
    """Whether most of what a panel holds stands in two or more panels of its own."""
    nested = [p for p in screen.panels if p is not panel and share_inside(p.box, panel.box) >= 0.95]
    nested = [p for p in nested if p.box.height < 0.9 * panel.box.height and _holds_text(screen, p)]
    nested = [p for p in nested if not _holds_code(screen, p)]
    homes = {p.number: next((n for n in nested if share_inside(p.box, n.box) >= 0.8), None) for p in inside}
    housed = sum(len(p.text) for p in inside if homes[p.number])
    return len({id(h) for h in homes.values() if h}) > 1 and housed > 0.8 * sum(len(p.text) for p in inside)


def _holds_two_sides(screen: Screen, panel: Shape) -> bool:
    """Whether bubbles in the panel keep to different borders, or one is shifted to the right."""
    box, em = panel.box, screen.em
    inside = [p for p in screen.panels if p is not panel and share_inside(p.box, box) >= 0.95]
    inside = [p for p in inside if p.box.width < 0.97 * box.width and _holds_text(screen, p)]
    outer = [p for p in inside if not any(q is not p and share_inside(p.box, q.box) >= 0.95 for q in inside)]
    outer = [p for p in outer if not any(q is not p and _beside(p, q) for q in outer)]  # no cells of a table
    for one in outer:
        left, right = one.box.x - box.x, box.right - one.box.right
        if left > 2 * right + 2 * em and _has_text_left_of(screen, panel, one):
            return True
    lefts = [p for p in outer if p.box.x - box.x < 0.25 * box.width]
    rights = [p for p in outer if box.right - p.box.right < 0.25 * box.width]
    return any(
        b.box.x - a.box.x > 2 * em and b.box.right - a.box.right > 2 * em and not _beside(a, b)
        for a in lefts
        for b in rights
    )


def _holds_code(screen: Screen, panel: Shape) -> bool:
    inside = [p for p in screen.pieces if share_inside(p.box, panel.box) >= 0.8]
    return bool(inside) and stands_as_code(screen, inside, panel)


def _beside(one: Shape, other: Shape) -> bool:
    return shared(one.box.y, one.box.bottom, other.box.y, other.box.bottom) > 0


def _holds_text(screen: Screen, panel: Shape) -> bool:
    return any(share_inside(p.box, panel.box) >= 0.8 and len(p.text) > 1 for p in screen.pieces)


def _has_text_left_of(screen: Screen, window: Shape, bubble: Shape) -> bool:
    """Whether the panel also holds text that begins left of the bubble and is not level with it."""
    return any(
        share_inside(p.box, window.box) >= 0.8
        and p.box.x < bubble.box.x
        and shared(p.box.y, p.box.bottom, bubble.box.y, bubble.box.bottom) == 0
        for p in screen.pieces
    )
