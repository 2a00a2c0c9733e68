"""Laws that hold for any lines: nothing is raised, nothing invented, nothing lost, spans are in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chatmine.records import Box, Colour, Conversation, Line, Reading, Shape, Turn
from pairing.conversing import conversations, explain
from pairing.pairs import pairs

WORDS = st.sampled_from(
    [
        "你好",
        "什么是递归？",
        "You",
        "ChatGPT",
        "Q: why",
        "A: because",
        "1. first",
        "- item",
        "12:30",
        "Copy code",
    ]
    + [
        "def f(x): return {x: [1]}",
        "Send a message",
        "当然可以，下面是一个例子：",
        "|",
        "",
        " ",
        "•",
        "python",
        "```",
    ]
)
TEXTS = st.one_of(WORDS, st.text(max_size=40), st.lists(WORDS, min_size=2, max_size=4).map(" ".join))
COLOURS = st.sampled_from(
    [
        Colour(255, 255, 255),
        Colour(247, 247, 248),
        Colour(149, 236, 105),
        Colour(20, 20, 20),
        Colour(0, 120, 255),
    ]
)
BOXES = st.builds(Box, st.integers(-5, 900), st.integers(-5, 1900), st.integers(0, 900), st.integers(0, 120))
SECONDS = st.sampled_from([None, None, None, 0.0, 1.0])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    text = draw(TEXTS)
    box = draw(BOXES)
    step = box.width / max(1, len(text))
    edges = tuple(round(box.x + step * n) for n in range(len(text) + 1))
    return Line(
        text=text,
        box=box,
        confidence=draw(st.floats(0, 1)),
        edges=draw(st.sampled_from([(), edges])),
        ink=draw(st.one_of(st.none(), COLOURS)),
        paper=draw(st.one_of(st.none(), COLOURS)),
        second=draw(SECONDS),
    )


SHAPES = st.builds(Shape, kind=st.sampled_from(["panel", "icon"]), box=BOXES, colour=COLOURS, second=SECONDS)
READINGS = st.builds(
    Reading,
    media=st.sampled_from(["a" * 64, "b" * 64]),
    engine=st.just("drawn"),
    version=st.just("1"),
    width=st.just(1000),
    height=st.just(2000),
    paper=st.one_of(st.none(), COLOURS),
    lines=st.lists(lines(), max_size=14).map(tuple),
    shapes=st.lists(SHAPES, max_size=6).map(tuple),
)


def turns_of(found: list[Conversation]) -> list[Turn]:
    return [turn for conversation in found for turn in conversation.turns]


@settings(max_examples=150, deadline=None)
@given(st.lists(READINGS, min_size=1, max_size=2))
def test_any_reading_is_paired_and_its_spans_ascend_inside_the_text(readings: list[Reading]) -> None:
    found = conversations(readings, None)
    assert [one.number for one in found] == list(range(len(found)))
    for turn in turns_of(found):
        end = 0
        for piece in turn.evidence:
            assert end <= piece.span.start < piece.span.end <= len(turn.text)
            assert piece.edges == () or len(piece.edges) == piece.span.end - piece.span.start + 1
            end = piece.span.end


@settings(max_examples=150, deadline=None)
@given(READINGS)
def test_what_evidence_quotes_is_what_a_line_says(reading: Reading) -> None:
    said = {(line.box, line.second): [] for line in reading.lines}
    for line in reading.lines:
        said[line.box, line.second].append(line.text)
    for turn in turns_of(conversations([reading], None)):
        for piece in turn.evidence:
            quoted = turn.text[piece.span.start : piece.span.end]
            texts = [t for (box, _), many in said.items() if box == piece.box for t in many]
            assert any(quoted in text for text in texts)


@settings(max_examples=150, deadline=None)
@given(READINGS)
def test_every_line_is_either_in_a_turn_or_has_a_reason(reading: Reading) -> None:
    found = explain(reading)
    assert [placed.line for placed in found] == list(reading.lines)
    for placed in found:
        assert (placed.role is None) == (placed.reason is not None)


@settings(max_examples=50, deadline=None)
@given(READINGS)
def test_a_pair_is_a_question_with_the_answer_right_after_it(reading: Reading) -> None:
    for conversation in conversations([reading], None):
        for pair in pairs(conversation):
            assert (pair.question.role, pair.answer.role) == ("user", "assistant")
            place = conversation.turns.index(pair.question)
            assert pair.answer in conversation.turns[place + 1 :]
