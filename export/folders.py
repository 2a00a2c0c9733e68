"""A folder that is made whole or not at all.

It is written beside its place, under a name of ours, and renamed at the end.  An earlier export is replaced
only when asked, and only when everything in it is its own: nobody else's file is ever deleted.  What a killed
run left beside the place is swept by the next export to the same place.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chatmine.errors import CannotWork, WrongCall
from export import manifest


@contextmanager
def whole(out: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder to write into; it stands at `out` when the block ends, and is gone when the block raises.

    Raises `WrongCall` when `out` may not be taken, `CannotWork` when it can't be written.
    """
    out = out.resolve()
    with in_our_words(out):
        _refuse_to_harm(out, overwrite)
        aside = out.with_name(f".{out.name}.chatmine-unfinished")
        lock = _taken(aside)
        try:
            yield aside
            for folder, _, _ in os.walk(aside):
                sync(Path(folder))
            _put_in_place(aside, out)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        finally:
            os.close(lock)


def _refuse_to_harm(out: Path, overwrite: bool) -> None:
    if not out.exists():
        return
    if not overwrite:
        raise WrongCall(
            "out_exists",
            f"{out} is there already",
            "name another folder, or replace an export with --overwrite",
        )
    if not out.is_dir():
        raise WrongCall("not_an_export", f"{out} is not a folder", "name another place")
    if any(out.iterdir()):
        _refuse_strangers(out)


def _refuse_strangers(out: Path) -> None:
    ours = manifest.read(out).paths()
    for folder, folders, files in os.walk(out):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            path = (Path(folder) / name).relative_to(out)
            if path.as_posix() not in ours:
                raise WrongCall(
                    "holds_other_files",
                    f"{out} holds {path}, which is not the export's",
                    "move it elsewhere first",
                )


def _taken(aside: Path) -> int:
    """The lock on an empty `aside`; the kernel lets go of it however the process ends."""
    aside.mkdir(parents=True, exist_ok=True)
    lock = os.open(aside, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in aside.iterdir():
            _remove(left)
    except BlockingIOError:
        os.close(lock)
        raise CannotWork(
            "export_busy",
            f"another export writes to {aside.parent}",
            "wait until it has ended, then run it again",
        ) from None
    except BaseException:
        os.close(lock)
        raise
    return lock


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _put_in_place(aside: Path, out: Path) -> None:
    old = out.with_name(f".{out.name}.chatmine-replaced")
    if out.exists():
        shutil.rmtree(old, ignore_errors=True)
        out.rename(old)
        try:
            aside.rename(out)
        except OSError:
            old.rename(out)
            raise
    else:
        aside.rename(out)
    sync(out.parent)
    shutil.rmtree(old, ignore_errors=True)


def sync(path: Path) -> None:
    """Have the disk hold a file or a folder's names before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def in_our_words(out: Path) -> Iterator[None]:
    """Turn the file system's errors about `out` into `CannotWork` with a way out."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise CannotWork(
                "disk_full", f"no space left to write {out}", "make room, or name a folder on another disk"
            ) from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise CannotWork(
                "read_only", f"{out} can't be written", "name another folder, or allow it"
            ) from error
        raise CannotWork(
            "cannot_write", f"{out}: {error.strerror or error}", "name another folder"
        ) from error
