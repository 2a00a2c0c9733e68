"""Speech beside a conversation: what reads a turn aloud becomes evidence of it, the rest is commentary.

Called by `conversing` last.  The screen's words stay and a turn still begins when it stands there; the speech
adds when it is heard.  Commentary is kept for search and is no turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from chatmine.records import Conversation, Evidence, Span, Speech, Turn
from pairing.videos import sayings
from pairing.videos.soundtrack import Soundtrack

if TYPE_CHECKING:
    from opencc import OpenCC

_ALIKE = 75
"""Of 100.  A fifth of the characters may be misheard; sentences on one subject reach 60 by chance."""
_SHORTEST = 4
"""Letters: shorter stretches ("好的", "yes") are in many turns."""
_MOST = 3000
"""Stretches that are looked at: an hour of talk has some 1,200."""


@dataclass(slots=True, kw_only=True)
class _Told:
    """A conversation and what a voice adds to it."""

    conversation: Conversation
    pieces: dict[int, list[Evidence]] = field(default_factory=dict)
    beside: list[Speech] = field(default_factory=list)
    files: tuple[str, ...] = ()

    @property
    def start(self) -> float:
        """When its first turn stands there or is told."""
        return min(
            (start for turn in self.conversation.turns if (start := _start(turn)) is not None), default=0.0
        )


def with_voices(found: Sequence[Conversation], tracks: Sequence[Soundtrack]) -> list[Conversation]:
    """The conversations with the seconds at which they are read aloud, and what else is said beside them.

    What is said in a file without a conversation is said beside the post's first one.
    """
    told = [_Told(conversation=one) for one in found]
    for track in tracks:
        here = [one for one in told if track.media in one.conversation.media]
        if told and not here:
            told[0].files += track.files
            told[0].beside += track.speech[:_MOST]
        for one in here:
            one.files += track.files
        for stretch in track.speech[:_MOST] if here else ():
            _place(stretch, track.media, here)
    return [_whole(one) for one in told]


def _place(stretch: Speech, media: str, here: Sequence[_Told]) -> None:
    if any(_is_told(stretch, media, one.conversation) for one in here):
        return
    said = _Folded.of(_behind_its_cue(stretch.text))
    best = max(_readings(said, here), key=lambda one: one[0], default=None)
    if best is None:
        last = max(here, key=lambda one: (one.start <= stretch.start, one.start))
        last.beside.append(stretch)
        return
    _, told, n, span = best
    piece = _evidence(stretch, media, span, told.conversation.turns[n])
    if piece:
        told.pieces.setdefault(n, []).append(piece)


def _is_told(stretch: Speech, media: str, conversation: Conversation) -> bool:
    """Whether a turn was made of this stretch."""
    return any(
        piece.box is None
        and piece.media == media
        and piece.start is not None
        and stretch.start <= piece.start < max(stretch.end, stretch.start + 0.001)
        for turn in conversation.turns
        for piece in turn.evidence
    )


def _behind_its_cue(text: str) -> str:
    """What is said behind "I asked it", where that stands first."""
    cues = sayings.cues(text)
    return text[cues[0].end :] if cues and cues[0].start == 0 else text


def _readings(said: "_Folded", here: Sequence[_Told]) -> Iterator[tuple[float, _Told, int, Span]]:
    """How well the stretch reads each turn, and which part of it; only what it reads well."""
    if len(said.text) < _SHORTEST:
        return
    for told in here:
        for n, turn in enumerate(told.conversation.turns):
            shown = _Folded.of(turn.text)
            if len(shown.text) < _SHORTEST:
                continue
            found = fuzz.partial_ratio_alignment(said.text, shown.text, score_cutoff=_ALIKE)
            # All of the stretch must be in the turn, or all of the turn in the stretch.
            if found and found.dest_end > found.dest_start:
                yield found.score, told, n, shown.span(found.dest_start, found.dest_end)


def _evidence(stretch: Speech, media: str, span: Span, turn: Turn) -> Evidence | None:
    """The stretch as evidence; None when it is over before the turn stands there: a draft was read."""
    shown = _start(turn)
    start = stretch.start if shown is None else max(stretch.start, shown)
    if start >= stretch.end:
        return None
    return Evidence(span=span, media=media, start=start, end=stretch.end, confidence=stretch.confidence)


def _start(turn: Turn) -> float | None:
    return min((piece.start for piece in turn.evidence if piece.start is not None), default=None)


def _whole(told: _Told) -> Conversation:
    turns = tuple(
        replace(turn, evidence=(*turn.evidence, *told.pieces.get(n, ())))
        for n, turn in enumerate(told.conversation.turns)
    )
    used = told.files if told.pieces or told.beside else ()
    media = tuple(dict.fromkeys((*told.conversation.media, *used)))
    return replace(told.conversation, media=media, turns=turns, commentary=tuple(told.beside))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folded:
    """The letters and digits of a text in one form, and where each stands in it."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Folded":
        kept = [(n, character) for n, character in enumerate(text) if character.isalnum()]
        folded = "".join(character.lower()[:1] for _, character in kept)
        return cls(text=_simplified(folded), places=tuple(n for n, _ in kept))

    def span(self, start: int, end: int) -> Span:
        """Where the letters from `start` up to `end` stand in the text."""
        return Span(self.places[start], self.places[min(end, len(self.places)) - 1] + 1)


def _simplified(text: str) -> str:
    """Traditional characters as simplified ones, one for one."""
    if text.isascii():
        return text
    converted = "".join(_simple(character) for character in text)
    return converted if len(converted) == len(text) else text


@cache
def _simple(character: str) -> str:
    return str(_converter().convert(character))


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
