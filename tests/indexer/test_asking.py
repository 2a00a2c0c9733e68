from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.errors import WrongCall
from indexer.asking import DEEPEST, MOST_TOKENS, parse
from indexer.searching import Clause, Dated, Either, Every, Filters, Query, Value, Word


def word(text: str, **more: Any) -> Word:
    return Word(text=text, **more)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("", Every()),
        (" \u3000\n", Every()),
        ("GPT4写代码", word("GPT4写代码")),
        ("人工 智能", Every(clauses=(word("人工"), word("智能")))),
        ("好，吃。", Every(clauses=(word("好"), word("吃。")))),
        ('"好，吃"', word("好，吃")),
        ("“two words”", word("two words")),
        ("wor*", word("wor", prefix=True)),
        ("好，gpt＊", word("好，gpt", prefix=True)),
        ("好，吃*", Every(clauses=(word("好"), word("吃", prefix=True)))),
        ("a -b", Every(clauses=(word("a"),), without=(word("b"),))),
        ("－“b c”", Every(without=(word("b c"),))),
        ("a OR b c", Every(clauses=(Either(clauses=(word("a"), word("b"))), word("c")))),
        ("a OR (b c)", Either(clauses=(word("a"), Every(clauses=(word("b"), word("c")))))),
        ("a OR -b", Either(clauses=(word("a"), Every(without=(word("b"),))))),
        ("（a OR b）", Either(clauses=(word("a"), word("b")))),
        ("or Or", Every(clauses=(word("or"), word("Or")))),
        ('"OR"', word("OR")),
        ("question:a", word("a", field="question")),
        ("answer：“a b”", word("a b", field="answer")),
        ("question: a", word("a", field="question")),
        (
            "question:(a answer:b)",
            Every(clauses=(word("a", field="question"), word("b", field="answer"))),
        ),
        ("Lang:zh", Value(field="language", value="zh")),
        ('tag:"machine learning"', Value(field="tag", value="machine learning")),
        ("-flag:partial", Every(without=(Value(field="flag", value="partial"),))),
        (
            "has:code OR has:table",
            Either(clauses=(Value(field="has", value="code"), Value(field="has", value="table"))),
        ),
        ("before:2024-05", Dated(before="2024-05")),
        ("after：2024/5/1", Dated(after="2024/5/1")),
        ("10:30", word("10:30")),
        ("时间：10", word("时间：10")),
        ("http://a.b/?tag:x", word("http://a.b/?tag:x")),
        ("f(x) g(y", Every(clauses=(word("f(x)"), word("g(y")))),
        ("(f(x) a)", Every(clauses=(word("f(x)"), word("a")))),
        ("a :) - -- * b", Every(clauses=(word("a"), word("b")))),
        ("5-3", word("5-3")),
        ('27" 屏', Every(clauses=(word('27"'), word("屏")))),
    ],
)
def test_reads_what_people_type(text: str, clause: Clause) -> None:
    assert parse(text) == Query(clause=clause)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("？！", "nothing to search for"),
        ("()", "nothing to search for"),
        ('"a b', "quote is opened"),
        ("(a", "bracket is opened"),
        ("OR a", "OR has nothing before"),
        ("a OR", "OR has nothing behind"),
        ("a OR OR b", "OR has nothing behind"),
        ("(a OR) b", "OR has nothing behind"),
        ("-OR", "nothing follows the minus"),
        ("tag:", "nothing follows tag:"),
        ('tag:""', "tag: has no value"),
        ("lang:(zh OR en)", "lang: has no value"),
        ("lang:xx", "lang: can't be 'xx'"),
        ("kind:gif", "kind: can't be 'gif'"),
        ("has:image", "has: can't be 'image'"),
        ("before:yesterday", "not a date"),
        ("after:2024-13", "not a date"),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), "too deeply"),
        ("(" * 100_000, "too deeply"),
        ("字" * (MOST_TOKENS + 1), "too long"),
        ("tag:a " * (MOST_TOKENS + 1), "too long"),
    ],
)
def test_refuses_with_a_way_out_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(WrongCall, match=message) as refused:
        parse(text)
    assert refused.value.code == "bad_query"
    assert refused.value.way_out


@pytest.mark.parametrize(
    "options",
    [
        {"sort": "best"},
        {"limit": -1},
        {"offset": -1},
        {"filters": Filters(before="soon")},
        {"filters": Filters(min_confidence=float("nan"))},
        {"filters": Filters(language=("fr",))},
        {"filters": Filters(kind=("sound",))},
    ],
)
def test_refuses_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(WrongCall) as refused:
        parse("a", **options)
    assert refused.value.code == "bad_query"
    assert refused.value.way_out


def test_takes_filters_order_and_page_along() -> None:
    filters = Filters(tag=("x",), after="2024")
    asked = parse("a", filters, sort="oldest", limit=3, offset=6)
    assert asked == Query(clause=word("a"), filters=filters, sort="oldest", limit=3, offset=6)


SIGNS = [
    *'()（）-－"“”「」:：*＊ORa好4,。 \n\u3000',
    "OR",
    "tag:",
    "question：",
    "before:2024",
    "has:code",
    "\ud800",
]


@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=())),
        st.lists(st.sampled_from(SIGNS), max_size=40).map("".join),
        st.lists(st.sampled_from(SIGNS), max_size=40).map(" ".join),
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        asked = parse(text)
    except WrongCall as error:
        refused = error.as_json()
        asked = None
    assert asked is not None or (refused["code"] == "bad_query" and refused["way_out"])
