"""Who wrote, and when: the rows beside an avatar that name its owner.

Called by `chrome`.  Messengers set a name and a time beside the avatar's upper half, social networks a name
and an "@handle" above the post.
"""

from itertools import combinations

from chatmine.records import Box
from pairing import words
from pairing.measures import same_row, share_inside, shared
from pairing.screens import Piece, Reasons, Screen, holders


def authors(screen: Screen, out: Reasons) -> Reasons:
    """The names among the lines that are not out yet."""
    left = [p for p in screen.pieces if p.number not in out]
    found = [p for p in left if words.BADGED.match(p.text) or _is_named_time(screen, p)]
    times = [p.box for p in screen.pieces if out.get(p.number) == "time"]
    heads = [i.box for i in screen.icons if any(_beside_upper_half(i.box, box) for box in times)]
    for piece in left:
        before_time = any(same_row(piece.box, box) and piece.box.x < box.x for box in times)
        if before_time and any(_beside_upper_half(head, piece.box) for head in heads):
            found.append(piece)
    handles = [p for p in left if words.HANDLE.match(p.text) and _avatars_beside(screen, p)]
    found += handles + [p for p in left if any(_is_above(screen, p, handle) for handle in handles)]
    return {p.number: "name" for p in found}


def _is_named_time(screen: Screen, piece: Piece) -> bool:
    """Whether a line is a name and a time beside an avatar; a long one only above open text."""
    if words.ASSISTANT_LABELS.match(piece.text) or words.USER_LABELS.match(piece.text):
        return False
    if not any(_beside_upper_half(icon.box, piece.box) for icon in screen.icons):
        return False
    if words.NAMED_CLOCK.match(piece.text):
        return True
    bubble = any(h.box.width < 0.9 * screen.frame.width for h in holders(screen, piece))
    return bool(words.LONG_NAMED_CLOCK.match(piece.text)) and not bubble


def _beside_upper_half(avatar: Box, box: Box) -> bool:
    near = -0.3 * box.height < box.x - avatar.right < 2 * avatar.width
    return near and avatar.y - 0.3 * box.height <= box.y < avatar.y + 0.5 * avatar.height


def _avatars_beside(screen: Screen, piece: Piece) -> list[Box]:
    """The avatars left of a line and level with it."""
    box = piece.box
    return [
        i.box
        for i in screen.icons
        if -0.3 * screen.em < box.x - i.box.right < i.box.width
        and shared(box.y, box.bottom, i.box.y, i.box.bottom) > 0
    ]


def _is_above(screen: Screen, piece: Piece, handle: Piece) -> bool:
    """Whether a line stands between a handle and the top of its avatar: the name."""
    tops = [box.y for box in _avatars_beside(screen, handle)]
    aligned = abs(piece.box.x - handle.box.x) < 0.5 * screen.em
    return aligned and any(top - screen.em < piece.box.y < handle.box.y for top in tops)


def holds_post(screen: Screen, panel: Box) -> bool:
    """Whether a panel has avatars of its own in one column, text beside them: posts of a thread."""
    avatars = [
        i.box
        for i in screen.icons
        if i.box.height >= 1.5 * screen.em
        and share_inside(i.box, panel) > 0.9
        and any(same_row(p.box, i.box) and 0 < p.box.x - i.box.right < i.box.width for p in screen.pieces)
    ]
    return any(abs(one.x - other.x) < screen.em for one, other in combinations(avatars, 2))
