"""Where a screenshot ends that was laid on a page: blank margins, or a page of another colour around it.

Called by `screens` before anything is measured, since much is told from a screen's borders: bars, bands,
sides.  The page and a caption on it are left to `windows`.
"""

from collections.abc import Sequence

from chatmine.records import Box, Colour, Shape, hull


def without_margins(
    frame: Box, ground: Colour | None, words: Sequence[Box], shapes: Sequence[Shape], em: float
) -> tuple[Box, Colour | None, list[Shape]]:
    """The frame of a picture as far as anything stands on it, its ground, and its other shapes.

    One panel with all on it is a screenshot on a page: it ends where the panel does, and the panel is its
    ground.  Else blank margins on all four sides shrink to a line's height: nearer, cards can't be told from
    bands.  Room below alone says that the last message is not cut.
    """
    seen = hull([*words, *(shape.box for shape in shapes)] or [frame])
    for shape in shapes:
        if shape.kind == "panel" and _is_about(shape.box, seen, 0.3 * em):
            return shape.box, shape.colour, [other for other in shapes if other is not shape]
    edge = round(em)
    rooms = (seen.x - frame.x, seen.y - frame.y, frame.right - seen.right, frame.bottom - seen.bottom)
    if min(rooms) > edge:
        frame = Box(seen.x - edge, seen.y - edge, seen.width + 2 * edge, seen.height + 2 * edge)
    return frame, ground, list(shapes)


def _is_about(box: Box, other: Box, near: float) -> bool:
    across = max(abs(box.x - other.x), abs(box.right - other.right))
    return max(across, abs(box.y - other.y), abs(box.bottom - other.bottom)) <= near
