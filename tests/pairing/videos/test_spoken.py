"""Speech makes turns only where a voice says who said what."""

import pytest

from chatmine.records import Reading, Speech
from pairing.conversing import conversations


def heard(*said: str) -> Reading:
    speech = tuple(
        Speech(text=text, start=2.0 * n, end=2.0 * n + 1.5, confidence=0.9) for n, text in enumerate(said)
    )
    return Reading(media="v" * 64, engine="drawn", version="1", speech=speech)


def test_a_voice_that_names_both_speakers_makes_a_conversation() -> None:
    found = conversations(
        [heard("大家好", "我问：北京有什么好吃的", "ChatGPT回答：最有名的是烤鸭。", "还有涮羊肉。")], None
    )
    assert [(t.role, t.text) for t in found[0].turns] == [
        ("user", "北京有什么好吃的"),
        ("assistant", "最有名的是烤鸭。还有涮羊肉。"),
    ]
    assert found[0].flags == ("from-speech",)
    assert [(e.start, e.end) for e in found[0].turns[1].evidence] == [(4.0, 5.5), (6.0, 7.5)]


def turns(*said: str) -> list[tuple[str, str]]:
    found = conversations([heard(*said)], None)
    return [(turn.role[0], turn.text) for one in found for turn in one.turns]


@pytest.mark.parametrize(
    ("said", "question", "answer"),
    [
        (["我又问了它一下，明天冷吗？", "它马上回答，明天很冷。"], "明天冷吗？", "明天很冷。"),
        (["我问ChatGPT什么是黑洞它回答说黑洞是一种天体"], "什么是黑洞", "黑洞是一种天体"),
        (["我让它写一首诗，它马上回答：春天来了。"], "写一首诗", "春天来了。"),
        (["有人问豆包：怎么减肥？", "豆包的回答是：少吃多动。"], "怎么减肥？", "少吃多动。"),
        (["用户：你是谁？", "ChatGPT：我是一个语言模型。"], "你是谁？", "我是一个语言模型。"),
        (["第三个问题，小猫喜欢吃什么？", "小猫喜欢吃鱼。"], "小猫喜欢吃什么？", "小猫喜欢吃鱼。"),
        (
            ["我问机器人", "“月亮有多远？”", "它告诉我", "大约三十八万公里。"],
            "月亮有多远？",
            "大约三十八万公里。",
        ),
        (["So I asked ChatGPT: is tea hot?", "And it said that tea is hot."], "is tea hot?", "tea is hot."),
        (["Then I asked it, who are you?", "The bot replied, a bot."], "who are you?", "a bot."),
        (["Question number two, how far is Mars?", "Mars is far."], "how far is Mars?", "Mars is far."),
        (["Let's ask Claude: why?", "Claude's answer was: because."], "why?", "because."),
    ],
)
def test_many_phrasings_name_the_speakers(said: list[str], question: str, answer: str) -> None:
    assert turns(*said) == [("u", question), ("a", answer)]


@pytest.mark.parametrize(
    "said",
    [
        ["昨天我问了它几个问题", "它回答得很好", "我觉得它很聪明"],
        ["大模型是什么呢？大模型就是参数很多的模型。", "它说明了一个问题。"],
        ["I told my friend about it", "it says a lot about us"],
        ["I said it was fine", "it is very clever"],
        ["我没问它", "它也没说"],
        ["I asked it: why?", "And that was it"],
    ],
)
def test_talk_about_a_chat_is_no_chat(said: list[str]) -> None:
    assert turns(*said) == []


def test_what_speaks_to_the_audience_ends_a_turn() -> None:
    said = ["我问它，你会唱歌吗？", "它说，当然可以。这个回答很不错。", "我们再试一次", "今天天气好"]
    assert turns(*said) == [("u", "你会唱歌吗？"), ("a", "当然可以。")]
    (found,) = conversations([heard(*said)], None)
    assert [one.text for one in found.commentary] == ["我们再试一次", "今天天气好"]


def test_the_assistant_is_the_one_that_is_named() -> None:
    (found,) = conversations([heard("我问文心一言：你是谁？", "文心一言回答：我是文心一言。")], None)
    assert found.assistant == "ernie"


def test_two_sentences_of_a_stretch_share_its_time() -> None:
    (found,) = conversations([heard("我问它，冷吗？它说，很冷。")], None)
    first, second = (turn.evidence[0] for turn in found.turns)
    assert (first.start, second.end) == (0.0, 1.5)
    assert first.end == second.start


def test_endless_text_takes_no_time() -> None:
    for text in ("," * 2000, "我问" * 1000, "it said " * 250, "。" * 2000, "?" * 2000):
        conversations([heard(*[text] * 20)], None)


def test_english_stretches_are_parted_by_a_blank() -> None:
    found = conversations(
        [heard("I asked: why is bread brown?", "ChatGPT said, because it", "was baked.")], None
    )
    assert found[0].turns[1].text == "because it was baked."


def test_talk_without_cues_makes_nothing() -> None:
    assert conversations([heard("Today I show you my new chatbot", "It is very fast")], None) == []


def test_one_named_speaker_is_not_enough() -> None:
    assert conversations([heard("I asked: why?", "And that was it")], None) == []
