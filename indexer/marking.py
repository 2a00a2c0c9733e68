"""Where a query's words stand: exact spans of the stored text, and from them spots on pictures and videos.

Called for each hit that is shown, with the texts of the store.  No engine's own highlighting is used:
tantivy's marks words outside the phrase, and neither knows what was folded.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chatmine.records import Box, Evidence, Span, Turn
from indexer import analysis
from indexer.analysis import Token
from indexer.searching import Clause, Either, Every, Query, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a marked stretch stands: a box in pixels of the upright original, seconds in a video or sound."""

    media: str
    box: Box | None
    start: float | None
    end: float | None


def marks(query: Query, question: str, answer: str) -> dict[str, list[Span]]:
    """`{"question": spans, "answer": spans}`: what the query's words match, in order, never overlapping.

    A phrase is one span from its first word to its last.  Words that must not match mark nothing.
    """
    words = list(_words(query.clause))
    return {
        name: _merged(
            span for word in words if word.field in (None, name) for span in _occurrences(word, tokens)
        )
        for name, tokens in (("question", analysis.tokens(question)), ("answer", analysis.tokens(answer)))
    }


def spots(marks: Iterable[Span], turn: Turn) -> list[Spot]:
    """Where spans of `turn.text` stand by its evidence; one spot for each line that a span touches."""
    return list(
        dict.fromkeys(
            Spot(media=each.media, box=_box(each, span, turn.text), start=each.start, end=each.end)
            for span in marks
            for each in turn.evidence
            if span.start < each.span.end and each.span.start < span.end
        )
    )


def _words(clause: Clause) -> Iterator[Word]:
    if isinstance(clause, Word):
        yield clause
    elif isinstance(clause, Every | Either):
        for each in clause.clauses:
            yield from _words(each)


def _occurrences(word: Word, tokens: list[Token]) -> Iterator[Span]:
    wanted = [token.text for token in analysis.tokens(word.text)]
    if not wanted:
        return
    *head, last = wanted
    for at in range(len(tokens) - len(head)):
        end = tokens[at + len(head)]
        ends_so = end.text.startswith(last) if word.prefix and analysis.grows(last) else end.text == last
        if ends_so and all(tokens[at + n].text == each for n, each in enumerate(head)):
            yield Span(tokens[at].start, end.end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """In order; what overlaps or touches becomes one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _box(evidence: Evidence, span: Span, text: str) -> Box | None:
    """The part of the line's box in which `span` of `text` stands."""
    line, box, edges = evidence.span, evidence.box, evidence.edges
    if box is None:
        return None
    first, last = max(span.start, line.start) - line.start, min(span.end, line.end) - line.start
    if len(edges) == line.end - line.start + 1 and edges[first] < edges[last]:
        return Box(edges[first], box.y, edges[last] - edges[first], box.height)
    widths = [_width(character) for character in text[line.start : line.end]]
    if not sum(widths[first:last]):
        return box
    left = box.x + box.width * sum(widths[:first]) // sum(widths)
    right = box.x - (-box.width * sum(widths[:last]) // sum(widths))
    return Box(left, box.y, right - left, box.height)


def _width(character: str) -> int:
    """As set in most fonts, where an engine gives no edges: Chinese is twice as wide as Latin."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
