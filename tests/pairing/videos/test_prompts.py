from chatmine.records import Box, Colour, Line, Reading
from pairing.conversing import conversations

GREEN, WHITE = Colour(60, 200, 120), Colour(230, 230, 230)


def _line(row: int, text: str, ink: Colour, indent: int = 0) -> Line:
    left = 10 + 10 * indent
    edges = tuple(left + 10 * n for n in range(len(text) + 1))
    box = Box(left, 20 + 24 * row, 10 * len(text), 20)
    return Line(text=text, box=box, confidence=1.0, edges=edges, ink=ink, paper=Colour(20, 20, 20))


def _turns(*lines: tuple[str, Colour]) -> list[tuple[str, str]]:
    read = tuple(_line(row, text, ink) for row, (text, ink) in enumerate(lines))
    reading = Reading(media="a", engine="e", version="1", width=420, height=400, lines=read)
    return [(turn.role, turn.text) for one in conversations([reading], None) for turn in one.turns]


def test_what_stands_behind_a_prompt_is_asked_and_the_lines_below_answer() -> None:
    assert _turns(
        ("main: model loaded in 3 s", WHITE),
        ("> Which tree is tallest", GREEN),
        ("The tallest trees are redwoods, and the t", WHITE),
        ("allest of them has a name.", WHITE),
        ("> And the oldest", GREEN),
        ("A pine in the White Mountains.", WHITE),
        (">", WHITE),
    ) == [
        ("user", "Which tree is tallest"),
        ("assistant", "The tallest trees are redwoods, and the tallest of them has a name."),
        ("user", "And the oldest"),
        ("assistant", "A pine in the White Mountains."),
    ]


def test_a_shell_that_comes_back_says_nothing() -> None:
    turns = _turns(
        ("> Name a river", GREEN),
        ("The river Elbe is one of many.", WHITE),
        ("> Name a lake", GREEN),
        ("Lake Garda is one of many.", WHITE),
        ("me@desk:~$ exit", WHITE),
    )
    assert turns[-1] == ("assistant", "Lake Garda is one of many.")


def test_python_at_its_prompt_is_no_chat() -> None:
    assert not any(
        role == "user"
        for role, _ in _turns(
            (">>> x = [1, 2]", WHITE), (">>> print(x)", WHITE), ("[1, 2]", WHITE), (">>> import os", WHITE)
        )
    )
