"""Posts and the files that they share."""

import hashlib
import hmac
import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from chatmine.records import Media, Post, from_json, to_json
from chatmine.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A file as one post shares it."""

    media: str
    url: str | None = None
    alt: str | None = None


def without_attachments(post: Post, urls: Container[str | None]) -> Post:
    """The post without what it says of the files at these addresses."""
    return replace(post, attachments=tuple(a for a in post.attachments if a.url not in urls))


class Posts:
    """The posts of a workspace, each with its files in order."""

    def __init__(self, database: Database) -> None:
        """Keep posts in `database`."""
        self._database = database

    def get(self, post: str) -> Post | None:
        """The post with this id."""
        record = self._database.one("SELECT record FROM posts WHERE id = ?", (post,))
        return from_json(record, Post) if isinstance(record, bytes) else None

    def all(self) -> Iterator[Post]:
        """Every post, in the order of their ids."""
        for (record,) in self._database.rows("SELECT record FROM posts ORDER BY id"):
            assert isinstance(record, bytes)
            yield from_json(record, Post)

    def save(self, post: Post, shared: list[Shared]) -> None:
        """Keep a post and its files, instead of what stood there; with other files it is paired anew."""
        with self._database.transaction():
            if [file.media for file in self.shared_by(post.id)] != [file.media for file in shared]:
                self._database.run("DELETE FROM paired WHERE post = ?", (post.id,))
            self._database.run(
                "INSERT OR REPLACE INTO posts (id, author, url, record) VALUES (?, ?, ?, ?)",
                (post.id, post.author, post.url, to_json(post)),
            )
            self._database.run("DELETE FROM post_media WHERE post = ?", (post.id,))
            for place, file in enumerate(shared):
                self._database.run(
                    "INSERT INTO post_media (post, place, media, url, alt) VALUES (?, ?, ?, ?, ?)",
                    (post.id, place, file.media, file.url, file.alt),
                )

    def save_media(self, media: Media) -> None:
        """Keep what is known of a file."""
        self._database.run(
            "INSERT OR REPLACE INTO media (sha256, kind, record) VALUES (?, ?, ?)",
            (media.sha256, media.kind, to_json(media)),
        )

    def media(self, sha256: str) -> Media | None:
        """What is known of a file."""
        record = self._database.one("SELECT record FROM media WHERE sha256 = ?", (sha256,))
        return from_json(record, Media) if isinstance(record, bytes) else None

    def shared_by(self, post: str) -> list[Shared]:
        """The files of a post, in order."""
        rows = self._database.rows(
            "SELECT media, url, alt FROM post_media WHERE post = ? ORDER BY place", (post,)
        )
        return [
            Shared(
                media=str(media),
                url=url if isinstance(url, str) else None,
                alt=alt if isinstance(alt, str) else None,
            )
            for media, url, alt in rows
        ]

    def sharing(self, media: str) -> list[str]:
        """The ids of the posts that share a file."""
        rows = self._database.rows(
            "SELECT DISTINCT post FROM post_media WHERE media = ? ORDER BY post", (media,)
        )
        return [str(post) for (post,) in rows]

    def found(self, column: str, value: str) -> list[str]:
        """The ids of the posts by `author` (hash) or at `url` (the post's own or a file's)."""
        if column == "author":
            rows = self._database.rows("SELECT id FROM posts WHERE author = ? ORDER BY id", (value,))
        else:
            rows = self._database.rows(
                "SELECT id FROM posts WHERE url = ?"
                " UNION SELECT post FROM post_media WHERE url = ? ORDER BY 1",
                (value, value),
            )
        return [str(post) for (post,) in rows]

    def delete(self, post: str) -> None:
        """Remove a post; its files are another matter."""
        with self._database.transaction():
            self._database.run("DELETE FROM post_media WHERE post = ?", (post,))
            self._database.run("DELETE FROM paired WHERE post = ?", (post,))
            self._database.run("DELETE FROM failures WHERE post = ?", (post,))
            self._database.run("DELETE FROM posts WHERE id = ?", (post,))

    def delete_media(self, media: str) -> None:
        """Remove what is known of a file and what was read of it, from every post."""
        with self._database.transaction():
            for post in self.sharing(media):
                self._forget_attachments(post, media)
            for table, column in _BY_MEDIA:
                self._database.run(f"DELETE FROM {table} WHERE {column} = ?", (media,))

    def _forget_attachments(self, post: str, media: str) -> None:
        """A post's own record says what its files show, too."""
        known = self.get(post)
        if known:
            urls = {shared.url for shared in self.shared_by(post) if shared.media == media}
            self._database.run(
                "UPDATE posts SET record = ? WHERE id = ?", (to_json(without_attachments(known, urls)), post)
            )

    def counts(self) -> tuple[int, int]:
        """How many posts and how many files."""
        return (
            self._database.number("SELECT count(*) FROM posts"),
            self._database.number("SELECT count(*) FROM media"),
        )

    def author_hash(self, platform: str, handle: str) -> str:
        """A keyed hash that stands for an author in this workspace alone; the key never leaves it."""
        value = f"{platform}:{handle}".encode()
        return hmac.new(self._key(), value, hashlib.sha256).hexdigest()[:32]

    def _key(self) -> bytes:
        key = self._database.one("SELECT value FROM facts WHERE name = 'author_key'")
        if not isinstance(key, bytes):
            key = secrets.token_bytes(32)
            self._database.run("INSERT INTO facts (name, value) VALUES ('author_key', ?)", (key,))
        return key


_BY_MEDIA = (("post_media", "media"), ("readings", "media"), ("failures", "media"), ("media", "sha256"))
