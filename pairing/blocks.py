"""Lines that stand together: in one bubble, in one band, or in one run on the open ground.

Takes a screen and what is chrome on it; gives blocks from top to bottom for `voices` to tell apart.  A
panel is a bubble (or band) unless it is a window: what holds the whole conversation.  Where no panel was
found, lines on a paper of their own count as one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chatmine.records import Box, Colour, Role, Shape
from pairing import words
from pairing.chrome import Reasons
from pairing.measures import hull, middle, same_colour, same_row, share_inside, shared
from pairing.screens import Piece, Screen, holders


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that stand together.  `box` is the bubble's, or the hull of the lines on open ground.

    `bubble` is the panel behind all of them; `label` the role that a label above or in front of them
    names; `icon` the avatar beside their first line.
    """

    pieces: tuple[Piece, ...]
    box: Box
    paper: Colour | None
    bubble: Shape | None = None
    label: Role | None = None
    icon: Shape | None = None

    @property
    def length(self) -> int:
        """How many characters it holds."""
        return sum(len(piece.text) for piece in self.pieces)


def blocks(screen: Screen, out: Reasons) -> list[Block]:
    """The blocks from top to bottom.  Adds to `out` the labels that stand on a line of their own."""
    windows = _windows(screen)
    kept = [p for p in screen.pieces if p.number not in out]
    behind = {p.number: _bubble(screen, p, windows) for p in kept}
    ground = _ground(screen, windows, kept, behind)
    starts = _starts(kept)
    runs: list[list[Piece]] = []
    for piece in sorted(kept, key=lambda p: (_top(p, behind), middle(p.box), p.box.x)):
        if runs and piece.number not in starts and _goes_on(screen, runs[-1], piece, behind, ground):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    made = [_block(screen, run, behind[run[0].number]) for run in runs]
    return _labelled(made, starts, out)


def _top(piece: Piece, behind: dict[int, Shape | None]) -> float:
    bubble = behind[piece.number]
    return bubble.box.y if bubble else middle(piece.box)


def _bubble(screen: Screen, piece: Piece, windows: list[Shape]) -> Shape | None:
    """The largest panel behind the piece that is no window."""
    return next((h for h in holders(screen, piece) if h not in windows), None)


def _windows(screen: Screen) -> list[Shape]:
    return [panel for panel in screen.panels if _is_window(screen, panel)]


def _is_window(screen: Screen, panel: Shape) -> bool:
    """Nearly the whole screen, or a panel that holds bubbles of two sides or one shifted to the right."""
    frame, box, em = screen.frame, panel.box, screen.em
    if box.height > 0.92 * frame.height and box.width > 0.5 * frame.width:
        return True
    inside = [p for p in screen.panels if p is not panel and share_inside(p.box, box) >= 0.95]
    inside = [p for p in inside if p.box.width < 0.97 * box.width and _holds_text(screen, p)]
    outer = [p for p in inside if not any(q is not p and share_inside(p.box, q.box) >= 0.95 for q in inside)]
    for one in outer:
        left, right = one.box.x - box.x, box.right - one.box.right
        if left > 3 * right + 3 * em and _has_text_left_of(screen, panel, one):
            return True
    return any(
        abs(a.box.x - b.box.x) > 2 * em and abs(a.box.right - b.box.right) > 2 * em and not _beside(a, b)
        for a in outer
        for b in outer
    )


def _beside(one: Shape, other: Shape) -> bool:
    return shared(one.box.y, one.box.bottom, other.box.y, other.box.bottom) > 0


def _holds_text(screen: Screen, panel: Shape) -> bool:
    return any(share_inside(p.box, panel.box) >= 0.8 and len(p.text) > 1 for p in screen.pieces)


def _has_text_left_of(screen: Screen, window: Shape, bubble: Shape) -> bool:
    """Whether the panel also holds text that begins left of the bubble and is not level with it."""
    return any(
        share_inside(p.box, window.box) >= 0.8
        and p.box.x < bubble.box.x
        and shared(p.box.y, p.box.bottom, bubble.box.y, bubble.box.bottom) == 0
        for p in screen.pieces
    )


def _ground(
    screen: Screen, windows: list[Shape], kept: list[Piece], behind: dict[int, Shape | None]
) -> Colour | None:
    """The colour of the open ground: of the smallest window, or the paper of most lines out of bubbles."""
    if windows:
        return windows[-1].colour
    open_lines = [p for p in kept if behind[p.number] is None and p.line.paper]
    papers: Counter[Colour | None] = Counter()
    for piece in open_lines:
        papers[_nearest(papers, piece.line.paper)] += len(piece.text)
    if screen.ground and any(same_colour(screen.ground, paper) for paper in papers):
        return screen.ground
    return papers.most_common(1)[0][0] if papers else screen.ground


def _nearest(papers: Iterable[Colour | None], colour: Colour | None) -> Colour | None:
    return next((paper for paper in papers if same_colour(paper, colour)), colour)


def _goes_on(
    screen: Screen, run: list[Piece], piece: Piece, behind: dict[int, Shape | None], ground: Colour | None
) -> bool:
    """Whether a piece belongs to the run before it."""
    last = run[-1]
    if behind[piece.number] is not behind[last.number]:
        return False
    if behind[piece.number] is not None:
        return True
    if not same_colour(last.line.paper, piece.line.paper):
        level = any(same_row(p.box, piece.box) for p in run)
        return level or not (_stands_out(last, ground) or _stands_out(piece, ground))
    if _is_label(piece) or _is_label(last):
        return False
    if _starts_with_icon(screen, piece) and not any(same_row(p.box, piece.box) for p in run):
        return False
    return not _changes_side(screen, run, piece)


def _stands_out(piece: Piece, ground: Colour | None) -> bool:
    """On a paper of its own; inline code and marked words are too short to be a message."""
    return not same_colour(piece.line.paper, ground)


def _starts(kept: list[Piece]) -> set[int]:
    """Lines that begin with a role and a colon, where both roles are named so ("Q: …" and "A: …")."""
    users = {p.number for p in kept if words.USER_PREFIX.match(p.text)}
    assistants = {p.number for p in kept if words.ASSISTANT_PREFIX.match(p.text)}
    return users | assistants if assistants else set()


def _is_label(piece: Piece) -> bool:
    return bool(words.USER_LABELS.match(piece.text) or words.ASSISTANT_LABELS.match(piece.text))


def _starts_with_icon(screen: Screen, piece: Piece) -> bool:
    return _icon_beside(screen, piece.box) is not None


def _icon_beside(screen: Screen, box: Box) -> Shape | None:
    """The avatar left of a line's beginning or right of its end, level with it."""
    em = screen.em
    for icon in screen.icons:
        size = max(icon.box.width, icon.box.height)
        if not 0.9 * em <= size <= 4.5 * em or shared(icon.box.y, icon.box.bottom, box.y, box.bottom) <= 0:
            continue
        if 0 < box.x - icon.box.right + 2 < 2.5 * em or 0 < icon.box.x - box.right + 2 < 2.5 * em:
            return icon
    return None


def _changes_side(screen: Screen, run: list[Piece], piece: Piece) -> bool:
    """Whether the text jumps to the right border after lines at the left, or back."""
    frame, last = screen.frame, run[-1]
    if same_row(last.box, piece.box):
        return False
    return _right_aligned(frame, last.box) != _right_aligned(frame, piece.box)


def _right_aligned(frame: Box, box: Box) -> bool:
    left, right = box.x - frame.x, frame.right - box.right
    return left > 0.45 * frame.width and right < 0.25 * frame.width


def _block(screen: Screen, run: list[Piece], bubble: Shape | None) -> Block:
    box = bubble.box if bubble else hull(p.box for p in run)
    papers = Counter[Colour | None]()
    for piece in run:
        papers[_nearest(papers, piece.line.paper)] += len(piece.text)
    paper = papers.most_common(1)[0][0]
    return Block(
        pieces=tuple(run),
        box=box,
        paper=bubble.colour if bubble else paper,
        bubble=bubble,
        icon=_icon_beside(screen, run[0].box)
        or (bubble and _icon_beside(screen, _first_row(screen, bubble))),
    )


def _first_row(screen: Screen, bubble: Shape) -> Box:
    return bubble.box._replace(height=round(min(bubble.box.height, 2 * screen.em)))


def _labelled(made: list[Block], starts: set[int], out: Reasons) -> list[Block]:
    """Blocks with the roles that labels name: on a line above (the label goes out), or in front."""
    result: list[Block] = []
    waiting: Role | None = None
    for block in made:
        own = _role_named(block)
        if own and len(block.pieces) == 1:
            out[block.pieces[0].number] = "label"
            waiting = own
            continue
        role = waiting or (_role_in_front(block) if block.pieces[0].number in starts else None)
        result.append(replace(block, label=role) if role else block)
        waiting = None
    return result


def _role_named(block: Block) -> Role | None:
    text = block.pieces[0].text
    if words.USER_LABELS.match(text):
        return "user"
    return "assistant" if words.ASSISTANT_LABELS.match(text) else None


def _role_in_front(block: Block) -> Role | None:
    text = block.pieces[0].text
    if words.USER_PREFIX.match(text):
        return "user"
    return "assistant" if words.ASSISTANT_PREFIX.match(text) else None
