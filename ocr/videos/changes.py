"""What differs between two grey pictures of a screen beyond noise, and where something is written.

Called for every frame that is looked at.  A video's noise is a few levels of grey on flat areas and grows
beside sharp edges, where compression rings and rounding of positions shows: there a change counts from half
of the edge's own contrast on.
"""

import cv2
import numpy
from av.video.frame import VideoFrame
from numpy.typing import NDArray

Grey = NDArray[numpy.uint8]
Mask = NDArray[numpy.bool_]
Seconds = NDArray[numpy.float32]

# Levels of grey between two frames that are more than a video's noise.
NOISE = 24

_AROUND = numpy.ones((5, 5), numpy.uint8)
# About a letter: what strokes are compared with.
_NEAR = numpy.ones((21, 21), numpy.uint8)


def grey_of(frame: VideoFrame) -> Grey:
    """The frame as people see it, in grey."""
    grey = frame.to_ndarray(format="gray")
    return numpy.ascontiguousarray(numpy.rot90(grey, k=round(frame.rotation / 90)))


def contrast(grey: Grey) -> Grey:
    """By how much the grey varies within two pixels."""
    return numpy.asarray(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, _AROUND), numpy.uint8)


def ink(varies: Grey) -> Mask:
    """Where something is written or drawn, told by its contrast."""
    return varies > NOISE


def differs(before: Grey, now: Grey, varies_before: Grey, varies_now: Grey) -> Mask:
    """Where the two differ by more than noise."""
    noise = numpy.maximum(cv2.max(varies_before, varies_now) // 2, NOISE)
    return numpy.asarray(cv2.absdiff(before, now) > noise)


def changes(before: Grey, now: Grey, varies_before: Grey, varies_now: Grey) -> Mask:
    """Where the two differ, with the paler rims of what differs: half of a thin stroke is rim."""
    sure = differs(before, now, varies_before, varies_now)
    rim = numpy.maximum(cv2.max(varies_before, varies_now) // 5, NOISE)
    return sure | (grown(sure, 3, 3) & numpy.asarray(cv2.absdiff(before, now) > rim))


def grown(mask: Mask, across: int, down: int) -> Mask:
    """The mask with everything within `across` columns and `down` rows of it."""
    around = numpy.ones((2 * down + 1, 2 * across + 1), numpy.uint8)
    return numpy.asarray(cv2.dilate(mask.view(numpy.uint8), around) > 0)


def strokes(grey: Grey) -> Mask:
    """The strokes of letters, and edges, apart from the paper between them, dark on light or light on dark.

    What is nearer to the rarer end of the greys around it (the paper is most of any text) and far from the
    other end.
    """
    high: Grey = numpy.asarray(cv2.dilate(grey, _NEAR), numpy.uint8)
    low: Grey = numpy.asarray(cv2.erode(grey, _NEAR), numpy.uint8)
    middle = (high >> 1) + (low >> 1)
    light = cv2.blur(grey, _NEAR.shape) >= middle
    return numpy.asarray((cv2.subtract(high, low) > 2 * NOISE) & (light != (grey >= middle)))
