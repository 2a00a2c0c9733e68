"""Readings of a post to one soundtrack a video: what subtitles say, in files or burned in, and what is heard.

Called by `conversing` and by the stage that hears: a video whose subtitles cover it needs no speech model.
A subtitle file belongs to the nearest video before it in the post, else to the first one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatmine.records import Reading, Speech
from pairing.videos import burned

COVERED = 0.6
"""Subtitles that reach over this share of a video are taken for all of it: its ends are often mute."""
LATE = 5.0
"""Seconds by which they may go on behind the video's end: more, and they belong to another cut of it."""
_SAME = 0.5
"""A heard stretch that lies so much under a subtitle says the same; the subtitle has the better wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundtrack:
    """What is said in one file; `written` is the subtitle file that it comes from, if any."""

    media: str
    speech: tuple[Speech, ...]
    written: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it was made of."""
        return (self.media, self.written) if self.written else (self.media,)


def soundtracks(readings: Sequence[Reading]) -> list[Soundtrack]:
    """A soundtrack for each file with speech, in the post's order; subtitles without a video are one too."""
    videos = list(dict.fromkeys(reading.media for reading in readings if is_video(reading)))
    if not videos:
        written = [reading for reading in readings if reading.written]
        return [Soundtrack(media=one.media, speech=one.speech) for one in written]
    return [_of_video(readings, video) for video in videos]


def is_video(reading: Reading) -> bool:
    """Whether it was made of a video, by eye or by ear."""
    seconds = reading.duration is not None or any(line.second is not None for line in reading.lines)
    return not reading.written and (seconds or bool(reading.speech))


def subtitles(readings: Sequence[Reading], video: str) -> Reading | None:
    """The subtitles of a video; of several those in the language that was heard, else the first."""
    found = []
    videos = [reading.media for reading in readings if is_video(reading)]
    last = videos[0] if videos else None
    for reading in readings:
        if is_video(reading):
            last = reading.media
        elif reading.written and last == video:
            found.append(reading)
    spoken = {_language(reading) for reading in readings if reading.media == video and reading.speech}
    return next((one for one in found if _language(one) in spoken), found[0] if found else None)


def covers(written: Reading, duration: float | None) -> bool:
    """Whether subtitles reach over a video of so many seconds, so that nothing is left to hear."""
    if not written.speech or not duration:
        return bool(written.speech)
    first, last = written.speech[0].start, written.speech[-1].end
    return last - first >= COVERED * duration and last <= duration + LATE


def _of_video(readings: Sequence[Reading], video: str) -> Soundtrack:
    mine = [reading for reading in readings if reading.media == video]
    heard = merged(
        [said for reading in mine for said in burned.subtitles(reading)],
        [said for reading in mine for said in reading.speech],
    )
    written = subtitles(readings, video)
    if written is None:
        return Soundtrack(media=video, speech=heard)
    return Soundtrack(media=video, speech=merged(written.speech, heard), written=written.media)


def merged(written: Sequence[Speech], heard: Sequence[Speech]) -> tuple[Speech, ...]:
    """All that was written, and of what was heard only what lies under none of it, in order of time.

    Where both say the same, letter by letter, the one with more blanks and points stays.
    """
    more = [said for said in heard if _under(said, written) < _SAME]
    kept = [_better_set(one, heard) for one in written]
    return tuple(sorted([*kept, *more], key=lambda said: said.start))


def _better_set(written: Speech, heard: Sequence[Speech]) -> Speech:
    same = [
        said.text
        for said in heard
        if said.start < written.end and written.start < said.end and _letters(said) == _letters(written)
    ]
    return replace(written, text=max([written.text, *same], key=len))


def _letters(said: Speech) -> str:
    return "".join(character for character in said.text if character.isalnum()).casefold()


def _under(said: Speech, written: Sequence[Speech]) -> float:
    """The share of a stretch's time that subtitles cover."""
    shared = sum(max(0.0, min(said.end, one.end) - max(said.start, one.start)) for one in written)
    return shared / max(said.end - said.start, 1e-3)


def _language(reading: Reading) -> str:
    """`zh` or `other`: what a stretch says of its language, most of them."""
    chinese = sum(said.language == "zh" for said in reading.speech)
    return "zh" if chinese * 2 > len(reading.speech) else "other"
