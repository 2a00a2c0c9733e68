"""Speech makes turns only where a voice says who said what."""

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


def test_english_stretches_are_parted_by_a_blank() -> None:
    found = conversations(
        [heard("I asked: why is bread brown?", "ChatGPT said, because it", "was baked.")], None
    )
    assert found[0].turns[1].text == "because it was baked."


def test_talk_without_cues_makes_nothing() -> None:
    assert conversations([heard("Today I show you my new chatbot", "It is very fast")], None) == []


def test_one_named_speaker_is_not_enough() -> None:
    assert conversations([heard("I asked: why?", "And that was it")], None) == []
