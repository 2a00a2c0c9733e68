"""The flat colours of a picture, and which of its pixels have them.

An image goes in; a label a pixel comes out: the number of a flat colour, or `NONE` for rims of letters,
photographs and all else that is not flat.  Flat colours are the peaks of a histogram with bins of two
levels: bands of chat pages may differ by as little as five, and JPEG noise mostly keeps within two.
"""

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Colour
from ocr.decoding import Image

Labels = NDArray[numpy.int8]
NONE = -1

_BINS = 128  # a channel
_Bin = tuple[int, int, int]
MOST_COLOURS = 24
# A colour counts from this share of the picture: a one-word bubble on a phone's screen has about 0.3 %.
LEAST_SHARE = 0.001
# A peak beside one this many times as high is that one's noise.
NOISE = 30


def flat_colours(image: Image) -> tuple[Labels, list[Colour]]:
    """The label of each pixel, and the colours that the labels stand for, the most common first."""
    codes = _codes(image)
    still = codes[_still(image)]
    counts = numpy.bincount(still, minlength=_BINS**3).reshape(_BINS, _BINS, _BINS)
    peaks = _peaks(counts, LEAST_SHARE * codes.size)
    pixels, sample = image[::2, ::2].reshape(-1, 3), codes[::2, ::2].ravel()
    return _table(peaks)[codes], [_colour(pixels[sample == _code(peak)], peak) for peak in peaks]


def most_common(pixels: NDArray[numpy.uint8]) -> Colour:
    """The most common colour of some pixels (n x 3, at least one)."""
    codes = _codes(pixels)
    fullest = int(numpy.bincount(codes).argmax())
    return _colour(pixels[codes == fullest], _bin(fullest))


def _codes(image: NDArray[numpy.uint8]) -> NDArray[numpy.int32]:
    """The number of each pixel's bin."""
    bins = image >> 1
    codes = bins[..., 0].astype(numpy.int32)
    for channel in (1, 2):
        codes <<= 7
        codes |= bins[..., channel]
    return codes


def _still(image: Image) -> NDArray[numpy.bool_]:
    """Which pixels are like those 4 to the right and 4 below: halos of letters in JPEGs are not."""
    still = numpy.zeros(image.shape[:2], numpy.bool_)
    here = image[:-4, :-4]
    still[:-4, :-4] = (cv2.absdiff(here, image[:-4, 4:]) | cv2.absdiff(here, image[4:, :-4])).max(axis=2) <= 3
    return still


def _peaks(counts: NDArray[numpy.int64], least: float) -> list[_Bin]:
    """The bins in the middle of the flat colours, the most common colour first."""
    flat = counts.ravel()
    likely = numpy.flatnonzero(flat > least / 8)  # a peak spreads over eight bins at most, seen on JPEGs
    peaks: dict[_Bin, int] = {}
    for place in likely[numpy.argsort(-flat[likely])]:
        here = _bin(int(place))
        beside = [size for peak, size in peaks.items() if _distance(peak, here) <= 2]
        size = int(counts[_around(here, 1)].sum())
        close = any(_distance(peak, here) <= 1 for peak in peaks)
        if size >= least and not close and size * NOISE > max(beside, default=0):
            peaks[here] = size
    return sorted(peaks, key=lambda peak: -peaks[peak])[:MOST_COLOURS]


def _table(peaks: list[_Bin]) -> Labels:
    """For each bin the colour that it belongs to: the nearest peak within two bins, the more common first."""
    table = numpy.full((_BINS, _BINS, _BINS), NONE, numpy.int8)
    for reach in (1, 2):
        for label, peak in enumerate(peaks):
            cube = table[_around(peak, reach)]
            cube[cube == NONE] = label
    return table.ravel()


def _colour(pixels: NDArray[numpy.uint8], peak: _Bin) -> Colour:
    """The usual colour of the pixels of one bin; the bin's middle where there are none to ask."""
    red, green, blue = numpy.median(pixels, axis=0) if len(pixels) else (2 * channel + 1 for channel in peak)
    return Colour(int(red), int(green), int(blue))


def _around(peak: _Bin, reach: int) -> tuple[slice, slice, slice]:
    red, green, blue = (slice(max(channel - reach, 0), channel + reach + 1) for channel in peak)
    return red, green, blue


def _code(peak: _Bin) -> int:
    return peak[0] << 14 | peak[1] << 7 | peak[2]


def _bin(place: int) -> _Bin:
    return place >> 14, place >> 7 & 127, place & 127


def _distance(a: _Bin, b: _Bin) -> int:
    return max(abs(x - y) for x, y in zip(a, b, strict=True))
