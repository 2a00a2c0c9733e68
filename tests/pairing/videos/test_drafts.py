"""Drafts say what was asked and when, where the message itself was covered or read late."""

from chatmine.records import Box, Evidence, Line, Reading, Role, Scene, Span, Turn
from pairing.conversing import conversations, explain
from pairing.screens import Piece
from pairing.videos.drafts import drafts, in_order, start, with_drafts

TOP = 1100


def typed(text: str, begun: float, gone: float, *, y: int = TOP, number: int = 0) -> Piece:
    line = Line(
        text=text,
        box=Box(40, y, 20 * len(text), 30),
        confidence=0.9,
        second=begun,
        complete=gone,
        until=gone,
        scene=0,
        replaced=True,
    )
    return Piece(number=number, line=line)


def said(role: Role, text: str, *seconds: float) -> Turn:
    evidence = tuple(
        Evidence(span=Span(n, n + 1), media="v", box=Box(0, 30 * n, 9, 9), start=second, end=second)
        for n, second in enumerate(seconds)
    )
    return Turn(role=role, text=text, confidence=0.9, evidence=evidence)


def test_a_question_that_was_covered_is_what_its_draft_says() -> None:
    turns = (said("assistant", "Sure, here it is.", 3.7), said("user", "And then?", 9.0))
    found = with_drafts("v", turns, drafts([typed("ok", 2.2, 3.0)], TOP))
    assert [(t.role, t.text, start(t)) for t in found] == [
        ("user", "ok", 3.0),
        ("assistant", "Sure, here it is.", 3.7),
        ("user", "And then?", 9.0),
    ]


def test_a_question_that_is_read_late_begins_as_its_draft_goes() -> None:
    turns = (said("user", "What about the lake?", 28.2), said("assistant", "It is deep.", 28.4))
    found = with_drafts("v", turns, drafts([typed("What about the lake", 19.8, 21.3)], TOP))
    assert [start(turn) for turn in found] == [21.3, 28.4]


def test_a_draft_that_only_wraps_or_that_nobody_answers_says_nothing() -> None:
    wraps = [
        typed("Can you list the", 1.0, 2.9),
        typed("Can you list the", 3.0, 9.0, y=TOP - 40, number=1),
        typed("steps?", 3.0, 9.0, number=2),
    ]
    assert [(draft.text, draft.gone) for draft in drafts(wraps, TOP)] == [("Can you list the steps?", 9.0)]
    turns = (said("assistant", "Hello.", 0.5), said("assistant", "Late.", 30.0))
    assert with_drafts("v", turns, drafts(wraps, TOP)) == turns


def test_an_empty_box_and_what_stands_above_it_are_no_drafts() -> None:
    assert drafts([typed("发消息", 0.0, 2.0), typed("好的", 2.0, 4.0, y=300)], TOP) == []
    assert drafts([typed("好的", 2.0, 4.0)], None) == []


def test_no_line_is_older_than_the_turn_before_its_own() -> None:
    turns = (
        said("user", "And then?", 12.3),
        said("assistant", "It depends.", 0.0, 14.2, 15.3),
        said("user", "haha", 22.7),
    )
    assert [start(turn) for turn in in_order(turns)] == [12.3, 14.2, 22.7]


def test_turns_that_come_from_below_keep_their_seconds() -> None:
    turns = (said("user", "First?", 20.0), said("assistant", "Yes.", 10.0, 9.0))
    assert in_order(turns) == turns


def test_a_question_that_was_drawn_anew_is_as_old_as_before() -> None:
    turns = (said("user", "And the lake?", 28.8), said("assistant", "It is deep.", 27.7))
    stood = typed("And the lake?", 26.6, 31.2, y=616)
    assert [start(turn) for turn in in_order(turns, [stood])] == [26.6, 27.7]
    assert in_order(turns, [typed("And the lake?", 28.0, 31.2, y=616)]) == turns


def test_a_draft_that_still_stands_under_a_subtitle_is_no_message() -> None:
    empty = Line(
        text="发消息或按", box=Box(53, 1195, 155, 37), confidence=1, second=0.0, complete=0.0, until=1.5,
        scene=0, replaced=True,
    )  # fmt: skip
    draft = Line(
        text="How do I cho0se a god blanket", box=Box(45, 1194, 474, 34), confidence=0.9, second=1.5,
        complete=3.6, until=4.0, scene=0, place=Box(45, 1146, 474, 34),
    )  # fmt: skip
    reading = Reading(
        media="v", engine="drawn", version="1", width=720, height=1280, lines=(draft, empty),
        scenes=(Scene(start=0, end=4, width=720, height=1280),),
    )  # fmt: skip
    assert conversations([reading], None) == []
    assert explain(reading)[0].reason == "below the input"
