"""Workers that die, hang, or give and raise what they should not cost one job each, and nobody waits."""

import ctypes
import functools
import os
import sys
import time
from pathlib import Path

import pytest

from chatmine.errors import CannotWork, ChatmineError, Unreadable
from chatmine.records import Box, Line, Reading
from chatmine.working import Job, missing_part, side_by_side


class Own(BaseException):
    """Not even an Exception."""


class Unpicklable(Exception):
    def __init__(self, first: object, second: object) -> None:
        super().__init__(lambda: (first, second))


def _reading(job: Job, *lines: Line) -> Reading:
    return Reading(media=job.media, engine="test", version="1", width=10, height=10, lines=lines)


def _line(text: str, confidence: float) -> Line:
    return Line(text=text, box=Box(0, 0, 5, 5), confidence=confidence)


def misbehave(job: Job, pid: int) -> Reading:
    """What an engine does with the file `job.media`."""
    assert os.getpid() != pid
    match job.media:
        case "dies":
            os._exit(7)
        case "crashes":
            ctypes.string_at(0)
        case "hangs":
            time.sleep(600)
        case "leaves":
            sys.exit(3)
        case "interrupts":
            raise KeyboardInterrupt
        case "own":
            raise Own
        case "unpicklable":
            raise Unpicklable(1, 2)
        case "nothing":
            return None  # type: ignore[return-value]
        case "half a character":
            return _reading(job, _line("\udcff", 0.5))
        case "no number":
            return _reading(job, _line("x", float("nan")))
        case "missing library":
            raise ModuleNotFoundError("No module named 'such'")
        case "refuses":
            raise Unreadable("empty", "the file is empty", "share another one")
    return _reading(job, _line("好", 0.9))


def _outcomes(*names: str, count: int = 2, seconds: float = 60) -> dict[str, Reading | ChatmineError]:
    jobs = [Job(stage="read", path=Path("none"), media=name, kind="picture") for name in names]
    do = functools.partial(misbehave, pid=os.getpid())
    return {job.media: outcome for job, outcome in side_by_side(do, jobs, count, seconds)}


def test_every_kind_of_trouble_costs_one_job() -> None:
    died = ("dies", "crashes", "leaves", "interrupts", "own")
    failed = ("unpicklable", "nothing", "half a character", "no number")
    names = [name for pair in zip(died, (*failed, "refuses"), strict=True) for name in pair]
    found = _outcomes("first", *names, "last")
    codes = {name: outcome.code for name, outcome in found.items() if isinstance(outcome, ChatmineError)}
    assert codes == dict.fromkeys(died, "worker_died") | dict.fromkeys(failed, "engine_failed") | {
        "refuses": "empty"
    }
    assert isinstance(found["first"], Reading)
    assert isinstance(found["last"], Reading)
    assert "exit 7" in str(found["dies"])


def test_what_hangs_is_ended_and_the_rest_goes_on() -> None:
    found = _outcomes("hangs", "good", count=1, seconds=5)
    assert [getattr(found[name], "code", "read") for name in ("hangs", "good")] == ["took_too_long", "read"]


def test_a_missing_library_is_no_fault_of_the_file() -> None:
    outcome = _outcomes("missing library", count=1)["missing library"]
    assert isinstance(outcome, CannotWork)
    assert "such" in outcome.message


@pytest.mark.parametrize("asked", [0, 1])
def test_who_stops_asking_leaves_no_process_behind(asked: int) -> None:
    jobs = [Job(stage="read", path=Path("none"), media=name, kind="picture") for name in ("good", "hangs")]
    steps = side_by_side(functools.partial(misbehave, pid=os.getpid()), jobs, 1)
    for _ in range(asked):
        next(steps)
    steps.close()  # type: ignore[attr-defined]
    assert not [child for child in Path("/proc/self/task").glob("*/children") if _workers(child)]


def _workers(children: Path) -> list[str]:
    found = []
    for pid in children.read_text().split():
        words = (Path("/proc") / pid / "cmdline").read_bytes()
        found += [pid] if b"spawn_main" in words else []
    return found


def test_a_reading_of_a_part_says_what_is_missing() -> None:
    whole = Reading(media="a", engine="test", version="1")
    part = Reading(media="a", engine="test", version="1", cut_off="the video ends after 2.0 s of 9.0 s")
    missing = missing_part(part)
    assert missing_part(whole) is None
    assert missing is not None
    assert (missing.code, missing.message, bool(missing.way_out)) == ("video_cut_off", part.cut_off, True)
