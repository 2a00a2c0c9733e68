"""Files that go on without overlap become one conversation, for good cause only; others stay apart."""

from collections.abc import Sequence

from chatmine.records import Box, Conversation, Evidence, Span, Turn
from pairing.posts.stitching import Part, stitched

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


def test_nothing_gives_nothing() -> None:
    assert stitched([]) == []
