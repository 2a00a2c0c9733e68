"""The records that travel between the stages: frozen values, no behaviour beyond what they say of themselves.

Boxes are in pixels of the upright original (origin top left), seconds are floats from the start of the
media, spans are `[start, end)` in Unicode code points of the text that they stand beside, times are ISO
8601 in UTC with `Z`.  `to_json` and `from_json` are the border: wrong types are refused there.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

Role = Literal["user", "assistant"]
MediaKind = Literal["picture", "video", "text"]
Language = Literal["zh", "en", "mixed", "other"]

T = TypeVar("T")


class Box(NamedTuple):
    """A rectangle: left, top, width, height in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column right of the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.y + self.height


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; raises ValueError when there is none."""
    many = list(boxes)
    left, top = min(b.x for b in many), min(b.y for b in many)
    return Box(left, top, max(b.right for b in many) - left, max(b.bottom for b in many) - top)


class Span(NamedTuple):
    """A stretch of text: code points from `start` up to, not including, `end`."""

    start: int
    end: int


class Colour(NamedTuple):
    """An sRGB colour, 0 to 255 each."""

    red: int
    green: int
    blue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A picture or video that a post names, before and whether or not it is fetched."""

    url: str
    kind: MediaKind | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One shared post as its platform shows it.

    `platform_id` is the platform's own id, with the host in front on federated servers and forums
    (`m.example.social/1171278`).  `author` is a keyed hash, never a name.  `crawler` and `query` say who
    found it and by what (a spider's or importer's name).
    """

    platform: str
    platform_id: str
    url: str | None = None
    author: str | None = None
    title: str | None = None
    text: str = ""
    language: str | None = None
    posted_at: str | None = None
    edited_at: str | None = None
    fetched_at: str | None = None
    tags: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    licence: str | None = None
    sensitive: bool = False
    crawler: str = ""
    query: str | None = None

    @property
    def id(self) -> str:
        """`platform:platform_id`."""
        return f"{self.platform}:{self.platform_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One file as it came, bytes untouched.

    Width and height are those of the upright picture or frame; a `text` (subtitles) has none.
    """

    sha256: str
    kind: MediaKind
    mime: str
    size: int
    width: int
    height: int
    duration: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text in a picture or frame.

    `edges` are the left edges in pixels of each character and the right edge of the last
    (`len(text) + 1` numbers), or empty where the engine does not know.  `ink` and `paper` are the colours
    of the letters and of what is right behind them.  `unnamed` counts the emoji that stand on the line and
    could not be named; they are not in the text.

    The rest is of videos, and None in a picture.  `second` is when the first character stood there, at
    `box`; `complete` when the last one did; `until` is when the line was last seen.  `place` is its box on
    the tall picture of its `scene` (the scene's number).  `times` has the second of each character, or is
    empty where all came at once.  `replaced` lines were overwritten or erased in their place.
    """

    text: str
    box: Box
    confidence: float
    edges: tuple[int, ...] = ()
    ink: Colour | None = None
    paper: Colour | None = None
    second: float | None = None
    unnamed: int = 0
    complete: float | None = None
    until: float | None = None
    scene: int | None = None
    place: Box | None = None
    times: tuple[float, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Something on a picture that is not text but tells who speaks.

    A `panel` is an area of one colour that stands out from what surrounds it (a bubble, a band, a code
    block, an input box); an `icon` is a small mark or picture (an avatar, a button).  `colour` is a panel's
    own colour, an icon's mean.  In a video it stands on the tall picture of its `scene`.
    """

    kind: Literal["panel", "icon"]
    box: Box
    colour: Colour
    second: float | None = None
    scene: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A stretch of a video without a cut, as one tall picture: what scrolled by, laid out once.

    Width and height are the tall picture's, `paper` its most common colour.
    """

    start: float
    end: float
    width: int
    height: int
    paper: Colour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A part of a video's frame that was read: which, when, and why then."""

    scene: int
    second: float
    box: Box
    why: Literal["end of the scene", "scrolled off", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One stretch of speech."""

    text: str
    start: float
    end: float
    confidence: float
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one engine made of one file.

    An OCR reading has lines (and shapes), a speech reading has speech.  Width and height are those of the
    upright original.  `paper` is the picture's most common colour.  A video has `scenes`, which its lines
    and shapes name by their number, and `crops`, which say what was read of which frame.  What was
    `written` came as exact text in a file of its own (subtitles); its seconds are those of the video that
    it belongs to.  `cut_off` says why a video could be read only as far as it goes; empty where it is whole.
    """

    media: str
    engine: str
    version: str
    width: int = 0
    height: int = 0
    duration: float | None = None
    paper: Colour | None = None
    lines: tuple[Line, ...] = ()
    shapes: tuple[Shape, ...] = ()
    speech: tuple[Speech, ...] = ()
    written: bool = False
    scenes: tuple[Scene, ...] = ()
    crops: tuple[Crop, ...] = ()
    cut_off: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One line or stretch of speech behind a turn: the span of the turn's text that it gave, and where it is.

    `edges` are as in `Line`, one per character of the span and one more, or empty: then the characters
    share the box by their usual widths.
    """

    span: Span
    media: str
    box: Box | None = None
    start: float | None = None
    end: float | None = None
    confidence: float = 1.0
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's message: Markdown text and the evidence for every line of it."""

    role: Role
    text: str
    confidence: float
    partial: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What on a picture told something about a conversation that its turns do not say.

    `of` is what it tells of ("assistant", or a flag of docs/words.md), `says` what it tells (a slug, or
    nothing), `text` the words that stand there or what of the look told, `box` where (None: everywhere).
    """

    of: str
    says: str
    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The centre: turns from one post's files.

    `number` is given at first sight and kept when pairing runs again.  `flags` are short words with a
    documented meaning (docs/words.md).  Before the store has numbered it, `number` is its place.
    `commentary` is what a voice says beside it: searched, and no part of any turn.
    """

    post: str
    number: int
    media: tuple[str, ...]
    turns: tuple[Turn, ...]
    assistant: str | None = None
    model: str | None = None
    client: str | None = None
    language: Language = "other"
    flags: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    commentary: tuple[Speech, ...] = ()

    @property
    def id(self) -> str:
        """`POST~number`."""
        return f"{self.post}~{self.number}"

    @property
    def confidence(self) -> float:
        """The least of its turns' confidences."""
        return min((turn.confidence for turn in self.turns), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One question and its answer out of a conversation.

    `number` is kept when pairing runs again; `position` (0-based place among the conversation's pairs) may
    change.
    """

    conversation: str
    number: int
    position: int
    question: Turn
    answer: Turn

    @property
    def id(self) -> str:
        """`CONVERSATION.number`."""
        return f"{self.conversation}.{self.number}"

    @property
    def confidence(self) -> float:
        """The lesser of the two turns' confidences."""
        return min(self.question.confidence, self.answer.confidence)

    @property
    def partial(self) -> bool:
        """Whether either turn is cut off."""
        return self.question.partial or self.answer.partial


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that could not be done, and the way out.  `at` is when."""

    stage: str
    post: str | None
    media: str | None
    code: str
    message: str
    way_out: str
    at: str


def readable(path: Path) -> str:
    """A path as text that can be printed and kept: bytes that are no UTF-8 become `U+FFFD`."""
    return os.fsencode(path).decode("utf-8", "replace")


def to_json(value: object) -> bytes:
    """Any record, or plain values holding records, as compact UTF-8 JSON."""
    return msgspec.json.encode(value)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """The record of `kind` that `data` holds; raises `msgspec.ValidationError` naming the wrong field."""
    return msgspec.json.decode(data, type=kind)


def plain(value: object) -> Any:
    """A record as dictionaries, lists, strings and numbers."""
    return msgspec.to_builtins(value)
