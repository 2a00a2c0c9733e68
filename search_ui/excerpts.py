"""Stored text to pieces that a template escapes: what is marked, which line it came from, what is code.

No HTML is made here: marks and lines are offsets, templates put tags around them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatmine.records import Span

# What turns the direction of everything after it; in a title it would turn the window's own words.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x1f\x7f]")
_BLANK = re.compile(r"\n\s*\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^`\n]*)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and whether it is marked."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that stand together: the number of the line (evidence) that gave them, or None."""

    line: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text or, with `code`, what stands between two fences."""

    code: bool
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text; `before` and `after` say whether something is left out there."""

    before: bool
    pieces: tuple[Piece, ...]
    after: bool


def excerpt(text: str, marks: Sequence[Span], length: int) -> Excerpt:
    """About `length` characters of `text` around its first mark, without fences and blank lines."""
    first = marks[0].start if marks else 0
    start = 0 if first < length * 2 // 3 else _word_start(text, first - length // 4)
    end = min(len(text), start + length)
    found: list[Piece] = []
    for first, last, _ in _parts(text):
        here = tuple(_pieces(text, max(first, start), min(last, end), marks))
        found += [Piece("\n", False), *here] if found and here else here
    return Excerpt(start > 0, tuple(_without_blank_lines(found)), end < len(text))


def blocks(text: str, lines: Sequence[Span], marks: Sequence[Span]) -> list[Block]:
    """The whole of `text` in blocks; each run says which of `lines` gave it."""
    found = []
    for start, end, code in _parts(text):
        runs = tuple(_runs(text, start, end, lines, marks))
        if any(piece.text.strip() for run in runs for piece in run.pieces):
            found.append(Block(code, runs))
    return found


def one_line(text: str, length: int = 80) -> str:
    """`text` for a window's title: short, on one line, nothing that turns the direction."""
    plain = " ".join(_TURNING.sub(" ", text[: length * 4]).split())
    return plain if len(plain) <= length else plain[: length - 1] + "…"


def _without_blank_lines(pieces: Sequence[Piece]) -> Iterator[Piece]:
    ended = True
    for piece in pieces:
        text = _BLANK.sub("\n", piece.text)
        text = text.lstrip("\n") if ended else text
        if text:
            ended = text.endswith("\n")
            yield Piece(text, piece.marked)


def _word_start(text: str, near: int) -> int:
    """The start of the line or word next to `near`, within a few characters."""
    for cut in ("\n", " "):
        at = text.find(cut, near, near + 20)
        if at >= 0:
            return at + 1
    return near


def _pieces(text: str, start: int, end: int, marks: Sequence[Span]) -> Iterator[Piece]:
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first >= last:
            continue
        if at < first:
            yield Piece(text[at:first], False)
        yield Piece(text[first:last], True)
        at = last
    if at < end:
        yield Piece(text[at:end], False)


def _runs(text: str, start: int, end: int, lines: Sequence[Span], marks: Sequence[Span]) -> Iterator[Run]:
    at = start
    for number, line in sorted(enumerate(lines), key=lambda each: each[1]):
        first, last = max(line.start, at), min(line.end, end)
        if first >= last:
            continue
        if at < first:
            yield Run(None, tuple(_pieces(text, at, first, marks)))
        yield Run(number, tuple(_pieces(text, first, last, marks)))
        at = last
    if at < end:
        yield Run(None, tuple(_pieces(text, at, end, marks)))


def _parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """`(start, end, code)` of the stretches between fences; the fences themselves are left out."""
    start, at, fence = 0, 0, ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if found and (not fence or _closes(found, fence)):
            yield start, max(start, at - 1), bool(fence)
            fence = "" if fence else found[1]
            start = min(len(text), at + len(line) + 1)
        at += len(line) + 1
    yield start, len(text), bool(fence)


def _closes(found: re.Match[str], fence: str) -> bool:
    return found[1].startswith(fence) and not found[2].strip()
