from collections import Counter
from dataclasses import replace

from export.choosing import fit, longest, stretches
from export.items import Item
from export.writing import nothing


def test_cut_and_empty_pairs_are_left_out_with_their_reason(items: list[Item]) -> None:
    kept, reasons = fit([*items[1].pairs, *items[3].pairs], nothing)
    assert [pair.position for pair in kept] == [0, 2, 3]
    assert reasons == Counter(partial=1, empty=1)


def test_the_callers_reason_comes_after_what_makes_a_pair_useless(items: list[Item]) -> None:
    kept, reasons = fit(items[1].pairs, lambda pair: "secret")
    assert not kept
    assert reasons == Counter(partial=1, secret=3)


def test_a_missing_pair_parts_a_conversation(items: list[Item]) -> None:
    kept, _ = fit(items[1].pairs, nothing)
    assert [[pair.position for pair in run] for run in stretches(kept)] == [[0], [2, 3]]
    assert [pair.position for pair in longest(kept)] == [2, 3]


def test_of_stretches_as_long_the_first_counts(items: list[Item]) -> None:
    first, second = items[0].pairs
    assert longest([first, replace(second, position=5)]) == (first,)
