"""One request at a time to a host, a delay between them, and nothing more once it has put up a wall.

A 429 or 503 that says when to come back (Retry-After, X-RateLimit-Reset) is waited for if that is soon, and
tried again; so is the end of a rate window that is used up.  What says nothing, or hours, is a refusal.
The fetcher asks here right before each request, so nothing that stood in a queue slips through.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Headers, Response

from crawlers.refusals import WALLS, Refused, wall_of

LONGEST_WAIT = 300.0
"""Seconds: Mastodon's and most others' windows are five minutes."""
TRIES = 3


class Manners:
    """What the hosts of one crawl have asked for so far."""

    def __init__(self, delay: float) -> None:
        """`delay`: seconds from one request to a host to the next, at least."""
        self._delay = delay
        self._delays: dict[str, float] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._not_before: dict[str, float] = {}
        self._walls: dict[str, Refused] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Alone with `host`, as soon as it may be asked; raises `Refused` when it is to be left alone.

        Scrapy's own delay does not count from a request that was repeated, and its limit of one request at
        a time does not hold without a delay: hence both are kept here.
        """
        async with self._locks[host]:
            while (left := self._not_before.get(host, 0.0) - time.monotonic()) > 0:
                await asyncio.sleep(left)
            wall = self._walls.get(host)
            if wall:
                raise wall
            self._not_before[host] = time.monotonic() + self._delays.get(host, self._delay)
            yield

    def slow_down(self, host: str, delay: float) -> None:
        """Let at least so many seconds pass between two requests to `host`."""
        self._delays[host] = max(self._delay, delay)
        self._not_before[host] = max(self._not_before.get(host, 0.0), time.monotonic() + self._delays[host])

    def stop(self, wall: Refused) -> None:
        """Leave the host alone from now on, if this is a wall."""
        if wall.kind in WALLS:
            self._walls[wall.host] = wall

    def wants_again(self, host: str, answer: Response, *, last: bool) -> bool:
        """Note what an answer asks for; whether the request should be repeated when the wait is over."""
        wait = asked_wait(answer.headers, datetime.now(UTC))
        soon = 0 < wait <= LONGEST_WAIT
        busy = answer.status in (429, 503)
        if soon and (busy or answer.headers.get("X-RateLimit-Remaining") == b"0"):
            self._not_before[host] = time.monotonic() + wait
        if soon and busy and not last:
            return True
        wall = wall_of(answer)
        if wall:
            self.stop(wall)
        return False


def asked_wait(headers: Headers, now: datetime) -> float:
    """The seconds from `now` until the host wants to be asked again; 0 when it does not say."""
    for name in ("Retry-After", "X-RateLimit-Reset", "RateLimit-Reset"):
        value = (headers.get(name) or b"").decode("latin-1").strip()
        if value:
            return max(0.0, _seconds(value, now))
    return 0.0


def _seconds(value: str, now: datetime) -> float:
    """Seconds from now, a unix time, an ISO time or an HTTP date."""
    if value.replace(".", "", 1).isdecimal():
        number = float(value)
        return number - now.timestamp() if number > 10**9 else number
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value)
        except ValueError:
            continue
        return (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return 0.0
