"""A picture's bytes to a Reading: decode, cut into tiles, read, look at colours and shapes.

Called by the read stage in worker processes.  Everything that comes in is hostile: what can't be decoded
within bounds raises `Unreadable` with a reason.
"""

from typing import Protocol

from chatmine.records import Line, Reading
from ocr.decoding import Image, decode
from ocr.looking import look
from ocr.tiling import read_in_tiles

__all__ = ["Engine", "Image", "read_image", "version_of"]

# Counts what this folder makes of an engine's lines (crops, tiles, colours, repairs, shapes); goes up when
# that changes.
ROUND = 12


class Engine(Protocol):
    """What an OCR engine offers.  It must not start threads or processes of its own beyond `threads`.

    Making one is cheap and loads nothing heavy, so that a run can ask for `version`; the models are
    loaded by the first `read`.
    """

    name: str
    version: str
    """Changes whenever the same picture could be read differently: package and model versions."""

    def read(self, image: Image) -> list[Line]:
        """The lines of an image of at most 4,000 pixels a side, in any order, without empty ones."""
        ...

    def read_row(self, image: Image) -> Line | None:
        """The row of an image that holds nothing else, its box the image's; None where it can't be told.

        For what `read` does not find where it is known to be.  An engine that can only look for text
        leaves this as it is.
        """
        return None


def version_of(engine: Engine) -> str:
    """The version that stands in the Readings made with `engine`."""
    return f"{engine.version}; look {ROUND}"


def read_image(data: bytes, media: str, engine: Engine) -> Reading:
    """The reading of the picture whose bytes are `data` and whose SHA-256 is `media`.

    Lines come top to bottom.  Raises `Unreadable` for what can't be decoded within bounds.
    """
    image = decode(data)
    height, width = image.shape[:2]
    seen = look(image, read_in_tiles(image, engine.read), engine.read_row)
    return Reading(
        media=media,
        engine=engine.name,
        version=version_of(engine),
        width=width,
        height=height,
        paper=seen.paper,
        lines=seen.lines,
        shapes=seen.shapes,
    )
