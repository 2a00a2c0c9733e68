"""Pairs for the index's tests, and the ids that a search of them finds."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from indexer.asking import parse
from indexer.searching import Document, Index

Opener = Callable[[], Index]


def pair(id: str, question: str = "", answer: str = "", **fields: Any) -> Document:
    made = Document(
        id=id,
        conversation="mastodon:m.example/1~0",
        post="mastodon:m.example/1",
        question=question,
        answer=answer,
        assistant=None,
        model=None,
        client=None,
        language="zh",
        platform="mastodon",
        kind="picture",
        tags=(),
        flags=(),
        posted_at=None,
        confidence=0.9,
    )
    return replace(made, **fields)


PAIR = pair("a", "苹果")
PAIRS = [
    pair(
        "code",
        "如何用GPT-4写代码？",
        "可以用 **Python** 写。\n```python\nprint('hello world')\n```",
        assistant="chatgpt",
        client="chatgpt-web",
        tags=("AI", "编程"),
        flags=("partial",),
        posted_at="2024-05-01T12:00:00Z",
        has=("code",),
        confidence=0.95,
    ),
    pair(
        "weather",
        "臺灣的天氣怎麼樣",
        "台北今天很好，吃飯要帶傘。",
        assistant="ernie",
        posted_at="2024-05-31T23:59:59.500Z",
        tags=("天气",),
        confidence=0.7,
    ),
    pair(
        "english",
        "Who wrote “The Old Man and the Sea”?",
        "Ernest Hemingway's novella of 1952. A café in Paris…",
        assistant="claude",
        language="en",
        platform="weibo",
        posted_at="2023-12-31T23:00:00-02:00",
        flags=("partial", "doubtful"),
    ),
    pair(
        "wide",
        "ＧＰＴ３．５ と ｶﾞｷﾞｸﾞ の違い",
        "C++ 和 C# 都可以 👨‍👩‍👧 1️⃣",
        assistant="chatgpt",
        language="mixed",
        kind="video",
        has=("table", "code"),
    ),
    pair(
        "korean",
        "인공지능은 무엇입니까?",
        "人工智能是什么？ \ud800 \x00 end",
        language="other",
        assistant=None,
    ),
]


def found(index: Index, asked: str, **options: Any) -> list[str]:
    return [each.id for each in index.search(parse(asked, **options)).found]
