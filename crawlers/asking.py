"""What is asked of a crawl and what is said of it afterwards: plain values, no Scrapy.

`chatmine.cli` makes a `CrawlRequest`, `crawlers.running.crawl` gives a `CrawlSummary`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Ended = Literal["finished", "limit", "caught_up", "refused", "failed", "interrupted"]
"""`finished`: no further page; `limit`: as many posts as asked for; `caught_up`: from here on all was known;
`refused` or `failed`: a page could not be had, or fewer posts came than a normal run gives; `interrupted`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRequest:
    """One crawl.

    `since` and `until` are ISO dates or times, both included.  `limit` counts posts found, known ones too.
    `contact` is who crawls, for the user agent.  `replay` is `http://127.0.0.1:PORT` or None.  `caught_up`
    says that the last crawl like this one went through to its end: then a whole page of known posts means
    that nothing older is missing, and the run stops there.
    """

    platform: str
    contact: str
    query: str | None = None
    tag: str | None = None
    source: str | None = None
    urls: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = None
    replay: str | None = None
    allow_private: bool = False
    caught_up: bool = False
    delay: float = 1.0
    max_file_bytes: int = 200 * 2**20

    @property
    def words(self) -> str:
        """What was looked for, in one line: kept with every post that it finds."""
        names = ("query", "tag", "source", "since", "until")
        named = [f"{name}:{getattr(self, name)}" for name in names if getattr(self, name)]
        return " ".join([*named, *(f"url:{url}" for url in self.urls)])


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """How a crawl went.

    `posts` were found within what was asked for, `new` of them were not known, `media` files were fetched.
    `refusals` counts by kind, `left_out` by reason (no fault: `no_media`, `opted_out`, `older` ...), and
    `errors` says each refusal and failure in order: `{"code", "message", "way_out"}` and, where there is one,
    its `"post"`, `"url"` and `"host"`.
    """

    crawl: str
    platform: str
    started: str
    seconds: float
    posts: int
    new: int
    media: int
    ended: Ended
    refusals: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[Mapping[str, str], ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing failed and nothing was refused: exit code 0, otherwise 1."""
        return self.ended in ("finished", "limit", "caught_up") and not self.errors
