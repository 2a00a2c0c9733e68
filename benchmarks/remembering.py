"""Readings of pictures that are measured again and again, without running the OCR engine again.

Two caches in the user's cache folder.  What the engine made of an image is kept by the image's pixels and
the engine's version, so that a change in `ocr/` repeats only its own work (colours, shapes, repairs: a tenth
of a second a picture); whole readings are kept by picture, version and the source of `ocr/`, so that a
change of pairing repeats nothing.  Called by `reading.py`, `drawn.py` and `joining.py`.
"""

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

import platformdirs

import ocr
from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Line, Reading, from_json, to_json
from ocr.decoding import Image
from ocr.reading import Engine, read_image, version_of

T = TypeVar("T")


class NotReadYet(Exception):
    """The engine would have to run, which was not wanted."""


class Remembering(Engine):
    """An engine that reads each image once in its life; with `only_known`, raises `NotReadYet` instead."""

    def __init__(self, engine: Engine, only_known: bool = False) -> None:
        self._engine = engine
        self._only_known = only_known
        self.name = engine.name
        self.version = engine.version

    def read(self, image: Image) -> list[Line]:
        """The lines that the engine reads or has read."""
        return self._known(image, "lines", list[Line], self._engine.read)

    def read_row(self, image: Image) -> Line | None:
        """The row that the engine reads or has read."""
        return self._known(image, "row", Line | None, self._engine.read_row)  # type: ignore[arg-type]

    def _known(self, image: Image, what: str, kind: type[T], read: Callable[[Image], T]) -> T:
        digest = hashlib.sha256(repr(image.shape).encode() + image.tobytes()).hexdigest()
        kept = _folder(f"benchmark-{what}", self.version) / digest[:2] / f"{digest}.json"
        if kept.exists():
            return from_json(kept.read_bytes(), kind)
        if self._only_known:
            raise NotReadYet
        made = read(image)
        _keep(kept, to_json(made))
        return made


def engine(name: str = "paddleocr", only_known: bool = False, threads: int = 2) -> Remembering:
    """The named engine, remembering."""
    return Remembering(plugins.load("ocr.engines", name).Engine(threads=threads), only_known)


def cached_reading(picture: Path, engine: Engine) -> Reading:
    """The picture's reading by this engine and this source, from the cache or made; raises `Unreadable`."""
    data = picture.read_bytes()
    media = hashlib.sha256(data).hexdigest()
    kept = _folder("benchmark-readings", f"{version_of(engine)} {source()}") / f"{media}.json"
    if kept.exists():
        return from_json(kept.read_bytes(), Reading)
    made = read_image(data, media, engine)
    _keep(kept, to_json(made))
    return made


def read_all(pictures: Iterable[Path], processes: int) -> None:
    """Read what is not in the caches yet, in so many processes of one thread each."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_start) as pool:
        for _ in pool.map(_read, pictures):
            pass


_ready: list[Engine] = []


def _start() -> None:
    _ready.append(engine(threads=1))


def _read(picture: Path) -> None:
    with suppress(Unreadable):  # said again, and counted, by whoever asks for the reading
        cached_reading(picture, _ready[0])


def _folder(kind: str, version: str) -> Path:
    digest = hashlib.sha256(version.encode()).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("chatmine")) / kind / digest


@cache
def source() -> str:
    """A hash of the modules that make readings out of an engine's lines, as they were at first."""
    files = sorted(Path(ocr.__path__[0]).rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _keep(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(data)
    unfinished.replace(file)
