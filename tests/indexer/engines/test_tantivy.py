"""The embedded engine with more than one process, and with what goes wrong on a disk."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from chatmine.errors import CannotWork, WrongCall
from indexer import generations
from indexer.asking import parse
from indexer.engines import tantivy
from tests.indexer.documents import PAIR

ROOT = Path(__file__).parents[3]
READER = """
import sys
from pathlib import Path
from indexer.asking import parse
from indexer.engines.tantivy import open_index
index = open_index(Path(sys.argv[1]))
for line in sys.stdin:
    print(index.search(parse(line.strip())).total, index.position(), flush=True)
"""
# Each write puts fifty pairs in the place of the fifty before them.
WRITER = """
import json
import sys
from dataclasses import replace
from pathlib import Path
from indexer.engines.tantivy import open_index
from indexer.searching import Document
PAIR = Document(**json.loads(sys.argv[2]))
index = open_index(Path(sys.argv[1]))
first = index.position() + 1
for batch in range(first, first + 1000):
    pairs = [replace(PAIR, id=f"{batch}-{n}", question=f"批{batch}") for n in range(50)]
    gone = [f"{batch - back}-{n}" for n in range(50) for back in (1, 2)]
    print(batch, flush=True)
    if batch % 7:
        index.write(pairs, gone, batch)
    else:
        index.rebuild(pairs, batch)
"""


@contextmanager
def running(script: str, folder: Path) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), json.dumps(asdict(PAIR))],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def asked(process: "subprocess.Popen[str]", query: str) -> list[int]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(query + "\n")
    process.stdin.flush()
    return [int(number) for number in process.stdout.readline().split()]


def test_another_process_sees_writes_and_rebuilds_at_once(tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path / "index")
    with running(READER, tmp_path / "index") as reader:
        assert asked(reader, "苹果") == [0, 0]
        index.write([PAIR], [], 1)
        assert asked(reader, "苹果") == [1, 1]
        index.write([replace(PAIR, id="b")], [], 2)
        assert asked(reader, "苹果") == [2, 2]
        index.rebuild([PAIR], 3)
        assert asked(reader, "苹果") == [1, 3]
        shutil.rmtree(tmp_path / "index")
        assert asked(reader, "苹果") == [0, 0]


def test_killed_at_any_moment_it_holds_whole_batches_and_goes_on(tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(6):
        with running(WRITER, tmp_path) as writer:
            assert writer.stdout
            first = writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.4))
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            begun = int((first + writer.stdout.read()).split()[-1])
        index = tantivy.open_index(tmp_path, patience=0.0)
        position, total = index.position(), index.search(parse("")).total
        assert total in (0, 50)
        assert bool(total) == bool(position)
        assert position in (begun - 1, begun)
    index.write([PAIR], [], 10_000)
    assert index.search(parse("苹果")).total == 1


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path, patience=0.2)
    with generations.writing(tmp_path, patience=0), pytest.raises(CannotWork) as refused:
        index.write([PAIR], [], 1)
    assert refused.value.code == "index_busy"
    patient = tantivy.open_index(tmp_path)
    with generations.writing(tmp_path, patience=0):
        writing = threading.Thread(target=patient.write, args=([PAIR], [], 1))
        writing.start()
        writing.join(0.2)
        assert writing.is_alive()
    writing.join()
    assert patient.position() == 1


def test_an_index_of_another_schema_asks_to_be_made_anew(tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path)
    index.write([PAIR], [], 5)
    state = json.loads((tmp_path / "state.json").read_text())
    (tmp_path / "state.json").write_text(json.dumps({**state, "schema": tantivy.SCHEMA + 1}))
    other = tantivy.open_index(tmp_path)
    assert other.position() == 0
    with pytest.raises(CannotWork) as refused:
        other.search(parse("苹果"))
    assert refused.value.code == "index_outdated"
    other.write([replace(PAIR, id="b")], [], 5)
    assert (other.position(), other.search(parse("苹果")).total) == (5, 1)
    assert len(list(tmp_path.glob("generation-*"))) <= 2


@pytest.mark.parametrize("state", ["", "[]", "{}", "null", '{"schema": "x"}', "\x00"])
def test_a_state_that_makes_no_sense_is_no_index(tmp_path: Path, state: str) -> None:
    (tmp_path / "state.json").write_text(state)
    index = tantivy.open_index(tmp_path)
    assert (index.position(), index.search(parse("苹果")).total) == (0, 0)
    index.write([PAIR], [], 1)
    assert index.search(parse("苹果")).total == 1


def test_a_damaged_index_says_so_and_is_healed_by_a_rebuild(tmp_path: Path) -> None:
    tantivy.open_index(tmp_path).write([PAIR], [], 1)
    for file in tmp_path.glob("generation-*/*.store"):
        file.unlink()
    index = tantivy.open_index(tmp_path)
    with pytest.raises(CannotWork) as refused:
        index.search(parse("苹果"))
    assert refused.value.code == "index_damaged"
    index.rebuild([PAIR], 2)
    assert index.search(parse("苹果")).total == 1


def test_what_stopped_rebuilds_left_is_swept(tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path)
    index.write([PAIR], [], 1)
    (tmp_path / "generation-left" / "deep").mkdir(parents=True)
    index.write([], [], 2)
    assert [each.name for each in tmp_path.glob("generation-*")] == [generations.read(tmp_path).generation]


def test_too_many_words_for_a_prefix_in_a_phrase_is_a_bad_query(tmp_path: Path) -> None:
    index = tantivy.open_index(tmp_path)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = (f"x{a}{b}{c}" for a in letters for b in letters for c in letters)
    index.write([replace(PAIR, question=" ".join(words))], [], 1)
    with pytest.raises(WrongCall) as refused:
        index.search(parse("xaaa-x*"))
    assert refused.value.code == "bad_query"
    assert index.search(parse("xaaa-xa*")).total == 1
    assert index.search(parse("x*")).total == 1


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWork) as refused:
        tantivy.open_index(tmp_path / "file" / "index").write([PAIR], [], 1)
    assert refused.value.code == "index_failed"
    assert refused.value.way_out
