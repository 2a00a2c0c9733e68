"""The parameters of an address to a `Query`, and addresses that ask for nearly the same.

The names are those of the search command's options; a value that can't be read is a `WrongCall` with its way
out.  Parameters that are not ours are left alone; empty ones, which forms send, count as not given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlencode

from chatmine.errors import WrongCall
from indexer.asking import parse
from indexer.searching import Filters, Query

# name: (what it does, may it come several times)
PARAMETERS: dict[str, tuple[str, bool]] = {
    "q": ('the query: words, "phrases", -not, OR, wor*, question:, answer:, assistant:, has:code, …', False),
    "assistant": ("only this chatbot (its short name, or unknown)", True),
    "platform": ("only posts of this platform", True),
    "lang": ("zh, en, mixed or other", True),
    "kind": ("picture or video", True),
    "flag": ("only conversations with this flag", True),
    "tag": ("only posts with this tag", True),
    "min-confidence": ("0 to 1: only what was read at least so surely", False),
    "after": ("posted at or after this date or time (ISO 8601)", False),
    "before": ("posted before this date or time (ISO 8601)", False),
    "sort": ("relevance, newest or oldest", False),
    "limit": ("hits on a page, 0 to 1000; 20 when left out", False),
    "offset": ("hits to skip", False),
}
# What a facet's values are asked for with; months are asked for with dates.
OF_FACET = {
    "assistant": "assistant",
    "platform": "platform",
    "language": "lang",
    "kind": "kind",
    "flag": "flag",
    "tag": "tag",
}
LIMIT = 20
MOST = 1000
# An engine keeps the best offset + limit hits in memory while it searches.
FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks, as its parameters in a fixed order."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, given: Iterable[tuple[str, str]]) -> Self:
        """The parameters among `given` that are ours and not empty; of a single one the last."""
        values: dict[str, list[str]] = {name: [] for name in PARAMETERS}
        for name, value in given:
            if name in values and value.strip():
                several = PARAMETERS[name][1]
                values[name] = [*values[name], value] if several else [value]
        return cls(tuple((name, value) for name in values for value in dict.fromkeys(values[name])))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for each, value in self.pairs if each == name)

    def one(self, name: str, default: str = "") -> str:
        """The value of a parameter."""
        return next(iter(self.all(name)), default)

    def narrowed(self, name: str, value: str) -> Self:
        """The same with one value more (or another one), from the first page on."""
        return self.of([*self._but("offset"), (name, value)])

    def widened(self, name: str, value: str | None = None) -> Self:
        """The same without one value of a parameter, or without all, from the first page on."""
        return self.of(
            pair for pair in self._but("offset") if pair[0] != name or value not in (None, pair[1])
        )

    def at(self, offset: int) -> Self:
        """The same from another hit on."""
        return self.of([*self._but("offset"), *([("offset", str(offset))] if offset else [])])

    def only_text(self) -> Self:
        """The same without any filter."""
        return self.of(pair for pair in self.pairs if pair[0] in ("q", "sort", "limit"))

    def address(self, path: str = "/search") -> str:
        """Where this is asked."""
        return f"{path}?{urlencode(self.pairs, quote_via=quote)}" if self.pairs else path

    def query(self) -> Query:
        """The query; raises `WrongCall` for what can't be read."""
        return parse(
            self.one("q"),
            Filters(
                assistant=self.all("assistant"),
                platform=self.all("platform"),
                language=self.all("lang"),
                kind=self.all("kind"),
                flag=self.all("flag"),
                tag=self.all("tag"),
                min_confidence=_share(self.one("min-confidence")),
                before=self.one("before") or None,
                after=self.one("after") or None,
            ),
            sort=self.one("sort", "relevance"),
            limit=_number("limit", self.one("limit", str(LIMIT)), MOST),
            offset=_number("offset", self.one("offset", "0"), FARTHEST),
        )

    @property
    def filtered(self) -> bool:
        """Whether anything but words, order and page is asked."""
        return any(name not in ("q", "sort", "limit", "offset") for name, _ in self.pairs)

    def _but(self, name: str) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs if pair[0] != name]


def _number(name: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        raise WrongCall("bad_query", f"{name} can't be {text[:40]!r}", f"give a number from 0 to {most}")
    return int(text)


def _share(text: str) -> float | None:
    if not text:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise WrongCall(
            "bad_query", f"min-confidence can't be {text[:40]!r}", "give a number from 0 to 1, like 0.8"
        )
    return share
