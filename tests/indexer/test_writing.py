"""What every search engine holds after writes, rebuilds, and some that stop half-way."""

from collections.abc import Iterator

import pytest

from indexer.asking import parse
from indexer.searching import Document, Index
from tests.indexer.documents import Opener, found, pair


def test_an_index_that_was_never_written_is_empty(index: Index) -> None:
    page = index.search(parse("x"))
    assert (index.position(), page.total, page.found) == (0, 0, ())
    assert set(page.facets) == {"assistant", "platform", "language", "kind", "flag", "tag", "month"}
    assert index.name
    assert index.version[0].isdigit()


def test_the_same_id_replaces_and_removed_ids_go(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "苹果"), pair("b", "香蕉")], [], 3)
    assert (found(reader, "苹果"), reader.position()) == (["a"], 3)
    index.write([pair("a", "梨")], ["b", "was never there"], 7)
    assert (found(reader, "苹果"), found(reader, "香蕉"), found(reader, "梨")) == ([], [], ["a"])
    assert (reader.position(), index.position(), reader.search(parse("")).total) == (7, 7, 1)
    index.write([pair("c", "一"), pair("c", "二")], [], 8)
    assert (found(reader, "一"), found(reader, "二")) == ([], ["c"])


def test_a_rebuild_is_not_seen_before_it_is_whole(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "旧"), pair("gone", "旧")], [], 5)
    assert reader.search(parse("旧")).total == 2

    def documents() -> Iterator[Document]:
        yield pair("a", "新")
        assert reader.search(parse("旧")).total == 2
        assert reader.position() == 5
        yield pair("b", "新")

    index.rebuild(documents(), 9)
    assert (found(reader, "新"), found(reader, "旧"), reader.position()) == (["a", "b"], [], 9)
    index.write([pair("c", "新")], [], 10)
    assert found(reader, "新") == ["a", "b", "c"]


def test_a_write_that_stops_half_way_leaves_the_position_and_can_be_repeated(opener: Opener) -> None:
    index, reader = opener(), opener()
    index.write([pair("a", "旧")], [], 1)

    def broken() -> Iterator[Document]:
        yield pair("a", "新")
        raise KeyError("the disk")

    for stopped in (index.write, lambda documents, _, position: index.rebuild(documents, position)):
        with pytest.raises(KeyError):
            stopped(broken(), [], 2)
        assert (reader.position(), found(reader, "旧")) == (1, ["a"])
    index.write([pair("a", "新"), pair("b", "新")], [], 2)
    assert (reader.position(), found(reader, "新"), found(reader, "旧")) == (2, ["a", "b"], [])


def test_strange_pairs_and_ids_are_taken(index: Index) -> None:
    strange = [
        pair("x" * 5000, "长", "a" * 200_000),
        pair("file:0~0.0/ü 中\n", "怪", tags=("t" * 5000, "\udfff", "", "a\x00b"), flags=("f", "f")),
        pair("empty", "", ""),
        pair("long", "b" * 200),
        pair("far", "远", posted_at="9999-12-31T23:59:59Z"),
        pair("no date", "无", posted_at="last week"),
    ]
    index.write(strange, [], 1)
    assert sorted(found(index, "")) == sorted(each.id for each in strange)
    assert found(index, "a" * 100 + "*") == ["x" * 5000]
    assert (found(index, "b" * 200), found(index, "b" * 199)) == (["long"], [])
    assert found(index, "tag:" + "t" * 5000) == ["file:0~0.0/ü 中\n"]
    assert index.search(parse("")).facets["month"] == {"unknown": 5, "9999-12": 1}
    assert index.search(parse("")).facets["flag"] == {"f": 1}
    index.write([], [each.id for each in strange], 2)
    assert index.search(parse("")).total == 0
