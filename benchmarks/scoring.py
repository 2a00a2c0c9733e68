"""How near read turns come to a transcript's: found turns, characters, whole pictures, structure.

Texts are compared without white space, Markdown marks and fences, full-width forms folded.  A turn is found
when a read turn of its role, in order, agrees on 90 % of the characters; what is said here of structure,
code and partial turns is about found ones.  Called by `drawn.py` and `clips.py`.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rapidfuzz.distance import Levenshtein

_FOUND = 0.9
_FENCED = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```[ \t]*$", re.M | re.S)
_FENCE = re.compile(r"^[ \t]*```[^\n]*$", re.M)
_MARKS = re.compile(r"[\s`*_#|>~•·●○▪◦\-–—=]+")
_ALIKE = str.maketrans("“”‘’「」。，", '""\'\'"".,')
_KINDS = (
    ("heading", re.compile(r"#{1,6} ")),
    ("number", re.compile(r"\d{1,3}[.)、]")),
    ("item", re.compile(r"[-*+•●○▪◦·] ")),
    ("row", re.compile(r"\|")),
)
Any_ = TypeVar("Any_")


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts that add up over pictures."""

    pictures: int = 0
    gold: int = 0
    read: int = 0
    found: int = 0
    characters: int = 0
    edits: int = 0
    exact: int = 0
    shapes: int = 0
    shapes_right: int = 0
    partial_right: int = 0
    code: int = 0
    code_indent: int = 0
    nothing: int = 0
    nothing_rejected: int = 0
    named: int = 0
    named_right: int = 0
    misnamed: int = 0
    emoji: int = 0
    emoji_right: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Count another picture's, or group's, too."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, float]:
        """The shares that the counts make; what nothing is known of is left out."""
        shares = {
            "turn_f1": (2 * self.found, self.gold + self.read),
            "text_cer": (self.edits, self.characters),
            "exact": (self.exact, self.pictures),
            "structure": (2 * self.shapes_right, self.shapes),
            "partial": (self.partial_right, self.found),
            "code_indent": (self.code_indent, self.code),
            "negatives_rejected": (self.nothing_rejected, self.nothing),
            "assistant": (self.named_right, self.named),
            "misnamed": (self.misnamed, self.pictures),
            "emoji": (self.emoji_right, self.emoji),
        }
        return {name: round(part / whole, 4) for name, (part, whole) in shares.items() if whole}


def folded(text: str) -> str:
    """What of a text is compared."""
    plain = unicodedata.normalize("NFKC", _FENCE.sub("", text).translate(_ALIKE))
    return _MARKS.sub("", plain.translate(_ALIKE))


def score(gold: dict[str, Any], read: Sequence[dict[str, Any]], assistant: str | None) -> Score:
    """One picture's counts: `gold` is its transcript, `read` the turns found on it."""
    if gold["kind"] != "chat":
        return Score(nothing=1, nothing_rejected=int(not read))
    wanted = [t for t in gold["turns"] if folded(t["text"])]
    got = [t for t in read if folded(t["text"])]
    pairs = [(wanted[i], got[j]) for i, j in found(wanted, got)]
    lines = [(_lines(w["text"]), _lines(g["text"])) for w, g in pairs]
    code = _code_lines(wanted)
    made = Score(
        pictures=1, gold=len(wanted), read=len(got), found=len(pairs),
        exact=int(len(pairs) == len(wanted) == len(got)),
        characters=sum(len(folded(t["text"])) for t in wanted), edits=_edits(wanted, got),
        shapes=sum(len(a) + len(b) for a, b in lines),
        shapes_right=sum(len(_matched(a, b, _same_line)) for a, b in lines),
        partial_right=sum(bool(w["partial"]) == bool(g["partial"]) for w, g in pairs),
        code=len(code), code_indent=len(_matched(code, _code_lines(got), _same_code)),
        named=int(gold["bot"] is not None),
        named_right=int(gold["bot"] is not None and gold["bot"] == assistant),
        misnamed=int(assistant not in (None, "other", gold["bot"])),
    )  # fmt: skip
    made.emoji, made.emoji_right = _emoji(wanted, got)
    return made


def found(gold: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Which turn of the transcript was found in which read one: their places, in order."""
    return _matched(gold, read, _same_turn)


def found_turns(gold: dict[str, Any], read: Sequence[dict[str, Any]]) -> list[bool]:
    """For each turn read whether it is one of the transcript's; turns without words are never."""
    wanted = [t for t in gold["turns"] if folded(t["text"])] if gold["kind"] == "chat" else []
    got = [n for n, t in enumerate(read) if folded(t["text"])]
    found = {got[j] for _, j in _matched(wanted, [read[n] for n in got], _same_turn)}
    return [n in found for n in range(len(read))]


def _same_turn(gold: dict[str, Any], read: dict[str, Any]) -> bool:
    return gold["role"] == read["role"] and _likeness(folded(gold["text"]), folded(read["text"])) >= _FOUND


def _likeness(a: str, b: str) -> float:
    longer = max(len(a), len(b))
    return 1 - Levenshtein.distance(a, b) / longer if longer else 1.0


def _matched(
    a: Sequence[Any_], b: Sequence[Any_], same: Callable[[Any_, Any_], bool]
) -> list[tuple[int, int]]:
    """The longest pairing in order of what is the same in both."""
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    equal = [[same(x, y) for y in b] for x in a]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + equal[i][j])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if equal[i][j] and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _edits(gold: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> int:
    """Edit distance, the two roles' words apart."""
    sides = [
        ["".join(folded(t["text"]) for t in turns if t["role"] == role) for turns in (gold, read)]
        for role in ("user", "assistant")
    ]
    return sum(Levenshtein.distance(a, b) for a, b in sides)


def _lines(text: str) -> list[tuple[str, str]]:
    """The kind and the words of each line; a code block is one line."""
    out = []
    for line in map(str.strip, _FENCED.sub("```\n", text + "\n").splitlines()):
        if line.startswith("```"):
            out.append(("code", ""))
        elif line and not re.fullmatch(r"[|:\-\s]+", line):
            kind, mark = next(((k, m[0]) for k, p in _KINDS if (m := p.match(line))), ("line", ""))
            out.append((kind, folded(line.removeprefix(mark) if kind != "row" else line)))
    return out


def _same_line(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return a[0] == b[0] and _likeness(a[1], b[1]) >= 0.8


def _code_lines(turns: Sequence[dict[str, Any]]) -> list[str]:
    blocks = [block for t in turns for block in _FENCED.findall(t["text"] + "\n")]
    return [line.rstrip() for block in blocks for line in block.splitlines() if line.strip()]


def _same_code(a: str, b: str) -> bool:
    indents = [len(x) - len(x.lstrip()) for x in (a, b)]
    return indents[0] == indents[1] and _likeness(a.strip(), b.strip()) >= 0.8


def _emoji(gold: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """How many pictographs the transcript has, and how many of them were read."""
    wanted, got = (
        [c for t in turns for c in t["text"] if unicodedata.category(c) == "So"] for turns in (gold, read)
    )
    return len(wanted), sum(min(wanted.count(c), got.count(c)) for c in set(wanted))
