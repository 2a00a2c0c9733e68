"""How likely a turn is right: its role and nine tenths of its characters, as the benchmarks count it.

Three things tell: how sure it is who speaks, how sure the recogniser was of the letters, and how short the
turn is, because one letter is much of a short one.  The weights were fitted on turns of drawn pictures
alone (`benchmarks/reliability.py --fit`) and judged on real ones; called by `turns`.
"""

import math

WEIGHTS = (-0.17, -0.82, -0.40, -0.86)
"""Of a constant, of the doubts about the role and about the letters, of shortness: 1,622 turns, 40 wrong."""
_SHORT = 16
"""Characters from which on a turn is not short."""


def signs(sureness: float, read: float, length: int) -> tuple[float, float, float, float]:
    """What the weights weigh; `sureness` and `read` are 0 to 1, `length` is in characters."""
    brief = max(0.0, 1.0 - math.log(max(1, length)) / math.log(_SHORT))
    return 1.0, math.log(1.01 - min(1.0, sureness)), math.log(1.01 - min(1.0, read)), brief


def confidence(sureness: float, read: float, length: int) -> float:
    """The share of turns like this one that are right, 0 to 1."""
    weighed = zip(WEIGHTS, signs(sureness, read, length), strict=True)
    return 1.0 / (1.0 + math.exp(-sum(weight * sign for weight, sign in weighed)))
