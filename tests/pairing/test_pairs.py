"""Pairs, their numbers and a conversation's: kept by evidence, never given twice."""

from chatmine.records import Box, Conversation, Evidence, Span, Turn
from pairing.numbering import numbered, numbered_pairs
from pairing.pairs import pairs

MEDIA = "a" * 64


def turn(role: str, text: str, top: int, media: str = MEDIA) -> Turn:
    box = Box(10, top, 200, 20)
    evidence = (Evidence(span=Span(0, len(text)), media=media, box=box),)
    return Turn(role=role, text=text, confidence=0.9, evidence=evidence)  # type: ignore[arg-type]


def conversation(*turns: Turn, number: int = 0) -> Conversation:
    return Conversation(post="web:1", number=number, media=(MEDIA,), turns=turns)


ASKED = turn("user", "why?", 0)
TOLD = turn("assistant", "because", 40)
ASKED_AGAIN = turn("user", "how?", 80)
TOLD_AGAIN = turn("assistant", "so", 120)


def test_a_pair_is_a_question_that_is_answered() -> None:
    found = pairs(conversation(TOLD, ASKED, TOLD, ASKED_AGAIN))
    assert [(p.question.text, p.answer.text) for p in found] == [("why?", "because")]
    assert found[0].id == "web:1~0.0"


def test_pairs_come_in_order_with_their_positions() -> None:
    found = pairs(conversation(ASKED, TOLD, ASKED_AGAIN, TOLD_AGAIN))
    assert [(p.position, p.question.text) for p in found] == [(0, "why?"), (1, "how?")]


def test_a_better_reading_keeps_the_number() -> None:
    before = [conversation(ASKED, TOLD, number=4)]
    better = conversation(turn("user", "why not?", 2), turn("assistant", "because!", 41))
    assert [one.number for one in numbered([better], before)] == [4]


def test_what_is_new_gets_a_number_that_was_never_given() -> None:
    before = [conversation(ASKED, TOLD, number=0), conversation(turn("user", "gone", 900), number=7)]
    new = [conversation(turn("user", "other", 500)), conversation(ASKED, TOLD)]
    assert [one.number for one in numbered(new, before)] == [8, 0]


def test_two_that_became_one_say_what_they_were() -> None:
    before = [conversation(ASKED, TOLD, number=0), conversation(ASKED_AGAIN, number=1)]
    joined = numbered([conversation(ASKED, TOLD, ASKED_AGAIN)], before)
    assert (joined[0].number, joined[0].formerly) == (0, ("web:1~1",))


def test_the_same_box_in_another_file_is_another_spot() -> None:
    before = [conversation(ASKED, TOLD, number=0)]
    elsewhere = conversation(turn("user", "why?", 0, media="b" * 64))
    assert numbered([elsewhere], before)[0].number == 1


def test_a_pairs_number_stays_when_another_comes_in_front() -> None:
    before = pairs(conversation(ASKED_AGAIN, TOLD_AGAIN))
    found = numbered_pairs(pairs(conversation(ASKED, TOLD, ASKED_AGAIN, TOLD_AGAIN)), before)
    assert [(p.position, p.number) for p in found] == [(0, 1), (1, 0)]
