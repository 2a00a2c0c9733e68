"""Assistants' own apps on a phone: the question in a bubble or under a name, the answer plain."""

from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, status_bar
from benchmarks.rendering.phrases import Language
from chatmine.records import Role


def chatgpt_app(rng: Random, language: Language) -> Look:
    """The app of 2024: a grey bubble at the right, the answer over the whole width."""
    dark = rng.random() < 0.6
    width, height = rng.randint(350, 430), rng.randint(480, 780)
    ground, soft, ink = (
        ("#000" if rng.random() < 0.5 else "#212121", "#2f2f2f", "#f2f2f2")
        if dark
        else ("#fff", "#f0f0f0", "#0d0d0d")
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:9px 18px}}
    .user .column{{justify-content:flex-end}} .user .words{{max-width:80%}} .assistant .words{{flex:1}}
    .user .bubble{{background:{soft};border-radius:20px;padding:9px 16px}}
    .code{{background:{"#1a1a1a" if dark else "#f5f5f5"}}} .bar{{color:#888}}
    .leaf>code{{background:#8883;border-radius:4px;padding:1px 4px}}"""
    ring = face(rng, 26, colour="#10a37f") if rng.random() < 0.4 else ""
    tools = "".join(icon(i, 17) for i in ("copy", "up", "down", "again")) if rng.random() < 0.6 else ""

    def one(_: int, role: Role, said: str) -> str:
        return row("user", said) if role == "user" else row("assistant", said, face=ring, tools=tools)

    bars = rng.random() < 0.75
    model = rng.choice(("4", "4o", "3.5"))
    head = f'<div class="head">{icon("menu", 22)}<b>ChatGPT {model}</b>{icon("edit", 20)}</div>'
    placeholder = "Message" if language == "en" else "消息"
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        client="chatgpt-mobile",
        bot="chatgpt" if bars else None,
        top=status_bar(rng) + head if bars else "",
        bottom=field_with(placeholder, "mic") if bars else "",
        code_bar=("{}", "Copy" if language == "en" else "复制"),
        manner=Manner(names_code=True),
    )


def chatgpt_app_names(rng: Random, language: Language) -> Look:
    """The app of 2023: small faces and names in capitals over messages, or faces alone."""
    dark = rng.random() < 0.5
    width, height = rng.randint(350, 430), rng.randint(480, 780)
    ground, ink = ("#000", "#ececec") if dark else ("#fff", "#111")
    caps = rng.random() < 0.5
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:9px 16px;gap:12px}} .words{{flex:1}}
    .name{{font-size:{13 if caps else 16}px;{"color:#888" if caps else "font-weight:bold"}}}
    .code{{background:#1b1b1b;color:#eee}} .bar{{background:#333;color:#ccc}}"""
    mine, bot = face(rng, 24), face(rng, 24, colour="#19c37d")
    you = "You" if language == "en" or rng.random() < 0.5 else "您"
    names = (you.upper(), "CHATGPT") if caps else (you, "ChatGPT")
    bars = rng.random() < 0.75

    def one(_: int, role: Role, said: str) -> str:
        return row(role, said, face=mine if role == "user" else bot, name=names[role == "assistant"])

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        client="chatgpt-mobile",
        bot="chatgpt",
        top=status_bar(rng) + f'<div class="head">{icon("menu")}<b>ChatGPT</b>{icon("more")}</div>'
        if bars
        else "",
        bottom=field_with("Message", "mic") if bars else "",
        code_bar=("{}", "Copy code"),
        manner=Manner(names_code=True),
    )


def assistant_app(rng: Random, language: Language) -> Look:
    """A newer assistant's app: a tinted bubble at the right, cards or plain text with a hint below."""
    width, height = rng.randint(350, 430), rng.randint(480, 780)
    slug, name, colour, placeholder = rng.choice(
        (
            ("doubao", "豆包", "#0065fd", "发消息或按住说话..."),
            ("kimi", "Kimi", "#1f1f1f", "尽管问..."),
            ("deepseek", "DeepSeek", "#4d6bfe", "给 DeepSeek 发送消息"),
            ("qwen", "通义千问", "#615ced", "有问题尽管问我"),
        )
    )
    card = rng.random() < 0.5
    mine, mine_ink = rng.choice(((colour, "#fff"), ("#eff3ff", "#111"), ("#ececf1", "#111")))
    css = f"""#shot{{background:{"#f3f4f8" if card else "#fff"}}} .column{{padding:8px 14px}}
    .user .column{{justify-content:flex-end}} .user .words{{max-width:84%}}
    .assistant .words{{{"max-width:92%" if card else "flex:1"}}}
    .user .bubble{{background:{mine};color:{mine_ink};border-radius:14px;padding:9px 14px}}
    .assistant .bubble{{{"background:#fff;border-radius:14px;padding:11px 14px" if card else ""}}}
    .code{{background:#f4f4f7}} .bar{{color:#777;background:#ebebf0}}
    .note{{font-size:11px;color:#aaa;text-align:center}}"""
    tools = "".join(icon(i, 16) for i in ("copy", "again", "up", "down")) if rng.random() < 0.6 else ""
    bars = rng.random() < 0.75
    note = '<div class="note">内容由 AI 生成，请仔细甄别</div>' if rng.random() < 0.6 else ""

    def one(_: int, role: Role, said: str) -> str:
        return row("user", said) if role == "user" else row("assistant", said, tools=tools)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot=slug if bars else None,
        top=status_bar(rng) + f'<div class="head">{icon("back")}<b>{name}</b>{icon("plus")}</div>'
        if bars
        else "",
        bottom=note + field_with(placeholder, "mic", "plus") if bars else "",
        code_bar=("{}", "复制") if rng.random() < 0.7 else (),
        manner=Manner(names_code=True),
    )
