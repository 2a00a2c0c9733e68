"""SubRip (.srt): numbered cues, parted by empty lines.

1
00:00:00,500 --> 00:00:02,300
<i>Hello</i> everyone
"""

import re
from collections.abc import Iterator

from chatmine.records import Reading
from transcripts import cues, reading
from transcripts.cues import Cue

_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-+>[ \t]*{_TIME}")


class Reader(reading.Reader):
    """Cues may lack their number, have a blank line in their text, and commas or points in their times."""

    title = "SubRip subtitles"
    version = "1"
    mime = "application/x-subrip"
    suffixes = (".srt",)

    def recognises(self, head: str) -> bool:
        """By a line with two times within the first ones."""
        lines = head.splitlines()[:20]
        return any(_TIMES.match(line) for line in lines) and not head.lstrip().startswith("WEBVTT")

    def read(self, text: str, media: str) -> Reading:
        """The cues as speech."""
        return cues.reading(_cues(text), media, "srt", self.version)


def _cues(text: str) -> Iterator[Cue]:
    times: tuple[float, float] | None = None
    said: list[str] = []
    for line in text.splitlines():
        found = _TIMES.match(line)
        if not found and not _numbered(said):
            said.append(line)
            continue
        if times:
            yield Cue(start=times[0], end=times[1], text="\n".join(_without_number(said)))
        times, said = _seconds(found), []
    if times:
        yield Cue(start=times[0], end=times[1], text="\n".join(said))


def _numbered(lines: list[str]) -> bool:
    """Whether they end with an empty line and a number: what follows are times, however broken."""
    return len(lines) > 1 and lines[-1].strip().isdecimal() and not lines[-2].strip()


def _without_number(lines: list[str]) -> list[str]:
    """The lines of a cue without the number of the next one, which stands last and alone."""
    return lines[:-1] if lines and lines[-1].strip().isdecimal() else lines


def _seconds(found: re.Match[str] | None) -> tuple[float, float] | None:
    if found is None:
        return None
    h, m, s, part, h2, m2, s2, part2 = found.groups()
    return _time(h, m, s, part), _time(h2, m2, s2, part2)


def _time(hours: str, minutes: str, seconds: str, part: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(part.ljust(3, "0")) / 1000
