"""Conversations and their pairs, and the running list of changed pairs that the index catches up with.

What pairing no longer finds is retired, not deleted: its number is never given again, and it comes back
under the same number when it is found again.  Takedown empties rows for good.
"""

from collections.abc import Iterator, Sequence

from chatmine.records import Conversation, Pair, Turn, from_json, to_json
from chatmine.store.database import Database

_EMPTY = Turn(role="user", text="", confidence=0.0)


class Conversations:
    """The conversations of a workspace."""

    def __init__(self, database: Database) -> None:
        """Keep conversations in `database`."""
        self._database = database

    def unpaired(self) -> list[str]:
        """The posts all of whose files have been tried and whose readings are newer than their pairing."""
        rows = self._database.rows(
            "SELECT s.post FROM post_media s JOIN readings r ON r.media = s.media"
            " LEFT JOIN paired d ON d.post = s.post GROUP BY s.post"
            " HAVING max(r.seq) > coalesce(max(d.upto), 0) ORDER BY s.post"
        )
        waiting = self._waiting()
        return [str(post) for (post,) in rows if post not in waiting]

    def _waiting(self) -> set[object]:
        """The posts with a file that has neither been read nor failed."""
        rows = self._database.rows(
            "SELECT DISTINCT s.post FROM post_media s WHERE"
            " NOT EXISTS (SELECT 1 FROM readings r WHERE r.media = s.media AND r.stage = 'read')"
            " AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.media = s.media AND f.stage = 'read')"
        )
        return {post for (post,) in rows}

    def older_than(self, version: str) -> list[str]:
        """The posts that were paired by another version of pairing."""
        rows = self._database.rows("SELECT post FROM paired WHERE version <> ? ORDER BY post", (version,))
        return [str(post) for (post,) in rows]

    def save(self, post: str, found: Sequence[tuple[Conversation, Sequence[Pair]]], version: str) -> None:
        """Keep what pairing found in a post, retire what it no longer finds, and note the changed pairs."""
        with self._database.transaction():
            self.touch(post)
            self._retire(post)
            for conversation, pairs in found:
                self._database.run(
                    "INSERT OR REPLACE INTO conversations (id, post, number, record) VALUES (?, ?, ?, ?)",
                    (conversation.id, post, conversation.number, to_json(conversation)),
                )
                for pair in pairs:
                    self._save_pair(pair)
            self.touch(post)
            self.mark_paired(post, version)

    def mark_paired(self, post: str, version: str) -> None:
        """Note that all readings of a post have been seen by this version of pairing."""
        self._database.run(
            "INSERT OR REPLACE INTO paired (post, upto, version) SELECT ?, coalesce(max(r.seq), 0), ?"
            " FROM post_media s JOIN readings r ON r.media = s.media WHERE s.post = ?",
            (post, version, post),
        )

    def _retire(self, post: str) -> None:
        self._database.run(
            "UPDATE pairs SET retired = 1"
            " WHERE conversation IN (SELECT id FROM conversations WHERE post = ?)",
            (post,),
        )
        self._database.run("UPDATE conversations SET retired = 1 WHERE post = ?", (post,))

    def _save_pair(self, pair: Pair) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO pairs (id, conversation, number, position, record)"
            " VALUES (?, ?, ?, ?, ?)",
            (pair.id, pair.conversation, pair.number, pair.position, to_json(pair)),
        )

    def touch(self, post: str) -> None:
        """Note that all pairs of a post, those just retired too, must be looked at by the index."""
        self._database.run(
            "INSERT OR REPLACE INTO changes (pair) SELECT p.id FROM pairs p JOIN conversations c"
            " ON c.id = p.conversation WHERE c.post = ? AND p.retired = 0",
            (post,),
        )

    def get(self, conversation: str, *, retired: bool = False) -> Conversation | None:
        """The conversation with this id; one that was retired only when asked."""
        record = self._database.one(
            "SELECT record FROM conversations WHERE id = ? AND retired <= ?", (conversation, int(retired))
        )
        return from_json(record, Conversation) if isinstance(record, bytes) else None

    def of_post(self, post: str, *, retired: bool = False) -> list[Conversation]:
        """The conversations of a post in order of their numbers, with those that were retired when asked."""
        rows = self._database.rows(
            "SELECT record FROM conversations WHERE post = ? AND retired <= ? ORDER BY number",
            (post, int(retired)),
        )
        return [from_json(record, Conversation) for (record,) in rows if isinstance(record, bytes)]

    def all(self) -> Iterator[Conversation]:
        """Every conversation, in the order of posts and numbers."""
        posts = self._database.rows("SELECT DISTINCT post FROM conversations WHERE retired = 0 ORDER BY post")
        for (post,) in posts:
            yield from self.of_post(str(post))

    def pair(self, pair: str, *, retired: bool = False) -> Pair | None:
        """The pair with this id; one that was retired only when asked."""
        record = self._database.one(
            "SELECT record FROM pairs WHERE id = ? AND retired <= ?", (pair, int(retired))
        )
        return from_json(record, Pair) if isinstance(record, bytes) else None

    def pairs_of(self, conversation: str, *, retired: bool = False) -> list[Pair]:
        """The pairs of a conversation in order, with those that were retired when asked."""
        rows = self._database.rows(
            "SELECT record FROM pairs WHERE conversation = ? AND retired <= ? ORDER BY position, number",
            (conversation, int(retired)),
        )
        return [from_json(record, Pair) for (record,) in rows if isinstance(record, bytes)]

    def with_media(self, media: str) -> list[Conversation]:
        """The conversations that rest on a file."""
        rows = self._database.rows(
            "SELECT DISTINCT c.post FROM conversations c JOIN post_media s ON s.post = c.post"
            " WHERE s.media = ? AND c.retired = 0 ORDER BY c.post",
            (media,),
        )
        return [c for (post,) in rows for c in self.of_post(str(post)) if media in c.media]

    def changed(self, since: int, limit: int) -> list[tuple[int, str]]:
        """The next `limit` changed pairs after change number `since`: (number, pair id)."""
        rows = self._database.rows(
            "SELECT seq, pair FROM changes WHERE seq > ? ORDER BY seq LIMIT ?", (since, limit)
        )
        return [(int(str(seq)), str(pair)) for seq, pair in rows]

    def last_change(self) -> int:
        """The number of the last change."""
        return self._database.number("SELECT max(seq) FROM changes")

    def changes_after(self, since: int) -> int:
        """How many changed pairs come after change number `since`."""
        return self._database.number("SELECT count(*) FROM changes WHERE seq > ?", (since,))

    def pairs_until(self, position: int) -> int:
        """How many live pairs were last changed no later than `position`."""
        return self._database.number(
            "SELECT count(*) FROM pairs p JOIN changes c ON c.pair = p.id WHERE p.retired = 0 AND c.seq <= ?",
            (position,),
        )

    def counts(self) -> tuple[int, int]:
        """How many conversations and how many pairs."""
        return (
            self._database.number("SELECT count(*) FROM conversations WHERE retired = 0"),
            self._database.number("SELECT count(*) FROM pairs WHERE retired = 0"),
        )

    def flags(self) -> dict[str, int]:
        """How many conversations carry each flag; counted by SQLite, not one by one."""
        rows = self._database.rows(
            "SELECT value, count(*) FROM conversations, json_each(CAST(record AS TEXT), '$.flags')"
            " WHERE retired = 0 GROUP BY value ORDER BY value"
        )
        return {str(flag): int(str(count)) for flag, count in rows}

    def empty(self, conversation: str, pairs: Sequence[str]) -> None:
        """Blot out the text of these pairs, or without any of the whole conversation; numbers stay used."""
        with self._database.transaction():
            for pair in self.pairs_of(conversation, retired=True):
                if pair.id in pairs or not pairs:
                    self._empty_pair(pair)
            if not pairs:
                self._empty_conversation(conversation)

    def _empty_pair(self, pair: Pair) -> None:
        blank = Pair(
            conversation=pair.conversation,
            number=pair.number,
            position=pair.position,
            question=_EMPTY,
            answer=_EMPTY,
        )
        self._database.run("UPDATE pairs SET retired = 1, record = ? WHERE id = ?", (to_json(blank), pair.id))
        self._database.run("INSERT OR REPLACE INTO changes (pair) VALUES (?)", (pair.id,))

    def _empty_conversation(self, conversation: str) -> None:
        post, _, number = conversation.rpartition("~")
        blank = Conversation(post=post, number=int(number), media=(), turns=())
        self._database.run(
            "UPDATE conversations SET retired = 1, record = ? WHERE id = ?", (to_json(blank), conversation)
        )
