"""Screenshots that scroll over one text to one tall reading of it, and the way back.

Readings of a post come in, in any order; those that overlap come out as one, laid on each other at the
lines that say the same: bars once, cut lines from the picture that has them whole, bubbles that a picture's
edge cut as one.  So a screenshot that shows the middle of one long message is judged with its neighbours.
Called by `conversing`; pure, never raises.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from chatmine.records import Box, Colour, Evidence, Line, Reading, Shape, hull
from pairing.interface.chrome import chrome
from pairing.measures import difference, middle, same_colour, share_inside
from pairing.posts.overlaps import Lie, overlap
from pairing.screens import Reasons, Screen, screens

_Seen = tuple[Screen, Reasons]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scroll:
    """A reading that may be put together from several; `spots` has the media and line behind each box."""

    reading: Reading
    readings: tuple[Reading, ...]
    spots: dict[Box, tuple[str, Line]]

    def original(self, evidence: Evidence) -> Evidence:
        """The evidence as it stands on its own picture."""
        spot = self.spots.get(evidence.box) if evidence.box else None
        if spot is None:
            return evidence
        media, line = spot
        count = len(evidence.edges)
        edges = self._edges(evidence, line) if count else ()
        return replace(evidence, media=media, box=line.box, edges=edges)

    def _edges(self, evidence: Evidence, line: Line) -> tuple[int, ...]:
        """The line's own edges of the characters whose moved edges the evidence has."""
        moved = next((one.edges for one in self.reading.lines if one.box == evidence.box), ())
        count = len(evidence.edges)
        starts = range(len(moved) - count + 1)
        at = next((n for n in starts if moved[n : n + count] == evidence.edges), None)
        return () if at is None else line.edges[at : at + count]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A screenshot where it lies on the tall picture; it gives what stands from `top` down to `bottom`."""

    reading: Reading
    lie: Lie
    content: Box
    top: float = float("-inf")
    bottom: float = float("inf")

    @property
    def frame(self) -> Box:
        return self.lie.box(Box(0, 0, self.reading.width, self.reading.height))

    @property
    def messages(self) -> Box:
        """Where its text stands, bars aside."""
        return self.lie.box(self.content)


def scrolls(readings: Sequence[Reading]) -> list[Scroll]:
    """The readings, those that overlap as one, in the order of each one's first; videos stay alone."""
    seen = [_seen(reading) if len(readings) > 1 else None for reading in readings]
    links = _links(seen)
    left = dict(enumerate(readings))
    found = []
    while left:
        first = min(left)
        group = _group(first, links)
        found.append(_put_together({n: (left.pop(n), seen[n]) for n in sorted(group)}, group, links))
    return found


def _opened(reading: Reading) -> Reading:
    """Where one bubble fills a picture, the ground is what is left at its two sides, and that is a panel.

    The picture's own paper, the bubble's, is no panel then: here they change places.
    """
    tall = [s for s in reading.shapes if s.kind == "panel" and s.box.height > 0.5 * reading.height]
    lefts = [s for s in tall if s.box.x < 3 and _is_bare(reading, s.box)]
    rights = [s for s in tall if s.box.right > reading.width - 3 and _is_bare(reading, s.box)]
    for left in lefts:
        for right in rights:
            level = abs(left.box.y - right.box.y) < 6 and abs(left.box.bottom - right.box.bottom) < 6
            if level and left.box.right < right.box.x and difference(left.colour, right.colour) <= 12:
                across = right.box.x - left.box.right
                bubble = Box(left.box.right, left.box.y, across, left.box.height)
                panel = Shape(kind="panel", box=bubble, colour=reading.paper or left.colour)
                others = tuple(s for s in reading.shapes if s is not left and s is not right)
                return replace(reading, paper=left.colour, shapes=(panel, *others))
    return reading


def _is_bare(reading: Reading, box: Box) -> bool:
    return not any(share_inside(line.box, box) > 0.5 for line in reading.lines)


def _seen(reading: Reading) -> _Seen | None:
    """A picture's screen and what is chrome on it, margins and all: a scroll's pictures are of one width."""
    shown = list(screens(reading))
    if len(shown) != 1 or any(line.second is not None for line in reading.lines):
        return None
    screen = replace(shown[0], frame=Box(0, 0, reading.width, reading.height))
    return screen, chrome(screen)


def _links(seen: Sequence[_Seen | None]) -> dict[tuple[int, int], Lie]:
    """How the second of each two that overlap lies on the first; both ways."""
    links: dict[tuple[int, int], Lie] = {}
    for (n, one), (m, other) in combinations(enumerate(seen), 2):
        if one and other and (lie := overlap(*one, *other)):
            links[n, m], links[m, n] = lie, lie.back()
    return links


def _group(first: int, links: dict[tuple[int, int], Lie]) -> dict[int, Lie]:
    """How all that hang together with the first lie on it, by the weightiest overlaps."""
    placed = {first: Lie()}
    while True:
        near = [(n, m) for n, m in links if n in placed and m not in placed]
        if not near:
            return placed
        n, m = max(near, key=lambda pair: links[pair].weight)
        placed[m] = links[n, m].then(placed[n])


def _put_together(
    shown: dict[int, tuple[Reading, _Seen | None]], group: dict[int, Lie], links: dict[tuple[int, int], Lie]
) -> Scroll:
    readings = tuple(reading for reading, _ in shown.values())
    if len(readings) == 1:
        return Scroll(reading=readings[0], readings=readings, spots={})
    windows = {
        n: _Window(reading=_opened(reading), lie=group[n], content=_content(reading, seen))
        for n, (reading, seen) in shown.items()
    }
    left, top = (min(w.frame[side] for w in windows.values()) for side in (0, 1))
    to_corner = Lie(right=-left, down=-top)
    windows = {n: replace(w, lie=w.lie.then(to_corner)) for n, w in windows.items()}
    return _tall(_seamed(windows, links), readings)


def _content(reading: Reading, seen: _Seen | None) -> Box:
    """Where a picture's text stands, bars aside."""
    screen, out = seen if seen else (None, {})
    boxes = [piece.box for piece in screen.pieces if piece.number not in out] if screen else []
    return hull(boxes) if boxes else Box(0, 0, reading.width, reading.height)


def _seamed(windows: dict[int, _Window], links: dict[tuple[int, int], Lie]) -> list[_Window]:
    """From the top down, each with the stretch that it gives; what others show as well is left out."""
    order = sorted(windows, key=lambda n: (windows[n].messages.y, -windows[n].messages.bottom))
    kept: list[int] = []
    for n in order:
        if not kept or windows[n].messages.bottom > windows[kept[-1]].messages.bottom + 2:
            kept.append(n)
    placed = [windows[n] for n in kept]
    for place, (n, m) in enumerate(pairwise(kept)):
        seam = _seam(windows[n], windows[m], links.get((n, m)))
        placed[place] = replace(placed[place], bottom=seam)
        placed[place + 1] = replace(placed[place + 1], top=seam)
    return placed


def _seam(upper: _Window, lower: _Window, lie: Lie | None) -> float:
    """Right below the middle one of the rows that both show: far from the edges of both."""
    if lie is None:
        return (upper.messages.bottom + lower.messages.y) / 2
    rows = [upper.lie.box(upper.reading.lines[i].box) for i, *_ in lie.rows]
    return float(sorted(rows, key=middle)[len(rows) // 2].bottom)


def _tall(windows: Sequence[_Window], readings: tuple[Reading, ...]) -> Scroll:
    """One reading of all windows."""
    spots: dict[Box, tuple[str, Line]] = {}
    lines: list[Line] = []
    for window in windows:
        for line in window.reading.lines:
            box = window.lie.box(line.box)
            if window.top < middle(box) <= window.bottom and box not in spots:
                spots[box] = window.reading.media, line
                edges = tuple(window.lie.across(edge) for edge in line.edges)
                lines.append(replace(line, box=box, edges=edges))
    lines.sort(key=lambda line: (line.box.y, line.box.x))
    first = windows[0].reading
    ground = _ground([w.reading for w in windows])
    reading = replace(
        first,
        width=max(w.frame.right for w in windows),
        height=max(w.frame.bottom for w in windows),
        paper=ground,
        lines=tuple(lines),
        shapes=tuple(_shapes(windows, ground, lines)),
    )
    return Scroll(reading=reading, readings=readings, spots=spots)


def _ground(readings: Sequence[Reading]) -> Colour | None:
    """The paper of most; one that is a panel's on another picture fills a picture with a single bubble."""
    papers = [r.paper for r in readings if r.paper]
    open_ = [p for p in papers if not any(_fills(p, other) for other in readings)] or papers
    return max(open_, key=lambda p: sum(same_colour(p, q) for q in open_), default=None)


def _fills(paper: Colour, other: Reading) -> bool:
    return not same_colour(paper, other.paper) and any(
        shape.kind == "panel" and same_colour(shape.colour, paper) for shape in other.shapes
    )


def _shapes(windows: Sequence[_Window], ground: Colour | None, lines: list[Line]) -> list[Shape]:
    """Each window's shapes within its stretch; panels that go on across a seam are one."""
    found: list[Shape] = []
    for window in windows:
        mine = [*_filling(window, windows, ground), *_own(window)]
        for shape in mine:
            above = next((s for s in found if _goes_on(s, shape, window)), None)
            if above is None:
                found.append(shape)
            else:
                top, bottom = above.box.y, max(above.box.bottom, shape.box.bottom)
                found[found.index(above)] = replace(above, box=above.box._replace(height=bottom - top))
    found = [_bridged(shape, windows, lines, found) for shape in found]
    return sorted(found, key=lambda s: (s.box.y, s.box.x, s.box))


def _is_inner(line: Line, shape: Shape, shapes: Sequence[Shape]) -> bool:
    """Whether a line stands in a panel within another one's borders: on code in a bubble."""
    box = shape.box
    return any(
        s.kind == "panel"
        and s is not shape
        and box.x + 3 < s.box.x
        and s.box.right < box.right - 3
        and difference(s.colour, shape.colour) > 3
        and share_inside(line.box, s.box) > 0.8
        for s in shapes
    )


def _bridged(
    shape: Shape, windows: Sequence[_Window], lines: Sequence[Line], shapes: Sequence[Shape]
) -> Shape:
    """A panel that a seam cuts off, with the lines below or above that stand on its colour.

    The neighbour may not show it as a panel: there it was the largest area, and taken for the page.
    """
    if shape.kind != "panel":
        return shape
    box = shape.box
    if any(min(abs(box.bottom - w.bottom), abs(box.y - w.top)) <= 3 for w in windows):
        lines = [line for line in lines if not _is_inner(line, shape, shapes)]
    if any(abs(box.bottom - w.bottom) <= 3 for w in windows):
        below = [line for line in lines if middle(line.box) > box.bottom]
        box = _extended(box, shape.colour, below)
    if any(abs(box.y - w.top) <= 3 for w in windows):
        above = [line for line in reversed(lines) if middle(line.box) < box.y]
        box = _extended(box, shape.colour, above)
    return replace(shape, box=box)


def _extended(box: Box, colour: Colour, lines: Sequence[Line]) -> Box:
    """The box over the first of the lines that stand within its sides on its colour."""
    reached = box
    for line in lines:
        inside = box.x <= line.box.x and line.box.right <= box.right
        if not inside or line.paper is None or difference(line.paper, colour) > 3:
            break
        reached = hull([reached, line.box])
    if reached == box:
        return box
    margin = round(0.5 * lines[0].box.height)
    top = reached.y - margin if reached.y < box.y else box.y
    bottom = reached.bottom + margin if reached.bottom > box.bottom else box.bottom
    return box._replace(y=top, height=bottom - top)


def _own(window: _Window) -> Iterator[Shape]:
    for shape in window.reading.shapes:
        box = window.lie.box(shape.box)
        if shape.kind == "icon":
            if window.top < middle(box) <= window.bottom:
                yield replace(shape, box=box)
            continue
        top, bottom = max(box.y, window.top), min(box.bottom, window.bottom)
        if bottom - top > 3:
            yield replace(shape, box=box._replace(y=round(top), height=round(bottom - top)))


def _filling(window: _Window, windows: Sequence[_Window], ground: Colour | None) -> Iterator[Shape]:
    """The panels that a window's paper makes, where that is a bubble's or band's on another one.

    Panels of the ground's colour that reach across part them.
    """
    paper = window.reading.paper
    if paper is None or same_colour(paper, ground):
        return
    alike = [s for s in window.reading.shapes if s.kind == "panel" and same_colour(s.colour, paper)]
    across = [
        (other.lie.box(s.box), s)
        for other in windows
        for s in other.reading.shapes
        if other is not window and s.kind == "panel" and same_colour(s.colour, paper)
    ]
    if alike or not across:
        return
    box, shape = max(across, key=lambda found: found[0].width)
    on_it = [window.lie.box(n.box) for n in window.reading.lines if same_colour(n.paper, paper)]
    if any(line.x < box.x or line.right > box.right for line in on_it):
        return  # the page, on which others have code or cards of its colour
    top, bottom = max(window.frame.y, window.top), min(window.frame.bottom, window.bottom)
    shown = [(window.lie.box(s.box), s) for s in window.reading.shapes if s.kind == "panel"]
    grounds = [
        placed
        for placed, s in shown
        if (same_colour(s.colour, ground) and placed.width > 0.9 * box.width) or _keeps_to(placed, box)
    ]
    for between in sorted(grounds, key=lambda b: b.y):
        if between.y - top > 3:
            yield replace(shape, box=Box(box.x, round(top), box.width, round(between.y - top)))
        top = max(top, between.bottom)
    if bottom - top > 3:
        yield replace(shape, box=Box(box.x, round(top), box.width, round(bottom - top)))


def _keeps_to(panel: Box, box: Box) -> bool:
    """Whether a panel begins or ends where a bubble does: the other's, for what is inside has a margin."""
    near = 4 + 0.01 * box.width
    return min(abs(panel.x - box.x), abs(panel.right - box.right)) <= near


def _goes_on(above: Shape, shape: Shape, window: _Window) -> bool:
    """Whether a panel that ends at the seam goes on below it."""
    if above.kind != "panel" or shape.kind != "panel" or difference(above.colour, shape.colour) > 6:
        return False
    near = 4 + 0.01 * shape.box.width
    at_seam = abs(above.box.bottom - window.top) <= 3 and abs(shape.box.y - window.top) <= 3
    sides = abs(above.box.x - shape.box.x) <= near and abs(above.box.right - shape.box.right) <= near
    return at_seam and sides
