"""Sound to speech: the engine's Protocol and the Reading made with it.

Called by the hear stage in worker processes.  A file without sound, or without speech, gives a Reading
without speech: that is an answer, not an error.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from asr.sound import RATE, Sound, sound_of
from chatmine.errors import CannotWork
from chatmine.records import Reading, Speech

__all__ = ["Engine", "ModelMissing", "Sound", "transcribe"]


class ModelMissing(CannotWork):
    """The speech model is not there and can't be fetched: everything but hearing goes on."""


class Engine(Protocol):
    """What a speech engine offers.

    Making one is cheap and loads nothing heavy, so that a run can ask for `version`; the model is loaded
    by the first `transcribe`, which raises `ModelMissing` when there is none.
    """

    name: str
    version: str

    def transcribe(self, sound: Sound) -> Iterator[Speech]:
        """The stretches of speech in order; nothing for silence."""
        ...


def transcribe(path: Path, media: str, engine: Engine) -> Reading:
    """What is said in the video or sound file at `path`, whose SHA-256 is `media`.

    Raises `Unreadable` for a broken file, `ModelMissing` for a missing model.
    """
    sound = sound_of(path)
    return Reading(
        media=media,
        engine=engine.name,
        version=engine.version,
        duration=len(sound) / RATE,
        speech=tuple(engine.transcribe(sound)) if len(sound) else (),
    )
