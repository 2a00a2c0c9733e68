"""A split: what a cue says about whose blocks are whose; and what all cues do with one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairing.measures import difference
from pairing.roles.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What a cue says: the voice (0 or 1) of each block, None where the block is no message.

    `clarity` is 0 to 1.  For labels, 0 is the user; for sides, 0 is the right one; else 0 is the voice
    that is heard first.
    """

    cue: str
    voices: tuple[int | None, ...]
    clarity: float


def carried(voices: Iterable[int | None]) -> list[int | None]:
    """A block without a voice of its own goes on with the voice above it."""
    result: list[int | None] = []
    for voice in voices:
        result.append(voice if voice is not None else (result[-1] if result else None))
    return result


def in_order(voices: Sequence[int | None]) -> tuple[int | None, ...]:
    """The same voices, 0 for the one that is heard first."""
    first = next((v for v in voices if v is not None), 0)
    return tuple(None if v is None else int(v != first) for v in voices)


def same_paper(one: Block, other: Block) -> bool:
    """Whether two blocks stand on one colour."""
    return difference(one.paper, other.paper) <= 4
