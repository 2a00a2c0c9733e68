"""Where one screenshot lies on another: the shift (and scale) at which lines of both say the same.

Two screens come in; out comes how the second's pixels go over into the first's, or None where they do not
show stretches of one text.  Called by `scrolling`.  Bars that stay while the messages move agree at
another shift than these: they are told by it, and count neither for nor against.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from chatmine.records import Box
from pairing.measures import middle
from pairing.screens import Piece, Reasons, Screen

_ALIKE = 75.0
"""Two readings of one line at other scales agree on more than this (per cent); other lines rarely do."""
_COVERED = 0.75
"""Of what both show, this share must be alike: the rest is misread or hidden."""
_SAME_SCREEN = 0.95
"""The same for screens that were not scrolled: two chats in one window share all that stands around them."""
_LEAST_WEIGHT = 12
"""Letters that must be alike (Chinese ones count twice): "thank you" is said in many chats."""
_THIN_WEIGHT = 4
"""The same where screens of one layout meet at a line or two: all that both show, and to the pixel."""
_ROWS_BEYOND = 3
"""Beyond the lines that agree a screen shows this many others at most: cut ones, a title, an input box."""

_ASIDE = 0.15
"""Crops of one chat begin at most this share of their width apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """How a picture's pixels go over into another's: enlarged by `scale`, then moved.

    `rows` are lines that say the same, from top to bottom: the number of the first picture's, that of the
    other's, and how much alike they are (0 to 1).
    """

    scale: float = 1.0
    right: float = 0.0
    down: float = 0.0
    rows: tuple[tuple[int, int, float], ...] = ()
    weight: float = 0.0

    def box(self, box: Box) -> Box:
        """The box in the other picture's pixels."""
        return Box(
            round(box.x * self.scale + self.right),
            round(box.y * self.scale + self.down),
            max(1, round(box.width * self.scale)),
            max(1, round(box.height * self.scale)),
        )

    def across(self, x: int) -> int:
        """A column in the other picture's pixels."""
        return round(x * self.scale + self.right)

    def then(self, other: "Lie") -> "Lie":
        """First this, then the other; without rows."""
        return Lie(
            scale=self.scale * other.scale,
            right=self.right * other.scale + other.right,
            down=self.down * other.scale + other.down,
        )

    def back(self) -> "Lie":
        """The other way round."""
        return Lie(
            scale=1 / self.scale,
            right=-self.right / self.scale,
            down=-self.down / self.scale,
            rows=tuple((j, i, alike) for i, j, alike in self.rows),
            weight=self.weight,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """Two lines that say the same."""

    one: Piece
    other: Piece
    alike: float

    @property
    def weight(self) -> float:
        return self.alike * min(weight(self.one.text), weight(self.other.text))

    def down(self, scale: float) -> float:
        return middle(self.one.box) - scale * middle(self.other.box)

    def right(self, scale: float) -> float:
        return self.one.box.x - scale * self.other.box.x


def overlap(one: Screen, out: Reasons, other: Screen, other_out: Reasons) -> Lie | None:
    """How the other screen lies on the first; `out` is what is chrome on each.  None: they don't overlap."""
    matches = _matches(one.pieces, other.pieces)
    scales = dict.fromkeys([_scale(matches), _scale_of_frames(one, other)])
    found = [lie for scale in scales if (lie := _at_scale(one, out, other, other_out, matches, scale))]
    return max(found, key=lambda lie: lie.weight, default=None)


def _at_scale(
    one: Screen, out: Reasons, other: Screen, other_out: Reasons, matches: Sequence[_Match], scale: float
) -> Lie | None:
    """The overlap with one of the screens so much larger."""
    fixed = _fixed(one, matches, scale)
    mine, theirs = {*out, *(m.one.number for m in fixed)}, {*other_out, *(m.other.number for m in fixed)}
    lies = (_lie(one, other, shift, scale) for shift in _shifts(one, matches, scale))
    found = [lie for lie in lies if lie and _holds(one, mine, other, theirs, lie)]
    found = [lie for lie in found if lie.weight >= _LEAST_WEIGHT or _meets(one, mine, other, theirs, lie)]
    return max(found, key=lambda lie: lie.weight, default=None)


def weight(text: str) -> int:
    """How much a text tells: its letters and digits, Chinese ones twice."""
    return sum(1 + (letter >= "\u2e80") for letter in text if letter.isalnum())


def _matches(mine: Sequence[Piece], theirs: Sequence[Piece]) -> list[_Match]:
    """Lines that say the same; those that differ a little weigh less: "put the cup back" is no "mug"."""
    found = []
    for a in mine:
        for b in theirs:
            least = _ALIKE if len(a.text) > 3 else 100.0
            alike = 100.0 if a.text == b.text else fuzz.ratio(a.text, b.text, score_cutoff=least)
            if alike:
                found.append(_Match(one=a, other=b, alike=min(1.0, (alike - 60) / 35) ** 2))
    return found


def _scale(matches: Sequence[_Match]) -> float:
    """How much larger the first screen is, told by the widths of long lines; near 1 it is 1."""
    long = [m for m in matches if m.weight >= 8 and m.one.text == m.other.text] or list(matches)
    ratios = [m.one.box.width / max(1, m.other.box.width) for m in long]
    scale = median(ratios) if ratios else 1.0
    return 1.0 if abs(scale - 1) < 0.015 or scale <= 0 else scale


def _scale_of_frames(one: Screen, other: Screen) -> float:
    """How much wider the first screen is: screenshots of one window, scaled whole."""
    scale = one.frame.width / max(1, other.frame.width)
    return 1.0 if abs(scale - 1) < 0.004 else scale


def _is_of_frames(one: Screen, other: Screen, scale: float) -> bool:
    return scale == _scale_of_frames(one, other)


def _shifts(one: Screen, matches: Sequence[_Match], scale: float) -> list[list[_Match]]:
    """The matches that agree on a shift, for each shift that enough of them agree on."""
    found: list[list[_Match]] = []
    for seed in sorted(matches, key=lambda m: -m.weight):
        if any(seed in shift for shift in found):
            continue
        near = [m for m in matches if _agree(one, m, seed, scale)]
        if sum(m.weight for m in near) >= _THIN_WEIGHT:
            found.append(near)
    return found


def _agree(one: Screen, match: _Match, seed: _Match, scale: float) -> bool:
    # What is scaled by a rounded factor drifts with the distance.
    reach = 0.4 * one.em + (0.01 * abs(middle(match.one.box) - middle(seed.one.box)) if scale != 1 else 0)
    down = abs(match.down(scale) - seed.down(scale)) < reach
    return down and abs(match.right(scale) - seed.right(scale)) < 0.8 * one.em


def _fixed(one: Screen, matches: Sequence[_Match], scale: float) -> list[_Match]:
    """Lines that stand at the same place on both screens: bars, a sidebar."""
    near = 0.3 * one.em if scale == 1 else 0.0
    same = (m for m in matches if m.one.text == m.other.text)
    return [m for m in same if max(abs(m.down(1)), abs(m.right(1))) < near]


def _lie(one: Screen, other: Screen, shift: Sequence[_Match], scale: float) -> Lie | None:
    """The shift that the matches agree on, each line once."""
    by_line = {m.one.number: m for m in sorted(shift, key=lambda m: m.weight)}
    rows = sorted(by_line.values(), key=lambda m: (middle(m.one.box), m.one.box.x))
    total = sum(m.weight for m in rows)
    if total < 2 * _LEAST_WEIGHT and not any(m.one.text == m.other.text for m in rows):
        return None
    first, last = rows[0], rows[-1]
    # A line alone tells no scale: it must be that of the frames.
    told = scale == 1 or len(rows) > 1 or _is_of_frames(one, other, scale)
    if abs(median(m.right(scale) for m in rows)) > _ASIDE * one.frame.width or not told:
        return None
    span, other_span = (
        middle(b) - middle(a) for a, b in ((first.one.box, last.one.box), (first.other.box, last.other.box))
    )
    if scale != 1 and min(span, other_span) > 10 * one.em:
        scale = span / other_span
    return Lie(
        scale=scale,
        right=median(m.right(scale) for m in rows),
        down=median(m.down(scale) for m in rows),
        rows=tuple((m.one.number, m.other.number, m.alike) for m in rows),
        weight=total,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a screen tells, chrome aside: how much each line agrees, its weight, its height."""

    alike: float
    weight: int
    height: float


def _told(screen: Screen, left_out: Container[int], alike: Mapping[int, float], lie: Lie) -> list[_Told]:
    """In the pixels that `lie` leads to."""
    return [
        _Told(alike=alike.get(p.number, 0.0), weight=weight(p.text), height=middle(lie.box(p.box)))
        for p in screen.pieces
        if weight(p.text) > 1 and (p.number in alike or p.number not in left_out)
    ]


def _holds(one: Screen, out: Container[int], other: Screen, other_out: Container[int], lie: Lie) -> bool:
    """Whether what both screens show is the same, cut lines and what was not known as chrome aside."""
    mine = _told(one, out, {i: alike for i, _, alike in lie.rows}, Lie())
    theirs = _told(other, other_out, {j: alike for _, j, alike in lie.rows}, lie)
    if lie.scale == 1 and max(abs(lie.down), abs(lie.right)) < 0.5 * one.em:
        return any(_share(told) >= _SAME_SCREEN and _unlike(told) < 2 for told in (mine, theirs))
    # What an edge cuts is read half: it stands beyond the lines that agree, not between them.
    heights = [t.height for t in mine if t.alike > 0.5] or [t.height for t in mine if t.alike]
    top, bottom = min(heights), max(heights)
    between = [t for t in (*mine, *theirs) if top <= t.height <= bottom]
    frame = lie.box(other.frame)
    upper = theirs if frame.y > one.frame.y else mine
    lower = mine if frame.bottom > one.frame.bottom else theirs
    above = _rows([t.height for t in upper if t.height < top], one.em)
    below = _rows([t.height for t in lower if t.height > bottom], one.em)
    return _share(between) >= _COVERED and max(above, below) <= _ROWS_BEYOND


def _meets(one: Screen, out: Container[int], other: Screen, other_out: Container[int], lie: Lie) -> bool:
    """Whether one screen begins at the other's last lines: all that both show is alike, in one layout."""
    width = one.frame.width
    exact = lie.scale == 1 and all(alike == 1 for *_, alike in lie.rows)
    layout = abs(width - other.frame.width) < 0.01 * width and abs(lie.right) < 0.3 * one.em
    far = abs(lie.down) > 0.5 * min(one.frame.height, other.frame.height)
    if not exact or not layout or not far:
        return False
    mine = _told(one, out, {i: alike for i, _, alike in lie.rows}, Lie())
    theirs = _told(other, other_out, {j: alike for _, j, alike in lie.rows}, lie)
    heights = [t.height for t in mine if t.alike]
    upper, lower = (mine, theirs) if lie.down > 0 else (theirs, mine)
    below = _rows([t.height for t in upper if t.height > max(heights) + 0.5 * one.em], one.em)
    above = _rows([t.height for t in lower if t.height < min(heights) - 0.5 * one.em], one.em)
    return max(above, below) <= 1


def _share(told: Sequence[_Told]) -> float:
    """How much of what is told is alike."""
    return sum(t.alike * t.weight for t in told) / max(1, sum(t.weight for t in told))


def _unlike(told: Sequence[_Told]) -> int:
    """How many lines, however short, are not alike: beside a long sidebar a message weighs little."""
    return sum(not t.alike and t.weight > 3 for t in told)


def _rows(heights: Sequence[float], em: float) -> int:
    """How many rows lines at these heights make."""
    ordered = sorted(heights)
    return bool(ordered) + sum(b - a > 0.5 * em for a, b in pairwise(ordered))
