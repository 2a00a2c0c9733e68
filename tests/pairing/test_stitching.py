"""Screenshots of one chat become one conversation, in any order; other chats stay apart."""

from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest

from chatmine.records import Box, Conversation, Evidence, Span, Turn
from pairing.stitching import Part, stitched

Said = tuple[str, str]
LINES: list[Said] = [
    ("user", "How do I pack for a week in Norway?"),
    ("assistant", "Take clothes that can be worn in layers:"),
    ("assistant", "a woollen shirt to wear on the skin"),
    ("assistant", "a jumper that dries within a night"),
    ("assistant", "a jacket that keeps the rain out"),
    ("assistant", "and boots that you have walked in before."),
    ("user", "下雪的时候需要带冰爪吗？"),
    ("assistant", "四月以后一般不需要，"),
    ("assistant", "但是高处的小路上仍然会结冰，"),
    ("assistant", "出发之前请先看当地的天气预报。"),
    ("user", "谢谢你，帮我列一个清单吧"),
    ("assistant", "好的，下面是一份简单的清单。"),
]


def part(lines: Sequence[Said], media: str, cut: str = "", title: str = "") -> Part:
    """What a file shows; `cut` names the edges ("top", "bottom") that go through a message."""
    groups: list[tuple[str, list[str]]] = []
    for role, text in lines:
        if groups and groups[-1][0] == role:
            groups[-1][1].append(text)
        else:
            groups.append((role, [text]))
    turns = []
    for place, (role, texts) in enumerate(groups):
        partial = (place == 0 and "top" in cut) or (place == len(groups) - 1 and "bottom" in cut)
        turns.append(_turn(role, texts, media, partial))
    titles = frozenset({title} if title else ())
    conversation = Conversation(post="", number=0, media=(media,), turns=tuple(turns), client="chatgpt-web")
    return Part(conversation=conversation, titles=titles)


def _turn(role: str, texts: Sequence[str], media: str, partial: bool) -> Turn:
    text, evidence = "", []
    for number, line in enumerate(texts):
        text += "\n" if text else ""
        evidence.append(
            Evidence(span=Span(len(text), len(text) + len(line)), media=media, box=Box(0, 30 * number, 9, 9))
        )
        text += line
    return Turn(role=role, text=text, confidence=1.0, partial=partial, evidence=tuple(evidence))  # type: ignore[arg-type]


WHOLE = part(LINES, "w").conversation
A, B, C = part(LINES[:5], "a", "bottom"), part(LINES[3:9], "b", "top bottom"), part(LINES[7:], "c", "top")


def said(parts: Sequence[Part]) -> list[list[tuple[str, str]]]:
    return [[(turn.role, turn.text) for turn in one.conversation.turns] for one in parts]


@pytest.mark.parametrize("order", list(permutations([A, B, C])))
def test_three_captures_in_any_order_are_the_whole(order: Sequence[Part]) -> None:
    (found,) = stitched(order)
    assert said([found]) == [[(t.role, t.text) for t in WHOLE.turns]]
    assert not any(turn.partial for turn in found.conversation.turns)


def test_a_turn_on_two_pictures_names_both_and_its_spans_hold() -> None:
    (found,) = stitched([B, A])
    answer = found.conversation.turns[1]
    assert {piece.media for piece in answer.evidence} == {"a", "b"}
    shown = [answer.text[piece.span.start : piece.span.end] for piece in answer.evidence]
    assert shown == [text for _, text in LINES[1:6]]


def test_an_edge_that_stays_cut_stays_partial() -> None:
    (found,) = stitched([A, B])
    assert [turn.partial for turn in found.conversation.turns] == [False, False, False, True]


def test_lines_read_otherwise_and_garbled_edges_are_still_an_overlap() -> None:
    upper = [*LINES[:5], ("assistant", "ano bools lhat yov hove")]
    lower = [("assistant", "o woo1Ien 5hirl lo vvear"), *LINES[3:]]
    lower[2] = ("assistant", "a jacket that keeps the ra1n out")
    (found,) = stitched([part(lower, "b", "top"), part(upper, "a", "bottom")])
    assert len(said([found])[0]) == len(WHOLE.turns)
    assert "bools" not in found.conversation.turns[1].text
    assert "5hirl" not in found.conversation.turns[1].text


def test_swapped_roles_give_in_to_the_file_that_shows_both_speakers() -> None:
    answer = part([("user", text) for _, text in LINES[2:6]], "b")
    (found,) = stitched([answer, part(LINES[:5], "a", "bottom")])
    assert [turn.role for turn in found.conversation.turns] == ["user", "assistant"]


def test_two_copies_of_a_picture_are_one() -> None:
    (found,) = stitched([part(LINES, "a"), part(LINES, "b")])
    assert said([found]) == [[(t.role, t.text) for t in WHOLE.turns]]


def test_other_chats_stay_apart() -> None:
    other = [("user", "How do I bake bread at home?"), ("assistant", "Mix flour, water, salt and yeast.")]
    assert len(stitched([part(LINES[:6], "a"), part(other, "b")])) == 2


def test_the_same_question_with_other_answers_is_no_overlap() -> None:
    question = LINES[0]
    one = part([question, ("assistant", "Take as little as you can carry in one hand.")], "a")
    other = part([question, ("assistant", "Norway is cold, so a warm coat comes first of all.")], "b")
    assert len(stitched([one, other])) == 2


def test_an_answer_follows_the_question_that_ends_the_picture_before() -> None:
    (found,) = stitched([part(LINES[:7], "a"), part(LINES[7:10], "b")])
    assert len(found.conversation.turns) == 4


def test_without_overlap_only_the_posts_order_counts() -> None:
    assert len(stitched([part(LINES[7:10], "b"), part(LINES[:7], "a")])) == 2


def test_a_message_cut_by_one_picture_goes_on_on_the_next() -> None:
    (found,) = stitched([part(LINES[:4], "a", "bottom"), part(LINES[4:], "b", "top")])
    answer = found.conversation.turns[1]
    assert "jumper that dries within a night a jacket" in answer.text
    assert not answer.partial


def test_a_common_title_is_no_cause_but_a_chats_own_is() -> None:
    lists = [LINES[:6], LINES[10:]]
    plain = [part(lines, media, title="ChatGPT 4o") for lines, media in zip(lists, "ab", strict=True)]
    named = [part(lines, media, title="Packing for Norway") for lines, media in zip(lists, "ab", strict=True)]
    assert len(stitched(plain)) == 2
    assert len(stitched(named)) == 1


@pytest.mark.parametrize("seed", range(30))
def test_shuffled_windows_give_the_whole(seed: int) -> None:
    rng = Random(seed)
    count = rng.randint(2, 4)
    starts = [n * (len(LINES) - 2) // count for n in range(count)]
    ends = [start + 3 for start in starts[1:]] + [len(LINES)]
    parts = [part(LINES[start:end], f"m{n}") for n, (start, end) in enumerate(zip(starts, ends, strict=True))]
    rng.shuffle(parts)
    assert said(stitched(parts)) == [[(t.role, t.text) for t in WHOLE.turns]]


def test_nothing_gives_nothing() -> None:
    assert stitched([]) == []
