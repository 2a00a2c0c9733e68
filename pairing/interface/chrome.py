"""What on a screen is not a message: told by its words, by its place, or by being a mere glyph.

Called before lines are put into blocks; gives a short reason for every line that is out.  The reasons are
shown by `chatmine show --draw`.  What a layout makes chrome (names above bubbles, cards between them) is
found later, in `voices`.
"""

from collections.abc import Iterator

from pairing import words
from pairing.interface.authors import authors, holds_post
from pairing.interface.bars import (
    corner_label,
    header_bar,
    model_picker,
    page_header,
    status_bar_and_title,
    titles_of_bots,
    titles_with_counts,
)
from pairing.interface.glyphs import is_glyph
from pairing.interface.inputs import cards, chips, input_and_below, link_buttons, offers, suggestions
from pairing.measures import difference, middle, same_colour, same_row, share_inside
from pairing.roles.heads import heads
from pairing.roles.labels import role_named
from pairing.screens import Piece, Reasons, Screen, holders

_BY_WORDS = (
    ("time", words.CLOCK),
    ("time", words.DATED),
    ("receipt", words.RECEIPT),
    ("reply row", words.REPLY_ROW),
    ("button", words.BUTTON),
    ("button", words.BUTTONS),
    ("placeholder", words.PLACEHOLDER),
    ("status", words.STATUS),
    ("counter", words.COUNTER),
    ("watermark", words.WATERMARK),
)


def chrome(screen: Screen) -> Reasons:
    """The reason why a line is no message, by the line's number; lines that may be messages are left out."""
    out: Reasons = {}
    out |= {p.number: "glyph" for p in screen.pieces if is_glyph(screen, p)}
    out |= status_bar_and_title(screen, out)
    out |= {p.number: reason for p in screen.pieces for reason in _by_words(screen, p)}
    out |= titles_with_counts(screen) | titles_of_bots(screen)
    out |= authors(screen, out)
    out |= _channel(screen, out)
    out |= _instructions(screen) | _cells(screen) | _quotes_below(screen)
    out |= {p.number: "name" for p in heads(screen, out) if role_named(p) is None}
    out |= _tags(screen, out)
    out |= _addresses(screen) | _rests_of_rows(screen, out) | _signatures(screen)
    out |= {n: reason for n, reason in model_picker(screen).items() if n not in out}
    out |= {n: reason for n, reason in header_bar(screen).items() if n not in out}
    out |= {n: reason for n, reason in page_header(screen, out).items() if n not in out}
    out |= {n: reason for n, reason in corner_label(screen).items() if n not in out}
    out |= chips(screen, out) | link_buttons(screen) | cards(screen)
    out |= input_and_below(screen, out)
    out |= suggestions(screen, out)
    out |= offers(screen, out)
    return out


def _instructions(screen: Screen) -> Reasons:
    """What stands between "System" and the first speaker's label, at one border with both: a playground's."""
    for head in (p for p in screen.pieces if words.INSTRUCTIONS.match(p.text)):
        column = [p for p in screen.pieces if abs(p.box.x - head.box.x) < screen.em]
        labels = [p.box.y for p in column if p.box.y > head.box.y and role_named(p)]
        if labels:
            return {
                p.number: "instructions"
                for p in screen.pieces
                if middle(head.box) - screen.em < middle(p.box) < min(labels)
                and not (p.box.bottom < head.box.y)
            }
    return {}


def _cells(screen: Screen) -> Reasons:
    """A notebook's cells: a number in brackets and the program on the panel beside it."""
    heads = [p for p in screen.pieces if words.CELL.match(p.text)]
    if not any("[" in p.text for p in heads):
        return {}
    panels = [
        s.box
        for head in heads
        for s in screen.panels
        if s.box.x >= head.box.right - screen.em and s.box.y <= middle(head.box) < s.box.bottom
    ]
    inside = [p for p in screen.pieces if any(share_inside(p.box, box) > 0.8 for box in panels)]
    return {p.number: "program" for p in (*heads, *inside)}


def _quotes_below(screen: Screen) -> Reasons:
    """The message that is answered, in a flat box right below the answer's bubble: "Name: its words"."""
    boxes = [
        (p, h[-1].box) for p in screen.pieces if words.QUOTED.match(p.text) and (h := holders(screen, p))
    ]
    flat = [(p, box) for p, box in boxes if box.height < 2.2 * screen.em and _is_muted(screen, p)]
    return {
        p.number: "quote"
        for p, box in flat
        if any(
            0 <= box.y - panel.box.bottom < 0.6 * screen.em
            and min(abs(box.x - panel.box.x), abs(box.right - panel.box.right)) < 0.4 * screen.em
            for panel in screen.panels
        )
    }


def _by_words(screen: Screen, piece: Piece) -> Iterator[str]:
    """The first reason that the line's words give, if any."""
    if words.FOOTER.search(piece.text) and len(piece.text) < 160 and _is_muted(screen, piece):
        yield "footer"
    if words.QUOTE.match(piece.text) and (_is_muted(screen, piece) or _heads_bubble(screen, piece)):
        yield "quote"
    for reason, pattern in _BY_WORDS:
        if not pattern.match(piece.text) or _alone_in_bubble(screen, piece, reason):
            continue
        if reason == "placeholder" and not _may_be_field(screen, piece):
            continue
        heads_answer = reason == "status" and _heads_bubble(screen, piece)
        in_text = _amid_bubble(screen, piece) and not heads_answer
        in_text = in_text or (reason == "time" and _runs_on(screen, piece))
        if not in_text:
            yield reason
            return


def _heads_bubble(screen: Screen, piece: Piece) -> bool:
    """Whether the line is the first in a bubble that holds more."""
    around = [h.box for h in holders(screen, piece) if h.box.width < 0.9 * screen.frame.width]
    inside = [p.box.y for p in screen.pieces if around and share_inside(p.box, around[0]) >= 0.8]
    return len(inside) > 1 and piece.box.y == min(inside)


def _may_be_field(screen: Screen, piece: Piece) -> bool:
    """Low on the screen, and pale, in a box of its own or near the bottom; other lines can say the same."""
    if words.LISTED.match(piece.text):
        return False
    down = (middle(piece.box) - screen.frame.y) / max(1, screen.frame.height)
    around = [h.box for h in holders(screen, piece)][-1:]
    boxed = any(box.height < 5 * screen.em and box.width > 1.3 * piece.box.width for box in around)
    return down > 0.75 or (down > 0.35 and (boxed or _is_muted(screen, piece)))


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
    if not around or holds_post(screen, around[0].box):
        return False
    inside = [p for p in screen.pieces if p is not piece and share_inside(p.box, around[0].box) >= 0.8]
    aligned = [p for p in inside if abs(p.box.x - piece.box.x) < 0.4 * screen.em]
    return len(aligned) >= 3 and any(p.box.y > piece.box.y for p in aligned)


def _alone_in_bubble(screen: Screen, piece: Piece, reason: str) -> bool:
    """Whether the line is all that a bubble of a message's size holds: "继续" can be what someone says.

    A button is a chip no taller than two lines beside others of its kind; a placeholder's box is wide.
    """
    if reason in ("placeholder", "footer", "watermark", "counter") or words.TICKED.search(piece.text):
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


def _signatures(screen: Screen) -> Reasons:
    """ "@name" in a lower corner: the platform's watermark; at the lower edge, that it is all a joke."""
    frame = screen.frame
    low = [p for p in screen.pieces if frame.bottom - p.box.bottom < 0.05 * frame.height + screen.em]
    return {
        p.number: "watermark"
        for p in low
        if words.MADE_UP.search(p.text[:30])
        or (
            (
                words.SIGNED.match(p.text)
                or (words.NUMBERED.match(p.text) and _is_muted(screen, p))
                or (words.SIGNED_ON.match(p.text) and not holders(screen, p))
            )
            and min(p.box.x - frame.x, frame.right - p.box.right) < 0.05 * frame.width + 0.5 * screen.em
        )
    }


def _tags(screen: Screen, out: Reasons) -> Reasons:
    """The badge behind a bot's name in its row, on a paper of its own, that was read apart from it."""
    badges = [p for p in screen.pieces if p.number not in out and words.BADGE.match(p.text)]
    return {
        p.number: "name"
        for p in badges
        for name in screen.pieces
        if same_row(p.box, name.box)
        and -0.5 * screen.em < p.box.x - name.box.right < screen.em
        and role_named(name)
        and difference(p.line.paper, name.line.paper) > 10
    }


def _channel(screen: Screen, out: Reasons) -> Reasons:
    """The channel's name at the top of a team chat, where names and times stand above what is said."""
    top = screen.frame.y + 3 * screen.em
    named = list(out.values()).count("name") >= 2
    return {
        p.number: "title"
        for p in screen.pieces
        if named and p.box.bottom < top and words.CHANNEL.match(p.text)
    }


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
