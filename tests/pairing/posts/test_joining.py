"""Turns that are seen twice are one: growing answers, scrolled screens, overlapping pictures."""

from chatmine.records import Box, Evidence, Span, Turn
from pairing.posts.joining import joined


def turn(role: str, *lines: str, second: float | None = None, partial: bool = False) -> Turn:
    text, evidence = "", []
    for number, line in enumerate(lines):
        start = len(text) + bool(text)
        text = f"{text}\n{line}" if text else line
        box = Box(0, 30 * number, 100, 20)
        evidence.append(Evidence(span=Span(start, start + len(line)), media="m", box=box, start=second))
    return Turn(role=role, text=text, confidence=1.0, partial=partial, evidence=tuple(evidence))  # type: ignore[arg-type]


QUESTION = turn("user", "What is a black hole made of?", second=1.0)


def test_an_answer_that_grows_is_one_turn_since_it_was_first_seen() -> None:
    short = turn("assistant", "Nothing that we know", second=2.0)
    long = turn("assistant", "Nothing that we know", "can leave it again.", second=5.0)
    found = joined([QUESTION, short], [QUESTION, long])
    assert found is not None
    assert [t.text for t in found] == [QUESTION.text, long.text]
    assert [e.start for e in found[1].evidence] == [2.0, 5.0]


def test_a_scrolled_screen_adds_what_is_new() -> None:
    answer = turn("assistant", "Nothing can leave it again.")
    more = turn("user", "Not even light, really?")
    found = joined([QUESTION, answer], [answer, more])
    assert found is not None
    assert [t.text for t in found] == [QUESTION.text, answer.text, more.text]


def test_an_answer_on_two_pictures_has_its_overlap_once() -> None:
    first = turn("assistant", "Pack a warm coat", "and two pairs of shoes", "and the tickets", partial=True)
    second = turn("assistant", "and two pairs of shoes", "and the tickets", "and a book.", partial=True)
    thanks = turn("user", "Thank you so much")
    found = joined([QUESTION, first], [second, thanks])
    assert found is not None
    assert found[1].text.split("\n") == [
        "Pack a warm coat",
        "and two pairs of shoes",
        "and the tickets",
        "and a book.",
    ]
    assert not found[1].partial
    for piece in found[1].evidence:
        assert found[1].text[piece.span.start : piece.span.end] in found[1].text.split("\n")


def test_what_shares_nothing_is_not_joined() -> None:
    assert joined([QUESTION], [turn("user", "Something else altogether")]) is None


def test_a_word_that_is_said_twice_is_no_overlap() -> None:
    assert joined([QUESTION, turn("assistant", "Yes.")], [turn("assistant", "Yes.")]) is None
