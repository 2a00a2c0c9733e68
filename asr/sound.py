"""The sound of a video or sound file: mono samples at 16 kHz, or none where it has no sound.

Only well-known containers are opened: others (playlists) may name further files or addresses.
"""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy
from av.container import InputContainer
from numpy.typing import NDArray

from chatmine.errors import Unreadable

Sound = NDArray[numpy.float32]
"""Mono samples at 16 kHz, -1 to 1."""

RATE = 16_000
LONGEST = 3600.0
"""Seconds: an hour takes 230 MB, and short videos are what is looked for."""
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif,avi,flv,mpegts,mpeg,ogg,asf,wav,mp3,flac,aac"


def sound_of(path: Path, longest: float = LONGEST) -> Sound:
    """All of the file's sound (230 MB an hour); empty when it has no sound track.

    Raises `Unreadable`: `broken_sound`, and `sound_too_long` above `longest` seconds.
    """
    options = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        with av.open(str(path.absolute()), "r", options=options) as container:
            pieces = list(_pieces(container, longest)) if container.streams.audio else []
    except (av.error.FFmpegError, OverflowError) as error:
        why = " ".join(str(getattr(error, "strerror", None) or error).split())[:120]
        raise Unreadable(
            "broken_sound",
            f"the sound is cut off or damaged ({why})",
            "save or download the file again",
        ) from error
    return numpy.concatenate(pieces) if pieces else numpy.zeros(0, numpy.float32)


def _pieces(container: InputContainer, longest: float) -> Iterator[Sound]:
    """The decoded sound in order, with silence before a track that starts late: times stay the video's."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    heard = 0
    for frame in container.decode(container.streams.audio[0]):
        if heard == 0 and frame.time and frame.time > 0:
            silence = numpy.zeros(round(min(frame.time, longest) * RATE), numpy.float32)
            heard += len(silence)
            yield silence
        for piece in resampler.resample(frame):
            samples = _samples(piece)
            heard += len(samples)
            if heard > longest * RATE:
                raise Unreadable(
                    "sound_too_long",
                    f"the sound takes more than {longest:.0f} s",
                    "cut it to the part that is about the chat",
                )
            yield samples
    for piece in resampler.resample(None):
        yield _samples(piece)


def _samples(frame: av.AudioFrame) -> Sound:
    return frame.to_ndarray().reshape(-1).astype(numpy.float32) / numpy.float32(32768)
