"""Labels: words that name who speaks, on a line above a message, before it in its row, or in front of it.

Called by `stacking`; gives the blocks back with the roles that labels name.
"""

from dataclasses import replace

from chatmine.records import Role
from pairing import words
from pairing.measures import same_row
from pairing.roles.blocks import Block
from pairing.screens import Piece, Reasons


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


def labelled(made: list[Block], starts: set[int], out: Reasons) -> list[Block]:
    """Blocks with the roles that labels name: on a line above (the label goes out), or in front."""
    result: list[Block] = []
    above: Block | None = None
    for block in made:
        if len(block.pieces) == 1 and role_named(block.pieces[0]):
            out[block.pieces[0].number] = "title"
            above = block
            continue
        role = _role_in_front(block) if block.pieces[0].number in starts else None
        if above is not None and _heads(above, block):
            out[above.pieces[0].number] = "label"
            role = role_named(above.pieces[0])
        result.append(replace(block, label=role) if role else block)
        above = None
    return result


def _heads(label: Block, block: Block) -> bool:
    """Whether a label stands right above a block, beginning or ending where it does, or in front of it."""
    tall, first = label.box.height, block.pieces[0].box
    ends = min(abs(label.box.right - first.right), abs(label.box.right - block.extent.right))
    begins = min(abs(label.box.x - first.x), abs(label.box.x - block.extent.x))
    if block.icon and block.icon.box.x < first.x and begins > 4 * tall:
        return False  # a page's name far from the avatar
    in_front = same_row(label.box, first) and label.box.right <= first.x
    return in_front or (first.y - label.box.bottom < 2.5 * tall and min(ends, begins) < 4 * tall)


def _role_in_front(block: Block) -> Role | None:
    text = block.pieces[0].text
    if words.USER_PREFIX.match(text):
        return "user"
    return "assistant" if words.ASSISTANT_PREFIX.match(text) else None
