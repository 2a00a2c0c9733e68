"""`PlatformSpider`, what every file in `crawlers/spiders` makes one of: where to begin, and what a page says.

A spider returns and never acts: saving, waiting, counting and stopping happen outside, in `gathering`,
`saving`, `manners` and `robots`, the same for all platforms.
"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import ClassVar, Literal

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from chatmine.errors import Unreadable
from chatmine.records import Post
from crawlers import refusals
from crawlers.asking import CrawlRequest
from crawlers.fetching import in_our_words
from crawlers.gathering import Found, Gathering
from crawlers.keeping import Look

Takes = Literal["query", "tag", "source", "url", "since", "until"]


class PlatformSpider(Spider):
    """A platform: data on top, then `first_pages` and `find`.  The class is called `Spider` in its file."""

    name: str
    title: ClassVar[str]
    tier: ClassVar[Literal["1", "1b", "2", "delegated"]]
    takes: ClassVar[frozenset[Takes]]
    example: ClassVar[str]
    note: ClassVar[str] = ""
    enabled: ClassVar[bool] = True
    minimum: ClassVar[int] = 1
    """A normal run sees at least so many posts, taken or left out; one that sees fewer has failed."""

    def __init__(
        self, wanted: CrawlRequest, gathering: Gathering | None = None, look: Look | None = None
    ) -> None:
        """`wanted` is what is asked for; the rest is there when Scrapy runs the spider."""
        super().__init__()
        self.wanted = wanted
        self.gathering = gathering
        self.look = look

    @abstractmethod
    def first_pages(self) -> Iterator[Request]:
        """Where to begin; raises `WrongCall` when what is wanted can't be asked of this platform."""

    @abstractmethod
    def find(self, page: TextResponse) -> Iterator[Found]:
        """What a page holds, posts in its order.  Raises `Refused` for a page that is not as it should be."""

    def refusal(self, page: TextResponse) -> refusals.Refused | None:
        """What refuses in this answer; a spider with signs of its own asks this one too."""
        return refusals.refusal(page)

    async def start(self) -> AsyncIterator[Request]:
        """Scrapy's entrance."""
        for request in self.first_pages():
            yield self._asked(request)

    def parse(self, page: Response) -> Iterator[Post | Request]:
        """What goes on from a page: posts to be saved, pages to be fetched."""
        assert self.gathering is not None
        try:
            found = list(self._found(page))
        except Unreadable as error:
            self.gathering.page_failed(error, page.url)
            return
        self.gathering.page_read(page.url)
        for chosen in self.gathering.choose(found):
            yield self._asked(chosen) if isinstance(chosen, Request) else chosen

    def _found(self, page: Response) -> Iterable[Found]:
        if not isinstance(page, TextResponse):
            raise refusals.Refused("schema_changed", refusals.host_of(page), f"{page.url} is no text")
        refused = self.refusal(page)
        if refused:
            raise refused
        if page.status != 200:
            raise refusals.Unfetched(
                "server_error",
                f"{page.url} answered {page.status}",
                "try again later: the server is in trouble",
            )
        found = list(self.find(page))
        if not found:
            raise refusals.Refused(
                "schema_changed", refusals.host_of(page), f"nothing known was found in {page.url}"
            )
        return found

    def _asked(self, request: Request) -> Request:
        """The request with our callbacks: whatever comes of it is accounted for."""
        return request.replace(
            callback=self.parse, errback=self._missed, meta={**request.meta, "handle_httpstatus_list": _ALL}
        )

    def _missed(self, failure: Failure) -> None:
        assert self.gathering is not None
        self.gathering.page_failed(in_our_words(failure.value), failure.request.url)  # type: ignore[attr-defined]


_ALL = list(range(400, 600))
"""Every refusal comes to `refusal`; redirects are followed as usual."""
