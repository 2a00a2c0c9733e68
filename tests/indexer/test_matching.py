"""What every search engine finds for which question, on each of them."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatmine.errors import WrongCall
from indexer.asking import parse
from indexer.searching import Filters, Index
from tests.indexer.documents import Opener, found, pair


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


def test_what_is_said_beside_a_pair_finds_it_below_those_that_say_it(new_index: Callable[[], Opener]) -> None:
    index = new_index()()
    beside = pair("beside", "你好", "我是机器人", said="这个回答很聪明\nvery clever")
    index.write([beside, pair("within", "机器人聪明吗", "是的")], [], 1)
    assert [found.id for found in index.search(parse("聪明")).found] == ["within", "beside"]
    assert [found.id for found in index.search(parse("said:clever")).found] == ["beside"]
    assert index.search(parse("answer:clever")).total == 0
    assert index.search(parse("聪明 very")).total == 1


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
