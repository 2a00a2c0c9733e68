import numpy

from chatmine.records import Box
from ocr.videos.crops import tightened

EM = 20.0


def _written(*rows: tuple[int, int]) -> numpy.ndarray:
    mask = numpy.zeros((100, 200), numpy.bool_)
    for top, bottom in rows:
        mask[top:bottom, 20:180] = True
    return mask


def test_a_box_much_higher_than_its_letters_is_made_as_high_as_others() -> None:
    assert tightened(Box(15, 20, 170, 60), _written((40, 60)), EM) == Box(15, 38, 170, 24)


def test_a_box_of_the_usual_height_and_one_without_letters_stay() -> None:
    usual, empty = Box(15, 37, 170, 26), Box(0, 0, 200, 36)
    assert tightened(usual, _written((40, 60)), EM) == usual
    assert tightened(empty, _written((40, 60)), EM) == empty
