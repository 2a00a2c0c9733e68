"""Crawls and imports into a workspace: the request goes out, what comes back is saved, the rest is noted."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from chatmine.errors import ChatmineError
from chatmine.keeping import Keeper
from chatmine.records import to_json
from chatmine.store import Store
from crawlers.asking import CrawlRequest, CrawlSummary


@contextmanager
def open_keeper(folder: Path, stage: str) -> Iterator[Keeper]:
    """The door into the workspace in `folder`, opened in the process that writes."""
    from ocr.media import media_of

    with Store(folder, writing=True) as store:
        yield Keeper(store, media_of, stage)


def crawl(folder: Path, wanted: CrawlRequest, progress: Callable[[int, int, int], None]) -> CrawlSummary:
    """Run one crawl into the workspace and keep how it went.

    The crawl itself is in a process of its own, which is the one that writes meanwhile.
    """
    from ocr.media import media_of

    from crawlers import running

    asked = f"{wanted.platform} {wanted.words}"
    with Store(folder, writing=True) as store:
        last = store.notes.last_crawl(asked)
    caught_up = last is not None and msgspec.json.decode(last)["ended"] in ("finished", "caught_up")
    summary = running.crawl(
        replace(wanted, caught_up=caught_up),
        functools.partial(open_keeper, folder, "crawl"),
        media_of,
        progress,
    )
    with Store(folder, writing=True) as store:
        store.notes.crawled(asked, to_json(summary))
    return summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedView:
    """One post that an import brought."""

    path: str
    importer: str
    post: str
    platform: str
    platform_id: str
    url: str | None
    media: tuple[str, ...]
    missing_media: tuple[str, ...]
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotImported:
    """One path that could not be taken."""

    path: str
    error: ChatmineError
