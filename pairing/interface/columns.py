"""A screen's columns: sidebars, lists and windows that stand beside each other.

A window is looked at alone.  A panel as tall as the screen at its side is a sidebar.  In a chat the two
speakers' bubbles are never level with each other; where text on both sides of a gap is level most of the
way, there are two columns.
"""

from collections.abc import Sequence

from chatmine.records import Box, hull
from pairing.interface.windows import inner_window
from pairing.measures import middle, same_row, share_inside, shared
from pairing.screens import Piece, Screen, holders, part
from pairing.words import ASSISTANT_LABELS, CLOCK, INSTRUCTIONS, STATUS_BAR, USER_LABELS

_LEAST_LINES = 4


def columns(screen: Screen) -> list[Screen]:
    """The columns in which there may be a chat, from left to right; the screen itself if there is one only.

    A column less than half as wide as the widest is a sidebar and left out, with all its lines.
    """
    found = _split(screen)
    widest = max(column.frame.width for column in found)
    return [column for column in found if column.frame.width >= 0.45 * widest]


def _split(screen: Screen) -> list[Screen]:
    frame = screen.frame
    fold = _second_status_bar(screen)
    if fold is not None:
        upper, lower = _slice(frame, frame.y, fold), _slice(frame, fold, frame.bottom)
        return [column for half in (upper, lower) for column in _split(part(screen, half))]
    fold = _status_bar_within(screen)
    if fold is not None:
        above = part(screen, _slice(frame, frame.y, fold))
        phone = part(screen, _slice(frame, fold, frame.bottom))
        window = inner_window(phone)  # a panel below the status bar is a bubble
        whole = window is not None and window.box.y - fold > 1.2 * screen.em
        return [*_split(above), *([phone] if whole else _split(phone))]
    window = inner_window(screen)
    if window is not None:
        return [column for one in _around(screen, window.box) for column in _split(one)]
    cut = _side_panel(screen) or _cut(screen)
    if cut is None:
        return [screen]
    left = part(screen, frame._replace(width=cut - frame.x))
    right = part(screen, Box(cut, frame.y, frame.right - cut, frame.height))
    return [column for half in (left, right) if half.pieces for column in _split(half)]


def _slice(frame: Box, top: int, bottom: int) -> Box:
    return Box(frame.x, top, frame.width, bottom - top)


def _around(screen: Screen, window: Box) -> list[Screen]:
    """The window, and what stands left and right of it if that is more than a few lines."""
    frame = screen.frame
    left = frame._replace(width=max(0, window.x - frame.x))
    right = Box(window.right, frame.y, max(0, frame.right - window.right), frame.height)
    sides = [part(screen, side) if side.width > 6 * screen.em else None for side in (left, right)]
    kept = [side if side and len(side.pieces) >= _LEAST_LINES else None for side in sides]
    return [one for one in (kept[0], part(screen, window), kept[1]) if one]


def _second_status_bar(screen: Screen) -> int | None:
    """Where a second phone's screen begins below the first one's: another clock under the first."""
    frame = screen.frame
    clocks = [
        p.box
        for p in screen.pieces
        if CLOCK.match(p.text)
        and p.box.x - frame.x < 0.4 * frame.width
        and not any(h.box.width < 0.9 * frame.width for h in holders(screen, p))
    ]
    if not clocks or middle(clocks[0]) - frame.y > 60 * frame.width / 390:
        return None
    for clock in clocks[1:]:
        level = [p.box for p in screen.pieces if same_row(p.box, clock) and not CLOCK.match(p.text)]
        below = [p for p in screen.pieces if p.box.y > clock.bottom]
        apart = all(box.x > frame.x + 0.55 * frame.width for box in level)
        if level and apart and abs(clock.x - clocks[0].x) < screen.em and len(below) >= _LEAST_LINES:
            return clock.y - round(screen.em / 2)
    return None


def _status_bar_within(screen: Screen) -> int | None:
    """Where a phone's screenshot begins that a post or an article shows below its own first lines.

    A clock, and level with it at the other end what only a status bar says; bars within a chat have a
    bubble's width or other words level with them.
    """
    frame, em = screen.frame, screen.em
    for clock in (p.box for p in screen.pieces if CLOCK.match(p.text) and len(p.text) < 9):
        level = [p for p in screen.pieces if same_row(p.box, clock) and p.box != clock]
        above = [p for p in screen.pieces if p.box.bottom < clock.y and len(p.text) > 1]
        below = [p for p in screen.pieces if p.box.y > clock.bottom]
        at_left = clock.x - frame.x < 0.25 * frame.width
        at_right = [p for p in level if p.box.x > frame.x + 0.55 * frame.width]
        told = any(STATUS_BAR.search(p.text) for p in at_right) and len(at_right) == len(level) <= 3
        if at_left and told and above and clock.y - frame.y > 2 * em and len(below) >= _LEAST_LINES:
            return clock.y - round(em / 2)
    return None


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
    """Where the widest gap between two columns is, or None.  Speakers named at the left are no column."""
    speakers = _named_speakers(screen)
    words = [
        p
        for p in screen.pieces
        if len(p.text) > 2
        and p.line.confidence > 0.5
        and not screen.in_table(p)
        and not CLOCK.match(p.text)
        and p not in speakers
    ]
    best: tuple[bool, float, int] | None = None
    for start, end in _gaps(screen, words):
        left = [p for p in words if p.box.right <= start + 1]
        right = [p for p in words if p.box.x >= end - 1]
        if _are_columns(screen, left, right) and not _bridged(screen, start, end):
            bands = _bands_from(screen, start, end)
            found = (bool(bands), end - start, bands[0] if bands else (start + end) // 2)
            best = max(best or found, found)
    return best[2] if best else None


def _bands_from(screen: Screen, start: int, end: int) -> list[int]:
    """Where in a gap bands begin that reach on to the border of the screen: messages beside a sidebar."""
    wide = [s.box for s in screen.panels if screen.frame.right - s.box.right < screen.em]
    lefts = [b.x for b in wide if start <= b.x <= end and b.width > 0.5 * screen.frame.width]
    return lefts if len(lefts) > 1 and max(lefts) - min(lefts) < 0.3 * screen.em else []


def _named_speakers(screen: Screen) -> list[Piece]:
    """Labels of both speakers, one under the other."""
    users = [p for p in screen.pieces if USER_LABELS.match(p.text)]
    assistants = [p for p in screen.pieces if ASSISTANT_LABELS.match(p.text)]
    return [
        p
        for p, others in [(p, assistants) for p in users] + [(p, users) for p in assistants]
        if any(abs(p.box.x - other.box.x) < screen.em for other in others)
    ]


def _bridged(screen: Screen, start: int, end: int) -> bool:
    """Whether panels a few lines tall reach across a gap, text on both sides: the rows of a list or form."""
    across = [s.box for s in screen.panels if s.box.x < start and end < s.box.right]
    across = [b for b in across if b.height < 6 * screen.em]
    inside = [[p.box for p in screen.pieces if share_inside(p.box, b) > 0.8] for b in across]
    both = [b for b in inside if any(x.right <= start for x in b) and any(x.x >= end for x in b)]
    return len(both) >= 3


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


def _are_columns(screen: Screen, left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Both have lines enough, and many of the lesser one's are level with the other's.

    A few lines under a heading that calls them instructions are one beside the chat.
    """
    few, many = sorted((left, right), key=len)
    if len(few) >= 2 and INSTRUCTIONS.match(min(few, key=lambda p: p.box.y).text):
        return True
    if len(few) < _LEAST_LINES:
        return False
    tall = hull(p.box for p in few)
    near = [p for p in many if p.box.bottom > tall.y and p.box.y < tall.bottom]
    exact = sum(any(_are_cells(screen, p, q) for q in near) for p in few)
    if exact >= 0.8 * len(few):
        return False  # the cells of a table
    level = sum(any(_overlap(p.box, q.box) for q in near) for p in few)
    return level >= 0.4 * len(few)


def _are_cells(screen: Screen, one: Piece, other: Piece) -> bool:
    """Level as cells of one row are, on one panel; lines of a list and of a chat beside it seldom are."""
    off = abs(middle(one.box) - middle(other.box))
    level = off < 0.15 * min(one.box.height, other.box.height)
    return level and holders(screen, one)[-1:] == holders(screen, other)[-1:]


def _overlap(one: Box, other: Box) -> bool:
    """Level in part: two speakers' lines are not even that."""
    return shared(one.y, one.bottom, other.y, other.bottom) > 0.2 * min(one.height, other.height)
