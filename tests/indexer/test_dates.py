import pytest

from chatmine.errors import WrongCall
from indexer.dates import moment, month, start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970", 0),
        ("1970-01", 0),
        ("1970/1/2", 86_400_000),
        (" 1970-01-01T00:00:01Z ", 1_000),
        ("1970-01-01T00:00:00.250Z", 250),
        ("1970-01-01T08:00:00+08:00", 0),
        ("1970-01-01 00:00:01", 1_000),
        ("0001-01-01", -62_135_596_800_000),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ],
)
def test_names_the_first_millisecond(text: str, expected: int) -> None:
    assert moment(text) == start(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13", "2024-02-30", "24-05", "99999", "2024-05-01T25:00", "٢٠٢٤"]
)
def test_what_names_no_date_is_none_or_refused(text: str) -> None:
    assert moment(text) is None
    with pytest.raises(WrongCall):
        start(text)


def test_a_moment_lies_in_a_month() -> None:
    assert [month(start(text)) for text in ("1969-12-31", "2024-05-31T23:59:59Z", "0001")] == [
        "1969-12",
        "2024-05",
        "0001-01",
    ]
