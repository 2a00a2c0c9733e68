"""Scrapy's item pipeline: a post's files are fetched as they are, then post and files are saved at once.

A file that can't be had costs that file: the post is saved with the others, in the order in which it shows
them, and the reason is noted.  Nothing is re-encoded.
"""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from chatmine.errors import CannotWork, Unreadable
from chatmine.records import Attachment, Post
from crawlers.fetching import DOWNLOAD_ERRORS, in_our_words
from crawlers.keeping import Look, SavedFile
from crawlers.refusals import Unfetched, wall_of
from crawlers.times import now

FILE_SECONDS = 300.0
"""For one file: the largest that are taken, over 5 Mbit/s."""


class SavePosts:
    """Saves each post that the spider finds."""

    def __init__(self, crawler: Crawler) -> None:
        """The spider carries what was asked, the gathering (with the keeper), and `look`."""
        self._crawler = crawler
        self._wanted = crawler.spider.wanted  # type: ignore[union-attr]
        self._gathering = crawler.spider.gathering  # type: ignore[union-attr]
        self._look: Look = crawler.spider.look  # type: ignore[union-attr]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SavePosts":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_item(self, post: Post) -> Post:
        """Fetch and save."""
        files: list[SavedFile] = []
        missed: list[tuple[str, Unreadable]] = []
        for attachment in post.attachments:
            try:
                files.append(await self._file(attachment))
            except Unreadable as reason:
                missed.append((attachment.url, reason))
        saved = self._signed(post)
        new = self._gathering.keeper.save_post(saved, files)
        for file in files:
            file.path.unlink(missing_ok=True)  # what the keeper did not want
        for url, error in missed:
            self._gathering.failed(error, saved.id, url)
        self._gathering.saved(new=new, media=len(files))
        return saved

    def _signed(self, post: Post) -> Post:
        """The post with the author's keyed hash in place of the handle, and when and by what it was found."""
        keeper = self._gathering.keeper
        author = keeper.author_hash(post.platform, post.author) if post.author else None
        return replace(
            post,
            author=author,
            fetched_at=now(),
            crawler=self._wanted.platform,
            query=self._wanted.words,
        )

    async def _file(self, attachment: Attachment) -> SavedFile:
        """The attachment, fetched and looked at; raises `Unreadable` and leaves nothing behind."""
        path = _new_file(self._gathering.keeper.files_folder())
        try:
            await self._fetch(attachment.url, path)
            return SavedFile(path=path, media=self._look(path), url=attachment.url, alt=attachment.alt)
        except Unreadable:
            path.unlink(missing_ok=True)
            raise

    async def _fetch(self, url: str, path: Path) -> None:
        try:
            answer = await self._crawler.engine.download_async(self._request(url, path))
        except DOWNLOAD_ERRORS as error:
            raise in_our_words(error) from error
        if answer.status != 200:
            raise wall_of(answer) or _not_had(answer)

    def _request(self, url: str, path: Path) -> Request:
        try:
            return Request(
                url,
                callback=NO_CALLBACK,
                headers={"Accept": "image/*,video/*", "Accept-Encoding": "identity"},
                meta={
                    "save_to": str(path),
                    "download_maxsize": self._wanted.max_file_bytes,
                    "download_timeout": FILE_SECONDS,
                },
            )
        except ValueError as error:
            raise Unfetched("bad_address", str(error), "the post names what is no address") from error


def _not_had(answer: Response) -> Unfetched:
    code = "gone" if answer.status in (404, 410) else "not_given"
    return Unfetched(
        code, f"{answer.url}: the server answered {answer.status}", "look whether the post still shows it"
    )


def _new_file(folder: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    except OSError as error:
        raise CannotWork(
            "cannot_write", f"{folder}: {error.strerror}", "make room on the disk or check its rights"
        ) from error
    os.close(handle)
    return Path(name)
