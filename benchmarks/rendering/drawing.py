"""Seeds to pictures with their transcripts: the same seed gives the same page, on every machine.

Skins take turns, so that each gets its share of any run of seeds; every eighth picture is no chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from playwright.sync_api import Browser

from benchmarks.rendering.gold import turns
from benchmarks.rendering.looks import EN_FONTS, ZH_FONTS, Look, page
from benchmarks.rendering.marks import marks
from benchmarks.rendering.phrases import Language
from benchmarks.rendering.shooting import shoot
from benchmarks.rendering.skins import apps, lookalike, messengers, nothing, plain, web
from benchmarks.rendering.talks import Talk, Writer

Skin = Callable[[Random, Language], Look]
SKINS: tuple[Skin, ...] = (
    web.chatgpt_bands, web.chatgpt_names, web.chatgpt_bubble, web.bing, web.ernie, web.gradio, web.poe,
    web.claude, web.next_web, messengers.wechat, messengers.qq, messengers.feishu, messengers.line,
    messengers.whatsapp,
    messengers.telegram, apps.chatgpt_app, apps.chatgpt_app_names, apps.assistant_app, plain.playground,
    plain.terminal, plain.questions, lookalike.lookalike, lookalike.lookalike, lookalike.lookalike,
    lookalike.lookalike,
)  # fmt: skip
NOTHING: tuple[Skin, ...] = (
    nothing.article, nothing.settings, nothing.welcome, nothing.poster, nothing.editor, nothing.table,
    nothing.chat_list,
)  # fmt: skip
MONO = ("DejaVu Sans Mono", "Noto Sans Mono CJK SC", "WenQuanYi Micro Hei Mono")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a seed decides before anything is drawn."""

    skin: str
    look: Look
    talk: Talk
    html: str


def sheet(seed: int) -> Sheet:
    """The page of a seed."""
    rng = Random(seed)
    empty = seed % 8 == 7
    skin = NOTHING[seed // 8 % len(NOTHING)] if empty else SKINS[(seed - seed // 8) % len(SKINS)]
    language: Language = rng.choices(("zh", "en", "mixed", "zh-hant"), (5, 3, 1, 1))[0]
    look = skin(rng, language)
    talk = (
        Talk(language=language, messages=())
        if empty
        else Writer(rng, language, plain=look.plain, runs=look.runs).talk(rng.randint(*look.turns))
    )
    fonts = (rng.choice(EN_FONTS if language == "en" else ZH_FONTS), rng.choice(MONO))
    made = page(look, talk, fonts, marks(rng, language))
    return Sheet(skin=skin.__name__, look=look, talk=talk, html=made)


def draw(seed: int, chromium: Browser) -> tuple[bytes, str, dict[str, Any]]:
    """The picture of a seed, its suffix, and its transcript."""
    made = sheet(seed)
    look = made.look
    shot = shoot(chromium, made.html, look.width, look.height, Random(seed + 0.5))
    language = {"zh-hant": "zh"}.get(made.talk.language, made.talk.language)
    gold = {
        "kind": "chat" if made.talk.messages else "negative", "lang": language, "client": look.client,
        "theme": "dark" if look.dark else "light", "bot": look.bot, "skin": made.skin,
        "turns": turns(made.talk, shot.seen, look.manner),
    }  # fmt: skip
    return shot.data, shot.suffix, gold
