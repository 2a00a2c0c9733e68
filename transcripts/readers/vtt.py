"""WebVTT (.vtt): cues with or without a name, notes, styles and regions between them.

WEBVTT

first
00:00.500 --> 00:02.300 align:start
<v Anna>Hello <c.loud>everyone</c>
"""

import re
from collections.abc import Iterator

from chatmine.records import Reading
from transcripts import cues, reading
from transcripts.cues import Cue

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})\.(\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]|$)")


class Reader(reading.Reader):
    """A block without times (a note, a style) is passed over; a line of blanks does not end a cue."""

    title = "WebVTT subtitles"
    version = "1"
    mime = "text/vtt"
    suffixes = (".vtt",)

    def recognises(self, head: str) -> bool:
        """By its first word."""
        return re.match(r"\s*WEBVTT(?:\s|$)", head) is not None

    def read(self, text: str, media: str) -> Reading:
        """The cues as speech; `<v NAME>` stands before the text as `NAME: `."""
        return cues.reading(_cues(text), media, "vtt", self.version)


def _cues(text: str) -> Iterator[Cue]:
    for block in re.split(r"\n{2,}", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.split("\n")
        for n, line in enumerate(lines[:3]):  # a name may stand above the times
            if found := _TIMES.match(line):
                start, end = _time(*found.groups()[:4]), _time(*found.groups()[4:])
                yield Cue(start=start, end=end, text="\n".join(lines[n + 1 :]))
                break


def _time(hours: str | None, minutes: str, seconds: str, part: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000
