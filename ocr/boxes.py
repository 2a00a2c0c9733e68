"""How two boxes lie to each other: called by what looks at a picture's lines and shapes."""

from chatmine.records import Box


def meet(one: Box, other: Box) -> bool:
    """Whether they share a pixel."""
    across = min(one.right, other.right) - max(one.x, other.x)
    return across > 0 and min(one.bottom, other.bottom) > max(one.y, other.y)


def level(one: Box, other: Box, share: float) -> bool:
    """Whether they stand in one row: more than `share` of the lower one's height is beside the other."""
    beside = min(one.bottom, other.bottom) - max(one.y, other.y)
    return beside > share * min(one.height, other.height)
