"""Subtitles in the picture are speech; a chat, a title and what lies beside are not."""

import pytest

from chatmine.records import Box, Colour, Line, Reading, Scene, Speech
from pairing.conversing import conversations, explain
from pairing.videos.burned import subtitle_lines, subtitles
from pairing.videos.soundtrack import soundtracks

SAID = ("大家好", "我问它，北京有什么好吃的？", "它回答说，最有名的是烤鸭。", "谢谢大家")


def line(text: str, start: float, end: float, *, y: int = 900, x: int | None = None, scene: int = 0) -> Line:
    width = 30 * len(text)
    box = Box((600 - width) // 2 if x is None else x, y, width, 40)
    return Line(text=text, box=box, confidence=0.97, second=start, complete=start, until=end, scene=scene)


def film(*lines: Line, speech: tuple[Speech, ...] = ()) -> Reading:
    scene = Scene(start=0.0, end=30.0, width=600, height=1200, paper=Colour(90, 90, 90))
    return Reading(
        media="v" * 64,
        engine="drawn",
        version="1",
        width=600,
        height=1200,
        duration=30.0,
        lines=lines,
        speech=speech,
        scenes=(scene,),
    )


def shown(*, y: int = 900) -> list[Line]:
    return [line(text, 2.0 * n, 2.0 * n + 1.6, y=y) for n, text in enumerate(SAID)]


def test_subtitles_are_speech_with_their_seconds() -> None:
    found = subtitles(film(*shown()))
    assert [(said.text, said.start, said.end) for said in found] == [
        (text, 2.0 * n, 2.0 * n + 1.6) for n, text in enumerate(SAID)
    ]
    assert {said.language for said in found} == {"zh"}


@pytest.mark.parametrize("y", [60, 900, 1100])
def test_the_band_may_be_anywhere(y: int) -> None:
    assert len(subtitles(film(*shown(y=y)))) == 4


def test_two_lines_are_one_subtitle() -> None:
    two = (line("I asked it how", 0, 2), line("the weather is", 0, 2, y=948))
    found = subtitles(film(*two, line("It said, fine.", 2.2, 4), line("Bye.", 4.2, 6)))
    assert [said.text for said in found] == ["I asked it how the weather is", "It said, fine.", "Bye."]


def test_a_sentence_that_a_new_scene_cuts_is_one() -> None:
    cut = (line("大家好", 0, 1.0), line("大家好", 1.1, 2.0))
    found = subtitles(film(*cut, *shown()[1:]))
    assert [(said.start, said.end) for said in found][0] == (0, 2.0)
    assert len(found) == 4


def test_words_that_move_on_the_picture_beside_them_do_not_matter() -> None:
    other = [line("0", 1.0 * n, 1.0 * n + 0.3, y=450, x=200 + 10 * n) for n in range(8)]
    assert len(subtitles(film(*shown(), *other))) == 4


@pytest.mark.parametrize(
    "lines",
    [
        shown()[:2],
        [line(text, 2.0 * n, 2.0 * n + 1.6, x=20) for n, text in enumerate(SAID)],
        [line(text, 2.0 * n, 30.0, y=200 + 100 * n) for n, text in enumerate(SAID)],
        [line(text, 2.0 * n, 2.0 * n + 4.0) for n, text in enumerate(SAID)],
        [line("对方正在输入…", 2.0 * n, 2.0 * n + 1.6, y=60) for n in range(5)],
        [line(text, 14.0 * n, 14.0 * n + 13.5) for n, text in enumerate(SAID)],
    ],
    ids=["two", "at the left", "a chat that stays", "that move up", "one text", "that stand long"],
)
def test_other_text_is_no_subtitle(lines: list[Line]) -> None:
    assert subtitles(film(*lines)) == ()
    assert subtitle_lines(film(*lines)) == frozenset()


def test_they_tell_a_chat_without_any_speech_model_and_are_no_messages() -> None:
    reading = film(*shown())
    (found,) = conversations([reading], None)
    assert [(turn.role, turn.text) for turn in found.turns] == [
        ("user", "北京有什么好吃的？"),
        ("assistant", "最有名的是烤鸭。"),
    ]
    assert found.flags == ("from-speech",)
    assert {placed.reason for placed in explain(reading)} == {"subtitle"}


def test_their_wording_wins_over_what_was_heard() -> None:
    heard = (
        Speech(text="我问它北京有什么好吃的", start=2.1, end=3.5, confidence=0.8),
        Speech(text="它回答说最有名的是考亚", start=4.1, end=5.5, confidence=0.8),
        Speech(text="还有别的", start=9.0, end=10.0, confidence=0.8),
    )
    (track,) = soundtracks([film(*shown()), film(speech=heard)])
    assert [said.text for said in track.speech] == [*SAID, "还有别的"]


def test_what_is_heard_has_the_better_blanks() -> None:
    lines = [line("I askedit", 0, 1.6), line("It said yes", 2, 3.6), line("bye", 4, 5.6)]
    heard = (Speech(text="I asked it,", start=0.1, end=1.5, confidence=0.8),)
    (track,) = soundtracks([film(*lines, speech=heard)])
    assert track.speech[0].text == "I asked it,"


def test_a_picture_has_none() -> None:
    assert subtitles(Reading(media="p", engine="drawn", version="1", width=9, height=9)) == ()
