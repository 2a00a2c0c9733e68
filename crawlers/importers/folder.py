"""Pictures and videos in files and folders, with what `post.json` and `posts.csv` say about them.

Each file is a post of its own, `file:` and the SHA-256 of its bytes.  A folder that holds a `post.json`, or
is named with `as_post`, is one post of all files in it and below (but for folders below that are posts of
their own), in natural order of their names: `file:` and the SHA-256 of their hexadecimal hashes joined.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from chatmine.errors import Unreadable
from chatmine.records import Post
from crawlers import sidefiles
from crawlers.importing import Imported, ImportedFile, NotImported
from crawlers.importing import Importer as ImporterProtocol
from crawlers.keeping import Look
from crawlers.sidefiles import Told

_PASSED_OVER = sidefiles.NAMES | {"thumbs.db", "desktop.ini"}
_DEEPEST = 100


class Importer(ImporterProtocol):
    """Takes everything that no other importer knows."""

    title = "Pictures and videos in files and folders"
    detects = "any file or folder; post.json and posts.csv say more about them"

    def takes(self, path: Path) -> bool:
        """Whether it exists."""
        return path.exists()

    def read(self, path: Path, *, as_post: bool, look: Look) -> Iterator[Imported | NotImported]:
        """The posts in `path`."""
        error = _refusal(path.resolve(), path.resolve())
        if error:
            yield NotImported(path=path, error=error)
        elif not path.is_dir():
            root = path.resolve().parent
            subtitles = [found for found in sidefiles.beside_one(path) if not _refusal(found, root)]
            yield _single(path, Told(), look, subtitles)
        elif as_post:
            yield from _post(path, path.resolve(), look)
        else:
            yield from _folder(path, path.resolve(), {}, look)


def _folder(
    folder: Path, root: Path, told: dict[Path, Told | Unreadable], look: Look
) -> Iterator[Imported | NotImported]:
    """The posts of a folder and those below; `told` is what tables further up say about files."""
    if _is_there(folder / sidefiles.POST):
        yield from _post(folder, root, look)
        return
    table = folder / sidefiles.TABLE
    if _is_there(table):
        yield from _read_table(table, told)
    entries = _entries(folder)
    beside = sidefiles.beside(path for path in entries if _is_file_of(path, root))
    brought: set[Path] = set()
    late = {subtitle for found in beside.values() for subtitle in found}
    for path in entries:
        error = _refusal(path, root)
        if error:
            yield NotImported(path=path, error=error)
        elif path.is_dir():
            yield from [] if path.is_symlink() else _folder(path, root, told, look)
        elif path.name.lower() not in _PASSED_OVER and path not in late:
            found = _told(path, told, look, beside.get(path, []))
            brought |= {file.path for file in found.files} if isinstance(found, Imported) else set()
            yield found
    for path in sorted(late - brought):  # named as subtitles, but not those of a video here
        yield _told(path, told, look, [])


def _is_file_of(path: Path, root: Path) -> bool:
    """Whether it is a file that may be looked at and does not say things about others."""
    return path.name.lower() not in _PASSED_OVER and not _refusal(path, root) and not path.is_dir()


def _told(
    path: Path, told: dict[Path, Told | Unreadable], look: Look, subtitles: list[Path]
) -> Imported | NotImported:
    said = told.get(path, Told())
    if isinstance(said, Unreadable):
        return NotImported(path=path, error=said)
    return _single(path, said, look, subtitles)


def _read_table(table: Path, told: dict[Path, Told | Unreadable]) -> Iterator[NotImported]:
    """Put what the table says into `told`; a row whose file is not there is given back."""
    try:
        for name, said in sidefiles.read_table(table):
            path = table.parent / name
            if isinstance(said, Unreadable) and not name:
                yield NotImported(path=table, error=said)
            elif not _is_there(path):
                error = Unreadable(
                    "no_such_file", f"{table.name} names {name!r}, which is not there", "check the name"
                )
                yield NotImported(path=path, error=error)
            else:
                told[path] = said
    except Unreadable as error:
        yield NotImported(path=table, error=error)


def _single(path: Path, told: Told, look: Look, subtitles: list[Path]) -> Imported | NotImported:
    """A file as a post of its own, called by its bytes alone; a video with the subtitles beside it."""
    try:
        file = _looked(path, look)
    except Unreadable as error:
        return NotImported(path=path, error=error)
    more = _texts(subtitles, look) if file.media.kind == "video" else []
    post = _as_post(told, file.media.sha256)
    return Imported(path=path, importer="folder", post=post, files=(file, *more))


def _texts(paths: list[Path], look: Look) -> list[ImportedFile]:
    """Those of the paths that are subtitles by what they hold, too; others are refused where they come up."""
    found = []
    for path in paths:
        with suppress(Unreadable):
            found.append(_looked(path, look))
    return [file for file in found if file.media.kind == "text"]


def _post(folder: Path, root: Path, look: Look) -> Iterator[Imported | NotImported]:
    """The folder as one post, then the posts of folders below that have a post.json of their own."""
    side = folder / sidefiles.POST
    files: list[ImportedFile] = []
    below: list[Path] = []
    for path in _files_of_post(folder, root, below):
        error = _refusal(path, root)
        try:
            if error:
                raise error
            files.append(_looked(path, look))
        except Unreadable as reason:
            yield NotImported(path=path, error=reason)
    try:
        yield _joined(folder, sidefiles.read_post(side) if side.exists() else Told(), files)
    except Unreadable as error:
        yield NotImported(path=folder, error=error)
    for path in below:
        yield from _post(path, root, look)


def _files_of_post(folder: Path, root: Path, below: list[Path]) -> Iterator[Path]:
    """The files in and below `folder` in order; folders that are posts of their own go to `below`."""
    for path in _entries(folder):
        inner = not _refusal(path, root) and path.is_dir()
        if inner and not path.is_symlink():
            if _is_there(path / sidefiles.POST):
                below.append(path)
            else:
                yield from _files_of_post(path, root, below)
        elif path.name.lower() not in _PASSED_OVER and not inner:
            yield path


def _joined(folder: Path, told: Told, files: list[ImportedFile]) -> Imported:
    if not files:
        raise Unreadable("no_media", f"{folder.name} holds no picture and no video", "name another folder")
    files = _with_subtitles(files)
    # With subtitles or without, it is the same post.
    hashes = [file.media.sha256 for file in files if file.media.kind != "text"] or [
        file.media.sha256 for file in files
    ]
    name = hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode("ascii")).hexdigest()
    return Imported(path=folder, importer="folder", post=_as_post(told, name), files=tuple(files))


def _with_subtitles(files: list[ImportedFile]) -> list[ImportedFile]:
    """The files of a post in their order, subtitles right behind the video that they are named after."""
    beside = sidefiles.beside(file.path for file in files)
    texts = {file.path: file for file in files if file.media.kind == "text"}
    behind = {
        file.path: [texts.pop(path) for path in beside.get(file.path, []) if path in texts]
        for file in files
        if file.media.kind == "video"
    }
    first = [file for file in files if file.media.kind != "text" or file.path in texts]
    return [one for file in first for one in (file, *behind.get(file.path, []))]


def _as_post(told: Told, name: str) -> Post:
    """The post as it is told; without an id of its platform it is called by its bytes."""
    known = told.platform and told.id
    return Post(
        platform=told.platform if known and told.platform else "file",
        platform_id=told.id if known and told.id else name,
        url=told.url,
        author=told.author,
        title=told.title,
        text=told.text,
        posted_at=told.posted_at,
        tags=told.tags,
        crawler="folder",
    )


def _looked(path: Path, look: Look) -> ImportedFile:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("not_a_file", f"{path.name} is a device or the like", "leave it out")
        return ImportedFile(path=path, media=look(path))
    except OSError as error:
        raise Unreadable("unreadable_file", f"{path.name}: {error.strerror}", "check its rights") from error


def _is_there(path: Path) -> bool:
    """Whether there is such a file or folder; a name that no disk could hold names none."""
    try:
        return path.exists()
    except OSError:
        return False


def _refusal(path: Path, root: Path) -> Unreadable | None:
    """Why an entry is not even looked at: a link that leads out of the folder that was named, or nowhere."""
    try:
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            return Unreadable("unreadable_file", f"{path.name} may not be read", "check its rights")
    except OSError as error:  # its path, or the one that it links to, is longer than the system allows
        return Unreadable("unreadable_file", f"{path.name}: {error.strerror}", "import it from elsewhere")
    if len(path.parts) > len(root.parts) + _DEEPEST:
        return Unreadable("too_deep", f"{path.name} is nested too deeply", "import an inner folder itself")
    if not path.is_symlink():
        return None
    if path.exists() and path.resolve().is_relative_to(root):  # one that leads to itself can't be resolved
        return None
    return Unreadable(
        "outside", f"{path.name} is a link that leads out of the folder", "import its target itself"
    )


def _entries(folder: Path) -> list[Path]:
    """What a folder holds but for hidden names, in natural order: `2.png` before `10.png`."""
    with os.scandir(folder) as found:
        names = [entry.name for entry in found if not entry.name.startswith(".")]
    return [folder / name for name in sorted(names, key=natural)]


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts numbers in names by their value; no two names are equal."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", name.casefold())
    return (*((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces), (-2, name))
