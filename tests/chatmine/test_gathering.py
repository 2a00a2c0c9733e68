"""A user's own files come into the workspace once, each with its source or the reason why not."""

from pathlib import Path

from PIL import Image

from chatmine.gathering import ImportedView, import_paths
from chatmine.store import Store
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
