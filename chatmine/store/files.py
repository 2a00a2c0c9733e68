"""Original bytes in a folder where a file's name is the SHA-256 of what it holds.

A file is written aside and renamed into place, so a name that exists is whole.  Called before the row that
names the file is committed: a crash in between leaves a file that no row names, and saving it again finds it.
"""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from chatmine.errors import Unreadable
from chatmine.store.database import in_our_words


class Files:
    """The content-addressed folder of one workspace."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first file comes."""
        self.folder = folder
        self.incoming = folder / "incoming"

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is, or would be."""
        return self.folder / sha256[:2] / sha256

    def room(self) -> Path:
        """A folder on the same disk for files that are not whole yet."""
        with in_our_words(self.folder):
            self.incoming.mkdir(parents=True, exist_ok=True)
        return self.incoming

    def take(self, source: Path, sha256: str, *, copy: bool) -> None:
        """Put `source` in its place, moved or copied; nothing to do when it is there.

        Raises `Unreadable` where a copy turns out to hold other bytes: somebody writes to the file.
        """
        target = self.path(sha256)
        if target.exists():
            if not copy:
                source.unlink(missing_ok=True)
            return
        with in_our_words(self.folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            whole = self._copied(source, sha256) if copy else source
            _sync(whole)
            whole.replace(target)

    def remove(self, sha256: str) -> None:
        """Delete the bytes."""
        with in_our_words(self.folder):
            self.path(sha256).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what an interrupted run left unfinished."""
        shutil.rmtree(self.incoming, ignore_errors=True)

    def _copied(self, source: Path, sha256: str) -> Path:
        handle, name = tempfile.mkstemp(dir=self.room())
        os.close(handle)
        with suppress(FileNotFoundError):
            shutil.copyfile(source, name)
        if hash_of(Path(name)) != sha256:
            Path(name).unlink()
            raise Unreadable(
                "changed", f"{source.name} changed while it was copied", "import it when it is whole"
            )
        return Path(name)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
