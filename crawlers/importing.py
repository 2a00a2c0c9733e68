"""A user's own files to posts: `import_paths` finds the importer for each path and yields what it gives.

Nothing is saved here and nothing is fetched: the import stage takes the values.  What can't be taken is a
value too, with its reason.  Links that lead out of a named folder, devices and the like are refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Media, Post
from crawlers.keeping import Look
from crawlers.sidefiles import beside

IMPORTERS = "crawlers.importers"
LAST = "folder"
"""The importer that takes everything, asked when no other has recognised a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """One file of a post: where it lies and what it is."""

    path: Path
    media: Media


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A post from a user's files.

    `path` is the file or folder that it was made from; `post.author` is still the name that was given:
    the stage puts the keyed hash in its place.  `missing` are addresses of files that were not there.
    """

    path: Path
    importer: str
    post: Post
    files: tuple[ImportedFile, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotImported:
    """A file or folder that could not be taken, and why."""

    path: Path
    error: Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class ImporterInfo:
    """One row of `import --list`."""

    importer: str
    title: str
    detects: str


class Importer(Protocol):
    """What every file in `crawlers/importers` offers, in a class called `Importer`."""

    title: str
    detects: str
    """By what a path is recognised, in words."""

    def takes(self, path: Path) -> bool:
        """Whether this path is of its kind; looks at names and a few bytes at most."""
        ...

    def read(self, path: Path, *, as_post: bool, look: Look) -> Iterator[Imported | NotImported]:
        """The posts in `path`, in a fixed order."""
        ...


def importers() -> list[ImporterInfo]:
    """Every importer there is."""
    found = []
    for name in plugins.names(IMPORTERS):
        importer = _importer(name)
        found.append(ImporterInfo(importer=name, title=importer.title, detects=importer.detects))
    return found


def import_paths(
    paths: Sequence[Path], look: Look, *, as_post: bool = False, importer: str | None = None
) -> Iterator[Imported | NotImported]:
    """What the paths hold, one after the other.

    `look` says what a file is by its content.  With `as_post` each folder named is one post.  `importer` is
    one of `importers()`, detected for each path when left out; an unknown one raises `WrongCall`.
    """
    chosen = _importer(importer) if importer else None
    # A video brings its subtitles: where both are named, they are not a post of their own.
    brought: set[Path] = set()
    late = {subtitle for found in beside(paths).values() for subtitle in found}
    for path in [*(path for path in paths if path not in late), *(path for path in paths if path in late)]:
        if path in late and path in brought:
            continue
        try:
            path.stat()
        except OSError as error:  # not there, or its name can't be, or its folder may not be read
            reason = Unreadable("no_such_file", f"{path}: {error.strerror}", "check the name and its rights")
            yield NotImported(path=path, error=reason)
            continue
        for found in (chosen or _detected(path)).read(path, as_post=as_post, look=look):
            brought |= {file.path for file in found.files} if isinstance(found, Imported) else set()
            yield found


def _detected(path: Path) -> Importer:
    others = (_importer(name) for name in plugins.names(IMPORTERS) if name != LAST)
    return next((importer for importer in others if importer.takes(path)), _importer(LAST))


def _importer(name: str) -> Importer:
    made: Importer = plugins.load(IMPORTERS, name).Importer()
    return made
