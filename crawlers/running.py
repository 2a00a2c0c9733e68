"""`crawl` runs Scrapy in a process of its own, because its reactor can't start twice.

The child opens the keeper and is the one that writes; the parent gets the counts after each post.  What was
saved stays saved however either ends: the child dies with its parent, and is simply ended on Ctrl-C.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from chatmine import plugins
from chatmine.errors import CannotWork, ChatmineError, Unreadable, WrongCall
from crawlers.asking import CrawlRequest, CrawlSummary
from crawlers.gathering import Gathering, Result
from crawlers.keeping import Keeper, Look
from crawlers.replaying import replay_address
from crawlers.times import now, to_utc

SPIDERS = "crawlers.spiders"
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformInfo:
    """One row of `crawl --list`."""

    platform: str
    title: str
    tier: str
    query: bool
    tag: bool
    source: bool
    url: bool
    since: bool
    until: bool
    enabled: bool
    note: str


def platforms() -> list[PlatformInfo]:
    """Every platform there is a spider for."""
    found = []
    for name in plugins.names(SPIDERS):
        spider = _spider(name)
        takes = {
            option: option in spider.takes for option in ("query", "tag", "source", "url", "since", "until")
        }
        found.append(
            PlatformInfo(
                platform=name,
                title=spider.title,
                tier=spider.tier,
                enabled=spider.enabled,
                note=spider.note,
                **takes,
            )
        )
    return found


def check(wanted: CrawlRequest) -> None:
    """Raise `WrongCall` for what the platform can't be asked, before anything is fetched."""
    spider = _spider(wanted.platform)
    for option in ("query", "tag", "source"):
        if getattr(wanted, option) and option not in spider.takes:
            raise WrongCall("unknown_option", f"{wanted.platform} takes no --{option}", spider.example)
    if not wanted.contact.strip():
        raise WrongCall(
            "no_contact", "nobody is named who crawls", "set CHATMINE_CONTACT to your e-mail or web address"
        )
    if wanted.limit is not None and wanted.limit < 1:
        raise WrongCall("bad_limit", "--limit is less than one", "leave it out, or give a number from 1 on")
    if wanted.replay:
        replay_address(wanted.replay)
    try:
        for moment in filter(None, (wanted.since, wanted.until)):
            to_utc(moment)
    except Unreadable as error:
        raise WrongCall(error.code, error.message, error.way_out) from error
    list(spider(wanted).first_pages())


def crawl(
    wanted: CrawlRequest,
    open_keeper: Callable[[], Keeper],
    look: Look,
    progress: Progress | None = None,
) -> CrawlSummary:
    """Gather what is wanted; `progress` gets (posts, new, media) so far after each post.

    `open_keeper` and `look` are called in the child and must pickle: a function, or a `functools.partial` of
    one.  `look` says what a downloaded file is.  Ctrl-C ends the child; the summary then says `interrupted`.
    Raises `WrongCall` for what can't be asked, `CannotWork` when the keeper can't; every other trouble stands
    in the summary.
    """
    check(wanted)
    started, begun = now(), time.monotonic()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(wanted, open_keeper, look, theirs))
    child.start()
    theirs.close()
    try:
        result = _followed(ours, progress)
    finally:
        child.terminate()
        child.join()
    return CrawlSummary(
        crawl=f"{wanted.platform}-{started.replace('-', '').replace(':', '')}",
        platform=wanted.platform,
        started=started,
        seconds=round(time.monotonic() - begun, 1),
        posts=result.posts,
        new=result.new,
        media=result.media,
        ended=result.ended,
        refusals=result.refusals,
        left_out=result.left_out,
        errors=result.errors,
    )


def _followed(child: Connection, progress: Progress | None) -> Result:
    """What the child says until it is done; raises what it could not go on with."""
    result = Result(posts=0, new=0, media=0, ended="finished", refusals={}, left_out={}, errors=())
    try:
        while True:
            said = child.recv()
            if isinstance(said, Done):
                return said.result
            if isinstance(said, GaveUp):
                raise CannotWork(*said)
            if isinstance(said, Said):
                logging.getLogger(said.name).log(said.level, said.text)
            else:
                result = said
                if progress:
                    progress(result.posts, result.new, result.media)
    except KeyboardInterrupt:
        return replace(result, ended="interrupted")
    except EOFError:
        raise CannotWork(
            "crawl_died",
            "the crawling process ended before it was done",
            "run it again: it goes on with what is missing",
        ) from None


class Done(NamedTuple):
    """The child's last word."""

    result: Result


class GaveUp(NamedTuple):
    """The child can't go on: the fields of a `CannotWork`."""

    code: str
    message: str
    way_out: str


class Said(NamedTuple):
    """A line of the child's log."""

    level: int
    name: str
    text: str


def _child(wanted: CrawlRequest, open_keeper: Callable[[], Keeper], look: Look, parent: Connection) -> None:
    """The crawling process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent ends us
    threading.Thread(target=_die_with_parent, daemon=True).start()
    logging.getLogger().addHandler(_ToParent(parent))
    try:
        keeper = open_keeper()
    except ChatmineError as error:
        parent.send(GaveUp(error.code, error.message, error.way_out))
        return
    _run_scrapy(wanted, keeper, look, parent)


def _run_scrapy(wanted: CrawlRequest, keeper: Keeper, look: Look, parent: Connection) -> None:
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers.settings import scrapy_settings

    spider = _spider(wanted.platform)
    gathering = Gathering(wanted, keeper, spider.minimum, parent.send)
    process = AsyncCrawlerProcess(scrapy_settings(wanted))
    crawler = process.create_crawler(spider)

    def unforeseen(failure: Any) -> None:
        """What nobody foresaw in a spider or while saving: a full disk ends the run, a page costs itself."""
        error = failure.value
        if isinstance(error, CannotWork):
            parent.send(GaveUp(error.code, error.message, error.way_out))
            os._exit(error.exit_code)
        gathering.page_failed(Unreadable("unforeseen", f"{type(error).__name__}: {error}", "report it"))

    for kind in (signals.spider_error, signals.item_error):
        crawler.signals.connect(unforeseen, kind)
    process.crawl(crawler, wanted, gathering, look)
    process.start(install_signal_handlers=False)
    if not process.bootstrap_failed:
        parent.send(Done(gathering.result))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


class _ToParent(logging.Handler):
    """Hands warnings to the parent, who knows where they go."""

    def __init__(self, parent: Connection) -> None:
        super().__init__(logging.WARNING)
        self._parent = parent

    def emit(self, record: logging.LogRecord) -> None:
        self._parent.send(Said(record.levelno, record.name, self.format(record)))


def _spider(platform: str) -> Any:
    """The platform's spider class; raises `WrongCall` with the names that exist."""
    return plugins.load(SPIDERS, platform).Spider
