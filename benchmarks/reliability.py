"""Whether confidences mean what they say: of the turns told to be right with 0.9, are nine tenths right?

    .venv/bin/python -m benchmarks.reliability [--seeds 0:1000] [--fit]

Prints the curve over the drawn pictures of those seeds that were read before, and over the real ones where
they are at hand.  `--fit` fits the weights of `pairing/roles/confidence.py` to the drawn ones.
"""

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from benchmarks import remembering
from benchmarks.drawn import drawn, gold_of
from benchmarks.reading import ROOT, SUFFIXES
from benchmarks.remembering import NotReadYet, cached_reading
from benchmarks.scoring import found_turns
from chatmine.records import Reading, Turn, plain
from ocr.reading import Engine
from pairing.roles.confidence import signs
from pairing.screens import screens
from pairing.talks import talks

BINS = (0.0, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01)
_HELD_BACK = 2.0
"""How strongly the fit draws weights to nothing, in turns: there are few wrong ones to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A turn's confidence, what it was made of, and whether the turn is right."""

    confidence: float
    signs: tuple[float, ...]
    right: bool


def judged(reading: Reading, gold: dict[str, Any]) -> list[Judged]:
    """The turns of a picture, each judged by its transcript."""
    found = [talk for screen in screens(reading) for talk in talks(screen)]
    turns = [(talk.sureness, turn) for talk in found for turn in talk.turns]
    right = found_turns(gold, [plain(turn) for _, turn in turns])
    return [
        Judged(confidence=turn.confidence, signs=_signs(sureness, turn), right=is_right)
        for (sureness, turn), is_right in zip(turns, right, strict=True)
    ]


def _signs(sureness: float, turn: Turn) -> tuple[float, ...]:
    weights = [piece.span.end - piece.span.start for piece in turn.evidence]
    read = sum(w * e.confidence for w, e in zip(weights, turn.evidence, strict=True)) / max(1, sum(weights))
    return signs(sureness, read, len("".join(turn.text.split())))


def known(pictures: Iterable[tuple[Path, dict[str, Any]]], engine: Engine) -> list[Judged]:
    """The turns of all pictures that the engine has read before."""
    found: list[Judged] = []
    for picture, gold in pictures:
        try:
            found += judged(cached_reading(picture, engine), gold)
        except NotReadYet:
            continue
    return found


def curve(name: str, turns: Sequence[Judged]) -> None:
    """Print, for each range of confidence, how many turns there are and the share that is right."""
    sure = [one for one in turns if one.confidence >= 0.9]
    print(f"{name}: {len(turns)} turns, {_share(turns):.4f} right; confidence 0.9 and more:")
    print(f"  {len(sure) / max(1, len(turns)):.3f} of them, {_share(sure):.4f} right")
    for low, high in itertools.pairwise(BINS):
        part = [one for one in turns if low <= one.confidence < high]
        if part:
            mean = sum(one.confidence for one in part) / len(part)
            print(
                f"  {low:.2f} to {min(high, 1):.2f}: {len(part):5} told {mean:.3f}, right {_share(part):.3f}"
            )


def _share(turns: Sequence[Judged]) -> float:
    return sum(one.right for one in turns) / max(1, len(turns))


def fitted(turns: Sequence[Judged]) -> list[float]:
    """Weights of a logistic regression, by Newton's method."""
    signs_, right = numpy.array([t.signs for t in turns]), numpy.array([t.right for t in turns], float)
    weights = numpy.zeros(signs_.shape[1])
    held = numpy.diag([0.0] + [_HELD_BACK] * (len(weights) - 1))
    for _ in range(50):
        told = 1 / (1 + numpy.exp(-signs_ @ weights))
        bend = (signs_ * (told * (1 - told))[:, None]).T @ signs_ + held
        weights += numpy.linalg.solve(bend, signs_.T @ (right - told) - held @ weights)
    return [round(float(weight), 2) for weight in weights]


def real() -> list[tuple[Path, dict[str, Any]]]:
    """The real pictures with their transcripts, where they are at hand."""
    folder = ROOT.parent / "shared" / "eval" / "screenshots"
    pictures = sorted(p for p in folder.glob("*") if p.suffix in SUFFIXES)
    return [(p, json.loads(p.with_suffix(".json").read_text("utf-8"))) for p in pictures]


def main() -> None:
    """Judge, print, fit."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", default="0:100", help="FIRST:END of the drawn pictures")
    ask.add_argument("--fit", action="store_true", help="also fit the weights to the drawn ones")
    args = ask.parse_args()
    engine = remembering.engine(only_known=True)
    first, end = map(int, args.seeds.split(":"))
    made = known(((picture, gold_of(picture)) for picture in drawn(range(first, end))), engine)
    curve("drawn", made)
    if args.fit:
        print("weights:", fitted(made))
    curve("real", known(real(), engine))


if __name__ == "__main__":
    main()
