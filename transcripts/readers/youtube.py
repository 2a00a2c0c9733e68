r"""YouTube's own subtitles (json3), times in milliseconds.

    {"wireMagic": "pb3", "events": [{"tStartMs": 500, "dDurationMs": 1800, "segs": [{"utf8": "hello"}]}]}

An event of machine-made captions lasts until it scrolls away; one with `aAppend` only breaks the line.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from chatmine.records import Reading
from transcripts import cues, reading
from transcripts.cues import Cue


class _Events(msgspec.Struct):
    events: list[Any]


class _Piece(msgspec.Struct):
    utf8: str = ""


class _Event(msgspec.Struct, rename="camel"):
    t_start_ms: float
    d_duration_ms: float = 0.0
    a_append: int = 0
    segs: list[_Piece] = []


class Reader(reading.Reader):
    """Written and machine-made captions."""

    title = "YouTube subtitles (json3)"
    version = "1"
    mime = "application/json"
    suffixes = (".json3", ".json")

    def recognises(self, head: str) -> bool:
        """By an object of timed events."""
        return head.lstrip().startswith("{") and re.search(r'"(?:tStartMs|wireMagic)"\s*:', head) is not None

    def read(self, text: str, media: str) -> Reading:
        """The events as speech."""
        return cues.reading(_cues(cues.decoded(text, _Events).events), media, "youtube", self.version)


def _cues(events: list[Any]) -> Iterator[Cue]:
    for entry in events:
        try:
            event = msgspec.convert(entry, _Event)
        except msgspec.ValidationError:
            continue
        start = event.t_start_ms / 1000
        if not event.a_append:
            text = "".join(piece.utf8 for piece in event.segs)
            yield Cue(start=start, end=start + event.d_duration_ms / 1000, text=text)
