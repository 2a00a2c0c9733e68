"""What every search engine does, on each of them."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatmine.errors import WrongCall
from indexer import analysis, dates
from indexer.asking import parse
from indexer.entries import value
from indexer.searching import (
    Clause,
    Dated,
    Document,
    Either,
    Every,
    Filters,
    Index,
    Query,
    Value,
    Word,
)

Opener = Callable[[], Index]


def pair(id: str, question: str = "", answer: str = "", **fields: Any) -> Document:
    made = Document(
        id=id,
        conversation="mastodon:m.example/1~0",
        post="mastodon:m.example/1",
        question=question,
        answer=answer,
        assistant=None,
        model=None,
        client=None,
        language="zh",
        platform="mastodon",
        kind="picture",
        tags=(),
        flags=(),
        posted_at=None,
        confidence=0.9,
    )
    return replace(made, **fields)


def test_what_is_said_beside_a_pair_finds_it_below_those_that_say_it(new_index: Callable[[], Opener]) -> None:
    index = new_index()()
    beside = pair("beside", "你好", "我是机器人", said="这个回答很聪明\nvery clever")
    index.write([beside, pair("within", "机器人聪明吗", "是的")], [], 1)
    assert [found.id for found in index.search(parse("聪明")).found] == ["within", "beside"]
    assert [found.id for found in index.search(parse("said:clever")).found] == ["beside"]
    assert index.search(parse("answer:clever")).total == 0
    assert index.search(parse("聪明 very")).total == 1


PAIRS = [
    pair(
        "code",
        "如何用GPT-4写代码？",
        "可以用 **Python** 写。\n```python\nprint('hello world')\n```",
        assistant="chatgpt",
        client="chatgpt-web",
        tags=("AI", "编程"),
        flags=("partial",),
        posted_at="2024-05-01T12:00:00Z",
        has=("code",),
        confidence=0.95,
    ),
    pair(
        "weather",
        "臺灣的天氣怎麼樣",
        "台北今天很好，吃飯要帶傘。",
        assistant="ernie",
        posted_at="2024-05-31T23:59:59.500Z",
        tags=("天气",),
        confidence=0.7,
    ),
    pair(
        "english",
        "Who wrote “The Old Man and the Sea”?",
        "Ernest Hemingway's novella of 1952. A café in Paris…",
        assistant="claude",
        language="en",
        platform="weibo",
        posted_at="2023-12-31T23:00:00-02:00",
        flags=("partial", "doubtful"),
    ),
    pair(
        "wide",
        "ＧＰＴ３．５ と ｶﾞｷﾞｸﾞ の違い",
        "C++ 和 C# 都可以 👨‍👩‍👧 1️⃣",
        assistant="chatgpt",
        language="mixed",
        kind="video",
        has=("table", "code"),
    ),
    pair(
        "korean",
        "인공지능은 무엇입니까?",
        "人工智能是什么？ \ud800 \x00 end",
        language="other",
        assistant=None,
    ),
]


@pytest.fixture(scope="module")
def library(new_index: Callable[[], Opener]) -> Index:
    """An index of `PAIRS`, only to be read."""
    index = new_index()()
    index.write(PAIRS, [], 1)
    return index


def found(index: Index, asked: str, **options: Any) -> list[str]:
    return [each.id for each in index.search(parse(asked, **options)).found]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("代码", "code"),
        ("写代码", "code"),
        ("码", "code"),
        ("天气怎么样", "weather"),
        ("人工智能", "korean"),
        ("智能人工", ""),
        ("工能", ""),
        ("python", "code"),
        ("PYTHON", "code"),
        ("pyth", ""),
        ("pyth*", "code"),
        ("hemingway", "english"),
        ("hemingway’s", "english"),
        ("cafe", "english"),
        ("CAFE\u0301", "english"),
        ("GPT4写代码", "code"),
        ("gpt 代码", "code"),
        ("gpt", "code wide"),
        ("gpt-3.5", "wide"),
        ("gpt3", "wide"),
        ("gpt-4", "code"),
        ("gpt-4写*", "code"),
        ("gpt*", "code wide"),
        ("1952", "english"),
        ("195*", "english"),
        ("台湾", "weather"),
        ("臺灣", "weather"),
        ("台灣", "weather"),
        ("怎么", "weather"),
        ("ガギグ", "wide"),
        ("ｶﾞｷﾞ", "wide"),
        ("c++", "wide"),
        ("c#", "wide"),
        ("👨‍👩‍👧", "wide"),
        ("인공지능", "korean"),
        ("end", "korean"),
    ],
)
def test_finds_words_of_any_script_and_width(library: Index, asked: str, ids: str) -> None:
    assert sorted(found(library, asked)) == ids.split()


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ('"old man"', "english"),
        ('"man old"', ""),
        ("“the sea”", "english"),
        ("「今天很好」", "weather"),
        ("好吃", ""),
        ('"好，吃饭"', "weather"),
        ("很好，吃饭", "weather"),
        ("gpt -python", "wide"),
        ("gpt －python", "wide"),
        ('-"old man" -gpt', "korean weather"),
        ("-的", "code english korean wide"),
        ("天气 OR hemingway", "english weather"),
        ("天气 OR gpt python", "code"),
        ("天气 OR (gpt python)", "code weather"),
        ("（天气 OR gpt） 今天", "weather"),
        ("-(天气 OR gpt)", "english korean"),
        ("天气 OR -gpt", "english korean weather"),
        ("question:gpt", "code wide"),
        ("answer:gpt", ""),
        ("answer：吃饭", "weather"),
        ('question:"the sea"', "english"),
        ("question:(天气 OR sea)", "english weather"),
        ("-question:gpt", "english korean weather"),
        ("10:30", ""),
        ("http://example.org/gpt", ""),
    ],
)
def test_combines_words_phrases_and_fields(library: Index, asked: str, ids: str) -> None:
    assert sorted(found(library, asked)) == ids.split()


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("assistant:chatgpt", "code wide"),
        ("Assistant:ChatGPT", "code wide"),
        ("assistant:unknown", "korean"),
        ("-assistant:chatgpt", "english korean weather"),
        ("assistant:ernie OR assistant:claude", "english weather"),
        ("client:chatgpt-web", "code"),
        ("platform:weibo", "english"),
        ("lang:en", "english"),
        ("lang:mixed", "wide"),
        ("kind:video", "wide"),
        ("tag:ai", "code"),
        ("tag：编程", "code"),
        ('tag:"天氣"', "weather"),
        ("flag:partial", "code english"),
        ("flag:partial -flag:doubtful", "code"),
        ("has:code", "code wide"),
        ("has:code has:table", "wide"),
        ("before:2024", ""),
        ("before:2024-01-02", "english"),
        ("after:2024-05", "code weather"),
        ("after:2024-05-01 before:2024-05-02", "code"),
        ("after:2024-05-01T12:00:00Z before:2024-06", "code weather"),
        ("after:2024-05-01T12:00:01Z", "weather"),
        ("-after:2024", "korean wide"),
        ("gpt kind:picture", "code"),
    ],
)
def test_fields_take_values_whatever_their_case_and_width(library: Index, asked: str, ids: str) -> None:
    assert sorted(found(library, asked)) == ids.split()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(assistant=("chatgpt", "claude")), "code english wide"),
        (Filters(assistant=("chatgpt",), kind=("video",)), "wide"),
        (Filters(language=("zh",)), "code weather"),
        (Filters(tag=("AI", "天气")), "code weather"),
        (Filters(flag=("doubtful",)), "english"),
        (Filters(has=("table",)), "wide"),
        (Filters(client=("unknown",)), "english korean weather wide"),
        (Filters(platform=("nowhere",)), ""),
        (Filters(min_confidence=0.9), "code english korean wide"),
        (Filters(min_confidence=0.91), "code"),
        (Filters(after="2024-05-01"), "code weather"),
        (Filters(before="2024-05-15", after="2024-01-02"), "code"),
    ],
)
def test_filters_narrow(library: Index, filters: Filters, ids: str) -> None:
    assert sorted(found(library, "", filters=filters)) == ids.split()
    assert library.search(parse("", filters)).total == len(ids.split())


def test_counts_values_over_all_that_matches(library: Index) -> None:
    page = library.search(parse("", limit=1))
    assert page.total == 5
    assert len(page.found) == 1
    assert page.facets == {
        "assistant": {"chatgpt": 2, "claude": 1, "ernie": 1, "unknown": 1},
        "platform": {"mastodon": 4, "weibo": 1},
        "language": {"zh": 2, "en": 1, "mixed": 1, "other": 1},
        "kind": {"picture": 4, "video": 1},
        "flag": {"partial": 2, "doubtful": 1},
        "tag": {"AI": 1, "天气": 1, "编程": 1},
        "month": {"2024-05": 2, "unknown": 2, "2024-01": 1},
    }
    assert list(page.facets["month"]) == ["2024-05", "unknown", "2024-01"]
    assert library.search(parse("gpt kind:video")).facets["month"] == {"unknown": 1}


def test_sorts_unknown_dates_last_both_ways(library: Index) -> None:
    assert found(library, "", sort="newest") == ["weather", "code", "english", "korean", "wide"]
    assert found(library, "", sort="oldest") == ["english", "code", "weather", "korean", "wide"]
    assert found(library, "") == found(library, "", sort="newest")


def test_a_word_in_the_question_counts_more_than_in_the_answer(index: Index) -> None:
    index.write([pair("a", "茶", "咖啡"), pair("b", "咖啡", "茶")], [], 1)
    page = index.search(parse("咖啡"))
    assert [each.id for each in page.found] == ["b", "a"]
    assert page.found[0].score > page.found[1].score > 0


def test_equal_scores_stand_in_order_of_their_ids(index: Index) -> None:
    order = [f"p{number:02d}" for number in range(30)]
    mixed = random.Random(1).sample(order, len(order))
    for part in range(0, 30, 10):
        index.write([pair(id, "同样的问题", "同样的回答") for id in mixed[part : part + 10]], [], part)
    assert found(index, "问题", limit=30) == order
    assert [found(index, "问题", limit=7, offset=start) for start in range(0, 35, 7)] == [
        order[start : start + 7] for start in range(0, 35, 7)
    ]


def test_an_index_that_was_never_written_is_empty(index: Index) -> None:
    page = index.search(parse("x"))
    assert (index.position(), page.total, page.found) == (0, 0, ())
    assert set(page.facets) == {"assistant", "platform", "language", "kind", "flag", "tag", "month"}
    assert index.name
    assert index.version[0].isdigit()


def test_the_same_id_replaces_and_removed_ids_go(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "苹果"), pair("b", "香蕉")], [], 3)
    assert (found(reader, "苹果"), reader.position()) == (["a"], 3)
    index.write([pair("a", "梨")], ["b", "was never there"], 7)
    assert (found(reader, "苹果"), found(reader, "香蕉"), found(reader, "梨")) == ([], [], ["a"])
    assert (reader.position(), index.position(), reader.search(parse("")).total) == (7, 7, 1)
    index.write([pair("c", "一"), pair("c", "二")], [], 8)
    assert (found(reader, "一"), found(reader, "二")) == ([], ["c"])


def test_a_rebuild_is_not_seen_before_it_is_whole(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "旧"), pair("gone", "旧")], [], 5)
    assert reader.search(parse("旧")).total == 2

    def documents() -> Iterator[Document]:
        yield pair("a", "新")
        assert reader.search(parse("旧")).total == 2
        assert reader.position() == 5
        yield pair("b", "新")

    index.rebuild(documents(), 9)
    assert (found(reader, "新"), found(reader, "旧"), reader.position()) == (["a", "b"], [], 9)
    index.write([pair("c", "新")], [], 10)
    assert found(reader, "新") == ["a", "b", "c"]


def test_a_write_that_stops_half_way_leaves_the_position_and_can_be_repeated(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "旧")], [], 1)

    def broken() -> Iterator[Document]:
        yield pair("a", "新")
        raise KeyError("the disk")

    for stopped in (index.write, lambda documents, _, position: index.rebuild(documents, position)):
        with pytest.raises(KeyError):
            stopped(broken(), [], 2)
        assert (reader.position(), found(reader, "旧")) == (1, ["a"])
    index.write([pair("a", "新"), pair("b", "新")], [], 2)
    assert (reader.position(), found(reader, "新"), found(reader, "旧")) == (2, ["a", "b"], [])


def test_strange_pairs_and_ids_are_taken(index: Index) -> None:
    strange = [
        pair("x" * 5000, "长", "a" * 200_000),
        pair("file:0~0.0/ü 中\n", "怪", tags=("t" * 5000, "\udfff", "", "a\x00b"), flags=("f", "f")),
        pair("empty", "", ""),
        pair("long", "b" * 200),
        pair("far", "远", posted_at="9999-12-31T23:59:59Z"),
        pair("no date", "无", posted_at="last week"),
    ]
    index.write(strange, [], 1)
    assert sorted(found(index, "")) == sorted(each.id for each in strange)
    assert found(index, "a" * 100 + "*") == ["x" * 5000]
    assert (found(index, "b" * 200), found(index, "b" * 199)) == (["long"], [])
    assert found(index, "tag:" + "t" * 5000) == ["file:0~0.0/ü 中\n"]
    assert index.search(parse("")).facets["month"] == {"unknown": 5, "9999-12": 1}
    assert index.search(parse("")).facets["flag"] == {"f": 1}
    index.write([], [each.id for each in strange], 2)
    assert index.search(parse("")).total == 0


def test_twenty_thousand_pairs_are_paged_without_gaps_or_repeats(index: Index) -> None:
    days = [None, "2024-01-01", "2024-02-01T10:00:00Z", "2024-03-01", "2023-01-01"]
    documents = (
        pair(f"p{number:05d}", f"问题{number % 7}怎么做", "先做一", posted_at=days[number % 5])
        for number in range(20_000)
    )
    index.write(documents, [], 20_000)
    everything = {f"p{number:05d}" for number in range(20_000)}
    for sort in ("relevance", "newest", "oldest"):
        pages = [
            found(index, "问题", sort=sort, limit=4_500, offset=start) for start in range(0, 22_500, 4_500)
        ]
        ids = [id for page in pages for id in page]
        assert len(ids) == 20_000
        assert set(ids) == everything
    assert found(index, "问题", limit=20_000) == sorted(everything)
    assert found(index, "问题", limit=5, offset=10**12) == []
    page = index.search(parse("问题3", limit=0))
    assert (page.total, page.found, page.facets["month"]["unknown"]) == (2857, (), 572)
    assert index.search(parse("问题3怎*")).total == 2857


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


SIGNS = [*'()-"“”:：*O好a,\n', "OR", "tag:", "question:", "before:2024", "\ud800", "-(", "a OR b"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.one_of(st.text(), st.lists(st.sampled_from(SIGNS)).map(" ".join), st.text(alphabet=SIGNS[:14]))
)
def test_no_text_breaks_the_search(library: Index, asked: str) -> None:
    try:
        query = parse(asked)
    except WrongCall:
        return
    page = library.search(query)
    assert len(page.found) == page.total
