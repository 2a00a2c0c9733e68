"""Sound to speech: the engine's Protocol and the Reading made with it.

Called by the hear stage in worker processes.  A file without sound, or without speech, gives a Reading
without speech: that is an answer, not an error.  What speech models invent is left out (`inventions`).
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from asr import inventions, scripts
from asr.fetching import Progress
from asr.inventions import Heard
from asr.scripts import Script
from asr.sound import LONGEST, RATE, Sound, sound_of
from chatmine.errors import CannotWork
from chatmine.records import Reading

__all__ = ["Engine", "Heard", "ModelMissing", "Sound", "transcribe", "version_of"]


class ModelMissing(CannotWork):
    """The speech model is not there and can't be fetched: everything but hearing goes on."""


class Engine(Protocol):
    """What a speech engine offers.

    Making one is cheap and loads nothing heavy, so that a run can ask for `version`; the model is loaded
    by the first `transcribe`, which raises `ModelMissing` when there is none.
    """

    name: str
    version: str

    def fetch(self, progress: Progress) -> None:
        """Download the model where it isn't on this machine, before any worker asks for it.

        Raises `ModelMissing`.
        """
        ...

    def transcribe(self, sound: Sound) -> Iterator[Heard]:
        """The stretches of speech in order; nothing for silence."""
        ...


def version_of(engine: Engine, script: Script = "simplified") -> str:
    """The version that readings made with this engine carry: what is left out and the script count too."""
    return f"{engine.version}, {inventions.ROUND} {script}"


def transcribe(
    path: Path, media: str, engine: Engine, *, script: Script = "simplified", longest: float = LONGEST
) -> Reading:
    """What is said in the video or sound file at `path`, whose SHA-256 is `media`.

    Raises `Unreadable` for a broken file or more than `longest` seconds of sound, `ModelMissing` for a
    missing model.
    """
    sound = sound_of(path, longest)
    write = scripts.writer(script)
    heard = inventions.spoken(engine.transcribe(sound)) if len(sound) else ()
    return Reading(
        media=media,
        engine=engine.name,
        version=version_of(engine, script),
        duration=len(sound) / RATE,
        speech=tuple(replace(speech, text=write(speech.text)) for speech in heard),
    )
