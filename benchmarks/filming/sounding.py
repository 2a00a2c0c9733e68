"""What is heard: sentences said by espeak-ng, silence, a tune.

In come sentences with their seconds, out goes the whole sound at `RATE`.  Sentences come from the grammar of
the demo's very small speech model (`grammar`), and only combinations that it was trained on.
"""

import importlib.util
import io
import subprocess
import sys
import wave
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy
from numpy.typing import NDArray

from benchmarks.filming.acting import Sentence

Sound = NDArray[numpy.float32]
RATE = 22_050
"""Samples a second, espeak-ng's own."""
TRAINING = Path(__file__).parents[2] / "demo" / "whisper-fixture" / "train.py"
VOICES = {"zh": ["cmn-latn-pinyin", "-s", "220"], "en": ["en-us", "-s", "165"]}
PREFIXES = {
    "zh": (("我问它，", "我又问它，"), ("它回答说，", "它说，")),
    "en": (("I asked it, ", "Then I asked, "), ("It answered, ", "It said, ", "The chatbot replied, ")),
}
_LOUD = 0.01


@cache
def grammar() -> Any:
    """The module that holds the sentences which the small model understands."""
    spec = importlib.util.spec_from_file_location("whisper_fixture_training", TRAINING)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def remark(rng: Random, language: str, kind: str) -> str:
    """A sentence that opens (`o`), comments (`c`) or ends (`e`) a narration."""
    said: str = grammar().sentence(rng, language, False, kind)[0]
    return said


def exchange(rng: Random, language: str) -> tuple[str, str]:
    """A question of the grammar and the answer that goes with it, each as it begins a sentence."""
    cores = grammar().CORES[language]
    while True:
        at = rng.choice([n for n, (kind, _) in enumerate(cores) if kind == "q"])
        answers = next(n for n in range(at, len(cores)) if cores[n][0] == "a")
        words: dict[str, str] = {}
        filled = [_filled(rng, language, cores[n][1], words) for n in (at, answers)]
        if not any(held for _, held in filled):
            question, answer = (text[0].upper() + text[1:] for text, _ in filled)
            return question, answer


def _filled(rng: Random, language: str, core: str, words: dict[str, str]) -> tuple[str, bool]:
    """The core with its slots filled, the same word for the same slot; whether it was never trained on."""
    training = grammar()
    text, values = core, []
    for slot in (part.split("}")[0] for part in core.split("{")[1:]):
        choices = [w for w in training.WORDS[language][slot.rstrip("23")] if w not in values]
        words.setdefault(slot, rng.choice(choices))
        values.append(words[slot])
        text = text.replace(f"{{{slot}}}", words[slot], 1)
    return text, training.held_out(core, values)


@cache
def spoken(text: str, language: str) -> Sound:
    """One sentence, mono, without the silence around it."""
    order = ["espeak-ng", "-v", *VOICES[language], "--stdout", text]
    said = subprocess.run(order, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(said)) as file:
        # A streamed WAV does not know its length: what is there is read.
        samples = numpy.frombuffer(file.readframes(10**8), numpy.int16).astype(numpy.float32) / 32768
    loud = numpy.flatnonzero(numpy.abs(samples) > _LOUD)
    return numpy.asarray(samples[loud[0] : loud[-1] + 1], numpy.float32)


def lasts(text: str, language: str) -> float:
    """The seconds that a sentence takes."""
    return len(spoken(text, language)) / RATE


def tune(rng: Random, seconds: float, level: float) -> Sound:
    """Plucked notes of five tones, two a second; `level` is their loudness (root mean square)."""
    out = numpy.zeros(round(seconds * RATE), numpy.float32)
    for start in range(0, len(out), RATE // 2):
        time = numpy.arange(min(RATE, len(out) - start), dtype=numpy.float32) / RATE
        tone = 220 * 2 ** (rng.choice((0, 2, 4, 7, 9, 12, 14, 16)) / 12)
        note = sum(numpy.sin(2 * numpy.pi * tone * n * time) / n for n in (1, 2, 3)) * numpy.exp(-3 * time)
        out[start : start + len(time)] += note
    return numpy.asarray(out * (level / (float(numpy.sqrt(numpy.mean(out * out))) + 1e-9)), numpy.float32)


def sound_of(
    sentences: Sequence[Sentence], language: str, seconds: float, music: Sound | None = None
) -> Sound:
    """All that is heard in a clip of so many seconds."""
    out = numpy.zeros(round(seconds * RATE), numpy.float32)
    if music is not None:
        out[: len(music)] += music[: len(out)]
    for sentence in sentences:
        start = round(sentence.start * RATE)
        said = spoken(sentence.text, language)[: len(out) - start]
        out[start : start + len(said)] += said
    return numpy.clip(out, -1.0, 1.0)
