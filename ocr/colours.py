"""The most common colour of some pixels, JPEG noise and the rims of letters notwithstanding."""

import numpy
from numpy.typing import NDArray

from chatmine.records import Colour


def most_common(pixels: NDArray[numpy.uint8]) -> Colour:
    """The usual colour in the fullest bin of a histogram, eight levels a bin; `pixels` is n x 3, n > 0."""
    bins = (pixels >> 3).astype(numpy.int32)
    codes = (bins[:, 0] << 10) | (bins[:, 1] << 5) | bins[:, 2]
    fullest = numpy.bincount(codes).argmax()
    red, green, blue = numpy.median(pixels[codes == fullest], axis=0)
    return Colour(int(red), int(green), int(blue))
