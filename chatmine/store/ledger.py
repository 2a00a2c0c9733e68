"""What went out and what must stay out: exports and takedowns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatmine.records import Evidence, from_json, to_json
from chatmine.store.database import Database
from chatmine.store.notes import now


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """One row of a dataset: its id there, the conversation and pairs it came from, the hash of its text."""

    row: str
    conversation: str
    hash: str
    pairs: tuple[str, ...]


class Ledger:
    """Exports and takedowns of a workspace."""

    def __init__(self, database: Database) -> None:
        """Keep the ledger in `database`."""
        self._database = database

    def exported(self, path: str, manifest: bytes, rows: Iterable[ExportedRow]) -> None:
        """Note that a dataset was written to `path`, with its manifest and rows."""
        with self._database.transaction():
            self._database.run("INSERT INTO exports (path, record) VALUES (?, ?)", (path, manifest))
            export = self._database.number("SELECT last_insert_rowid()")
            for row in rows:
                self._database.run(
                    "INSERT INTO exported (export, conversation, row, hash, pairs) VALUES (?, ?, ?, ?, ?)",
                    (export, row.conversation, row.row, row.hash, to_json(row.pairs)),
                )

    def exports_with(self, conversations: Sequence[str]) -> list[tuple[str, list[ExportedRow]]]:
        """The datasets that hold rows of these conversations, each with those rows."""
        found: dict[tuple[int, str], list[ExportedRow]] = {}
        for conversation in conversations:
            for seq, path, row, hashed, pairs in self._database.rows(
                "SELECT e.seq, e.path, x.row, x.hash, x.pairs FROM exported x"
                " JOIN exports e ON e.seq = x.export WHERE x.conversation = ? ORDER BY e.seq, x.row",
                (conversation,),
            ):
                entry = ExportedRow(
                    row=str(row),
                    conversation=conversation,
                    hash=str(hashed),
                    pairs=from_json(pairs, tuple[str, ...]) if isinstance(pairs, bytes) else (),
                )
                found.setdefault((int(str(seq)), str(path)), []).append(entry)
        return [(path, rows) for (_, path), rows in sorted(found.items(), key=lambda item: item[0])]

    def take_down(self, kind: str, value: str) -> None:
        """Remember that `value` must stay out."""
        self._database.run(
            "INSERT OR IGNORE INTO takedowns (kind, value, at) VALUES (?, ?, ?)", (kind, value, now())
        )

    def is_taken_down(self, kind: str, value: str | None) -> bool:
        """Whether `value` was taken down."""
        return value is not None and bool(
            self._database.number(
                "SELECT count(*) FROM takedowns WHERE kind = ? AND value = ?", (kind, value)
            )
        )

    def taken_files(self) -> list[str]:
        """The hashes of the files that must stay out."""
        rows = self._database.rows("SELECT value FROM takedowns WHERE kind = 'media'")
        return [str(value) for (value,) in rows]

    def next_patch(self) -> int:
        """A number that no patch has had yet."""
        number = self._database.number("SELECT CAST(value AS INTEGER) FROM facts WHERE name = 'patches'") + 1
        self._database.run("INSERT OR REPLACE INTO facts (name, value) VALUES ('patches', ?)", (number,))
        return number

    def take_spots(self, spots: Iterable[Evidence]) -> None:
        """Remember places on files whose text must stay out, however they are read again."""
        for spot in spots:
            self._database.run(
                "INSERT INTO taken_spots (media, record) VALUES (?, ?)", (spot.media, to_json(spot))
            )

    def taken_spots(self, media: str) -> list[Evidence]:
        """The places on one file whose text must stay out."""
        rows = self._database.rows("SELECT record FROM taken_spots WHERE media = ?", (media,))
        return [from_json(record, Evidence) for (record,) in rows if isinstance(record, bytes)]
