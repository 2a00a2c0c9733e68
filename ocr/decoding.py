"""A picture's bytes to an upright RGB image, or a reason why not.

What the bytes are is told from the bytes: names and suffixes are never looked at.  Sizes are checked in
the header, before anything is decoded.  See-through parts are laid on white, or on black where the thin
strokes on them are light: text of a dark theme saved without its background would vanish on white.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import cv2
import numpy
import pillow_heif
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import UnidentifiedImageError

from chatmine.errors import Unreadable

Image = NDArray[numpy.uint8]
"""Rows x columns x 3, RGB, upright."""

# A phone's screen stitched to 1440 x 60000 has 86 million pixels and takes about 1 GB to read.
MOST_PIXELS = 120_000_000
# More than any screenshot tool writes; keeps the number of tiles of a 1-pixel-high picture small.
LONGEST_SIDE = 100_000

# Formats people share pictures in.  The rest stays closed: some start other programs (EPS), most are traps.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "JPEG2000", "ICO")

# What is damaged when it begins like this and can't be opened.
BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")

# What Pillow and its decoders raise on broken input.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    EOFError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    AttributeError,
    NotImplementedError,
    struct.error,
    zlib.error,
)

_AGAIN = "save or download the picture again"
_TURNS = {
    2: Pictures.Transpose.FLIP_LEFT_RIGHT,
    3: Pictures.Transpose.ROTATE_180,
    4: Pictures.Transpose.FLIP_TOP_BOTTOM,
    5: Pictures.Transpose.TRANSPOSE,
    6: Pictures.Transpose.ROTATE_270,
    7: Pictures.Transpose.TRANSVERSE,
    8: Pictures.Transpose.ROTATE_90,
}


def decode(data: bytes) -> Image:
    """The upright RGB picture in `data` (the first one, where there are several).

    Raises `Unreadable`: `empty_file`, `not_a_picture`, `empty_picture`, `picture_too_large`,
    `broken_picture`.
    """
    with opened(data) as picture, _translated():
        turn = _TURNS.get(orientation(picture))
        picture.load()
        upright = picture if turn is None else picture.transpose(turn)
        return _rgb(upright)


@contextmanager
def opened(source: bytes | Path) -> Iterator[Pictures.Image]:
    """The picture in `source`, its header read and its size checked, not yet decoded."""
    pillow_heif.register_heif_opener()
    file: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if not file.read(1):
            raise Unreadable("empty_file", "the file has no bytes in it", "download it again")
        file.seek(0)
        picture = _open(file)
        _check_size(*picture.size)
        with picture:
            yield picture


def orientation(picture: Pictures.Image) -> int:
    """How the picture is to be turned, as EXIF numbers it (1: not at all).  Reads the header only."""
    if picture.format in ("TIFF", "HEIF", "AVIF"):
        return 1  # turned by their decoders
    try:
        # A PNG's getexif() decodes the whole picture when there is none; what it has stands in `info`.
        exif = Pictures.Exif() if picture.format == "PNG" else picture.getexif()
        if picture.format == "PNG":
            exif.load(picture.info.get("exif") or b"")
        return int(exif.get(0x0112, 1))
    except BROKEN:
        return 1  # a broken note about the picture is no reason to refuse the picture


def _open(file: IO[bytes]) -> Pictures.Image:
    try:
        return Pictures.open(file, formats=FORMATS)
    except Pictures.DecompressionBombError as error:
        raise _too_large("more than 178 million") from error
    except UnidentifiedImageError as error:
        file.seek(0)
        if file.read(12).startswith(BEGINNINGS):
            raise _broken("its head can't be read, or says it has no pixels") from error
        raise Unreadable(
            "not_a_picture",
            "the bytes are not those of a picture that can be opened",
            "give a PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF or HEIC file",
        ) from error
    except BROKEN as error:
        raise _broken(_words(error)) from error


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise Unreadable("empty_picture", f"the picture is {width} x {height} pixels", _AGAIN)
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_large(f"{width} x {height}")


def _too_large(size: str) -> Unreadable:
    return Unreadable(
        "picture_too_large",
        f"the picture has {size} pixels; at most {MOST_PIXELS:,} and {LONGEST_SIDE:,} a side are read",
        "cut it into several pictures",
    )


def _broken(why: str) -> Unreadable:
    return Unreadable("broken_picture", f"the picture is cut off or damaged ({why})", _AGAIN)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Unreadable:
        raise
    except BROKEN as error:
        raise _broken(_words(error)) from error


def _rgb(picture: Pictures.Image) -> Image:
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _from_deep_grey(picture)
    if picture.has_transparency_data:
        return _laid_on_paper(numpy.asarray(picture.convert("RGBA")))
    return numpy.ascontiguousarray(numpy.asarray(picture.convert("RGB")))


def _from_deep_grey(picture: Pictures.Image) -> Image:
    """16-bit and floating grey, which Pillow's own conversion would cut off at 255."""
    grey = numpy.nan_to_num(numpy.asarray(picture).astype(numpy.float32))
    top = 65535.0 if picture.mode != "F" else float(grey.max(initial=0.0))
    scaled = (grey * (255.0 / top) if top > 0 else grey).clip(0, 255).astype(numpy.uint8)
    return numpy.repeat(scaled[:, :, None], 3, axis=2)


def _laid_on_paper(rgba: NDArray[numpy.uint8]) -> Image:
    alpha = rgba[:, :, 3]
    if int(alpha.min()) == 255:
        return numpy.ascontiguousarray(rgba[:, :, :3])
    paper = 0 if _thin_strokes_are_light(rgba) else 255
    laid = numpy.empty((*alpha.shape, 3), numpy.uint8)
    for top in range(0, len(rgba), 512):  # in bands: the sums are four times as large as the picture
        band = rgba[top : top + 512].astype(numpy.uint16)
        opaque = band[:, :, 3:]
        laid[top : top + 512] = (band[:, :, :3] * opaque + paper * (255 - opaque) + 127) // 255
    return laid


def _thin_strokes_are_light(rgba: NDArray[numpy.uint8]) -> bool:
    """Whether what stands on the see-through parts is mostly light strokes.

    Strokes are visible areas narrower than 15 pixels: letters; a window with round corners has none.
    """
    seen = (rgba[:, :, 3] > 127).astype(numpy.uint8)
    solid = cv2.morphologyEx(seen, cv2.MORPH_OPEN, numpy.ones((15, 15), numpy.uint8))
    strokes = rgba[(seen == 1) & (solid == 0)]
    if len(strokes) == 0:
        return False
    return float(numpy.median(strokes[:, :3].astype(numpy.float32).mean(axis=1))) > 160
