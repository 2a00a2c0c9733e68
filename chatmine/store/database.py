"""The connection to a workspace's SQLite file: WAL, whole transactions, errors in our words.

`Database` is handed to the small classes that each keep one kind of record.  `transaction` may be nested:
the outermost commits.  Only one thread uses one `Database`.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chatmine.errors import CannotWork
from chatmine.store import migrations

BUSY_SECONDS = 60
_NEEDED = 2**20


class Database:
    """One SQLite connection with whole transactions."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        """Open the database at `path`; writing makes it and brings it up to date."""
        with in_our_words(path):
            self._connection = _connect(path, writing)
        self._depth = 0
        self._path = path

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside stands after it, or nothing does."""
        with in_our_words(self._path):
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0 and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a question."""
        with in_our_words(self._path):
            return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[object] = ()) -> object | None:
        """The first column of the first row, or None."""
        rows = self.rows(statement, values)
        return rows[0][0] if rows else None

    def number(self, statement: str, values: Sequence[object] = ()) -> int:
        """A count, sum or maximum; 0 where there is none."""
        value = self.one(statement, values)
        return int(value) if isinstance(value, int) else 0

    def run(self, statement: str, values: Sequence[object] = ()) -> int:
        """Execute one statement that writes; how many rows it touched."""
        with in_our_words(self._path):
            return self._connection.execute(statement, values).rowcount

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and empty it: older pages stand in it as they were."""
        with in_our_words(self._path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._connection.close()


def _connect(path: Path, writing: bool) -> sqlite3.Connection:
    connection = _opened(path.absolute().as_uri())
    if not writing and _needs_to_write(connection):
        connection.close()
        connection = _opened(_as_it_stands(path))
    if writing:
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.migrate(connection)
        # What is taken down is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if migrations.version_of(connection) != len(migrations.STEPS):
        connection.close()
        raise CannotWork(
            "workspace_version",
            f"{path} was written by another version of chatmine",
            "use that version, or run any writing command of this one (chatmine run) to bring it up to date",
        )
    return connection


def _opened(uri: str) -> sqlite3.Connection:
    # autocommit mode: transactions begin where we say, not where the driver guesses.
    # A web page answers in threads, one after the other, so the thread check would only be in the way.
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _needs_to_write(connection: sqlite3.Connection) -> bool:
    """Whether this can't even be read: in WAL mode SQLite makes files beside the database for that."""
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        return "readonly" in str(error) or "unable to open" in str(error)
    return False


def _as_it_stands(path: Path) -> str:
    """The address of a database in a folder that can't be written and has no writer."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise CannotWork(
            "read_only",
            f"{path.parent} can't be written, and its last writer was cut off",
            "copy it to where it can be written",
        )
    return f"{path.absolute().as_uri()}?immutable=1"


@contextmanager
def in_our_words(path: Path) -> Iterator[None]:
    """Turn SQLite's and the file system's errors about `path` into `CannotWork` with a way out."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _translated(str(error), path) from error
    except sqlite3.DatabaseError as error:
        raise CannotWork("store_damaged", f"{path}: {error}", "restore the workspace from a copy") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _translated("disk is full", path) from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise _translated("readonly", path) from error
        raise


def _translated(message: str, path: Path) -> CannotWork:
    # With no byte left SQLite can't even make the file beside the log, and says so in other words.
    if "full" in message or ("I/O" in message and shutil.disk_usage(path.parent).free < _NEEDED):
        return CannotWork(
            "disk_full",
            f"no space left for {path.parent}",
            "make room; nothing finished was lost, run it again",
        )
    if "readonly" in message or "unable to open" in message:
        return CannotWork(
            "read_only",
            f"{path.parent} can't be written",
            "name another folder with --workspace, or allow writing",
        )
    if "locked" in message:
        return CannotWork(
            "locked", f"{path} is held by another writer", "wait until it has ended, then run it again"
        )
    return CannotWork("store", f"{path}: {message}", "see the message; the store itself is unharmed")
