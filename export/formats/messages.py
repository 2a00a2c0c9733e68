"""Conversations as chat templates read them (TRL, axolotl, transformers), one a row.

{"id": …, "messages": [{"role": "user", "content": …}, {"role": "assistant", "content": …}, …]}
"""

from collections.abc import Iterator

from export.choosing import longest
from export.items import Item, Row

TITLE = "Messages: a conversation a row, user and assistant in turn"
SUFFIX = "jsonl"
FEATURES = {"id": "string", "messages": [{"role": "string", "content": "string"}]}


def rows(item: Item) -> Iterator[Row]:
    """The conversation's longest stretch of pairs as one row."""
    pairs = longest(item.pairs)
    messages: list[dict[str, str]] = []
    for pair in pairs:
        messages.append({"role": "user", "content": pair.question.text})
        messages.append({"role": "assistant", "content": pair.answer.text})
    name = item.conversation.id
    yield Row(id=name, pairs=pairs, value={"id": name, "messages": messages})
