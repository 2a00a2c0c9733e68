"""The program called from outside, as others call it: a process of its own, its output and exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
POSTS = ROOT / "demo/posts"
FIXTURE = ROOT / "demo/whisper-fixture/model"


def chatmine(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; nothing is heard unless a model is named."""
    return subprocess.run(
        [sys.executable, "-m", "chatmine.cli", *map(str, arguments)],
        cwd=cwd,
        env=_environment(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def lines(done: subprocess.CompletedProcess[str]) -> list[Any]:
    """The JSON objects that a command printed, a line each."""
    return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def started(*command: object, cwd: Path) -> Iterator[str]:
    """A program that prints its address and serves until the block ends; the address without a slash."""
    process = subprocess.Popen(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=_environment({}),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHATMINE_")}
    return {**kept, "PYTHONPATH": str(ROOT), "CHATMINE_ASR_MODEL": "", **more}
