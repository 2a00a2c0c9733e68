"""Glyphs: marks that the recogniser took for letters: avatars, initials, thumbs, menus.

Called by `chrome` for every line.  A lone character can also be a message, a list mark or a brace.
"""

import re

from chatmine.records import Box
from pairing import words
from pairing.measures import difference, middle, same_colour, same_row, saturation, share_inside, shared
from pairing.screens import Piece, Screen, holders


def is_glyph(screen: Screen, piece: Piece) -> bool:
    """A mark that the recogniser took for a letter or two: an avatar, initials, a thumb, a menu's bars."""
    text, box, em = piece.text.strip(), piece.box, screen.em
    if len(text) > 6 or _ends_wrapped_row(screen, piece):
        return False
    around = [icon.box for icon in screen.icons if share_inside(box, icon.box) >= 0.6]
    if around:
        return len(text) <= 4 and not _is_short_message(screen, piece, around[0])
    if _EMOJI.fullmatch(text) and _in_wide_box(screen, piece):
        return False
    if screen.in_table(piece):
        return False
    if words.USER_LABELS.match(text) or words.ASSISTANT_LABELS.match(text):
        return False
    if _LISTED.match(text) or (len(text) == 1 and _closes_block(screen, piece)):
        return False
    if 2 <= len(text) <= 6 and _is_pale_and_doubtful(screen, piece):
        return True
    if len(text) > 3:
        return False
    if len(text) > 1 and _are_initials(screen, piece):
        return True
    if len(text) == 1 and _is_picture(screen, piece):
        return True
    longer = [p.box for p in screen.pieces if p is not piece and len(p.text) > len(text)]
    level = [other for other in longer if same_row(other, box)]
    beside = [
        other for other in longer if shared(other.y, other.bottom, box.y, box.bottom) > 0.3 * box.height
    ]
    if len(text) > 1 and _reads_as_cell(screen, piece):
        return False
    if not any(c.isalnum() for c in text) and not set(text) & set("{}[]();"):
        return True
    if len(text) == 1 and text.isascii() and text.isalpha() and not _in_wide_box(screen, piece):
        return True
    if len(text) == 1 and not level and _in_row_of_icons(screen, piece):
        return True
    if box.width < 2.2 * box.height and any(0.4 * em < other.x - box.right < 3 * em for other in beside):
        return not any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece))
    if len(text) > 2 or (len(text) == 2 and piece.line.confidence > 0.8):
        return False
    if any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece)):
        return piece.line.confidence < 0.5
    away = [other for other in level if box.x - other.right > em or other.x - box.right > 1.5 * em]
    return piece.line.confidence < 0.85 or (bool(away) and len(away) == len(level) and not text.isdigit())


def _is_short_message(screen: Screen, piece: Piece, square: Box) -> bool:
    """Whether letters read surely stand in a square at the right with nothing beside it: an "ok" in a bubble.

    Initials have their message beside them.
    """
    text, line, em = piece.text.strip(), piece.line, screen.em
    sure = len(text) > 1 and text.isalpha() and line.confidence > 0.95
    if not sure or square.x < screen.frame.x + 0.6 * screen.frame.width or square.height < 1.5 * em:
        return False
    others = [p.box for p in screen.pieces if p is not piece] + [s.box for s in screen.panels]
    level = any(shared(b.y, b.bottom, square.y, square.bottom + 0.5 * em) > 0 for b in others)
    return difference(line.paper, screen.ground) > 15 and not level


def _is_picture(screen: Screen, piece: Piece) -> bool:
    """Whether a letter stands on a vivid paper that its bubble has not: an emoji that was read as one."""
    paper = piece.line.paper
    vivid = paper is not None and saturation(paper) > 90
    around = holders(screen, piece)
    return vivid and bool(around) and all(difference(h.colour, paper) > 60 for h in around)


def _ends_wrapped_row(screen: Screen, piece: Piece) -> bool:
    """Whether Chinese letters are the rest of the row right above them, in one bubble with it."""
    box, text = piece.box, piece.text.strip()
    if not re.match(r"[\u4e00-\u9fff]", text) or piece.line.confidence < 0.7:
        return False
    around = [h.box for h in holders(screen, piece) if h.box.width < 0.9 * screen.frame.width]
    return bool(around) and any(
        len(p.text) > 2 * len(text)
        and abs(p.box.x - box.x) < 0.5 * screen.em
        and 0.3 * screen.em < middle(box) - middle(p.box) < 2.2 * screen.em
        and same_colour(p.line.paper, piece.line.paper)
        and any(share_inside(p.box, bubble) > 0.8 for bubble in around)
        for p in screen.pieces
        if p is not piece
    )


def _is_pale_and_doubtful(screen: Screen, piece: Piece) -> bool:
    """A row of buttons below a text or far right of it: paler than what is said, and read with doubt."""
    line = piece.line
    if line.confidence >= 0.8:
        return False
    inks = [difference(p.line.ink, p.line.paper) for p in screen.pieces if len(p.text) > 6]
    pale = bool(inks) and difference(line.ink, line.paper) < 0.75 * max(inks)
    longer = [p for p in screen.pieces if p is not piece and len(p.text) > 3]
    level = [p.box for p in longer if same_row(p.box, piece.box)]
    apart = all(piece.box.x - box.right > 3 * screen.em for box in level)
    return pale and apart


def _reads_as_cell(screen: Screen, piece: Piece) -> bool:
    """Chinese characters or digits, read surely, on the paper of what is level: initials have their own."""
    if piece.line.confidence < 0.8 or not all(c >= "\u2e80" or c.isdigit() for c in piece.text.strip()):
        return False
    level = [p for p in screen.pieces if p is not piece and same_row(p.box, piece.box)]
    return any(same_colour(p.line.paper, piece.line.paper) for p in level)


def _are_initials(screen: Screen, piece: Piece) -> bool:
    """Letters on a small square of another colour than the ground, right before a bubble level with it."""
    box, em = piece.box, screen.em
    square = box.width < 2 * box.height and difference(piece.line.paper, screen.ground) > 60
    held = any(h.box.width < 0.8 * screen.frame.width for h in holders(screen, piece))
    return (
        square
        and not held
        and any(
            0 < panel.box.x - box.right < 1.5 * em
            and shared(panel.box.y, panel.box.bottom, box.y, box.bottom) > 0.6 * box.height
            for panel in screen.panels
        )
    )


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


# What is drawn as an emoji without being asked, and what is when it is asked.
_EMOJI = re.compile(
    "(?:[\U0001f300-\U0001faff\u231a-\u23f3\u2614\u2615\u26a1\u26bd\u2705\u270a\u270b\u2728\u274c\u2753-\u2757\u2b50]"
    "|[\u2300-\u2bff]\ufe0f)+"
)
_LISTED = re.compile(r"^(\d{1,3}[.)、:：]|[-•·*+○●]|[（(]?\w[)）.、])$")
