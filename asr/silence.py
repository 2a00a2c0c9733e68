"""Where a sound is audible at all: what is silent is kept from the voice detector, which costs time.

Called by engines.  A screen recording is silent for most of its time, to the last bit: there a look at the
loudness says as much as a detector, for a hundredth of the work.
"""

import numpy
from numpy.typing import NDArray

from asr.sound import RATE, Sound

FLOOR = -70
"""Decibels below the loudest there is: a whisper into a bad microphone has -40, an empty room's noise -60."""
_FRAME = 512
"""Samples: the detector's own step.  What is cut out is a whole number of them, so that its steps stay."""
_LONGEST = round(2.0 * RATE / _FRAME)
"""Frames of silence that stay: the detector tells pauses between words itself."""
_MARGIN = round(0.5 * RATE / _FRAME)
"""Frames kept on both sides of what is audible."""


def audible(sound: Sound) -> list[tuple[int, int]]:
    """The stretches of a sound that are not silent, from sample to sample, in order; empty for silence."""
    count = -(-len(sound) // _FRAME)
    padded = numpy.zeros(count * _FRAME, numpy.float32)
    padded[: len(sound)] = sound
    frames = padded.reshape(-1, _FRAME)
    loud = numpy.flatnonzero(numpy.einsum("ij,ij->i", frames, frames) > _FRAME * 10 ** (FLOOR / 10))
    found: list[tuple[int, int]] = []
    for start, end in _runs(loud, _LONGEST):
        first = start - _MARGIN if start > _LONGEST else 0
        last = end + _MARGIN if count - end > _LONGEST else count
        found.append((first * _FRAME, min(last * _FRAME, len(sound))))
    return found


def _runs(places: NDArray[numpy.intp], gap: int) -> list[tuple[int, int]]:
    """From first to behind the last of places that are at most `gap` apart."""
    if not len(places):
        return []
    cuts = numpy.flatnonzero(numpy.diff(places) > gap)
    starts = [places[0], *places[cuts + 1]]
    ends = [*places[cuts], places[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]
