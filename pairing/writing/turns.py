"""Voiced blocks to turns: messages of one speaker joined, their text written, cut ones marked.

Consecutive bubbles of one speaker are one turn, parted by an empty line; what a speaker says on open ground
is one message, code blocks and cards included.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatmine.records import Box, Role, Turn
from pairing import words
from pairing.roles.blocks import Block
from pairing.roles.confidence import confidence
from pairing.screens import Piece, Reasons, Screen
from pairing.writing.markdown import text_width, write_message
from pairing.writing.text import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A run of blocks by one speaker, from top to bottom."""

    role: Role
    blocks: tuple[Block, ...]


def runs(screen: Screen, out: Reasons, blocks: Sequence[Block], roles: Sequence[Role | None]) -> list[Spoken]:
    """The runs of blocks whose role is the same; blocks without a role are passed over.

    Where the other speaker's avatar, or the time of a message, stands between two of them, that one sent a
    picture: two runs.
    """
    times = [p.box for p in screen.pieces if out.get(p.number) == "time"]
    receipts = [
        p.box
        for p in screen.pieces
        if out.get(p.number) == "receipt" or (out.get(p.number) == "time" and words.TICKED.search(p.text))
    ]
    voiced = [(block, role) for block, role in zip(blocks, roles, strict=True) if role is not None]
    found: list[list[tuple[Block, Role]]] = []
    for block, role in voiced:
        others = [b for b, r in voiced if r != role and b.icon]
        last = found[-1][-1] if found else None
        parted = last and (
            _interrupted(screen, last[0], block, others)
            or _has_time_across(screen, times, last[0], block)
            or (role == "assistant" and _has_receipt_across(receipts, last[0], block))
        )
        if last and last[1] == role and not parted:
            found[-1].append((block, role))
        else:
            found.append([(block, role)])
    return [Spoken(role=run[0][1], blocks=tuple(block for block, _ in run)) for run in found]


def _interrupted(screen: Screen, above: Block, below: Block, others: Sequence[Block]) -> bool:
    """Whether an avatar like the other speaker's stands between two blocks."""
    columns = [b.icon.box.x for b in others if b.icon]
    return any(
        icon is not below.icon
        and above.box.bottom < icon.box.y
        and icon.box.bottom < below.box.y
        and any(abs(icon.box.x - x) < screen.em for x in columns)
        for icon in screen.icons
    )


def _has_time_across(screen: Screen, times: Sequence[Box], above: Block, below: Block) -> bool:
    """Whether a time in a wide gap stands where only the other speaker's pictures have theirs.

    Times stand beside messages, on the side away from their speaker's border: between time and border
    there must be room for a picture.
    """
    room = 0.25 * screen.frame.width
    if not above.boxed or below.box.y - above.box.bottom < 5 * screen.em:
        return False
    right = above.box.x - screen.frame.x > screen.frame.right - above.box.right
    return any(
        above.box.bottom + screen.em < time.y < below.box.y - screen.em
        and (screen.frame.right - time.right if right else time.x - screen.frame.x) < room
        for time in times
    )


def _has_receipt_across(receipts: Sequence[Box], above: Block, below: Block) -> bool:
    """Whether "read" stands in the gap between two of a bot's bubbles: only what one sent oneself has it.

    What was sent there, a picture or a face, was not seen.
    """
    between = any(above.box.bottom < r.y and r.bottom < below.box.y for r in receipts)
    return between and (above.bubble or below.bubble) is not None


def widest(spoken: Sequence[Spoken], role: Role) -> int:
    """How wide the text of a speaker's messages gets, code aside."""
    blocks = [b for one in spoken if one.role == role for b in one.blocks if not b.code]
    return max((text_width(b.pieces) for b in blocks), default=0)


def turn(screen: Screen, spoken: Spoken, width: int, sureness: float, partial: bool) -> Turn | None:
    """The turn that a run makes; None if nothing is left of it.  `width` is that of the speaker's text."""
    script = Script(media=screen.media)
    for message in _messages(spoken):
        if script.length:
            script.add("\n\n")
        pieces = [
            _without_prefix(p) if message[0].label and p is message[0].pieces[0] else p for p in _all(message)
        ]
        holder = None if len(message) > 1 or message[0].code else message[0].bubble
        write_message(screen, [p for p in pieces if p.text], holder, width, script)
    text = script.text.rstrip()
    if not text or not script.evidence:
        return None
    weight = sum(e.span.end - e.span.start for e in script.evidence)
    read = sum(e.confidence * (e.span.end - e.span.start) for e in script.evidence) / max(1, weight)
    return Turn(
        role=spoken.role,
        text=text,
        confidence=round(confidence(sureness, read, len("".join(text.split()))), 4),
        partial=partial,
        evidence=tuple(script.evidence),
    )


def _messages(spoken: Spoken) -> list[list[Block]]:
    """Bubbles one by one; what stands on open ground, with the code between, together."""
    messages: list[list[Block]] = []
    for block in spoken.blocks:
        if messages and _is_open(block) and _is_open(messages[-1][-1]):
            messages[-1].append(block)
        else:
            messages.append([block])
    return messages


def _is_open(block: Block) -> bool:
    return not block.boxed or block.code


def _all(message: Sequence[Block]) -> list[Piece]:
    return [piece for block in message for piece in block.pieces]


def _without_prefix(piece: Piece) -> Piece:
    """The piece without "Q:" or "Assistant:" in front, where it is there."""
    match = words.USER_PREFIX.match(piece.text) or words.ASSISTANT_PREFIX.match(piece.text)
    if not match:
        return piece
    line = piece.line
    edges = line.edges[match.end() :] if len(line.edges) == len(line.text) + 1 else ()
    return Piece(number=piece.number, line=replace(line, text=line.text[match.end() :], edges=edges))
