"""A picture's bytes to a Reading: decode, cut into tiles, read, look at colours and shapes.

Called by the read stage in worker processes.  Everything that comes in is hostile: what can't be decoded
within bounds raises `Unreadable` with a reason.
"""

from typing import Protocol

import numpy
from numpy.typing import NDArray

from chatmine.records import Line, Reading

Image = NDArray[numpy.uint8]
"""Rows x columns x 3, RGB, upright."""


class Engine(Protocol):
    """What an OCR engine offers.  It must not start threads or processes of its own beyond `threads`."""

    name: str
    version: str
    """Changes whenever the same picture could be read differently: package and model versions."""

    def read(self, image: Image) -> list[Line]:
        """The lines of an image of at most 4,000 pixels a side, in any order, without empty ones."""
        ...


def read_image(data: bytes, media: str, engine: Engine) -> Reading:
    """The reading of the picture whose bytes are `data` and whose SHA-256 is `media`."""
    raise NotImplementedError
