"""A takedown's patch takes out just what it names, leaves what has changed since, and can be repeated."""

import hashlib
import json
import resource
from pathlib import Path
from typing import Any

import pytest

from chatmine.errors import CannotWork, WrongCall
from export.items import Item, load
from export.lines import text_hash
from export.patching import Applied, apply_takedown, write_patch
from export.writing import WrittenRow, write


@pytest.fixture
def folder(tmp_path: Path, items: list[Item]) -> Path:
    """An export of five rows as pairs, and one more post."""
    write(
        tmp_path / "out",
        load("alpaca"),
        items,
        query="",
        filters={},
        split=False,
        overwrite=False,
        versions={},
    )
    return tmp_path / "out"


def rows(folder: Path, name: str = "data/train.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_bytes().split(b"\n") if line]


def patch_of(path: Path, named: list[dict[str, Any]]) -> Path:
    write_patch(
        path, [WrittenRow(row=row["id"], conversation="", pairs=(), hash=text_hash(row)) for row in named]
    )
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_rows_leave_data_provenance_manifest_and_card(folder: Path, tmp_path: Path) -> None:
    first, second, *rest = rows(folder)
    applied = apply_takedown(patch_of(tmp_path / "patch", [second, first]), folder)
    assert applied == Applied(removed=(second["id"], first["id"]), differing=(), missing=())
    assert rows(folder) == rest
    assert [row["id"] for row in rows(folder, "provenance.jsonl")] == [row["id"] for row in rest]
    made = json.loads((folder / "manifest.json").read_bytes())
    assert made["rows"] == made["files"][0]["rows"] == 3
    assert made["left_out"]["takedown"] == 2
    for file in made["files"] + made["other_files"]:
        assert file["sha256"] == hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest()
    card = (folder / "README.md").read_text()
    assert "\n3 rows, format `alpaca`" in card
    assert '"takedown": 2' in card
    assert all(first["output"].encode() not in data for data in files(folder).values())


def test_only_the_four_files_are_there_afterwards(folder: Path, tmp_path: Path) -> None:
    before = set(files(folder))
    apply_takedown(patch_of(tmp_path / "patch", rows(folder)[:1]), folder)
    assert set(files(folder)) == before


def test_a_row_that_has_changed_since_is_told_and_stays(folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:1])
    data = folder / "data" / "train.jsonl"
    data.write_bytes(data.read_bytes().replace("化学式是 **H₂O**".encode(), b"changed", 1))
    applied = apply_takedown(patch, folder)
    assert applied.differing == (rows(folder)[0]["id"],)
    assert applied.removed == ()
    assert len(rows(folder)) == len(rows(folder, "provenance.jsonl")) == 5


def test_ids_that_are_not_there_are_told(folder: Path, tmp_path: Path) -> None:
    before = files(folder)
    applied = apply_takedown(patch_of(tmp_path / "patch", [{"id": "other", "a": "b"}]), folder)
    assert applied == Applied(removed=(), differing=(), missing=("other",))
    assert files(folder) == before


def test_a_patch_can_be_applied_again(folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:1])
    removed = apply_takedown(patch, folder).removed
    before = files(folder)
    assert apply_takedown(patch, folder) == Applied(removed=(), differing=(), missing=removed)
    assert files(folder) == before


def test_after_a_crash_between_the_files_it_ends_the_same(folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:2])
    original = files(folder)
    apply_takedown(patch, folder)
    done = files(folder)
    for stopped_after in (["data/train.jsonl"], ["data/train.jsonl", "provenance.jsonl"]):
        for name, data in original.items():
            (folder / name).write_bytes(done[name] if name in stopped_after else data)
        apply_takedown(patch, folder)
        assert files(folder) == done


def test_what_surrounds_the_rows_keeps_its_bytes(folder: Path, tmp_path: Path) -> None:
    data = folder / "data" / "train.jsonl"
    data.write_bytes(b'not json\n{"id": 3}\n[' + b"[" * 100_000 + b"\n" + data.read_bytes())
    before = data.read_bytes().splitlines(keepends=True)
    patch = patch_of(tmp_path / "patch", [json.loads(before[3])])
    assert len(apply_takedown(patch, folder).removed) == 1
    assert data.read_bytes().splitlines(keepends=True) == before[:3] + before[4:]


def test_a_card_that_a_person_has_changed_stays(folder: Path, tmp_path: Path) -> None:
    (folder / "README.md").write_text("Our own words")
    apply_takedown(patch_of(tmp_path / "patch", rows(folder)[:1]), folder)
    assert (folder / "README.md").read_text() == "Our own words"


def test_a_dataset_can_be_emptied(folder: Path, tmp_path: Path) -> None:
    apply_takedown(patch_of(tmp_path / "patch", rows(folder)), folder)
    assert rows(folder) == []
    assert "configs" not in (folder / "README.md").read_text().split("---\n")[1]


@pytest.mark.parametrize(
    "content", [b"abc def\n", b'{"id": 1, "hash": "x"}\n', b"\xff\n", b"[]\n", b"[" * 9_999]
)
def test_a_patch_that_is_none_is_a_wrong_call(content: bytes, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "patch").write_bytes(content)
    with pytest.raises(WrongCall) as raised:
        apply_takedown(tmp_path / "patch", folder)
    assert raised.value.code == "bad_patch"
    with pytest.raises(WrongCall):
        apply_takedown(tmp_path / "missing", folder)


@pytest.mark.parametrize(
    "path", ["../outside.jsonl", "/etc/hostname", "data/../../outside.jsonl", "linked/x", ""]
)
def test_a_manifest_can_not_point_elsewhere(path: str, folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:1])
    (folder / "linked").symlink_to(tmp_path)
    (tmp_path / "outside.jsonl").write_bytes((folder / "data" / "train.jsonl").read_bytes())
    made = json.loads((folder / "manifest.json").read_bytes())
    made["files"][0]["path"] = path
    (folder / "manifest.json").write_text(json.dumps(made))
    with pytest.raises(WrongCall) as raised:
        apply_takedown(patch, folder)
    assert raised.value.code == "not_an_export"
    assert len(rows(tmp_path, "outside.jsonl")) == 5


def test_a_file_that_is_missing_is_told_and_nothing_changes(folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:1])
    (folder / "provenance.jsonl").unlink()
    before = files(folder)
    with pytest.raises(CannotWork):
        apply_takedown(patch, folder)
    assert files(folder) == before


def test_no_room_leaves_all_as_it_was(folder: Path, tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", rows(folder)[:1])
    before = files(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (1_500, hard)
    )  # enough for the rows, not for where they are from
    try:
        with pytest.raises(CannotWork) as raised:
            apply_takedown(patch, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert raised.value.code == "disk_full"
    assert files(folder) == before


def test_a_patch_has_a_line_for_each_row(tmp_path: Path) -> None:
    patch = patch_of(tmp_path / "patch", [{"id": "a b\u2028", "x": "y"}, {"id": "c", "x": "z"}])
    lines = patch.read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a b\u2028", "c"]
    assert [path.name for path in tmp_path.iterdir()] == ["patch"]
