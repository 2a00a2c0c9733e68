"""The embedded search engine: one folder (laid out by `indexer.generations`), nothing to start.

Traps of the library that stand behind the code: a phrase of one word and a limit of 0 panic, a limit far
above the number of documents ends the process, hits of equal score come in an order that merges change, and
every failure is a ValueError.
"""

import os
import re
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, assert_never

import tantivy

from chatmine.errors import CannotWork, WrongCall
from indexer import analysis, dates, generations, searching
from indexer.entries import COUNTED, QUESTION_WEIGHT, SAID_WEIGHT, Entry, entry, ranked, value
from indexer.generations import State
from indexer.searching import (
    FACETS,
    Clause,
    Dated,
    Document,
    Either,
    Every,
    Filters,
    Found,
    Page,
    Query,
    Value,
    Word,
)

# Grows with the schema or the analysis; an index of another number is written anew.
SCHEMA = 2
_MEMORY = 50_000_000
_MUST, _NOT = tantivy.Occur.Must, tantivy.Occur.MustNot
_LAST = 10**15  # behind every date that can be written, in milliseconds
_COUNTS: dict[str, Any] = {
    "total": {"value_count": {"field": "newest"}},
    **{facet: {"terms": {"field": facet, "size": COUNTED}} for facet in FACETS},
}


def open_index(folder: Path, patience: float = 60.0) -> "Index":
    """The index in `folder`, which need not exist; a writer waits `patience` seconds for another one."""
    return Index(folder, patience)


class Index(searching.Index):
    """May be searched from several threads, and while other processes write."""

    name = "tantivy"
    version = metadata.version("tantivy")

    def __init__(self, folder: Path, patience: float) -> None:
        """Touches nothing yet."""
        self._folder = folder
        self._patience = patience
        self._opening = threading.Lock()
        self._open: tuple[State, tantivy.Index] | None = None
        self._aside: tempfile.TemporaryDirectory[str] | None = None

    def position(self) -> int:
        """The number of the last change of the store that this index holds."""
        state = generations.read(self._folder)
        return state.position if state and state.schema == SCHEMA else 0

    def write(self, documents: Iterable[Document], removed: Iterable[str], position: int) -> None:
        """Remove, add or replace, in one commit; then remember `position`."""
        with generations.writing(self._folder, self._patience):
            generations.sweep(self._folder)
            state = generations.read(self._folder)
            if state is None or state.schema != SCHEMA:
                state = generations.fresh(self._folder, SCHEMA)
            self._fill(state, documents, removed)
            generations.switch(self._folder, replace(state, revision=state.revision + 1, position=position))

    def rebuild(self, documents: Iterable[Document], position: int) -> None:
        """A new generation beside the current one, which takes its place when it is whole."""
        with generations.writing(self._folder, self._patience):
            generations.sweep(self._folder)
            state = generations.fresh(self._folder, SCHEMA)
            self._fill(state, documents, ())
            generations.switch(self._folder, replace(state, position=position))
            generations.sweep(self._folder)

    def search(self, query: Query) -> Page:
        """One page of what matches."""
        searcher = self._searcher()
        if searcher is None:
            return Page(total=0, found=(), facets=ranked({facet: {} for facet in FACETS}))
        asked = _within(query.filters, query.clause)
        with _told(self._folder):
            counted = searcher.aggregate(asked, _COUNTS)
            total = int(counted["total"]["value"])
            found = _page(searcher, asked, query, total)
        counts = {
            facet: {each["key"]: each["doc_count"] for each in counted[facet]["buckets"]} for facet in FACETS
        }
        return Page(total=total, found=tuple(found), facets=ranked(counts))

    def close(self) -> None:
        """Let go of the files."""
        self._open = None
        if self._aside:
            self._aside.cleanup()

    def _searcher(self) -> tantivy.Searcher | None:
        """Over what was last written; None where nothing ever was."""
        with self._opening:
            state = generations.read(self._folder)
            if state is None:
                return None
            if self._open is None or self._open[0] != state:
                self._open = self._opened(state)
            return self._open[1].searcher()

    def _opened(self, state: State) -> tuple[State, tantivy.Index]:
        if state.schema != SCHEMA:
            raise CannotWork("index_outdated", "the index was made by another version", "run: chatmine index")
        try:
            if self._open and self._open[0].generation == state.generation and not self._aside:
                index = self._open[1]
            else:
                index = tantivy.Index.open(self._place(state))
                index.config_reader("manual")
            index.reload()
            return state, index
        except ValueError as error:
            # Between reading the state and opening, another process may have switched and swept.
            now = generations.read(self._folder)
            if now and now.generation != state.generation:
                return self._opened(now)
            raise CannotWork("index_damaged", str(error), "run: chatmine index --rebuild") from error

    def _place(self, state: State) -> str:
        """Where to open a generation: the library wants to lock even what it only reads."""
        generation = self._folder / state.generation
        if not generation.is_dir() or os.access(generation, os.W_OK):
            return str(generation)
        self.close()
        self._aside = generations.linked(generation)
        return self._aside.name

    def _fill(self, state: State, documents: Iterable[Document], removed: Iterable[str]) -> None:
        """All or nothing: what is not committed is gone."""
        with _told(self._folder):
            index = tantivy.Index(_schema(), path=str(self._folder / state.generation))
            # One thread: each makes a segment of its own, and our analysis is slower than one of them.
            writer = index.writer(_MEMORY, 1)
        try:
            with _told(self._folder):
                writer.garbage_collect_files()  # of a writer that was killed, or stopped by a full disk
            for gone in removed:
                writer.delete_documents_by_term("id", gone)
            for document in documents:
                _put(writer, entry(document), self._folder)
            with _told(self._folder):
                writer.commit()
        finally:
            with suppress(ValueError):  # merging can wait for the next time, and a failure has been told
                writer.wait_merging_threads()


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("question", "answer", "said"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    builder.add_text_field("values", tokenizer_name="raw", index_option="basic")
    for name in (*FACETS, "newest", "oldest"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("posted", indexed=True, fast=True)
    builder.add_float_field("confidence", indexed=True, fast=True)
    return builder.build()


def _put(writer: tantivy.IndexWriter, made: Entry, folder: Path) -> None:
    """Replace by id.  A sort key is one text, date and id, because hits are sorted by one field only."""
    document = tantivy.Document(
        id=made.id,
        question=made.question,
        answer=made.answer,
        said=made.said,
        values=list(made.values),
        confidence=float(made.confidence),
        newest=f"{_LAST if made.posted is None else _LAST // 2 - made.posted:016d} {made.id}",
        oldest=f"{_LAST if made.posted is None else _LAST // 2 + made.posted:016d} {made.id}",
        **{facet: list(values) for facet, values in made.facets.items()},
    )
    if made.posted is not None:
        document.add_integer("posted", made.posted)
    with _told(folder):
        writer.delete_documents_by_term("id", made.id)
        writer.add_document(document)


def _page(searcher: tantivy.Searcher, asked: tantivy.Query, query: Query, total: int) -> list[Found]:
    wanted = min(query.limit, total - query.offset)
    if wanted <= 0:
        return []
    order = searching.order(query)
    if order == "relevance":
        return _best(searcher, asked, query.offset, query.offset + wanted, total)
    hits = searcher.search(
        asked, wanted, count=False, order_by_field=order, offset=query.offset, order=tantivy.Order.Asc
    ).hits
    return [Found(id=searcher.doc(address)["id"][0], score=0.0) for _, address in hits]


def _best(searcher: tantivy.Searcher, asked: tantivy.Query, start: int, end: int, total: int) -> list[Found]:
    """Hits `start` to `end` by score, then by id: those that share a score with them are looked at too."""
    fetched = min(total, end + 100)
    hits = searcher.search(asked, fetched, count=False).hits
    while fetched < total and hits[-1][0] == hits[end - 1][0]:
        fetched = min(total, fetched * 4)
        hits = searcher.search(asked, fetched, count=False).hits
    first = next(at for at in range(start + 1) if hits[at][0] == hits[start][0])
    tied = [
        Found(id=searcher.doc(address)["id"][0], score=score)
        for score, address in hits[first:]
        if score >= hits[end - 1][0]
    ]
    tied.sort(key=lambda found: (-found.score, found.id))
    return tied[start - first : end - first]


def _within(filters: Filters, clause: Clause) -> tantivy.Query:
    """What matches the clause and is let through."""
    wanted = [_clause(clause)]
    for field in searching.VALUE_FIELDS:
        if values := getattr(filters, field):
            wanted.append(_any(_clause(Value(field=field, value=each)) for each in values))
    if filters.min_confidence is not None:
        wanted.append(_between("confidence", tantivy.FieldType.Float, filters.min_confidence, None))
    if filters.before or filters.after:
        wanted.append(_clause(Dated(before=filters.before, after=filters.after)))
    return _every(wanted)


def _clause(clause: Clause) -> tantivy.Query:
    match clause:
        case Word():
            return _word(clause)
        case Value(field=field, value=text):
            return _silent(tantivy.Query.term_query(_schema(), "values", value(field, text)))
        case Dated(before=before, after=after):
            start, end = (dates.start(text) if text else None for text in (after, before))
            return _between("posted", tantivy.FieldType.Integer, start, end)
        case Either(clauses=clauses):
            return _any(_clause(each) for each in clauses)
        case Every(clauses=clauses, without=without):
            return _every([_clause(each) for each in clauses], [_clause(each) for each in without])
        case _:
            assert_never(clause)


def _word(word: Word) -> tantivy.Query:
    tokens = [token.text for token in analysis.tokens(word.text)]
    if not tokens:
        return tantivy.Query.empty_query()
    if word.field:
        return _side_by_side(word.field, tokens, word.prefix)
    weights = (("question", QUESTION_WEIGHT), ("answer", 1.0), ("said", SAID_WEIGHT))
    return _any(
        tantivy.Query.boost_query(_side_by_side(field, tokens, word.prefix), weight)
        for field, weight in weights
    )


def _side_by_side(field: str, tokens: list[str], prefix: bool) -> tantivy.Query:
    if prefix and analysis.grows(tokens[-1]):
        patterns = [re.escape(token) for token in tokens]
        patterns[-1] += ".*"
        if len(tokens) == 1:
            return _silent(tantivy.Query.regex_query(_schema(), field, patterns[0]))
        return _silent(tantivy.Query.regex_phrase_query(_schema(), field, list(patterns)))
    if len(tokens) == 1:
        return tantivy.Query.term_query(_schema(), field, tokens[0])
    return tantivy.Query.phrase_query(_schema(), field, list(tokens))


def _between(field: str, kind: tantivy.FieldType, start: float | None, end: float | None) -> tantivy.Query:
    """From `start` up to, not including, `end`; a document without the field is not between."""
    if start is None and end is None:
        return _silent(tantivy.Query.all_query())
    return _silent(tantivy.Query.range_query(_schema(), field, kind, start, end, include_upper=end is None))


def _every(wanted: list[tantivy.Query], unwanted: Iterable[tantivy.Query] = ()) -> tantivy.Query:
    if not wanted:
        wanted = [_silent(tantivy.Query.all_query())]
    return tantivy.Query.boolean_query(
        [(_MUST, each) for each in wanted] + [(_NOT, each) for each in unwanted]
    )


def _any(choices: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in choices])


def _silent(query: tantivy.Query) -> tantivy.Query:
    """Matches without adding to the score."""
    return tantivy.Query.const_score_query(query, 0.0)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """The library's failures as ours."""
    try:
        yield
    except (ValueError, RuntimeError) as error:
        if "max expansions" in str(error):  # 16,384 words for the prefix at the end of a phrase
            raise WrongCall(
                "bad_query", "too many words begin so", "write more of the word before *"
            ) from error
        raise generations.failed(folder, error) from error
