"""Lines to blocks, from top to bottom: which lines stand together.

Takes a screen and what is chrome on it; gives blocks for `voices` to tell apart.  A panel is a bubble (or
band) unless it is a window: what holds the whole conversation.  Where no panel was found, lines on a paper
of their own count as one.
"""

from collections import Counter

from chatmine.records import Box, Colour, Shape, hull
from pairing.interface.windows import windows
from pairing.measures import difference, middle, same_colour, same_row
from pairing.roles.avatars import avatar, opens_with_icon, with_read_avatars
from pairing.roles.blocks import Block
from pairing.roles.bubbles import bubble_behind, is_band
from pairing.roles.ground import Ground, ground_of, nearest_paper
from pairing.roles.heads import name_between, named
from pairing.roles.labels import headings_asked, label_starts, labelled, role_named
from pairing.screens import Piece, Reasons, Screen
from pairing.words import CODE_LANGUAGES
from pairing.writing.code import stands_as_code


def blocks(screen: Screen, out: Reasons) -> list[Block]:
    """The blocks from top to bottom.  Adds to `out` the labels that stand on a line of their own."""
    around = windows(screen, out)
    screen = with_read_avatars(screen, out)
    kept = [p for p in screen.pieces if p.number not in out]
    behind = {p.number: bubble_behind(screen, p, around) for p in kept}
    ground = ground_of(screen, around, behind)
    kept = [p if behind[p.number] else ground.under(p) for p in kept]
    starts = label_starts(kept) | headings_asked(
        [p for p in kept if not ground.differs(p.line.paper)], screen.em
    )
    names = [p for p in screen.pieces if out.get(p.number) == "name"]
    runs: list[list[Piece]] = []
    for piece in sorted(kept, key=lambda p: (*_top(p, kept, behind), middle(p.box), p.box.x)):
        begins = piece.number in starts or (runs and name_between(names, runs[-1][-1], piece))
        begins = begins or (runs and _names_bubble(screen, runs[-1][-1], piece, behind))
        if runs and not begins and _goes_on(screen, runs[-1], piece, behind, ground.colour):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    ends = [screen.frame.y, *(max(p.box.bottom for p in run) for run in runs)]
    made = [
        _block(screen, run, behind[run[0].number], ground, end) for run, end in zip(runs, ends, strict=False)
    ]
    return named(labelled(made, starts, names, out), names)


def _top(piece: Piece, kept: list[Piece], behind: dict[int, Shape | None]) -> tuple[float, float]:
    """What puts lines in order: where their bubble begins, so that what stands in one stays together."""
    bubble = behind[piece.number]
    if bubble:
        return bubble.box.y, bubble.box.x
    if not role_named(piece):
        return middle(piece.box), 0
    # A label comes before what it is level with, and before the bubble that begins there.
    level = [behind[p.number] for p in kept if same_row(p.box, piece.box) and p.box.x > piece.box.right]
    tops = [b.box.y for b in level if b and b.box.y > piece.box.y - piece.box.height]
    return min([middle(piece.box) - 0.5 * piece.box.height, *tops]), -1


def _goes_on(
    screen: Screen, run: list[Piece], piece: Piece, behind: dict[int, Shape | None], ground: Colour | None
) -> bool:
    """Whether a piece belongs to the run before it."""
    last = run[-1]
    if screen.in_one_table(last, piece):
        return True
    open_text = behind[last.number] is None and behind[piece.number] is None
    if len(run) == 1 and open_text and _is_heading(screen, last, piece):
        return False
    if behind[piece.number] is not behind[last.number]:
        cut_off = behind[piece.number] is None and _closely_set(screen, run, piece)
        return cut_off and same_colour(last.line.paper, piece.line.paper)
    bubble = behind[piece.number]
    if bubble is not None and bubble.box.width < 0.6 * screen.frame.width:
        return True
    if bubble is not None:
        parted = opens_with_icon(screen, run, piece, bubble.box)
        return not (role_named(piece) or role_named(last) or parted)
    if _closely_set(screen, run, piece):
        return not (role_named(piece) or role_named(last))
    if not same_colour(last.line.paper, piece.line.paper):
        level = any(same_row(p.box, piece.box) for p in run)
        return level or not (_stands_out(last, ground) or _stands_out(piece, ground))
    if role_named(piece) or role_named(last):
        return False
    if opens_with_icon(screen, run, piece, screen.frame) or _may_open_unseen(screen, run, piece):
        return False
    return not _changes_side(screen, run, piece)


def _names_bubble(screen: Screen, above: Piece, piece: Piece, behind: dict[int, Shape | None]) -> bool:
    """Whether a few words stand right above a bubble, nearer to it than to the open text before: a name."""
    if behind[piece.number] or behind[above.number] or len(piece.text) > 16:
        return False
    box, gap = piece.box, piece.box.y - above.box.bottom
    bubbles = {b.box for b in behind.values() if b and b.box.width < 0.85 * screen.frame.width}
    near = [b for b in bubbles if 0 <= b.y - box.bottom < 0.6 * screen.em and abs(b.x - box.x) < screen.em]
    return bool(near) and gap > screen.em


def _is_heading(screen: Screen, above: Piece, below: Piece) -> bool:
    """Whether the first line of all begins far right of the next one, with a gap: a page's title."""
    first = not any(p.box.y < above.box.y for p in screen.pieces if p.box.x < above.box.right)
    indented = above.box.x - below.box.x > 6 * screen.em
    centred = screen.frame.right - above.box.right > 6 * screen.em  # an asker's text ends at the right
    return first and indented and centred and below.box.y - above.box.bottom > 0.5 * screen.em


def _closely_set(screen: Screen, run: list[Piece], below: Piece) -> bool:
    """Line under line as in running text: one message, though a bubble's colour runs from blue to violet."""
    above, em = run[-1], screen.em
    aligned = abs(below.box.x - above.box.x) < 0.6 * em
    if not aligned or _drift(above, below) >= 60:
        return False
    if -0.6 * em < below.box.y - above.box.bottom < 0.3 * em:
        return True
    step = middle(below.box) - middle(above.box)
    steps = [middle(b.box) - middle(a.box) for a, b in zip(run, run[1:], strict=False)]
    return len(steps) >= 2 and 0 < step < 1.1 * min((s for s in steps if s > 0.5 * em), default=0)


def _drift(above: Piece, below: Piece) -> int:
    return max(difference(above.line.paper, below.line.paper), difference(above.line.ink, below.line.ink))


def _may_open_unseen(screen: Screen, run: list[Piece], piece: Piece) -> bool:
    """Whether a paragraph below one with an avatar has something in colours: maybe an avatar not told.

    If it is none, the block without an avatar goes on with the one before.
    """
    faced = any(i.box.right < run[0].box.x and same_row(i.box, run[0].box) for i in screen.icons)
    return bool(piece.line.unnamed) and faced and piece.box.y - run[-1].box.bottom > 0.6 * screen.em


def _stands_out(piece: Piece, ground: Colour | None) -> bool:
    """On a paper of its own; inline code and marked words are too short to be a message."""
    return not same_colour(piece.line.paper, ground)


def _changes_side(screen: Screen, run: list[Piece], piece: Piece) -> bool:
    """Whether the text jumps to the right border after lines at the left, or back."""
    frame, last = screen.frame, run[-1]
    if same_row(last.box, piece.box):
        return False
    return _right_aligned(frame, last.box) != _right_aligned(frame, piece.box)


def _right_aligned(frame: Box, box: Box) -> bool:
    left, right = box.x - frame.x, frame.right - box.right
    return left > 0.45 * frame.width and right < 0.25 * frame.width


def _block(screen: Screen, run: list[Piece], bubble: Shape | None, ground: Ground, before: int) -> Block:
    text = hull(p.box for p in run)
    paper = bubble.colour if bubble else _paper(run)
    banded = bubble is not None and is_band(screen, bubble.box) and not _is_headed_code(screen, run, bubble)
    tabled = all(screen.in_table(piece) for piece in run)  # striped, not in a box of its own
    standing_out = bubble is None and ground.differs(paper) and not tabled
    return Block(
        pieces=tuple(run),
        box=bubble.box if bubble else text,
        extent=bubble.box if bubble and not banded else _with_marks(screen, run, text, paper),
        paper=paper,
        bubble=bubble,
        boxed=(bubble is not None and not banded) or standing_out,
        filled=standing_out or (bubble is not None and difference(bubble.colour, ground.colour) > 6),
        banded=banded,
        code=not banded and (bubble is not None or standing_out) and stands_as_code(screen, run, bubble),
        icon=avatar(screen, run[0].box, bubble, before),
    )


def _is_headed_code(screen: Screen, run: list[Piece], panel: Shape) -> bool:
    """Whether a panel with a margin on both sides begins with the name of a programming language."""
    left, right = panel.box.x - screen.frame.x, screen.frame.right - panel.box.right
    first = min(run, key=lambda p: (p.box.y, p.box.x)).text.strip().lower()
    return min(left, right) > 0.3 * screen.em and first in CODE_LANGUAGES


def _paper(run: list[Piece]) -> Colour | None:
    papers = Counter[Colour | None]()
    for piece in run:
        papers[nearest_paper(papers, piece.line.paper)] += len(piece.text)
    return papers.most_common(1)[0][0]


def _with_marks(screen: Screen, run: list[Piece], text: Box, paper: Colour | None) -> Box:
    """The text's box with the time or tick that stands on the same paper beside its end."""
    beside = [
        p.box
        for p in screen.pieces
        if p.box.x >= text.x and same_row(p.box, run[-1].box) and same_colour(p.line.paper, paper)
    ]
    return hull([text, *beside])
