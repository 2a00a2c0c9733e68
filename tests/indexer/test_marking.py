from hypothesis import given
from hypothesis import strategies as st

from chatmine.records import Box, Evidence, Span, Turn
from indexer.asking import parse
from indexer.marking import Spot, marks, spots

QUESTION = "如何用GPT-4 写代码？"
ANSWER = "可以用 **Python**。臺灣的 Café，python 代码"


def marked(asked: str) -> tuple[list[str], list[str]]:
    found = marks(parse(asked), QUESTION, ANSWER)
    return (
        [QUESTION[span.start : span.end] for span in found["question"]],
        [ANSWER[span.start : span.end] for span in found["answer"]],
    )


def test_marks_are_what_was_asked_for_as_it_is_written() -> None:
    assert marked("gpt4") == (["GPT-4"], [])
    assert marked("台湾 CAFE") == ([], ["臺灣", "Café"])
    assert marked("pyth*") == ([], ["Python", "python"])
    assert marked("代码") == (["代码"], ["代码"])
    assert marked("question:代码") == (["代码"], [])
    assert marked("gpt OR 台 -代码") == (["GPT"], ["臺"])
    assert marked("") == ([], [])


def test_a_phrase_is_one_mark_and_stands_in_order() -> None:
    assert marked('"gpt 4 写代码"') == (["GPT-4 写代码"], [])
    assert marked('"4 gpt"') == ([], [])
    assert marked("灣café") == ([], [])


def test_marks_that_touch_or_overlap_are_one() -> None:
    assert marked("写代 代码") == (["写代码"], ["代码"])
    assert marked("写 代 码") == (["写代码"], ["代码"])


@given(st.text(), st.text(), st.sampled_from(["a", "的", "0*", '"a a"', "a OR é"]))
def test_marks_lie_in_the_text_in_order(question: str, answer: str, asked: str) -> None:
    for text, spans in zip((question, answer), marks(parse(asked), question, answer).values(), strict=True):
        ends = [0]
        for span in spans:
            assert ends[-1] <= span.start < span.end <= len(text)
            ends.append(span.end)


def turn(text: str, *evidence: Evidence) -> Turn:
    return Turn(role="assistant", text=text, confidence=1.0, evidence=evidence)


def test_a_spot_is_cut_out_of_the_line_by_its_characters_edges() -> None:
    line = Evidence(span=Span(2, 6), media="m", box=Box(100, 50, 90, 20), edges=(100, 120, 145, 160, 190))
    assert spots([Span(3, 5)], turn("# 人工智能", line)) == [
        Spot(media="m", box=Box(120, 50, 40, 20), start=None, end=None)
    ]


def test_without_edges_chinese_is_twice_as_wide_as_latin() -> None:
    line = Evidence(span=Span(0, 6), media="m", box=Box(0, 0, 90, 10))
    assert spots([Span(0, 2)], turn("人工ab智c", line))[0].box == Box(0, 0, 40, 10)
    assert spots([Span(2, 4)], turn("人工ab智c", line))[0].box == Box(40, 0, 20, 10)


def test_a_span_over_two_lines_gives_a_spot_on_each() -> None:
    first = Evidence(span=Span(0, 2), media="m", box=Box(0, 0, 40, 20))
    second = Evidence(span=Span(3, 5), media="n", box=Box(0, 30, 40, 20))
    found = spots([Span(1, 4)], turn("人工\n智能", first, second))
    assert [(spot.media, spot.box) for spot in found] == [
        ("m", Box(20, 0, 20, 20)),
        ("n", Box(0, 30, 20, 20)),
    ]


def test_speech_gives_seconds_and_frames_give_both() -> None:
    heard = Evidence(span=Span(0, 4), media="v", start=1.5, end=3.0)
    seen = Evidence(span=Span(0, 4), media="v", box=Box(0, 0, 40, 10), start=2.0, end=9.0)
    assert spots([Span(0, 1)], turn("word", heard, seen)) == [
        Spot(media="v", box=None, start=1.5, end=3.0),
        Spot(media="v", box=Box(0, 0, 10, 10), start=2.0, end=9.0),
    ]


def test_edges_that_make_no_sense_are_not_trusted() -> None:
    backwards = Evidence(span=Span(0, 2), media="m", box=Box(0, 0, 40, 10), edges=(40, 20, 0))
    too_few = Evidence(span=Span(0, 2), media="m", box=Box(0, 0, 40, 10), edges=(0, 40))
    outside = Evidence(span=Span(0, 99), media="m", box=Box(0, 0, 40, 10))
    assert [spot.box for spot in spots([Span(0, 1)], turn("人工", backwards, too_few))] == [Box(0, 0, 20, 10)]
    assert spots([Span(50, 60)], turn("人工", outside))[0].box == Box(0, 0, 40, 10)
