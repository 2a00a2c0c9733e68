"""Videos that mean no good, made for a test: each a file of a few kilobytes."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import av
import numpy
from PIL import Image

from tests.calling import POSTS

GOOD = POSTS / "beijing-food.mp4"


def made(folder: Path) -> list[Path]:
    """One file of every kind, in the folder."""
    return sorted(path for make in MAKERS for path in make(folder))


def truncated(folder: Path) -> Iterator[Path]:
    """The first two thirds of an MP4 whose index is at its end, and of a WebM whose is not."""
    data = GOOD.read_bytes()
    yield _written(folder / "cut.mp4", data[: len(data) * 2 // 3])
    whole = folder / "whole.webm"
    _film(whole, "libvpx", [(n, (160, 120)) for n in range(60)], rate=10)
    data = whole.read_bytes()
    whole.unlink()
    yield _written(folder / "cut.webm", data[: len(data) * 2 // 3])


def soundless_and_pictureless(folder: Path) -> Iterator[Path]:
    """Sound without a picture in an MP4; a picture's track without a single frame."""
    with av.open(folder / "sound_only.mp4", "w") as out:
        track = out.add_stream("aac", rate=16_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(numpy.zeros((1, 16_000), numpy.int16), "s16", "mono")
        frame.sample_rate = 16_000
        out.mux([*track.encode(frame), *track.encode(None)])
    yield folder / "sound_only.mp4"
    _film(folder / "no_frames.mov", "mpeg4", [], rate=10)
    yield folder / "no_frames.mov"


def large(folder: Path) -> Iterator[Path]:
    """A still of 4K; a GIF of 200 bytes that claims frames of four thousand million pixels."""
    _film(folder / "still_4k.mp4", "mpeg4", [(0, (3840, 2160)), (10, (3840, 2160))], rate=10)
    yield folder / "still_4k.mp4"
    tiny = folder / "huge.gif"
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 255)]
    frames[0].save(tiny, save_all=True, append_images=frames[1:], duration=500)
    data = bytearray(tiny.read_bytes())
    data[6:10] = struct.pack("<HH", 65535, 65535)
    yield _written(tiny, bytes(data))


def long(folder: Path) -> Iterator[Path]:
    """Two frames ten hours apart; a header that claims a hundred hours over a second of frames."""
    _film(folder / "ten_hours.mp4", "mpeg4", [(0, (160, 120)), (36_000 * 10, (160, 120))], rate=10)
    yield folder / "ten_hours.mp4"
    claims = folder / "claims.mp4"
    _film(claims, "mpeg4", [(n, (160, 120)) for n in range(10)], rate=10)
    data = bytearray(claims.read_bytes())
    header = data.index(b"mvhd") + 4
    scale = struct.unpack(">I", data[header + 12 : header + 16])[0]
    data[header + 16 : header + 20] = struct.pack(">I", min(360_000 * scale, 2**32 - 1))
    yield _written(claims, bytes(data))


def fast(folder: Path) -> Iterator[Path]:
    """240 frames a second; noise in which no two frames are alike."""
    _film(folder / "fast.mp4", "mpeg4", [(n, (160, 120)) for n in range(480)], rate=240)
    yield folder / "fast.mp4"
    _film(folder / "noise.mp4", "mpeg4", [(n, (320, 240)) for n in range(16)], rate=8, noise=True)
    yield folder / "noise.mp4"


def looped(folder: Path) -> Iterator[Path]:
    """A GIF that repeats for ever, its frames without a time."""
    frames = [Image.new("L", (64, 48), 25 * shade) for shade in range(10)]
    frames[0].save(folder / "endless.gif", save_all=True, append_images=frames[1:], duration=0, loop=0)
    yield folder / "endless.gif"


def misnamed(folder: Path) -> Iterator[Path]:
    """A list of addresses under a video's name; nothing at all."""
    yield _written(folder / "list.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n")
    yield _written(folder / "list.webm", b"ffconcat version 1.0\nfile /etc/hostname\n")
    yield _written(folder / "empty.mov", b"")


MAKERS = (truncated, soundless_and_pictureless, large, long, fast, looped, misnamed)


def _film(
    path: Path, codec: str, frames: list[tuple[int, tuple[int, int]]], *, rate: int, noise: bool = False
) -> None:
    """Frames at their numbers, of their sizes, plain or noise."""
    rng = numpy.random.default_rng(Random(rate).randrange(99))
    with av.open(path, "w") as out:
        video = out.add_stream(codec, rate=rate)
        assert isinstance(video, av.VideoStream)
        video.width, video.height = frames[0][1] if frames else (160, 120)
        video.pix_fmt, video.thread_count = "yuv420p", 1
        out.start_encoding()
        for number, (width, height) in frames:
            shape = (height, width, 3)
            picture = rng.integers(0, 255, shape) if noise else numpy.full(shape, number // 30 * 40 % 256)
            frame = av.VideoFrame.from_ndarray(picture.astype(numpy.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
