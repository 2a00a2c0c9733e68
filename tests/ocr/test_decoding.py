import io
import struct
import zlib

import numpy
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from chatmine.errors import Unreadable
from ocr.decoding import MOST_PIXELS, decode

# Upright: a red left half, a blue right half, a green bar along the top.
RED, GREEN, BLUE = (220, 30, 30), (20, 180, 20), (30, 30, 220)


def _flag() -> Image.Image:
    flag = Image.new("RGB", (64, 40), RED)
    flag.paste(BLUE, (32, 0, 64, 40))
    flag.paste(GREEN, (0, 0, 64, 12))
    return flag


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


def _is_the_flag(image: NDArray[numpy.uint8], tolerance: int = 30) -> bool:
    spots = {(5, 8): GREEN, (5, 56): GREEN, (30, 8): RED, (30, 56): BLUE}
    return image.shape == (40, 64, 3) and all(
        numpy.abs(image[spot].astype(int) - colour).max() <= tolerance for spot, colour in spots.items()
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "AVIF", "JPEG2000"])
def test_each_format_comes_out_as_it_looks(kind: str) -> None:
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    assert _is_the_flag(decode(_saved(_flag(), kind, **options)))


def test_heic_comes_out_as_it_looks() -> None:
    file = io.BytesIO()
    pillow_heif.from_pillow(_flag()).save(file, quality=95)
    assert _is_the_flag(decode(file.getvalue()))


def test_palette_and_cmyk_come_out_as_they_look() -> None:
    assert _is_the_flag(decode(_saved(_flag().quantize(16), "PNG")))
    assert _is_the_flag(decode(_saved(_flag().convert("CMYK"), "JPEG", quality=95)), tolerance=60)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_exif_says_is_turned_comes_out_upright(orientation: int, kind: str) -> None:
    # The inverse of each turn that EXIF asks for.
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = _flag() if orientation == 1 else _flag().transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert _is_the_flag(decode(_saved(turned, kind, exif=exif, quality=95)), tolerance=70)


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    ramp = numpy.tile(numpy.linspace(0, 65535, 64).astype(numpy.uint16), (40, 1))
    image = decode(_saved(Image.fromarray(ramp), "PNG"))
    assert image.shape == (40, 64, 3)
    assert numpy.abs(image[20, :, 1].astype(int) - numpy.linspace(0, 255, 64)).max() <= 2


def test_see_through_parts_of_a_window_are_white() -> None:
    window = Image.new("RGBA", (200, 120), (0, 0, 0, 0))
    window.paste((240, 240, 240, 255), (20, 20, 180, 100))
    image = decode(_saved(window, "PNG"))
    assert tuple(image[2, 2]) == (255, 255, 255)
    assert tuple(image[50, 50]) == (240, 240, 240)


@pytest.mark.parametrize(("ink", "paper"), [((245, 245, 245), 0), ((20, 20, 20), 255)])
def test_letters_on_nothing_stay_visible(ink: tuple[int, int, int], paper: int) -> None:
    letters = Image.new("RGBA", (200, 60), (0, 0, 0, 0))
    for left in range(10, 190, 12):
        letters.paste((*ink, 255), (left, 10, left + 4, 50))
    image = decode(_saved(letters, "PNG"))
    assert tuple(image[30, 12]) == ink
    assert tuple(image[2, 2]) == (paper,) * 3


def test_a_suffix_is_never_asked_and_a_gif_gives_its_first_picture() -> None:
    frames = [_flag(), Image.new("RGB", (64, 40), "black")]
    data = _saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert _is_the_flag(decode(data))


def test_a_picture_of_thirty_thousand_columns_is_decoded() -> None:
    assert decode(_saved(Image.new("RGB", (30_000, 40), "white"), "PNG")).shape == (40, 30_000, 3)


def _png(width: int, height: int, body: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


HOSTILE = {
    "empty": (b"", "empty_file"),
    "text": (b"PNG? no, plain words" * 20, "not_a_picture"),
    "html": (b"<!doctype html><title>404</title>" * 9, "not_a_picture"),
    "script_for_another_program": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not_a_picture"),
    "cut_png": (_saved(_flag().resize((640, 400)), "PNG")[:400], "broken_picture"),
    "cut_jpeg": (_saved(_flag().resize((640, 400)), "JPEG")[:-400], "broken_picture"),
    "cut_webp": (_saved(_flag().resize((640, 400)), "WEBP")[:-200], "broken_picture"),
    "cut_in_the_head": (_saved(_flag(), "PNG")[:20], "broken_picture"),
    "zero_by_zero": (_png(0, 0), "broken_picture"),
    "no_pixels_behind_the_header": (_png(300, 300), "broken_picture"),
    "bomb": (_png(60_000, 60_000), "picture_too_large"),
    "just_too_large": (_png(12_000, MOST_PIXELS // 12_000 + 1), "picture_too_large"),
    "a_thread": (_png(150_000, 2), "picture_too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_get_a_reason_and_a_way_out(name: str) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(Unreadable) as raised:
        decode(data)
    assert raised.value.code == code
    assert "\n" not in raised.value.message
    assert raised.value.way_out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP", "AVIF"])
def test_damaged_bytes_are_decoded_or_refused_never_worse(kind: str) -> None:
    whole = _saved(_flag(), kind)
    chance = numpy.random.default_rng(7)
    for _ in range(60):
        data = bytearray(whole)
        for place in chance.integers(0, len(data), 4):
            data[place] = chance.integers(0, 256)
        try:
            assert decode(bytes(data)).ndim == 3
        except Unreadable as refused:
            assert refused.way_out  # noqa: PT017
