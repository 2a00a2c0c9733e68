"""The cue of sides in chats of any length."""

from chatmine.records import Box, Colour, Line, Reading, Shape
from pairing.conversing import conversations

WHITE, GREEN, GREY = Colour(255, 255, 255), Colour(149, 236, 105), Colour(237, 237, 237)


def test_a_long_chat_of_messages_of_one_length_has_two_sides() -> None:
    lines, panels = [], []
    for place in range(40):
        x, paper = (60, WHITE) if place % 2 else (540, GREEN)
        box = Box(x, 100 + 90 * place, 200, 30)
        lines.append(Line(text=f"第{place + 10}句话说完了", box=box, confidence=0.99, paper=paper))
        panels.append(Shape(kind="panel", box=Box(x - 20, box.y - 15, 240, 60), colour=paper))
    reading = Reading(
        media="m", engine="drawn", version="1", width=800, height=3800, paper=GREY,
        lines=tuple(lines), shapes=tuple(panels),
    )  # fmt: skip
    (found,) = conversations([reading], None)
    assert [turn.role for turn in found.turns] == ["user", "assistant"] * 20


def test_boxes_that_begin_in_one_column_are_of_one_speaker_however_wide() -> None:
    """Questions in dark boxes, answers on the open page, all at the left: the widest box is at no right."""
    lines, panels = [], []
    for place, width in enumerate((300, 210, 340, 120)):
        top = 200 * place
        question = Box(330, top + 12, width - 24, 24)
        lines.append(Line(text="what about it " * (width // 100), box=question, confidence=0.99, paper=GREEN))
        panels.append(Shape(kind="panel", box=Box(316, top, width, 48), colour=GREEN))
        for row in range(2):
            box = Box(304, top + 80 + 30 * row, 620, 24)
            lines.append(Line(text="an answer on the open page, as wide as it goes " * 2, box=box,
                              confidence=0.99, paper=GREY))  # fmt: skip
    reading = Reading(
        media="m", engine="drawn", version="1", width=1280, height=900, paper=GREY,
        lines=tuple(lines), shapes=tuple(panels),
    )  # fmt: skip
    (found,) = conversations([reading], None)
    assert [turn.role for turn in found.turns] == ["user", "assistant"] * 4
