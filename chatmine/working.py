"""Files to readings in worker processes: values go in, values come out, only the parent writes.

A worker that dies or hangs on a file costs that file, not the run.  Models load once per process, at its
first file.
"""

import functools
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from chatmine import plugins
from chatmine.errors import ChatmineError, Unreadable
from chatmine.records import MediaKind, Reading
from chatmine.settings import Asr, Ocr
from chatmine.store.readings import Stage

if TYPE_CHECKING:
    from asr.transcribing import Engine as SpeechEngine
    from ocr.reading import Engine as PictureEngine

# The longest screenshot that was tried (1080 x 28,000) takes half a minute on one core, a ten-minute video
# some minutes: what takes an hour hangs.
SECONDS_A_FILE = 3600
AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read (`read`) or hear (`hear`)."""

    stage: Stage
    path: Path
    media: str
    kind: MediaKind


def workers_for(settings: Ocr, jobs: int) -> int:
    """How many processes: as set, else one per core, never more than there is to do."""
    cores = len(os.sched_getaffinity(0))
    return max(1, min(settings.workers or min(cores, AT_ONCE), jobs))


def work(jobs: Sequence[Job], ocr: Ocr, asr: Asr) -> Iterator[tuple[Job, Reading | ChatmineError]]:
    """Each job with its reading or the reason why there is none, as they finish.

    Programming errors of an engine come back as `Unreadable` with the exception's words.
    """
    if not jobs:
        return
    workers = workers_for(ocr, len(jobs))
    threads = max(1, len(os.sched_getaffinity(0)) // workers)
    context = multiprocessing.get_context("spawn")
    with ProcessPool(max_workers=workers, context=context) as pool:
        try:
            yield from _in_turn(
                pool, jobs, workers, functools.partial(_do, ocr=ocr, asr=asr, threads=threads)
            )
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _in_turn(
    pool: ProcessPool, jobs: Sequence[Job], workers: int, task: "functools.partial[Reading]"
) -> Iterator[tuple[Job, Reading | ChatmineError]]:
    """Keep two jobs per worker on the way, so that a long list costs no memory here."""
    waiting = iter(jobs)
    running: dict[ProcessFuture[Reading], Job] = {}
    while True:
        while len(running) < 2 * workers and (job := next(waiting, None)):
            running[pool.schedule(task, args=(job,), timeout=SECONDS_A_FILE)] = job
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), _outcome(future)  # type: ignore[call-overload, arg-type]


def _outcome(future: "ProcessFuture[Reading]") -> Reading | ChatmineError:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, ChatmineError):
        return error
    if isinstance(error, TimeoutError):
        return Unreadable("took_too_long", f"reading took over {SECONDS_A_FILE} s", "chatmine read --again")
    if isinstance(error, ProcessExpired):
        message = f"the reading process died (exit {error.exitcode})"
        return Unreadable("worker_died", message, "give it more memory, then chatmine read --again")
    # An engine's own bug on one file must not end the run.
    message = f"{type(error).__name__}: {error}"[:500]
    return Unreadable("engine_failed", message, "report it with the file; chatmine read --again tries anew")


def _do(job: Job, ocr: Ocr, asr: Asr, threads: int) -> Reading:
    return _hear(job, asr) if job.stage == "hear" else _read(job, ocr, threads)


def _read(job: Job, settings: Ocr, threads: int) -> Reading:
    from ocr import frames, reading

    engine = _ocr_engine(settings, threads)
    if job.kind == "video":
        return frames.read_video(job.path, job.media, engine)
    return reading.read_image(job.path.read_bytes(), job.media, engine)


def _hear(job: Job, settings: Asr) -> Reading:
    from asr import transcribing

    return transcribing.transcribe(job.path, job.media, _asr_engine(settings))


@functools.cache
def _ocr_engine(settings: Ocr, threads: int) -> "PictureEngine":
    module = plugins.load("ocr.engines", settings.engine)
    engine: PictureEngine = module.Engine(
        detection=settings.detection, recognition=settings.recognition, threads=threads
    )
    return engine


@functools.cache
def _asr_engine(settings: Asr) -> "SpeechEngine":
    module = plugins.load("asr.engines", settings.engine)
    engine: SpeechEngine = module.Engine(
        model=settings.model,
        device=settings.device,
        compute_type=settings.compute_type,
        language=settings.language or None,
    )
    return engine


def ocr_version(settings: Ocr) -> str:
    """The version that readings made with these settings carry."""
    from ocr import reading

    return reading.version_of(_ocr_engine(settings, 1))
