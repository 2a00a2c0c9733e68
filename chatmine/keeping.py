"""Posts and their files into the store: what crawls and imports write through.

Every file is hashed and looked at before it is kept.  What was taken down is turned away; what is neither
a picture nor a video costs that file alone, with a reason.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from chatmine.errors import ChatmineError, Unreadable
from chatmine.records import Media, Post
from chatmine.store import SavedFile, Store
from chatmine.store.files import hash_of
from chatmine.store.posts import Shared

Look = Callable[[Path], Media]


class Keeper:
    """The door into a store for everything that is gathered.  `stage` is `crawl` or `import`."""

    def __init__(self, store: Store, look: Look, stage: str) -> None:
        """`look` tells what a file is from its bytes, or raises `Unreadable`."""
        self._store = store
        self._look = look
        self._stage = stage

    def knows_post(self, post: str) -> bool:
        """Whether this post is in the store."""
        return self._store.posts.get(post) is not None

    def taken_down(self, post: str) -> bool:
        """Whether this post must stay out."""
        return self._store.ledger.is_taken_down("post", post)

    def author_hash(self, platform: str, handle: str) -> str:
        """What stands for an author in this workspace."""
        return self._store.posts.author_hash(platform, handle)

    def files_folder(self) -> Path:
        """Where files may be written before they are saved; on the same disk as the store."""
        return self._store.files.room()

    def save_failure(self, stage: str, post: str | None, media: str | None, error: ChatmineError) -> None:
        """Note what could not be gathered."""
        self._store.notes.fail(stage, post, media, error)

    def save_refusal(self, platform: str, host: str, kind: str, way_out: str) -> None:
        """Count a refusal."""
        self._store.notes.refuse(platform, host, kind, way_out)

    def save_post(self, post: Post, files: Sequence[SavedFile]) -> bool:
        """Keep a post with its files, in order; True when it was not known.

        What was taken down stays out.
        """
        if self.taken_down(post.id) or self._store.ledger.is_taken_down("author", post.author):
            return False
        new = not self.knows_post(post.id)
        kept = [(file, media) for file in files if (media := self._keep(post, file))]
        with self._store.transaction():
            for _, media in kept:
                self._store.posts.save_media(media)
            shared = [Shared(media=media.sha256, url=file.url, alt=file.alt) for file, media in kept]
            self._store.posts.save(post, shared)
            self._store.conversations.touch(post.id)
        return new

    def _keep(self, post: Post, file: SavedFile) -> Media | None:
        sha256 = hash_of(file.path)
        try:
            if self._store.ledger.is_taken_down("media", sha256):
                raise Unreadable("taken_down", f"{sha256} was taken down", "it stays out")
            media = self._store.posts.media(sha256) or self._look(file.path)
        except Unreadable as error:
            self._store.notes.fail(self._stage, post.id, sha256, error)
            return None
        self._store.files.take(file.path, sha256, copy=not file.ours)
        self._store.notes.succeed(self._stage, post.id, sha256)
        return media
