"""Pairs as trainers in the manner of Alpaca read them, one a row.

    {"id": …, "instruction": question, "input": "", "output": answer, "history": [[question, answer], …]}

`history` holds the pairs right before, as LLaMA-Factory reads them, so a row's text is not its own pair's
alone.  Trainers that do not know `history` see each question without what came before.
"""

from collections.abc import Iterator, Sequence

from chatmine.records import Pair
from export.choosing import stretches
from export.items import Item, Row

TITLE = "Alpaca: a pair a row, with the pairs before it as history"
SUFFIX = "jsonl"
FEATURES = {
    "id": "string",
    "instruction": "string",
    "input": "string",
    "output": "string",
    "history": [["string"]],
}


def rows(item: Item) -> Iterator[Row]:
    """A row for every pair; a gap in the conversation starts a new history."""
    for stretch in stretches(item.pairs):
        for place in range(len(stretch)):
            yield _row(stretch[: place + 1])


def _row(pairs: Sequence[Pair]) -> Row:
    *before, pair = pairs
    value = {
        "id": pair.id,
        "instruction": pair.question.text,
        "input": "",
        "output": pair.answer.text,
        "history": [[earlier.question.text, earlier.answer.text] for earlier in before],
    }
    return Row(id=pair.id, pairs=tuple(pairs), value=value)
