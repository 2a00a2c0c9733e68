"""Sound to speech: the engine's Protocol and the Reading made with it."""

from collections.abc import Iterator
from typing import Protocol

import numpy
from numpy.typing import NDArray

from chatmine.records import Speech

Sound = NDArray[numpy.float32]
"""Mono samples at 16 kHz, -1 to 1."""


class Engine(Protocol):
    """What a speech engine offers."""

    name: str
    version: str

    def transcribe(self, sound: Sound) -> Iterator[Speech]:
        """The stretches of speech in order; nothing for silence."""
        ...
