"""A user's own files come into the workspace once, each with its source or the reason why not."""

import os
from pathlib import Path

from PIL import Image

from chatmine.gathering import ImportedView, import_paths
from chatmine.records import to_json
from chatmine.store import Store
from chatmine.takedown import take_down
from crawlers.importing import NotImported


def _import(store: Store, path: Path) -> list[ImportedView | NotImported]:
    return list(import_paths(store, [path], importer=None, as_post=False))


def test_a_folder_that_holds_the_workspace_gives_its_own_files_only(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "mine.png")
    with Store(tmp_path / "chatmine-workspace", writing=True) as store:
        (first,) = _import(store, tmp_path)
        assert isinstance(first, ImportedView)
        assert first.new
        (again,) = _import(store, tmp_path)
        assert isinstance(again, ImportedView)
        assert not again.new


def test_a_reason_is_taken_back_when_the_file_is_there_later(tmp_path: Path) -> None:
    picture = tmp_path / "late.png"
    picture.write_bytes(b"")
    with Store(tmp_path / "w", writing=True) as store:
        (refused,) = _import(store, picture)
        assert isinstance(refused, NotImported)
        assert len(store.notes.failures()) == 1
        Image.new("RGB", (40, 40), "red").save(picture)
        _import(store, picture)
        assert store.notes.failures() == []


def test_the_users_own_file_stays_where_it_is(tmp_path: Path) -> None:
    picture = tmp_path / "mine.png"
    Image.new("RGB", (40, 40), "red").save(picture)
    with Store(tmp_path / "w", writing=True) as store:
        (found,) = _import(store, picture)
        assert isinstance(found, ImportedView)
        assert picture.read_bytes() == store.files.path(found.media[0]).read_bytes()


def test_a_link_to_itself_and_a_name_that_cannot_be_cost_one_path_each(tmp_path: Path) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")
    with Store(tmp_path / "w", writing=True) as store:
        for path in (tmp_path / "loop.png", tmp_path / ("x" * 300)):
            (refused,) = _import(store, path)
            assert isinstance(refused, NotImported)
            assert refused.error.code == "no_such_file"


def test_a_name_that_is_no_text_costs_nothing(tmp_path: Path) -> None:
    picture = tmp_path / os.fsdecode(b"\xff.png")
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    broken = tmp_path / os.fsdecode(b"\xfe.png")
    broken.write_bytes(b"")
    with Store(tmp_path / "w", writing=True) as store:
        (found,) = _import(store, picture)
        assert isinstance(found, ImportedView)
        assert found.new
        assert b"\xef\xbf\xbd.png" in to_json(found)
        for path in (broken, tmp_path / os.fsdecode(b"none\xff")):
            (refused,) = _import(store, path)
            assert isinstance(refused, NotImported)
            assert to_json(refused.error.as_json())
        assert len(store.notes.failures()) == 2


def test_a_file_that_was_taken_down_is_refused_and_noted(tmp_path: Path) -> None:
    with Store(tmp_path / "w", writing=True) as store:
        picture = tmp_path / "mine.png"
        Image.new("RGB", (40, 40), "red").save(picture)
        (first,) = _import(store, picture)
        assert isinstance(first, ImportedView)
        take_down(store, "media", first.media[0], repair=lambda *_: None, write_patch=lambda *_: None)
        (again,) = _import(store, picture)
        assert isinstance(again, NotImported)
        assert again.error.code == "taken_down"
        assert [failure.code for failure in store.notes.failures()] == ["taken_down"]
