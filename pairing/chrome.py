"""What on a screen is not a message: told by its words, by its place, or by being a mere glyph.

Called before lines are put into blocks; gives a short reason for every line that is out.  The reasons are
shown by `chatmine show --draw`.  What a layout makes chrome (names above bubbles, cards between them) is
found later, in `voices`.
"""

from collections.abc import Iterator

from chatmine.records import Box
from pairing import words
from pairing.measures import difference, middle, same_row, share_inside
from pairing.screens import Piece, Screen, holders

Reasons = dict[int, str]

_BY_WORDS = (
    ("time", words.CLOCK),
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
    out |= _input_and_below(screen, out)
    return out


def _by_words(screen: Screen, piece: Piece) -> Iterator[str]:
    """The first reason that the line's words give, if any."""
    if words.FOOTER.search(piece.text) and len(piece.text) < 160 and _is_muted(screen, piece):
        yield "footer"
    for reason, pattern in _BY_WORDS:
        if pattern.match(piece.text) and not _alone_in_bubble(screen, piece, reason):
            yield reason
            return


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
    return alone and right < left and not beside and bool(colours)


def _is_glyph(screen: Screen, piece: Piece) -> bool:
    """A mark that the recogniser took for a letter or two: an avatar, a thumb, a menu's bars."""
    text, box, em = piece.text.strip(), piece.box, screen.em
    if any(share_inside(box, icon.box) >= 0.6 for icon in screen.icons):
        return len(text) <= 4
    if len(text) > 2 or (len(text) == 2 and piece.line.confidence > 0.8):
        return False
    if any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece)):
        return piece.line.confidence < 0.5
    beside = [p for p in screen.pieces if p is not piece and same_row(p.box, box) and len(p.text) > 2]
    away = [p for p in beside if box.x - p.box.right > 1.0 * em or p.box.x - box.right > 1.5 * em]
    return piece.line.confidence < 0.85 or (bool(away) and len(away) == len(beside) and not text.isdigit())


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
        return {}
    found: Reasons = {p.number: "status bar" for p in screen.pieces if _level(p, bar)}
    below = [p for p in screen.pieces if p.number not in found and middle(p.box) > middle(bar.box)]
    titles = [p for p in below if middle(p.box) < middle(bar.box) + 66 * point and not _in_bubble(screen, p)]
    found |= {p.number: "title" for p in titles}
    if titles:
        last = max(titles, key=lambda p: middle(p.box))
        found |= {
            p.number: "title"
            for p in below
            if 0 < p.box.y - last.box.y < 1.6 * last.box.height and p.box.height < 0.85 * last.box.height
        }
    return found


def _level(piece: Piece, bar: Piece) -> bool:
    return same_row(piece.box, bar.box) or middle(piece.box) < middle(bar.box)


def _in_bubble(screen: Screen, piece: Piece) -> bool:
    return any(h.box.width < 0.9 * screen.frame.width for h in holders(screen, piece))


def _input_and_below(screen: Screen, out: Reasons) -> Reasons:
    """From the input box down nothing is a message: buttons, key rows, tabs."""
    frame = screen.frame
    low = [
        p
        for p in screen.pieces
        if out.get(p.number) == "placeholder" and middle(p.box) > frame.y + 0.45 * frame.height
    ]
    if not low:
        return {}
    box = min(low, key=lambda p: p.box.y)
    top = box.box.y - 0.3 * box.box.height
    return {p.number: "below the input" for p in screen.pieces if p.box.y >= top and p.number not in out}


def input_top(screen: Screen, out: Reasons) -> int:
    """Where the conversation ends below: the top of the input box, or the frame's bottom."""
    low = [p.box for p in screen.pieces if out.get(p.number) in ("placeholder", "below the input")]
    low = [box for box in low if box.y > screen.frame.y + 0.45 * screen.frame.height]
    if not low:
        return screen.frame.bottom
    top = min(box.y for box in low)
    around = [
        s.box for s in screen.panels if _encloses(s.box, top) and s.box.height < 0.25 * screen.frame.height
    ]
    return min([top, *(box.y for box in around)])


def _encloses(box: Box, row: int) -> bool:
    return box.y <= row < box.bottom
