"""Programs around other makers' models: desktop clients, self-hosted pages, side panels, playgrounds."""

from random import Random

from benchmarks.rendering.looks import (
    Look,
    face,
    field_with,
    icon,
    row,
    rows_of,
    said,
    sidebar,
)
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import NAMED, PLAIN_NOTE, actions, note
from chatmine.records import Role

MODELS = (
    ("GPT-4", "chatgpt"), ("gpt-3.5-turbo", "chatgpt"), ("gpt-4o-mini", "chatgpt"),
    ("claude-3-sonnet", "claude"), ("deepseek-chat", "deepseek"), ("qwen-max", "qwen"), ("llama-3-70b", None),
)  # fmt: skip


def _window(rng: Random) -> tuple[int, int]:
    return rng.randint(640, 1240), rng.randint(440, 820)


def chatbox(rng: Random, language: Language) -> Look:
    """Faces at the left, no names; a small line of tokens and model below each message."""
    dark = rng.random() < 0.4
    width, height = _window(rng)
    model, slug = rng.choice(MODELS)
    css = f"""#shot{{background:{"#282828" if dark else "#fff"};color:{"#eee" if dark else "#222"};
    font-size:15px}}
    .column{{padding:9px 18px;gap:14px}} .words{{flex:1}} .meta{{font-size:11px;color:#999;padding-top:5px}}
    .code{{background:{"#1a1a1a" if dark else "#f2f2f2"}}} .side{{border-right:1px solid #8884}}
    .head{{border-bottom:1px solid #8884}} .box{{border-radius:6px;min-height:64px}}"""
    mine, bot = face(rng, 34), face(rng, 34, colour="#444")
    shows, bars = rng.random() < 0.7, rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        count = f"word count: {rng.randint(20, 400)}, tokens used: {rng.randint(50, 900)}, model: {model}"
        meta = f'<div class="meta">{count}</div>' if shows and role == "assistant" else ""
        return row(role, text + meta, face=mine if role == "user" else bot)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot=slug if shows else None,
        top=f'<div class="head"><b>{phrase(rng, language, "title")}</b>{actions("edit", "more")}</div>'
        if bars
        else "",
        bottom=field_with(said(language, "Type your question here...", "在这里输入你的问题..."), "send")
        if bars
        else "",
        side=sidebar(rng, language, "<b>Chatbox</b>", icon("plus") + said(language, " New Chat", " 新对话"))
        if bars and width > 860
        else "",
        code_bar=("{}", icon("copy", 13)),
        manner=NAMED,
    )


def lobe_chat(rng: Random, language: Language) -> Look:
    """Name and time above each message, cards of two sides or none, a chip with the model below."""
    dark, sides = rng.random() < 0.6, rng.random() < 0.6
    width, height = _window(rng)
    model, slug = rng.choice(MODELS)
    ground, card, ink = ("#000", "#1a1a1a", "#ddd") if dark else ("#f8f8f8", "#fff", "#222")
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}}
    .column{{padding:10px 22px;gap:12px}} {".user .column{flex-direction:row-reverse}" if sides else ""}
    .words{{max-width:{80 if sides else 100}%}} .name{{font-size:12px;color:#888;padding-bottom:4px}}
    .user .words{{display:flex;flex-direction:column;align-items:{"flex-end" if sides else "flex-start"}}}
    .bubble{{{f"background:{card};border:1px solid #8883;border-radius:8px;" if sides else ""}
    {"padding:8px 12px" if sides else ""}}}
    .chip{{display:inline-block;font-size:11px;background:#8883;border-radius:4px;padding:0 6px;
    margin-top:6px}}
    .code{{background:#8881}} .side{{border-right:1px solid #8883}} .head{{border-bottom:1px solid #8883}}"""
    mine, bot = face(rng, 40), face(rng, 40)
    name = rng.choice(("Lobe AI", said(language, "Just Chat", "随便聊聊"), "翻译官"))
    me = phrase(rng, language, "name")
    bars = rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        called = (
            f"{me if role == 'user' else name} {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
            f":{rng.randint(0, 59):02d}"
        )
        chip = f'<div><span class="chip">{model}</span></div>' if role == "assistant" else ""
        return row(role, text, face=mine if role == "user" else bot, name=called, tools=chip)

    head = f'<div class="head"><b>{name} <span class="chip">{model}</span></b>{icon("more")}</div>'
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot=slug,
        top=head if bars else "",
        bottom=field_with(said(language, "Type your message here...", "输入聊天内容..."), "send")
        if bars
        else "",
        side=sidebar(rng, language, "<b>LobeChat</b>") if bars and width > 900 else "",
        code_bar=("{}", ""),
        manner=NAMED,
    )


def chatbot_ui(rng: Random, language: Language) -> Look:
    """Dark stripes: a face and a bold name in one row, the words below them."""
    dark = rng.random() < 0.75
    width, height = _window(rng)
    model, slug = rng.choice(MODELS)
    ground, band, ink = ("#0a0a0a", "#1c1c1c", "#fafafa") if dark else ("#fff", "#f1f1f1", "#111")
    css = f"""#shot{{background:{ground};color:{ink}}} .assistant{{background:{band}}}
    .column{{max-width:{rng.randint(560, 720)}px;margin:0 auto;padding:22px 12px;flex-direction:column;
    gap:8px}}
    .who{{display:flex;gap:12px;align-items:center;font-weight:bold}} .code{{background:#18181b;color:#fff}}
    .bar{{background:#27272a}} .side{{border-right:1px solid #8884}} .head{{justify-content:flex-end}}"""
    mine, bot = face(rng, 32, round_=False), face(rng, 32, round_=False)
    me = rng.choice(("You", phrase(rng, language, "name"), "User"))
    bars = rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        who = f'<div class="who">{mine if role == "user" else bot}{me if role == "user" else model}</div>'
        return row(role, text, face=who)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot=slug,
        top=f'<div class="head"><b>{model} {icon("more", 14)}</b></div>' if bars else "",
        bottom=field_with('Ask anything. Type "/" for prompts, "@" for files, and "#" for tools.', "send")
        if bars
        else "",
        side=sidebar(rng, language, icon("plus") + " New Chat") if bars and width > 900 else "",
        code_bar=("{}", actions("copy", size=13)),
        manner=NAMED,
    )


def libre_chat(rng: Random, language: Language) -> Look:
    """Bold names over both, small round faces, a count of siblings and signs below."""
    dark = rng.random() < 0.7
    width, height = _window(rng)
    model, slug = rng.choice(MODELS)
    ground, ink = ("#212121", "#ececec") if dark else ("#fff", "#212121")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:{rng.randint(640, 760)}px;margin:0 auto;padding:10px 16px;gap:12px}} .words{{flex:1}}
    .name{{font-weight:bold;font-size:16px}} .code{{background:#0d0d0d;color:#fff}} .bar{{background:#2f2f2f}}
    .side{{background:{"#171717" if dark else "#f4f4f4"}}} {PLAIN_NOTE}"""
    mine, bot = face(rng, 24), face(rng, 24)
    me = rng.choice((said(language, "You", "您"), phrase(rng, language, "name")))
    bars, counted = rng.random() < 0.7, rng.random() < 0.5

    def one(_: int, role: Role, text: str) -> str:
        count = f"<span>&lt; {rng.randint(1, 2)} / 2 &gt;</span>" if counted and rng.random() < 0.5 else ""
        tools = count + actions("copy", "edit", "again", size=14)
        return row(
            role,
            text,
            face=mine if role == "user" else bot,
            name=me if role == "user" else model,
            tools=tools,
        )

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot=slug,
        top=f'<div class="head"><b>{model}</b>{icon("plus")}</div>' if bars else "",
        bottom=field_with(f"Message {model}", "send") + note("LibreChat v0.7.2 - Every AI for Everyone.")
        if bars
        else "",
        side=sidebar(rng, language, icon("edit") + said(language, " New chat", " 新对话"))
        if bars and width > 900
        else "",
        code_bar=("{}", said(language, "Copy code", "复制代码")),
        manner=NAMED,
    )


def mac_app(rng: Random, language: Language) -> Look:
    """A window with a toolbar: blue bubbles at the right, grey ones at the left, times between."""
    dark = rng.random() < 0.4
    width, height = _window(rng)
    ground, its, ink = ("#1e1e1e", "#3b3b3d", "#eee") if dark else ("#fff", "#e9e9eb", "#111")
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}} .column{{padding:4px 20px}}
    .user .column{{justify-content:flex-end}} .words{{max-width:{rng.randint(66, 82)}%}}
    .bubble{{background:{its};border-radius:14px;padding:7px 12px}} .user .bubble{{background:#0a7cff;
    color:#fff}}
    .dots{{display:flex;gap:8px}} .dots i{{width:12px;height:12px;border-radius:50%;background:#ff5f57}}
    .dots i+i{{background:#febc2e}} .dots i+i+i{{background:#28c840}} .head{{background:#8882}}
    .code{{background:#0002}} .side{{background:#8881}}"""
    bars = rng.random() < 0.8

    def one(_: int, role: Role, text: str) -> str:
        moment = (
            f'<div class="day">{rng.randint(1, 12)}:{rng.randint(0, 59):02d} {rng.choice(("AM", "PM"))}</div>'
        )
        return (moment if rng.random() < 0.2 else "") + row(role, text)

    dots = '<span class="dots"><i></i><i></i><i></i></span>'
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        top=f'<div class="head">{dots}<b>{phrase(rng, language, "title")}</b>{actions("edit", "more")}</div>'
        if bars
        else "",
        bottom=field_with(said(language, "Message", "消息"), "mic") if bars else "",
        side=sidebar(rng, language) if bars and width > 860 else "",
    )


def side_panel(rng: Random, language: Language) -> Look:
    """A narrow panel of an editor: small letters, a face and a bold name, code with signs at its corner."""
    dark = rng.random() < 0.75
    width, height = rng.randint(330, 480), rng.randint(520, 860)
    ground, ink = ("#252526", "#cccccc") if dark else ("#f8f8f8", "#3b3b3b")
    css = f"""#shot{{background:{ground};color:{ink};font-size:13px;line-height:1.5}}
    .row{{border-bottom:{rng.choice(("0", "1px"))} solid #8883}}
    .column{{padding:10px 16px;flex-direction:column;gap:6px}}
    .who{{display:flex;gap:8px;align-items:center;font-weight:bold}} .used{{font-size:12px;color:#888}}
    .code{{background:{"#1e1e1e" if dark else "#fff"};border:1px solid #8883;border-radius:3px}}
    .head{{font-size:11px}} .box{{border-radius:3px;font-size:13px;border:1px solid #8885}}"""
    mine, bot = face(rng, 22), face(rng, 22, colour="#555")
    me, name = (
        rng.choice(("dev42", "lin-wei", "you")),
        rng.choice(("GitHub Copilot", "Cody", "通义灵码", "CodeGeeX")),
    )
    used, bars = rng.random() < 0.5, rng.random() < 0.8

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row(role, text, face=f'<div class="who">{mine}{me}</div>')
        files = f'<div class="used">› Used {rng.randint(1, 5)} references</div>' if used else ""
        return row(role, text, face=f'<div class="who">{bot}{name}</div>{files}')

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        top=f'<div class="head"><span>CHAT</span><span>{actions("plus", "more")}</span></div>'
        if bars
        else "",
        bottom=field_with(
            said(language, "Ask a question or type '/' for commands", "输入“/”使用命令"), "send"
        )
        if bars
        else "",
    )


def two_columns(rng: Random, language: Language) -> Look:
    """A playground: instructions at the left, boxes under USER and ASSISTANT, numbers at the right."""
    width, height = rng.randint(900, 1280), rng.randint(460, 760)
    css = """#shot{background:#fff;color:#353740;font-size:15px} .column{padding:10px 18px;
    flex-direction:column;gap:4px}
    .role{font-size:12px;font-weight:bold} .words{border:1px solid #d9d9e3;border-radius:6px;padding:8px 12px}
    .sys{width:260px;flex:none;padding:14px;border-right:1px solid #ececf1;font-size:14px}
    .sys b{display:block;font-size:12px;padding-bottom:6px} #main{border-right:190px solid #f7f7f8}
    .head{border-bottom:1px solid #ececf1} .row{background:#fff}"""
    names = rng.choice((("USER", "ASSISTANT"), ("User", "Assistant"), ("Human", "Model")))
    model, slug = rng.choice(MODELS)
    rule = "You are a helpful assistant." if language == "en" else phrase(rng, language, "sentence")

    def one(_: int, role: Role, text: str) -> str:
        return row(role, text, face=f'<div class="role">{names[role == "assistant"]}</div>')

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        plain=True,
        turns=(2, 5),
        bot=slug,
        top=f'<div class="head"><b>Playground</b><span>{model}</span></div>',
        bottom='<div class="foot"><b>⊕ Add message</b></div>',
        side=f'<div class="sys"><b>SYSTEM</b>{rule}</div>',
    )
