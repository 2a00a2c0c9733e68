"""A turn's confidence rises with what is sure about it, and stays a share."""

from itertools import product

import pytest

from pairing.roles.confidence import confidence

SHARES = (0.0, 0.5, 0.9, 1.0)


@pytest.mark.parametrize(("sureness", "read"), list(product(SHARES, SHARES)))
def test_it_is_a_share_for_whatever_comes(sureness: float, read: float) -> None:
    assert all(0 < confidence(sureness, read, length) < 1 for length in (0, 1, 10, 10**6))


def test_surer_roles_surer_letters_and_longer_turns_are_likelier_right() -> None:
    usual = confidence(0.9, 0.95, 12)
    assert confidence(0.99, 0.95, 12) > usual
    assert confidence(0.9, 0.99, 12) > usual
    assert confidence(0.9, 0.95, 40) > usual


def test_a_clear_turn_reaches_nine_tenths_and_a_doubtful_one_does_not() -> None:
    assert confidence(0.97, 0.99, 40) > 0.97
    assert confidence(0.55, 0.7, 3) < 0.8
