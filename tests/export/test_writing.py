"""A dataset is whole, honest about what it left out, and the same every time; or it is not there."""

import errno
import hashlib
import json
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chatmine.errors import CannotWork, WrongCall
from chatmine.records import Turn, from_json, plain
from export import writing
from export.items import Format, Item, Row, load
from export.lines import text_hash
from export.writing import Written, WrittenRow, split_of

Export = Callable[..., Written]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Writes items to `tmp_path/out` in a format; any argument can be given instead."""

    def run(items: list[Item], name: str | Format = "sharegpt", **given: Any) -> Written:
        style = load(name) if isinstance(name, str) else name
        usual: dict[str, Any] = {
            "query": "水",
            "filters": {"language": ["zh"], "flag": []},
            "split": False,
            "overwrite": False,
            "versions": {"pairing": "1", "chatmine": "0.1.0"},
        }
        return writing.write(given.pop("out", tmp_path / "out"), style, items, **(usual | given))

    return run


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_answer_has_the_agreed_keys_and_true_hashes(
    items: list[Item], export: Export, tmp_path: Path
) -> None:
    written = plain(export(items))
    assert list(written) == ["format", "rows", "left_out", "files"]
    assert written["format"] == "sharegpt"
    assert written["rows"] == 2
    (file,) = written["files"]
    data = (tmp_path / "out" / file["path"]).read_bytes()
    assert file == {
        "path": "data/train.jsonl",
        "sha256": hashlib.sha256(data).hexdigest(),
        "rows": 2,
        "split": "train",
    }


def test_every_pair_is_in_a_row_or_counted_under_a_reason(
    items: list[Item], export: Export, tmp_path: Path
) -> None:
    written = export(items, keep_out=lambda pair: "secret" if "Bye" in pair.question.text else None)
    assert written.left_out == {"empty": 1, "gap": 1, "no_pair": 1, "partial": 1, "secret": 1}
    held = [pair for row in lines(tmp_path / "out" / "provenance.jsonl") for pair in row["pairs"]]
    pairs = sum(len(item.pairs) for item in items)
    assert (
        len(held) + sum(written.left_out[reason] for reason in ("empty", "gap", "partial", "secret")) == pairs
    )


def test_a_pair_after_a_gap_is_a_row_of_its_own_in_alpaca(
    items: list[Item], export: Export, tmp_path: Path
) -> None:
    written = export(items, "alpaca")
    assert written.rows == 5
    assert "gap" not in written.left_out
    histories = [row["history"] for row in lines(tmp_path / "out" / "data" / "train.jsonl")]
    assert [len(history) for history in histories] == [0, 1, 0, 0, 1]


def test_the_same_items_give_the_same_bytes(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    export(items, out=tmp_path / "one", split=True)
    export(items, out=tmp_path / "two", split=True)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_provenance_says_where_each_row_comes_from(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    export(items)
    first, second = lines(tmp_path / "out" / "provenance.jsonl")
    (row, _) = lines(tmp_path / "out" / "data" / "train.jsonl")
    assert first == {
        "id": "mastodon:m.example.social/1~0",
        "conversation": "mastodon:m.example.social/1~0",
        "pairs": ["mastodon:m.example.social/1~0.0", "mastodon:m.example.social/1~0.1"],
        "post": "mastodon:m.example.social/1",
        "platform": "mastodon",
        "url": "https://m.example.social/@someone/1",
        "source": "mastodon",
        "posted_at": "2024-05-01T08:00:00Z",
        "licence": "CC-BY-4.0",
        "kind": "picture",
        "media": ["a" * 64],
        "engines": ["paddleocr 3.7.0"],
        "assistant": "chatgpt",
        "model": None,
        "client": None,
        "language": "zh",
        "confidence": 0.9,
        "flags": ["cropped"],
        "partial": False,
        "split": "train",
        "hash": text_hash(row),
    }
    assert second["partial"]


def test_the_hash_is_of_the_text_not_of_the_id() -> None:
    assert text_hash({"id": "1", "b": "水", "a": "x"}) == text_hash({"a": "x", "b": "水", "id": "2"})
    assert text_hash({"a": "x"}) == hashlib.sha256(b'{"a":"x"}').hexdigest()
    assert text_hash({"a": "x"}) != text_hash({"a": "y"})


def test_the_manifest_knows_every_file_and_option(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    export(items, split=True)
    made = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert made["options"] == {"query": "水", "filters": {"flag": [], "language": ["zh"]}, "split": True}
    assert made["versions"] == {"chatmine": "0.1.0", "pairing": "1"}
    hashes = {file["path"]: file["sha256"] for file in made["files"] + made["other_files"]}
    found = {path: hashlib.sha256(data).hexdigest() for path, data in bytes_of(tmp_path / "out").items()}
    del found["manifest.json"]
    assert hashes == found


def test_splits_are_stable_and_never_part_a_post(export: Export, tmp_path: Path, make_item: Any) -> None:
    many = [make_item(number, ("q", "a"), ("r", "b")) for number in range(400)]
    written = export(many, "alpaca", split=True)
    assert [file.split for file in written.files] == ["train", "validation", "test"]
    assert all(file.rows for file in written.files)
    rows = lines(tmp_path / "out" / "provenance.jsonl")
    of_post: dict[str, set[str]] = {}
    for row in rows:
        of_post.setdefault(row["post"], set()).add(row["split"])
    assert all(len(splits) == 1 for splits in of_post.values())
    export(many[::3], "alpaca", split=True, out=tmp_path / "fewer")
    fewer = {row["id"]: row["split"] for row in lines(tmp_path / "fewer" / "provenance.jsonl")}
    assert fewer.items() <= {row["id"]: row["split"] for row in rows}.items()


def test_about_nine_posts_in_ten_go_to_train() -> None:
    found = [split_of(f"mastodon:m.example.social/{number}") for number in range(10_000)]
    assert 8_850 < found.count("train") < 9_150
    assert 400 < found.count("validation") < 600


def test_the_card_names_only_splits_with_rows(export: Export, tmp_path: Path, make_item: Any) -> None:
    export([make_item(1, ("q", "a"))], split=True)
    front = (tmp_path / "out" / "README.md").read_text().split("---\n")[1]
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    (files,) = [config["data_files"] for config in json.loads(fields["configs"])]
    assert len(files) == 1
    assert (tmp_path / "out" / "data" / "test.jsonl").exists()


def test_nothing_from_outside_can_break_the_card(export: Export, tmp_path: Path, make_item: Any) -> None:
    export([make_item(1, ("q", "a"), platform="x\n```\n---\n<script>")], query="```\n---\nlicense: mit")
    text = (tmp_path / "out" / "README.md").read_text()
    assert text.count("\n---\n") == 1
    assert "\n```\n---" not in text
    assert sum(line.startswith("```") for line in text.splitlines()) == 8


def test_an_export_of_nothing_is_an_export(export: Export, tmp_path: Path) -> None:
    written = export([], split=True)
    assert (written.rows, dict(written.left_out)) == (0, {})
    assert "configs" not in (tmp_path / "out" / "README.md").read_text().split("---\n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "NUL \0 inside",
        "line\u2028paragraph\u2029next\x85end",
        '"\\\n\r\t\x1b[31m',
        "😀🏳️‍🌈 e\u0301",
        "x" * 3_000_000,
        "</script>",
    ],
    ids=["nul", "line ends", "controls", "emoji", "long", "markup"],
)
def test_hostile_text_is_exported_as_it_is_on_one_line(
    text: str, export: Export, tmp_path: Path, make_item: Any
) -> None:
    export([make_item(1, (text, text + "!"))])
    data = (tmp_path / "out" / "data" / "train.jsonl").read_bytes().decode()
    assert len(data.splitlines()) == 1
    human, gpt = json.loads(data)["conversations"]
    assert (human["value"], gpt["value"]) == (text, text + "!")


def test_half_a_character_never_reaches_an_export(export: Export, tmp_path: Path, make_item: Any) -> None:
    with pytest.raises(msgspec.DecodeError):  # what the store holds has been through here
        from_json(rb'{"role":"user","text":"\ud83d","confidence":1.0}', Turn)
    with pytest.raises(UnicodeEncodeError):
        export([make_item(1, ("\ud83d", "a"))])
    assert list(tmp_path.iterdir()) == []


def failing(error: BaseException) -> Format:
    """A format that gives a row and then breaks."""

    def rows(item: Item) -> Iterator[Row]:
        yield from load("sharegpt").rows(item)
        raise error

    return replace(load("sharegpt"), rows=rows)


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyboardInterrupt()])
def test_a_format_that_breaks_midway_leaves_nothing(
    error: BaseException, items: list[Item], export: Export, tmp_path: Path
) -> None:
    with pytest.raises(type(error)):
        export(items, failing(error))
    assert list(tmp_path.iterdir()) == []


def test_a_break_leaves_the_earlier_export_as_it_was(
    items: list[Item], export: Export, tmp_path: Path
) -> None:
    export(items)
    before = bytes_of(tmp_path)
    with pytest.raises(RuntimeError):
        export(items, failing(RuntimeError("broken")), overwrite=True)
    assert bytes_of(tmp_path) == before


def test_a_full_disk_is_told_and_leaves_nothing(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    with pytest.raises(CannotWork) as raised:
        export(items, failing(OSError(errno.ENOSPC, "No space left on device")))
    assert raised.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_rows_is_told_and_leaves_nothing(export: Export, tmp_path: Path, make_item: Any) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(CannotWork) as raised:
            export([make_item(1, ("q" * 500_000, "a"))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert raised.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_what_goes_out_is_noted_before_it_is_in_place(
    items: list[Item], export: Export, tmp_path: Path
) -> None:
    noted: list[WrittenRow] = []

    def note(made: bytes, rows: Iterator[WrittenRow]) -> None:
        assert not (tmp_path / "out").exists()
        assert json.loads(made)["rows"] == 2
        noted.extend(rows)

    export(items, note=note)
    rows = lines(tmp_path / "out" / "data" / "train.jsonl")
    assert [(row.row, row.hash) for row in noted] == [(row["id"], text_hash(row)) for row in rows]
    assert noted[0].conversation == items[0].conversation.id


def test_a_note_that_fails_lets_nothing_out(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    def note(made: bytes, rows: Iterator[WrittenRow]) -> None:
        raise CannotWork("disk_full", "no room for the ledger")

    with pytest.raises(CannotWork):
        export(items, note=note)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_needs_overwrite(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(WrongCall) as raised:
        export(items)
    assert raised.value.code == "out_exists"
    assert "--overwrite" in raised.value.way_out
    export(items, overwrite=True)  # an empty folder is nobody's loss


def test_overwrite_replaces_an_earlier_export(
    items: list[Item],
    export: Export,
    tmp_path: Path,
) -> None:
    export(items, "alpaca", split=True)
    export(items, overwrite=True)
    assert sorted(bytes_of(tmp_path / "out")) == [
        "README.md",
        "data/train.jsonl",
        "manifest.json",
        "provenance.jsonl",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
