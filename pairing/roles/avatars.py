"""Avatars: the icon beside a message's first line, or above it where a name stands in between.

Called by `stacking`; sizes and distances are in lines of text.  A picture within a bubble is an emoji.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chatmine.records import Box, Colour, Shape
from pairing.measures import difference, same_row, saturation, share_inside, shared
from pairing.roles.bubbles import is_band
from pairing.screens import Piece, Reasons, Screen
from pairing.writing.code import looks_like_row

_KNOT_GREENS = (Colour(16, 163, 127), Colour(25, 195, 125), Colour(117, 168, 155))


def is_knot(icon: Shape) -> bool:
    """Whether an avatar has the greens of ChatGPT's mark, white in it or not."""
    return any(difference(icon.colour, green) <= 45 for green in _KNOT_GREENS)


def face_difference(one: Shape, other: Shape, ground: Colour | None) -> float:
    """How far two avatars' colours lie apart, but for how much of the ground is in either.

    An avatar's colour is a mean with its letter and corners; the same one, cut off by an edge or seen as a
    panel, has more or less of these.
    """
    apart = float(difference(one.colour, other.colour))
    if ground is None or min(saturation(one.colour), saturation(other.colour)) < 40:
        return apart
    a, b = ([c - g for c, g in zip(shape.colour, ground, strict=True)] for shape in (one, other))
    share = sum(x * y for x, y in zip(a, b, strict=True)) / max(1, sum(y * y for y in b))
    share = min(1.55, max(0.65, share))
    return min(apart, max(abs(x - share * y) for x, y in zip(a, b, strict=True)))


def with_read_avatars(screen: Screen, out: Reasons) -> Screen:
    """The screen with the avatars that were read as a letter, in one column with others that were not."""
    known = [i.box for i in screen.icons if i.box.height >= 1.2 * screen.em]
    read = [p for p in screen.pieces if out.get(p.number) == "glyph" and _in_column(p.box, known, screen.em)]
    new = [Shape(kind="icon", box=p.box, colour=colour) for p in read if (colour := _own_colour(screen, p))]
    return replace(screen, icons=(*screen.icons, *new)) if new else screen


def _in_column(box: Box, avatars: Sequence[Box], em: float) -> bool:
    """Whether a square stands right above or below avatars, on none of them."""
    square = 0.9 * em <= box.height <= 4.5 * em and 0.5 < box.width / box.height < 1.6
    off = [abs(2 * box.x + box.width - 2 * a.x - a.width) / 2 for a in avatars]
    return square and min(off, default=em) < 0.4 * em and not any(share_inside(box, a) > 0.2 for a in avatars)


def _own_colour(screen: Screen, piece: Piece) -> Colour | None:
    """The colour of the square, or a thin mark's as the mean of an icon would be."""
    ink, paper = piece.line.ink, piece.line.paper
    if ink is None or paper is None or difference(paper, screen.ground) > 25:
        return paper
    return Colour(*(round(0.25 * a + 0.75 * b) for a, b in zip(ink, paper, strict=True)))


def opens_with_icon(screen: Screen, run: list[Piece], piece: Piece, within: Box) -> bool:
    """Whether an avatar stands beside the piece that did not stand beside what came before.

    Between two rows of code it is a bracket that was not read.
    """
    if looks_like_row(run[-1].text) and looks_like_row(piece.text):
        return False
    icon = _icon_beside(screen, piece.box) or _icon_above(screen, piece.box, run[-1].box.bottom)
    if icon is None or share_inside(icon.box, within) < 0.5 or any(same_row(p.box, piece.box) for p in run):
        return False
    return not any(shared(p.box.y, p.box.bottom, icon.box.y, icon.box.bottom) > 0 for p in run)


def avatar(screen: Screen, text: Box, bubble: Shape | None, before: int) -> Shape | None:
    """The avatar beside the text or its bubble; a picture within the bubble is an emoji."""
    if bubble is None or is_band(screen, bubble.box):
        return _icon_beside(screen, text) or _icon_above(screen, text, before)
    icon = _icon_beside(screen, text)
    if icon is not None and share_inside(icon.box, bubble.box) < 0.5:
        return icon
    return _icon_beside(screen, _first_row(screen, bubble))


def _icon_beside(screen: Screen, box: Box) -> Shape | None:
    """The avatar left of a line's beginning or right of its end, level with it.

    Of two the one with another in its column: the other is a sticker or a button.
    """
    found = list(_icons_beside(screen, box))
    return next((icon for icon in found if _has_twin(screen, icon)), found[0] if found else None)


def _has_twin(screen: Screen, icon: Shape) -> bool:
    """Whether another icon of about its size stands above or below it."""
    return any(
        other is not icon
        and abs(other.box.x - icon.box.x) < 0.4 * screen.em
        and min(other.box.width, icon.box.width) > 0.8 * max(other.box.width, icon.box.width)
        for other in screen.icons
    )


def _icons_beside(screen: Screen, box: Box) -> Iterator[Shape]:
    em = screen.em
    for icon in screen.icons:
        size = max(icon.box.width, icon.box.height)
        if not 0.9 * em <= size <= 4.5 * em or shared(icon.box.y, icon.box.bottom, box.y, box.bottom) <= 0:
            continue
        margin = screen.frame.right - icon.box.right
        if 0 < box.x - icon.box.right + 2 < 2.5 * em or (
            0 < icon.box.x - box.right + 2 < 2.5 * em and margin < max(3 * em, 0.12 * screen.frame.width)
        ):
            yield icon


def _icon_above(screen: Screen, box: Box, since: int) -> Shape | None:
    """The avatar of a name that stood in between: right above a line's beginning, below what came before."""
    em = screen.em
    for icon in screen.icons:
        size = max(icon.box.width, icon.box.height)
        below_last = icon.box.y > since - 0.3 * em and icon.box.y < box.y - 0.5 * em
        far = 1.2 * em if box.x < icon.box.right else 2.2 * em  # names stand between
        near = box.y - icon.box.bottom < far and -0.5 * em < box.x - icon.box.x < size + 2 * em
        if 1.05 * em <= size <= 4.5 * em and below_last and near:
            return icon
    return None


def _first_row(screen: Screen, bubble: Shape) -> Box:
    return bubble.box._replace(height=round(min(bubble.box.height, 2 * screen.em)))
