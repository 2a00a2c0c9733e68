"""Frames and sound to a file: MP4, WebM, MOV or GIF, at 30 frames a second or with uneven steps.

In come pictures, each with what tells it from the one before; out goes a file.  Called by `making`.  The
same frames give the same bytes, so one thread encodes.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy
from av.container import OutputContainer
from av.video.stream import VideoStream
from PIL import Image

from benchmarks.filming.sounding import RATE, Sound
from benchmarks.filming.staging import Picture

FPS = 30
GIF_STEP = 3
"""Of so many frames a GIF keeps one: ten a second."""
CODECS = {
    ".mp4": ("libx264", {"preset": "veryfast"}),
    ".mov": ("libx264", {"preset": "veryfast"}),
    ".webm": ("libvpx", {"deadline": "realtime", "cpu-used": "8", "b:v": "1500k", "qmin": "4", "qmax": "40"}),
}
Frames = Iterator[tuple[Hashable, Picture]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a clip is written.

    `quality` is x264's rate factor (23 good, 33 poor); `uneven` leaves out frames like the one before, as
    phones do when they record their screen; `turned` writes it lying, with a tag that sets it upright.
    """

    suffix: str = ".mp4"
    quality: int = 25
    uneven: bool = False
    turned: bool = False


def write(path: Path, frames: Frames, sound: Sound | None, how: Format) -> None:
    """Write the file; `sound` is None for a clip without a sound track, and left out of a GIF."""
    if how.suffix == ".gif":
        _write_gif(path, frames)
        return
    codec, options = CODECS[how.suffix]
    if codec == "libx264":
        options = {**options, "crf": str(how.quality)}
    with av.open(path, "w") as out:
        video = out.add_stream(codec, rate=FPS, options=options)
        assert isinstance(video, VideoStream)
        audio = None if sound is None else _sound_track(out, how.suffix)
        _write_frames(out, video, frames, how)
        if audio is not None and sound is not None:
            _write_sound(out, audio, sound)


def _write_frames(out: OutputContainer, video: VideoStream, frames: Frames, how: Format) -> None:
    before: Hashable = None
    coded: av.VideoFrame | None = None
    written, number = -FPS, -1
    for number, (key, picture) in enumerate(frames):
        if coded is None:
            _begin(video, picture, how)
        fresh = coded is None or key != before
        if fresh:
            coded, before = _coded(picture, how), key
        if how.uneven and not fresh and number - written < FPS:
            continue
        _encode(out, video, coded, number)
        written = number
    if coded is not None and written != number:
        _encode(out, video, coded, number)
    out.mux(video.encode(None))


def _encode(out: OutputContainer, video: VideoStream, coded: av.VideoFrame | None, number: int) -> None:
    assert coded is not None
    coded.pts, coded.time_base = number, Fraction(1, FPS)
    out.mux(video.encode(coded))


def _begin(video: VideoStream, picture: Picture, how: Format) -> None:
    height, width = picture.shape[:2]
    video.width, video.height = (height, width) if how.turned else (width, height)
    video.pix_fmt, video.thread_count = "yuv420p", 1
    video.codec_context.time_base = Fraction(1, FPS)
    if how.turned:
        video.set_display_rotation(90)


def _coded(picture: Picture, how: Format) -> av.VideoFrame:
    laid = numpy.ascontiguousarray(numpy.rot90(picture, k=-1)) if how.turned else picture
    return av.VideoFrame.from_ndarray(laid, format="rgb24").reformat(format="yuv420p")


def _sound_track(out: OutputContainer, suffix: str) -> av.AudioStream:
    if suffix == ".webm":
        return out.add_stream("libopus", rate=48_000, layout="mono")
    return out.add_stream("aac", rate=RATE, layout="mono")


def _write_sound(out: OutputContainer, track: av.AudioStream, sound: Sound) -> None:
    samples = (sound * 32767).astype(numpy.int16)
    heard = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
    heard.sample_rate = RATE
    out.mux(track.encode(heard))
    out.mux(track.encode(None))


def _write_gif(path: Path, frames: Frames) -> None:
    pictures: list[Image.Image] = []
    times: list[int] = []
    before: Hashable = None
    for number, (key, picture) in enumerate(frames):
        if number % GIF_STEP:
            continue
        if pictures and key == before:
            times[-1] += 1000 * GIF_STEP // FPS
            continue
        pictures.append(Image.fromarray(picture).quantize(128, dither=Image.Dither.NONE))
        times.append(1000 * GIF_STEP // FPS)
        before = key
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=times, loop=0)
