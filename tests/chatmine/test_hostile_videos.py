"""A folder of videos that mean no good: each costs one reason or gives a reading, and the rest is read."""

import json
import shutil
from pathlib import Path

import pytest

from tests.calling import POSTS, chatmine, lines
from tests.chatmine import hostile

REFUSED = {
    "cut.mp4": "not_picture_or_video",
    "empty.mov": "empty_file",
    "huge.gif": "picture_too_large",
    "list.mp4": "not_picture_or_video",
    "list.webm": "not_picture_or_video",
    "no_frames.mov": "no_picture",
    "sound_only.mp4": "no_picture",
    "ten_hours.mp4": "video_too_long",
}
READ = {"claims.mp4", "cut.webm", "endless.gif", "fast.mp4", "noise.mp4", "still_4k.mp4"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile videos, and one picture of a chat among them."""
    made = tmp_path_factory.mktemp("hostile") / "videos"
    made.mkdir()
    hostile.made(made)
    shutil.copy(POSTS / "black-hole.png", made)
    return made


def test_show_gives_each_video_a_reading_or_a_reason(folder: Path, tmp_path: Path) -> None:
    paths = sorted(folder.iterdir())
    done = chatmine("show", *paths, "--json", cwd=tmp_path)
    shown = {Path(line["path"]).name: line for line in lines(done)}
    assert done.returncode == 1
    assert list(shown) == [path.name for path in paths]
    assert {name: line["error"]["code"] for name, line in shown.items() if "error" in line} == REFUSED
    assert all(line["error"]["way_out"] for line in shown.values() if "error" in line)
    assert {name for name in READ if shown[name]["turns"]} == set()
    assert len(shown["black-hole.png"]["turns"]) >= 2


def test_a_run_reads_what_can_be_read_and_names_the_rest(folder: Path, tmp_path: Path) -> None:
    imported = chatmine("import", folder, "--json", cwd=tmp_path)
    refused = {Path(line["path"]).name: line["error"]["code"] for line in lines(imported) if "error" in line}
    done = chatmine("run", "--json", cwd=tmp_path)
    status = json.loads(chatmine("status", "--json", cwd=tmp_path).stdout)
    failed = {failure["error"]["code"] for failure in status["failures"] if failure["stage"] == "read"}
    assert imported.returncode == done.returncode == 1
    assert refused == {name: code for name, code in REFUSED.items() if code != "video_too_long"}
    assert failed == {"video_too_long"}
    assert status["readings"] >= len(READ) + 1
    assert status["conversations"] == 1
