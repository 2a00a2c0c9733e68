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
