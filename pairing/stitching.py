"""Conversations of a post's files to fewer, longer ones: scrolling captures become one conversation.

In: what each file shows, in the post's order.  Out: the same with overlapping files laid over each other,
whatever their order was, and with files put behind each other that go on without overlap, for good cause
only.  Called by `conversing`; pure, never raises.  Lines are compared, not turns: a window's edge may cut
a turn anywhere, and its cut lines may be read as rubbish, so the seam lies in the middle of what both show.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz

from chatmine.records import Conversation, Evidence, Role, Span, Turn

_ALIKE = 75.0
"""Two readings of one line at other scales agree on more than this (per cent); other lines rarely do."""
_COVERED = 0.75
"""Of what both show, edge lines aside, this share must be alike: the rest is misread."""
_LEAST_WEIGHT = 12
"""Letters that must be alike (Chinese ones count twice): "thank you" is said in many chats."""
_MESSENGERS = frozenset({"wechat", "qq", "feishu", "telegram"})
_ANY_CHAT = re.compile(
    r"(chat\s*gpt|gpt|claude|gemini|bard|bing|copilot|deepseek|kimi|poe|new chat|新.{0,2}(对话|聊天|對話)"
    r"|文心一言|通义千问|豆包|智谱清言|讯飞星火|default|[\s\d.\-+ov>]|plus|turbo|mini|pro)*",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[。.!?！？…;；:：)）\]】」』”\"'`~～]\s*$")
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.、)）]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A conversation as one file shows it, the titles that stand above it, and the file's width if known."""

    conversation: Conversation
    titles: frozenset[str]
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A line of a turn, by the turn's place and the line's place in its evidence."""

    text: str
    role: Role
    turn: int
    piece: int

    @property
    def weight(self) -> int:
        return sum(1 + (letter >= "\u2e80") for letter in self.text if letter.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Overlap:
    """Rows of the first part (by place) with the rows of the second that say the same, and their weight."""

    rows: tuple[tuple[int, int], ...]
    weight: int
    later: bool
    """Whether the second begins below the first's beginning."""
    shown: bool
    """Whether one shows all that the other does."""


def stitched(parts: Sequence[Part]) -> list[Part]:
    """The parts joined where they overlap or go on, in the post's order of each one's first file."""
    left = dict(enumerate(parts))
    known: dict[tuple[int, int], _Overlap | None] = {}
    while True:
        for pair in combinations(left, 2):
            if pair not in known:
                known[pair] = _overlap(left[pair[0]].conversation, left[pair[1]].conversation)
        found = [(pair, one) for pair, one in known.items() if one and set(pair) <= set(left)]
        if not found:
            return _gone_on(list(left.values()))
        (first, second), overlap = max(found, key=lambda f: f[1].weight)
        left[first] = _laid(left[first], left.pop(second), overlap)
        known = {pair: one for pair, one in known.items() if first not in pair}


def _rows(conversation: Conversation) -> list[_Row]:
    return [
        _Row(text=turn.text[e.span.start : e.span.end], role=turn.role, turn=place, piece=n)
        for place, turn in enumerate(conversation.turns)
        for n, e in enumerate(turn.evidence)
    ]


def _overlap(one: Conversation, other: Conversation) -> _Overlap | None:
    """Where the second lies on the first: the shift at which most is alike, if all that both show is."""
    if set(one.media) & set(other.media):
        return None
    mine, theirs = _rows(one), _rows(other)
    alike = _alike(mine, theirs)
    shifts = {i - j for i, j in alike}
    found = [_at(shift, mine, theirs, alike) for shift in shifts]
    return max((f for f in found if f), key=lambda f: f.weight, default=None)


def _alike(mine: Sequence[_Row], theirs: Sequence[_Row]) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
        if a.text == b.text or fuzz.ratio(a.text, b.text, score_cutoff=_ALIKE)
    }


def _at(
    shift: int, mine: Sequence[_Row], theirs: Sequence[_Row], alike: set[tuple[int, int]]
) -> _Overlap | None:
    start, end = max(0, shift), min(len(mine), len(theirs) + shift)
    rows = [
        next(((i, j) for j in (i - shift, i - shift - 1, i - shift + 1) if (i, j) in alike), None)
        for i in range(start, end)
    ]
    inner = range(start + 1, end - 1) if end - start > 2 else range(start, end)
    seen = [pair for pair in rows if pair]
    weight = sum(mine[i].weight for i, _ in seen)
    total = sum(mine[i].weight for i in inner)
    covered = sum(mine[i].weight for i, _ in seen if i in inner)
    if weight < _LEAST_WEIGHT or covered < _COVERED * total:
        return None
    bottom = shift + len(theirs)
    inside = shift >= 0 and bottom <= len(mine)
    around = shift <= 0 and bottom >= len(mine)
    return _Overlap(rows=tuple(seen), weight=weight, later=shift > 0, shown=inside or around)


def _laid(one: Part, other: Part, overlap: _Overlap) -> Part:
    """Both as one, the upper's rows down to the seam, then the lower's."""
    a, b = _agreed(one.conversation, other.conversation, overlap)
    mine, theirs = _rows(a), _rows(b)
    if overlap.shown:
        return _merged(one, other, a.turns if len(mine) >= len(theirs) else b.turns)
    i, j = overlap.rows[len(overlap.rows) // 2]
    if overlap.later:
        return _merged(one, other, _seamed(a.turns, mine[i], b.turns, theirs[j]))
    return _merged(one, other, _seamed(b.turns, theirs[j], a.turns, mine[i]))


def _agreed(one: Conversation, other: Conversation, overlap: _Overlap) -> tuple[Conversation, Conversation]:
    """Both with one mind on who speaks: where the roles are swapped, the less sure one gives in."""
    mine, theirs = _rows(one), _rows(other)
    swapped = sum(mine[i].weight for i, j in overlap.rows if mine[i].role != theirs[j].role)
    if swapped <= overlap.weight / 2:
        return one, other
    if _sureness(one) >= _sureness(other):
        return one, _swapped(other)
    return _swapped(one), other


def _sureness(conversation: Conversation) -> tuple[bool, bool, float]:
    """A file that shows both speakers knows better than one that shows a single message."""
    turns = conversation.turns
    sure = "unsure-roles" not in conversation.flags
    return sure, len({t.role for t in turns}) > 1, min(t.confidence for t in turns)


def _swapped(conversation: Conversation) -> Conversation:
    other: dict[Role, Role] = {"user": "assistant", "assistant": "user"}
    return replace(conversation, turns=tuple(replace(t, role=other[t.role]) for t in conversation.turns))


def _seamed(upper: Sequence[Turn], last: _Row, lower: Sequence[Turn], same: _Row) -> tuple[Turn, ...]:
    """The upper turns down to a row, then the lower turns from below the row that says the same."""
    head, tail = upper[last.turn], lower[same.turn]
    cut, begin = head.evidence[last.piece].span.end, tail.evidence[same.piece].span.end
    above = [e for e in head.evidence[: last.piece + 1] if e.span.end <= cut]
    below = [_moved(e, cut - begin) for e in tail.evidence[same.piece + 1 :] if e.span.start >= begin]
    whole = replace(
        head,
        text=head.text[:cut] + tail.text[begin:],
        confidence=min(head.confidence, tail.confidence),
        partial=_open(upper, last.turn, lower, same.turn),
        evidence=(*above, *below),
    )
    return (*upper[: last.turn], whole, *lower[same.turn + 1 :])


def _moved(evidence: Evidence, shift: int) -> Evidence:
    return replace(evidence, span=Span(evidence.span.start + shift, evidence.span.end + shift))


def _open(upper: Sequence[Turn], above: int, lower: Sequence[Turn], below: int) -> bool:
    """Whether the joined turn is still cut: at its start by the upper file, or at its end by the lower.

    A turn alone on a file has one flag for both edges; then only an end without a stop is believed.
    """
    head, tail = upper[above], lower[below]
    starts = above == 0 and head.partial and len(upper) > 1
    ends = below == len(lower) - 1 and tail.partial
    if ends and len(lower) == 1:
        ends = not _CLOSED.search(tail.text)
    return starts or ends


def _merged(one: Part, other: Part, turns: tuple[Turn, ...]) -> Part:
    a, b = one.conversation, other.conversation
    unsure = "unsure-roles" in a.flags and "unsure-roles" in b.flags
    joined = replace(
        a,
        media=(*a.media, *(m for m in b.media if m not in a.media)),
        turns=turns,
        assistant=a.assistant or b.assistant,
        model=a.model or b.model,
        client=a.client or b.client,
        flags=("unsure-roles",) if unsure else (),
    )
    return Part(conversation=joined, titles=one.titles | other.titles, width=one.width)


def _gone_on(parts: Sequence[Part]) -> list[Part]:
    """Files that go on without overlap behind the file before them."""
    found: list[Part] = []
    for part in parts:
        if found and _goes_on(found[-1], part):
            found[-1] = _behind(found[-1], part)
        else:
            found.append(part)
    return found


def _goes_on(before: Part, after: Part) -> bool:
    one, other = before.conversation, after.conversation
    if set(one.media) & set(other.media) or not one.turns or not other.turns:
        return False
    if _differ(one.client, other.client) or _differ(one.assistant, other.assistant):
        return False
    if before.width and after.width and abs(before.width - after.width) > 0.02 * before.width:
        return False  # not one phone's screenshots; crops of other widths need an overlap
    shared = before.titles & after.titles
    if any(not _ANY_CHAT.fullmatch(t) or one.client in _MESSENGERS for t in shared):
        return True
    if before.titles and after.titles and not shared:
        return False
    looks = bool(shared) or bool((one.client or one.assistant) and _fits(one, other))
    return looks and (_fits(one, other) or _counts_on(one.turns[-1], other.turns[0]))


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _fits(one: Conversation, other: Conversation) -> bool:
    """The first ends within a message, or with a question, and the second begins where it stopped."""
    last, first = one.turns[-1], other.turns[0]
    if last.role == "user":
        return first.role == "assistant"
    return last.partial and first.partial and first.role == "assistant"


def _counts_on(last: Turn, first: Turn) -> bool:
    """Whether a list's numbers go on: 1, 2, 3 and on the next file 4."""
    before, after = _NUMBERED.findall(last.text), _NUMBERED.findall(first.text)
    if last.role != first.role or not before or not after:
        return False
    return len(before) > 1 and int(after[0]) == int(before[-1]) + 1


def _behind(before: Part, after: Part) -> Part:
    one, other = before.conversation.turns, after.conversation.turns
    last, first = one[-1], other[0]
    if last.role != first.role:
        return _merged(before, after, (*one, *other))
    cut = last.partial and first.partial
    between = ("" if _no_space(last.text, first.text) else " ") if cut else "\n\n"
    shift = len(last.text) + len(between)
    whole = replace(
        last,
        text=f"{last.text}{between}{first.text}",
        confidence=min(last.confidence, first.confidence),
        partial=len(other) == 1 and first.partial and not _CLOSED.search(first.text),
        evidence=(*last.evidence, *(_moved(e, shift) for e in first.evidence)),
    )
    return _merged(before, after, (*one[:-1], whole, *other[1:]))


def _no_space(before: str, after: str) -> bool:
    return before[-1:] >= "\u2e80" or after[:1] >= "\u2e80"
