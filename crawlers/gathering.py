"""One crawl while it runs: what it found, what refused, and whether to go on.

A page's findings come in through `choose`, which gives back the posts that are wanted and new, and further
pages only while they can hold any.  `saving` says what was saved.  The keeper is asked and told here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scrapy import Request

from chatmine.errors import ChatmineError, Unreadable
from chatmine.records import Post, to_json
from crawlers.asking import CrawlRequest, Ended
from crawlers.keeping import Keeper
from crawlers.manners import Manners
from crawlers.refusals import Refused
from crawlers.times import last_second, to_utc


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something on a page that is rightly not taken, and why in one word; counted, no fault.

    `LeftOut("end")` says that an empty page is the end.
    """

    reason: str


Found = Post | Request | LeftOut | Unreadable
"""A post (its `author` still the handle: saving puts the keyed hash in its place), a further page, what is
left out, or one record that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a crawl came to, in plain values."""

    posts: int
    new: int
    media: int
    ended: Ended
    refusals: Mapping[str, int]
    left_out: Mapping[str, int]
    errors: tuple[Mapping[str, str], ...]


LONGEST_ID = 500
"""Characters; what is longer names nothing that a person could ask for, and no index takes it."""

Fate = Literal["new", "known", "again", "older", "newer", "taken_down"]


class Gathering:
    """The state of one crawl.  Lives in the crawl's own process; nothing in it is kept."""

    def __init__(
        self, wanted: CrawlRequest, keeper: Keeper, minimum: int, report: Callable[[Result], None]
    ) -> None:
        """`minimum` is the spider's; `report` is called whenever a post is done."""
        self.wanted = wanted
        self.keeper = keeper
        self.manners = Manners(wanted.delay)
        self._minimum = minimum
        self._report = report
        self._since = to_utc(wanted.since) if wanted.since else ""
        self._until = last_second(wanted.until) if wanted.until else ""
        self._met: set[str] = set()
        self._posts = self._new = self._media = 0
        self._ended: Ended = "finished"
        self._refusals: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._errors: list[Mapping[str, str]] = []

    def choose(self, found: Iterable[Found]) -> Iterator[Post | Request]:
        """Of a page's findings, in order, what goes on to be saved or fetched."""
        pages: list[Request] = []
        fates: Counter[Fate] = Counter()
        for one in found:
            if isinstance(one, Request):
                pages.append(one)
            elif isinstance(one, LeftOut):
                self._left_out[one.reason] += 1
            elif isinstance(one, Unreadable):
                self.failed(one)
            elif flaw := _flaw(one):
                self.failed(flaw)
            elif not self._is_full():
                fate = self._fate(one)
                fates[fate] += 1
                if fate == "new":
                    yield one
        yield from self._further(pages, fates)

    def _is_full(self) -> bool:
        return self.wanted.limit is not None and len(self._met) >= self.wanted.limit

    def _fate(self, post: Post) -> Fate:
        """What becomes of a post: `new` is to be saved, the rest is counted here."""
        if post.id in self._met:
            return "again"
        fate = self._bounds(post.posted_at or "") or (
            "taken_down" if self.keeper.taken_down(post.id) else None
        )
        if fate:
            self._left_out[fate] += 1
            return fate
        self._met.add(post.id)
        if not self.keeper.knows_post(post.id):
            return "new"
        self._posts += 1
        self._report(self.result)
        return "known"

    def _bounds(self, posted_at: str) -> Literal["older", "newer"] | None:
        if posted_at and self._since and posted_at < self._since:
            return "older"
        return "newer" if posted_at and self._until and posted_at > self._until else None

    def _further(self, pages: list[Request], fates: Counter[Fate]) -> Iterator[Request]:
        """The further pages, while they can hold anything: timelines go back in time."""
        enough = {"older", "known"} if self.wanted.caught_up else {"older"}
        if self._is_full():
            self._ended = "limit"
        elif not fates or not set(fates) <= enough:
            yield from pages
        elif fates["known"] and self._ended == "finished":
            self._ended = "caught_up"

    def saved(self, *, new: bool, media: int) -> None:
        """A post has been saved with so many files."""
        self._posts += 1
        self._new += new
        self._media += media
        self._report(self.result)

    def page_read(self, url: str) -> None:
        """A page could be had and read, whatever became of it in an earlier crawl."""
        self.keeper.save_success("crawl", None, url)

    def page_failed(self, error: Unreadable, url: str | None = None) -> None:
        """A page could not be had or read: the crawl has not gone to its end."""
        self._ended = "refused" if isinstance(error, Refused) else "failed"
        self.failed(error, media=url)

    def failed(self, error: ChatmineError, post: str | None = None, media: str | None = None) -> None:
        """Note what could not be done; `media` is the address of a file of `post`, or of a page."""
        host = error.host if isinstance(error, Refused) else None
        named = {"post": post, "url": media, "host": host}
        self._errors.append({**{name: value for name, value in named.items() if value}, **error.as_json()})
        if isinstance(error, Refused):
            self._refusals[error.kind] += 1
            self.manners.stop(error)
            self.keeper.save_refusal(self.wanted.platform, error.host, error.kind, error.way_out)
        if post or not isinstance(error, Refused):
            self.keeper.save_failure("crawl", post, media, error)

    @property
    def result(self) -> Result:
        """What it has come to so far."""
        seen = self._posts + sum(count for reason, count in self._left_out.items() if reason != "end")
        too_few = self._ended == "finished" and seen < self._minimum
        return Result(
            posts=self._posts,
            new=self._new,
            media=self._media,
            ended="failed" if too_few else self._ended,
            refusals=dict(self._refusals),
            left_out={reason: count for reason, count in self._left_out.items() if count and reason != "end"},
            errors=tuple(self._errors),
        )


def _flaw(post: Post) -> Unreadable | None:
    """Why a post can't be kept, whatever its platform let through."""
    if not post.platform_id.isprintable() or len(post.platform_id) > LONGEST_ID:
        return Unreadable("bad_id", f"{post.platform_id[:40]!r} is no id", "look at the post in a browser")
    try:
        to_json(post)
    except UnicodeEncodeError:
        return Unreadable(
            "bad_text", f"post {post.id} holds half characters", "look at the post in a browser"
        )
    return None
