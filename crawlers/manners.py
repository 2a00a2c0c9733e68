"""Waiting when a host asks for it, and leaving it alone once it has put up a wall.

A 429 or 503 that says when to come back (Retry-After, X-RateLimit-Reset) is waited for if that is soon, and
tried again; so is the end of a rate window that is used up.  What says nothing, or hours, is a refusal.
"""

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.utils.httpobj import urlparse_cached

from crawlers.gathering import Gathering

LONGEST_WAIT = 300.0
"""Seconds: Mastodon's and most others' windows are five minutes."""
_TRIES = 2


class Manners:
    """A downloader middleware, nearest to the network but for redirects."""

    def __init__(self, gathering: Gathering) -> None:
        """`gathering` knows which hosts have put up a wall."""
        self._gathering = gathering
        self._not_before: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Manners":
        """Made by Scrapy."""
        return cls(crawler.spider.gathering)  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked; raise when it is to be left alone."""
        host = urlparse_cached(request).netloc
        stopped = self._gathering.stopped(host)
        if stopped:
            raise stopped
        while (left := self._not_before.get(host, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(left)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Note what the host asks for; the request again when it is to be repeated afterwards."""
        wait = asked_wait(response.headers, datetime.now(UTC))
        if not 0 < wait <= LONGEST_WAIT:
            return response
        host = urlparse_cached(request).netloc
        if response.status in (429, 503):
            self._not_before[host] = time.monotonic() + wait
            tries = request.meta.get("waited", 0)
            if tries < _TRIES:
                return request.replace(dont_filter=True, meta={**request.meta, "waited": tries + 1})
        elif response.headers.get("X-RateLimit-Remaining") == b"0":
            self._not_before[host] = time.monotonic() + wait
        return response


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
