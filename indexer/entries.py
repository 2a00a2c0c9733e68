"""A document as both engines store it: tokens joined by spaces, values in one form, counted values apart.

`Entry.values` holds `field=value` with the value folded, for filters; `Entry.facets` holds the values as
they are, for counting.  What an engine could choke on (half characters, endless names) ends here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexer import analysis, dates
from indexer.searching import FACETS, Document

UNKNOWN = "unknown"
# A facet shows at most so many values; engines are asked for ten times as many, so that the cut, by count
# and then by name, is the same in both unless a facet has over ten thousand values.
SHOWN = 1_000
COUNTED = 10_000
# The question says what a pair is about; by how much it weighs more is a guess, not measured.
QUESTION_WEIGHT = 1.5
# What is said beside a pair is about it at best; a guess, too.
SAID_WEIGHT = 0.3
_LONGEST = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`posted` is in milliseconds since 1970, None when unknown."""

    id: str
    question: str
    answer: str
    said: str
    values: tuple[str, ...]
    facets: Mapping[str, tuple[str, ...]]
    posted: int | None
    confidence: float


def entry(document: Document) -> Entry:
    """What an engine stores of `document`."""
    posted = dates.moment(document.posted_at) if document.posted_at else None
    counted = {
        "assistant": _known(document.assistant),
        "platform": _known(document.platform),
        "language": _known(document.language),
        "kind": _known(document.kind),
        "flag": _clean(document.flags),
        "tag": _clean(document.tags),
        "month": (UNKNOWN if posted is None else dates.month(posted),),
    }
    filtered = {**counted, "client": _known(document.client), "has": document.has}
    return Entry(
        id=document.id,
        question=analysis.joined(document.question),
        answer=analysis.joined(document.answer),
        said=analysis.joined(document.said),
        values=tuple(dict.fromkeys(value(field, each) for field in filtered for each in filtered[field])),
        facets=counted,
        posted=posted,
        confidence=document.confidence,
    )


def value(field: str, text: str) -> str:
    """The term by which a filter finds the value `text` of `field`."""
    return f"{field}={' '.join(analysis.fold(text).split())[:_LONGEST]}"


def ranked(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    """Counts per facet, the most frequent values first, equal ones by name."""
    return {
        facet: dict(sorted(counts[facet].items(), key=lambda each: (-each[1], each[0]))[:SHOWN])
        for facet in FACETS
    }


def _known(text: str | None) -> tuple[str, ...]:
    return _clean([text or UNKNOWN])


def _clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Without half characters, not longer than an engine takes, each once."""
    whole = (text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST] for text in texts)
    return tuple(dict.fromkeys(text for text in whole if text))
