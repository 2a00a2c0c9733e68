import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import LONGEST, Token, fold, grows, joined, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用GPT-4写代码", "用 gpt 4 写 代 码"),
        ("gpt-3.5-turbo", "gpt 3 5 turbo"),
        ("Don't, ChatGPT’s", "don t chatgpt s"),
        ("C++11, c# F# i++ a+b #1", "c ++ 11 c # f # i ++ a b 1"),
        ("ＧＰＴ　４，ﬁne", "gpt 4 fine"),
        ("臺灣 後面 跟著 妳", "台 湾 后 面 跟 着 你"),
        ("café cafe\u0301 ÉCOLE Straße", "cafe cafe ecole strasse"),
        ("ｶﾞ ガ カ\u3099 カ", "ガ ガ ガ カ"),
        ("한국어 \u1112\u1161\u11ab", "한 국 어 한"),
        ("👨\u200d👩 ❤\ufe0f 👍🏽 1\ufe0f\u20e3 🇨🇳", "👨 👩 ❤ 👍 1 🇨 🇳"),
        ("йод हिन्दी ١٢", "йод हिन्दी 12"),
        ("snake_case co\u00adop", "snake case coop"),
        ("\ud800a\x00b", "a b"),
        ("，。!? **", ""),
    ],
)
def test_what_is_alike_becomes_equal(text: str, expected: str) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("好，吃", "好 , 吃"),
        ("好。”\n\n吃", "好 , 吃"),
        ("好\n- 吃", "好 , 吃"),
        ("好 | 吃", "好 , 吃"),
        ("好\n吃", "好 吃"),
        ("**好**吃", "好 吃"),
        ("《三体》好", "三 体 好"),
        ("hello, world。好", "hello world 好"),
        ("好，a，吃", "好 a 吃"),
    ],
)
def test_only_a_stop_between_unspaced_characters_is_a_token(text: str, expected: str) -> None:
    assert joined(text) == expected


def test_tokens_say_where_they_stand() -> None:
    text = "ﬁ\u200d cafe\u0301，ｶﾞ👍🏽!"
    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("fi", "ﬁ\u200d"),
        ("cafe", "cafe\u0301"),
        ("ガ", "ｶﾞ"),
        ("👍", "👍🏽"),
    ]
    assert tokens("好，吃") == [Token("好", 0, 1), Token(",", 1, 2), Token("吃", 2, 3)]


def test_a_long_run_goes_on_in_the_next_token() -> None:
    assert [len(token.text) for token in tokens("a" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


def test_only_words_and_numbers_grow() -> None:
    assert [grows(token) for token in ("gpt", "4", "好", "++", "👍", "a" * LONGEST)] == [True, True] + [
        False
    ] * 4


def test_folding_is_done_once() -> None:
    assert fold("ＡＩ編程") == "ai编程"
    assert fold(fold("ＡＩ編程")) == "ai编程"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_gives_tokens_in_order_that_engines_take(text: str) -> None:
    found = tokens(text)
    assert joined(text).split() == [token.text for token in found]
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert 0 < len(token.text) <= LONGEST
        token.text.encode()
    assert [token.start for token in found] == sorted(token.start for token in found)
