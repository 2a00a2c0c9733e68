"""What the engines made of the files.  The row is the marker: a file without one is still to be read."""

from typing import Literal

from chatmine.records import Reading, from_json, to_json
from chatmine.store.database import Database

Stage = Literal["read", "hear"]


class Readings:
    """Readings by OCR (`read`) and speech engines (`hear`); a file's newest of each stage counts."""

    def __init__(self, database: Database) -> None:
        """Keep readings in `database`."""
        self._database = database

    def save(self, reading: Reading, stage: Stage) -> None:
        """Keep a reading beside those of other engines and versions."""
        self._database.run(
            "INSERT OR REPLACE INTO readings (media, stage, engine, version, record) VALUES (?, ?, ?, ?, ?)",
            (reading.media, stage, reading.engine, reading.version, to_json(reading)),
        )

    def of(self, media: str) -> list[Reading]:
        """The newest reading of each stage of one file."""
        rows = self._database.rows(
            "SELECT record FROM readings WHERE media = ? AND seq IN"
            " (SELECT max(seq) FROM readings WHERE media = ? GROUP BY stage) ORDER BY stage DESC",
            (media, media),
        )
        return [from_json(record, Reading) for (record,) in rows if isinstance(record, bytes)]

    def all_of(self, media: str) -> list[tuple[Reading, Stage]]:
        """Every reading of one file, older engines' too."""
        rows = self._database.rows(
            "SELECT record, stage FROM readings WHERE media = ? ORDER BY seq", (media,)
        )
        return [
            (from_json(record, Reading), "read" if stage == "read" else "hear")
            for record, stage in rows
            if isinstance(record, bytes)
        ]

    def missing(self, stage: Stage) -> list[str]:
        """The files without any reading or failure at this stage, in a fixed order."""
        rows = self._database.rows(
            f"SELECT sha256 FROM media WHERE {_WANTED[stage]}"
            " AND NOT EXISTS (SELECT 1 FROM readings r WHERE r.media = sha256 AND r.stage = ?)"
            " AND NOT EXISTS (SELECT 1 FROM failures f WHERE f.media = sha256 AND f.stage = ?)"
            " ORDER BY sha256",
            (stage, stage),
        )
        return [str(media) for (media,) in rows]

    def outdated(self, stage: Stage, engine: str, version: str) -> list[str]:
        """The files without a reading by just this engine and version: unread, older, or failed."""
        rows = self._database.rows(
            f"SELECT sha256 FROM media WHERE {_WANTED[stage]} AND NOT EXISTS (SELECT 1 FROM readings r"
            " WHERE r.media = sha256 AND r.stage = ? AND r.engine = ? AND r.version = ?) ORDER BY sha256",
            (stage, engine, version),
        )
        return [str(media) for (media,) in rows]

    def left(self, stage: Stage) -> int:
        """How many files `missing` would name."""
        return len(self.missing(stage))

    def counts(self) -> int:
        """How many readings."""
        return self._database.number("SELECT count(*) FROM readings")


_WANTED: dict[Stage, str] = {"read": "TRUE", "hear": "kind = 'video'"}
