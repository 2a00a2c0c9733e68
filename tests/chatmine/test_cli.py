"""The program as others call it: real files in, JSON out, exit codes as promised."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.calling import FIXTURE, POSTS, ROOT, chatmine, lines


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace in which three real pictures, a video and a broken file were run."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    pictures = [
        POSTS / name
        for name in ("chickens-chatgpt.png", "quicksort.png", "tomato-poster.jpg", "beijing-food.mp4")
    ]
    imported = chatmine("import", *pictures, folder / "broken.png", "--json", cwd=folder)
    assert imported.returncode == 1, imported.stderr
    assert [line.get("new") for line in lines(imported)] == [True, True, True, True, None]
    assert lines(imported)[-1]["error"]["way_out"]
    ran = chatmine("run", "--json", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    assert [line["stage"] for line in lines(ran)] == ["read", "hear", "pair", "index"]
    assert lines(ran)[1] == {"stage": "hear", "done": 0, "failed": 0, "left": 1}
    return folder


def test_a_second_run_has_nothing_left_to_do(workspace: Path) -> None:
    again = lines(chatmine("run", "--json", cwd=workspace))
    assert [line["done"] for line in again] == [0, 0, 0, 0]


def test_importing_the_same_file_again_is_not_new(workspace: Path) -> None:
    (line,) = lines(chatmine("import", POSTS / "quicksort.png", "--json", cwd=workspace))
    assert line["new"] is False
    assert line["post"] == f"file:{line['media'][0]}"


def test_status_counts_everything_and_names_what_failed(workspace: Path) -> None:
    done = chatmine("status", "--json", cwd=workspace)
    (found,) = lines(done)
    assert done.returncode == 0
    assert found["posts"] == found["media"] == found["readings"] == 4
    assert found["pairs"] == found["indexed"] >= 3
    assert found["left"] == {"read": 0, "hear": 1, "pair": 0, "curate": 0, "index": 0}
    assert [failure["stage"] for failure in found["failures"]] == ["import"]
    assert set(found["engines"]) == {"ocr", "asr", "index"}


def test_a_search_finds_the_pair_and_the_spot_on_the_picture(workspace: Path) -> None:
    (found,) = lines(chatmine("search", "小故事", "--json", cwd=workspace))
    hit = found["hits"][0]
    assert "三年级" in hit["question"]
    start, end = hit["marks"]["answer"][0]
    assert hit["answer"][start:end] == "小故事"
    x, y, width, height = hit["spots"][0]["box"]
    assert 500 < x < 1000
    assert 500 < y < 640
    assert width < 100


def test_traditional_characters_find_simplified_ones(workspace: Path) -> None:
    (found,) = lines(chatmine("search", "雞兔同籠", "--json", cwd=workspace))
    assert found["total"] >= 1


def test_a_query_may_begin_with_a_minus(workspace: Path) -> None:
    (every,) = lines(chatmine("search", "", "--json", cwd=workspace))
    (found,) = lines(chatmine("search", "-quicksort", "--json", "--limit", "3", cwd=workspace))
    assert 0 < found["total"] < every["total"]


def test_no_hits_is_no_error(workspace: Path) -> None:
    done = chatmine("search", "量子纠缠态", "--json", cwd=workspace)
    assert (done.returncode, lines(done)[0]["total"]) == (0, 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", '"open', "--json"),
        ("export", "nonsense", "--out", "x", "--json"),
        ("crawl", "nowhere", "--json"),
        ("search", "--no-such-option", "--json"),
        ("crawl", "--all", "--json"),
        ("crawl", "--all", "--tag", "x", "--json"),
        ("status", "--json", "--workspace", "nowhere"),
        ("run", "--json", "--workspace", "nowhere"),
        ("export", "alpaca", "--out", "x", "--json", "--workspace", "nowhere"),
    ],
)
def test_called_wrongly_is_2_with_an_error_that_names_the_way_out(
    workspace: Path, arguments: tuple[str, ...]
) -> None:
    done = chatmine(*arguments, cwd=workspace, CHATMINE_CONTACT="tests@example.org")
    assert done.returncode == 2
    assert set(lines(done)[0]["error"]) == {"code", "message", "way_out"}
    assert not (workspace / "nowhere").exists()


def test_a_crawl_without_a_contact_is_2(workspace: Path) -> None:
    done = chatmine("crawl", "mastodon", "--source", "m.example", "--tag", "x", "--json", cwd=workspace)
    assert done.returncode == 2
    assert "CHATMINE_CONTACT" in lines(done)[0]["error"]["way_out"]


def test_an_export_goes_out_and_a_takedown_names_its_rows(workspace: Path) -> None:
    out = workspace / "dataset"
    (written,) = lines(chatmine("export", "alpaca", "--out", out, "--json", cwd=workspace))
    assert written["rows"] >= 3
    assert (out / "data/train.jsonl").read_text(encoding="utf-8").count("\n") == written["rows"]
    again = chatmine("export", "alpaca", "--out", out, "--json", cwd=workspace)
    assert again.returncode == 2
    (found,) = lines(chatmine("search", "quicksort", "--json", cwd=workspace))
    pair = found["hits"][0]["pair"]
    (down,) = lines(chatmine("takedown", "pair", pair, "--json", cwd=workspace))
    assert down["removed"]["pairs"] >= 1
    (export,) = down["exports"]
    assert pair in export["rows"]  # and the rows that have it in their history
    applied = chatmine("export", "--apply-takedown", export["patch"], out, "--json", cwd=workspace)
    assert lines(applied)[0]["removed"] == export["rows"]
    (after,) = lines(chatmine("search", "quicksort", "--json", cwd=workspace))
    assert pair not in [hit["pair"] for hit in after["hits"]]
    nothing = chatmine("takedown", "pair", pair, "--json", cwd=workspace)
    assert nothing.returncode == 1


def test_a_query_of_a_batch_that_cannot_be_read_costs_its_line(workspace: Path, tmp_path: Path) -> None:
    batch = tmp_path / "queries"
    batch.write_text('鸡\n"never closed\n\nquicksort\n')
    done = chatmine("search", "--batch", batch, "--limit", "1", cwd=workspace)
    found, refused, last = lines(done)
    assert done.returncode == 1
    assert (found["query"], len(found["hits"]), last["query"]) == ("鸡", 1, "quicksort")
    assert (refused["query"], refused["error"]["code"]) == ('"never closed', "bad_query")
    table = chatmine("search", "--batch", batch, "--csv", "--limit", "1", cwd=workspace)
    assert [row.split(",")[0] for row in table.stdout.splitlines() if row.startswith(("query,", "鸡,"))]
    assert "never closed" in table.stderr
    assert chatmine("search", "--batch", batch, "--before", "soon", cwd=workspace).returncode == 2


MOUNT = "mount --bind {0} {0} && mount -o remount,bind,ro {0}".format("chatmine-workspace")
ALONE = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--mount", "--map-root-user")


def test_a_workspace_that_can_only_be_read_is_searched(workspace: Path) -> None:
    if subprocess.run([*ALONE, "sh", "-c", MOUNT], cwd=workspace, check=False).returncode:
        pytest.skip("nothing may be mounted here")

    def reading(*arguments: str) -> tuple[int, Any]:
        """The program where the workspace is on a disk that can't be written."""
        command = f'{MOUNT} && exec {sys.executable} -m chatmine.cli "$@" --json'
        done = subprocess.run(
            [*ALONE, "sh", "-c", command, "sh", *arguments],
            cwd=workspace,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    (there,) = lines(chatmine("search", "鸡", "--json", cwd=workspace))
    assert there["total"]
    assert reading("search", "鸡") == (0, there)
    assert reading("status")[1]["left"]["index"] == 0
    code, said = reading("pair")
    assert (code, said["error"]["code"]) == (3, "read_only")


def test_show_needs_no_workspace_and_keeps_the_order_given(tmp_path: Path) -> None:
    broken = tmp_path / "empty.png"
    broken.write_bytes(b"")
    files = [POSTS / "tomato-poster.jpg", broken, POSTS / "chickens-chatgpt.png", POSTS / "tomato-poster.jpg"]
    done = chatmine("show", *files, "--json", "--draw", tmp_path / "drawn", cwd=tmp_path)
    poster, empty, chat, poster_again = lines(done)
    assert done.returncode == 1
    assert (poster["kind"], poster["turns"]) == ("other", [])
    assert poster_again == poster
    assert empty["error"]["code"]
    assert (chat["kind"], chat["assistant"]) == ("chat", "chatgpt")
    assert [turn["role"] for turn in chat["turns"]] == ["user", "assistant", "user", "assistant"]
    for turn in chat["turns"]:
        for piece in turn["evidence"]:
            start, end = piece["span"]
            assert 0 <= start < end <= len(turn["text"])
    assert {path.name for path in (tmp_path / "drawn").iterdir()} == {
        "tomato-poster.jpg.png",
        "chickens-chatgpt.png.png",
    }


def test_two_files_of_one_name_are_drawn_beside_each_other(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        Image.new("RGB", (40, 40), "white").save(tmp_path / folder / "a.png")
    done = chatmine("show", "one/a.png", "other/a.png", "one/a.png", "--draw", "drawn", cwd=tmp_path)
    assert done.returncode == 0
    assert {path.name for path in (tmp_path / "drawn").iterdir()} == {"a.png.png", "a.png-2.png"}


def test_a_video_is_read_and_heard(tmp_path: Path) -> None:
    done = chatmine(
        "show", POSTS / "beijing-food.mp4", "--json", cwd=tmp_path, CHATMINE_ASR_MODEL=str(FIXTURE)
    )
    (found,) = lines(done)
    assert found["kind"] == "chat", done.stderr
    pieces = [piece for turn in found["turns"] for piece in turn["evidence"]]
    assert all(piece["start"] is not None for piece in pieces)
    assert len([piece for piece in pieces if piece["box"]]) == len(found["turns"]) == 4


def test_two_pictures_of_one_post_are_shown_together(tmp_path: Path) -> None:
    done = chatmine(
        "show", "--as-post", POSTS / "apology-1.png", POSTS / "apology-2.png", "--json", cwd=tmp_path
    )
    found = lines(done)
    assert {path for line in found for path in line["paths"]} == {
        str(POSTS / "apology-1.png"),
        str(POSTS / "apology-2.png"),
    }
    assert all("path" in piece for line in found for turn in line["turns"] for piece in turn["evidence"])


def test_help_teaches_by_itself(tmp_path: Path) -> None:
    done = chatmine("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("import", "run", "search", "serve", "export"):
        assert f"chatmine {command}" in done.stdout
