"""Numbers that stay: what is paired anew keeps the number of what stood on the same spot before.

Same spot: the same media with boxes that overlap, or seconds that do.  A number that was given once is
never given to anything else in that post (or, for pairs, in that conversation): hand in all that ever
stood there, not only what is current.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from chatmine.records import Conversation, Evidence, Pair
from pairing.measures import share_inside

T = TypeVar("T", Conversation, Pair)


def numbered(new: Sequence[Conversation], before: Sequence[Conversation]) -> list[Conversation]:
    """The new conversations with the numbers of those before whose evidence they share.

    One that takes up several from before has the number of the one that it shares most with, and the ids
    of the others in `formerly`.
    """
    shares = _shares([_of_conversation(c) for c in new], [_of_conversation(c) for c in before])
    kept, fresh = _matched(shares), _fresh(before)
    result = []
    for place, conversation in enumerate(new):
        number = before[kept[place]].number if place in kept else next(fresh)
        formerly = {before[old].id for (here, old) in shares if here == place and old not in kept.values()}
        formerly |= set(before[kept[place]].formerly) if place in kept else set()
        result.append(replace(conversation, number=number, formerly=tuple(sorted(formerly))))
    return result


def numbered_pairs(new: Sequence[Pair], before: Sequence[Pair]) -> list[Pair]:
    """The new pairs of one conversation with the numbers of those before whose evidence they share."""
    shares = _shares([_of_pair(p) for p in new], [_of_pair(p) for p in before])
    kept, fresh = _matched(shares), _fresh(before)
    return [
        replace(pair, number=before[kept[place]].number if place in kept else next(fresh))
        for place, pair in enumerate(new)
    ]


def _of_conversation(conversation: Conversation) -> list[Evidence]:
    return [piece for turn in conversation.turns for piece in turn.evidence]


def _of_pair(pair: Pair) -> list[Evidence]:
    return [*pair.question.evidence, *pair.answer.evidence]


def _shares(new: Sequence[list[Evidence]], before: Sequence[list[Evidence]]) -> dict[tuple[int, int], int]:
    """How many pieces of evidence of each new one stand where one of each old one stood; zeros left out."""
    counts = {}
    for here, mine in enumerate(new):
        for there, theirs in enumerate(before):
            shared = sum(any(_same_spot(one, other) for other in theirs) for one in mine)
            if shared:
                counts[here, there] = shared
    return counts


def _same_spot(one: Evidence, other: Evidence) -> bool:
    if one.media != other.media:
        return False
    if one.box and other.box:
        same = share_inside(one.box, other.box) >= 0.5 or share_inside(other.box, one.box) >= 0.5
        return same and (one.start is None) == (other.start is None)
    if one.start is None or other.start is None:
        return False
    return one.start < (other.end or other.start + 1) and other.start < (one.end or one.start + 1)


def _matched(shares: dict[tuple[int, int], int]) -> dict[int, int]:
    """Which old one each new one goes on from: most shared evidence first, each old one once."""
    kept: dict[int, int] = {}
    for (here, there), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if here not in kept and there not in kept.values():
            kept[here] = there
    return kept


def _fresh(before: Sequence[T]) -> Iterator[int]:
    """Numbers never used before."""
    return count(max((one.number for one in before), default=-1) + 1)
