"""Long chats as a person scrolls over them: one tall picture, and where its scrolled part lies.

A seed gives a skin, a talk of one to six screens (answers longer than a screen among them), and a screen's
height.  Bars above and below keep their place while the messages move between them.  Called by `joining`.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from playwright.sync_api import Browser

from benchmarks.rendering.drawing import MONO, SKINS
from benchmarks.rendering.gold import turns
from benchmarks.rendering.looks import EN_FONTS, ZH_FONTS, Look, page
from benchmarks.rendering.phrases import Language
from benchmarks.rendering.shooting import unroll
from benchmarks.rendering.talks import Talk, Writer
from chatmine.records import Box

_MOST_PIXELS = 2_000_000
"""Of a tall picture, so that hundreds can be read; long chats are drawn with fewer pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """All that a seed decides before anything is drawn; heights in CSS pixels."""

    skin: str
    look: Look
    talk: Talk
    html: str
    height: int
    view: int
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tall:
    """A PNG of a whole chat, the box of its scrolled part, and how high that part is on a screen."""

    data: bytes
    scrolled: Box
    view: int
    gold: dict[str, Any]


def roll(seed: int, screens: tuple[float, float] = (1.3, 3.8)) -> Roll:
    """The page of a seed, of so many screens; the same seed gives the same page."""
    rng = Random(f"tall {seed}")
    skin = SKINS[seed % len(SKINS)]
    language: Language = rng.choices(("zh", "en", "mixed", "zh-hant"), (5, 3, 1, 1))[0]
    look = skin(rng, language)
    parts = rng.choice(((1, 3), (1, 4), (3, 9)))
    writer = Writer(rng, language, plain=look.plain, runs=look.runs, parts=parts)
    talk = writer.talk(24 if screens[1] < 10 else 300)
    fonts = (rng.choice(EN_FONTS if language == "en" else ZH_FONTS), rng.choice(MONO))
    view = _view(look, rng)
    height = round(0.8 * view * rng.uniform(*screens))
    scale = rng.choice((1, 1.5, 2)) if look.width < 500 else rng.choice((1, 1, 1.25))
    if screens[1] < 10:
        scale = min(scale, max(1.0, (_MOST_PIXELS / (look.width * height)) ** 0.5))
    html = page(look, talk, fonts, "")
    return Roll(skin=skin.__name__, look=look, talk=talk, html=html, height=height, view=view, scale=scale)


def tall(made: Roll, chromium: Browser) -> Tall:
    """The tall picture of a page."""
    look, language = made.look, made.talk.language
    data, box, seen = unroll(chromium, made.html, look.width, made.height, made.scale)
    gold = {
        "kind": "chat", "lang": {"zh-hant": "zh"}.get(language, language), "client": look.client,
        "bot": look.bot, "skin": made.skin, "turns": turns(made.talk, seen, look.manner),
    }  # fmt: skip
    return Tall(data=data, scrolled=box, view=round(made.view * made.scale), gold=gold)


def _view(look: Look, rng: Random) -> int:
    """How high the messages' part of a screen is, in CSS pixels: phones are about twice as high as wide."""
    bars = 140 * bool(look.top or look.bottom)
    if look.width < 500:
        return round(look.width * rng.uniform(1.75, 2.2)) - bars
    return round(rng.uniform(0.9, 1.4) * look.height)
