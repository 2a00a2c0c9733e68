"""Cues of a subtitle file to speech: markup off, broken ones out, captions that roll said once.

Called by the readers of subtitle formats.  Some platforms show each line twice, first as it is spoken and
then again above the next one; here it is said once, from when it first came.
"""

import html
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from chatmine.errors import Unreadable
from chatmine.records import Reading, Speech

T = TypeVar("T")

LONGEST = 24 * 3600.0
"""Seconds: a time beyond a day is a mistake."""
_LONGEST_TEXT = 2000
"""Characters: nobody can read more at once."""
_GAP = 0.15
"""Seconds between two cues of which the second goes on with the first: players' clocks tick in hundredths."""
_SHORTEST_GROWN = 4
"""Characters: a cue that begins with a shorter one before it says that word anew ("好" and "好的")."""
_CHINESE = 0.2
"""Share of Chinese characters from which a text is Chinese: terms and names in it are often English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Text as it is shown from `start` to `end` seconds; lines are parted by newlines."""

    start: float
    end: float
    text: str


def reading(cues: Iterable[Cue], media: str, engine: str, version: str) -> Reading:
    """The Reading of a subtitle file; raises `Unreadable` when no cue is left."""
    speech = tuple(_speech(cue) for cue in _in_turn(_rolled_up(_sound(cues))))
    if not speech:
        raise Unreadable("no_cues", "no line of the subtitles can be used", "save the file anew")
    return Reading(
        media=media,
        engine=engine,
        version=version,
        duration=max(said.end for said in speech),
        speech=speech,
        written=True,
    )


def decoded(text: str, kind: type[T]) -> T:
    """A platform's JSON as `kind`; raises `Unreadable` when it is broken or of another shape."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise Unreadable(
            "bad_json", f"the subtitles are no whole JSON ({error})", "save them anew"
        ) from error


def plain(text: str) -> str:
    """The text without tags, styles, drawings and notes of sounds, its lines kept."""
    text = _VOICE.sub(r"\1: ", _without_styles(text))
    lines = html.unescape(_TAG.sub("", text)).splitlines()
    lines = [" ".join(_UNSEEN.sub("", line).split()) for line in lines]
    return "\n".join(line for line in lines if line and not _NOTE.fullmatch(line))


def _without_styles(text: str) -> str:
    """The text without `{\\…}`; between `{\\p1}` and `{\\p0}` stand the numbers of a drawing."""
    kept, drawing = "", False
    for piece in re.split(r"(\{[^{}]*\})", text):
        if piece.startswith("{") and piece.endswith("}"):
            if found := re.search(r"\\p(\d)", piece):
                drawing = found[1] != "0"
            kept += "" if "\\" in piece else piece
        elif not drawing:
            kept += piece
    return kept.replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")


_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]+)>")  # who speaks
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>")
# Marks of direction, and the byte order mark where files were joined.
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\x00-\x08\x0b-\x1f]")
_NOTE = re.compile(r"(?:[\s♪♫]|\[[^\]]*\]|【[^】]*】|\([^()]*\)|（[^（）]*）)+|♪.*♪")


def _sound(cues: Iterable[Cue]) -> list[Cue]:
    """The cues that have text and times that can be, in order of their times."""
    kept = []
    for cue in cues:
        if not math.isfinite(cue.start + cue.end) or not 0 <= cue.start < cue.end <= LONGEST:
            continue
        text = plain(cue.text) if len(cue.text) <= _LONGEST_TEXT else ""
        if text:
            kept.append(replace(cue, text=text))
    return sorted(kept, key=lambda cue: cue.start)


def _rolled_up(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Each line once: what a cue shows again of the one before it stays with that one."""
    last: Cue | None = None
    shown: list[str] = []  # the lines of the cue before, those that it showed again too
    for cue in cues:
        lines = cue.text.splitlines()
        if last is None or cue.start > last.end + _GAP:
            new = lines
        elif (grown := _grown(last, lines)) is not None:
            last, shown = replace(last, text=grown, end=max(last.end, cue.end)), lines
            continue
        else:
            again = next((n for n in range(min(len(shown), len(lines)), 0, -1) if shown[-n:] == lines[:n]), 0)
            new = lines[again:]
        shown = lines
        if not new and last is not None:
            last = replace(last, end=max(last.end, cue.end))
            continue
        if last is not None:
            yield last
        last = replace(cue, text="\n".join(new))
    if last is not None:
        yield last


def _grown(last: Cue, lines: list[str]) -> str | None:
    """The last cue's text where this cue shows that and more of the same line; None otherwise."""
    before, now = last.text, "\n".join(lines)
    longer = len(before) >= _SHORTEST_GROWN and now != before and now.startswith(before)
    return now if longer and now[len(before)] != "\n" else None


def _in_turn(cues: Iterable[Cue]) -> Iterator[Cue]:
    """No cue goes on while the next one is spoken; what is shown twice at one time is said once."""
    last: Cue | None = None
    for cue in cues:
        if last is not None and (cue.start, cue.text) != (last.start, last.text):
            yield replace(last, end=cue.start) if last.start < cue.start < last.end else last
        last = cue
    if last is not None:
        yield last


def _speech(cue: Cue) -> Speech:
    text = _one_line(cue.text.splitlines())
    chinese = len(re.findall(r"[\u3400-\u9fff]", text)) >= _CHINESE * len(re.sub(r"\s", "", text))
    return Speech(
        text=text,
        start=round(cue.start, 3),
        end=round(cue.end, 3),
        confidence=1.0,
        language="zh" if chinese else None,
    )


def _one_line(lines: list[str]) -> str:
    """The lines of a cue as a sentence: a blank between words, none between Chinese characters."""
    whole = ""
    for line in lines:
        apart = whole and (whole[-1].isascii() or line[0].isascii())
        whole += (" " if apart else "") + line
    return whole
