"""Bilibili's own subtitles, JSON with times in seconds.

{"font_size": 0.4, "body": [{"from": 0.5, "to": 2.3, "location": 2, "content": "大家好"}]}
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from chatmine.records import Reading
from transcripts import cues, reading
from transcripts.cues import Cue


class _Body(msgspec.Struct):
    body: list[Any]


class _Cue(msgspec.Struct):
    start: float = msgspec.field(name="from")
    end: float = msgspec.field(name="to")
    content: str


class Reader(reading.Reader):
    """One of the platform's subtitle files, spoken or machine-made."""

    title = "Bilibili subtitles"
    version = "1"
    mime = "application/json"
    suffixes = (".json",)

    def recognises(self, head: str) -> bool:
        """By an object with a `body` of cues."""
        return (
            head.lstrip().startswith("{")
            and re.search(r'"body"\s*:\s*\[\s*\{[^{}]*"(?:from|to|content)"', head) is not None
        )

    def read(self, text: str, media: str) -> Reading:
        """The cues as speech."""
        return cues.reading(_cues(cues.decoded(text, _Body).body), media, "bilibili", self.version)


def _cues(body: list[Any]) -> Iterator[Cue]:
    for entry in body:
        try:
            cue = msgspec.convert(entry, _Cue)
        except msgspec.ValidationError:
            continue
        yield Cue(start=cue.start, end=cue.end, text=cue.content)
