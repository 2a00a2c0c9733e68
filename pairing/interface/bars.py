"""Bars at the top: the phone's status bar, the client's title, a window's header.

Called by `chrome`; what they hold is no message.
"""

import re
from itertools import pairwise

from chatmine.records import Box
from pairing import words
from pairing.measures import difference, middle, same_row, share_inside
from pairing.screens import Piece, Reasons, Screen, holders

_ROWS_ACROSS = 34
"""A phone is at most so many line heights wide (390 points, letters of 11 and more); a page is wider."""

_SENTENCE = tuple("。？！?!.…~～，,")
_COMMA = re.compile(r"[，。？！；?!;]|, ")  # what a title has none of


def header_bar(screen: Screen) -> Reasons:
    """The one row of a bar at the very top: centred, or far apart, as no message is."""
    frame, em = screen.frame, screen.em
    for panel in screen.panels:
        box = panel.box
        if box.y - frame.y > em or box.height > 4.5 * em or box.width < 0.85 * frame.width:
            continue
        inside = [p for p in screen.pieces if share_inside(p.box, box) > 0.5]
        if inside and _reads_as_header(frame, em, [p.box for p in inside if len(p.text) > 1]):
            return {p.number: "title" for p in inside}
    return {}


def page_header(screen: Screen, out: Reasons) -> Reasons:
    """The first row of a page: its menu of short parts from border to border, or its name and the chat's.

    Two speakers' messages are never level, so that two short parts far from each other are a header too.
    """
    frame = screen.frame
    if not screen.pieces:
        return {}
    above = ("status bar", "time", "address", "title")
    page = [p for p in screen.pieces if out.get(p.number) not in above] or list(screen.pieces)
    first = min(page, key=lambda p: middle(p.box)).box
    row = sorted((p for p in screen.pieces if same_row(p.box, first)), key=lambda p: p.box.x)
    free = all(len(p.text) <= 24 and not _in_bubble(screen, p, frame.y) for p in row)
    gap = max((b.box.x - a.box.right for a, b in pairwise(row)), default=0)
    left, right = row[0].box.x - frame.x, frame.right - row[-1].box.right
    reaches = max(left, right) < 0.15 * frame.width and gap > 0.25 * frame.width
    centred = abs(row[-1].box.x + row[-1].box.right - frame.x - frame.right) < 0.1 * frame.width
    apart = left < 0.08 * frame.width and gap > 0.3 * frame.width and (right < 0.08 * frame.width or centred)
    header = reaches if len(row) >= 3 else apart and len(row) == 2 and _nothing_near(screen, row)
    header = header or (_names_page(screen, out, row) and _nothing_near(screen, row))
    return {p.number: "title" for p in row} if free and header else {}


def _names_page(screen: Screen, out: Reasons, row: list[Piece]) -> bool:
    """Whether a row begins with a few words where no message does: in the very middle, or left of all that
    stands beside two and more avatars.
    """
    first, frame, em = row[0], screen.frame, screen.em
    if len(first.text) <= 2 or any(
        same_row(i.box, first.box) and i.box.x < first.box.right for i in screen.icons
    ):
        return False
    if first.text.rstrip().endswith(_SENTENCE) or first.box.bottom - frame.y > 4 * em:
        return False
    off = abs(2 * first.box.x + first.box.width - 2 * frame.x - frame.width) / 2
    if len(row) == 1 and off < 0.4 * em and first.box.x - frame.x > 5 * em:
        return True
    faces = [i.box for i in screen.icons if 1.2 * em < i.box.height < 4.5 * em and i.box.y > first.box.bottom]
    column = [a for a in faces if sum(abs(a.x - b.x) < 0.3 * em for b in faces) >= 2]
    below = [p for p in screen.pieces if p.box.y > first.box.bottom and p.number not in out]
    texts = [p.box.x for p in below if len(p.text) > 2]
    return bool(column and texts) and first.box.x < column[0].right <= min(texts)


def _nothing_near(screen: Screen, row: list[Piece]) -> bool:
    """Whether what comes below a row stands off: no row of a table or a list."""
    bottom = max(p.box.bottom for p in row)
    below = [p.box.y - bottom for p in screen.pieces if p.box.y >= bottom]
    return not any(screen.in_table(p) for p in row) and min(below, default=0) > 0.4 * screen.em


def corner_label(screen: Screen) -> Reasons:
    """The one line on a tab in the upper left corner of a window: what the window is called."""
    frame, em = screen.frame, screen.em
    corners = [p.box for p in screen.panels if abs(p.box.x - frame.x) + abs(p.box.y - frame.y) < 0.5 * em]
    tabs = [b for b in corners if b.height < 2.5 * em and b.width < 0.3 * frame.width]
    named = [p for p in screen.pieces if any(share_inside(p.box, b) > 0.8 for b in tabs)]
    return {p.number: "title" for p in named} if len(named) == 1 and frame.x + frame.y > 0 else {}


def model_picker(screen: Screen) -> Reasons:
    """The model's name in the first row of a page, and what is level with it."""
    named = [p.box for p in screen.pieces[:4] if words.MODEL.match(p.text)]
    return {p.number: "title" for p in screen.pieces if any(same_row(p.box, box) for box in named)}


def titles_with_counts(screen: Screen) -> Reasons:
    """How many messages there are, and the chat's title right above, beginning at the same border."""
    counts = [p for p in screen.pieces if words.SUBTITLE.match(p.text)]
    titles = [
        p
        for p in screen.pieces
        for count in counts
        if abs(p.box.x - count.box.x) < 0.5 * screen.em and 0 < count.box.y - p.box.y < 2.5 * p.box.height
    ]
    return {p.number: "title" for p in [*counts, *titles]}


def titles_of_bots(screen: Screen) -> Reasons:
    """At the very top a line that says "bot", the name right above it, and the marks level with that."""
    high = screen.frame.y + 5 * screen.em
    badges = [p.box for p in screen.pieces if p.box.y < high and words.BADGE.match(p.text)]
    for badge in badges:
        titles = [
            p
            for p in screen.pieces
            if abs(p.box.x - badge.x) < 0.5 * screen.em and 0 < badge.y - p.box.y < 2.5 * p.box.height
        ]
        level = [p for p in screen.pieces if len(p.text) < 3 and any(same_row(p.box, t.box) for t in titles)]
        if titles and not _in_bubble(screen, titles[0], screen.frame.y):
            return {p.number: "title" for p in [*titles, *level]}
    return {}


def _reads_as_header(frame: Box, em: float, texts: list[Box]) -> bool:
    if not texts or any(not same_row(texts[0], box) for box in texts):
        return False
    texts.sort()
    gaps = [b.x - a.right for a, b in zip(texts, texts[1:], strict=False)]
    tabs = len(gaps) >= 2 and min(gaps) > 0.8 * em
    left, right = texts[0].x - frame.x, frame.right - texts[-1].right
    centred = abs(left - right) < 0.1 * frame.width and left > 0.25 * frame.width
    return centred or tabs or max(gaps, default=0) > 2.5 * em


def status_bar_and_title(screen: Screen, out: Reasons) -> Reasons:
    """On a phone: the row with clock and battery at the top, and the title below it."""
    frame = screen.frame
    lies = frame.height < 1.2 * frame.width
    # A phone is 360 to 430 points wide, whatever its pixels; one that lies is told by its letters.
    point = screen.em / 16 if lies else frame.width / 390
    top = [p for p in screen.pieces if middle(p.box) - frame.y < 60 * point]
    if lies and not _has_both_ends(screen, top):
        return {}
    bar = next((p for p in top if words.STATUS_BAR.search(p.text) and not _in_bubble(screen, p, 0)), None)
    if bar is None:
        phone = frame.height > 1.7 * frame.width and screen.em > frame.width / _ROWS_ACROSS
        return _title_row(screen, top) if phone else {}
    found: Reasons = {
        p.number: "status bar"
        for p in screen.pieces
        if _level(p, bar) and difference(p.line.paper, bar.line.paper) < 40  # what is coloured is a message
    }
    below = [p for p in screen.pieces if p.number not in found and middle(p.box) > middle(bar.box)]
    titles = [p for p in below if middle(p.box) < middle(bar.box) + 66 * point]
    titles = [p for p in titles if not _in_bubble(screen, p, bar.box.bottom)]
    titles = [p for p in below if any(same_row(p.box, title.box) for title in titles)]
    under = [p for p in below if not _in_bubble(screen, p, bar.box.bottom)]
    return found | {p.number: "title" for p in [*titles, *_subtitle(titles, under)]}


def _has_both_ends(screen: Screen, top: list[Piece]) -> bool:
    """Whether a clock stands at the left and network or battery at the right: a phone, though cut low."""
    frame = screen.frame
    told = [p.box for p in top if words.STATUS_BAR.search(p.text)]
    left = [b for b in told if b.right < frame.x + 0.35 * frame.width]
    right = [b for b in told if b.x > frame.x + 0.55 * frame.width]
    return any(same_row(a, b) for a in left for b in right)


def _subtitle(titles: list[Piece], below: list[Piece]) -> list[Piece]:
    """What stands in smaller letters right below the title."""
    if not titles:
        return []
    last = max(titles, key=lambda p: middle(p.box)).box
    near = [p for p in below if 0 < p.box.y - last.y < 1.6 * last.height]
    near = [p for p in near if min(abs(p.box.x - last.x), _off_middle(p.box, last)) < last.height]
    return [p for p in near if p.box.height < 0.85 * last.height]


def _off_middle(one: Box, other: Box) -> float:
    return abs(2 * one.x + one.width - 2 * other.x - other.width) / 2


def _title_row(screen: Screen, top: list[Piece]) -> Reasons:
    """A phone's title where the status bar is cut off: a row on open ground with a menu's marks beside it."""
    for piece in top:
        icons = [i for i in screen.icons if same_row(i.box, piece.box)]
        level = [p for p in top if p is not piece and same_row(p.box, piece.box) and len(p.text) < 4]
        level = [p for p in level if not any(share_inside(p.box, i.box) > 0.5 for i in icons)]
        if (
            len(piece.text) > 2
            and not _COMMA.search(piece.text)
            and not words.USER_LABELS.match(piece.text)
            and not _in_bubble(screen, piece, screen.frame.y)
            and len(level) + len(icons) >= 2
            and not _goes_on_below(screen, piece)
        ):
            return {p.number: "title" for p in top if middle(p.box) <= piece.box.bottom}
    return {}


def _goes_on_below(screen: Screen, piece: Piece) -> bool:
    """Whether a line of the same size begins right below where this one does: running text, no title."""
    box = piece.box
    return any(
        abs(p.box.x - box.x) < 0.4 * screen.em
        and 0 < middle(p.box) - middle(box) < 2 * box.height
        and p.box.height > 0.85 * box.height
        for p in screen.pieces
    )


def _level(piece: Piece, bar: Piece) -> bool:
    return same_row(piece.box, bar.box) or middle(piece.box) < middle(bar.box)


def _in_bubble(screen: Screen, piece: Piece, below: int) -> bool:
    """On a panel that begins below that row and does not reach across."""
    boxes = [h.box for h in holders(screen, piece)]
    return any(b.width < 0.9 * screen.frame.width and b.y >= below for b in boxes)
