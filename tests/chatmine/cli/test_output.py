"""What the program prints is UTF-8 whatever the locale, and a full disk behind stdout is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def _run(*arguments: str, stdout: int, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "chatmine.cli", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def test_json_is_utf_8_in_any_locale(tmp_path: Path) -> None:
    done = _run(
        "import",
        "没有.png",
        "--json",
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        PYTHONIOENCODING="latin-1",
    )
    assert json.loads(done.stdout.decode("utf-8"))["path"] == "没有.png"
    assert done.returncode == 1


def test_a_full_disk_behind_stdout_is_said(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run("import", "--list", stdout=full.fileno(), cwd=tmp_path)
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_file_name_cannot_command_the_terminal(tmp_path: Path) -> None:
    name = "\x1b]0;owned\x07"
    (tmp_path / name).write_bytes(b"")
    for arguments in (["show", name], ["import", name], ["status", "--workspace", name]):
        done = _run(*arguments, stdout=subprocess.PIPE, cwd=tmp_path)
        assert b"\x1b]" not in done.stdout + done.stderr
        assert b"\\x1b]0;owned" in done.stderr


def test_words_that_are_no_text_are_a_wrong_call(tmp_path: Path) -> None:
    words = os.fsdecode(b"\xff")
    for arguments in (["search", words], ["search", "x", "--tag", words], ["takedown", "post", words]):
        done = _run(*arguments, "--json", stdout=subprocess.PIPE, cwd=tmp_path)
        assert done.returncode == 2
        assert "UTF-8" in json.loads(done.stdout)["error"]["message"]
