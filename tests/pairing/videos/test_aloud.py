"""What a voice reads from the screen gives it seconds; what it says beside it is commentary."""

from chatmine.records import Box, Conversation, Evidence, Span, Speech, Turn
from pairing.videos.aloud import with_voices
from pairing.videos.soundtrack import Soundtrack


def turn(role: str, text: str, second: float) -> Turn:
    spot = Evidence(span=Span(0, len(text)), media="v", box=Box(10, 10, 100, 20), start=second)
    return Turn(role="user" if role == "user" else "assistant", text=text, confidence=0.9, evidence=(spot,))


def chat(*turns: Turn) -> Conversation:
    return Conversation(post="", number=0, media=("v",), turns=turns)


def track(*said: tuple[float, float, str], written: str | None = None) -> Soundtrack:
    speech = tuple(Speech(text=text, start=a, end=b, confidence=0.8) for a, b, text in said)
    return Soundtrack(media="v", speech=speech, written=written)


TALK = chat(
    turn("user", "北京有什么好吃的？", 2.0), turn("assistant", "**北京**最有名的是烤鴨，還有涮羊肉。", 4.0)
)


def heard(conversation: Conversation, n: int) -> list[tuple[str, float | None, float | None]]:
    one = conversation.turns[n]
    return [(one.text[e.span.start : e.span.end], e.start, e.end) for e in one.evidence if e.box is None]


def test_a_turn_that_is_read_aloud_knows_when() -> None:
    (found,) = with_voices(
        [TALK],
        [
            track(
                (2.5, 4.0, "我问它，北京有什么好吃的"),
                (5.0, 7.0, "北京最有名的是烤鸭"),
                (8.0, 9.0, "还有涮羊肉"),
            )
        ],
    )
    assert heard(found, 0) == [("北京有什么好吃的", 2.5, 4.0)]
    assert heard(found, 1) == [("北京**最有名的是烤鴨", 5.0, 7.0), ("還有涮羊肉", 8.0, 9.0)]
    assert found.commentary == ()
    assert [t.text for t in found.turns] == [t.text for t in TALK.turns]
    assert min(e.start or 0 for e in found.turns[0].evidence) == 2.0


def test_words_that_are_misheard_a_little_are_still_its_words() -> None:
    (found,) = with_voices([TALK], [track((5.0, 7.0, "背景最有名的是烤鸭"))])
    assert [(start, end) for _, start, end in heard(found, 1)] == [(5.0, 7.0)]


def test_a_draft_that_is_read_before_it_is_sent_is_neither_evidence_nor_commentary() -> None:
    (found,) = with_voices([TALK], [track((0.2, 1.5, "北京有什么好吃的"), (1.5, 3.0, "北京有什么好吃的"))])
    assert heard(found, 0) == [("北京有什么好吃的", 2.0, 3.0)]
    assert found.commentary == ()


def test_what_is_said_beside_it_is_commentary() -> None:
    (found,) = with_voices([TALK], [track((0.0, 1.0, "大家好"), (9.0, 10.0, "这个回答很不错"), written="s")])
    assert [said.text for said in found.commentary] == ["大家好", "这个回答很不错"]
    assert all(not heard(found, n) for n in (0, 1))
    assert found.media == ("v", "s"), "the subtitles are behind it, too"


def test_commentary_goes_to_the_conversation_that_is_on() -> None:
    later = chat(turn("user", "What is a cat?", 20.0), turn("assistant", "A small animal.", 21.0))
    found = with_voices([TALK, later], [track((5.0, 6.0, "first remark"), (25.0, 26.0, "second remark"))])
    assert [[said.text for said in one.commentary] for one in found] == [["first remark"], ["second remark"]]


def test_silence_changes_nothing() -> None:
    assert with_voices([TALK], []) == [TALK]
    assert with_voices([TALK], [track()]) == [TALK]


def test_what_another_file_of_the_post_says_is_searched_beside_its_conversation() -> None:
    other = Soundtrack(media="w", speech=track((0, 1, "大家好"), (5, 7, "北京最有名的是烤鸭")).speech)
    (found,) = with_voices([TALK], [other])
    assert [said.text for said in found.commentary] == ["大家好", "北京最有名的是烤鸭"]
    assert (found.turns, found.media) == (TALK.turns, ("v", "w"))
    assert with_voices([], [other]) == []
