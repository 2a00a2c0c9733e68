"""A screen's columns: sidebars, lists and windows that stand beside each other.

A window is looked at alone.  A panel as tall as the screen at its side is a sidebar.  In a chat the two
speakers' bubbles are never level with each other; where text on both sides of a gap is level most of the
way, there are two columns.
"""

from collections.abc import Sequence

from chatmine.records import Box
from pairing.measures import hull, same_row
from pairing.screens import Piece, Screen, part
from pairing.windows import inner_window

_LEAST_LINES = 4


def columns(screen: Screen) -> list[Screen]:
    """The screen's columns from left to right; the screen itself where there is only one."""
    window = inner_window(screen)
    if window is not None:
        return columns(part(screen, window.box))
    cut = _side_panel(screen) or _cut(screen)
    if cut is None:
        return [screen]
    frame = screen.frame
    left = part(screen, frame._replace(width=cut - frame.x))
    right = part(screen, Box(cut, frame.y, frame.right - cut, frame.height))
    return [column for half in (left, right) if half.pieces for column in columns(half)]


def _side_panel(screen: Screen) -> int | None:
    """Where a panel as tall as the screen ends that takes up one side of it: a sidebar."""
    frame = screen.frame
    for panel in screen.panels:
        box = panel.box
        if box.height < 0.85 * frame.height or not 0.03 * frame.width < box.width < 0.6 * frame.width:
            continue
        if box.x - frame.x < 0.5 * screen.em:
            return box.right
        if frame.right - box.right < 0.5 * screen.em:
            return box.x
    return None


def _cut(screen: Screen) -> int | None:
    """Where the widest gap between two columns is, or None."""
    words = [p for p in screen.pieces if len(p.text) > 2 and p.line.confidence > 0.5]
    best: tuple[float, int] | None = None
    for start, end in _gaps(screen, words):
        left = [p for p in words if p.box.right <= start + 1]
        right = [p for p in words if p.box.x >= end - 1]
        if _are_columns(left, right) and (best is None or end - start > best[0]):
            best = (end - start, (start + end) // 2)
    return best[1] if best else None


def _gaps(screen: Screen, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Stretches of x that hardly any line crosses, at least a line's height wide."""
    allowed = len(pieces) // 40
    edges = sorted({p.box.x for p in pieces} | {p.box.right for p in pieces})
    gaps = []
    for start, end in zip(edges, edges[1:], strict=False):
        if end - start < screen.em:
            continue
        crossing = sum(p.box.x < end and p.box.right > start for p in pieces)
        if crossing <= allowed:
            gaps.append((start, end))
    return gaps


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Both have lines enough, and the lesser one's are mostly level with the other's."""
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    few, many = sorted((left, right), key=len)
    tall = hull(p.box for p in few)
    near = [p for p in many if p.box.bottom > tall.y and p.box.y < tall.bottom]
    level = sum(any(same_row(p.box, q.box) for q in near) for p in few)
    return level >= 0.6 * len(few)
