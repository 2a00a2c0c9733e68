"""A block: lines that stand together in one bubble, in one band, or in one run on the open ground.

Made by `stacking`, told apart by `voices`.
"""

from dataclasses import dataclass

from chatmine.records import Box, Colour, Role, Shape
from pairing.screens import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that stand together.  `box` is the bubble's, or the hull of the lines on open ground.

    `bubble` is the panel behind all of them; `boxed` says that they stand in a bubble, or on a paper that
    is not the ground; `filled` that the bubble is no mere outline; `banded` that it reaches from border to
    border; `code` that they are a code block.  `extent` is how far they reach: a bubble's border, or that
    of the text.  `label` is the role that a label above or in front of them names, `name` the bare name that
    stands above them, `icon` the avatar beside their first line.
    """

    pieces: tuple[Piece, ...]
    box: Box
    extent: Box
    paper: Colour | None
    bubble: Shape | None = None
    boxed: bool = False
    filled: bool = False
    banded: bool = False
    code: bool = False
    label: Role | None = None
    name: str = ""
    icon: Shape | None = None

    @property
    def length(self) -> int:
        """How many characters it holds."""
        return sum(len(piece.text) for piece in self.pieces)

    @property
    def first_left(self) -> int:
        """Where the text begins at the left."""
        return min(piece.box.x for piece in self.pieces)
