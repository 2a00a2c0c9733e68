"""Readings of clips that are measured again and again, with how many pixels the OCR engine was given.

What a clip gave to the eye and to the ear is kept by file, engine's version and the source of `ocr/` or
`asr/`, and below that what the engine made of each picture (`remembering.py`): a change of pairing repeats
nothing, one of `ocr/` or `asr/` its own work.  Called by `clips.py`.
"""

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import av
import platformdirs

import asr
import ocr
from asr import transcribing
from benchmarks import remembering
from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Line, Reading, from_json, to_json
from ocr import frames
from ocr import reading as ocr_reading
from ocr.decoding import Image

MODEL = Path(__file__).parents[1] / "demo" / "whisper-fixture" / "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a clip gave: its readings, or why there are none; pixels that were shown and that were read."""

    readings: tuple[Reading, ...] = ()
    error: str = ""
    shown: int = 0
    given: int = 0


class Counting(ocr_reading.Engine):
    """An engine that counts the pixels which it is given."""

    def __init__(self, engine: ocr_reading.Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self.version = engine.version
        self.pixels = 0

    def read(self, image: Image) -> list[Line]:
        """What the engine reads."""
        self.pixels += image.shape[0] * image.shape[1]
        return self._engine.read(image)

    def read_row(self, image: Image) -> Line | None:
        """What the engine reads in a row."""
        self.pixels += image.shape[0] * image.shape[1]
        return self._engine.read_row(image)


def watched(clip: Path, hear: bool) -> Watched:
    """What a clip gives, from the cache or read and, with `hear`, heard now."""
    media = hashlib.sha256(clip.read_bytes()).hexdigest()
    seen = _once(_folder(ocr) / f"{media}.json", lambda: _look(clip, media))
    if seen.error or not hear:
        return seen
    heard = _once(_folder(asr) / f"{media}.json", lambda: _listen(clip, media))
    return replace(seen, readings=(*seen.readings, *heard.readings), error=heard.error)


def _once(kept: Path, make: Callable[[], Watched]) -> Watched:
    """What is kept there, or made and kept."""
    if kept.exists():
        return from_json(kept.read_bytes(), Watched)
    made = make()
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{multiprocessing.current_process().pid}.part")
    unfinished.write_bytes(to_json(made))
    unfinished.replace(kept)
    return made


def watched_all(clips: Sequence[tuple[Path, bool]], processes: int = 1) -> Iterator[Watched]:
    """The same for many (each with whether to hear it), in so many processes of one thread each."""
    if processes == 1:
        yield from (watched(*clip) for clip in clips)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(watched, *zip(*clips, strict=True))


def _look(clip: Path, media: str) -> Watched:
    engine = Counting(_ocr_engine())
    try:
        reading = frames.read_video(clip, media, engine)
    except Unreadable as problem:
        return Watched(error=f"{problem.code}: {problem}")
    return Watched(readings=(reading,), shown=pixels_shown(clip), given=engine.pixels)


def _listen(clip: Path, media: str) -> Watched:
    try:
        return Watched(readings=(transcribing.transcribe(clip, media, _speech_engine()),))
    except Unreadable as problem:
        return Watched(error=f"{problem.code}: {problem}")


def pixels_shown(clip: Path) -> int:
    """The pixels of all frames of a clip together."""
    with av.open(clip) as file:
        stream = file.streams.video[0]
        pictures = sum(1 for packet in file.demux(stream) if packet.size)
        return pictures * stream.width * stream.height


@cache
def _ocr_engine() -> remembering.Remembering:
    return remembering.engine(threads=1)


@cache
def _speech_engine() -> Any:
    return plugins.load("asr.engines", "whisper").Engine(model=str(MODEL), device="cpu")


@cache
def _folder(package: ModuleType) -> Path:
    """The cache of a package's engine and source, as they were when the program began."""
    if package is ocr:
        version = ocr_reading.version_of(_ocr_engine())
    else:
        version = transcribing.version_of(_speech_engine())
    files = sorted(Path(package.__path__[0]).rglob("*.py"))
    source = version.encode() + b"".join(path.read_bytes() for path in files)
    digest = hashlib.sha256(source).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("chatmine")) / "benchmark-watched" / digest
