"""Nothing but an export of ours is ever replaced, and nothing is left beside the place."""

import fcntl
import os
from pathlib import Path

import pytest

from chatmine.errors import CannotWork, ChatmineError, WrongCall
from export import folders
from export.items import Item, load
from export.writing import write


def export(out: Path, items: list[Item], *, overwrite: bool = True) -> None:
    write(
        out,
        load("sharegpt"),
        items,
        query="",
        filters={},
        split=False,
        overwrite=overwrite,
        versions={},
    )


def refused(out: Path, items: list[Item]) -> str:
    with pytest.raises(ChatmineError) as raised:
        export(out, items)
    assert raised.value.way_out
    return raised.value.code


def test_a_strangers_folder_is_never_replaced(tmp_path: Path, items: list[Item]) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    assert refused(tmp_path, items) == "not_an_export"
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": "sharegpt"}', "\0", "[" * 100_000])
def test_any_manifest_is_not_enough(content: str, tmp_path: Path, items: list[Item]) -> None:
    (tmp_path / "manifest.json").write_text(content)
    assert refused(tmp_path, items) == "not_an_export"
    assert (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize("name", ["notes.txt", "data/more.jsonl", "checkpoints/1/model.bin"])
def test_what_someone_put_into_an_export_is_not_lost(name: str, tmp_path: Path, items: list[Item]) -> None:
    export(tmp_path / "out", items)
    stranger = tmp_path / "out" / name
    stranger.parent.mkdir(parents=True, exist_ok=True)
    stranger.write_text("mine")
    assert refused(tmp_path / "out", items) == "holds_other_files"
    assert stranger.read_text() == "mine"


def test_a_linked_folder_in_an_export_is_someones(tmp_path: Path, items: list[Item]) -> None:
    export(tmp_path / "out", items)
    (tmp_path / "out" / "more").symlink_to(tmp_path)
    assert refused(tmp_path / "out", items) == "holds_other_files"


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path, items: list[Item]) -> None:
    (tmp_path / "out").write_text("mine")
    assert refused(tmp_path / "out", items) == "not_an_export"


def test_a_place_below_a_file_is_a_failure_with_a_way_out(tmp_path: Path, items: list[Item]) -> None:
    (tmp_path / "file").write_text("mine")
    assert refused(tmp_path / "file" / "out", items) == "cannot_write"


def test_a_name_that_is_too_long_is_a_failure_with_a_way_out(tmp_path: Path, items: list[Item]) -> None:
    assert refused(tmp_path / ("x" * 250), items) == "cannot_write"


def test_folders_above_are_made(tmp_path: Path, items: list[Item]) -> None:
    export(tmp_path / "some" / "where" / "out", items)
    assert (tmp_path / "some" / "where" / "out" / "manifest.json").exists()


def test_a_link_to_an_export_stays_a_link(tmp_path: Path, items: list[Item]) -> None:
    export(tmp_path / "real", items[:1])
    (tmp_path / "out").symlink_to(tmp_path / "real")
    export(tmp_path / "out", items)
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "data" / "train.jsonl").read_bytes().count(b"\n") == 2


def test_what_a_killed_run_left_is_swept(tmp_path: Path, items: list[Item]) -> None:
    left = tmp_path / ".out.chatmine-unfinished"
    (left / "data").mkdir(parents=True)
    (left / "data" / "train.jsonl").write_text("half a row")
    (tmp_path / ".out.chatmine-replaced").mkdir()
    export(tmp_path / "out", items)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_exports_to_one_place_do_not_mix(tmp_path: Path, items: list[Item]) -> None:
    aside = tmp_path / ".out.chatmine-unfinished"
    aside.mkdir()
    other = os.open(aside, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    assert refused(tmp_path / "out", items) == "export_busy"
    os.close(other)
    export(tmp_path / "out", items)


def test_a_link_in_the_way_is_not_followed(tmp_path: Path, items: list[Item]) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("mine")
    (tmp_path / ".out.chatmine-unfinished").symlink_to(tmp_path / "precious")
    assert refused(tmp_path / "out", items) == "cannot_write"
    assert (tmp_path / "precious" / "file").read_text() == "mine"


def test_errors_of_our_own_pass_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(WrongCall), folders.whole(tmp_path / "out", overwrite=False):
        raise WrongCall("code", "message")
    with pytest.raises(CannotWork) as raised, folders.whole(tmp_path / "out", overwrite=False):
        raise PermissionError(13, "Permission denied")
    assert raised.value.code == "read_only"
    assert list(tmp_path.iterdir()) == []
