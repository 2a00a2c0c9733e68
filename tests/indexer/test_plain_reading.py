"""Every search engine finds exactly what a plain reading of the query over the tokens finds."""

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import analysis, dates
from indexer.entries import value
from indexer.searching import Clause, Dated, Document, Either, Every, Index, Query, Value, Word
from tests.indexer.documents import Opener, pair

# A small world in which everything meets: against what a plain reading of the query over the tokens says.
PARTS = ["好", "吃", "，", "。", " ", "gpt", "4", "-", "c++", "臺", "台", "é", "e"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
WORDS = st.builds(
    Word,
    text=TEXTS,
    field=st.sampled_from([None, "question", "answer"]),
    prefix=st.booleans(),
)
LEAVES = st.one_of(
    WORDS,
    st.builds(Value, field=st.just("tag"), value=st.sampled_from(["a", "B", "c"])),
    st.builds(
        Dated,
        before=st.sampled_from([None, "2024", "2024-05"]),
        after=st.sampled_from([None, "2023", "2024-02-01"]),
    ),
)
CLAUSES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Either, clauses=st.tuples(inner, inner)),
        st.builds(Every, clauses=st.tuples(inner, inner), without=st.tuples(inner)),
        st.builds(Every, clauses=st.tuples(inner), without=st.just(())),
        st.builds(Every, clauses=st.just(()), without=st.tuples(inner, inner)),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def small_world(new_index: Callable[[], Opener]) -> tuple[Index, list[Document]]:
    chance = random.Random(7)
    days = [None, "2023-05-01", "2024-01-01", "2024-02-01", "2024-06-01"]
    documents = [
        pair(
            str(number),
            "".join(chance.choices(PARTS, k=chance.randrange(8))),
            "".join(chance.choices(PARTS, k=chance.randrange(12))),
            tags=tuple(chance.sample(["a", "b", "C"], k=chance.randrange(3))),
            posted_at=chance.choice(days),
        )
        for number in range(80)
    ]
    index = new_index()()
    index.write(documents, [], 1)
    return index, documents


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clause=CLAUSES)
def test_finds_exactly_what_a_plain_reading_finds(
    small_world: tuple[Index, list[Document]], clause: Clause
) -> None:
    index, documents = small_world
    page = index.search(Query(clause=clause, limit=100))
    expected = {each.id for each in documents if holds(clause, each)}
    assert {each.id for each in page.found} == expected
    assert page.total == len(expected)


def holds(clause: Clause, document: Document) -> bool:
    match clause:
        case Word():
            texts = {"question": document.question, "answer": document.answer}
            fields = [clause.field] if clause.field else list(texts)
            return any(stands(clause, texts[field]) for field in fields)
        case Value():
            return value("tag", clause.value) in {value("tag", tag) for tag in document.tags}
        case Dated(before=before, after=after):
            posted = dates.moment(document.posted_at) if document.posted_at else None
            if posted is None:
                return before is None and after is None
            return (after is None or posted >= dates.start(after)) and (
                before is None or posted < dates.start(before)
            )
        case Either():
            return any(holds(each, document) for each in clause.clauses)
        case Every():
            return all(holds(each, document) for each in clause.clauses) and not any(
                holds(each, document) for each in clause.without
            )


def stands(word: Word, text: str) -> bool:
    wanted = [token.text for token in analysis.tokens(word.text)]
    tokens = [token.text for token in analysis.tokens(text)]
    starts = range(len(tokens) - len(wanted) + 1) if wanted else ()
    for start in starts:
        *head, last = tokens[start : start + len(wanted)]
        ends = last.startswith(wanted[-1]) if word.prefix and wanted[-1].isalnum() else last == wanted[-1]
        if head == wanted[:-1] and ends:
            return True
    return False
