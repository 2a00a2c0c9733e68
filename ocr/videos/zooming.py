"""Whether a picture shows a part of another one, enlarged, as editors zoom in on what matters.

Called by `frames` with the last pictures of two scenes.  A zoom on a screen shows nothing that is not on the
screen: reading it again would give lines that are cut at the edges.
"""

import cv2
import numpy
from numpy.typing import NDArray

from ocr.videos.changes import Grey, Mask, grown, strokes

# Corners of letters that are compared; a screen of text has more.
_CORNERS = 1500
# Fewer that agree on one zoom may do so by chance.
_LEAST_AGREED = 25
# A little larger is a page that was made wider; more than that shows a few words.
_SCALES = (1.04, 5.0)
# Of the strokes in an enlarged picture so many lie on strokes of the whole one.
_EXPLAINED = 0.85
_NEAR = 2


def is_zoom(part: Grey, whole: Grey) -> bool:
    """Whether all that is written in `part` is written in `whole`, smaller."""
    to_part = _zoom(part, whole)
    if to_part is None:
        return False
    height, width = part.shape
    enlarged = cv2.warpAffine(whole, to_part, (width, height), borderMode=cv2.BORDER_REPLICATE)
    written, there = strokes(part), strokes(numpy.asarray(enlarged, numpy.uint8))
    return _share(written, grown(there, _NEAR, _NEAR)) >= _EXPLAINED


def _zoom(part: Grey, whole: Grey) -> NDArray[numpy.float64] | None:
    """What takes places of `whole` to those of `part`; None if nothing but another zoom would."""
    finder = cv2.ORB.create(_CORNERS)
    corners, marks = finder.detectAndCompute(part, numpy.full_like(part, 255))
    other_corners, other_marks = finder.detectAndCompute(whole, numpy.full_like(whole, 255))
    if marks is None or other_marks is None:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(other_marks, marks)
    if len(pairs) < _LEAST_AGREED:
        return None
    start = numpy.array([other_corners[pair.queryIdx].pt for pair in pairs], numpy.float32)
    end = numpy.array([corners[pair.trainIdx].pt for pair in pairs], numpy.float32)
    found, agreed = cv2.estimateAffinePartial2D(start, end, ransacReprojThreshold=3)
    if found is None or numpy.count_nonzero(agreed) < _LEAST_AGREED:
        return None
    level = abs(found[0, 1]) < 0.02 * found[0, 0]
    return numpy.asarray(found, numpy.float64) if level and _SCALES[0] <= found[0, 0] <= _SCALES[1] else None


def _share(part: Mask, whole: Mask) -> float:
    return int(numpy.count_nonzero(part & whole)) / max(1, int(numpy.count_nonzero(part)))
