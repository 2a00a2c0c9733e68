"""Videos opened safely, and the frames in them, upright, with their seconds.

Only well-known containers are opened: others (playlists, image lists) may name further files or addresses.
Times come from the frames themselves: shared clips have uneven steps, so a rate would be wrong.
"""

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from chatmine.errors import Unreadable
from ocr.decoding import Image

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif,avi,flv,mpegts,mpeg,ogg,asf"
# 4K is 8.8 million pixels at most; a dozen arrays of a frame's size are held while a video is read.
MOST_PIXELS = 9_500_000

# The last frames' own lengths are not always told.
_LEAST_CUT = 1.0
_SHARE_CUT = 0.03

_AGAIN = "save or download the video again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A frame and the second from which it is shown."""

    second: float
    frame: VideoFrame


@contextmanager
def opened(source: bytes | Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The container and its first moving picture.

    Raises `Unreadable`: `not_a_video`, `broken_video` (also when it breaks while being used), `no_picture`,
    `video_too_large`.
    """
    # An absolute path, for `concat:a|b` is a file's name to us and an order to FFmpeg.
    file = io.BytesIO(source) if isinstance(source, bytes) else str(source.absolute())
    options = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        container = av.open(file, "r", options=options)
    except (av.error.FFmpegError, ValueError) as error:
        raise Unreadable(
            "not_a_video",
            f"the bytes are not those of a whole video that can be opened ({_words(error)})",
            "give an MP4, MOV, WebM, MKV, AVI or GIF file; if it is one, download it again",
        ) from error
    with container:
        try:
            yield container, _moving_picture(container)
        except (av.error.FFmpegError, OverflowError) as error:
            raise broken(_words(error)) from error


def broken(why: str) -> Unreadable:
    """What is raised for a video that opens and then can't be decoded."""
    return Unreadable("broken_video", f"the video is cut off or damaged ({why})", _AGAIN)


def shown(
    container: InputContainer, stream: VideoStream, longest: float = math.inf, most_pixels: float = math.inf
) -> Iterator[Shown]:
    """Every frame that has a time, in order; a frame whose time does not grow is passed over.

    Raises `Unreadable` (`video_too_long`, `video_too_large`) at a frame beyond the bounds: what a header
    says of length and size need not be true.  `most_pixels` is that of all frames together.
    """
    last, decoded = -1.0, 0
    for frame in container.decode(stream):
        _refuse_size(frame.width, frame.height)
        decoded += frame.width * frame.height
        if decoded > most_pixels or (frame.time or 0.0) > longest:
            raise too_long(longest)
        second = frame.time
        if second is not None and second > last:
            last = second
            yield Shown(second=second, frame=frame)


@dataclass(slots=True)
class Way:
    """How far a video's frames have gone: the end of the last one, and what stopped them, if anything."""

    end: float = 0.0
    stopped: str = ""


def as_far_as_it_goes(frames: Iterator[Shown], way: Way) -> Iterator[Shown]:
    """The frames up to where they can't be decoded any more, if there is one at all; `way` tells of it."""
    try:
        for one in frames:
            base, lasts = one.frame.time_base, one.frame.duration or 0
            way.end = max(way.end, one.second + float(lasts * base if base else 0))
            yield one
    except av.error.FFmpegError as error:
        if not way.end:
            raise
        way.stopped = _words(error)


def cut_off(stream: VideoStream, way: Way) -> str:
    """Why the frames ended before the video's end; empty where they did not.

    A file that was not downloaded whole just ends, earlier than its header says.
    """
    if way.stopped:
        return f"the video is damaged after {way.end:.1f} s ({way.stopped})"
    said = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    short = said - way.end
    if short > max(_LEAST_CUT, _SHARE_CUT * said):
        return f"the video ends after {way.end:.1f} s of {said:.1f} s"
    return ""


def upright(frame: VideoFrame) -> Image:
    """The frame as people see it: rotated as its tag says, RGB."""
    image = frame.to_ndarray(format="rgb24")
    return numpy.ascontiguousarray(numpy.rot90(image, k=round(frame.rotation / 90)))


def size_of(frame: VideoFrame) -> tuple[int, int]:
    """Width and height of the upright frame."""
    turned = round(frame.rotation / 90) % 2 == 1
    return (frame.height, frame.width) if turned else (frame.width, frame.height)


def duration_of(container: InputContainer, stream: VideoStream) -> float:
    """Seconds from the start of the container to the end of its last picture."""
    if container.duration is not None:
        return container.duration / av.time_base
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    # What browsers record has no duration in the header.
    return packets_end(container, stream)


def packets_end(container: InputContainer, stream: VideoStream, longest: float = math.inf) -> float:
    """When the pictures end by their packets' times, undecoded; looks no further than `longest` seconds."""
    end = 0.0
    for packet in container.demux(stream):
        if packet.pts is not None:
            end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if end > longest:
            break
    return end


def _moving_picture(container: InputContainer) -> VideoStream:
    covers = av.stream.Disposition.attached_pic
    streams = [stream for stream in container.streams.video if not stream.disposition & covers]
    if not streams:
        raise Unreadable("no_picture", "the file holds no moving picture", "give a video that shows the chat")
    _refuse_size(streams[0].codec_context.width, streams[0].codec_context.height)
    streams[0].thread_type = "NONE"
    return streams[0]


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unreadable(
            "video_too_large",
            f"its frames have {width} x {height} pixels; at most {MOST_PIXELS:,} are read",
            "save it in a smaller size",
        )


def too_long(longest: float) -> Unreadable:
    """What is raised for a video that would take too long to look at."""
    return Unreadable(
        "video_too_long",
        f"it goes on for longer than {longest:.0f} seconds, or in more frames than so long a video has",
        "cut it to the part that shows the chat, or raise longest_video under [ocr]",
    )


def _words(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split())[:120]
