from hypothesis import given
from hypothesis import strategies as st

from chatmine.records import Span
from search_ui.excerpts import blocks, excerpt, one_line


def joined(text: str, *marks: tuple[int, int], length: int = 40) -> str:
    found = excerpt(text, [Span(*mark) for mark in marks], length)
    inside = "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in found.pieces)
    return f"{'…' if found.before else ''}{inside}{'…' if found.after else ''}"


def test_a_short_text_is_shown_whole() -> None:
    assert joined("one two three", (4, 7)) == "one [two] three"


def test_a_long_text_is_shown_around_its_first_mark() -> None:
    text = "word " * 40 + "needle" + " more" * 40
    shown = joined(text, (200, 206))
    assert shown.startswith("…word")
    assert shown.endswith("…")
    assert "[needle]" in shown


def test_fences_and_blank_lines_are_left_out() -> None:
    assert joined("a\n\n```py\nb\n```\n\n\nc") == "a\nb\nc"


def test_blocks_say_which_line_gave_what() -> None:
    text = "first\nsecond\n```\ncode\n```\nlast"
    found = blocks(text, [Span(0, 5), Span(6, 12), Span(17, 21)], [Span(8, 12)])
    assert [block.code for block in found] == [False, True, False]
    runs = [(run.line, "".join(piece.text for piece in run.pieces)) for run in found[0].runs]
    assert runs == [(0, "first"), (None, "\n"), (1, "second")]
    assert [piece.text for run in found[0].runs for piece in run.pieces if piece.marked] == ["cond"]
    assert [run.line for run in found[1].runs] == [2]


def test_a_fence_that_is_not_closed_goes_to_the_end() -> None:
    assert [block.code for block in blocks("a\n```\nb\nc", [], [])] == [False, True]


def test_a_title_is_short_and_turns_nothing() -> None:
    assert one_line("a\u202eb\n c" + "x" * 200, 20) == "a b c" + "x" * 14 + "…"


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: Span(*sorted(pair))))


@given(st.text(st.sampled_from("ab \n好"), max_size=60), spans, spans)
def test_blocks_neither_invent_nor_lose_text(text: str, lines: list[Span], marks: list[Span]) -> None:
    fenced = f"{text}\n```\n{text}\n```\n{text}"
    found = blocks(fenced, lines, sorted(marks))
    shown = "".join(piece.text for block in found for run in block.runs for piece in run.pieces)
    assert "".join(shown.split()) == "".join(text.split()) * 3


@given(st.text(max_size=200), spans, st.integers(1, 50))
def test_excerpts_come_of_any_text(text: str, marks: list[Span], length: int) -> None:
    found = excerpt(text, sorted(marks), length)
    assert sum(len(piece.text) for piece in found.pieces) <= length + text.count("\n") + 1
