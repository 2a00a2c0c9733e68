"""A small set of records that every export test draws from: two languages, a gap, a cut, a leading answer."""

from collections.abc import Callable

import pytest

from chatmine.records import Box, Conversation, Evidence, Media, Pair, Post, Role, Span, Turn
from export.items import Item

FIRST, SECOND = "a" * 64, "b" * 64

MakeItem = Callable[..., Item]


def _turn(role: Role, text: str, media: str, *, partial: bool = False) -> Turn:
    place = Evidence(span=Span(0, len(text)), media=media, box=Box(10, 20, 300, 40), confidence=0.9)
    return Turn(role=role, text=text, confidence=0.9, partial=partial, evidence=(place,))


@pytest.fixture
def make_item() -> MakeItem:
    """Makes an item of a post's number and its pairs: (question, answer) or (question, answer, "partial")."""

    def make(number: int, *pairs: tuple[str, ...], platform: str = "mastodon", media: str = FIRST) -> Item:
        post = Post(
            platform=platform,
            platform_id=f"m.example.social/{number}",
            url=f"https://m.example.social/@someone/{number}",
            posted_at="2024-05-01T08:00:00Z",
            licence="CC-BY-4.0",
            crawler="mastodon",
        )
        made = [
            Pair(
                conversation=f"{post.id}~0",
                number=place,
                position=place,
                question=_turn("user", question, media),
                answer=_turn("assistant", answer, media, partial=bool(cut)),
            )
            for place, (question, answer, *cut) in enumerate(pairs)
        ]
        conversation = Conversation(
            post=post.id,
            number=0,
            media=(FIRST, SECOND),
            turns=tuple(turn for pair in made for turn in (pair.question, pair.answer)),
            assistant="chatgpt",
            language="zh",
            flags=("cropped",),
        )
        file = Media(sha256=media, kind="picture", mime="image/png", size=9, width=320, height=640)
        return Item(
            conversation=conversation,
            pairs=tuple(made),
            post=post,
            media=(file,),
            engines=("paddleocr 3.7.0",),
        )

    return make


@pytest.fixture
def items(make_item: MakeItem) -> list[Item]:
    """Four conversations: whole, with a cut pair in the middle, without a pair, with an empty answer."""
    return [
        make_item(
            1,
            ("水的化学式是什么?", "水的化学式是 **H₂O**。"),
            ("它在几度结冰?", "0 ℃。\n\n```python\nprint(0)\n```"),
        ),
        make_item(
            2,
            ("Hi", "Hello!"),
            ("Tell me a st", "Once upon", "partial"),
            ("More", "And then."),
            ("Bye", "Bye!"),
        ),
        make_item(3),
        make_item(4, ("Are you there?", "  \n")),
    ]
