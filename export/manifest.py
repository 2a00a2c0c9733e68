"""`manifest.json`: what a dataset holds and how it was made, read back from anywhere with suspicion.

It says what was asked for, by which versions, how many rows there are and what was left out, and the hash of
every file beside it.  It does not say when: the same state gives the same bytes.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from chatmine.errors import WrongCall
from chatmine.records import from_json

NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of rows; `path` is relative to the folder."""

    path: str
    sha256: str
    rows: int
    split: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFile:
    """A file beside the rows: where they come from, the card."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for."""

    query: str
    filters: Mapping[str, Any]
    split: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All of `manifest.json`; `features` are the columns as `export.items.Kind`."""

    format: str
    title: str
    features: Mapping[str, Any]
    options: Options
    versions: Mapping[str, str]
    rows: int
    left_out: Mapping[str, int]
    files: tuple[DataFile, ...]
    other_files: tuple[OtherFile, ...] = ()

    def paths(self) -> set[str]:
        """Every file of the dataset, this one too."""
        return {NAME, *(file.path for file in self.files), *(file.path for file in self.other_files)}


def read(folder: Path) -> Manifest:
    """The manifest of an export; raises `WrongCall` where there is none or it names files elsewhere."""
    try:
        manifest = from_json((folder / NAME).read_bytes(), Manifest)
    except OSError as error:
        raise _not_an_export(folder, f"its {NAME} can't be read ({error.strerror})") from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _not_an_export(folder, f"its {NAME} is not one of ours ({error})") from error
    for path in manifest.paths():
        if not _inside(folder, path):
            raise _not_an_export(folder, f"its {NAME} names a file outside of it")
    return manifest


def _inside(folder: Path, path: str) -> bool:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path:
        return False
    return (folder / path).parent.resolve().is_relative_to(folder.resolve())


def _not_an_export(folder: Path, why: str) -> WrongCall:
    way_out = "name a folder that chatmine export --out made, or one that is not there yet"
    return WrongCall("not_an_export", f"{folder} is no export: {why}", way_out)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
