"""A workspace: one folder with the store, the files, the index, and a lock that lets one writer in.

    chatmine-workspace/
        store.sqlite   files/   index/   takedowns/   writer.lock

`Store` is what stages, the web page and the command line get.  Its parts each keep one kind of record.
"""

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from chatmine.errors import CannotWork, WrongCall
from chatmine.store.conversations import Conversations
from chatmine.store.database import BUSY_SECONDS, Database, in_our_words
from chatmine.store.files import Files
from chatmine.store.ledger import Ledger
from chatmine.store.notes import Notes
from chatmine.store.posts import Posts
from chatmine.store.readings import Readings


class Store:
    """Everything that a workspace keeps.  Open it with `writing=True` to be its one writer."""

    def __init__(
        self, folder: Path, *, writing: bool = False, new: bool = True, wait: float = BUSY_SECONDS
    ) -> None:
        """Open the workspace in `folder`.

        Writing waits up to `wait` seconds for another writer (`CannotWork` afterwards) and makes the
        workspace where there is none.  Without `new`, and when reading, that raises `WrongCall`.
        """
        self.folder = folder
        path = folder / "store.sqlite"
        if not (writing and new) and not path.exists():
            raise WrongCall(
                "no_workspace",
                f"{folder} holds no workspace yet",
                "chatmine import FILES or chatmine crawl makes one; --workspace names another folder",
            )
        self._lock = _only_writer(folder, wait) if writing else None
        self.database = Database(path, writing=writing)
        self.files = Files(folder / "files")
        if writing:
            self.files.sweep()
            self.database.run(
                "INSERT OR IGNORE INTO facts (name, value) VALUES ('identity', ?)", (secrets.token_hex(4),)
            )
        self.posts = Posts(self.database)
        self.readings = Readings(self.database)
        self.conversations = Conversations(self.database)
        self.notes = Notes(self.database)
        self.ledger = Ledger(self.database)
        if writing:
            # A takedown that was killed when its rows were gone and not yet the bytes.
            for media in self.ledger.taken_files():
                self.files.remove(media)

    @property
    def identity(self) -> str:
        """Eight characters that tell this workspace from others that share a search cluster."""
        return str(self.database.one("SELECT value FROM facts WHERE name = 'identity'"))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside stands after it, or nothing does."""
        with self.database.transaction():
            yield

    def close(self) -> None:
        """Close the database and let the next writer in."""
        self.database.close()
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _only_writer(folder: Path, wait: float) -> IO[str]:
    """The open lock file; the kernel lets go of it however the process ends."""
    try:
        with in_our_words(folder / "writer.lock"):
            folder.mkdir(parents=True, exist_ok=True)
            lock = (folder / "writer.lock").open("w")
    except OSError as error:
        raise CannotWork(
            "no_folder", f"{folder} can't be a folder: {error.strerror}", "name another one with --workspace"
        ) from error
    until = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return lock
        except BlockingIOError:
            if time.monotonic() >= until:
                lock.close()
                raise CannotWork(
                    "workspace_busy",
                    f"another writer has held {folder} for over {wait:.0f} s",
                    "wait until it has ended, or end it, then run this again",
                ) from None
            time.sleep(0.1)
