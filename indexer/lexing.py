"""A query's text to pieces: brackets, OR, minus, field names, phrases, words.  Called by `indexer.asking`.

A sign counts only where an item begins: `-` before something, `(` not inside a word, a quote, a known name
with a colon.  `)` closes a group only when one is open, else it is text, as in `:)`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from chatmine.errors import WrongCall
from indexer import analysis

FIELDS = (
    ("question", "answer", "said", "assistant", "client", "platform", "lang", "language")
    + ("tag", "flag", "kind", "has", "before", "after")
)  # fmt: skip
_QUOTES = '"“”„＂〝〞「」『』'
_OPEN, _CLOSE, _MINUS, _STAR = "(（", ")）", "-－", "*＊"
_FIELD = re.compile(r"(\w{1,20})[:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`prefix`: a word that ended in a star."""

    kind: Literal["open", "close", "or", "not", "field", "phrase", "word"]
    text: str = ""
    prefix: bool = False


def pieces(text: str) -> list[Piece]:
    """The pieces of `text` in order; raises `WrongCall` where a quote is not closed."""
    found: list[Piece] = []
    at = groups = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece, at = _piece(text, at, groups, found)
        groups += {"open": 1, "close": -1}.get(piece.kind, 0)
        found.append(piece)
    return found


def _piece(text: str, at: int, groups: int, before: list[Piece]) -> tuple[Piece, int]:
    sign = text[at]
    if sign in _QUOTES:
        return _phrase(text, at)
    if sign in _OPEN:
        return Piece(kind="open"), at + 1
    if sign in _CLOSE and groups:
        return Piece(kind="close"), at + 1
    after_field = bool(before) and before[-1].kind == "field"
    if not after_field:
        if _negates(text, at):
            return Piece(kind="not"), at + 1
        named = _FIELD.match(text, at)
        if named and analysis.fold(named.group(1)) in FIELDS:
            return Piece(kind="field", text=analysis.fold(named.group(1))), named.end()
    end = _word_end(text, at, groups)
    word = text[at:end]
    if not after_field and word in ("OR", "ＯＲ"):
        return Piece(kind="or"), end
    return Piece(kind="word", text=word.rstrip(_STAR), prefix=word[-1] in _STAR), end


def _negates(text: str, at: int) -> bool:
    """A minus right before something that is not one more: not a bullet, not `--`."""
    follows = text[at + 1 : at + 2]
    return text[at] in _MINUS and bool(follows) and not follows.isspace() and follows not in _MINUS + _CLOSE


def _phrase(text: str, at: int) -> tuple[Piece, int]:
    end = next((end for end in range(at + 1, len(text)) if text[end] in _QUOTES), None)
    if end is None:
        raise WrongCall("bad_query", "a quote is opened and not closed", 'close it: "two words"')
    return Piece(kind="phrase", text=text[at + 1 : end]), end + 1


def _word_end(text: str, at: int, groups: int) -> int:
    """Up to white space, or to the bracket that closes a group; brackets of the word itself belong to it."""
    inside = 0
    for end in range(at, len(text)):
        if text[end].isspace():
            return end
        inside += text[end] in _OPEN
        if text[end] in _CLOSE:
            if not inside and groups and end > at:
                return end
            inside = max(0, inside - 1)
    return len(text)
