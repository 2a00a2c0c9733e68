"""The open ground: which colour it has, and which papers differ from it.

Called by `stacking`.  What stands on another paper than the ground is in a bubble, seen as a panel or not;
JPEG blurs papers, and some grounds are gradients.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chatmine.records import Box, Colour, Shape
from pairing.measures import difference, same_colour, share_inside, tint
from pairing.screens import Piece, Screen, holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is behind messages that stand in no bubble.

    `filled` are the colours of bubbles, as far as they are told from the ground even where it is blurred;
    `even` says that what is in no panel stands on one or two papers, as on a ground without a gradient.
    """

    colour: Colour | None
    filled: frozenset[Colour]
    even: bool

    def under(self, piece: Piece) -> Piece:
        """The piece with the ground as its paper, if it is nearly that: JPEG blurs what is behind letters.

        What stands on the very colour of a bubble elsewhere is in a bubble that was not seen.
        """
        paper = piece.line.paper
        if self.colour is None or self._is_filled(paper):
            return piece
        if difference(paper, self.colour) > 9 or (paper and tint(paper, self.colour) > 3):
            return piece
        return replace(piece, line=replace(piece.line, paper=self.colour))

    def differs(self, paper: Colour | None) -> bool:
        """Whether text stands on another paper: one of another hue needs to differ less."""
        apart = difference(paper, self.colour)
        tinted = self.colour is not None and paper is not None and tint(paper, self.colour) > 5
        return apart > 10 or (self.even and apart > 5 and tinted) or self._is_filled(paper)

    def _is_filled(self, paper: Colour | None) -> bool:
        return paper is not None and any(difference(paper, colour) <= 1 for colour in self.filled)


def ground_of(screen: Screen, around: list[Shape], behind: dict[int, Shape | None]) -> Ground:
    """The open ground between the windows around (`around`) and the bubbles behind pieces (`behind`)."""
    colour = _colour(screen, around, behind)
    filled = {b.colour for b in behind.values() if b and difference(b.colour, colour) >= 4}
    return Ground(colour=colour, filled=frozenset(filled), even=_is_even(screen, behind))


def _colour(screen: Screen, around: list[Shape], behind: dict[int, Shape | None]) -> Colour | None:
    """The colour of the smallest window, or the paper of most that is in no bubble.

    Times and names between the bubbles count too: they may be all that stands there.
    """
    whole = sum(len(p.text) for p in screen.pieces)
    for window in reversed(around):
        inside = sum(len(p.text) for p in screen.pieces if share_inside(p.box, window.box) >= 0.8)
        if inside > 0.4 * whole:
            return window.colour
    papers, sure = _open_papers(screen, behind)
    bare = sum(n for paper, n in papers.items() if same_colour(screen.ground, paper))
    # A tall bubble can be the largest area: then nearly all that is in none stands on another paper.
    large = [b for b in behind.values() if b and _share(b.box, screen.frame) > 0.25]
    filled = any(same_colour(b.colour, screen.ground) for b in large)
    if screen.ground and bare > (0.2 * papers.total() if filled else 0):
        return screen.ground
    best = Counter({paper: n for paper, n in papers.items() if paper in sure}) or papers
    return best.most_common(1)[0][0] if best else screen.ground


def _open_papers(
    screen: Screen, behind: dict[int, Shape | None]
) -> tuple[Counter[Colour | None], set[Colour | None]]:
    """How much stands on each paper that may be the ground, and which surely are no bubbles at the right.

    Bubbles that were not seen have papers too.  Where their colour was seen elsewhere, they are none; what
    begins in the right two thirds may be in one; names, titles and what begins at the left are not.
    """
    papers: Counter[Colour | None] = Counter()
    sure: set[Colour | None] = set()
    reached: set[Colour | None] = set()
    filled = [b.colour for b in behind.values() if b and not same_colour(b.colour, screen.ground)]
    across = _across(screen, behind)
    for piece in screen.pieces:
        paper = piece.line.paper
        if behind.get(piece.number) or paper is None or holders(screen, piece):
            continue
        if any(same_colour(paper, colour) for colour in filled) or paper in across:
            continue
        paper = nearest_paper(papers, paper)
        papers[paper] += 4 + len(piece.text)
        start = (piece.box.x - screen.frame.x) / max(1, screen.frame.width)
        if start < (0.2 if piece.number in behind else 0.5):
            sure.add(paper)
        high = piece.box.bottom - screen.frame.y < 0.06 * screen.frame.height
        if start < 0.33 or (high and start < 0.5):
            reached.add(paper)
    return Counter({paper: n for paper, n in papers.items() if paper in sure | reached}), sure


def _share(box: Box, frame: Box) -> float:
    return box.width * box.height / max(1, frame.width * frame.height)


def _across(screen: Screen, behind: dict[int, Shape | None]) -> set[Colour | None]:
    """Papers of what only begins right of the bubbles at the left and reaches beyond them: bubbles across.

    A wallpaper has nothing on it then that would tell its colour.
    """
    seen = [b.box for b in behind.values() if b and b.box.width < 0.85 * screen.frame.width]
    if not seen:
        return set()
    left, right, em = min(b.x for b in seen), max(b.right for b in seen), screen.em
    found: set[Colour | None] = set()
    if left - screen.frame.x > 0.1 * screen.frame.width:
        return found
    bare = [p for p in screen.pieces if not behind.get(p.number) and not holders(screen, p)]
    for piece in bare:
        alike = [p.box for p in bare if same_colour(p.line.paper, piece.line.paper)]
        inner = min(b.x for b in alike) > left + 3 * em and max(b.right for b in alike) > right + em
        if inner and len(alike) > 1:
            found.add(piece.line.paper)
    return found


def _is_even(screen: Screen, behind: dict[int, Shape | None]) -> bool:
    """Whether what is in no panel stands on one or two papers, as on a ground without a gradient.

    One line in ten may be misjudged.
    """
    papers: Counter[Colour | None] = Counter()
    for piece in screen.pieces:
        if not (behind.get(piece.number) or holders(screen, piece)):
            papers[nearest_paper(papers, piece.line.paper)] += 1
    return sum(n for _, n in papers.most_common(2)) >= 0.9 * papers.total()


def nearest_paper(papers: Iterable[Colour | None], colour: Colour | None) -> Colour | None:
    """The paper that is one colour with this one; the colour itself where none is."""
    return next((paper for paper in papers if same_colour(paper, colour)), colour)
