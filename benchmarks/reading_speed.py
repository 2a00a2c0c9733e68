"""How fast pictures are read, against a plain loop over `PaddleOCR.predict` with the same models.

    python benchmarks/reading_speed.py DIR [--limit N] [--rounds N]

Both run as processes of their own, on the same two cores, one after the other and then the other way round,
from their start (imports, loading the models) to the last picture.  Prints one JSON line a run and the
ratio: above 1.0, ours is faster.  Memory is the peak of all processes of a run together.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only so many of the pictures, evenly spread")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--run", choices=["ours", "plain"], help=argparse.SUPPRESS)
    asked = parser.parse_args()
    files = _pictures(asked.folder, asked.limit)
    if asked.run:
        print(json.dumps({"lines": ours(files) if asked.run == "ours" else plain(files)}))
        return
    times: dict[str, list[float]] = {"ours": [], "plain": []}
    for number in range(asked.rounds):
        for way in ("plain", "ours") if number % 2 == 0 else ("ours", "plain"):
            measured = _measured([sys.executable, __file__, *sys.argv[1:], "--run", way])
            times[way].append(float(measured["seconds"]))
            print(json.dumps({"way": way, "pictures": len(files), **measured}), flush=True)
    ratio = statistics.mean(times["plain"]) / statistics.mean(times["ours"])
    print(json.dumps({"ratio": round(ratio, 3), "machine": f"{os.cpu_count()} cores"}))


def ours(files: list[Path]) -> int:
    """The read stage's own way: worker processes, tiles, colours and shapes.  The number of lines."""
    from chatmine.records import Reading
    from chatmine.settings import Asr, Ocr
    from chatmine.working import Job, work

    jobs = [Job(stage="read", path=path, media=path.name, kind="picture") for path in files]
    readings = [found for _, found in work(jobs, Ocr(), Asr()) if isinstance(found, Reading)]
    return sum(len(reading.lines) for reading in readings)


def plain(files: list[Path]) -> int:
    """What one writes first: PaddleOCR's defaults, picture by picture.  The number of lines."""
    pipeline = plain_pipeline()
    return sum(len(pipeline.predict(str(path))[0]["rec_texts"]) for path in files)


def plain_pipeline() -> Any:
    """PaddleOCR as one calls it first, with the same models as ours."""
    import platformdirs
    from paddleocr import PaddleOCR

    from ocr.engines.paddleocr import CARRIED, laid_out

    detection, recognition = CARRIED
    cache = platformdirs.user_cache_path("chatmine") / "ocr"
    return PaddleOCR(
        engine="onnxruntime",
        text_detection_model_name=detection,
        text_detection_model_dir=str(laid_out(detection, cache)),
        text_recognition_model_name=recognition,
        text_recognition_model_dir=str(laid_out(recognition, cache)),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
    )


def _pictures(folder: Path, limit: int | None) -> list[Path]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return files if limit is None else files[:: max(1, len(files) // limit)][:limit]


def _measured(command: list[str]) -> dict[str, float]:
    """Seconds from start to end, the peak memory of all its processes in MB, and what it printed."""
    started = time.perf_counter()
    cores = sorted(os.sched_getaffinity(0))[:2]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        process_group=0,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        printed, _ = process.communicate()
        peak.ended.set()
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return {"seconds": round(seconds, 2), "peak_mb": peak.megabytes, **json.loads(printed.splitlines()[-1])}


class _Peak(threading.Thread):
    """Watches a process group (Linux only); `megabytes` is the most that its processes held at one time."""

    def __init__(self, group: int) -> None:
        super().__init__(daemon=True)
        self.group = group
        self.megabytes = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            pages = sum(_pages(stat, self.group) for stat in Path("/proc").glob("[0-9]*/stat"))
            self.megabytes = max(self.megabytes, pages * os.sysconf("SC_PAGE_SIZE") >> 20)


def _pages(stat: Path, group: int) -> int:
    """The pages that a process holds in memory, if it is of the group."""
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return 0  # it has just ended
    return int(fields[21]) if int(fields[2]) == group else 0


if __name__ == "__main__":
    main()
