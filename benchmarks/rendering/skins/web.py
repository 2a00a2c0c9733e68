"""Chats in a browser: bands, names over messages, a question's bubble, cards of both sides."""

from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, sidebar
from benchmarks.rendering.phrases import Language, phrase
from chatmine.records import Role

NAMED = Manner(names_code=True)


def _width(rng: Random) -> tuple[int, int]:
    return rng.choice(
        ((rng.randint(360, 430), rng.randint(560, 860)), (rng.randint(700, 1300), rng.randint(420, 900)))
    )


def _said(language: Language, english: str, chinese: str) -> str:
    return english if language == "en" else chinese


def chatgpt_bands(rng: Random, language: Language) -> Look:
    """Bands over the full width, square faces at the left."""
    dark = rng.random() < 0.5
    width, height = _width(rng)
    ground, band, ink, line = (
        ("#343541", "#444654", "#ececf1", "#2b2c34") if dark else ("#fff", "#f7f7f8", "#374151", "#e3e3e8")
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .row{{border-bottom:1px solid {line}}}
    .assistant{{background:{band}}}
    .column{{max-width:{rng.randint(620, 800)}px;margin:0 auto;padding:{rng.randint(14, 26)}px 16px;
    gap:20px}} .words{{flex:1;padding-top:2px}}
    .code{{background:#000;color:#fff}}
    .bar{{background:{"#343541" if rng.random() < 0.5 else "#202123"};color:#d9d9e3}}
    .side{{background:#202123;color:#ececf1}} :not(pre)>.leaf>code{{font-weight:bold}}
    .leaf>code::before,.leaf>code::after{{content:'`'}}
    .model{{text-align:center;font-size:13px;padding:9px;color:#8e8ea0;border-bottom:1px solid {line};
    background:{band}}}
    .again{{margin:10px auto;border:1px solid {line};padding:6px 14px;border-radius:4px;font-size:14px;
    display:table}} .note{{font-size:12px;text-align:center;color:#8e8ea0;padding-bottom:8px}}"""
    mine = face(rng, 30, round_=False, letter=rng.choice(("L", "张", "MK", "")))
    bot = face(rng, 30, round_=False, colour="#12a37f")
    thumbs = f'<div class="tools">{icon("up")}{icon("down")}</div>' if rng.random() < 0.6 else ""

    def one(_: int, role: Role, said: str) -> str:
        return (
            row("user", said, face=mine) if role == "user" else row("assistant", said, face=bot, after=thumbs)
        )

    desktop, bars = width > 600, rng.random() < 0.6
    regenerate = (
        f'<div class="again">{icon("again", 13)} Regenerate response</div>' if rng.random() < 0.7 else ""
    )
    note = '<div class="note">Free Research Preview. ChatGPT may produce inaccurate information.</div>'
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        client="chatgpt-web",
        bot="chatgpt",
        top=f'<div class="model">Model: {rng.choice(("Default (GPT-3.5)", "GPT-4"))}</div>' if bars else "",
        bottom=regenerate + field_with("Send a message...", "send") + note if bars else "",
        side=sidebar(rng, language, icon("plus") + " New chat")
        if desktop and width > 900 and rng.random() < 0.5
        else "",
        code_bar=("{}", "Copy code"),
        manner=NAMED,
    )


def chatgpt_names(rng: Random, language: Language) -> Look:
    """Names in bold over the messages, small round faces."""
    dark = rng.random() < 0.5
    width, height = _width(rng)
    ground, ink, soft = ("#212121", "#ececec", "#2f2f2f") if dark else ("#fff", "#0d0d0d", "#f4f4f4")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:740px;margin:0 auto;padding:{rng.randint(8, 14)}px 18px;gap:12px}} .words{{flex:1}}
    .name{{font-weight:bold;font-size:16px}}
    .code{{background:{"#0d0d0d" if dark else "#000"};color:#fff}} .bar{{background:#2f2f2f;color:#b4b4b4}}
    .leaf>code{{background:#8883;border-radius:4px;padding:2px 4px}} .side{{background:{soft}}}"""
    mine, bot = face(rng, 24, letter=rng.choice(("K", "W", ""))), face(rng, 24, colour="#19c37d")
    you, it = ("You", "ChatGPT") if rng.random() < 0.8 else (_said(language, "You", "您"), "ChatGPT")
    tools = icon("copy", 15) + icon("again", 15) + icon("down", 15) if rng.random() < 0.6 else ""
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        if role == "user":
            return row("user", said, face=mine, name=you)
        return row("assistant", said, face=bot, name=it, tools=tools)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        client="chatgpt-web",
        bot="chatgpt",
        top='<div class="head"><b>ChatGPT 3.5</b></div>' if bars else "",
        bottom=field_with("Message ChatGPT…", "send") if bars else "",
        side=sidebar(rng, language, icon("edit") + " New chat") if width > 900 and rng.random() < 0.5 else "",
        code_bar=("{}", "Copy code"),
        manner=NAMED,
    )


def chatgpt_bubble(rng: Random, language: Language) -> Look:
    """The question in a bubble at the right, the answer plain beside a ring or nothing."""
    dark = rng.random() < 0.5
    width, height = _width(rng)
    ground, ink, soft = ("#212121", "#ececec", "#2f2f2f") if dark else ("#fff", "#0d0d0d", "#f4f4f4")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:{rng.randint(660, 780)}px;margin:0 auto;padding:10px 20px;gap:14px}}
    .user .column{{justify-content:flex-end}} .assistant .words{{flex:1}}
    .user .bubble{{background:{soft};border-radius:{rng.randint(16, 24)}px;padding:9px 18px}}
    .user .words{{max-width:{rng.randint(65, 85)}%}}
    .code{{background:{"#0d0d0d" if dark else "#f9f9f9"}}}
    .bar{{color:#888;{"background:#8882" if rng.random() < 0.6 else ""}}}
    .leaf>code{{background:#8883;border-radius:4px;padding:2px 4px}}
    .side{{background:{"#171717" if dark else "#f9f9f9"}}}
    .note{{font-size:12px;text-align:center;color:#888;padding-bottom:8px}}"""
    ring = face(rng, 30, colour="#222") if rng.random() < 0.5 else ""
    tools = "".join(icon(i, 16) for i in ("copy", "up", "down", "again")) if rng.random() < 0.7 else ""
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        return row("user", said) if role == "user" else row("assistant", said, face=ring, tools=tools)

    note = _said(
        language, "ChatGPT can make mistakes. Check important info.", "ChatGPT 也可能会犯错。请核查重要信息。"
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        client="chatgpt-web",
        bot="chatgpt" if bars else None,
        top='<div class="head"><b>ChatGPT 4o</b><span></span></div>' if bars else "",
        bottom=field_with(_said(language, "Message ChatGPT", "给“ChatGPT”发送消息"), "send")
        + f'<div class="note">{note}</div>'
        if bars
        else "",
        side=sidebar(rng, language) if width > 900 and rng.random() < 0.5 else "",
        code_bar=("{}", "Copy code" if rng.random() < 0.5 else _said(language, "Copy", "复制代码")),
        manner=NAMED,
    )


def bing(rng: Random, language: Language) -> Look:
    """Questions in a blue gradient at the right, answers in white cards on a pale ground."""
    width, height = _width(rng)
    css = f"""#shot{{background:linear-gradient(160deg,#e3ecf8,#f3ecf6)}}
    .column{{max-width:860px;margin:0 auto;padding:10px 18px}} .user .column{{justify-content:flex-end}}
    .bubble{{background:#ffffffd8;border-radius:12px;padding:12px 18px;box-shadow:0 1px 4px #0002}}
    .user .bubble{{background:linear-gradient(90deg,#2870ea,#1b4aef);color:#fff}}
    .words{{max-width:{rng.randint(78, 92)}%}} .code{{background:#f1f1f4}}
    .note{{font-size:12px;color:#777;padding:4px 18px}} .box{{background:#fff}}"""
    status = _said(language, "Searching for: {}", "正在搜索: {}")
    searching = rng.random() < 0.5

    def one(_: int, role: Role, said: str) -> str:
        if role == "user":
            return row("user", said)
        about = (
            f'<div class="column"><p class="note">✓ {status.format(phrase(rng, language, "thing"))}</p></div>'
            if searching
            else ""
        )
        return about + row("assistant", said)

    bars = rng.random() < 0.6
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        client="bing",
        bot="bing" if bars else None,
        top='<div class="head"><b>Microsoft Bing</b></div>' if bars else "",
        bottom=field_with(_said(language, "Ask me anything...", "有问题尽管问我..."), "mic") if bars else "",
    )


def ernie(rng: Random, language: Language) -> Look:
    """Both at the left with round faces; answers on white cards."""
    width, height = _width(rng)
    css = """#shot{background:#f5f6fb} .column{max-width:820px;margin:0 auto;padding:10px 18px;gap:12px}
    .assistant .bubble{background:#fff;border-radius:10px;padding:12px 16px}
    .user .bubble{padding:4px 0} .words{flex:1} .code{background:#f3f4f8} .side{background:#eceffb}
    .tools{justify-content:flex-end} .box{background:#fff}"""
    mine, bot = face(rng, 32, letter=rng.choice(("陈", "Y", ""))), face(rng, 32, colour="#4060e8")
    tools = "".join(icon(i, 15) for i in ("copy", "up", "down")) if rng.random() < 0.6 else ""
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        return (
            row("user", said, face=mine) if role == "user" else row("assistant", said, face=bot, tools=tools)
        )

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot="ernie" if bars else None,
        top='<div class="head"><b>文心一言</b></div>' if bars else "",
        bottom=field_with("请输入问题或指令", "send") if bars else "",
        side=sidebar(rng, language, "新建对话") if bars and width > 900 else "",
        code_bar=("{}", "复制代码"),
        manner=NAMED,
    )


def gradio(rng: Random, language: Language) -> Look:
    """The demo page of an open model: bubbles on two sides in a framed box, sliders beside it."""
    width, height = _width(rng)
    user, bot = rng.choice((("#fff4e6", "#fafafa"), ("#dcebff", "#f3f4f6"), ("#ffe8d1", "#f9fafb")))
    css = f"""#shot{{background:#fff}}
    #scroll{{margin:0 12px;border:1px solid #e3e5ea;border-radius:8px;padding-top:34px}}
    .column{{padding:7px 14px}} .user .column{{justify-content:flex-end}}
    .bubble{{background:{bot};border:1px solid #e6e2dc;border-radius:{rng.randint(8, 20)}px;
    padding:10px 14px}} .user .bubble{{background:{user};border-bottom-right-radius:0}}
    .words{{max-width:86%}}
    .label{{position:absolute;left:0;top:0;font-size:13px;border:1px solid #e3e5ea;padding:3px 10px;
    border-radius:0 0 8px 0;color:#666}} .code{{background:#22252e;color:#eee}}
    h1.t{{text-align:center;padding:12px}}
    .box{{border-radius:8px;border:1px solid #e3e5ea;background:#fff}}
    .btn{{background:#eef;border-radius:8px;padding:8px 22px;font-size:14px}}"""
    name = rng.choice(("ChatGLM", "ChatGLM2-6B", "MOSS", "Qwen-7B-Chat"))

    def one(n: int, role: Role, said: str) -> str:
        label = '<div class="label">Chatbot</div>' if n == 0 and labelled else ""
        return label + row(role, said)

    bars, labelled = rng.random() < 0.7, rng.random() < 0.7
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot={"C": "chatglm", "M": "moss", "Q": "qwen"}[name[0]] if bars else None,
        top=f'<h1 class="t">{name}</h1>' if bars else "",
        bottom='<div class="foot"><div class="box">Input...</div><p class="btn">Submit</p></div>'
        if bars
        else "",
    )


def poe(rng: Random, language: Language) -> Look:
    """Grey and violet bubbles on two sides; the bot's name over its messages."""
    dark = rng.random() < 0.3
    width, height = _width(rng)
    ground, soft, ink = ("#1c1c1e", "#2c2c2e", "#f2f2f2") if dark else ("#fff", "#f0f0f2", "#222")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:760px;margin:0 auto;padding:8px 16px}} .user .column{{justify-content:flex-end}}
    .words{{max-width:86%}}
    .bubble{{background:{soft};border-radius:14px;padding:9px 14px}}
    .user .bubble{{background:#5d5cde;color:#fff}} .code{{background:#0002}}
    .name{{font-weight:bold;padding-bottom:4px}} .box{{border:1px solid #8886}}"""
    name = rng.choice(("Claude-instant", "ChatGPT", "GPT-4"))
    bot, tools = (
        face(rng, 24),
        icon("up", 15) + icon("down", 15) + "<span>Share</span>" if rng.random() < 0.5 else "",
    )
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        return (
            row("user", said) if role == "user" else row("assistant", said, face=bot, name=name, tools=tools)
        )

    return Look(
        bot="poe",
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        top='<div class="head"><b>Poe</b></div>' if bars else "",
        bottom=field_with("Talk to " + name + " on Poe", "send") if bars else "",
    )


def claude(rng: Random, language: Language) -> Look:
    """A warm ground: questions in boxes with initials, answers plain or in a paler box."""
    dark = rng.random() < 0.4
    width, height = _width(rng)
    ground, mine, its, ink = (
        ("#2b2a27", "#1a1915", "#393937", "#e5e5e2") if dark else ("#f0eee5", "#e3dfd0", "#f7f6f1", "#2b2a25")
    )
    its = its if rng.random() < 0.5 else "transparent"
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:720px;margin:0 auto;padding:8px 18px}} .words{{max-width:100%}}
    .assistant .words{{flex:1}}
    .bubble{{border-radius:12px;padding:10px 14px;background:{its}}} .user .column>.words{{display:flex}}
    .user .bubble{{background:{mine}}} .user .column{{gap:6px}}
    .code{{background:{"#1a1915" if dark else "#fff"}}} .bar{{color:#888}} .box{{background:#8882}}
    .assistant .bubble{{font-family:{"'Noto Serif CJK SC'" if rng.random() < 0.5 else "var(--font)"}}}"""
    initials = (
        face(rng, 26, letter=rng.choice(("SJ", "A", "LM")), colour="#555") if rng.random() < 0.7 else ""
    )
    tools = (
        "<span>Copy</span><span>Retry</span>" + icon("up", 14) + icon("down", 14)
        if rng.random() < 0.6
        else ""
    )
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        return row("user", said, face=initials) if role == "user" else row("assistant", said, tools=tools)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot="claude" if bars else None,
        bottom=field_with("Reply to Claude...", "send") if bars else "",
        code_bar=("{}", "Copy") if rng.random() < 0.5 else (),
        manner=NAMED,
    )


def next_web(rng: Random, language: Language) -> Look:
    """A window with rounded cards on two sides, a time under each, a row of tools."""
    dark = rng.random() < 0.3
    width, height = _width(rng)
    ground, soft, mine, ink = (
        ("#1b1b1b", "#2a2a2c", "#1f3b45", "#ddd") if dark else ("#fff", "#f4f4f5", "#e7f8ff", "#303030")
    )
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}}
    .column{{padding:8px 20px;flex-direction:column;gap:8px}} .user .column{{align-items:flex-end}}
    .words{{max-width:80%}}
    .bubble{{background:{soft};border:1px solid #8883;border-radius:10px;padding:10px}}
    .user .bubble{{background:{mine}}} .code{{background:#1e1e1e;color:#ddd}}
    .time{{text-align:right;opacity:.7;padding-top:4px}} .side{{background:#e7f8ff;color:#333}}
    .box{{border:1px solid #8884;border-radius:10px;background:none}}
    .sub{{font-size:12px;color:#888;padding:0 20px 10px;border-bottom:1px solid #8883}}"""
    mine_face, bot = face(rng, 30, round_=False), face(rng, 30, round_=False)
    moment = f"{rng.randint(2023, 2024)}/{rng.randint(1, 12)}/{rng.randint(1, 28)} {rng.randint(0, 23):02d}"
    moment += f":{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
    timed, bars = rng.random() < 0.7, rng.random() < 0.7

    def one(_: int, role: Role, said: str) -> str:
        when = f'<div class="time">{moment}</div>' if timed else ""
        return row(role, said, face=mine_face if role == "user" else bot, after=when)

    count = _said(language, "{} messages", "共 {} 条对话").format(rng.randint(2, 20))
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        top=f'<div class="head"><b>{phrase(rng, language, "title")}</b></div><div class="sub">{count}</div>'
        if bars
        else "",
        bottom=field_with(
            _said(language, "Enter to send, Shift + Enter to wrap", "Enter 发送，Shift + Enter 换行"), "send"
        )
        if bars
        else "",
        side=sidebar(rng, language, "ChatGPT Next") if width > 900 and bars and rng.random() < 0.6 else "",
    )
