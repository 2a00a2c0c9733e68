from dataclasses import replace

from chatmine.records import Box, Colour, Line, Reading, Scene
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


def _spaced(second: float | None) -> list[tuple[str, str]]:
    """Answers a gap below their questions, but one that lies closer: filmed, or (None) a picture."""
    said = [
        "> Name a tree",
        "An oak is one of many.",
        "> Name a lake",
        "Lake Garda is one of many.",
        "> Name a",
    ]
    said += ["river", "> Name a hill", "Arthur's Seat is one."]
    tops = [20, 56, 80, 116, 140, 164, 188, 224]
    read = [_line(0, text, WHITE) for text in said]
    lines = tuple(
        replace(line, box=line.box._replace(y=top), second=second, scene=None if second is None else 0)
        for line, top in zip(read, tops, strict=True)
    )
    scenes = () if second is None else (Scene(start=0.0, end=9.0, width=420, height=400),)
    reading = Reading(media="a", engine="e", version="1", width=420, height=400, lines=lines, scenes=scenes)
    return [(turn.role, turn.text) for one in conversations([reading], None) for turn in one.turns]


def test_a_row_right_below_a_question_goes_on_with_it_where_answers_stand_apart_but_not_in_a_video() -> None:
    assert ("user", "Name a\nriver") in _spaced(None)
    assert ("assistant", "river") in _spaced(1.0)
