"""What tells the assistant, and what tells that a picture is not what it claims: each with its sign."""

from chatmine.records import Box, Colour, Conversation, Line, Reading, Shape
from pairing.conversing import conversations

GREEN, WHITE, GREY = Colour(149, 236, 105), Colour(255, 255, 255), Colour(237, 237, 237)
INK = Colour(20, 20, 20)


def line(text: str, x: int, y: int, paper: Colour, height: int = 40) -> Line:
    width = 20 * sum(2 if ord(c) > 0x2E80 else 1 for c in text)
    return Line(text=text, box=Box(x, y, width, height), confidence=0.99, ink=INK, paper=paper)


def messenger(
    answer: str, *around: Line, question: str = "请问你是谁开发的机器人", title: str = "机器人小群"
) -> Conversation:
    """A phone with a question at the right and an answer at the left, each in its bubble."""
    lines = (
        line("12:30", 60, 30, GREY),
        line("4G 80%", 900, 30, GREY),
        line(title, 420, 120, GREY),
        line(question, 500, 320, GREEN),
        line(answer, 120, 620, WHITE),
        *around,
    )
    shapes = (
        Shape(kind="panel", box=Box(470, 290, 500, 100), colour=GREEN),
        Shape(kind="panel", box=Box(90, 590, 800, 100), colour=WHITE),
    )
    reading = Reading(
        media="a" * 64,
        engine="drawn",
        version="1",
        width=1080,
        height=2000,
        paper=GREY,
        lines=lines,
        shapes=shapes,
    )
    (found,) = conversations([reading], None)
    return found


def test_a_title_names_the_assistant_and_is_the_sign() -> None:
    found = messenger("我是一个人工智能助手呀", title="文心一言")
    assert found.assistant == "ernie"
    assert [(sign.of, sign.text, sign.box) for sign in found.signs] == [
        ("assistant", "文心一言", Box(420, 120, 160, 40))
    ]


def test_an_answer_that_names_itself_is_believed_last_and_flagged() -> None:
    found = messenger("我是ChatGPT，很高兴认识你")
    assert found.assistant == "chatgpt"
    assert "named-by-answer" in found.flags
    assert found.signs[0].box == Box(120, 620, 500, 40)


def test_an_answer_that_names_another_than_the_title_is_flagged_with_both_signs() -> None:
    found = messenger("我是ChatGPT，很高兴认识你", title="文心一言")
    assert found.assistant == "ernie"
    assert "other-name-in-answer" in found.flags
    assert [sign.says for sign in found.signs] == ["ernie", "chatgpt"]


def test_an_answer_that_only_speaks_of_another_names_nobody() -> None:
    found = messenger("ChatGPT是一个聊天机器人，我不是")
    assert found.assistant is None
    assert found.signs == ()


def test_a_line_that_calls_the_picture_a_joke_is_a_flag() -> None:
    found = messenger("好的，没有问题的呀朋友", line("仅供娱乐 @对话生成器", 60, 1940, GREY))
    assert "made-up" in found.flags


def test_times_that_run_backwards_are_a_flag_but_not_over_midnight() -> None:
    odd = messenger("好的，没有问题的呀朋友", line("10:30", 490, 220, GREY), line("9:05", 490, 520, GREY))
    assert "odd-times" in odd.flags
    night = messenger("好的，没有问题的呀朋友", line("23:50", 490, 220, GREY), line("0:05", 490, 520, GREY))
    assert "odd-times" not in night.flags
