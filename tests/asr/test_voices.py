"""What lies between voices is cut out, and every second is found again."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asr.sound import RATE
from asr.voices import Voices

TWO = Voices.at([(RATE, 3 * RATE), (8 * RATE, 10 * RATE)])


def test_the_pieces_are_put_together() -> None:
    sound = numpy.arange(12 * RATE, dtype=numpy.float32)
    together = TWO.of(sound)
    assert len(together) == 4 * RATE
    assert together[2 * RATE] == 8 * RATE


@pytest.mark.parametrize(
    ("stretch", "seconds"),
    [
        ((0.5, 1.5), (1.5, 2.5)),
        ((2.5, 4.0), (8.5, 10.0)),
        ((0.5, 3.5), (1.5, 9.5)),
        ((1.8, 3.5), (8.0, 9.5)),  # begins in the margin of the first piece
        ((0.5, 2.2), (1.5, 3.0)),  # ends in the margin of the second one
        ((3.0, 9.0), (9.0, 10.0)),  # a model may say more than it heard
    ],
)
def test_seconds_are_those_of_the_whole_sound(
    stretch: tuple[float, float], seconds: tuple[float, float]
) -> None:
    assert TWO.seconds(*stretch) == pytest.approx(seconds)


def test_windows_end_at_pauses() -> None:
    seconds = [(0, 10), (12, 24), (30, 38), (40, 75), (80, 81)]
    voices = Voices.at([(start * RATE, end * RATE) for start, end in seconds])
    assert voices.windows(30) == [0, 30, 30, 65, 65, 66]
    assert TWO.windows(30) == [0, 4]


@given(st.floats(0, 5), st.floats(0, 5))
def test_no_stretch_ends_before_it_begins(start: float, length: float) -> None:
    begun, ended = TWO.seconds(start, start + length)
    assert 1 <= begun <= ended <= 10


@pytest.mark.parametrize(
    ("stretch", "pieces"),
    [
        ((0, 1), [(1, 2)]),
        ((3, 4), [(9, 10)]),
        ((1, 3), [(2, 3), (8, 9)]),  # over a cut: what was cut out stays out
        ((0, 9), [(1, 3), (8, 10)]),
    ],
)
def test_samples_are_those_of_the_whole_sound(
    stretch: tuple[int, int], pieces: list[tuple[int, int]]
) -> None:
    found = TWO.within(stretch[0] * RATE, stretch[1] * RATE)
    assert [(start // RATE, end // RATE) for start, end in found] == pieces
