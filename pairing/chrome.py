"""What on a screen is not a message: told by its words, by its place, or by being a mere glyph.

Called before lines are put into blocks; gives a short reason for every line that is out.  The reasons are
shown by `chatmine show --draw`.  What a layout makes chrome (names above bubbles, cards between them) is
found later, in `voices`.
"""

import re
from collections.abc import Iterator

from chatmine.records import Box, Shape
from pairing import words
from pairing.measures import difference, middle, same_colour, same_row, share_inside
from pairing.screens import Piece, Screen, holders

Reasons = dict[int, str]

_BY_WORDS = (
    ("time", words.CLOCK),
    ("time", words.DATED),
    ("receipt", words.RECEIPT),
    ("button", words.BUTTON),
    ("placeholder", words.PLACEHOLDER),
    ("status", words.STATUS),
    ("counter", words.COUNTER),
    ("watermark", words.WATERMARK),
)


def chrome(screen: Screen) -> Reasons:
    """The reason why a line is no message, by the line's number; lines that may be messages are left out."""
    out: Reasons = {}
    out |= {p.number: "glyph" for p in screen.pieces if _is_glyph(screen, p)}
    out |= _status_bar_and_title(screen, out)
    out |= {p.number: reason for p in screen.pieces for reason in _by_words(screen, p)}
    out |= _addresses(screen) | _rests_of_rows(screen, out)
    out |= {n: reason for n, reason in _header_bar(screen).items() if n not in out}
    out |= _chips(screen, out)
    out |= _input_and_below(screen, out)
    out |= _suggestions(screen, out)
    return out


def _by_words(screen: Screen, piece: Piece) -> Iterator[str]:
    """The first reason that the line's words give, if any."""
    if words.FOOTER.search(piece.text) and len(piece.text) < 160 and _is_muted(screen, piece):
        yield "footer"
    if words.QUOTE.match(piece.text) and _is_muted(screen, piece):
        yield "quote"
    for reason, pattern in _BY_WORDS:
        if not pattern.match(piece.text) or _alone_in_bubble(screen, piece, reason):
            continue
        in_text = _amid_bubble(screen, piece) or (reason == "time" and _runs_on(screen, piece))
        if not in_text:
            yield reason
            return


def _runs_on(screen: Screen, piece: Piece) -> bool:
    """Whether the line goes on with the line right above it: a time within a message that wraps there."""
    box, em = piece.box, screen.em
    return any(
        abs(p.box.x - box.x) < 0.5 * em
        and 0 < middle(box) - middle(p.box) < 1.8 * em
        and p.box.width > box.width
        and same_colour(p.line.paper, piece.line.paper)
        and difference(p.line.ink, piece.line.ink) < 40
        for p in screen.pieces
    )


def _amid_bubble(screen: Screen, piece: Piece) -> bool:
    """Whether the line begins where at least three other lines of its bubble do, one of them below it."""
    around = [h for h in holders(screen, piece) if h.box.width < 0.9 * screen.frame.width]
    if not around:
        return False
    inside = [p for p in screen.pieces if p is not piece and share_inside(p.box, around[0].box) >= 0.8]
    aligned = [p for p in inside if abs(p.box.x - piece.box.x) < 0.4 * screen.em]
    return len(aligned) >= 3 and any(p.box.y > piece.box.y for p in aligned)


def _alone_in_bubble(screen: Screen, piece: Piece, reason: str) -> bool:
    """Whether the line is all that a bubble of a message's size holds: "继续" can be what someone says.

    A button is a chip no taller than two lines beside others of its kind; a placeholder's box is wide.
    """
    if reason in ("placeholder", "footer", "watermark", "counter"):
        return False
    around = [h for h in holders(screen, piece) if h.box.width < 0.8 * screen.frame.width]
    if not around:
        return False
    bubble = around[-1].box
    alone = not any(p is not piece and share_inside(p.box, bubble) > 0.5 for p in screen.pieces)
    left, right = bubble.x - screen.frame.x, screen.frame.right - bubble.right
    beside = any(p is not piece and same_row(p.box, piece.box) for p in screen.pieces)
    colours = [
        s for s in screen.panels if s is not around[-1] and difference(s.colour, around[-1].colour) <= 4
    ]
    outlined = same_colour(around[-1].colour, screen.ground)
    return alone and right < left and not beside and bool(colours) and not outlined


def _is_glyph(screen: Screen, piece: Piece) -> bool:
    """A mark that the recogniser took for a letter or two: an avatar, initials, a thumb, a menu's bars."""
    text, box, em = piece.text.strip(), piece.box, screen.em
    if any(share_inside(box, icon.box) >= 0.6 for icon in screen.icons):
        return len(text) <= 4
    if len(text) > 3 or _LISTED.match(text) or (len(text) == 1 and _closes_block(screen, piece)):
        return False
    level = [
        p.box for p in screen.pieces if p is not piece and same_row(p.box, box) and len(p.text) > len(text)
    ]
    if not any(c.isalnum() for c in text) and not set(text) & set("{}[]();"):
        return True
    if len(text) == 1 and text.isascii() and text.isalpha() and not _in_wide_box(screen, piece):
        return True
    if len(text) == 1 and not level and _in_row_of_icons(screen, piece):
        return True
    if box.width < 2.2 * box.height and any(0.4 * em < other.x - box.right < 3 * em for other in level):
        return not any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece))
    if len(text) > 2 or (len(text) == 2 and piece.line.confidence > 0.8):
        return False
    if any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece)):
        return piece.line.confidence < 0.5
    away = [other for other in level if box.x - other.right > em or other.x - box.right > 1.5 * em]
    return piece.line.confidence < 0.85 or (bool(away) and len(away) == len(level) and not text.isdigit())


def _closes_block(screen: Screen, piece: Piece) -> bool:
    """Whether the mark stands right under a line of code that opens a block, on the same paper: a brace."""
    return any(
        p.text.rstrip().endswith(("{", "(", "["))
        and abs(p.box.x - piece.box.x) < 0.4 * screen.em
        and 0 < piece.box.y - p.box.y < 30 * screen.em
        and same_colour(p.line.paper, piece.line.paper)
        for p in screen.pieces
    )


def _in_row_of_icons(screen: Screen, piece: Piece) -> bool:
    """Among the buttons under an answer: icons stand level with it, close by."""
    near = 8 * screen.em
    return any(same_row(i.box, piece.box) and abs(i.box.x - piece.box.x) < near for i in screen.icons)


def _in_wide_box(screen: Screen, piece: Piece) -> bool:
    """On a panel that is no square of the letter's own size: a bubble, or a line of code."""
    boxes = [h.box for h in holders(screen, piece) if h.box.height < 0.9 * screen.frame.height]
    return any(b.width > 1.5 * b.height or b.height > 3 * screen.em for b in boxes)


_LISTED = re.compile(r"^(\d{1,3}[.)、:：]|[-•·*+○●]|[（(]?\w[)）.、])$")


def _header_bar(screen: Screen) -> Reasons:
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


def _reads_as_header(frame: Box, em: float, texts: list[Box]) -> bool:
    if not texts or any(not same_row(texts[0], box) for box in texts):
        return False
    texts.sort()
    gaps = [b.x - a.right for a, b in zip(texts, texts[1:], strict=False)]
    tabs = len(gaps) >= 2 and min(gaps) > 0.8 * em
    left, right = texts[0].x - frame.x, frame.right - texts[-1].right
    centred = abs(left - right) < 0.1 * frame.width and left > 0.25 * frame.width
    return centred or tabs or max(gaps, default=0) > 2.5 * em


def _is_muted(screen: Screen, piece: Piece) -> bool:
    """Smaller than the usual line, or of weaker contrast than most lines."""
    return piece.box.height < 0.9 * screen.em or _contrast(piece) < 0.75 * _usual_contrast(screen)


def _contrast(piece: Piece) -> int:
    return difference(piece.line.ink, piece.line.paper)


def _usual_contrast(screen: Screen) -> float:
    weighted = sorted((_contrast(p), len(p.text)) for p in screen.pieces)
    half, seen = sum(n for _, n in weighted) / 2, 0
    for contrast, length in weighted:
        seen += length
        if seen >= half:
            return contrast
    return 255


def _status_bar_and_title(screen: Screen, out: Reasons) -> Reasons:
    """On a phone: the row with clock and battery at the top, and the title below it."""
    frame = screen.frame
    if frame.height < 1.2 * frame.width:
        return {}
    point = frame.width / 390  # a phone is 360 to 430 points wide, whatever its pixels
    top = [p for p in screen.pieces if middle(p.box) - frame.y < 60 * point]
    bar = next((p for p in top if words.STATUS_BAR.search(p.text)), None)
    if bar is None:
        return _title_row(screen, top) if frame.height > 1.7 * frame.width else {}
    found: Reasons = {p.number: "status bar" for p in screen.pieces if _level(p, bar)}
    below = [p for p in screen.pieces if p.number not in found and middle(p.box) > middle(bar.box)]
    titles = [p for p in below if middle(p.box) < middle(bar.box) + 66 * point]
    titles = [p for p in titles if not _in_bubble(screen, p, bar.box.bottom)]
    titles = [p for p in below if any(same_row(p.box, title.box) for title in titles)]
    return found | {p.number: "title" for p in [*titles, *_subtitle(titles, below)]}


def _subtitle(titles: list[Piece], below: list[Piece]) -> list[Piece]:
    """What stands in smaller letters right below the title."""
    if not titles:
        return []
    last = max(titles, key=lambda p: middle(p.box)).box
    near = [p for p in below if 0 < p.box.y - last.y < 1.6 * last.height]
    return [p for p in near if p.box.height < 0.85 * last.height]


def _title_row(screen: Screen, top: list[Piece]) -> Reasons:
    """A phone's title where the status bar is cut off: a row on open ground with a menu's marks beside it."""
    for piece in top:
        level = [p for p in top if p is not piece and same_row(p.box, piece.box)]
        icons = [i for i in screen.icons if same_row(i.box, piece.box)]
        if (
            len(piece.text) > 2
            and not _in_bubble(screen, piece, screen.frame.y)
            and len(level) + len(icons) >= 2
        ):
            return {p.number: "title" for p in top if middle(p.box) <= piece.box.bottom}
    return {}


def _level(piece: Piece, bar: Piece) -> bool:
    return same_row(piece.box, bar.box) or middle(piece.box) < middle(bar.box)


def _in_bubble(screen: Screen, piece: Piece, below: int) -> bool:
    """On a panel that begins below that row and does not reach across."""
    boxes = [h.box for h in holders(screen, piece)]
    return any(b.width < 0.9 * screen.frame.width and b.y >= below for b in boxes)


def _input_and_below(screen: Screen, out: Reasons) -> Reasons:
    """From the input box or the keyboard down nothing is a message: buttons, keys, tabs."""
    field = _field_top(screen, out)
    bar = _bar_around(screen, field, out)
    return {
        p.number: "below the input"
        for p in screen.pieces
        if p.number not in out and (middle(p.box) >= field or (bar and _stands_on(p, bar)))
    }


def _stands_on(piece: Piece, bar: Shape) -> bool:
    return middle(piece.box) >= bar.box.y and same_colour(piece.line.paper, bar.colour)


def input_top(screen: Screen, out: Reasons) -> int:
    """Where the conversation ends below: the top of the bar with the input box, or the frame's bottom."""
    field = _field_top(screen, out)
    bar = _bar_around(screen, field, out)
    return bar.box.y if bar else field


def _field_top(screen: Screen, out: Reasons) -> int:
    """The top of the input box or the keyboard, or the frame's bottom."""
    half = screen.frame.y + 0.45 * screen.frame.height
    told = [
        p.box.y for p in screen.pieces if out.get(p.number) in ("placeholder", "address") and p.box.y > half
    ]
    empty = [s.box.y for s in screen.panels if s.box.y > half and _is_empty_field(screen, s, out)]
    drafts = [s.box.y for s in screen.panels if _is_field_with_draft(screen, s)]
    return min([*told, *empty, *drafts, *_keyboard(screen), screen.frame.bottom])


def _is_field_with_draft(screen: Screen, panel: Shape) -> bool:
    """A wide box near the bottom, with margins on both sides and the button that sends at its right end."""
    box, frame, em = panel.box, screen.frame, screen.em
    left, right = box.x - frame.x, frame.right - box.right
    wide = box.width > 0.55 * frame.width and box.height < 4.5 * em and min(left, right) > 0.3 * em
    if not wide or box.y < frame.y + 0.75 * frame.height:
        return False
    level = [i.box for i in screen.icons if same_row(i.box, box)]
    return any(box.right - 3.5 * em < i.x < box.right + 3.5 * em for i in level)


def _bar_around(screen: Screen, field: int, out: Reasons) -> Shape | None:
    """The panel in which the input box stands, if it holds nothing that may be said."""
    half = screen.frame.y + 0.45 * screen.frame.height
    bars = [s for s in screen.panels if s.box.y <= field < s.box.bottom and s.box.y > half]
    bars = [s for s in bars if not _holds_message(screen, s, field, out)]
    return min(bars, key=lambda s: s.box.y) if bars else None


def _is_empty_field(screen: Screen, panel: Shape, out: Reasons) -> bool:
    """A wide box, one to four lines tall, without text: a field to write in, even without a placeholder."""
    box = panel.box
    if not (0.35 * screen.frame.width < box.width and screen.em < box.height < 4 * screen.em):
        return False
    inside = [p for p in screen.pieces if share_inside(p.box, box) > 0.5]
    beneath = [p for p in screen.pieces if p.box.y >= box.bottom and p.number not in out and len(p.text) > 2]
    empty = all(out.get(p.number) in ("placeholder", "glyph") for p in inside)
    return empty and sum(len(p.text) for p in beneath) <= 12


def _holds_message(screen: Screen, bar: Shape, top: int, out: Reasons) -> bool:
    """Whether a panel around the input box begins higher up with something that may be said."""
    said = [p for p in screen.pieces if share_inside(p.box, bar.box) > 0.5 and p.number not in out]
    return any(p.box.bottom < top and same_colour(p.line.paper, bar.colour) for p in said)


def _keyboard(screen: Screen) -> list[int]:
    """The top of a keyboard: three rows or more of single characters side by side."""
    keys = sorted((p.box for p in screen.pieces if len(p.text.strip()) == 1), key=middle)
    rows: list[list[Box]] = []
    for key in keys:
        if rows and same_row(rows[-1][0], key):
            rows[-1].append(key)
        else:
            rows.append([key])
    full = [row for row in rows if len(row) >= 5]
    return [min(box.y for box in full[0])] if len(full) >= 2 else []


def _addresses(screen: Screen) -> Reasons:
    """A browser's address, at the top or the bottom."""
    frame = screen.frame
    low, high = frame.y + 0.85 * frame.height, frame.y + 0.12 * frame.height
    outer = [p for p in screen.pieces if middle(p.box) > low or middle(p.box) < high]
    return {p.number: "address" for p in outer if words.ADDRESS.match(p.text) and "." in p.text[:-1]}


def _rests_of_rows(screen: Screen, out: Reasons) -> Reasons:
    """What follows "Learn more:" in its row: sources."""
    heads = [p for p in screen.pieces if words.SOURCES.match(p.text)]
    return {
        p.number: "source"
        for p in screen.pieces
        if p.number not in out and any(same_row(p.box, h.box) and p.box.x >= h.box.x for h in heads)
    }


def _chips(screen: Screen, out: Reasons) -> Reasons:
    """Boxes side by side are buttons or suggestions: a message has no other level with it."""
    boxes = [(p, holders(screen, p)[-1].box) for p in screen.pieces if holders(screen, p)]
    chips = [
        (p, box) for p, box in boxes if box.height < 3.2 * screen.em and box.width < 0.6 * screen.frame.width
    ]
    return {
        p.number: "chip"
        for p, box in chips
        if any(other != box and share_inside(box, other) == 0 and _twins(box, other) for _, other in chips)
    }


def _suggestions(screen: Screen, out: Reasons) -> Reasons:
    """The row right above the input box, if its parts stand apart: questions that are offered."""
    field = _field_top(screen, out)
    kept = [p for p in screen.pieces if p.number not in out]
    if field == screen.frame.bottom or not kept:
        return {}
    last = max(kept, key=lambda p: middle(p.box))
    row = sorted((p for p in kept if same_row(p.box, last.box)), key=lambda p: p.box.x)
    apart = all(b.box.x - a.box.right > 0.8 * screen.em for a, b in zip(row, row[1:], strict=False))
    return {p.number: "suggestion" for p in row} if len(row) >= 3 and apart else {}


def _twins(one: Box, other: Box) -> bool:
    """Level, and of one height."""
    return same_row(one, other) and abs(one.height - other.height) <= 0.25 * max(one.height, other.height)
