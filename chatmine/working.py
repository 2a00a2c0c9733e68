"""Files to readings in worker processes: values go in, values come out, only the parent writes.

A worker that dies or hangs on a file costs that file, not the run.  Models load once per process, at its
first file.  Each worker has a pipe of its own and no lock is shared, so none can leave another one waiting.
"""

import functools
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from chatmine import plugins
from chatmine.errors import CannotWork, ChatmineError, Unreadable
from chatmine.records import MediaKind, Reading, from_json, to_json
from chatmine.settings import Asr, Ocr
from chatmine.store.readings import Stage

if TYPE_CHECKING:
    from asr.transcribing import Engine as SpeechEngine
    from ocr.reading import Engine as PictureEngine

# The longest screenshot that was tried (1080 x 28,000) takes half a minute on one core, a ten-minute video
# some minutes: what takes an hour hangs.
SECONDS_A_FILE = 3600
AT_ONCE = 4
MOST_THREADS = 4
"""CTranslate2's own choice for one model."""
_SECONDS_TO_END = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read (`read`) or hear (`hear`)."""

    stage: Stage
    path: Path
    media: str
    kind: MediaKind


Do = Callable[[Job], Reading]
Progress = Callable[[int, int], None]
"""Told bytes had and bytes in all while a model is downloaded."""


def _cores() -> int:
    """The cores that we may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def workers_for(settings: Ocr, jobs: int) -> int:
    """How many processes: as set, else one per core, never more than there is to do."""
    cores = _cores()
    return max(1, min(settings.workers or min(cores, AT_ONCE), jobs))


def work(
    jobs: Sequence[Job], ocr: Ocr, asr: Asr
) -> Generator[tuple[Job, Reading | ChatmineError], None, None]:
    """Each job with its reading or the reason why there is none, as they finish.

    Programming errors of an engine come back as `Unreadable` with the exception's words.
    """
    if jobs:
        count = workers_for(ocr, len(jobs))
        threads = max(1, _cores() // count)
        yield from side_by_side(functools.partial(_do, ocr=ocr, asr=asr, threads=threads), jobs, count)


def missing_part(reading: Reading) -> Unreadable | None:
    """Why a file was read only as far as it goes; None where it was read whole."""
    if not reading.cut_off:
        return None
    return Unreadable(
        "video_cut_off", reading.cut_off, "what is there was read; download it again for the rest"
    )


def side_by_side(
    do: Do, jobs: Sequence[Job], count: int, seconds: float = SECONDS_A_FILE
) -> Iterator[tuple[Job, Reading | ChatmineError]]:
    """The same with `do` in `count` processes (at most as many as jobs), `seconds` at most for each job."""
    crew = [_Worker(do) for _ in range(count)]
    waiting = iter(jobs)
    try:
        for worker in crew:
            worker.begin(next(waiting), seconds)
        while busy := [worker for worker in crew if worker.job]:
            for worker in _ready(busy):
                assert worker.job
                yield worker.job, worker.outcome()
                worker.begin(next(waiting, None), seconds)
    finally:
        for worker in crew:
            worker.end(0 if worker.job else _SECONDS_TO_END)


def _ready(busy: "list[_Worker]") -> "list[_Worker]":
    """The workers that have answered, died, or had their time."""
    first = min(worker.until for worker in busy)
    said = wait([worker.pipe for worker in busy], max(0.0, first - time.monotonic()))
    return [worker for worker in busy if worker.pipe in said or worker.until <= time.monotonic()]


class _Worker:
    """A process that does one job after the other, started when there is one."""

    def __init__(self, do: Do) -> None:
        self._do = do
        self._process: multiprocessing.process.BaseProcess | None = None
        self.pipe: Connection
        self.job: Job | None = None
        self.until = 0.0

    def begin(self, job: Job | None, seconds: float) -> None:
        """Give it a job; None when there are no more."""
        self.job, self.until = job, time.monotonic() + seconds
        if job is None:
            return
        if self._process and not self._process.is_alive():  # it died while it waited
            self.end(_SECONDS_TO_END)
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self.pipe, theirs = context.Pipe()
            # A daemon: the program ends even where an error's traceback holds on to who waits for it.
            self._process = context.Process(target=_serve, args=(theirs, self._do), daemon=True)
            with _deaf_to_interrupts():
                self._process.start()
            theirs.close()
        with suppress(OSError):  # when it has just died, `outcome` says so
            self.pipe.send(job)

    def outcome(self) -> Reading | ChatmineError:
        """What it says of its job, or what became of it; a process that died or hangs is done with."""
        try:
            if self.pipe.poll():
                found: Reading | ChatmineError = self.pipe.recv()
                return found
        except (EOFError, OSError):
            code = self.end(_SECONDS_TO_END)
            message = f"the reading process died (exit {code})"
            return Unreadable("worker_died", message, "give it more memory, then chatmine read --again")
        self.end(0)
        return Unreadable("took_too_long", "reading took too long", "chatmine read --again")

    def end(self, patience: float) -> int | None:
        """End the process, in good order where it does so within `patience` seconds; its exit code."""
        if self._process is None:
            return None
        process, self._process = self._process, None
        self.pipe.close()  # one that waits for a job ends by that
        process.join(patience)
        process.kill()
        process.join()
        return process.exitcode


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal: those that start in here leave it to the parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(parent: Connection, do: Do) -> None:
    """The worker process: a job in, its outcome out, until nobody is there to ask."""
    threading.Thread(target=_die_with_parent, daemon=True).start()
    while True:
        try:
            job: Job = parent.recv()
        except EOFError:
            return
        parent.send(_outcome(do, job))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _outcome(do: Do, job: Job) -> Reading | ChatmineError:
    """Values that are sure to survive the way back and the store, whatever an engine raises or returns."""
    try:
        return from_json(to_json(do(job)), Reading)
    except ChatmineError as error:
        return error
    except ImportError as error:
        return CannotWork("engine_not_loaded", f"{error}", "install what the engine needs")
    except Exception as error:
        message = f"{type(error).__name__}: {error}"[:500]
        return Unreadable(
            "engine_failed", message, "report it with the file; chatmine read --again tries anew"
        )


def _do(job: Job, ocr: Ocr, asr: Asr, threads: int) -> Reading:
    return _hear(job, asr, threads) if job.stage == "hear" else _read(job, ocr, threads)


def _read(job: Job, settings: Ocr, threads: int) -> Reading:
    if job.kind == "text":
        from transcripts import reading as transcripts

        return transcripts.read(job.path, job.media)
    from ocr import frames, reading

    engine = _ocr_engine(settings, threads)
    if job.kind == "video":
        return frames.read_video(
            job.path,
            job.media,
            engine,
            longest=settings.longest_video,
            most_text=settings.most_text * 1_000_000,
        )
    return reading.read_image(job.path.read_bytes(), job.media, engine)


def _hear(job: Job, settings: Asr, threads: int) -> Reading:
    from asr import transcribing

    return transcribing.transcribe(
        job.path,
        job.media,
        _asr_engine(settings, threads),
        script=settings.chinese,
        longest=settings.longest,
    )


@functools.cache
def _ocr_engine(settings: Ocr, threads: int) -> "PictureEngine":
    module = plugins.load("ocr.engines", settings.engine)
    engine: PictureEngine = module.Engine(
        detection=settings.detection, recognition=settings.recognition, threads=threads
    )
    return engine


@functools.cache
def _asr_engine(settings: Asr, threads: int) -> "SpeechEngine":
    module = plugins.load("asr.engines", settings.engine)
    engine: SpeechEngine = module.Engine(
        model=settings.model,
        device=settings.device,
        compute_type=settings.compute_type,
        threads=min(threads, MOST_THREADS),
        language=settings.language or None,
        folder=Path(settings.folder).expanduser() if settings.folder else None,
        hub=settings.hub or None,
    )
    return engine


def ocr_version(settings: Ocr) -> str:
    """The version that readings made with these settings carry."""
    from ocr import reading

    return reading.version_of(_ocr_engine(settings, 1))


def asr_version(settings: Asr) -> str:
    """The same for speech."""
    from asr import transcribing

    return transcribing.version_of(_asr_engine(settings, 1), settings.chinese)


def fetch_speech_model(settings: Asr, progress: Progress) -> None:
    """Download the speech model where it isn't here, once for all workers.  Raises `ModelMissing`."""
    _asr_engine(settings, 1).fetch(progress)
