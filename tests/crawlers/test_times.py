from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import Unreadable
from crawlers.times import last_second, now, to_utc


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-08-20", "2026-08-20T00:00:00Z"),
        (" 2026/08/20 ", "2026-08-20T00:00:00Z"),
        ("2026-08-20T12:33:11.250Z", "2026-08-20T12:33:11Z"),
        ("2026-08-20T20:15:33+08:00", "2026-08-20T12:15:33Z"),
        ("2026-08-20 20:15", "2026-08-20T20:15:00Z"),
        ("0800-01-01", "0800-01-01T00:00:00Z"),
    ],
)
def test_a_time_is_written_in_utc(written: str, utc: str) -> None:
    assert to_utc(written) == utc


@pytest.mark.parametrize("written", ["", "yesterday", "20:15", "2026-13-01", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_time_is_said(written: str) -> None:
    with pytest.raises(Unreadable, match="is no time"):
        to_utc(written)


def test_a_day_alone_ends_with_its_last_second() -> None:
    for day in ("2026-08-20", "2026/08/20", "20260820"):
        assert last_second(day) == "2026-08-20T23:59:59Z"
    assert last_second("2026-08-20T10:00:00Z") == "2026-08-20T10:00:00Z"


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    with suppress(Unreadable):
        assert to_utc(to_utc(text)) == to_utc(text)


def test_now_is_a_time() -> None:
    moment = now()
    assert to_utc(moment) == moment
