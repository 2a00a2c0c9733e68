"""Which pairs are fit to train on, and which of those follow one another.

A pair that is not is `partial` (the picture's edge cuts it), `empty` (one side says nothing), or out for the
caller's reason.  What is left may have gaps: a conversation must not be glued together over a pair that is
missing, so formats with whole conversations take the longest stretch.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from chatmine.records import Pair

KeepOut = Callable[[Pair], str | None]


def fit(pairs: Sequence[Pair], keep_out: KeepOut) -> tuple[tuple[Pair, ...], Counter[str]]:
    """The pairs that are fit, in order, and how many are not for which reason."""
    reasons = [_why_not(pair, keep_out) for pair in pairs]
    kept = tuple(pair for pair, reason in zip(pairs, reasons, strict=True) if reason is None)
    return kept, Counter(reason for reason in reasons if reason is not None)


def _why_not(pair: Pair, keep_out: KeepOut) -> str | None:
    if pair.partial:
        return "partial"
    if not pair.question.text.strip() or not pair.answer.text.strip():
        return "empty"
    return keep_out(pair)


def stretches(pairs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """The pairs in runs whose positions follow one another."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and pair.position == runs[-1][-1].position + 1:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [tuple(run) for run in runs]


def longest(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The longest stretch; the first of several that are as long."""
    return max(stretches(pairs), key=len)
