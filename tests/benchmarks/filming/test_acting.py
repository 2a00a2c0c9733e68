from random import Random

from benchmarks.filming.acting import Actor, State, jumped
from benchmarks.rendering.talks import Lines, Talk, leaf

TALK = Talk(
    language="en",
    messages=(
        ("user", (Lines(lines=(leaf("How tall is it?"),)),)),
        ("assistant", (Lines(lines=(leaf("It is as tall as two houses on top of each other."),)),)),
        ("assistant", (Lines(lines=(leaf("Nobody has ever measured it."),)),)),
    ),
)


def actor(**how: bool) -> Actor:
    return Actor(rng=Random(3), talk=TALK, lasts=lambda text: len(text) / 15, **how)


def at(states: list[tuple[float, State]], second: float) -> State:
    return [state for start, state in states if start <= second + 1e-3][-1]


def test_a_draft_is_no_message_and_a_sent_one_stands_there_at_once() -> None:
    played = actor()
    played.ask(0)
    asked = played.shown[0]
    assert asked.start == asked.end
    assert at(played.states, asked.start).shown == ((0, -1),)
    assert at(played.states, asked.start - 0.05).shown == ()
    assert any(state.draft == "How tall is it?" for _, state in played.states)


def test_in_a_terminal_a_message_begins_with_its_first_typed_character() -> None:
    played = actor(in_place=True)
    played.ask(0)
    asked = played.shown[0]
    assert 0 < at(played.states, asked.start).shown[0][1] <= 4
    assert asked.end > asked.start + 0.3


def test_an_answer_begins_with_its_first_token_and_ends_with_its_last() -> None:
    played = actor()
    played.answer(1)
    answer = played.shown[0]
    first, last = at(played.states, answer.start), at(played.states, answer.end)
    assert 0 < first.shown[0][1] < 20
    assert last.shown[0][1] in (-1, 49)


def test_a_regenerated_answer_shares_its_question() -> None:
    played = actor()
    played.ask(0)
    played.answer(1)
    played.again(1, 2)
    assert [one.conversations for one in played.shown] == [(0, 1), (0,), (1,)]
    assert [number for number, _ in played.state.shown] == [0, 2]


def test_clearing_begins_another_conversation() -> None:
    played = actor()
    played.ask(0)
    played.clear()
    assert played.state == State()
    played.answer(1)
    assert [one.conversations for one in played.shown] == [(0,), (1,)]


def test_scrolling_goes_up_and_comes_down_to_the_end() -> None:
    played = actor()
    played.look_back(0.8)
    backs = [state.back for _, state in played.states]
    assert max(backs) == 0.8
    assert backs[-1] == 0.0


def test_a_jump_cuts_seconds_out_and_keeps_what_is_shown_after_it() -> None:
    played = actor()
    played.ask(0)
    played.answer(1)
    whole = played.take()
    answer = whole.shown[1]
    middle = (answer.start + answer.end) / 2
    cut = jumped(whole, middle, answer.end - middle + 0.5)
    assert cut.seconds < whole.seconds
    assert cut.shown[1].start == answer.start
    assert cut.shown[1].end == middle
    assert cut.states[-1][1] == whole.states[-1][1]
    assert [second for second, _ in cut.states] == sorted(second for second, _ in cut.states)
