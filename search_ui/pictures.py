"""How a stored file is shown: as it is, as an upright PNG, as a video, or only named; and which part of it.

Browsers get original bytes where they show them right.  A file of which a place was taken down never leaves
as it is: a picture is painted over, a video is withheld.  Boxes are pixels of the upright original.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image as Pictures
from PIL import ImageDraw

from chatmine.errors import Unreadable
from chatmine.records import Box, Evidence, Media
from chatmine.store import Store

# What every current browser shows by itself and runs nothing from.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"})
VIDEOS = frozenset({"video/mp4", "video/webm", "video/quicktime", "video/ogg", "video/x-m4v"})

ShownAs = Literal["picture", "video", "download", "withheld"]

_CROP_SHAPE = 0.72
# A crop is about as wide as so many Chinese characters of the spot's line: at 340 pixels on the page they
# are then some 12 pixels high, the least that one likes to read.
_CROP_CHARACTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file on a page.

    `painted`: places are painted over.  A `download` is a video that browsers don't play, or text.  What is
    `withheld` has no address.
    """

    sha256: str
    kind: ShownAs
    address: str
    width: int
    height: int
    painted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The part `view` of a picture, with the spots that lie in it."""

    picture: Shown
    view: Box
    spots: tuple[Box, ...]


def shown(store: Store, media: Media) -> Shown:
    """How a page shows this file."""
    spots = store.ledger.taken_spots(media.sha256)
    address = f"/media/{media.sha256}"
    kind: ShownAs = "picture"
    if spots and not can_be_painted(media, spots):
        kind, address = "withheld", ""
    elif media.kind == "text":
        kind = "download"
    elif media.kind == "video" and media.mime not in PICTURES:
        kind = "video" if media.mime in VIDEOS else "download"
    elif spots or not _shown_right(store.files.path(media.sha256), media.mime):
        address += "/view"
    return Shown(
        sha256=media.sha256,
        kind=kind,
        address=address,
        width=media.width,
        height=media.height,
        painted=bool(spots) and kind == "picture",
    )


def can_be_painted(media: Media, spots: Iterable[Evidence]) -> bool:
    """Whether painting over the spots is enough: only on a picture, where each has a box."""
    return media.kind == "picture" and all(spot.box for spot in spots)


def crop(picture: Shown, spots: Sequence[Box]) -> Crop:
    """The part of a picture around the first of `spots`; its top where there are none."""
    width, height = max(1, picture.width), max(1, picture.height)
    if not spots:
        return Crop(picture=picture, view=Box(0, 0, width, min(height, round(width * _CROP_SHAPE))), spots=())
    first = spots[0]
    across = min(width, max(first.height * _CROP_CHARACTERS, round(first.width * 1.1), 200))
    down = min(height, round(across * _CROP_SHAPE))
    left = _within(first.x + first.width // 2 - across // 2, width - across)
    top = _within(first.y + first.height // 2 - down // 2, height - down)
    return Crop(picture=picture, view=Box(left, top, across, down), spots=tuple(dict.fromkeys(spots)))


def upright_png(path: Path, spots: Iterable[Evidence]) -> bytes:
    """The picture as an upright PNG, the spots painted over; raises `Unreadable`."""
    from ocr import decoding  # loads OpenCV, which most pages do without

    picture = Pictures.fromarray(decoding.decode(path.read_bytes()))
    brush = ImageDraw.Draw(picture)
    for spot in spots:
        if spot.box:
            # Letters reach a little beyond the box of their line.
            edge = max(2, spot.box.height // 6)
            left, top = spot.box.x - edge, spot.box.y - edge
            brush.rectangle((left, top, spot.box.right + edge, spot.box.bottom + edge), fill=(40, 40, 40))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()


@lru_cache(maxsize=4096)
def _shown_right(path: Path, mime: str) -> bool:
    """Whether browsers show these bytes upright and in their colours; a path's bytes never change."""
    if mime not in PICTURES:
        return False
    from ocr import decoding

    try:
        with decoding.opened(path) as picture:
            return decoding.orientation(picture) == 1 and picture.mode != "CMYK"
    except (Unreadable, OSError):
        return True  # nothing better can be made of it


def _within(value: int, most: int) -> int:
    return min(max(0, value), max(0, most))
