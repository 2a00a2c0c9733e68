"""How fast clips are read, beside one frame a second through plain PaddleOCR with the same models.

    .venv/bin/python -m benchmarks.clip_speed [--seeds 0:10] [CLIP…]

Both ways have their models loaded before they are timed; they take turns, clip by clip, in one process with
two threads.  What plain PaddleOCR read goes through our colours, shapes and pairing too (not timed), so that
the words can be compared: turn F1 and CER of both.  Seconds are of the clock, and of the processor.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy

from benchmarks import scoring
from benchmarks.clips import once, prediction
from benchmarks.filming.making import filmed, seeds_of
from benchmarks.reading_speed import plain_pipeline
from benchmarks.watching import Counting, Watched, pixels_shown
from chatmine import plugins
from chatmine.records import Box, Line, Reading
from ocr import frames
from ocr.decoding import Image
from ocr.looking import look
from ocr.videos import film


@dataclass(slots=True, kw_only=True)
class Spent:
    """What one way took over the clips, and what came of it."""

    clock: float = 0.0
    processor: float = 0.0
    given: int = 0
    score: scoring.Score

    def figures(self, shown: int) -> dict[str, float]:
        """For printing."""
        shares = self.score.figures()
        return {
            "seconds": round(self.clock, 1), "processor": round(self.processor, 1),
            "pixels_percent": round(100 * self.given / max(1, shown), 3),
            "turn_f1": shares.get("turn_f1", 0.0), "text_cer": shares.get("text_cer", 0.0),
        }  # fmt: skip


def ours(clip: Path, engine: Counting) -> Reading:
    """The clip as `chatmine read` reads it."""
    return frames.read_video(clip, clip.name, engine)


def plain(clip: Path, pipeline: Any) -> list[tuple[float, Image, list[Line]]]:
    """Each second's frame with the lines that PaddleOCR reads in it."""
    read = []
    for second, image in each_second(clip):
        found = pipeline.predict(numpy.ascontiguousarray(image[:, :, ::-1]))[0]
        lines = [
            Line(text=text, box=_box(corners), confidence=float(sure))
            for text, corners, sure in zip(
                found["rec_texts"], found["rec_boxes"], found["rec_scores"], strict=True
            )
        ]
        read.append((second, image, lines))
    return read


def each_second(clip: Path) -> Iterator[tuple[float, Image]]:
    """The frame that stands there at each full second, upright RGB, and the last one."""
    due = 0.0
    held: tuple[float, av.VideoFrame] | None = None
    with film.opened(clip) as (container, stream):
        for shown in film.shown(container, stream):
            held = (shown.second, shown.frame)
            if shown.second >= due:
                yield shown.second, film.upright(shown.frame)
                due, held = int(shown.second) + 1.0, None
    if held:
        yield held[0], film.upright(held[1])


def _box(corners: Any) -> Box:
    left, top, right, bottom = (int(value) for value in corners)
    return Box(left, top, right - left, bottom - top)


def as_reading(clip: Path, read: list[tuple[float, Image, list[Line]]]) -> Reading:
    """What plain PaddleOCR read, seen with our colours and shapes, for the same pairing."""
    looks = [(second, image, look(image, lines)) for second, image, lines in read]
    return Reading(
        media=clip.name,
        engine="plain",
        version="1",
        width=looks[0][1].shape[1],
        height=looks[0][1].shape[0],
        duration=looks[-1][0],
        paper=looks[-1][2].paper,
        lines=tuple(replace(line, second=second) for second, _, seen in looks for line in seen.lines),
        shapes=tuple(replace(shape, second=second) for second, _, seen in looks for shape in seen.shapes),
    )


def main() -> None:
    """Read the clips both ways in turns, and print what each took."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("clips", type=Path, nargs="*", help="clips with their truth beside them")
    ask.add_argument("--seeds", type=seeds_of, default=range(10), help="FIRST:END of filmed ones")
    args = ask.parse_args()
    engine = Counting(plugins.load("ocr.engines", "paddleocr").Engine(threads=2))
    pipeline = plain_pipeline()
    blank = numpy.full((64, 256, 3), 255, numpy.uint8)
    engine.read(blank)
    pipeline.predict(blank)
    engine.pixels = 0
    spent = {"ours": Spent(score=scoring.Score()), "plain": Spent(score=scoring.Score())}
    shown = 0
    for clip in args.clips or filmed(args.seeds):
        shown += pixels_shown(clip)
        _both(clip, engine, pipeline, spent)
    for name, one in spent.items():
        print(name, json.dumps(one.figures(shown)))
    clock = spent["plain"].clock / spent["ours"].clock
    processor = spent["plain"].processor / spent["ours"].processor
    print(f"ours is {clock:.1f} times as fast by the clock, {processor:.1f} by the processor")


def _both(clip: Path, engine: Counting, pipeline: Any, spent: dict[str, Spent]) -> None:
    truth = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    before = engine.pixels
    made = _timed(spent["ours"], lambda: ours(clip, engine))
    spent["ours"].given += engine.pixels - before
    read = _timed(spent["plain"], lambda: plain(clip, pipeline))
    spent["plain"].given += sum(image.shape[0] * image.shape[1] for _, image, _ in read)
    for name, reading in (("ours", made), ("plain", as_reading(clip, read))):
        line = prediction(clip, Watched(readings=(reading,)))
        spent[name].score.add(scoring.score(truth, once(line["turns"]), line["assistant"]))
    print(clip.name, *(f"{name} {one.clock:.1f} s" for name, one in spent.items()), "so far", flush=True)


def _timed(spent: Spent, way: Callable[[], Any]) -> Any:
    clock, processor = time.perf_counter(), time.process_time()
    found = way()
    spent.clock += time.perf_counter() - clock
    spent.processor += time.process_time() - processor
    return found


if __name__ == "__main__":
    main()
