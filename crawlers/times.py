"""Times as platforms and people write them, to ISO 8601 in UTC with Z."""

import re
from datetime import UTC, datetime, timedelta

from chatmine.errors import Unreadable

_DATE = re.compile(r"\d{4}([-/]?)\d{2}\1\d{2}")


def to_utc(text: str) -> str:
    """`2026-08-20T12:33:11Z` for any ISO 8601 date or time; without a zone it is taken as UTC.

    Raises `Unreadable` (`bad_time`).  Parts of a second are dropped.
    """
    return _written(_parsed(text))


def last_second(text: str) -> str:
    """The same, but a date alone means the end of its day."""
    moment = _parsed(text)
    if _DATE.fullmatch(text.strip()):
        moment += timedelta(days=1, seconds=-1)
    return _written(moment)


def now() -> str:
    """This second."""
    return _written(datetime.now(UTC))


def _parsed(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip().replace("/", "-"))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(
            "bad_time", f"{text[:40]!r} is no time", "write it as 2026-08-20 or 2026-08-20T20:15:33+08:00"
        ) from error


def _written(moment: datetime) -> str:
    # Not strftime: it writes the year 800 with three digits.
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
