"""A model is fetched from the hub or a mirror once; where none can be reached the rest goes on."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy
import pytest

from asr import fetching
from tests.asr.hub import REPOSITORY
from tests.calling import ROOT, chatmine, lines, started

NOWHERE = "http://127.0.0.1:9"
SPEECH = ROOT / "demo/whisper-fixture/samples/zh_2.m4a"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(ROOT / "tests/asr/hub.py", cwd=tmp_path_factory.mktemp("hub")) as address:
        yield address


def test_the_model_comes_whole_and_progress_is_told(hub: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = fetching.fetch(REPOSITORY, tmp_path, hub, lambda had, total: told.append((had, total)))
    assert fetching.missing(folder) == []
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == sum(file.stat().st_size for file in folder.iterdir())
    assert fetching.found("small", REPOSITORY, tmp_path) == folder


def test_half_a_download_is_not_taken_for_a_model_and_goes_on(hub: str, tmp_path: Path) -> None:
    folder = fetching.fetch(REPOSITORY, tmp_path, hub, lambda had, total: None)
    (folder / "model.bin").unlink()
    assert fetching.found("small", REPOSITORY, tmp_path) is None
    assert fetching.missing(fetching.fetch(REPOSITORY, tmp_path, hub, lambda had, total: None)) == []


@pytest.mark.parametrize("repository", [REPOSITORY, "nobody/nothing"])
def test_what_cannot_be_fetched_is_said_in_one_line(hub: str, tmp_path: Path, repository: str) -> None:
    address = NOWHERE if repository == REPOSITORY else hub
    with pytest.raises(fetching.NotFetched) as raised:
        fetching.fetch(repository, tmp_path, address, lambda had, total: None)
    assert "\n" not in str(raised.value)
    assert "refused" in str(raised.value) or "404" in str(raised.value)


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A white picture and spoken words."""
    path = tmp_path / "said.mp4"
    with av.open(str(SPEECH)) as source, av.open(str(path), "w") as container:
        sound = source.streams.audio[0]
        track = container.add_stream_from_template(sound)
        picture = container.add_stream("mpeg4", rate=5, width=320, height=240, pix_fmt="yuv420p")
        for _ in range(10):
            frame = av.VideoFrame.from_ndarray(numpy.full((240, 320, 3), 255, numpy.uint8))
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        for packet in source.demux(sound):
            if packet.dts is not None:
                packet.stream = track
                container.mux(packet)
    return path


def test_a_file_waits_for_a_model_and_is_heard_when_a_mirror_has_it(
    hub: str, tmp_path: Path, video: Path
) -> None:
    surroundings = {"CHATMINE_ASR_MODEL": "small", "HF_HOME": str(tmp_path / "cache")}
    chatmine("import", video, cwd=tmp_path)
    done = chatmine("read", "--json", cwd=tmp_path, HF_ENDPOINT=NOWHERE, **surroundings)
    assert done.returncode == 0
    assert lines(done)[1] == {"stage": "hear", "done": 0, "failed": 0, "left": 1}
    assert "HF_ENDPOINT" in done.stderr
    (status,) = lines(chatmine("status", "--json", cwd=tmp_path, **surroundings))
    assert status["left"]["hear"] == 1
    done = chatmine("read", "--json", cwd=tmp_path, HF_ENDPOINT=hub, **surroundings)
    assert lines(done)[1] == {"stage": "hear", "done": 1, "failed": 0, "left": 0}, done.stderr
    # Once it is here, nobody is asked for it.
    again = chatmine("read", "--again", "--json", cwd=tmp_path, HF_ENDPOINT=NOWHERE, **surroundings)
    assert lines(again)[1] == {"stage": "hear", "done": 0, "failed": 0, "left": 0}, again.stderr


def test_a_terminal_shows_how_far_the_download_is(hub: str, tmp_path: Path, video: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HOME": str(tmp_path / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-m", "chatmine.cli", "show", str(video)],
        env={**environment, "CHATMINE_ASR_MODEL": "small", "CHATMINE_ASR_HUB": hub},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while piece := _piece(ours):
        shown += piece
    os.close(ours)
    assert process.wait() == 0
    assert b"fetching the speech model: 11 of 11 MB" in shown


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # a terminal whose other side was closed
        return b""
