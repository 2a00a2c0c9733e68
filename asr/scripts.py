"""The script of heard Chinese: a sound doesn't tell it, so a model writes now one and now the other."""

from collections.abc import Callable
from functools import cache
from typing import Literal

Script = Literal["simplified", "as-spoken"]
"""`as-spoken` leaves what the model wrote, Cantonese and Taiwanese usage among it."""


def writer(script: Script) -> Callable[[str], str]:
    """What turns heard text into the wanted script; text without Chinese stays as it is."""
    return _simplified if script == "simplified" else str


def _simplified(text: str) -> str:
    return text if text.isascii() else str(_converter()(text))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
