import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import WrongCall
from search_ui.parameters import PARAMETERS, Asked


def test_parameters_become_a_query() -> None:
    query = Asked.of(
        [
            ("limit", "5"),
            ("lang", "zh"),
            ("lang", "en"),
            ("min-confidence", "0.8"),
            ("offset", "10"),
            ("x", "y"),
        ]
    ).query()
    assert query.filters.language == ("zh", "en")
    assert (query.filters.min_confidence, query.limit, query.offset) == (0.8, 5, 10)


def test_the_same_asked_in_another_order_has_one_address() -> None:
    pairs = [("q", "a b"), ("tag", "x&y"), ("tag", "x&y"), ("before", ""), ("sort", "newest")]
    assert Asked.of(pairs).address() == Asked.of(reversed(pairs)).address()
    assert Asked.of(pairs).address() == "/search?q=a%20b&tag=x%26y&sort=newest"


def test_changing_a_filter_goes_back_to_the_first_page() -> None:
    asked = Asked.of([("q", "a"), ("assistant", "x"), ("offset", "40")])
    assert asked.narrowed("assistant", "y").all("assistant") == ("x", "y")
    assert asked.narrowed("sort", "newest").one("offset") == ""
    assert asked.widened("assistant", "x").pairs == (("q", "a"),)
    assert asked.at(0).one("offset") == ""
    assert asked.only_text().pairs == (("q", "a"),)


@given(st.lists(st.tuples(st.sampled_from(list(PARAMETERS)), st.text(max_size=12))))
def test_whatever_is_asked_is_a_query_or_a_wrong_call(pairs: list[tuple[str, str]]) -> None:
    with contextlib.suppress(WrongCall):
        assert Asked.of(pairs).query()


@pytest.mark.parametrize("value", ["-1", "1.5", "１", "1001", " ", "1_0"])
def test_a_limit_is_a_plain_number(value: str) -> None:
    asked = Asked.of([("limit", value)])
    if value.strip():
        with pytest.raises(WrongCall):
            asked.query()
    else:
        assert asked.query().limit == 20
