"""Markup comes off, notes of sounds go, and captions that roll or grow are said once."""

import pytest

from chatmine.errors import Unreadable
from transcripts.cues import Cue, plain, reading


def told(*cues: tuple[float, float, str]) -> list[tuple[float, float, str]]:
    found = reading([Cue(start=a, end=b, text=text) for a, b, text in cues], "a", "test", "1")
    return [(said.start, said.end, said.text) for said in found.speech]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("<i>Hello</i> <font color='red'>you</font>", "Hello you"),
        (r"{\an8}{\pos(10,20)}Hello\Nyou\hthere", "Hello\nyou there"),
        (r"{\p1}m 0 0 l 100 0 100 100{\p0}Hello", "Hello"),
        ("hello<00:00:00.480><c> you</c>", "hello you"),
        ("<v.first Anna>Hello", "Anna: Hello"),
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("if a < b and c > d {x}", "if a < b and c > d {x}"),
        ("[Music]\n♪ la la ♪\n(door slams)", ""),
        ("（笑）\n你好", "你好"),
        ("\u202ahello\u202c", "hello"),
    ],
)
def test_markup_and_notes_come_off(marked: str, text: str) -> None:
    assert plain(marked) == text


def test_captions_that_roll_are_said_once() -> None:
    rolling = [
        (0.1, 2.3, " \nhello everyone"),
        (2.3, 2.31, "hello everyone\n "),
        (2.31, 4.7, "hello everyone\ntoday we try"),
        (4.7, 4.71, "today we try\n "),
        (4.71, 6.0, "today we try\na chatbot"),
    ]
    assert [text for *_, text in told(*rolling)] == ["hello everyone", "today we try", "a chatbot"]
    assert [start for start, *_ in told(*rolling)] == [0.1, 2.31, 4.71]


def test_captions_that_grow_word_by_word_are_one() -> None:
    assert told((0, 1, "hello"), (1, 2, "hello every"), (2, 3, "hello everyone")) == [
        (0, 3, "hello everyone")
    ]


def test_a_word_that_is_said_again_later_stays() -> None:
    assert told((0, 1, "好"), (3, 4, "好"), (4, 5, "好的")) == [(0, 1, "好"), (3, 4, "好"), (4, 5, "好的")]


def test_cues_come_in_order_and_end_where_the_next_begins() -> None:
    assert told((5, 9, "third"), (0, 6, "first"), (2, 5, "second")) == [
        (0, 2, "first"),
        (2, 5, "second"),
        (5, 9, "third"),
    ]


def test_two_lines_are_one_sentence() -> None:
    assert told((0, 1, "我问它：\n什么是\nAI 模型")) == [(0, 1, "我问它：什么是 AI 模型")]


def test_subtitles_of_sounds_alone_are_none() -> None:
    with pytest.raises(Unreadable) as raised:
        told((0, 1, "[Music]"), (2, 2, "no time"), (float("nan"), 3, "no number"))
    assert raised.value.code == "no_cues"
