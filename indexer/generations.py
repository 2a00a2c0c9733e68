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
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from chatmine.errors import CannotWork

_STATE = "state.json"
_PREFIX = "generation-"


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
    except (FileNotFoundError, ValueError, TypeError):
        return None


def fresh(folder: Path, schema: int) -> State:
    """A generation of its own, not yet current."""
    state = State(schema=schema, generation=_PREFIX + uuid.uuid4().hex[:12])
    (folder / state.generation).mkdir()
    return state


def switch(folder: Path, state: State) -> None:
    """Make `state` the current one, for good: after a power cut it is the old one or the new one."""
    aside = folder / (_STATE + ".new")
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


@contextmanager
def writing(folder: Path, patience: float) -> Iterator[None]:
    """The only writer of `folder`; raises `CannotWork` when another one holds it for `patience` seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "writer.lock").open("a") as lock:
        _wait_for(lock.fileno(), patience, folder)
        yield


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
