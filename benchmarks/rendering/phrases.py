"""Sentences of our own, put together at random from `zh.txt` and `en.txt`.

A file has sections (`# name`) of one phrase a line; `{name}` in a phrase is a phrase of that section,
`{number}` and `{count}` are numbers.  Traditional Chinese is made from the simplified phrases.
"""

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from opencc import OpenCC

Language = Literal["zh", "zh-hant", "en", "mixed"]
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _sections(file: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            phrases = found.setdefault(line[2:], [])
        elif line:
            phrases.append(line)
    return found


def phrase(rng: Random, language: Language, section: str) -> str:
    """A phrase of this section; the mixed language takes every second one with English words in it."""
    if language == "mixed" and section in ("sentence", "question") and rng.random() < 0.6:
        section = "mixed" if section == "sentence" else "mixedquestion"
    text = _filled(rng, _sections("en.txt" if language == "en" else "zh.txt"), section)
    return _traditional(text) if language == "zh-hant" else text


def _filled(rng: Random, sections: dict[str, list[str]], section: str) -> str:
    if section == "number":
        return str(rng.randint(2, 60))
    if section == "count":
        return str(rng.choice((30, 50, 100, 200, 300)))
    return _SLOT.sub(lambda slot: _filled(rng, sections, slot[1]), rng.choice(sections[section]))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


@cache
def _traditional(text: str) -> str:
    return str(_converter().convert(text))
