"""Turns out of speech, where a voice says who said what: "I asked: …", "ChatGPT 回答：…".

Called for a file whose screens show no chat.  The phrasings are data (`sayings`).  Whisper does not tell
voices apart, so a question needs its cue; the answer to it may do without one, as when a synthetic voice
reads it, if it takes up the question's words.  What speaks to the audience is no part of a turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatmine.records import Evidence, Role, Span, Speech, Turn
from pairing.videos import sayings
from pairing.videos.soundtrack import Soundtrack

_SURENESS = 0.7
_LESS_SURE = 0.5
"""An answer that only its place behind a question tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Part of a stretch: whose words it is by its cue (None: as before), and what is said behind the cue.

    It begins at `cue`; `start` and `end` are what is said.
    """

    speech: Speech
    role: Role | None
    cue: int
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.speech.text[self.start : self.end].strip().strip(_QUOTES).rstrip(" ,，、;；")


@dataclass(slots=True, kw_only=True)
class _Run:
    """What one speaker says until the other one does; `cued` when its beginning names the speaker."""

    role: Role
    cued: bool
    pieces: list[_Piece]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


_QUOTES = '“”"「」『』'


def spoken_turns(track: Soundtrack) -> tuple[Turn, ...]:
    """The turns that a voice tells apart, in order; empty where it does not name both speakers."""
    runs: list[_Run] = []
    within = False  # whether the last piece belongs to the last run
    for stretch in track.speech:
        for piece in _pieces(stretch):
            within = _place(piece, runs, within)
    runs = [run for run in runs if run.text.strip()]
    if {run.role for run in runs} != {"user", "assistant"}:
        return ()
    return tuple(_turn(track.media, same) for same in _joined(runs))


def _pieces(stretch: Speech) -> Iterator[_Piece]:
    """The stretch cut at its sentences' ends and at its cues."""
    for begun, ended in sayings.sentences(stretch.text):
        sentence = stretch.text[begun:ended]
        cues = sayings.cues(sentence)
        first = cues[0].start if cues else len(sentence)
        if sentence[:first].strip(" ,，、;；"):
            yield _Piece(speech=stretch, role=None, cue=begun, start=begun, end=begun + first)
        for cue, then in zip(cues, [*(c.start for c in cues[1:]), len(sentence)], strict=False):
            yield _Piece(
                speech=stretch,
                role=cue.role,
                cue=begun + cue.start,
                start=begun + cue.end,
                end=begun + then,
            )


def _place(piece: _Piece, runs: list[_Run], within: bool) -> bool:
    """Put a piece where it belongs; whether the next one may go on with it."""
    if piece.role:
        if sayings.only_mentions(piece.text):
            return False
        runs.append(_Run(role=piece.role, cued=True, pieces=[piece]))
        return True
    if not within or not runs or sayings.is_aside(piece.text):
        return False
    last = runs[-1]
    asked = last.role == "user" and last.text.strip() and sayings.is_question(last.text)
    if asked and not sayings.is_question(piece.text):
        if not sayings.takes_up(piece.text, last.text):
            return False
        runs.append(_Run(role="assistant", cued=False, pieces=[piece]))
    else:
        last.pieces.append(piece)
    return True


def _joined(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Runs of one speaker in a row as one: "it said …, it also said …"."""
    whole: _Run | None = None
    for run in runs:
        if whole and whole.role == run.role:
            whole.pieces.extend(run.pieces)
            continue
        if whole:
            yield whole
        whole = run
    if whole:
        yield whole


def _turn(media: str, run: _Run) -> Turn:
    text, evidence = "", []
    for piece in run.pieces:
        words = piece.text
        if not words:
            continue
        text += " " if text and text[-1].isascii() and words[0].isascii() else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        start, end = _seconds(piece)
        evidence.append(
            Evidence(span=span, media=media, start=start, end=end, confidence=piece.speech.confidence)
        )
    heard = sum(one.confidence for one in evidence) / len(evidence)
    sureness = _SURENESS if run.cued else _LESS_SURE
    return Turn(role=run.role, text=text, confidence=round(sureness * heard, 4), evidence=tuple(evidence))


def _seconds(piece: _Piece) -> tuple[float, float]:
    """When a part of a stretch is said: its characters share the stretch's time."""
    stretch, length = piece.speech, max(1, len(piece.speech.text))
    lasts = stretch.end - stretch.start
    start = stretch.start + lasts * piece.cue / length
    return round(start, 3), round(stretch.start + lasts * piece.end / length, 3)
