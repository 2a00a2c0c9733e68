"""Every format keeps the same promises, and its output is looked at once by a person."""

import json
from pathlib import Path
from typing import Any

import pytest

from chatmine import plugins
from chatmine.errors import WrongCall
from export.items import Item, formats, load
from export.writing import write

NAMES = plugins.names("export.formats")
GOLDEN = Path(__file__).parent / "golden"


def texts(value: Any) -> list[str]:
    """Every string in a row, in order."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in texts(part)]


def shape(value: Any) -> Any:
    """A value's type in the words of FEATURES; an empty list could be anything."""
    if isinstance(value, str):
        return "string"
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    return [shape(value[0])] if value else None


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_what_was_agreed(name: str, items: list[Item], tmp_path: Path) -> None:
    write(
        tmp_path / "out",
        load(name),
        items,
        query="",
        filters={},
        split=False,
        overwrite=False,
        versions={},
    )
    written = (tmp_path / "out" / "data" / f"train.{load(name).suffix}").read_bytes()
    expected = GOLDEN / f"{name}.{load(name).suffix}"
    if not expected.exists():
        expected.write_bytes(written)
        pytest.fail(f"{expected.name} was missing and is written now: read it, and commit it if it is right")
    assert written == expected.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_format_brings_a_pair_through_unchanged(name: str, items: list[Item]) -> None:
    (row,) = load(name).rows(items[3])
    pair = items[3].pairs[0]
    assert [pair.id for pair in row.pairs] == [pair.id]
    assert row.id in (pair.id, items[3].conversation.id)
    assert row.value["id"] == row.id
    assert pair.question.text in texts(row.value)
    assert pair.answer.text in texts(row.value)
    assert json.loads(json.dumps(row.value)) == row.value


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_the_columns_that_its_format_states(name: str, items: list[Item]) -> None:
    for item in (items[0], items[3]):
        for row in load(name).rows(item):
            assert list(row.value) == list(load(name).features)
            for column, kind in load(name).features.items():
                assert shape(row.value[column]) in (kind, None, [])


@pytest.mark.parametrize("name", NAMES)
def test_a_row_says_of_every_pair_whose_text_it_holds(name: str, items: list[Item]) -> None:
    for row in load(name).rows(items[0]):
        held = {pair.id for pair in items[0].pairs if pair.answer.text in texts(row.value)}
        assert held == {pair.id for pair in row.pairs}


def test_the_list_names_every_format() -> None:
    listed = formats()
    assert [found["format"] for found in listed] == NAMES
    assert {"sharegpt", "alpaca", "messages"} <= set(NAMES)
    assert all(found["title"] and found["suffix"] for found in listed)


def test_an_unknown_format_is_a_wrong_call_that_names_the_known_ones() -> None:
    with pytest.raises(WrongCall) as raised:
        load("sharegtp")
    assert raised.value.code == "unknown_format"
    assert "sharegpt" in raised.value.way_out


def test_conversations_start_with_a_question_alternate_and_end_with_an_answer(
    items: list[Item],
) -> None:
    (row,) = load("sharegpt").rows(items[0])
    turns: Any = row.value["conversations"]
    assert [turn["from"] for turn in turns] == ["human", "gpt", "human", "gpt"]
    (row,) = load("messages").rows(items[0])
    messages: Any = row.value["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "user", "assistant"]


def test_alpaca_gives_each_pair_the_pairs_right_before_it(items: list[Item]) -> None:
    first, second = load("alpaca").rows(items[0])
    assert first.value["history"] == []
    assert second.value["history"] == [[first.value["instruction"], first.value["output"]]]
    assert second.value["input"] == ""
