"""Text to tokens, the same for every engine and for marking: what is alike for a reader becomes equal.

Full and half width, upper and lower case, traditional and simplified, `é` and `e` fall together.  Words of
letters and runs of digits are tokens (`GPT-4` is `gpt` `4`); scripts written without spaces give one token a
character, so a Chinese word is found as a phrase.  A stop between two such characters is a token of its
own: `好，吃` does not hold 好吃.  Tokens never hold white space; spans are code points of the given text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from opencc import OpenCC

# The longest token; a longer run goes on in the next one.  Elasticsearch's whitespace analyzer cuts at 255
# characters, tantivy drops a token above 65,530 bytes without a word.
LONGEST = 64
STOP = ","

# What opencc's t2s leaves alone in a single character because it has a second meaning, though it mostly is
# the traditional form of the other.
_LEFT_BY_OPENCC = str.maketrans("著瞭藉妳牠乾", "着了借你它干")
# What belongs to the character before it: Latin accents, the Japanese voicing marks (full and half width),
# the vowels and finals of Korean written in pieces, the joiner, selectors and skin colours of emoji.
_MARKS = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff\u200d\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_PIECE = re.compile(f"[^{_MARKS}][{_MARKS}]+|.", re.DOTALL)
_MARKED = re.compile(f"[{_MARKS}]")
# Scripts without spaces between words, and Korean, whose particles grow onto the words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u3105-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U000323af]"
)
# Kinds of characters: l letter, d digit, c unspaced, s symbol; `+` and `#` are themselves (C++, C#).
_RUN = re.compile(rf"l{{1,{LONGEST}}}|d{{1,{LONGEST}}}|c+|s+|(?<=l)(?:\+\+|\#)")
_STOPS = re.compile(r"[.,!?;:。、—|]|\n\s*[-\n*+>#•]")


class Token(NamedTuple):
    """One token and the `[start, end)` of the text that it came from."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; each stop between unspaced characters is a `STOP`."""
    folded, starts, ends = _folded(text)
    found: list[Token] = []
    for kind, start, end in _runs(folded):
        width = 1 if kind in "cs" else end - start
        for at in range(start, end, width):
            token = STOP if kind == STOP else folded[at : at + width]
            found.append(Token(token, starts[at], ends[at + width - 1]))
    return found


def joined(text: str) -> str:
    """The tokens of `text` with spaces between them, as an engine's whitespace analyzer wants it."""
    folded = _folded(text)[0]
    return " ".join(
        STOP if kind == STOP else " ".join(folded[start:end]) if kind in "cs" else folded[start:end]
        for kind, start, end in _runs(folded)
    )


def fold(text: str) -> str:
    """`text` with everything made equal that is alike for a reader; for comparing names and values."""
    return _folded(text)[0]


def grows(token: str) -> bool:
    """Whether more can follow in a token that begins so: in words and numbers, not in single characters."""
    return _KINDS[ord(token[-1])] in "ld" and len(token) < LONGEST


def _runs(folded: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each word, number, sign, stop, and of each run of one-character tokens."""
    kinds = folded.translate(_KINDS)
    before = None
    for found in _RUN.finditer(kinds):
        start, end = found.span()
        kind = kinds[start]
        if kind == "c" and before is not None and _STOPS.search(folded, before, start):
            yield STOP, before, start
        before = end if kind == "c" else None
        yield kind, start, end


def _folded(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The folded text; for each of its characters where the source of it starts and ends."""
    folded = text.translate(_FOLDS)
    if len(folded) == len(text) and not _MARKED.search(text):
        return folded, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _PIECE.finditer(text):
        source = found.group()
        piece = source.translate(_FOLDS)
        if len(source) > 1:
            piece = unicodedata.normalize("NFKC", source).translate(_FOLDS)
        pieces.append(piece)
        starts += [found.start()] * len(piece)
        ends += [found.end()] * len(piece)
    return "".join(pieces), starts, ends


def _fold(character: str) -> str:
    if _is_silent(character):
        return ""
    if unicodedata.category(character) == "Cs":  # half of a character: no engine takes it
        return " "
    folded = unicodedata.normalize("NFKC", character).casefold()
    if folded[:1] < "\u0250":
        plain = unicodedata.normalize("NFKD", folded)
        folded = "".join(each for each in plain if not "\u0300" <= each <= "\u036f")
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return _to_simplified(folded).translate(_LEFT_BY_OPENCC)


def _is_silent(character: str) -> bool:
    """Joiners, direction marks, soft hyphens, the selectors and skin colours of emoji, lone accents."""
    return (
        unicodedata.category(character) in ("Cf", "Me")
        or "\u0300" <= character <= "\u036f"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return "d"
    if _UNSPACED.match(character) and category[0] in "LMN":
        return "c"
    if category[0] in "LMN":
        return "l"
    if category in ("Sm", "Sc", "So") and character > "\u007f":
        return "s"
    return character if character in "+#" else " "


class _Table(dict[int, str]):
    """For `str.translate`: what each code point becomes, worked out when it is first met."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = self._become(chr(code))
        return self[code]


_FOLDS = _Table(_fold)
_KINDS = _Table(_kind)


def _to_simplified(text: str) -> str:
    # An ASCII text has nothing to convert, and must not cost the loading of the dictionaries (12 ms).
    return text if text.isascii() else str(_opencc().convert(text))


@cache
def _opencc() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
