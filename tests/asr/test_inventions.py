"""What Whisper writes for silence and music is left out; what people say stays, whatever it is about."""

import pytest

from asr.inventions import Heard, invented, spoken
from chatmine.records import Speech


def heard(
    text: str, *, log_probability: float = -0.2, no_speech: float = 0.01, compression: float = 1.2
) -> Heard:
    speech = Speech(text=text, start=0.0, end=1.0, confidence=0.8)
    return Heard(speech=speech, log_probability=log_probability, no_speech=no_speech, compression=compression)


@pytest.mark.parametrize(
    "text",
    [
        "字幕由Amara.org社区提供",
        "中文字幕志愿者 李某",
        "字幕：某某",
        "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
        "词曲 李宗盛",
        "Subtitles by the Amara.org community",
        "Transcription by CastingWords",
        "© 2021 all rights reserved",
        "[Music]",
        "(upbeat music)",
        "【音乐】",
        "♪ la la la ♪",
        "*laughs* [applause]",
    ],
)
def test_credits_and_sounds_are_never_spoken(text: str) -> None:
    assert invented(heard(text))


@pytest.mark.parametrize(
    "text", ["谢谢大家观看", "Thanks for watching!", "请点赞订阅", "you", "我们下期再见"]
)
def test_farewells_stay_where_the_model_is_sure(text: str) -> None:
    assert invented(heard(text)) is None
    assert invented(heard(text, no_speech=0.7)) == "farewell"
    assert invented(heard(text, log_probability=-0.8)) == "farewell"


@pytest.mark.parametrize(
    "text",
    [
        "我问ChatGPT怎么给视频加字幕",
        "I asked who wrote the subtitles by hand",
        "感谢你的问题，北京最有名的是烤鸭",
        "The video (the short one) is here",
        "It said (quote) no",
        "哈哈哈哈",
    ],
)
def test_talk_about_such_things_stays(text: str) -> None:
    assert invented(heard(text, log_probability=-0.6)) is None


def test_the_models_own_numbers_count() -> None:
    assert invented(heard("北京最有名的是烤鸭", compression=2.5, log_probability=-0.6)) == "loop"
    assert invented(heard("That is a very good answer.", compression=2.5)) is None, "said again and again"
    assert invented(heard("是的 " * 30)) == "loop"
    assert invented(heard("北京最有名的是烤鸭", no_speech=0.8, log_probability=-0.6)) == "silence"
    assert invented(heard("北京最有名的是烤鸭", no_speech=0.8, log_probability=-0.3)) is None
    assert invented(heard("北京最有名的是烤鸭", log_probability=-1.2)) == "guess"


def test_of_a_loop_of_stretches_the_first_stays() -> None:
    texts = ["好", "好", "好", "好", "走", "走", "好"]
    assert [speech.text for speech in spoken(heard(text) for text in texts)] == ["好", "走", "走", "好"]


def test_endless_text_takes_no_time() -> None:
    assert invented(heard("please like and subscribe " * 20_000, no_speech=0.9))
    assert invented(heard("(" * 50_000))
