"""Conversations as trainers in the manner of ShareGPT read them, one a row.

    {"id": …, "conversations": [{"from": "human", "value": …}, {"from": "gpt", "value": …}, …]}

A row starts with a question, alternates and ends with an answer: LLaMA-Factory skips any other.
"""

from collections.abc import Iterator

from export.choosing import longest
from export.items import Item, Row

TITLE = "ShareGPT: a conversation a row, human and gpt in turn"
SUFFIX = "jsonl"
FEATURES = {"id": "string", "conversations": [{"from": "string", "value": "string"}]}


def rows(item: Item) -> Iterator[Row]:
    """The conversation's longest stretch of pairs as one row."""
    pairs = longest(item.pairs)
    turns: list[dict[str, str]] = []
    for pair in pairs:
        turns.append({"from": "human", "value": pair.question.text})
        turns.append({"from": "gpt", "value": pair.answer.text})
    name = item.conversation.id
    yield Row(id=name, pairs=pairs, value={"id": name, "conversations": turns})
