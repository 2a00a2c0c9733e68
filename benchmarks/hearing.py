"""How well and how fast a Whisper model is heard with, on recordings with transcripts or on filmed clips.

    .venv/bin/python -m benchmarks.hearing MODEL [--manifest FILE] [--script as-spoken]
    .venv/bin/python -m benchmarks.hearing MODEL --beside CLIP… [--rounds 3]

MODEL is a folder or a name.  FILE holds a JSON object a line: `name` (a sound file beside it), `lang`,
`transcript` (default `../shared/eval/speech/manifest.jsonl`); printed are the characters (zh) or words (en)
that are wrong, and seconds of work for each second of sound.  `--beside` times our way, faster-whisper called
by itself with the same settings, and the same without its voice detector.
"""

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from asr import transcribing
from asr.engines.whisper import MARGIN, PAUSE
from asr.scripts import Script
from asr.sound import RATE, sound_of
from chatmine import plugins
from chatmine.errors import Unreadable

MANIFEST = Path(__file__).parents[2] / "shared" / "eval" / "speech" / "manifest.jsonl"
SPACED = ("en", "de", "fr", "es")
"""Languages whose words are counted; of others, characters."""


def units(text: str, language: str) -> list[str]:
    """What is counted as right or wrong: words or characters, without case and punctuation."""
    plain = "".join(c if c.isalnum() else "" if c in "'’" else " " for c in text.lower())
    return plain.split() if language in SPACED else list(plain.replace(" ", ""))


def wrong(said: str, heard: str, language: str) -> tuple[int, int]:
    """How many units were misheard, and how many were said."""
    gold, got = units(said, language), units(heard, language)
    return Levenshtein.distance(gold, got), len(gold)


@dataclass(slots=True, kw_only=True)
class Total:
    """What adds up over the recordings of one language."""

    edits: int = 0
    said: int = 0
    spent: float = 0.0
    seconds: float = 0.0

    def figures(self) -> str:
        """The share of units that are wrong, and the seconds of work for each of sound."""
        share, speed = self.edits / max(1, self.said), self.spent / max(0.01, self.seconds)
        return f"{share:6.3f} wrong, {speed:5.2f} s a second"


def over_manifest(engine: Any, manifest: Path, script: Script) -> None:
    """Hear every recording; print each and, by language, all."""
    totals: dict[str, Total] = defaultdict(Total)
    for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
        try:
            one, heard = _heard(engine, manifest.parent / row["name"], row, script)
        except Unreadable as problem:
            print(f"{row['name']}: {problem}")
            continue
        print(f"{row['name']:28} {one.figures()}: {heard[:60]}")
        total = totals[row["lang"]]
        for name in Total.__slots__:
            setattr(total, name, getattr(total, name) + getattr(one, name))
    for language, total in sorted(totals.items()):
        unit = "words" if language in SPACED else "characters"
        print(f"{language}: {unit} {total.figures()}, {total.seconds:.0f} s in all")


def _heard(engine: Any, path: Path, row: dict[str, Any], script: Script) -> tuple[Total, str]:
    seconds = len(sound_of(path)) / RATE
    started = time.perf_counter()
    reading = transcribing.transcribe(path, path.name, engine, script=script)
    spent = time.perf_counter() - started
    text = " ".join(stretch.text for stretch in reading.speech)
    edits, said = wrong(row["transcript"], text, row["lang"])
    return Total(edits=edits, said=said, spent=spent, seconds=seconds), text


def beside(engine: Any, model: str, clips: Sequence[Path], rounds: int) -> None:
    """Time the three ways in turns, and print the median seconds of each for every clip."""
    from faster_whisper import WhisperModel

    plain = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)

    def alone(clip: Path, vad: bool) -> None:
        pauses = {"min_silence_duration_ms": PAUSE, "speech_pad_ms": MARGIN}
        told, _ = plain.transcribe(
            str(clip), vad_filter=vad, vad_parameters=pauses, condition_on_previous_text=False
        )
        list(told)

    ways: dict[str, Callable[[Path], object]] = {
        "ours": lambda clip: transcribing.transcribe(clip, clip.name, engine),
        "alone": lambda clip: alone(clip, vad=True),
        "alone, no detector": lambda clip: alone(clip, vad=False),
    }
    for clip in clips:
        times: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name, way in ways.items():
                started = time.process_time()
                way(clip)
                if number:  # the first round warms up
                    times[name].append(time.process_time() - started)
        spent = {name: statistics.median(taken) for name, taken in times.items()}
        print(
            f"{clip.name}:", ", ".join(f"{name} {taken:.2f} s" for name, taken in spent.items()),
            f"(processor time); ours to alone {spent['ours'] / spent['alone'] - 1:+.1%},"
            f" to no detector {spent['ours'] / spent['alone, no detector'] - 1:+.1%}",
        )  # fmt: skip


def main() -> None:
    """Hear, or time."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("model", help="a model's folder or name")
    ask.add_argument("--manifest", type=Path, default=MANIFEST)
    ask.add_argument("--script", choices=["simplified", "as-spoken"], default="simplified")
    ask.add_argument("--device", default="cpu")
    ask.add_argument("--beside", type=Path, nargs="+", metavar="CLIP", help="time these instead")
    ask.add_argument("--rounds", type=int, default=3)
    args = ask.parse_args()
    engine = plugins.load("asr.engines", "whisper").Engine(model=args.model, device=args.device)
    if args.beside:
        beside(engine, args.model, args.beside, args.rounds)
    elif args.manifest.exists():
        over_manifest(engine, args.manifest, args.script)
    else:
        sys.exit(f"no recordings at {args.manifest}: nothing to measure")


if __name__ == "__main__":
    main()
