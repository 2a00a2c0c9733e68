r"""SubStation Alpha (.ass, .ssa): a line a cue, its fields in the order that a Format line names.

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.50,0:00:02.30,Default,,0,0,0,,{\an8}Hello\Neveryone
"""

import re
from collections.abc import Iterator

from chatmine.records import Reading
from transcripts import cues, reading
from transcripts.cues import Cue

_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_TIME = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.:,](\d{1,3}))?")


class Reader(reading.Reader):
    """Drawings and styles fall away; comments are not read."""

    title = "SubStation Alpha subtitles"
    version = "1"
    mime = "text/x-ssa"
    suffixes = (".ass", ".ssa")

    def recognises(self, head: str) -> bool:
        """By a section's head or a cue at a line's beginning."""
        return (
            re.search(r"^[ \t]*(?:\[(?:Script Info|Events)\]|Dialogue:\s*\S+,\d)", head, re.M | re.I)
            is not None
        )

    def read(self, text: str, media: str) -> Reading:
        """The cues as speech."""
        return cues.reading(_cues(text), media, "ass", self.version)


def _cues(text: str) -> Iterator[Cue]:
    fields, in_events = _names(_FIELDS), True
    for line in text.splitlines():
        kind, _, rest = line.strip().partition(":")
        if kind.startswith("["):
            in_events = kind.casefold().startswith("[events]")
        elif in_events and kind == "Format":
            fields = _names(rest)
        elif in_events and kind == "Dialogue" and (cue := _cue(fields, rest)):
            yield cue


def _names(line: str) -> list[str]:
    return [name.strip().casefold() for name in line.split(",")]


def _cue(fields: list[str], line: str) -> Cue | None:
    values = dict(zip(fields, line.split(",", max(0, len(fields) - 1)), strict=False))
    start, end = (_TIME.fullmatch(values.get(name, "").strip()) for name in ("start", "end"))
    if not start or not end or "text" not in values:
        return None
    return Cue(start=_time(*start.groups()), end=_time(*end.groups()), text=values["text"])


def _time(hours: str, minutes: str, seconds: str, part: str | None) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int((part or "0").ljust(3, "0")) / 1000
