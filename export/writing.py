"""Write a dataset: items in, a folder of rows, their provenance, a manifest and a card out.

    DIR/data/train.jsonl (with `split` also validation, test)   provenance.jsonl   manifest.json   README.md

One pass over the items in the order given; the folder is made whole or not at all; the same items give the
same bytes.  Every pair ends up in a row or is counted in `left_out` under its reason.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from chatmine.records import Pair
from export import card, folders, manifest, provenance
from export.choosing import KeepOut, fit
from export.items import Format, Item, Row
from export.lines import line, page
from export.manifest import DataFile, Manifest, Options, OtherFile

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRow:
    """One row as the ledger keeps it; `pairs` are all whose text it holds."""

    row: str
    conversation: str
    pairs: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What `chatmine export` prints."""

    format: str
    rows: int
    left_out: Mapping[str, int]
    files: tuple[DataFile, ...]


Note = Callable[[bytes, Iterator[WrittenRow]], None]


def nothing(pair: Pair) -> str | None:
    """Keep out no pair."""
    return None


def nobody(made: bytes, rows: Iterator[WrittenRow]) -> None:
    """Tell nobody."""


def write(
    out: Path,
    style: Format,
    items: Iterable[Item],
    *,
    query: str,
    filters: Mapping[str, object],
    split: bool,
    overwrite: bool,
    versions: Mapping[str, str],
    keep_out: KeepOut = nothing,
    note: Note = nobody,
) -> Written:
    """Write the dataset to `out`.

    `keep_out` gives the reason why a pair must stay out, or None.  `note` gets the manifest and every row
    when all is written and nothing is in place yet, so that what goes out is in the ledger first.  Raises
    `WrongCall` when `out` exists (without `overwrite`, or holding anything but an export), `CannotWork` when
    it can't be written; then nothing is left behind.
    """
    with folders.whole(out, overwrite=overwrite) as aside:
        tally = _Tally()
        files = _write_rows(aside, style, items, split, keep_out, tally)
        made = Manifest(
            format=style.name,
            title=style.title,
            features=style.features,
            options=Options(query=query, filters=dict(sorted(filters.items())), split=split),
            versions=dict(sorted(versions.items())),
            rows=tally.rows,
            left_out=dict(sorted(tally.left_out.items())),
            files=files,
        )
        note(_finish(aside, made), _rows(aside))
    return Written(format=made.format, rows=made.rows, left_out=made.left_out, files=made.files)


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def _write_rows(
    aside: Path, style: Format, items: Iterable[Item], split: bool, keep_out: KeepOut, tally: _Tally
) -> tuple[DataFile, ...]:
    (aside / "data").mkdir()
    with ExitStack() as stack:
        names = SPLITS if split else SPLITS[:1]
        files = {name: stack.enter_context(_RowFile(aside, name, style.suffix)) for name in names}
        origins = stack.enter_context((aside / provenance.NAME).open("wb"))
        for item in items:
            name = split_of(item.post.id) if split else SPLITS[0]
            for row in _rows_of(item, style, keep_out, tally):
                files[name].add(row)
                origins.write(line(provenance.origin(item, row, name)))
                tally.rows += 1
    return tuple(file.done for file in files.values())


def _rows_of(item: Item, style: Format, keep_out: KeepOut, tally: _Tally) -> Iterator[Row]:
    if not item.pairs:
        tally.left_out["no_pair"] += 1
    pairs, reasons = fit(item.pairs, keep_out)
    tally.left_out.update(reasons)
    if not pairs:
        return
    used: set[str] = set()
    for row in style.rows(replace(item, pairs=pairs)):
        used.update(pair.id for pair in row.pairs)
        yield row
    if gap := sum(pair.id not in used for pair in pairs):
        tally.left_out["gap"] += gap


def split_of(post: str) -> str:
    """Where a post's rows go, whatever else is exported: 90 % train, 5 % validation, 5 % test."""
    place = int.from_bytes(hashlib.sha256(post.encode()).digest()[:8], "big") % 100
    return "train" if place < 90 else "validation" if place < 95 else "test"


class _RowFile:
    """One file of rows, hashed and counted while it is written."""

    def __init__(self, folder: Path, split: str, suffix: str) -> None:
        self._split = split
        self._path = f"data/{split}.{suffix}"
        self._file: BinaryIO = (folder / self._path).open("wb")
        self._hash = hashlib.sha256()
        self._rows = 0

    def add(self, row: Row) -> None:
        """Write one row."""
        data = line(row.value)
        self._hash.update(data)
        self._file.write(data)
        self._rows += 1

    @property
    def done(self) -> DataFile:
        """What was written."""
        return DataFile(path=self._path, sha256=self._hash.hexdigest(), rows=self._rows, split=self._split)

    def __enter__(self) -> "_RowFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _finish(aside: Path, made: Manifest) -> bytes:
    """Write card and manifest, have the disk hold every file; the manifest's bytes."""
    counted = provenance.counts(provenance.origins(aside / provenance.NAME))
    (aside / card.NAME).write_text(card.card(made, counted), encoding="utf-8", newline="\n")
    other = [OtherFile(path=name, sha256=manifest.hash_of(aside / name)) for name in _OTHER]
    data = page(replace(made, other_files=tuple(other)))
    (aside / manifest.NAME).write_bytes(data)
    for path in sorted(made.paths() | set(_OTHER)):
        folders.sync(aside / path)
    return data


_OTHER = (card.NAME, provenance.NAME)


def _rows(aside: Path) -> Iterator[WrittenRow]:
    for found in provenance.origins(aside / provenance.NAME):
        yield WrittenRow(row=found.id, conversation=found.conversation, pairs=found.pairs, hash=found.hash)
