"""Dates as people and posts write them to milliseconds since 1970 (UTC), which both engines compare."""

import re
from datetime import UTC, datetime, timedelta

from chatmine.errors import WrongCall

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")


def moment(text: str) -> int | None:
    """The first millisecond of the year, month, day or time that `text` names; None if it names none.

    `2024`, `2024-05`, `2024-5-1`, `2024/05/01`, or an ISO 8601 time (UTC unless it says otherwise).
    """
    day = _DAY.fullmatch(text.strip())
    try:
        if day:
            year, month, date = (int(part or 1) for part in day.groups())
            named = datetime(year, month, date, tzinfo=UTC)
        else:
            named = datetime.fromisoformat(text.strip())
            named = named if named.tzinfo else named.replace(tzinfo=UTC)
        return (named - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return None


def start(text: str) -> int:
    """As `moment`; raises `WrongCall("bad_query")` for what names no date."""
    named = moment(text)
    if named is None:
        way_out = "write it like 2024, 2024-05, 2024-05-01 or 2024-05-01T12:00:00Z"
        raise WrongCall("bad_query", f"{text[:40]!r} is not a date", way_out)
    return named


def month(moment: int) -> str:
    """The month that a moment lies in: `2024-05`."""
    return (_EPOCH + timedelta(milliseconds=moment)).isoformat()[:7]
