"""Labels: words that name who speaks, on a line above a message, before it in its row, or in front of it.

Called by `stacking`; gives the blocks back with the roles that labels name.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from chatmine.records import Role
from pairing import words
from pairing.measures import same_row
from pairing.roles.blocks import Block
from pairing.screens import Piece, Reasons
from pairing.writing.rows import columns_of

# Labels in one column: fewer may be a page's name and a button.
_COLUMN = 4


def label_starts(kept: list[Piece]) -> set[int]:
    """Lines that begin with a role and a colon, where both roles are named so ("Q: …" and "A: …").

    A single "A: …" is enough right under a line that asks.
    """
    users = {p.number for p in kept if words.USER_PREFIX.match(p.text)}
    assistants = [p for p in kept if words.ASSISTANT_PREFIX.match(p.text)]
    if not users and len(assistants) == 1:
        answer = assistants[0].box
        above = [p for p in kept if 0 < answer.y - p.box.y < 2.5 * p.box.height]
        above = [p for p in above if abs(p.box.x - answer.x) < answer.height]
        asks = any(p.text.rstrip().endswith(("?", "？")) for p in above)
        return {assistants[0].number} if asks else set()
    return users | {p.number for p in assistants} if users and assistants else set()


def role_named(piece: Piece) -> Role | None:
    """The role that a line names, if it says nothing else."""
    if words.USER_LABELS.match(piece.text):
        return "user"
    return "assistant" if words.ASSISTANT_LABELS.match(piece.text) else None


def headings_asked(kept: list[Piece], em: float) -> set[int]:
    """Where questions begin that are set as headings above what is labelled as the answer.

    With one found, others in letters of its size are questions too: the last one may have no answer yet.
    """
    ordered = sorted(kept, key=lambda p: p.box.y)
    pairs = [(a, b) for a, b in pairwise(ordered) if role_named(b) == "assistant" and not role_named(a)]
    above = [a for a, b in pairs if not same_row(a.box, b.box)]
    usual = median(map(_letter, ordered)) if ordered else 0
    headings = [p for p in above if p.box.height > 1.25 * em and _letter(p) > 1.25 * usual]
    if not headings:
        return set()
    large = [p for p in ordered if abs(_letter(p) / _letter(headings[0]) - 1) < 0.15 and not role_named(p)]
    rows = zip([None, *ordered], ordered, strict=False)
    return {p.number for before, p in rows if p in large and before not in large}


def _letter(piece: Piece) -> float:
    """How wide a letter is: boxes around a few letters are taller than these."""
    return piece.box.width / max(1, columns_of(piece.text))


def labelled(made: list[Block], starts: set[int], names: Sequence[Piece], out: Reasons) -> list[Block]:
    """Blocks with the roles that labels name: on a line above (the label goes out), or in front.

    What stands above a name is no label of the message below that name: a model's mark ends an answer.
    """
    result: list[Block] = []
    above: Block | None = None
    marks = [block for block in made if len(block.pieces) == 1 and role_named(block.pieces[0])]
    for block in made:
        if len(block.pieces) == 1 and role_named(block.pieces[0]):
            out[block.pieces[0].number] = "title"
            above = block
            continue
        role = _role_in_front(block) if block.pieces[0].number in starts else None
        heads = above is not None and (_heads(above, block) or _heads_covered(above, block, marks))
        if above is not None and heads and not _parted(above, block, names):
            out[above.pieces[0].number] = "label"
            role = role_named(above.pieces[0])
        result.append(replace(block, label=role) if role else block)
        above = None
    return result


def _parted(above: Block, block: Block, names: Sequence[Piece]) -> bool:
    return any(above.box.bottom < name.box.y and name.box.bottom < block.pieces[0].box.y for name in names)


def _heads(label: Block, block: Block) -> bool:
    """Whether a label stands right above a block, beginning or ending where it does, or in front of it."""
    tall, first = label.box.height, block.pieces[0].box
    ends = min(abs(label.box.right - first.right), abs(label.box.right - block.extent.right))
    begins = min(abs(label.box.x - first.x), abs(label.box.x - block.extent.x))
    if block.icon and block.icon.box.x < first.x and begins > 4 * tall:
        return False  # a page's name far from the avatar
    in_front = same_row(label.box, first) and label.box.right <= first.x
    return in_front or (first.y - label.box.bottom < 2.5 * tall and min(ends, begins) < 4 * tall)


def _heads_covered(label: Block, block: Block, labels: Sequence[Block]) -> bool:
    """Whether a label in a column of labels stands right above a block whose beginning something covers."""
    near = 0.5 * label.box.height
    column = [one for one in labels if abs(one.box.x - label.box.x) <= near]
    gap = block.pieces[0].box.y - label.box.bottom
    return len(column) >= _COLUMN and 0 <= gap < label.box.height and block.box.x > label.box.x


def _role_in_front(block: Block) -> Role | None:
    text = block.pieces[0].text
    if words.USER_PREFIX.match(text):
        return "user"
    return "assistant" if words.ASSISTANT_PREFIX.match(text) else None
