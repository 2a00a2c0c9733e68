"""Two voices told apart: which of a screen's blocks are one speaker's and which the other's.

Cues, the clearest first: labels, sides, bands, boxes, names, papers, avatars, frames, inks, a question's box
above an answer, bubbles of one side alone.  Each cue that applies splits the blocks in two (what fits neither
is out); the first that makes a plausible chat is taken.  Who of the two is the user, `speakers` decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from chatmine.records import Box
from pairing.measures import difference, same_row, saturation, tint
from pairing.roles.avatars import face_difference, is_knot
from pairing.roles.blocks import Block
from pairing.roles.papers import by_band, by_box, by_frame, by_ink, by_paper
from pairing.roles.sides import by_side
from pairing.roles.splitting import Split, carried, in_order, same_paper
from pairing.screens import Piece, Screen
from pairing.words import AGAIN, ASSISTANT_LABELS, BOT_FIELD, MODEL, PLACEHOLDER

# How sentences end and list items begin; titles do neither.
_SPOKEN = re.compile(r"[。！？!?]$|[a-z]\.$|^(?:\d{1,2}[.、)）]|[-•·])\s*\w")
Cue = Callable[[Screen, Sequence[Block]], Split | None]


def splits(screen: Screen, blocks: Sequence[Block]) -> Iterator[Split]:
    """The splits by all cues that apply, the clearest cue first."""
    cues: tuple[Cue, ...] = (
        by_label,
        by_side,
        by_band,
        by_box,
        by_name,
        by_paper,
        by_avatar,
        by_frame,
        by_ink,
        by_opening,
        alone,
    )
    found = (split for cue in cues if (split := cue(screen, blocks)))
    return (_without_offers(screen, blocks, _without_preface(screen, blocks, split)) for split in found)


def _without_preface(screen: Screen, blocks: Sequence[Block], split: Split) -> Split:
    """The split without titles above the first message; labels and bands have no place for them."""
    first = next((n for n, v in enumerate(split.voices) if v is not None), None)
    if first is None or split.cue in ("labels", "bands", "alone"):
        return split
    voice = split.voices[first]
    others = [b for b, v in zip(blocks[first + 1 :], split.voices[first + 1 :], strict=True) if v == voice]
    own_bubble = split.cue == "sides" and voice == 0
    if own_bubble or not others or not _reads_as_title(screen, blocks[first], others):
        return split
    without = replace(split, voices=(*split.voices[:first], None, *split.voices[first + 1 :]))
    return _without_preface(screen, blocks, without)


def _without_offers(screen: Screen, blocks: Sequence[Block], split: Split) -> Split:
    """The split without the questions offered at the end: boxes of one row each, unlike all that was said.

    At the right, where one's own next messages would be, only boxes that are mere outlines.
    """
    last = len(blocks)
    while last and _is_offer(screen, blocks[last - 1], split.voices[last - 1] == 0 and split.cue == "sides"):
        last -= 1
    offered = blocks[last:]
    said = [b for b, v in zip(blocks[:last], split.voices[:last], strict=True) if v is not None]
    unlike = not any(b.bubble and not b.code and same_paper(b, o) for b in said for o in offered)
    tall = [b.box.height for b in offered]
    if len(offered) < 2 or not said or not unlike or max(tall) > 1.2 * min(tall):
        return split
    return replace(split, voices=(*split.voices[:last], *(None for _ in offered)))


def _is_offer(screen: Screen, block: Block, own: bool) -> bool:
    row = block.bubble is not None and not block.banded and len(block.pieces) == 1 and not block.code
    return row and block.icon is None and block.box.height < 3 * screen.em and not (own and block.filled)


def _reads_as_title(screen: Screen, block: Block, others: Sequence[Block]) -> bool:
    """Whether a block is short, no sentence, and set otherwise than all that its speaker says."""
    sentence = block.pieces[-1].text.rstrip().endswith(tuple("。？！?!.…~～"))
    if sentence or block.length > 60 or len(block.pieces) > 2 or _is_faced(screen, block, others):
        return False
    high = block.box.bottom < screen.frame.y + 3 * screen.em and len(block.pieces) == 1
    answers = [b for b in others if b is not others[-1]] or others
    if high and not block.boxed and all(has_action_row(screen, b) for b in answers):
        return not has_action_row(screen, block)
    elsewhere = all(abs(b.extent.x - block.extent.x) > screen.em for b in others)
    if block.boxed:
        return elsewhere or all(difference(b.paper, block.paper) > 30 for b in others)
    return elsewhere or all(b.boxed for b in others)


def _is_faced(screen: Screen, block: Block, others: Sequence[Block]) -> bool:
    """Whether an avatar stands beside a block, right above one of another block: titles have none."""
    faces = [b.icon.box.x for b in others if b.icon]
    return block.icon is not None and any(abs(block.icon.box.x - x) < 0.5 * screen.em for x in faces)


def by_label(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Labels name the roles; a block without one goes on with the role of the block before.

    Where only one role is named, again and again, another avatar without a name is the other's.
    """
    named = [block.label for block in blocks if block.label]
    unnamed = [b for b in blocks if b.label is None and b.icon and b.icon.box.x < b.first_left]
    faces = [b.icon.colour for b in blocks if b.label and b.icon]
    alike = [b for b in unnamed if b.icon and any(difference(b.icon.colour, face) <= 8 for face in faces)]
    unnamed = [b for b in unnamed if b not in alike]  # the name of one that looks alike was not read
    if len(set(named)) == 1 and any(b.icon and b.icon.box.x > b.extent.right for b in blocks):
        return None  # the other one's avatars stand at the right: sides tell more
    if len(set(named)) == 1 and len(named) > 1 and unnamed:
        other = int(named[0] == "user")
        voices = carried(
            [other if b in unnamed else 1 - other if b.label or b in alike else None for b in blocks]
        )
    elif set(named) == {"assistant"} and (asked := _questions_above(screen, blocks)):
        first = blocks.index(asked[0])
        voices = [
            None if n < first else int(b not in asked and not _set_alike(asked[0], b))
            for n, b in enumerate(blocks)
        ]
        voices = _with_beginning(blocks, voices) if len(asked) > 1 else voices
        return Split(cue="labels", voices=tuple(voices), clarity=0.8)
    elif len(named) == 1 and _in_one_column(screen, blocks):
        voices = carried([None if b.label is None else int(b.label == "assistant") for b in blocks])
        if _with_beginning(blocks, voices) == voices:
            return None
    elif len(set(named)) == 2:
        voices = carried([None if b.label is None else int(b.label == "assistant") for b in blocks])
    else:
        return None
    return Split(cue="labels", voices=tuple(_with_beginning(blocks, voices)), clarity=1.0)


def _questions_above(screen: Screen, blocks: Sequence[Block]) -> list[Block]:
    """The open blocks right above those with a label, at one left border with them: what was asked.

    None unless each of the labelled ones has such a block.
    """
    places = [n for n, block in enumerate(blocks) if block.label]
    asked = [blocks[n - 1] for n in places if n and _asks_above(screen, blocks[n - 1], blocks[n])]
    return asked if len(asked) == len(places) else []


def _asks_above(screen: Screen, above: Block, answer: Block) -> bool:
    if above.filled or above.banded or above.label:
        return False
    aligned = abs(above.first_left - answer.first_left) < screen.em
    # Between a question set as a heading and its answer stand the sources.
    reach = 11 if _tall(above) > 1.12 * _tall(answer) else 4
    near = 0 < answer.pieces[0].box.y - above.box.bottom < reach * screen.em
    return aligned and near and above.length > 5


def _set_alike(one: Block, other: Block) -> bool:
    """Whether a block is set in the letters of a question that stands out as a heading."""
    return one is other or (not other.boxed and abs(_tall(one) - _tall(other)) < 0.12 * _tall(one))


def _tall(block: Block) -> float:
    return median(p.box.height for p in block.pieces)


def _in_one_column(screen: Screen, blocks: Sequence[Block]) -> bool:
    """Whether all begin at one left border, on open ground, and the first one has no label."""
    lefts = [b.first_left for b in blocks if not b.code]
    if not lefts or any(b.boxed and not b.code for b in blocks):
        return False
    return max(lefts) - min(lefts) < screen.em and blocks[0].label is None


def _with_beginning(blocks: Sequence[Block], voices: list[int | None]) -> list[int | None]:
    """Text above the first message that is told, if it is no mere title, is the other speaker's."""
    before = [b for b, v in zip(blocks, voices, strict=True) if v is None]
    said = [p.text.strip() for b in before for p in b.pieces]
    spoken = any(_SPOKEN.search(text) for text in said) and sum(map(len, said)) > 5
    icons = [b.icon.box for b, v in zip(blocks, voices, strict=True) if v is not None and b.icon]
    faces = [b.icon.box for b in before if b.icon]
    faced = any(abs(face.x - icon.x) < 0.3 * icon.width for face in faces for icon in icons)
    first = next(v for v in voices if v is not None)
    others = [b for b, v in zip(blocks, voices, strict=True) if v == 1 - first and b.bubble]
    alike = any(b.bubble and same_paper(b, other) for b in before for other in others)
    if sum(b.length for b in before) <= 25 and not (spoken or faced or alike):
        return voices
    return [1 - first if v is None else v for v in voices]


def by_name(_: Screen, blocks: Sequence[Block]) -> Split | None:
    """Two names above the messages, one of them again; what has none goes on with the one before."""
    called = [b.name for b in blocks if b.name]
    if len(set(called)) != 2 or len(called) < 3:
        return None
    voices = carried([called.index(b.name) if b.name else None for b in blocks])
    voices = _with_beginning(blocks, [None if v is None else int(v > 0) for v in voices])
    return Split(cue="names", voices=in_order(voices), clarity=0.9)


def by_avatar(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Avatars of two kinds stand at the beginnings; a block without one goes on with the one before."""
    reach = 0.5 * screen.em  # an avatar above its text begins where that does
    icons = [b.icon for b in blocks if b.icon and b.icon.box.x < b.first_left + reach]
    if len(icons) < 2:
        return None
    reference = max(icons, key=lambda icon: saturation(icon.colour))
    apart = [face_difference(icon, reference, screen.ground) for icon in icons]
    hues = [tint(icon.colour, reference.colour) for icon in icons]
    # Means of one avatar differ by a few shades; where no two differ by 25, half of what they do tells: in
    # hue, if that differs, as lightness depends on where the square was cut.
    least = 25.0
    if 6 <= max(apart) <= 25:
        apart, least = (hues, max(hues) / 2) if max(hues) > 5 else (apart, max(apart) / 2)
    other = {id(icon): int(far > least) for icon, far in zip(icons, apart, strict=True)}
    told = _with_unseen(blocks, [other.get(id(b.icon)) for b in blocks])
    voices = carried(_with_look(screen, blocks, told))
    if {0, 1} - set(voices):
        return None
    return Split(cue="avatars", voices=in_order(_with_beginning(blocks, voices)), clarity=0.8)


def _with_unseen(blocks: Sequence[Block], told: Sequence[int | None]) -> list[int | None]:
    """Between two messages with one avatar, what begins with something in colours has the other's.

    An avatar that is an emoji may have been taken for one that could not be named.
    """
    result = list(told)
    for place, (block, below) in enumerate(pairwise(blocks)):
        after = told[place + 1]
        before = next((v for v in reversed(told[:place]) if v is not None), after)
        coloured = block.pieces[0].line.unnamed and not block.boxed and not below.boxed
        if told[place] is None and after is not None and coloured and before == after:
            result[place] = 1 - after
    return result


def _with_look(screen: Screen, blocks: Sequence[Block], told: Sequence[int | None]) -> list[int | None]:
    """An avatar may not have been seen: where only one of the two speaks in boxes, its lack tells too."""
    sides = [[b for b, v in zip(blocks, told, strict=True) if v == voice] for voice in (0, 1)]
    boxed = [{b.boxed for b in side} for side in sides]
    if boxed not in ([{True}, {False}], [{False}, {True}]):
        return list(told)
    open_ = int(boxed[1] == {False})
    left = min(b.first_left for b in sides[open_])
    return [
        open_ if v is None and not b.boxed and abs(b.first_left - left) < 0.5 * screen.em else v
        for b, v in zip(blocks, told, strict=True)
    ]


def by_opening(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """A box across the column at the top, and running text below it: a question and its answer.

    Text above the box is the end of an answer where another question stands in a box like it further down.
    """
    place = next((n for n, b in enumerate(blocks) if (b.boxed or b.banded) and not b.code), None)
    if place is None or len(blocks) < 2:
        return None
    opening = blocks[place]
    opened = [b for b in blocks if not b.boxed and len(b.pieces) > 1]
    said = sum(b.length for b in blocks if b in opened or b.code) if opened else 0
    high = opening.box.y < screen.frame.y + 0.3 * screen.frame.height
    voices = [0 if b is opening else _voice_below(screen, opening, b) for b in blocks]
    if not high or said < max(60, opening.length):
        return None
    asked = [b for b, voice in zip(blocks, voices, strict=True) if voice == 0]
    if place and (len(asked) < 2 or any(b.pieces[0].box.y - b.box.y < 0.3 * screen.em for b in asked)):
        return None  # rows that somebody marked in a text have no room in their boxes
    return Split(cue="opening", voices=tuple(voices), clarity=0.6)


def _voice_below(screen: Screen, opening: Block, block: Block) -> int | None:
    """Another box like the first one is the next question; open text, code and long cards are answers."""
    alike = block.boxed and not block.code and same_paper(opening, block)
    if alike and abs(block.extent.x - opening.extent.x) < screen.em:
        return 0
    return 1 if not block.boxed or block.code or block.length > 80 else None


def alone(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker only: bubbles on the side of their avatars, or text with an answer's buttons below.

    A band whose neighbour says nothing that was read is told by the avatars: one of them is ChatGPT's.
    """
    if (voice := _voice_of_knots(screen, blocks)) is not None:
        return Split(cue="alone", voices=(voice,) * len(blocks), clarity=0.8)
    boxed = [b for b in blocks if b.boxed and not b.code]
    said = sum(b.length for b in blocks)
    if sum(b.length for b in boxed) < max(20, 0.8 * said):
        named = said > 100 and (any(BOT_FIELD.match(p.text) for p in screen.pieces) or _is_titled(screen))
        roles = [b.label for b in blocks if b.label]
        if len(roles) == 1 and said > 20:
            return Split(cue="alone", voices=(int("assistant" in roles),) * len(blocks), clarity=0.8)
        told = any(has_action_row(screen, b) or _is_knotted(b) for b in blocks)
        told = told or any(AGAIN.match(p.text) for p in screen.pieces)
        answered = named or (said > 60 and (told or _runs_above_field(screen, blocks)))
        return Split(cue="alone", voices=(1,) * len(blocks), clarity=0.7) if answered else None
    near = [int(b.icon.box.x < b.extent.x) for b in boxed if b.icon]
    if not near and max(b.length for b in boxed) < 60:
        return None
    voice = int(2 * sum(near) >= len(near))
    return Split(cue="alone", voices=tuple(voice if b in boxed else None for b in blocks), clarity=0.7)


def _is_titled(screen: Screen) -> bool:
    """Whether an assistant's name stands at the top and a place to write at the bottom."""
    top, low = screen.frame.y + 0.15 * screen.frame.height, screen.frame.y + 0.75 * screen.frame.height
    high = [p.text for p in screen.pieces if p.box.y < top]
    bot = any(MODEL.match(text) or ASSISTANT_LABELS.match(text) for text in high)
    return bot and any(PLACEHOLDER.match(p.text) for p in screen.pieces if p.box.y > low)


def _runs_above_field(screen: Screen, blocks: Sequence[Block]) -> bool:
    """Whether running text, a table or code stands above a place to write; offers are short and apart."""
    low = screen.frame.y + 0.75 * screen.frame.height
    if not any(PLACEHOLDER.match(p.text) for p in screen.pieces if p.box.y > low):
        return False
    said = [p for b in blocks for p in b.pieces]
    right, em = max(p.box.right for p in said), screen.em
    full = sorted((p.box for p in said if right - p.box.right < 2 * em), key=lambda box: box.y)
    wraps = any(0 < b.y - a.y < 2 * em and abs(a.x - b.x) < 2 * em for a, b in pairwise(full))
    return wraps or any(b.code for b in blocks) or any(screen.in_table(p) for p in said)


def _is_knotted(block: Block) -> bool:
    """Whether ChatGPT's mark stands beside a long text: entries of lists have green avatars too."""
    return block.length >= 120 and len(block.pieces) >= 3 and block.icon is not None and is_knot(block.icon)


def _voice_of_knots(screen: Screen, blocks: Sequence[Block]) -> int | None:
    """The voice of the only band, where an avatar stands beside it and another one under or over that."""
    own = blocks[0].icon if blocks else None
    if len(blocks) != 1 or own is None or not blocks[0].banded or blocks[0].length < 20:
        return None
    others = [i for i in screen.icons if i is not own and abs(i.box.x - own.box.x) < 0.5 * screen.em]
    others = [i for i in others if 0.6 < i.box.width / max(1, own.box.width) < 1.6]
    if is_knot(own):
        return 1
    return 0 if any(is_knot(icon) for icon in others) else None


def _marks_in(piece: Piece) -> list[Box]:
    """The icons that a row of them was read as: far wider than its letters, and read with doubt."""
    box, count = piece.box, round(piece.box.width / max(1, 2 * piece.box.height))
    if piece.line.confidence > 0.7 or box.width < 1.2 * len(piece.text) * box.height:
        return []
    return [box._replace(x=box.x + n * box.width // count, width=box.height) for n in range(count)]


def has_action_row(screen: Screen, block: Block) -> bool:
    """Whether three or more small icons stand in a row right below a text: copy, thumbs, once more."""
    em, bottom = screen.em, max(p.box.bottom for p in block.pieces)
    marks = [i.box for i in screen.icons] + [p.box for p in screen.pieces if len(p.text) == 1]
    marks += [part for p in screen.pieces if len(p.text) <= 3 for part in _marks_in(p)]
    below = [b for b in marks if 0 <= b.y - bottom < 3 * em and b.width < 2 * em]
    row = max(([other for other in below if same_row(b, other)] for b in below), key=len, default=[])
    return len(row) >= 3 and abs(min(b.x for b in row) - block.first_left) < 2.5 * em
