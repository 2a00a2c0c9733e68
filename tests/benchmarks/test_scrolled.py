"""Screenshots of a tall picture share what they should, and boxes stand where their pixels do."""

from random import Random

import pytest

from benchmarks.captioning import asked
from benchmarks.reliability import Judged, fitted
from benchmarks.scrolled import Shot, placed, starts
from chatmine.records import Box


@pytest.mark.parametrize("seed", range(40))
def test_screens_cover_the_whole_and_each_shares_a_twentieth_with_the_one_before(seed: int) -> None:
    rng = Random(seed)
    view = 800
    whole = round(view * rng.uniform(1.3, 4.2))
    found = starts(whole, view, rng)
    assert (found[0], found[-1]) == (0, whole - view)
    assert 2 <= len(found) <= 6
    assert all(0 < b - a <= 0.95 * view + 1 for a, b in zip(found, found[1:], strict=False))


SCROLLED = Box(100, 50, 300, 2000)
SHOT = Shot(start=500, view=400, crop=Box(0, 0, 400, 500), scale=1.0)


@pytest.mark.parametrize(
    ("box", "where"),
    [
        (Box(10, 10, 50, 20), Box(10, 10, 50, 20)),
        (Box(150, 600, 50, 20), Box(150, 100, 50, 20)),
        (Box(150, 540, 50, 20), Box(150, 50, 50, 10)),
        (Box(150, 200, 50, 20), None),
        (Box(150, 2060, 50, 20), Box(150, 460, 50, 20)),
        (Box(10, 200, 50, 20), Box(10, 200, 50, 20)),
    ],
    ids=["bar above", "message", "cut message", "scrolled away", "bar below", "sidebar"],
)
def test_a_box_stands_where_its_pixels_do(box: Box, where: Box | None) -> None:
    assert placed(box, SCROLLED, SHOT) == where


def test_a_fit_tells_more_of_what_was_right() -> None:
    turns = [Judged(confidence=0, signs=(1.0, n % 2), right=bool(n % 2) or n % 3 == 0) for n in range(60)]
    constant, slope = fitted(turns)
    assert constant < 0.5
    assert slope > 0.5


def test_a_lone_answer_is_given_the_question_that_its_post_says() -> None:
    assert asked("I asked ChatGPT: how far is the moon?") == "how far is the moon?"
    assert asked("ChatGPT is fun") is None
