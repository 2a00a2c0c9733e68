"""Which generation of an embedded index is current: a folder each, and one small file that names it.

    state.json         the current generation's folder, its schema, the position; replaced by rename
    generation-…/      an index
    writer.lock        held while writing, let go by the system when the writer dies

Readers look at `state.json` before each search and so see what another process wrote or rebuilt.  A folder
that is not current is removed by the next writer; files that are open outlive that.
"""

import fcntl
import json
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from chatmine.errors import CannotWork

_STATE = "state.json"
_PREFIX = "generation-"
_NEEDED = 50_000_000  # bytes; with less, a failure is the full disk's


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`revision` grows with each write, so that a reader knows that there is more."""

    schema: int
    generation: str
    revision: int = 0
    position: int = 0


def read(folder: Path) -> State | None:
    """The current state; None when nothing was ever written or the file makes no sense."""
    try:
        return State(**json.loads((folder / _STATE).read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return None
    except OSError as error:
        raise failed(folder, error) from error


def fresh(folder: Path, schema: int) -> State:
    """A generation of its own, not yet current."""
    state = State(schema=schema, generation=_PREFIX + uuid.uuid4().hex[:12])
    with _told(folder):
        (folder / state.generation).mkdir()
    return state


def switch(folder: Path, state: State) -> None:
    """Make `state` the current one, for good: after a power cut it is the old one or the new one."""
    aside = folder / (_STATE + ".new")
    with _told(folder):
        with aside.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / _STATE)
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def sweep(folder: Path) -> None:
    """Remove every generation that is not current; the caller holds the lock."""
    state = read(folder)
    for generation in folder.glob(_PREFIX + "*"):
        if state is None or generation.name != state.generation:
            shutil.rmtree(generation, ignore_errors=True)


def linked(generation: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder that holds links to a generation's files: readers lock the folder, and this can be written."""
    with _told(generation):
        aside = tempfile.TemporaryDirectory(prefix="chatmine-index-")
        for file in generation.iterdir():
            if file.suffix != ".lock":
                (Path(aside.name) / file.name).symlink_to(file.absolute())
        return aside


@contextmanager
def writing(folder: Path, patience: float) -> Iterator[None]:
    """The only writer of `folder`; raises `CannotWork` when another one holds it for `patience` seconds."""
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "writer.lock").open("a")
    with lock:
        _wait_for(lock.fileno(), patience, folder)
        yield


def failed(folder: Path, error: Exception) -> CannotWork:
    """What to raise when `error` kept us from working in `folder`."""
    place = next(each for each in (folder, *folder.parents) if each.exists())
    full = shutil.disk_usage(place).free < _NEEDED
    return CannotWork(
        "disk_full" if full else "index_failed",
        f"the index in {folder}: {error}",
        "make room on the disk"
        if full
        else "see that the folder can be written to; chatmine index --rebuild makes the index anew",
    )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failed(folder, error) from error


def _wait_for(lock: int, patience: float, folder: Path) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise CannotWork(
                    "index_busy",
                    f"another process has been writing to {folder} for over {patience:.0f} s",
                    "wait until it has finished, or end it",
                ) from None
        time.sleep(0.05)
