"""Bots on a phone: text messages, grouped bubbles, a dark bot, assistants' apps, a spoken chat."""

from collections.abc import Sequence
from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import (
    Look,
    face,
    field_with,
    icon,
    row,
    rows_of,
    said,
    status_bar,
    title,
)
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import actions, only_last
from chatmine.records import Role


def _phone(rng: Random) -> tuple[int, int]:
    return rng.randint(350, 430), rng.randint(480, 800)


def _clock(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"


def sms(rng: Random, language: Language) -> Look:
    """Text messages: long bubbles without faces, blue or green and grey, a face and a name at the top."""
    dark = rng.random() < 0.4
    width, height = _phone(rng)
    ground, its, ink = ("#000", "#262629", "#fff") if dark else ("#fff", "#e9e9eb", "#000")
    mine = rng.choice(("#0b84fe", "#34c759"))
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:2px 14px}}
    .user .column{{justify-content:flex-end}}
    .words{{max-width:{rng.randint(74, 82)}%}} .bubble{{background:{its};border-radius:18px;
    padding:7px 13px;line-height:1.35}}
    .user .bubble{{background:{mine};color:#fff}} .after{{font-size:11px;color:#8e8e93;text-align:right;
    padding:2px 18px}}
    .top{{display:flex;flex-direction:column;align-items:center;font-size:12px;padding:4px 0 8px;
    border-bottom:1px solid #8883;gap:4px}}
    .box{{background:none;border:1px solid #8886}} .user+.assistant,.assistant+.user{{margin-top:8px}}"""
    name = rng.choice(("ChatGPT SMS", "AI Helper", phrase(rng, language, "name"), "+1 (415) 555-0134"))
    bars = rng.random() < 0.75

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        day = f'<div class="day">{said(language, "iMessage<br>Today", "信息<br>今天")} {_clock(rng)}</div>'
        delivered = f'<div class="after">{said(language, "Delivered", "已送达")}</div>'
        return day + "".join(
            row(role, text) + (only_last(len(messages), n, delivered) if role == "user" else "")
            for n, (role, text) in enumerate(messages)
        )

    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        turns=(2, 8),
        bot="chatgpt" if bars and name.startswith("ChatGPT") else None,
        top=status_bar(rng) + f'<div class="top">{face(rng, 44)}<span>{name} ›</span></div>' if bars else "",
        bottom=field_with(rng.choice(("iMessage", said(language, "Text Message", "短信"))), "mic")
        if bars
        else "",
    )


def grouped(rng: Random, language: Language) -> Look:
    """Bubbles in groups: corners cut where they meet, one face at a group's end, times between groups."""
    dark = rng.random() < 0.35
    width, height = _phone(rng)
    ground, its, ink = ("#000", "#303030", "#eee") if dark else ("#fff", "#f0f0f0", "#050505")
    mine = rng.choice(("linear-gradient(#a033ff,#0084ff)", "#0084ff", "#0a7c6c", "#e2447a"))
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px}} .column{{padding:1px 10px;gap:8px;
    align-items:flex-end}}
    .user .column{{justify-content:flex-end}} .words{{max-width:74%}} .gap{{width:28px;flex:none}}
    .bubble{{background:{its};border-radius:4px 18px 18px 4px;padding:8px 12px;line-height:1.35}}
    .user .bubble{{background:{mine};color:#fff;border-radius:18px 4px 4px 18px}}
    .user+.assistant,.assistant+.user{{margin-top:10px}} .seen{{text-align:right;font-size:11px;color:#888;
    padding:2px 12px}}"""
    bot = face(rng, 28)
    bars = rng.random() < 0.7

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        out = ""
        for n, (role, text) in enumerate(messages):
            ends = n == len(messages) - 1 or messages[n + 1][0] != role
            about = "" if role == "user" else bot if ends else '<div class="gap"></div>'
            day = f'<div class="day">{said(language, "TUE AT ", "周二 ")}{_clock(rng)}</div>'
            out += (day if rng.random() < 0.1 or n == 0 else "") + row(role, text, face=about)
        return out

    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        turns=(3, 9),
        top=status_bar(rng) + title(rng, language, phrase(rng, language, "name")) if bars else "",
        bottom=field_with("Aa", "mic", "smile") if bars else "",
    )


def telegram_dark(rng: Random, language: Language) -> Look:
    """A bot in the dark: times in the bubbles, a keyboard of answers below, "bot" under its name."""
    width, height = _phone(rng)
    css = """#shot{background:#0f0f0f;color:#fff} #scroll{background:#0f0f0f} .column{padding:3px 9px}
    .user .column{justify-content:flex-end} .words{max-width:84%} .bubble{background:#212121;
    border-radius:15px;
    padding:6px 11px;line-height:1.4} .user .bubble{background:#8774e1} .time{float:right;margin:6px 0 0
    10px;color:#aaa}
    .keys{display:grid;grid-template-columns:1fr 1fr;gap:6px;padding:6px 8px}
    .keys div{background:#212121;border-radius:8px;text-align:center;padding:9px;font-size:14px}
    .head{background:#212121} .foot{background:#212121} .head small{color:#aaa;font-size:12px}"""
    name = rng.choice(("ChatGPT Bot", "AskMe", "智能问答机器人", "GPT-4 Assistant"))
    keys = said(language, "🔄 New chat|⚙ Settings|💎 Premium|❓ Help", "新对话|设置|会员|帮助").split("|")
    board = (
        '<div class="keys">' + "".join(f"<div>{k}</div>" for k in keys) + "</div>"
        if rng.random() < 0.5
        else ""
    )
    bars = rng.random() < 0.75

    def one(_: int, role: Role, text: str) -> str:
        edited = "edited " if role == "assistant" and rng.random() < 0.3 else ""
        return row(
            role, text, time=f'<div class="time">{edited}{_clock(rng)}{" ✓✓" if role == "user" else ""}</div>'
        )

    head = (
        f'<div class="head">{icon("back", 22)}<div style="flex:1;padding-left:12px;line-height:1.2"><b>'
        f"{name}</b><br><small>bot</small></div>{icon('more', 22)}</div>"
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=True,
        plain=True,
        runs=True,
        turns=(2, 7),
        client="telegram",
        bot="chatgpt" if bars and "GPT" in name else None,
        top=status_bar(rng) + head if bars else "",
        bottom=field_with("Message", "mic") + board if bars else "",
    )


def doubao_app(rng: Random, language: Language) -> Look:
    """An assistant's app with a face at the top: a blue bubble, a grey one with signs in it, chips below."""
    width, height = _phone(rng)
    slug, name, colour, field = rng.choice(
        (
            ("doubao", "豆包", "#3a82f7", "发消息或按住说话..."),
            ("hunyuan", "腾讯元宝", "#07c160", "有问题，尽管问"),
            ("spark", "讯飞星火", "#3d6bff", "输入问题或指令"),
            (None, "海螺AI", "#222", "问问海螺"),
            ("ernie", "文心一言", "#4e6ef2", "输入问题，与文心一言对话"),
            (None, "天工AI助手", "#5b5bff", "有问题尽管问我"),
        )
    )
    boxed = rng.random() < 0.6
    css = f"""#shot{{background:{rng.choice(("#fff", "#f5f6fa"))};color:#1a1a1a}} .column{{padding:7px 14px}}
    .user .column{{justify-content:flex-end}} .words{{max-width:{90 if boxed else 100}%}}
    .user .words{{max-width:82%}}
    .bubble{{border-radius:14px 14px 14px 4px;{"background:#eceef3;padding:10px 14px" if boxed else ""}}}
    .user .bubble{{background:{colour};color:#fff;border-radius:14px 14px 4px 14px;padding:9px 14px}}
    .in{{display:flex;gap:14px;color:#888}} .chips{{display:flex;flex-direction:column;
    align-items:flex-start;gap:6px;padding:2px 14px 8px}}
    .chips span{{background:#fff;border:1px solid #0002;border-radius:10px;padding:5px 11px;font-size:14px}}
    .head small{{font-size:11px;color:#999}} .state{{font-size:13px;color:#888}}"""
    asks = "".join(f"<span>{phrase(rng, language, 'question')}</span>" for _ in range(3))
    chips = f'<div class="chips">{asks}</div>' if rng.random() < 0.5 else ""
    state = rng.choice(
        ("", "", f"已深度思考（用时{rng.randint(3, 60)}秒） ›", f"引用 {rng.randint(3, 12)} 篇资料作为参考 ›")
    )
    bars = rng.random() < 0.75

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        out = ""
        for n, (role, text) in enumerate(messages):
            if role == "user":
                out += row("user", text)
                continue
            head = f'<div class="state">{state}</div>' if state else ""
            signs = f'<div class="in">{actions("mic", "copy", "again", "more")}</div>'
            out += row("assistant", head + text + signs) + only_last(len(messages), n, chips)
        return out

    head = (
        f'<div class="head">{icon("back")}{face(rng, 34)}<div style="flex:1;padding-left:10px;'
        f'line-height:1.25"><b>{name}</b><br><small>内容由 AI 生成</small></div>'
        f"{actions('phone', 'more', size=20)}</div>"
    )
    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        bot=slug if bars else None,
        top=status_bar(rng) + head if bars else "",
        bottom=field_with(field, "mic", "plus") if bars else "",
        code_bar=("{}", "复制"),
        manner=Manner(names_code=True),
    )


def voice_app(rng: Random, language: Language) -> Look:
    """ChatGPT's dark app after a spoken chat: a line about its length below."""
    width, height = _phone(rng)
    css = """#shot{background:#000;color:#fff} .column{padding:9px 18px} .user
    .column{justify-content:flex-end}
    .user .words{max-width:80%} .assistant .words{flex:1} .user .bubble{background:#2f2f2f;
    border-radius:20px;padding:9px 16px}
    .ended{display:flex;gap:10px;align-items:center;padding:10px 18px;color:#aaa;font-size:14px}
    .code{background:#171717} .bar{color:#aaa}"""
    bars = rng.random() < 0.8

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        length = f"{rng.randint(1, 9)}m {rng.randint(1, 59)}s"
        words = said(language, f"Voice chat ended<br>{length}", f"语音聊天已结束<br>{length}")
        ended = f'<div class="ended">{icon("mic", 22)}<span>{words}</span></div>'
        made = rows_of(lambda _, role, text: row(role, text))(messages)
        return made + ended

    model = rng.choice(("4o", "4", "Auto"))
    head = f'<div class="head">{icon("menu", 22)}<b>ChatGPT {model} ›</b>{icon("edit", 20)}</div>'
    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=True,
        client="chatgpt-mobile",
        bot="chatgpt" if bars else None,
        top=status_bar(rng) + head if bars else "",
        bottom=field_with(said(language, "Message", "消息"), "mic", "phone") if bars else "",
        code_bar=("{}", said(language, "Copy", "复制")),
        manner=Manner(names_code=True),
    )
