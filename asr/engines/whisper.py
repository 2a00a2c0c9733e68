"""Whisper by faster-whisper (CTranslate2), with its voice detector.

The model is a folder, or a name that faster-whisper fetches once from the model hub (`HF_ENDPOINT` names a
mirror).  The model is loaded by the first `transcribe`.  Nothing is looked up when a folder is given.
"""

import hashlib
import importlib.metadata
import math
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from asr import transcribing
from asr.sound import Sound
from chatmine.records import Speech

_HEAD = 1 << 20


class Engine(transcribing.Engine):
    """Whisper: `model` is a name or a folder, `language` None for the model to decide by itself."""

    name = "whisper"

    def __init__(
        self,
        model: str,
        device: str = "auto",
        compute_type: str = "int8",
        threads: int = 1,
        language: str | None = None,
    ) -> None:
        self._model_name = model
        self._device = device
        self._compute_type = compute_type
        self._threads = threads
        self._language = language
        package = importlib.metadata.version("faster-whisper")
        self.version = " ".join(filter(None, (package, _fingerprint(model), compute_type, language)))

    def transcribe(self, sound: Sound) -> Iterator[Speech]:
        """The stretches of speech in order.  Raises `ModelMissing` when there is no model to hear with."""
        segments, info = self._model.transcribe(
            sound,
            language=self._language,
            # Whisper invents text for silence, and gets lost in it.
            vad_filter=True,
            # One window's mistake must not carry into the next.
            condition_on_previous_text=False,
        )
        for segment in segments:  # the work is done here, piece by piece
            text = segment.text.strip()
            if text:
                yield Speech(
                    text=text,
                    start=round(float(segment.start), 3),
                    end=round(float(segment.end), 3),
                    confidence=round(math.exp(min(segment.avg_logprob, 0.0)), 4),
                    language=info.language,
                )

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                self._model_name,
                device=self._device,
                compute_type=self._compute_type,
                cpu_threads=self._threads,
            )
        except (OSError, ValueError, RuntimeError) as error:  # the hub's errors are of these kinds too
            why = " ".join(str(error).split())[:200]
            raise transcribing.ModelMissing(
                "no_speech_model",
                f"the Whisper model {self._model_name!r} can't be had: {why}",
                "name the folder of a CTranslate2 Whisper model as model under [asr], or set HF_ENDPOINT "
                "to a mirror of the model hub that can be reached",
            ) from error


def _fingerprint(model: str) -> str:
    """A name, and for a folder a hash of its files' sizes and beginnings too: models take gigabytes."""
    if not Path(model).is_dir():
        return model
    digest = hashlib.sha256()
    for path in sorted(file for file in Path(model).iterdir() if file.is_file()):
        with path.open("rb") as file:
            digest.update(f"{path.name} {path.stat().st_size} ".encode() + file.read(_HEAD))
    return f"{Path(model).name}@{digest.hexdigest()[:12]}"
