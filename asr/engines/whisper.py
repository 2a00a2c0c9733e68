"""Whisper by faster-whisper (CTranslate2), with its voice detector.

The model is a folder, or a name that is fetched once from the model hub (`asr/fetching.py`); the first
`transcribe` loads it, and only when there are voices in the sound.  Sound comes decoded, and the detector and
the model get the same samples.
"""

import hashlib
import importlib.metadata
import math
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from asr import fetching, silence, transcribing
from asr.fetching import Progress
from asr.inventions import Heard
from asr.sound import RATE, Sound
from asr.voices import Voices
from chatmine.records import Speech

PAUSE = 500
"""Milliseconds without a voice that are cut out.  The library's own 2000 leave pauses in which small models
stop: on filmed clips with narration 14 % of the characters were wrong, with 1000 9 %, with 500 4 %
(benchmarks/RESULTS.md)."""
WINDOW = 30.0
"""Seconds that Whisper hears at once."""
FRAME = 160
"""Samples of one of its frames."""
MARGIN = 400
"""Milliseconds kept on both sides of a voice, the library's own; with 200, 4.2 % were wrong."""
_HEAD = 1 << 20
Window = NDArray[numpy.float32]
"""What the model's encoder gets: features x frames."""


class Engine(transcribing.Engine):
    """Whisper: `model` is a name or a folder, `language` None for the model to decide by itself.

    `folder` is where models are fetched to (None: the hub library's cache), `hub` the address of a mirror.
    """

    name = "whisper"

    def __init__(
        self,
        model: str,
        device: str = "auto",
        compute_type: str = "int8",
        threads: int = 1,
        language: str | None = None,
        folder: Path | None = None,
        hub: str | None = None,
    ) -> None:
        self._model_name = model
        self._device = device
        self._compute_type = compute_type
        self._threads = threads
        self._language = language
        self._folder = folder
        self._hub = hub
        package = importlib.metadata.version("faster-whisper")
        cut = f"{PAUSE}/{MARGIN}/{WINDOW:.0f}/{silence.FLOOR}"
        self.version = " ".join(filter(None, (package, _fingerprint(model), compute_type, cut, language)))

    def fetch(self, progress: Progress) -> None:
        """Get the model where it isn't here.  Raises `ModelMissing`."""
        self._found(progress)

    def transcribe(self, sound: Sound) -> Iterator[Heard]:
        """The stretches of speech in order.  Raises `ModelMissing` when there is no model to hear with."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        # Whisper invents text for silence and gets lost in it, so it only gets what has a voice in it: what
        # `vad_filter=True` does, done here so that a file without voices loads no model.
        loud = Voices.at(silence.audible(sound))
        options = VadOptions(min_silence_duration_ms=PAUSE, speech_pad_ms=MARGIN)
        found = get_speech_timestamps(loud.of(sound), options) if loud.pieces else []
        if not found:
            return
        voices = Voices.at([piece for one in found for piece in loud.within(one["start"], one["end"])])
        together = voices.of(sound)
        windows = voices.windows(WINDOW)
        self._model.encode.begin(min(round(windows[1] * RATE / FRAME), len(together) // FRAME))
        segments, info = self._model.transcribe(
            together,
            language=self._language,
            # No sentence is cut in two where the model's windows end: on filmed clips 4.2 instead of 5.4 % of
            # the characters were wrong, in 6 % less time.
            clip_timestamps=windows,
            # One window's mistake must not carry into the next.
            condition_on_previous_text=False,
        )
        for segment in segments:  # the work is done here, bit by bit
            yield _heard(segment, *voices.seconds(segment.start, segment.end), info.language)

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        path = self._found(lambda had, total: None)
        try:
            model = WhisperModel(
                str(path),
                device=self._device,
                compute_type=self._compute_type,
                cpu_threads=self._threads,
            )
        except (OSError, ValueError, RuntimeError) as error:
            why = " ".join(str(error).split())[:200]
            raise transcribing.ModelMissing(
                "speech_model_not_loaded",
                f"the Whisper model in {path} can't be loaded: {why}",
                "name the folder of a CTranslate2 Whisper model as model under [asr]; on a machine whose GPU "
                'does not serve, set device = "cpu" there',
            ) from error
        model.encode = _Once(model.encode)
        return model

    def _found(self, progress: Progress) -> Path:
        """The model's folder, fetched where it has to be."""
        repository = _repository(self._model_name)
        here = fetching.found(self._model_name, repository, self._folder)
        if here is None:
            if repository is None:
                raise self._missing(f"{self._model_name!r} is neither a folder nor a model's name")
            try:
                return fetching.fetch(repository, self._folder, self._hub, progress)
            except fetching.NotFetched as error:
                raise self._missing(f"it can't be fetched from the model hub ({error})") from error
        if lacking := fetching.missing(here):
            raise self._missing(f"{here} holds no {lacking[0]}")
        return here

    def _missing(self, why: str) -> transcribing.ModelMissing:
        fill = f"fill {self._folder / self._model_name}" if self._folder else "fill a folder"
        return transcribing.ModelMissing(
            "no_speech_model",
            f"no Whisper model {self._model_name!r}: {why}",
            f"{fill} with the model's {', '.join(fetching.NEEDED)} and vocabulary"
            + ("" if self._folder else " and name it as model under [asr]")
            + ", or name a mirror of the hub as hub under [asr] or in HF_ENDPOINT",
        )


class _Once:
    """An encoder that does no window twice in a row: the first one tells the language, too.

    What tells the language is 30 seconds of what follows; `begin` says how much the first window holds.
    """

    def __init__(self, encode: Callable[[Window], Any]) -> None:
        self._encode = encode
        self._frames: int | None = None
        self._last: Window | None = None
        self._made: Any = None

    def begin(self, frames: int) -> None:
        """A sound begins, whose first window has so many frames."""
        self._frames, self._last = frames, None

    def __call__(self, window: Window) -> Any:
        if self._frames is not None:
            window = window.copy()
            window[..., self._frames :] = 0
            self._frames = None
        if self._last is None or not numpy.array_equal(window, self._last):
            self._made = self._encode(window)
            self._last = window
        return self._made


def _heard(segment: Any, start: float, end: float, language: str) -> Heard:
    return Heard(
        speech=Speech(
            text=segment.text,
            start=start,
            end=end,
            confidence=round(math.exp(min(segment.avg_logprob, 0.0)), 4),
            language=language,
        ),
        log_probability=segment.avg_logprob,
        no_speech=segment.no_speech_prob,
        compression=segment.compression_ratio,
    )


def _repository(model: str) -> str | None:
    """The hub's name for a model: `OWNER/NAME` is one already; None for a name that means none."""
    if Path(model).is_dir():
        return None
    from faster_whisper.utils import _MODELS

    known: dict[str, str] = _MODELS
    return model if model.count("/") == 1 and model.strip("/.") == model else known.get(model)


def _fingerprint(model: str) -> str:
    """A name, and for a folder a hash of its files' sizes and beginnings too: models take gigabytes."""
    if not Path(model).is_dir():
        return model
    digest = hashlib.sha256()
    for path in sorted(file for file in Path(model).iterdir() if file.is_file()):
        with path.open("rb") as file:
            digest.update(f"{path.name} {path.stat().st_size} ".encode() + file.read(_HEAD))
    return f"{Path(model).name}@{digest.hexdigest()[:12]}"
