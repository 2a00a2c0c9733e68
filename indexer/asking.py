"""What a person types to a `Query`: words, `"phrases"`, `-not`, `OR`, `( )`, `wor*`, `field:value`.

Called by the command line and the web page.  Full-width quotes, colons, brackets, stars and minus signs
mean the same.  What could be meant as text is text (`10:30`, `http://…`, `f(x)`, `:-)`); what can't be read
is a `WrongCall` with the code `bad_query` and a way out, and nothing else is ever raised.
"""

from dataclasses import replace
from typing import NoReturn, cast, get_args

from chatmine.errors import WrongCall
from indexer import analysis, dates
from indexer.lexing import Piece, pieces
from indexer.searching import (
    Clause,
    Dated,
    Either,
    Every,
    Filters,
    Query,
    Sort,
    TextField,
    Value,
    ValueField,
    Word,
)

# Elasticsearch's limits, kept for both engines: 1,024 terms (each of ours is looked for in three fields) and
# 30 levels (each of ours makes two).
MOST_TOKENS = 330
DEEPEST = 10

_VALUE_FIELDS: dict[str, ValueField] = {
    "assistant": "assistant",
    "client": "client",
    "platform": "platform",
    "lang": "language",
    "language": "language",
    "tag": "tag",
    "flag": "flag",
    "kind": "kind",
    "has": "has",
}
_CLOSED = {
    "language": ("zh", "en", "mixed", "other"),
    "kind": ("picture", "video", "text"),
    "has": ("code", "table"),
}


def parse(
    text: str,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    sort: str = "relevance",
    limit: int = 20,
    offset: int = 0,
) -> Query:
    """The query that `text` asks, within `filters`; blank text asks for everything.

    Raises `WrongCall("bad_query")` for text, dates, or numbers that can't be read.
    """
    if sort not in get_args(Sort):
        _refuse(f"there is no order {sort!r}", f"one of: {', '.join(get_args(Sort))}")
    if limit < 0 or offset < 0:
        _refuse("limit and offset count hits", "give a number from 0 up")
    if filters.min_confidence is not None and not 0 <= filters.min_confidence <= 1:  # nor `nan`
        _refuse(f"no confidence is {filters.min_confidence}", "give a number from 0 to 1, like 0.8")
    for date in (filters.before, filters.after):
        if date is not None:
            dates.start(date)
    for name, values in (("lang", filters.language), ("kind", filters.kind), ("has", filters.has)):
        for value in values:
            _check(_VALUE_FIELDS[name], name, value)
    clause = _Reader(pieces(text)).read() if text.strip() else Every()
    if clause is None:
        _refuse(f"there is nothing to search for in {text[:40]!r}", "give a word, a number or a phrase")
    return Query(clause=clause, filters=filters, sort=cast(Sort, sort), limit=limit, offset=offset)


class _Reader:
    """Goes once over the pieces of one query."""

    def __init__(self, found: list[Piece]) -> None:
        self._pieces = found
        self._at = 0
        self._tokens = 0

    def read(self) -> Clause | None:
        """The clause of the whole query; None when nothing in it can be searched for."""
        return self._every(None, 0)

    def _every(self, field: TextField | None, depth: int) -> Clause | None:
        """Up to the closing bracket or the end: items side by side, of which OR ties its neighbours."""
        if depth > DEEPEST:
            _refuse("the brackets are nested too deeply", f"use at most {DEEPEST} levels")
        wanted: list[Clause] = []
        unwanted: list[Clause] = []
        while self._here() not in ("close", "end"):
            clause, negated = self._either(field, depth)
            if clause is not None:
                (unwanted if negated else wanted).append(clause)
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return Every(clauses=tuple(wanted), without=tuple(unwanted)) if wanted or unwanted else None

    def _either(self, field: TextField | None, depth: int) -> tuple[Clause | None, bool]:
        """Items with OR between them; and whether it is a single one that must not match."""
        if self._here() == "or":
            _refuse("OR has nothing before it", 'put a word on both sides, or search for the word: "OR"')
        negated, clause = self._item(field, depth)
        if self._here() != "or":
            return clause, negated
        choices = [_unless(clause) if negated else clause]
        while self._skip("or"):
            if self._here() in ("or", "close", "end"):
                _refuse("OR has nothing behind it", 'put a word on both sides, or search for the word: "OR"')
            negated, clause = self._item(field, depth)
            choices.append(_unless(clause) if negated else clause)
        meant = tuple(choice for choice in choices if choice is not None)
        return (Either(clauses=meant) if len(meant) > 1 else next(iter(meant), None)), False

    def _item(self, field: TextField | None, depth: int) -> tuple[bool, Clause | None]:
        """One word, phrase, field or group; and whether it must not match."""
        negated = self._skip("not")
        name = self._next().text if self._here() == "field" else ""
        if self._here() not in ("open", "phrase", "word"):
            _refuse(f"nothing follows {name + ':' if name else 'the minus'}", "put something right behind it")
        piece = self._next()
        if name and name not in get_args(TextField):
            return negated, self._named(name, piece)
        within = cast(TextField, name) if name else field
        if piece.kind != "open":
            return negated, self._text(piece, within)
        clause = self._every(within, depth + 1)
        if not self._skip("close"):
            _refuse("a bracket is opened and not closed", "close it, or put the text in quotes")
        return negated, clause

    def _named(self, name: str, piece: Piece) -> Clause:
        if not piece.text.strip():
            _refuse(
                f"{name}: has no value", f"give one: {name}:SOMETHING, several as {name}:ONE OR {name}:OTHER"
            )
        if name in ("before", "after"):
            dates.start(piece.text)
            return Dated(before=piece.text) if name == "before" else Dated(after=piece.text)
        field = _VALUE_FIELDS[name]
        self._count(1)
        _check(field, f"{name}:", piece.text)
        return Value(field=field, value=piece.text)

    def _text(self, piece: Piece, field: TextField | None) -> Clause | None:
        """A phrase as it is; a word without quotes cut at its stops: `好，吃` asks for 好 and 吃."""
        tokens = analysis.tokens(piece.text)
        self._count(len(tokens))
        if not tokens:
            return None
        if piece.kind == "phrase":
            return Word(text=piece.text, field=field)
        cuts = [token for token in tokens if token.text == analysis.STOP]
        starts = [0, *(cut.end for cut in cuts)]
        ends = [*(cut.start for cut in cuts), len(piece.text)]
        words = [
            Word(text=piece.text[start:end], field=field) for start, end in zip(starts, ends, strict=True)
        ]
        words[-1] = replace(words[-1], prefix=piece.prefix)
        return Every(clauses=tuple(words)) if len(words) > 1 else words[0]

    def _count(self, tokens: int) -> None:
        self._tokens += tokens
        if self._tokens > MOST_TOKENS:
            _refuse("the query is too long", f"search for at most {MOST_TOKENS} words or Chinese characters")

    def _here(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else "end"

    def _skip(self, kind: str) -> bool:
        """Whether a piece of this kind stood here; it is passed."""
        stood = self._here() == kind
        self._at += stood
        return stood

    def _next(self) -> Piece:
        self._at += 1
        return self._pieces[self._at - 1]


def _check(field: str, name: str, value: str) -> None:
    """Refuse a value that a field with few values can't have; `name` is what the asker called it."""
    known = _CLOSED.get(field)
    if known and analysis.fold(value).strip() not in known:
        _refuse(f"{name} can't be {value[:40]!r}", f"one of: {', '.join(known)}")


def _unless(clause: Clause | None) -> Clause | None:
    return None if clause is None else Every(without=(clause,))


def _refuse(message: str, way_out: str) -> NoReturn:
    raise WrongCall("bad_query", message, way_out)
