"""robots.txt, for pages and for files: what it forbids is not fetched, and its Crawl-delay is kept.

As RFC 9309 has it: a host without one (4xx) allows all, a host that can't say (429, 5xx) allows nothing.  A
host that can't be reached for its robots.txt is not asked for anything else, nor is one that wants minutes
between two requests: nobody would wait for such a crawl to end.  Scrapy's own middleware takes
an error page for permission, so this one stands in its place.
"""

import asyncio

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawlers.manners import LONGEST_WAIT, Manners
from crawlers.refusals import Refused

NAME = "chatmine"
"""The name that a robots.txt can call us by."""


class Robots:
    """A downloader middleware: raises `Refused` for what a host's robots.txt forbids."""

    def __init__(self, crawler: Crawler) -> None:
        """Robots of one crawl; each host is asked once."""
        self._crawler = crawler
        self._manners: Manners = crawler.spider.gathering.manners  # type: ignore[union-attr]
        self._asked: dict[str, asyncio.Task[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Robots":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise."""
        if request.meta.get("is_robots"):
            return
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._ask(origin))
        rules = await self._asked[origin]
        if rules is None:
            raise Refused("robots", parts.netloc, f"{parts.netloc} can't give its robots.txt at the moment")
        if not rules.can_fetch(request.url, NAME):
            raise Refused("robots", parts.netloc, f"robots.txt of {parts.netloc} forbids {request.url}")

    async def _ask(self, origin: str) -> Protego | None:
        """The host's rules; None when it may not be asked for anything."""
        request = Request(
            origin + "/robots.txt", meta={"is_robots": True}, callback=NO_CALLBACK, priority=1000
        )
        answer = await self._crawler.engine.download_async(request)
        if answer.status == 429 or answer.status >= 500:
            return None
        rules = Protego.parse(_text(answer) if answer.status == 200 else "")
        delay = rules.crawl_delay(NAME)
        if delay and delay > LONGEST_WAIT:
            host = urlparse_cached(request).netloc
            raise Refused("robots", host, f"robots.txt of {host} asks for {delay:.0f} s between two requests")
        if delay:
            self._manners.slow_down(urlparse_cached(request).netloc, float(delay))
        return rules


def _text(answer: Response) -> str:
    return answer.body.decode("utf-8-sig", errors="replace")
