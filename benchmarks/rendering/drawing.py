"""Seeds to pictures with their transcripts: the same seed gives the same page, on every machine.

Skins take turns, so that each gets its share of any run of seeds; every eighth picture is no chat.  The sets
count their seeds on their own: a new skin goes into a later one, and earlier pictures stay as they are.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser

from benchmarks.rendering.gold import turns
from benchmarks.rendering.looks import EN_FONTS, ZH_FONTS, Look, page
from benchmarks.rendering.marks import marks
from benchmarks.rendering.phrases import Language
from benchmarks.rendering.shooting import shoot
from benchmarks.rendering.skins import (
    abroad,
    apps,
    benches,
    desks,
    elsewhere,
    frames,
    homes,
    lookalike,
    messengers,
    nothing,
    pages,
    phones,
    plain,
    pockets,
    reposts,
    rooms,
    teams,
    texts,
    web,
)
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
LATER: tuple[Skin, ...] = (
    homes.doubao_web, homes.kimi_web, homes.tongyi_web, homes.spark_web, homes.deepseek_web,
    abroad.gemini_web, abroad.perplexity, homes.zhinao_web, desks.chatbox, desks.lobe_chat,
    desks.chatbot_ui, desks.libre_chat, desks.mac_app, desks.side_panel, desks.two_columns, abroad.hugging,
    abroad.copilot_panel, teams.slack, teams.discord, teams.dingtalk, teams.wecom, phones.sms,
    phones.grouped, phones.telegram_dark, teams.comments, phones.doubao_app, phones.voice_app,
    frames.viewer, frames.card, frames.share_picture, frames.phone_browser, frames.mini_program,
    frames.quoted, frames.photo, frames.tiny,
)  # fmt: skip
NOTHING_LATER: tuple[Skin, ...] = (
    elsewhere.mail, elsewhere.news, elsewhere.product, elsewhere.calendar, elsewhere.workbench,
    elsewhere.search_page, elsewhere.song, elsewhere.slide, elsewhere.spreadsheet, elsewhere.lone_post,
    elsewhere.contacts,
)  # fmt: skip
THIRD: tuple[Skin, ...] = (
    pockets.ernie_app, pockets.zhipu_app, pockets.spark_app, pockets.yuanbao_app, pockets.deepseek_app,
    pockets.speaker_app, pockets.roleplay_app, pockets.mirror_site, reposts.weibo_post, reposts.xhs_note,
    reposts.article_picture, reposts.meme, reposts.annotated, reposts.stacked, reposts.beside,
    reposts.forwarded, reposts.in_a_video, rooms.wechat_desktop, rooms.telegram_desktop, rooms.group_chat,
    rooms.among_friends, rooms.document_pane, rooms.support_chat, benches.notebook, benches.shell_tool,
    benches.streamlit, benches.open_webui, benches.role_cards, benches.pull_out, texts.memo,
    texts.text_card, texts.printed, texts.bilingual, texts.letter,
)  # fmt: skip
NOTHING_THIRD: tuple[Skin, ...] = (
    pages.prompt_sheet, pages.store_page, pages.pricing, pages.usage, pages.outage, pages.readme,
    pages.build_log, pages.video_page,
)  # fmt: skip
Set = Literal["first", "later", "third"]
SETS: dict[Set, tuple[tuple[Skin, ...], tuple[Skin, ...]]] = {
    "first": (SKINS, NOTHING),
    "later": (LATER, NOTHING_LATER),
    "third": (THIRD, NOTHING_THIRD),
}
MONO = ("DejaVu Sans Mono", "Noto Sans Mono CJK SC", "WenQuanYi Micro Hei Mono")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a seed decides before anything is drawn."""

    skin: str
    look: Look
    talk: Talk
    html: str


def sheet(seed: int, of: Set = "first") -> Sheet:
    """The page of a seed of a set."""
    rng = Random(seed if of == "first" else f"{of} {seed}")
    skins, nothing_ = SETS[of]
    empty = seed % 8 == 7
    skin = nothing_[seed // 8 % len(nothing_)] if empty else skins[(seed - seed // 8) % len(skins)]
    language: Language = rng.choices(("zh", "en", "mixed", "zh-hant"), (5, 3, 1, 1))[0]
    look = skin(rng, language)
    talk = (
        Talk(language=language, messages=())
        if empty
        else Writer(rng, language, plain=look.plain, runs=look.runs).talk(rng.randint(*look.turns))
    )
    if look.rewrite and not empty:
        talk = look.rewrite(rng, talk)
    fonts = (rng.choice(EN_FONTS if language == "en" else ZH_FONTS), rng.choice(MONO))
    made = page(look, talk, fonts, marks(rng, language))
    return Sheet(skin=skin.__name__, look=look, talk=talk, html=made)


def draw(seed: int, chromium: Browser, of: Set = "first") -> tuple[bytes, str, dict[str, Any]]:
    """The picture of a seed, its suffix, and its transcript."""
    made = sheet(seed, of)
    look = made.look
    shot = shoot(chromium, made.html, look.width, look.height, Random(seed + 0.5))
    language = {"zh-hant": "zh"}.get(made.talk.language, made.talk.language)
    gold = {
        "kind": "chat" if made.talk.messages else "negative", "lang": language, "client": look.client,
        "theme": "dark" if look.dark else "light", "bot": look.bot, "skin": made.skin,
        "turns": turns(made.talk, shot.seen, look.manner),
    }  # fmt: skip
    return _finished(look, shot.data, shot.suffix), shot.suffix, gold


def _finished(look: Look, data: bytes, suffix: str) -> bytes:
    if look.finish is None:
        return data
    out = io.BytesIO()
    image = look.finish(Image.open(io.BytesIO(data)).convert("RGB"))
    image.save(out, Image.registered_extensions()[suffix], quality=88)
    return out.getvalue()
