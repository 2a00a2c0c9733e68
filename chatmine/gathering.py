"""Crawls and imports into a workspace: the request goes out, what comes back is saved, the rest is noted."""

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from chatmine.errors import Unreadable
from chatmine.keeping import Keeper
from chatmine.looking import media_of
from chatmine.records import readable, to_json
from chatmine.store import Store
from chatmine.store.notes import now
from crawlers import importing
from crawlers.asking import CrawlRequest, CrawlSummary
from crawlers.importing import Imported, NotImported
from crawlers.keeping import SavedFile


def open_keeper(folder: Path, stage: str) -> Keeper:
    """The door into the workspace in `folder`, opened in the process that writes and closed by its end."""
    return Keeper(Store(folder, writing=True), stage)


def check(wanted: CrawlRequest) -> None:
    """Raise `WrongCall` for what the platform can't be asked."""
    from crawlers import running

    running.check(wanted)


def crawl(folder: Path, wanted: CrawlRequest, progress: Callable[[int, int, int], None]) -> CrawlSummary:
    """Run one crawl into the workspace and keep how it went.

    The crawl itself is in a process of its own, which is the one that writes meanwhile.
    """
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


def import_paths(
    store: Store, paths: Sequence[Path], *, importer: str | None, as_post: bool
) -> Iterator[ImportedView | NotImported]:
    """Take a user's own files into the store, copying them; one value for each post or refused path."""
    keeper = Keeper(store, "import", copy=True)
    workspace = Path(os.path.realpath(store.folder))
    for found in importing.import_paths(paths, media_of, as_post=as_post, importer=importer):
        if workspace in Path(os.path.realpath(found.path)).parents:
            continue  # `import .` where the workspace is: what is in it has been imported
        taken = found if isinstance(found, NotImported) else _imported(store, keeper, found)
        if isinstance(taken, NotImported):
            store.notes.fail("import", None, readable(taken.path), taken.error)
        yield taken


def _imported(store: Store, keeper: Keeper, found: Imported) -> ImportedView | NotImported:
    post = found.post
    if post.author:
        post = replace(post, author=keeper.author_hash(post.platform, post.author))
    if reason := keeper.refused(post, [file.media.sha256 for file in found.files]):
        return NotImported(path=found.path, error=reason)
    files = [SavedFile(path=file.path, media=file.media) for file in found.files]
    post = replace(post, fetched_at=post.fetched_at or now(), crawler=found.importer)
    try:
        new = keeper.save_post(post, files)
    except Unreadable as error:
        return NotImported(path=found.path, error=error)
    store.notes.succeed("import", None, readable(found.path))
    return ImportedView(
        path=readable(found.path),
        importer=found.importer,
        post=post.id,
        platform=post.platform,
        platform_id=post.platform_id,
        url=post.url,
        media=tuple(shared.media for shared in store.posts.shared_by(post.id)),
        missing_media=found.missing,
        new=new,
    )
