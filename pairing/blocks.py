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
from pairing.code import stands_as_code
from pairing.measures import difference, hull, middle, same_colour, same_row, share_inside, shared
from pairing.screens import Piece, Reasons, Screen, holders
from pairing.windows import windows


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that stand together.  `box` is the bubble's, or the hull of the lines on open ground.

    `bubble` is the panel behind all of them; `boxed` says that they stand in a bubble, or on a paper that
    is not the ground; `filled` that the bubble is no mere outline; `banded` that it reaches from border to
    border; `code` that they are a code block.  `extent` is how far they reach: a bubble's border, or that
    of the text.  `label` is the role that a label above or in front of them names, `icon` the avatar
    beside their first line.
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
    icon: Shape | None = None

    @property
    def length(self) -> int:
        """How many characters it holds."""
        return sum(len(piece.text) for piece in self.pieces)

    @property
    def first_left(self) -> int:
        """Where the text begins at the left."""
        return min(piece.box.x for piece in self.pieces)


def blocks(screen: Screen, out: Reasons) -> list[Block]:
    """The blocks from top to bottom.  Adds to `out` the labels that stand on a line of their own."""
    around = windows(screen, out)
    kept = [p for p in screen.pieces if p.number not in out]
    behind = {p.number: _bubble(screen, p, around) for p in kept}
    ground = _ground(screen, around, behind)
    kept = [p if behind[p.number] else _on_ground(p, ground) for p in kept]
    starts = _starts(kept)
    runs: list[list[Piece]] = []
    for piece in sorted(kept, key=lambda p: (*_top(p, behind), middle(p.box), p.box.x)):
        if runs and piece.number not in starts and _goes_on(screen, runs[-1], piece, behind, ground):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    ends = [screen.frame.y, *(max(p.box.bottom for p in run) for run in runs)]
    even = _is_even(screen, behind)
    made = [
        _block(screen, run, behind[run[0].number], ground, even, end)
        for run, end in zip(runs, ends, strict=False)
    ]
    return _labelled(made, starts, out)


def _top(piece: Piece, behind: dict[int, Shape | None]) -> tuple[float, float]:
    """What puts lines in order: where their bubble begins, so that what stands in one stays together."""
    bubble = behind[piece.number]
    if bubble:
        return bubble.box.y, bubble.box.x
    early = 0.5 * piece.box.height if _is_label(piece) else 0  # a label comes before what it is level with
    return middle(piece.box) - early, 0


def _bubble(screen: Screen, piece: Piece, around: list[Shape]) -> Shape | None:
    """The largest panel behind the piece that is no window; none if the paper right behind it is another."""
    behind = [h for h in holders(screen, piece) if h not in around]
    if not behind:
        return None
    wide = behind[-1].box.width > 0.85 * screen.frame.width
    if wide and difference(behind[-1].colour, piece.line.paper) > 24:
        return None
    return _whole(screen, behind[0])


def _whole(screen: Screen, panel: Shape) -> Shape:
    """The larger panel that a panel is the head of: right below it, of one width (a code block, a card)."""
    box, near = panel.box, 0.3 * screen.em
    if box.height > 3 * screen.em or _is_band(screen, box):
        return panel
    for other in screen.panels:
        touches = -near <= other.box.y - box.bottom <= near
        as_wide = abs(other.box.x - box.x) < near and abs(other.box.right - box.right) < near
        if touches and as_wide and other.box.height > box.height:
            return other
    return panel


def _ground(screen: Screen, around: list[Shape], behind: dict[int, Shape | None]) -> Colour | None:
    """The colour of the open ground: of the smallest window, or the paper of most that is in no bubble.

    Times and names between the bubbles count too: they may be all that stands there.
    """
    whole = sum(len(p.text) for p in screen.pieces)
    for window in reversed(around):
        inside = sum(len(p.text) for p in screen.pieces if share_inside(p.box, window.box) >= 0.8)
        if inside > 0.4 * whole:
            return window.colour
    papers, sure = _open_papers(screen, behind)
    if screen.ground and any(same_colour(screen.ground, paper) for paper in papers):
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
    for piece in screen.pieces:
        paper = piece.line.paper
        if behind.get(piece.number) or paper is None or holders(screen, piece):
            continue
        if any(same_colour(paper, colour) for colour in filled):
            continue
        paper = _nearest(papers, paper)
        papers[paper] += 4 + len(piece.text)
        start = (piece.box.x - screen.frame.x) / max(1, screen.frame.width)
        if start < (0.2 if piece.number in behind else 0.5):
            sure.add(paper)
        high = piece.box.bottom - screen.frame.y < 0.06 * screen.frame.height
        if start < 0.33 or (high and start < 0.5):
            reached.add(paper)
    return Counter({paper: n for paper, n in papers.items() if paper in sure | reached}), sure


def _on_ground(piece: Piece, ground: Colour | None) -> Piece:
    """The piece with the ground as its paper, if it is nearly that: JPEG blurs what is behind letters."""
    if ground is None or difference(piece.line.paper, ground) > 9 or _tint(piece.line.paper, ground) > 3:
        return piece
    return replace(piece, line=replace(piece.line, paper=ground))


def _tint(paper: Colour | None, ground: Colour) -> float:
    """How far two colours differ in hue, lightness aside: blur makes lighter or darker, never tinted."""
    if paper is None:
        return 0.0
    means = sum(paper) / 3, sum(ground) / 3
    return max(abs((a - means[0]) - (b - means[1])) for a, b in zip(paper, ground, strict=True))


def _is_even(screen: Screen, behind: dict[int, Shape | None]) -> bool:
    """Whether what is in no panel stands on one or two papers, as on a ground without a gradient."""
    papers: list[Colour | None] = []
    for piece in screen.pieces:
        in_panel = behind.get(piece.number) or holders(screen, piece)
        if not in_panel and _nearest(papers, piece.line.paper) not in papers:
            papers.append(piece.line.paper)
    return len(papers) <= 2


def _differs(paper: Colour | None, ground: Colour | None, even: bool) -> bool:
    """Whether text stands on another paper than the ground: one of another hue needs to differ less."""
    apart = difference(paper, ground)
    return apart > 10 or (even and apart > 5 and ground is not None and _tint(paper, ground) > 5)


def _nearest(papers: Iterable[Colour | None], colour: Colour | None) -> Colour | None:
    return next((paper for paper in papers if same_colour(paper, colour)), colour)


def _goes_on(
    screen: Screen, run: list[Piece], piece: Piece, behind: dict[int, Shape | None], ground: Colour | None
) -> bool:
    """Whether a piece belongs to the run before it."""
    last = run[-1]
    if behind[piece.number] is not behind[last.number]:
        cut_off = behind[piece.number] is None and _closely_set(screen, run, piece)
        return cut_off and same_colour(last.line.paper, piece.line.paper)
    bubble = behind[piece.number]
    if bubble is not None and bubble.box.width < 0.6 * screen.frame.width:
        return True
    if bubble is not None:
        parted = _opens_with_icon(screen, run, piece, bubble.box)
        return not (_is_label(piece) or _is_label(last) or parted)
    if _closely_set(screen, run, piece):
        return not (_is_label(piece) or _is_label(last))
    if not same_colour(last.line.paper, piece.line.paper):
        level = any(same_row(p.box, piece.box) for p in run)
        return level or not (_stands_out(last, ground) or _stands_out(piece, ground))
    if _is_label(piece) or _is_label(last):
        return False
    if _opens_with_icon(screen, run, piece, screen.frame):
        return False
    return not _changes_side(screen, run, piece)


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


def _stands_out(piece: Piece, ground: Colour | None) -> bool:
    """On a paper of its own; inline code and marked words are too short to be a message."""
    return not same_colour(piece.line.paper, ground)


def _starts(kept: list[Piece]) -> set[int]:
    """Lines that begin with a role and a colon, where both roles are named so ("Q: …" and "A: …")."""
    users = {p.number for p in kept if words.USER_PREFIX.match(p.text)}
    assistants = {p.number for p in kept if words.ASSISTANT_PREFIX.match(p.text)}
    return users | assistants if users and assistants else set()


def _is_label(piece: Piece) -> bool:
    return bool(words.USER_LABELS.match(piece.text) or words.ASSISTANT_LABELS.match(piece.text))


def _opens_with_icon(screen: Screen, run: list[Piece], piece: Piece, within: Box) -> bool:
    """Whether an avatar stands beside the piece that did not stand beside what came before."""
    icon = _icon_beside(screen, piece.box) or _icon_above(screen, piece.box, run[-1].box.bottom)
    if icon is None or share_inside(icon.box, within) < 0.5 or any(same_row(p.box, piece.box) for p in run):
        return False
    return not any(shared(p.box.y, p.box.bottom, icon.box.y, icon.box.bottom) > 0 for p in run)


def _icon_beside(screen: Screen, box: Box) -> Shape | None:
    """The avatar left of a line's beginning or right of its end, level with it."""
    em = screen.em
    for icon in screen.icons:
        size = max(icon.box.width, icon.box.height)
        if not 0.9 * em <= size <= 4.5 * em or shared(icon.box.y, icon.box.bottom, box.y, box.bottom) <= 0:
            continue
        if 0 < box.x - icon.box.right + 2 < 2.5 * em:
            return icon
        margin = screen.frame.right - icon.box.right
        if 0 < icon.box.x - box.right + 2 < 2.5 * em and margin < max(3 * em, 0.12 * screen.frame.width):
            return icon
    return None


def _icon_above(screen: Screen, box: Box, since: int) -> Shape | None:
    """The avatar of a name that stood in between: right above a line's beginning, below what came before."""
    em = screen.em
    for icon in screen.icons:
        size = max(icon.box.width, icon.box.height)
        below_last = icon.box.y > since - 0.3 * em and icon.box.y < box.y - 0.5 * em
        near = box.y - icon.box.bottom < 1.2 * em and -0.5 * em < box.x - icon.box.x < size + 2 * em
        if 1.2 * em <= size <= 4.5 * em and below_last and near:
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


def _block(
    screen: Screen, run: list[Piece], bubble: Shape | None, ground: Colour | None, even: bool, before: int
) -> Block:
    text = hull(p.box for p in run)
    paper = bubble.colour if bubble else _paper(run)
    banded = bubble is not None and _is_band(screen, bubble.box)
    standing_out = bubble is None and _differs(paper, ground, even)
    return Block(
        pieces=tuple(run),
        box=bubble.box if bubble else text,
        extent=bubble.box if bubble and not banded else _with_marks(screen, run, text, paper),
        paper=paper,
        bubble=bubble,
        boxed=(bubble is not None and not banded) or standing_out,
        filled=standing_out or (bubble is not None and difference(bubble.colour, ground) > 6),
        banded=banded,
        code=not banded and (bubble is not None or standing_out) and stands_as_code(screen, run, bubble),
        icon=_avatar(screen, run[0].box, bubble, before),
    )


def _is_band(screen: Screen, box: Box) -> bool:
    """Whether a panel reaches from border to border."""
    frame, em = screen.frame, screen.em
    return box.x - frame.x < em and frame.right - box.right < em


def _paper(run: list[Piece]) -> Colour | None:
    papers = Counter[Colour | None]()
    for piece in run:
        papers[_nearest(papers, piece.line.paper)] += len(piece.text)
    return papers.most_common(1)[0][0]


def _with_marks(screen: Screen, run: list[Piece], text: Box, paper: Colour | None) -> Box:
    """The text's box with the time or tick that stands on the same paper beside its end."""
    beside = [
        p.box
        for p in screen.pieces
        if same_colour(p.line.paper, paper)
        and any(same_row(p.box, q.box) for q in run[-1:])
        and p.box.x >= text.x
    ]
    return hull([text, *beside])


def _avatar(screen: Screen, text: Box, bubble: Shape | None, before: int) -> Shape | None:
    """The avatar beside the text or its bubble; a picture within the bubble is an emoji."""
    if bubble is None or _is_band(screen, bubble.box):
        return _icon_beside(screen, text) or _icon_above(screen, text, before)
    icon = _icon_beside(screen, text)
    if icon is not None and share_inside(icon.box, bubble.box) < 0.5:
        return icon
    return _icon_beside(screen, _first_row(screen, bubble))


def _first_row(screen: Screen, bubble: Shape) -> Box:
    return bubble.box._replace(height=round(min(bubble.box.height, 2 * screen.em)))


def _labelled(made: list[Block], starts: set[int], out: Reasons) -> list[Block]:
    """Blocks with the roles that labels name: on a line above (the label goes out), or in front."""
    result: list[Block] = []
    above: Block | None = None
    for block in made:
        if len(block.pieces) == 1 and _role_named(block):
            out[block.pieces[0].number] = "title"
            above = block
            continue
        role = _role_in_front(block) if block.pieces[0].number in starts else None
        if above is not None and _heads(above, block):
            out[above.pieces[0].number] = "label"
            role = _role_named(above)
        result.append(replace(block, label=role) if role else block)
        above = None
    return result


def _heads(label: Block, block: Block) -> bool:
    """Whether a label stands right above a block, beginning or ending where it does, or in front of it."""
    tall, first = label.box.height, block.pieces[0].box
    ends = min(abs(label.box.right - first.right), abs(label.box.right - block.extent.right))
    begins = min(abs(label.box.x - first.x), abs(label.box.x - block.extent.x))
    in_front = same_row(label.box, first) and label.box.right <= first.x
    return in_front or (first.y - label.box.bottom < 2.5 * tall and min(ends, begins) < 4 * tall)


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
