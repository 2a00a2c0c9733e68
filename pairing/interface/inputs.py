"""Where one writes: the input box, the keyboard, and the suggestions above them.

Called by `chrome` with what is known to be chrome so far.  From the input box down nothing is a message,
be it empty, with a placeholder or with a draft.
"""

from itertools import pairwise

from chatmine.records import Box, Shape
from pairing import words
from pairing.measures import middle, same_colour, same_row, saturation, share_inside
from pairing.screens import Piece, Reasons, Screen, holders

_TALLEST = 2.2
"""Heights of a screen in its widths: phones reach 2.2."""


def input_and_below(screen: Screen, out: Reasons) -> Reasons:
    """From the input box or the keyboard down nothing is a message: buttons, keys, tabs."""
    field = _field(screen, out)
    bar = _bar_around(screen, field.y, out)
    return {
        p.number: "below the input"
        for p in screen.pieces
        if p.number not in out and (_is_below(screen, p, field) or (bar and _stands_on(p, bar)))
    }


def _is_below(screen: Screen, piece: Piece, field: Box) -> bool:
    """Not higher than the field, and not in another window far beside it."""
    beside = max(field.x - piece.box.right, piece.box.x - field.right)
    return middle(piece.box) >= field.y and beside < 8 * screen.em


def _stands_on(piece: Piece, bar: Shape) -> bool:
    return middle(piece.box) >= bar.box.y and same_colour(piece.line.paper, bar.colour)


def input_top(screen: Screen, out: Reasons) -> int:
    """Where the conversation ends below: the top of the bar with the input box, or the frame's bottom."""
    field = _field(screen, out)
    bar = _bar_around(screen, field.y, out)
    return bar.box.y if bar else field.y


def _field(screen: Screen, out: Reasons) -> Box:
    """The uppermost input box or keyboard; where none is, the edge below the frame."""
    frame, half = screen.frame, screen.frame.y + 0.45 * screen.frame.height
    told = [p for p in screen.pieces if out.get(p.number) in ("placeholder", "address") and p.box.y > half]
    fields = [_reach(screen, p) for p in told]
    fields += [s.box for s in screen.panels if s.box.y > half and _is_empty_field(screen, s, out)]
    fields += [s.box for s in screen.panels if _is_roomy_field(screen, s)]
    if not any(out.get(p.number) == "placeholder" for p in told):  # it stands in the only field
        fields += [s.box for s in screen.panels if _is_field_with_draft(screen, s)]
    fields += [frame._replace(y=top) for top in (*_keyboard(screen), frame.bottom)]
    return min(fields, key=lambda box: box.y)


def _reach(screen: Screen, placeholder: Piece) -> Box:
    """A placeholder's height, and how far its box reaches; the whole width where no box was seen."""
    around = [h.box for h in holders(screen, placeholder) if h.box.height < 8 * screen.em]
    across = around[-1] if around else screen.frame
    return placeholder.box._replace(x=across.x, width=across.width)


def _is_field_with_draft(screen: Screen, panel: Shape) -> bool:
    """A wide box near the bottom, with margins on both sides and the button that sends at its right end.

    What stands there is smaller than an avatar and has none like it above, which makes the box a bubble.
    """
    box, frame, em = panel.box, screen.frame, screen.em
    left, right = box.x - frame.x, frame.right - box.right
    wide = box.width > 0.55 * frame.width and box.height < 4.5 * em and min(left, right) > 0.3 * em
    # A bubble of one's own leaves the left free; beside a field stand buttons there.
    free = left > 0.25 * frame.width and not any(
        same_row(i.box, box) and i.box.right <= box.x for i in screen.icons
    )
    # Of what scrolled by, a window's height is what is seen at once.
    if not wide or free or frame.bottom - box.y > 0.25 * min(frame.height, _TALLEST * frame.width):
        return False
    level = [i.box for i in screen.icons if same_row(i.box, box) and i.box.width < 1.9 * em]
    beside = [i for i in level if box.right - 3.5 * em < i.x < box.right + 3.5 * em]
    return any(not _is_avatar_too(screen, i) for i in beside)


def _is_avatar_too(screen: Screen, icon: Box) -> bool:
    """Whether one of its size stands above it in its column, below the row at the top."""
    top = screen.frame.y + 0.12 * min(screen.frame.height, _TALLEST * screen.frame.width)
    return any(
        top < other.box.y < icon.y - icon.height
        and abs(other.box.x - icon.x) < 0.2 * screen.em
        and abs(other.box.width - icon.width) < 0.25 * screen.em
        for other in screen.icons
    )


def _is_roomy_field(screen: Screen, panel: Shape) -> bool:
    """A wide box at the bottom whose one line leaves rows free below it; a message fills its box."""
    box, frame, em = panel.box, screen.frame, screen.em
    if box.width < 0.5 * frame.width or box.y < frame.y + 0.6 * frame.height or box.height > 8 * em:
        return False
    inside = [p.box for p in screen.pieces if share_inside(p.box, box) > 0.8]
    below = [p for p in screen.pieces if p.box.y >= box.bottom and len(p.text) > 2]
    first = [b for b in inside if b.y - box.y < 1.3 * em]
    return len(inside) == len(first) == 1 and box.bottom - first[0].bottom > 1.8 * em and len(below) <= 2


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


def chips(screen: Screen, out: Reasons) -> Reasons:
    """Boxes side by side are buttons or suggestions: a message has no other level with it.

    Three and more of one size may be taller: cards of sources, with two lines of a title and a third below.
    """
    boxes = [(p, holders(screen, p)[-1].box) for p in screen.pieces if holders(screen, p)]
    small = {box for _, box in boxes if box.height < 5 * screen.em and box.width < 0.6 * screen.frame.width}
    level = {box: sum(_twins(box, other, 0.2 * screen.em) for other in small) for box in small}
    chips = {box for box, n in level.items() if n >= 2 or (n and box.height < 3.2 * screen.em)}
    return {p.number: "chip" for p, box in boxes if box in chips and not _is_cell(screen, box)}


def _is_cell(screen: Screen, box: Box) -> bool:
    """Whether a box and two others stand edge to edge on one height: a table's head, its rows cut off."""
    near = 0.3 * screen.em
    panels = (s.box for s in screen.panels)
    level = sorted(b for b in panels if abs(b.y - box.y) < near and abs(b.height - box.height) < near)
    joints = [(a, b) for a, b in pairwise(level) if abs(b.x - a.right) < near]
    return len(joints) >= 2 and any(box in joint for joint in joints)


def link_buttons(screen: Screen) -> Reasons:
    """Two or more coloured words one under the other in the middle of a card: things to tap."""
    found: dict[Shape, list[Piece]] = {}
    for piece in screen.pieces:
        for panel in holders(screen, piece)[-1:]:
            if _stands_free(screen, piece, panel.box) and saturation(piece.line.ink or panel.colour) > 50:
                found.setdefault(panel, []).append(piece)
    return {p.number: "button" for pieces in found.values() if len(pieces) >= 2 for p in pieces}


def _stands_free(screen: Screen, piece: Piece, panel: Box) -> bool:
    """A few words in the middle of a card, with room on both sides as no running text has."""
    off = abs(2 * piece.box.x + piece.box.width - 2 * panel.x - panel.width) / 2
    return off < 0.4 * screen.em and piece.box.width < 0.5 * panel.width and panel.width > 8 * screen.em


def cards(screen: Screen) -> Reasons:
    """What stands on a panel that describes a bot: two lines or more that say who runs it and who follows."""
    told = [p for p in screen.pieces if words.CARD.match(p.text)]
    homes = [h.box for p in told for h in holders(screen, p) if h.box.height < 0.4 * screen.frame.height]
    described = {box for box in homes if homes.count(box) > 1}
    return {
        p.number: "card" for p in screen.pieces if any(share_inside(p.box, box) > 0.8 for box in described)
    }


def suggestions(screen: Screen, out: Reasons) -> Reasons:
    """The row right above the input box, if its parts stand apart: questions that are offered."""
    field = _field(screen, out).y
    kept = [p for p in screen.pieces if p.number not in out]
    if field == screen.frame.bottom or not kept:
        return {}
    last = max(kept, key=lambda p: middle(p.box))
    if screen.in_table(last) or any(_is_cell(screen, h.box) for h in holders(screen, last)[-1:]):
        return {}
    row = sorted((p for p in kept if same_row(p.box, last.box)), key=lambda p: p.box.x)
    apart = all(b.box.x - a.box.right > 0.8 * screen.em for a, b in zip(row, row[1:], strict=False))
    return {p.number: "suggestion" for p in row} if len(row) >= 3 and apart else {}


def offers(screen: Screen, out: Reasons) -> Reasons:
    """What stands below "Related" near the end: questions that are offered, each a line or two."""
    half = screen.frame.y + 0.5 * screen.frame.height
    for head in screen.pieces:
        if head.box.y > half and words.OFFERS.match(head.text):
            below = [p for p in screen.pieces if p.box.y >= head.box.y and p.number not in out]
            if all(len(p.text) < 60 and not p.text.endswith(("。", ".")) for p in below):
                return {p.number: "suggestion" for p in below}
    return {}


def _twins(one: Box, other: Box, gap: float) -> bool:
    """Level, of one height, and apart: the cells of a table touch."""
    apart = max(one.x, other.x) - min(one.right, other.right) > gap
    return (
        apart
        and same_row(one, other)
        and abs(one.height - other.height) <= 0.25 * max(one.height, other.height)
    )
