"""The cues of colour: bands across the screen, boxes of two shades, letters of two inks."""

from collections.abc import Sequence
from itertools import pairwise

from chatmine.records import Colour
from pairing.measures import difference, lightness, saturation
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split, carried, in_order, same_paper
from pairing.screens import Screen


def _nearest(colour: Colour | None, papers: Sequence[Colour]) -> int | None:
    near = [difference(colour, paper) for paper in papers] or [255]
    return near.index(min(near)) if min(near) <= 4 else None


def _clusters(colours: Sequence[tuple[Colour | None, int]]) -> list[Colour]:
    """Different colours, the one with most text first."""
    weights: dict[Colour, int] = {}
    for colour, weight in colours:
        if colour is not None:
            near = next((c for c in weights if difference(c, colour) <= 4), colour)
            weights[near] = weights.get(near, 0) + weight
    return sorted(weights, key=lambda c: -weights[c])


def by_band(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Full-width bands take turns with bands of another colour or with the open ground."""
    bands = _clusters([(b.paper, b.length) for b in blocks if b.banded])
    bare = [b for b in blocks if not b.banded and not b.code]
    # What stands on a band's paper without a box of its own is on a band that was not seen.
    told = [b for b in bare if (b.boxed and b.bubble) or _nearest(b.paper, bands) is None]
    grounds = told or (bare if len(bands) == 1 else [])
    if not bands or len(bands) + bool(grounds) < 2:
        return None
    margin = _text_margin(screen, blocks)
    voices: list[int | None] = []
    for block in blocks:
        astray = block.length <= 40 and abs(block.first_left - margin) > 3 * screen.em
        astray = astray and (block.banded or block is blocks[0])
        near = None if block in grounds else _nearest(block.paper, bands)
        code = block.code and near is None  # whose answer it is part of, the block before tells
        voices.append(None if astray or code else len(bands) if near is None else near)
    main = _two_loudest(blocks, voices)
    voices = carried([v if v in main or v is None else None for v in voices])
    if len(main) < 2 or set(main) - set(voices):
        return None
    return Split(
        cue="bands", voices=in_order([None if v is None else main.index(v) for v in voices]), clarity=0.95
    )


def _two_loudest(blocks: Sequence[Block], voices: Sequence[int | None]) -> list[int]:
    """The two voices that most of the blocks have."""
    counted = sorted({v for v in voices if v is not None}, key=lambda v: -voices.count(v))
    return counted[:2]


def _text_margin(screen: Screen, blocks: Sequence[Block]) -> float:
    """Where the text of most blocks begins."""
    lefts = sorted((b.first_left, b.length) for b in blocks)
    return max(
        (left for left, _ in lefts),
        key=lambda left: sum(n for other, n in lefts if abs(other - left) < screen.em),
    )


def by_box(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Boxes one above the other: the tinted ones are one speaker's, the grey ones the other's."""
    boxed = [b for b in blocks if b.boxed and b.paper and not b.code]
    said = sum(b.length for b in blocks if not b.code)
    if len(boxed) < 2 or sum(b.length for b in boxed) < 0.7 * said:
        return None
    shades = _shades([b.paper for b in boxed if b.paper])
    if shades is None:
        return None
    voices = [int(shades[b.paper]) if b in boxed and b.paper else None for b in blocks]
    # Code goes on with what it stands under; so does what stands like it where its box was not seen.
    # Above all else it ends what the other one said.
    first = next((v for v in voices if v is not None), 0)
    led = [1 - first if v is None else v for v in carried(voices)]
    coded = [b for b in blocks if b.code and b.boxed]
    voices = [
        led[n] if b in coded or any(_is_set_like(b, code) for code in coded) else voices[n]
        for n, b in enumerate(blocks)
    ]
    return Split(cue="boxes", voices=in_order(voices), clarity=0.8)


def _is_set_like(block: Block, code: Block) -> bool:
    """Whether an open block stands below a code block, within its borders and on its paper."""
    inside = code.box.x < block.extent.x and block.extent.right < code.box.right
    return not block.boxed and inside and code.box.bottom < block.box.y and same_paper(block, code)


def by_paper(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One column on two papers: one speaker's words stand on cards or in bubbles, the other's on the ground.

    Code goes on with what it stands under; at the top it is the answer's, on whatever it stands.
    """
    said = [b for b in blocks if not b.code and not b.banded]
    names = [a for a, b in pairwise(said) if _names(screen, a, b)]
    said = [b for b in said if b not in names]
    papers = _clusters([(b.paper, b.length) for b in said])
    if len(papers) != 2 or not _in_one_column(screen, said):
        return None
    told = _by_faces(blocks, [None if b not in said else _nearest(b.paper, papers) for b in blocks])
    first = next((v for v in told if v is not None), 0)
    boxed = {v for b, v in zip(blocks, told, strict=True) if b.boxed and v is not None}
    if told[0] is None:
        told[0] = 1 - first if boxed == {first} else first
    if {0, 1} - set(told) or _two_faces_on_one(blocks, told):
        return None
    in_boxes = {v for b, v in zip(blocks, told, strict=True) if b.bubble and not b.code}
    if in_boxes == {0, 1} and any(not b.boxed for b in said):
        return None  # boxes on either paper, and open text: colour does not tell the boxes from the ground
    voices = [None if b in names else v for b, v in zip(blocks, carried(told), strict=True)]
    return Split(cue="papers", voices=in_order(voices), clarity=0.8)


def _by_faces(blocks: Sequence[Block], told: Sequence[int | None]) -> list[int | None]:
    """The papers, but that of a block whose avatar is the other paper's was misjudged."""
    faces = [(b, v, b.icon.colour) for b, v in zip(blocks, told, strict=True) if b.icon and v is not None]
    result = list(told)
    for place, (block, voice) in enumerate(zip(blocks, told, strict=True)):
        if block.icon is None or voice is None:
            continue
        colour = block.icon.colour
        own = [difference(colour, c) for b, v, c in faces if v == voice and b is not block]
        other = [difference(colour, c) for _, v, c in faces if v != voice]
        if own and other and min(own) > 25 and min(other) < 20 and 2 * min(other) < min(own):
            result[place] = 1 - voice
    return result


def _names(screen: Screen, name: Block, below: Block) -> bool:
    """Whether a few words stand nearer above a box than two messages ever do: they say whose it is.

    So do a few in the middle at the very top.
    """
    short = name.bubble is None and len(name.pieces) == 1 and name.length <= 16
    near = below.bubble is not None and 0 <= below.box.y - name.box.bottom < 0.6 * screen.em
    off = abs(2 * name.extent.x + name.extent.width - 2 * screen.frame.x - screen.frame.width) / 2
    high = name.extent.y - screen.frame.y < 0.1 * screen.frame.height
    return short and (near or (high and off < screen.em and name.icon is None))


def _two_faces_on_one(blocks: Sequence[Block], told: Sequence[int | None]) -> bool:
    """Whether avatars of two clear colours take turns on one paper: the other holds code or quotes."""
    for paper in (0, 1):
        icons = [b.icon for b, v in zip(blocks, told, strict=True) if v == paper and b.icon and not b.boxed]
        changes = sum(difference(a.colour, b.colour) > 60 for a, b in pairwise(icons))
        if len(icons) >= 4 and changes >= 3:
            return True
    return False


def _in_one_column(screen: Screen, blocks: Sequence[Block]) -> bool:
    """Whether text begins at one left border, but for the room around it in a box."""
    lefts = [b.first_left for b in blocks]
    return bool(lefts) and max(lefts) - min(lefts) < 2.5 * screen.em


def _shades(papers: Sequence[Colour]) -> dict[Colour, bool] | None:
    """Whether each paper is one of the tinted ones, or of the darker ones where none is tinted.

    A measure that parts them clearly goes first: a video's colours drift by more than they differ in tint.
    """
    for measure in (saturation, lightness):
        edge = _parting([measure(paper) for paper in papers])
        if edge is not None:
            return {paper: measure(paper) > edge for paper in papers}
    for measure in (saturation, lightness):
        values = {paper: measure(paper) for paper in papers}
        low, high = min(values.values()), max(values.values())
        if high - low >= 8:
            return {paper: value > (low + high) / 2 for paper, value in values.items()}
    colours = _clusters([(paper, 1) for paper in papers])
    return {paper: bool(_nearest(paper, colours)) for paper in papers} if len(colours) == 2 else None


def _parting(values: Sequence[float]) -> float | None:
    """The middle of the gap that parts values into two groups; None where none is wide.

    Of four or more one at either end may be a stray, as a headline's box is.
    """
    ordered = sorted(values)
    stray = int(len(ordered) > 3)
    kept = ordered[stray : len(ordered) - stray]
    gap, below = max(((b - a, a) for a, b in pairwise(kept)), default=(0.0, 0.0))
    return below + gap / 2 if gap >= 8 and gap >= 0.5 * (kept[-1] - kept[0]) else None


def by_frame(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """One speaker in cards of one colour and one left border, the other on open ground between them."""
    cards = [b for b in blocks if b.boxed and not b.code and b.extent.width > 0.4 * screen.frame.width]
    names = [a for a, b in pairwise(blocks) if _names(screen, a, b)]
    bare = [b for b in blocks if not b.boxed and not b.banded and b.length > 1 and b not in names]
    if not cards or not bare or any(difference(b.paper, cards[0].paper) > 8 for b in cards):
        return None
    em, left = screen.em, min(b.extent.x for b in cards)
    # A card that holds little beside its code.
    cards += [b for b in blocks if b.code and same_paper(b, cards[0]) and abs(b.extent.x - left) < 0.5 * em]
    beside = [b for b in bare if -3 * em < b.first_left - left < 3 * em]
    if not beside or any(b.extent.x - left > 0.5 * em for b in cards if b.bubble):
        return None
    voices = carried([0 if b in cards else 1 if b in beside else None for b in blocks])
    changes = sum(a != b for a, b in pairwise(v for v in voices if v is not None))
    acted = any(b.icon and b.icon.box.x < b.first_left for b in (*cards, *beside))
    if changes < (1 if acted else 2):
        return None
    return Split(cue="frames", voices=in_order(voices), clarity=0.8)


def by_ink(screen: Screen, blocks: Sequence[Block]) -> Split | None:
    """Boxes of one colour whose letters have two: questions in grey, answers in black."""
    boxed = [b for b in blocks if b.boxed and not b.code]
    boxed = [b for b in blocks if b.boxed or any(same_paper(b, other) for other in boxed)]
    left = _text_margin(screen, boxed) if boxed else 0
    boxed = [b for b in boxed if abs(b.first_left - left) < 2 * screen.em]
    inks = _clusters([(b.pieces[0].line.ink, b.length) for b in boxed])
    if len(boxed) < 3 or len(inks) < 2 or difference(inks[0], inks[1]) < 60:
        return None
    voices = [
        min((0, 1), key=lambda n: difference(b.pieces[0].line.ink, inks[n])) if b in boxed else None
        for b in blocks
    ]
    if sum(a != b for a, b in zip(voices, voices[1:], strict=False)) < 2:
        return None
    return Split(cue="inks", voices=in_order(voices), clarity=0.6)
