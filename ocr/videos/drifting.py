"""Colours of a scene that a codec has let drift, brought together again.

Called by `scenes` with what was read of a tall picture.  What scrolled by was seen at different times, and
low bit rates let hues of even areas wander from one to the next while their lightness stays: one speaker's
boxes would have several colours, and one box fall into several panels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chatmine.records import Box, Colour, Line, Shape, hull

# VP8 at 300 kbit/s let a grey box wander from (226, 221, 209) to (220, 225, 212), in steps of up to 7 in a
# channel and 3 in lightness; boxes of two speakers differ by 7 in lightness at least.
_LIGHTNESS = 4.0
_CHANNEL = 8
# Of panels that were cut in two the edges lie within a few pixels.
_EDGE = 6


def steadied(lines: Sequence[Line], shapes: Sequence[Shape]) -> tuple[list[Line], list[Shape]]:
    """The lines and panels with the colour of the most text where theirs is that but for a drift."""
    weights: dict[Colour, int] = {}
    for line in lines:
        if line.paper is not None:
            weights[line.paper] = weights.get(line.paper, 0) + len(line.text)
    for shape in shapes:
        weights.setdefault(shape.colour, 0)
    usual = _usual(sorted(weights, key=lambda colour: -weights[colour]))
    read = [replace(line, paper=usual[line.paper]) if line.paper else line for line in lines]
    panels = [
        replace(shape, colour=usual[shape.colour]) if shape.kind == "panel" else shape for shape in shapes
    ]
    return read, _whole(panels)


def _usual(colours: Iterable[Colour]) -> dict[Colour, Colour]:
    """For each colour the first one that it can have drifted from, by way of others."""
    groups: list[list[Colour]] = []
    for colour in colours:
        near = [group for group in groups if any(_drifted(colour, one) for one in group)]
        merged = [one for group in near for one in group]
        groups = [group for group in groups if group not in near]
        groups.append([*merged, colour])
    return {colour: group[0] for group in groups for colour in group}


def _drifted(one: Colour, other: Colour) -> bool:
    far = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return far <= _CHANNEL and abs(_lightness(one) - _lightness(other)) <= _LIGHTNESS


def _lightness(colour: Colour) -> float:
    return 0.3 * colour.red + 0.59 * colour.green + 0.11 * colour.blue


def _whole(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes; panels of one colour that overlap and have the same sides as one."""
    made: list[Shape] = []
    for shape in sorted(shapes, key=lambda one: one.box.y):
        mate = next((one for one in made if _same_panel(one, shape)), None)
        if mate is None:
            made.append(shape)
        else:
            made[made.index(mate)] = replace(mate, box=hull((mate.box, shape.box)))
    return sorted(made, key=lambda one: (one.box.y, one.box.x, one.box))


def _same_panel(one: Shape, other: Shape) -> bool:
    sides = abs(one.box.x - other.box.x) <= _EDGE and abs(one.box.right - other.box.right) <= _EDGE
    return (
        one.kind == other.kind == "panel"
        and one.colour == other.colour
        and sides
        and _cross(one.box, other.box)
    )


def _cross(one: Box, other: Box) -> bool:
    """Whether the two overlap, neither within the other."""
    first, last = sorted((one, other), key=lambda box: box.y)
    return first.y < last.y < first.bottom < last.bottom
