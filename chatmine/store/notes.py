"""What went wrong: failures of single files and posts, and refusals of platforms."""

from dataclasses import dataclass
from datetime import UTC, datetime

from chatmine.errors import ChatmineError
from chatmine.records import Failure, from_json, to_json
from chatmine.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """How often a host refused in one way."""

    platform: str
    host: str
    kind: str
    count: int
    way_out: str


class Notes:
    """Failures and refusals."""

    def __init__(self, database: Database) -> None:
        """Keep notes in `database`."""
        self._database = database

    def fail(self, stage: str, post: str | None, media: str | None, error: ChatmineError) -> None:
        """Note that something could not be done, instead of an earlier note about the same."""
        failure = Failure(
            stage=stage,
            post=post,
            media=media,
            code=error.code,
            message=error.message,
            way_out=error.way_out,
            at=now(),
        )
        self._database.run(
            "INSERT OR REPLACE INTO failures (stage, post, media, record) VALUES (?, ?, ?, ?)",
            (stage, post or "", media or "", to_json(failure)),
        )

    def succeed(self, stage: str, post: str | None, media: str | None) -> None:
        """Take back a note: it has been done since."""
        self._database.run(
            "DELETE FROM failures WHERE stage = ? AND post = ? AND media = ?",
            (stage, post or "", media or ""),
        )

    def failures(self) -> list[Failure]:
        """Everything that could not be done and has not been done since."""
        rows = self._database.rows("SELECT record FROM failures ORDER BY stage, post, media")
        return [from_json(record, Failure) for (record,) in rows if isinstance(record, bytes)]

    def crawled(self, request: str, record: bytes) -> None:
        """Keep how a crawl went; `request` is what was asked for, in one line."""
        self._database.run("INSERT INTO crawls (request, record) VALUES (?, ?)", (request, record))

    def crawls(self) -> list[bytes]:
        """How each crawl went, the first one first."""
        rows = self._database.rows("SELECT record FROM crawls ORDER BY seq")
        return [record for (record,) in rows if isinstance(record, bytes)]

    def last_crawl(self, request: str) -> bytes | None:
        """How the last crawl for the same thing went."""
        record = self._database.one(
            "SELECT record FROM crawls WHERE request = ? ORDER BY seq DESC LIMIT 1", (request,)
        )
        return record if isinstance(record, bytes) else None

    def refuse(self, platform: str, host: str, kind: str, way_out: str) -> None:
        """Count one refusal."""
        self._database.run(
            "INSERT INTO refusals (platform, host, kind, count, way_out) VALUES (?, ?, ?, 1, ?)"
            " ON CONFLICT (platform, host, kind) DO UPDATE SET count = count + 1, way_out = excluded.way_out",
            (platform, host, kind, way_out),
        )

    def refusals(self) -> list[Refusal]:
        """All refusals, counted."""
        rows = self._database.rows(
            "SELECT platform, host, kind, count, way_out FROM refusals ORDER BY 1, 2, 3"
        )
        return [
            Refusal(platform=str(p), host=str(h), kind=str(k), count=int(str(n)), way_out=str(w))
            for p, h, k, n, w in rows
        ]


def now() -> str:
    """This second, ISO 8601 in UTC with Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
