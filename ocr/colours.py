"""The most common colour of some pixels, and the colours that an image's even ground has beside it.

JPEG noise and the rims of letters notwithstanding.  Called for lines, panels and pages.
"""

import numpy
from numpy.typing import NDArray

from chatmine.records import Colour


def most_common(pixels: NDArray[numpy.uint8]) -> Colour:
    """The usual colour in the fullest bin of a histogram, eight levels a bin; `pixels` is n x 3, n > 0.

    Two histograms, their bins half a bin apart: a colour with noise at the edge of a bin of one is in the
    middle of a bin of the other.
    """
    bin_, other = (_fullest(pixels, shift) for shift in (0, 4))
    red, green, blue = numpy.median(bin_ if len(bin_) >= len(other) else other, axis=0)
    return Colour(int(red), int(green), int(blue))


def apart(pixels: NDArray[numpy.uint8], colour: Colour) -> NDArray[numpy.uint16]:
    """How far each pixel is from a colour, summed over the channels; `pixels` is ... x 3."""
    sums = numpy.zeros(pixels.shape[:-1], numpy.uint16)
    for channel, level in enumerate(colour):
        sums += numpy.abs(pixels[..., channel].astype(numpy.int16) - level).astype(numpy.uint16)
    return sums


def _fullest(pixels: NDArray[numpy.uint8], shift: int) -> NDArray[numpy.uint8]:
    red, green, blue = ((pixels[:, channel].astype(numpy.int32) + shift) >> 3 for channel in range(3))
    codes = (red << 12) | (green << 6) | blue
    fullest: NDArray[numpy.uint8] = pixels[codes == numpy.bincount(codes).argmax()]
    return fullest
