"""What an engine has read is read no more."""

from pathlib import Path

import numpy
import pytest

from benchmarks.remembering import NotReadYet, Remembering
from chatmine.records import Box, Line
from ocr.decoding import Image
from ocr.reading import Engine


class Counting(Engine):
    """Finds one line on everything, and counts how often it was asked."""

    name, version = "counting", "1"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: Image) -> list[Line]:
        self.asked += 1
        return [Line(text="hello", box=Box(1, 2, 3, 4), confidence=0.5, edges=(1, 2, 2, 3, 3, 4))]


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return Counting()


def test_the_same_pixels_are_read_once_and_others_anew(counting: Counting) -> None:
    image = numpy.zeros((8, 9, 3), numpy.uint8)
    first = Remembering(counting).read(image)
    assert Remembering(counting).read(image.copy()) == first
    Remembering(counting).read(image.reshape(9, 8, 3))
    Remembering(counting).read(image + numpy.uint8(1))
    assert counting.asked == 3


def test_an_engine_of_another_version_reads_anew(counting: Counting) -> None:
    image = numpy.zeros((8, 9, 3), numpy.uint8)
    Remembering(counting).read(image)
    counting.version = "2"
    Remembering(counting).read(image)
    assert counting.asked == 2


def test_what_was_never_read_can_be_refused(counting: Counting) -> None:
    with pytest.raises(NotReadYet):
        Remembering(counting, only_known=True).read(numpy.zeros((8, 9, 3), numpy.uint8))
    assert counting.asked == 0
