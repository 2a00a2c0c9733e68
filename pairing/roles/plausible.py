"""Is this a chat at all?  Evidence for and against, added up; above 0 it is.

Posters, settings, lists, articles and welcome pages also have boxes, colours and two margins.  What they do
not have: one colour for all that one side says, an input box, speakers' labels, avatars at the beginnings.
What chats do not have: grids, search fields, most of the text beside the messages.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median

from chatmine.records import Box, Shape
from pairing.interface.inputs import input_top
from pairing.measures import difference, middle, same_row, saturation, share_inside
from pairing.roles.avatars import face_difference
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split
from pairing.roles.voices import has_action_row
from pairing.screens import Piece, Reasons, Screen, holders
from pairing.words import ASSISTANT_LABELS, FOOTER, SEARCH, USER_LABELS
from pairing.writing.rows import rows

_LINK = re.compile(r"^\W{0,2}https?://\S+(?: ?[›>,] ?\S+)*$", re.I)
_DATED = re.compile(r"^\d{1,2}[:：]\d{2} ?\w")


def chatness(screen: Screen, out: Reasons, blocks: Sequence[Block], split: Split) -> float:
    """How much speaks for a chat; 0 is the border."""
    voiced = [b for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    return (
        _by_cue(screen, out, blocks, split)
        + _interface(out)
        + _avatars(voiced)
        + _amount(blocks, voiced)
        + _uniformity(screen, voiced)
        + _running(screen, voiced)
        + _alternation(blocks, split)
        + _centred_in_boxes(voiced)
        + _beside_each_other(voiced)
        + _listed(screen, out, voiced)
        - 10.0 * max(0.0, _gridded(screen, voiced) - 0.15)
        - (2.0 if sum(bool(FOOTER.search(p.text)) for p in screen.pieces) > 2 else 0.0)
        - (3.0 if _has_search_field(screen) else 0.0)
        - (3.0 if _is_spreadsheet(screen, voiced) else 0.0)
        - (3.0 if _is_agenda(voiced) or _are_results(voiced) else 0.0)
        - (3.0 if _has_a_face_each(screen, split, voiced) else 0.0)
        - (4.0 if _is_discussion(out, blocks, split) else 0.0)
    )


def _by_cue(screen: Screen, out: Reasons, blocks: Sequence[Block], split: Split) -> float:
    if split.cue == "labels":
        return -2.0 if _names_many(screen, out) else 3.0
    if split.cue == "sides":
        right = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0]
        lone = len(right) == 1 and right[0].length <= 12  # may as well be a button
        return (0.5 if lone else 1.5) + _colour_of(screen, right)
    if split.cue == "alone":
        framed = input_top(screen, out) < screen.frame.bottom
        acted = any(has_action_row(screen, b) for b in blocks)
        labelled = sum(bool(b.label) for b in blocks) > 1
        return 0.5 if framed or acted or labelled or any(b.icon for b in blocks) else -1.5
    if split.cue == "avatars":  # lists of chats have avatars too, but only the beginnings of messages
        return 0.5 if any(b.length >= 60 for b in blocks) else -2.0
    if split.cue in (
        "papers",
        "frames",
    ):  # articles have quotes in boxes, but neither faces nor buttons below
        faced = any(b.icon for b in blocks) or any(has_action_row(screen, b) for b in blocks)
        return 0.5 if faced or {"button", "placeholder"} & set(out.values()) else -2.5
    if split.cue in ("boxes", "opening") and _may_be_button(blocks, split):
        return -1.5
    return {"bands": 1.0, "names": 1.0, "boxes": 0.0, "opening": -0.5}.get(split.cue, -1.0)


def _may_be_button(blocks: Sequence[Block], split: Split) -> bool:
    """Whether all that one of the two says is a word in a box, without an avatar."""
    sides = [[b for b, v in zip(blocks, split.voices, strict=True) if v == voice] for voice in (0, 1)]
    return any(len(one) == 1 and one[0].length <= 12 and one[0].boxed and not one[0].icon for one in sides)


def _names_many(screen: Screen, out: Reasons) -> bool:
    """Whether labels name several assistants and no asker: a list of models to choose from."""
    labels = [p.text.strip().lower() for p in screen.pieces if out.get(p.number) in ("label", "title")]
    named = {text for text in labels if ASSISTANT_LABELS.match(text)}
    return len(named) > 2 and not any(USER_LABELS.match(text) for text in labels)


def _colour_of(screen: Screen, right: Sequence[Block]) -> float:
    """One side's boxes have one colour, give or take a gradient, and seldom that of the ground."""
    papers = [b.paper for b in right if b.paper]
    reach = 45 if papers and saturation(papers[0]) > 60 else 8
    mixed = any(difference(paper, papers[0]) > reach for paper in papers)
    faint = all(b.bubble is None for b in right) and all(saturation(paper) < 60 for paper in papers)
    return -3.0 * mixed - 1.0 * faint


def _alternation(blocks: Sequence[Block], split: Split) -> float:
    """Speakers take turns; where both speak in boxes at two sides, once to and fro is enough."""
    voiced = [(b, v) for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    changes = sum(a != b for (_, a), (_, b) in pairwise(voiced))
    boxed = split.cue == "sides" and all(b.boxed for b, _ in voiced)
    return 1.0 if boxed and changes >= 2 else 0.5 if changes >= 3 else 0.0


def _uniformity(screen: Screen, voiced: Sequence[Block]) -> float:
    """Messages are set in one size; posters are not."""
    pieces = [p for b in voiced for p in b.pieces if len(p.text) > 3 and not screen.in_table(p)]
    usual = sum(len(p.text) for p in pieces if 0.62 < p.box.height / screen.em < 1.35)
    return -2.5 if usual < 0.7 * sum(len(p.text) for p in pieces) else 0.0


def _interface(out: Reasons) -> float:
    """An input box speaks for a chat; so do times, receipts and the buttons under answers."""
    reasons = set(out.values())
    return 1.0 * ("placeholder" in reasons) + 0.5 * ("time" in reasons) + 0.5 * ("button" in reasons)


def _avatars(voiced: Sequence[Block]) -> float:
    return 1.0 if sum(b.icon is not None for b in voiced) >= 2 else 0.0


def _amount(blocks: Sequence[Block], voiced: Sequence[Block]) -> float:
    """How much of the text is in messages, and whether it is text at all."""
    said, all_text = sum(b.length for b in voiced), sum(b.length for b in blocks)
    share = said / max(1, all_text)
    longest = max((b.length for b in voiced), default=0)
    return (0.5 if share > 0.8 else -2.0 if share < 0.5 else 0.0) + (0.5 if longest >= 20 else -1.0)


def _gridded(screen: Screen, voiced: Sequence[Block]) -> float:
    """The share of rows whose parts stand far apart, as in cards, lists and forms; code does not count.

    Nor does a table, unless it is most of what there is.
    """
    told = [p for b in voiced if not b.code for p in b.pieces]
    pieces = [p for p in told if not screen.in_table(p)]
    coded = sum(b.length for b in voiced if b.code)
    if coded + sum(len(p.text) for p in pieces) < 0.5 * (coded + sum(len(p.text) for p in told)):
        pieces = told
    lined = rows(pieces)
    apart = [
        row
        for row in lined
        if any(
            b.box.x - a.box.right > 2.5 * screen.em for a, b in zip(row.pieces, row.pieces[1:], strict=False)
        )
    ]
    return len(apart) / max(1, len(lined))


def _centred_in_boxes(voiced: Sequence[Block]) -> float:
    """Posters and menus set short lines in the middle of wide boxes; messages begin at their left border."""
    boxed = [b for b in voiced if b.boxed and not b.code]
    centred = [b for b in boxed if _is_centred(b)]
    return -2.0 if len(centred) >= 3 and 2 * len(centred) > len(voiced) else 0.0


def _beside_each_other(voiced: Sequence[Block]) -> float:
    """Two and more pairs of boxes side by side are cards or offers: no two messages are level."""
    boxes = [b.box for b in voiced if b.boxed and not b.code]
    return -3.0 if sum(_are_level_cards(a, b) for a, b in combinations(boxes, 2)) >= 2 else 0.0


def _are_level_cards(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side and are of one height, as a form's fields are not."""
    apart = min(one.right, other.right) <= max(one.x, other.x)
    as_tall = min(one.height, other.height) > 0.6 * max(one.height, other.height)
    return apart and as_tall and same_row(one, other)


def _is_centred(block: Block) -> bool:
    """Whether all its lines stand in the middle: one with room beside it, several of different lengths."""
    lines = [p.box for p in block.pieces]
    room = [(line.x - block.box.x, block.box.right - line.right) for line in lines]
    tall = lines[0].height
    uneven = max(line.x for line in lines) - min(line.x for line in lines) > 0.5 * tall
    middle_ = all(abs(left - right) < 0.8 * tall for left, right in room)
    return middle_ and (uneven or min(left for left, _ in room) > 1.5 * tall)


def _listed(screen: Screen, out: Reasons, voiced: Sequence[Block]) -> float:
    """Lists of chats or mails have a time at the right border of each entry, level with its first line."""
    times = [p.box for p in screen.pieces if out.get(p.number) == "time"]
    times = [t for t in times if screen.frame.right - t.right < 0.08 * screen.frame.width]
    heads = [p.box for p in screen.pieces if out.get(p.number) == "name"] + [b.pieces[0].box for b in voiced]
    entries = [t for t in times if any(same_row(t, head) and t.x > head.x for head in heads)]
    return -2.0 if len(entries) >= 3 and 2 * len(entries) > len(voiced) else 0.0


def _is_spreadsheet(screen: Screen, voiced: Sequence[Block]) -> bool:
    """Whether all that would be said stands in cells."""
    said = [p for b in voiced for p in b.pieces]
    return all(screen.in_table(p) for p in said)


def _is_discussion(out: Reasons, blocks: Sequence[Block], split: Split) -> bool:
    """Whether people reply to each other below something, or more than two, none of them by a bot's name."""
    if split.cue in ("labels", "sides", "bands"):
        return False
    names = {b.name for b in blocks if b.name}
    return list(out.values()).count("reply row") >= 3 or len(names) > 2


def _has_search_field(screen: Screen) -> bool:
    """A search field in the upper third, or anywhere one with nothing else in it: a list, a shop."""
    third = screen.frame.y + 0.34 * screen.frame.height
    return any(
        middle(p.box) < third or _holds_only(screen, home.box, p)
        for p in screen.pieces
        if SEARCH.match(p.text)
        for home in holders(screen, p)
        if home.box.height < 4 * screen.em and home.box.width > 6 * screen.em
    )


def _holds_only(screen: Screen, box: Box, piece: Piece) -> bool:
    """Whether a box holds one line, at its left: a chat's field has a button to search among others."""
    inside = [p for p in screen.pieces if share_inside(p.box, box) > 0.8]
    return inside == [piece] and piece.box.x - box.x < 3 * screen.em and box.width > 3 * piece.box.width


def _has_a_face_each(screen: Screen, split: Split, voiced: Sequence[Block]) -> bool:
    """Whether avatars have four and more looks: entries of a list; two speakers have two faces."""
    looks: list[Shape] = []
    for block in voiced:
        face = block.icon or _picture_in(screen, block)
        if face and not any(face_difference(face, look, screen.ground) < 16 for look in looks):
            looks.append(face)
    return len(looks) >= 4 and split.cue not in ("labels", "sides", "bands")


def _picture_in(screen: Screen, block: Block) -> Shape | None:
    """The picture at the left within a card, level with its first line."""
    first = block.pieces[0].box
    return next(
        (
            icon
            for icon in screen.icons
            if share_inside(icon.box, block.box) > 0.9
            and icon.box.height > 1.5 * screen.em
            and icon.box.right < first.x + screen.em
            and same_row(icon.box, first)
        ),
        None,
    )


def _is_agenda(voiced: Sequence[Block]) -> bool:
    """Whether most begin with an hour, as dates in a calendar do; a message's time stands apart from it."""
    return sum(bool(_DATED.match(b.pieces[0].text)) for b in voiced) > max(1, 0.5 * len(voiced))


def _are_results(voiced: Sequence[Block]) -> bool:
    """Whether three and more addresses stand each above lines of its own: what a search found."""
    told = [p for b in voiced for p in b.pieces]
    linked = [n for n, p in enumerate(told) if _LINK.match(p.text)]
    return sum(b - a > 1 for a, b in pairwise(linked)) >= 2


def _running(screen: Screen, voiced: Sequence[Block]) -> float:
    """Where there are long messages, rows run to their right border; in lists of links they do not."""
    open_text = [[p for p in b.pieces if not screen.in_table(p)] for b in voiced if not b.code]
    long = [rows(pieces) for pieces in open_text if len(pieces) >= 5]
    full = [
        lined for lined in long if median(r.box.width for r in lined) > 0.45 * max(r.box.width for r in lined)
    ]
    return -1.0 if long and not full else 0.0
