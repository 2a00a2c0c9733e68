"""Silence is told by its loudness alone, and what is audible keeps room around it."""

import numpy
import pytest

from asr.silence import audible
from asr.sound import RATE, Sound

TONE = numpy.sin(numpy.arange(RATE, dtype=numpy.float32) * 0.2)


def sound(seconds: float, *at: float, loud: float = 0.1) -> Sound:
    made = numpy.zeros(round(seconds * RATE), numpy.float32)
    for second in at:
        start = round(second * RATE)
        made[start : start + RATE] = loud * TONE[: len(made) - start]
    return made


def seconds(found: list[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(round(start / RATE, 1), round(end / RATE, 1)) for start, end in found]


def test_silence_and_nothing_at_all_are_not_audible() -> None:
    assert audible(sound(30)) == []
    assert audible(sound(0)) == []
    assert audible(numpy.full(RATE, 1e-5, numpy.float32)) == []


def test_what_is_audible_keeps_half_a_second_on_both_sides() -> None:
    assert seconds(audible(sound(20, 5, 12))) == [(4.5, 6.5), (11.5, 13.5)]


def test_a_pause_of_two_seconds_stays() -> None:
    assert seconds(audible(sound(20, 5, 7.5))) == [(4.5, 9.0)]


def test_the_ends_of_the_sound_are_its_ends() -> None:
    found = audible(sound(14.3, 1.5, 12))
    assert (found[0][0], found[-1][1]) == (0, round(14.3 * RATE))


def test_what_is_cut_out_leaves_the_detectors_steps_as_they_are() -> None:
    assert all(start % 512 == 0 for start, _ in audible(sound(40, 5.01, 12.34, 33.3)))


@pytest.mark.parametrize("loud", [0.01, 0.001])
def test_whispers_and_the_noise_of_a_room_are_audible(loud: float) -> None:
    assert seconds(audible(sound(20, 5, loud=loud))) == [(4.5, 6.5)]
