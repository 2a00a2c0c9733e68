"""Take rows out of a dataset that has left the house.

A patch is a file of JSON lines, `{"id": ROW, "hash": TEXT HASH}`, that a takedown writes.  It can be applied
to a copy of the export anywhere, any number of times.  Each file is replaced as a whole, the manifest last:
after a crash in between, applying the patch again does what is left.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import msgspec

from chatmine.errors import WrongCall
from chatmine.records import from_json
from export import card, folders, manifest, provenance
from export.lines import line, page, text_hash
from export.manifest import DataFile, Manifest, OtherFile


class Exported(Protocol):
    """A row that went out: its id and the hash of its text."""

    @property
    def row(self) -> str:
        """The row's id in the dataset."""
        ...

    @property
    def hash(self) -> str:
        """`export.lines.text_hash` of the row."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """One line of a patch."""

    id: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """Ids of rows: taken out; left because their text has changed since; not there (any more)."""

    removed: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[str, ...]


def write_patch(path: Path, rows: Iterable[Exported]) -> None:
    """Write the patch that takes `rows` out of a dataset; `path` stands whole or not at all."""
    with folders.in_our_words(path), _replacing(path) as new:
        new.write_bytes(b"".join(line(Gone(id=row.row, hash=row.hash)) for row in rows))


def apply_takedown(patch: Path, folder: Path) -> Applied:
    """Take the rows that a patch names out of the export in `folder`, and out of its provenance.

    Raises `WrongCall` when the patch can't be read or `folder` is no export, `CannotWork` when it can't be
    written; then nothing has changed.
    """
    gone = _read_patch(patch)
    made = manifest.read(folder)
    with folders.in_our_words(folder):
        return _Application(folder, made, gone).apply()


def _read_patch(path: Path) -> dict[str, str]:
    gone: dict[str, str] = {}
    try:
        for number, text in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                found = from_json(text, Gone)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise _bad_patch(f"{path}, line {number}: {error}") from error
            gone[found.id] = found.hash
    except OSError as error:
        raise _bad_patch(f"{path}: {error.strerror}") from error
    return gone


def _bad_patch(message: str) -> WrongCall:
    return WrongCall(
        "bad_patch", message, 'a patch has a line {"id": …, "hash": …} for every row; see takedowns/'
    )


class _Application:
    """One patch on its way into one folder."""

    def __init__(self, folder: Path, made: Manifest, gone: dict[str, str]) -> None:
        self.folder = folder
        self.made = made
        self.gone = gone
        self.removed: set[str] = set()
        self.differing: set[str] = set()
        self.new: list[tuple[Path, Path]] = []

    def apply(self) -> Applied:
        """Write every changed file aside, then put them in place."""
        try:
            self._prepare()
            for new, path in self.new:
                new.replace(path)
        finally:
            for new, _ in self.new:
                new.unlink(missing_ok=True)
        return Applied(
            removed=tuple(name for name in self.gone if name in self.removed),
            differing=tuple(name for name in self.gone if name in self.differing),
            missing=tuple(name for name in self.gone if name not in self.removed | self.differing),
        )

    def _prepare(self) -> None:
        files = tuple(self._without(file) for file in self.made.files)
        origins = self._filtered(self.folder / provenance.NAME, self._keeps_origin)
        left_out = dict(self.made.left_out)
        rows = sum(file.rows for file in files)
        if rows < self.made.rows:
            left_out["takedown"] = left_out.get("takedown", 0) + self.made.rows - rows
        made = replace(self.made, files=files, rows=rows, left_out=dict(sorted(left_out.items())))
        if self.new or made != self.made:
            self._describe(made, origins)

    def _without(self, file: DataFile) -> DataFile:
        path = self._filtered(self.folder / file.path, self._keeps_row)
        with path.open("rb") as rows:
            count = sum(1 for _ in rows)
        return replace(file, rows=count, sha256=manifest.hash_of(path))

    def _keeps_row(self, data: bytes) -> bool:
        try:
            value = msgspec.json.decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return True
        name = value.get("id") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in self.gone:
            return True
        if text_hash(value) != self.gone[name]:
            self.differing.add(name)
            return True
        self.removed.add(name)
        return False

    def _keeps_origin(self, data: bytes) -> bool:
        found = provenance.read(data)
        return found is None or found.id in self.differing or self.gone.get(found.id) != found.hash

    def _filtered(self, path: Path, keeps: Callable[[bytes], bool]) -> Path:
        """A copy beside `path` without the lines that go; `path` itself when all stay."""
        new = self._beside(path)
        dropped = False
        with path.open("rb") as lines, new.open("wb") as file:
            for data in lines:
                if keeps(data):
                    file.write(data)
                else:
                    dropped = True
        if dropped:
            folders.sync(new)
            return new
        self.new.pop()
        new.unlink()
        return path

    def _beside(self, path: Path) -> Path:
        new = path.with_name(f".{path.name}.chatmine-new")
        self.new.append((new, path))
        return new

    def _describe(self, made: Manifest, origins: Path) -> None:
        """Make the card anew, unless a person has changed it, and the manifest."""
        readme = self.folder / card.NAME
        hashes = {file.path: file.sha256 for file in made.other_files}
        hashes[provenance.NAME] = manifest.hash_of(origins)
        if readme.exists() and manifest.hash_of(readme) == hashes.get(card.NAME):
            new = self._beside(readme)
            text = card.card(made, provenance.counts(provenance.origins(origins)))
            new.write_text(text, encoding="utf-8", newline="\n")
            hashes[card.NAME] = manifest.hash_of(new)
        other = tuple(OtherFile(path=path, sha256=hashed) for path, hashed in hashes.items())
        self._beside(self.folder / manifest.NAME).write_bytes(page(replace(made, other_files=other)))
        for new, _ in self.new:
            folders.sync(new)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    new = path.with_name(f".{path.name}.chatmine-new")
    try:
        yield new
        folders.sync(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
