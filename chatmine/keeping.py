"""Posts and their files into the store: what crawls and imports write through.

Every file has been looked at before it comes here.  What was taken down is turned away, with a note.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from chatmine.errors import ChatmineError, Unreadable
from chatmine.records import Post
from chatmine.store import Store
from chatmine.store.posts import Shared, without_attachments
from crawlers import keeping
from crawlers.keeping import SavedFile


class Keeper(keeping.Keeper):
    """The door into a store for everything that is gathered."""

    def __init__(self, store: Store, stage: str, *, copy: bool = False) -> None:
        """`stage` is `crawl` or `import`; `copy` leaves the files where they are: they are the user's own."""
        self._store = store
        self._stage = stage
        self._copy = copy

    def knows_post(self, post_id: str) -> bool:
        """Whether this post is in the store."""
        return self._store.posts.get(post_id) is not None

    def taken_down(self, post_id: str) -> bool:
        """Whether this post must stay out."""
        return self._store.ledger.is_taken_down("post", post_id)

    def refused(self, post: Post, media: Sequence[str]) -> Unreadable | None:
        """Why nothing comes of a post with these files: it, its author or all of them were taken down."""
        none_left = bool(media) and all(self._store.ledger.is_taken_down("media", file) for file in media)
        if none_left or self._out(post):
            return Unreadable("taken_down", f"{post.id} was taken down", "it stays out")
        return None

    def author_hash(self, platform: str, handle: str) -> str:
        """What stands for an author in this workspace."""
        return self._store.posts.author_hash(platform, handle)

    def files_folder(self) -> Path:
        """Where files may be written before they are saved; on the same disk as the store."""
        return self._store.files.room()

    def save_failure(self, stage: str, post: str | None, media: str | None, error: ChatmineError) -> None:
        """Note what could not be gathered."""
        self._store.notes.fail(stage, post, media, error)

    def save_success(self, stage: str, post: str | None, media: str | None) -> None:
        """Take back such a note: it has been done since."""
        self._store.notes.succeed(stage, post, media)

    def save_refusal(self, platform: str, host: str, kind: str, way_out: str) -> None:
        """Count a refusal."""
        self._store.notes.refuse(platform, host, kind, way_out)

    def save_post(self, post: Post, files: Sequence[SavedFile]) -> bool:
        """Keep a post with its files, in order; True when it was not known.

        What was taken down stays out.
        """
        if self._out(post):
            return False
        kept = [file for file in files if self._keep(post, file)]
        post = without_attachments(post, {file.url for file in files} - {file.url for file in kept})
        before = self._store.posts.shared_by(post.id)
        shared = _with_those_before([_shared(file) for file in kept], before)
        known = self._store.posts.get(post.id)
        if known and replace(known, fetched_at=post.fetched_at) == post and shared == before:
            return False
        with self._store.transaction():
            for file in kept:
                self._store.posts.save_media(file.media)
            self._store.posts.save(post, shared)
            self._store.conversations.touch(post.id)
        return known is None

    def _out(self, post: Post) -> bool:
        return self.taken_down(post.id) or self._store.ledger.is_taken_down("author", post.author)

    def _keep(self, post: Post, file: SavedFile) -> bool:
        sha256 = file.media.sha256
        if self._store.ledger.is_taken_down("media", sha256):
            reason = Unreadable("taken_down", f"{sha256} was taken down", "it stays out")
            self._store.notes.fail(self._stage, post.id, sha256, reason)
            return False
        self._store.files.take(file.path, sha256, copy=self._copy)
        return True


def _shared(file: SavedFile) -> Shared:
    return Shared(media=file.media.sha256, url=file.url, alt=file.alt)


def _with_those_before(shared: list[Shared], before: list[Shared]) -> list[Shared]:
    """The files that a post shares now and those that it shared when it was met before: none is lost."""
    media = {file.media for file in shared}
    return [*shared, *(file for file in before if file.media not in media)]
