"""A post's words give the question only where they clearly say what was asked."""

import pytest

from chatmine.records import Box, Conversation, Evidence, Post, Span, Turn
from pairing.captions import captioned, prompt


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("我问ChatGPT：如何向五岁小孩解释黑洞？", "如何向五岁小孩解释黑洞？"),
        ("今天问了一下文心一言：秦始皇会用微信吗？\n笑死我了", "秦始皇会用微信吗？"),
        ("问：长城能从月球上看到吗？\n答：见图", "长城能从月球上看到吗？"),
        ("提示词：写一首关于秋天的诗 #AI写诗 #chatgpt", "写一首关于秋天的诗"),
        ("我问豆包“你会做梦吗？”它这样回答", "你会做梦吗？"),
        ("问ChatGPT：“一加一等于几”，结果…… @小明", "一加一等于几"),
        ("#ChatGPT[话题]# 提问: 你有感情吗", "你有感情吗"),
        ("I asked ChatGPT: why is the sky blue? #ai @someone", "why is the sky blue?"),
        ('I asked ChatGPT "do you dream?" and it said this', "do you dream?"),
        ("Look at this.\nPrompt: Write a haiku about rain", "Write a haiku about rain"),
        ("Q: Is a tomato a fruit? A: see the picture", "Is a tomato a fruit?"),
        ("We just asked Claude: what is 2+2?", "what is 2+2?"),
        ("我问@ChatGPT：月亮有多远？ 笑死我了", "月亮有多远？"),
        ("提示词👇\n画一只戴帽子的企鹅 👇👇", "画一只戴帽子的企鹅"),
        ("向DeepSeek提问：怎么把鸡蛋煮成溏心？", "怎么把鸡蛋煮成溏心？"),
        ("Here's what I asked: how far is the moon?", "how far is the moon?"),
    ],
)
def test_a_clear_cue_gives_the_question(text: str, asked: str) -> None:
    assert prompt(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ChatGPT 太好玩了 #ChatGPT",
        "我问ChatGPT什么它都不知道",
        "求问：有人知道怎么注册ChatGPT吗？",
        "朋友问：这是真的吗？",
        "请问：大家都用哪个？",
        "没问ChatGPT：我自己写的",
        "提示：图片仅供参考",
        "让ChatGPT写了一首诗，大家觉得怎么样？",
        "问：A 怎么做？\n问：B 怎么做？",
        "问：#ChatGPT",
        "I asked ChatGPT to write a poem about cats",
        'My friend asked me: "is this real?"',
        "Frequently asked: how do I sign up?",
        "FAQ: how to use prompts",
        "No prompt: it just started talking",
        "“这是什么？”我朋友看到 ChatGPT 的回答说",
    ],
)
def test_anything_else_gives_none(text: str) -> None:
    assert prompt(text) is None


def chat(*turns: tuple[str, str], media: str = "m") -> Conversation:
    made = [
        Turn(
            role=role,  # type: ignore[arg-type]
            text=text,
            confidence=0.9,
            evidence=(Evidence(span=Span(0, len(text)), media=media, box=Box(0, 40 * n, 100, 20)),),
        )
        for n, (role, text) in enumerate(turns)
    ]
    return Conversation(post="", number=0, media=(media,), turns=tuple(made))


POST = Post(platform="mastodon", platform_id="a/1", text="I asked ChatGPT: why is the sky blue?")


def test_an_answer_alone_gets_the_question_without_evidence_and_marked() -> None:
    (found,) = captioned([chat(("assistant", "Because of scattering."))], POST)
    assert [t.role for t in found.turns] == ["user", "assistant"]
    assert found.turns[0].text == "why is the sky blue?"
    assert found.turns[0].evidence == ()
    assert found.turns[0].confidence < 0.9
    assert found.flags == ("caption_prompt",)


@pytest.mark.parametrize(
    "shown",
    [
        [chat(("user", "why?"), ("assistant", "Because."))],
        [chat(("assistant", "One.")), chat(("assistant", "Two."), media="n")],
        [chat(("assistant", "Why is the sky blue?"))],
    ],
    ids=["a question is shown", "two answers", "the same words are on the picture"],
)
def test_no_question_is_made_up_where_it_is_shown_or_unclear(shown: list[Conversation]) -> None:
    assert captioned(shown, POST) == shown


def test_without_a_post_nothing_changes() -> None:
    shown = [chat(("assistant", "Because."))]
    assert captioned(shown, None) == shown
