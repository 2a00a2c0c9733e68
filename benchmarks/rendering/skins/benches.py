"""Where people who build things talk to models: notebooks, shells, demos, self-hosted pages, playgrounds."""

import html
from random import Random

from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, said
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import NAMED, actions
from benchmarks.rendering.skins.sides import Side, assistant_in, chat, colours, signs, window
from chatmine.records import Role


def notebook(rng: Random, language: Language) -> Look:
    """A cell with the program that talks, and what it printed: who speaks stands before each message."""
    dark, ground, ink = colours(rng, 0.35, ("#1e1e1e", "#d4d4d4"), ("#fff", "#212121"))
    user, its = rng.choice(
        (("User: ", "Assistant: "), ("用户: ", "模型: "), ("You: ", "GPT: "), ("Human: ", "AI: "))
    )
    lines = (
        "from transformers import AutoModel, AutoTokenizer",
        'model = AutoModel.from_pretrained("THUDM/chatglm-6b").half().cuda()',
        "while True:",
        "    talk(model, tokenizer)",
    )[rng.randint(0, 2) :]
    cell = "\n".join(html.escape(line) for line in lines)
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}} .bubble{{font-family:var(--mono)}}
    #scroll{{padding-left:70px}}
    .in{{display:flex;gap:10px;padding:10px}} .in i{{width:60px;font:13px var(--mono);color:#307fc1;
    font-style:normal}}
    .in pre{{flex:1;background:#8881;border:1px solid #8883;font-size:13px}} .nb{{display:flex;gap:14px;
    padding:8px 12px;font-size:13px;
    border-bottom:1px solid #8883;color:#777}}"""

    def one(_: int, role: Role, text: str) -> str:
        return row(role, text.replace("<p>", f"<p>{user if role == 'user' else its}", 1))

    menu = (
        f'<div class="nb">{signs("menu", size=15)}File Edit View Run Kernel <span>+ Code</span>'
        f"<span>+ Text</span></div>"
    )
    return Look(
        css=css + ".column{padding:3px 12px}",
        rows=rows_of(one),
        **window(rng),
        dark=dark,
        plain=True,
        turns=(2, 6),
        bot=assistant_in(cell + its),
        top=(menu if rng.random() < 0.6 else "")
        + f'<div class="in"><i>In [{rng.randint(1, 40)}]:</i><pre>{cell}</pre></div>',
    )


_PROMPTS = (
    ("me@laptop ~ $ ", ""),
    ("gpt-3.5-turbo&gt; ", ""),
    ("ollama&gt;&gt;&gt; ", ""),
    ("❯ ", "● "),
    ("[me] ", "[bot] "),
    ("🧑 ", "🤖 "),
)


def shell_tool(rng: Random, language: Language) -> Look:
    """A terminal's window with three dots: a program that answers in Markdown after a prompt."""
    ground, ink = rng.choice(
        (("#1d1f21", "#c5c8c6"), ("#282a36", "#f8f8f2"), ("#0d1117", "#c9d1d9"), ("#fdf6e3", "#586e75"))
    )
    mine, its = rng.choice(_PROMPTS)
    bright = rng.choice(("#50fa7b", "#8be9fd", "#d7a11a"))
    css = f"""#shot{{background:{ground};color:{ink};font-size:{rng.randint(13, 16)}px}}
    #shot *{{font-family:var(--mono)}}
    .p{{color:{bright}}} .user .bubble{{{rng.choice(("", "font-weight:bold"))}}}
    h1,h2,h3,h4{{font-size:1em;color:{bright}}}
    .win{{display:flex;align-items:center;gap:7px;padding:9px 12px;background:#8882;font-size:12px}}
    .win i{{width:12px;height:12px;
    border-radius:6px}} .win span{{flex:1;text-align:center}} .code pre{{padding:2px 0}}
    ul{{list-style:'• '}}"""
    dots = "".join(f'<i style="background:{c}"></i>' for c in ("#ff5f57", "#febc2e", "#28c840"))
    title = rng.choice(("aichat — 80×24", "sgpt --repl", "zsh", "llm chat -m gpt-4", "ollama run qwen:7b"))

    bars = rng.random() < 0.75

    def one(_: int, role: Role, text: str) -> str:
        who = mine if role == "user" else its
        return row(role, text.replace("<p>", f'<p><span class="p">{who}</span>', 1))

    return Look(
        css=css + f".column{{padding:{rng.randint(2, 7)}px 14px}}",
        rows=rows_of(one),
        width=rng.randint(560, 960),
        height=rng.randint(340, 700),
        dark=ground != "#fdf6e3",
        plain=rng.random() < 0.6,
        client="terminal",
        turns=(2, 5),
        bot=assistant_in(mine + title * bars),
        top=f'<div class="win">{dots}<span>{title}</span></div>' if bars else "",
    )


def streamlit(rng: Random, language: Language) -> Look:
    """A demo: a large title, square coloured marks beside both, the question on a grey band."""
    dark, ground, ink = colours(rng, 0.35, ("#0e1117", "#fafafa"), ("#fff", "#31333f"))
    grey = "#1a1c24" if dark else "#f7f8fa"
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{max-width:740px;margin:0 auto;gap:14px}}
    .user .row{{}}
    .user .column{{background:{grey};border-radius:8px;padding:14px}} .assistant .column{{padding:14px}}
    .side{{background:{grey}}}
    h1.t{{font-size:34px;padding:22px 14px 8px;max-width:740px;width:100%;margin:0 auto}} .sl{{height:4px;
    background:#ff4b4b;
    border-radius:2px;padding:0!important;margin:0 8px 14px}} .code{{background:{grey}}}
    .box{{border-radius:8px}}"""
    title = rng.choice(
        ("💬 Chatbot", "Chat with your PDF", "🦜 LangChain Demo", "知识库问答", "Llama 2 Chatbot")
    )
    model = rng.choice(("gpt-3.5-turbo", "llama2-13b", "chatglm3-6b", "Qwen-14B-Chat"))
    knobs = "".join(
        f'<div>{name} <span>{value}</span></div><div class="sl"></div>'
        for name, value in (("temperature", "0.70"), ("top_p", "0.90"), ("max_length", "1024"))
    )
    side = (
        f'<div class="side"><div>Model</div><div>{model} ∨</div>{knobs}</div>' if rng.random() < 0.5 else ""
    )
    return chat(
        Side(face=face(rng, 32, round_=False, letter="☺", colour="#ff6c6c")),
        Side(face=face(rng, 32, round_=False, letter="⚙", colour="#ffbd45")),
        css=css,
        gap=5,
        **window(rng),
        dark=dark,
        top=f'<h1 class="t">{title}</h1>' if rng.random() < 0.8 else "",
        bottom=field_with(said(language, "Your message", "请输入问题"), "send") if rng.random() < 0.8 else "",
        side=side,
        bot=assistant_in(model) if side else None,
    )


def open_webui(rng: Random, language: Language) -> Look:
    """A self-hosted page: the model in the corner, a bubble at the right, its name over the answer."""
    dark, ground, ink = colours(rng, 0.6, ("#171717", "#ececec"), ("#fff", "#222"))
    model = rng.choice(("llama3:8b", "qwen2:7b", "mistral:latest", "gemma2:9b", "phi3:mini"))
    bubble = rng.random() < 0.6
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{max-width:{rng.randint(680, 860)}px;
    margin:0 auto}} .code{{background:#8882}}
    .assistant .name{{font-weight:bold;font-size:15px}} .user .name{{font-weight:bold;font-size:15px}}
    .pick small{{color:#888;
    font-size:12px;display:block;font-weight:normal}} .box{{border-radius:24px;min-height:48px;
    padding:12px 18px}}"""
    name = (
        f'{model} <span class="time">{said(language, "Today at", "今天")} '
        f"{rng.randint(8, 22)}:{rng.randint(10, 59)}</span>"
    )
    user = (
        Side(place="right", widest=84, box="background:#8882;border-radius:22px;padding:9px 18px")
        if bubble
        else Side(name=said(language, "You", "你"), face=face(rng, 30))
    )
    default = said(language, "Set as default", "设为默认")
    return chat(
        user,
        Side(
            name=name,
            face=face(rng, 30, letter="OI", colour="#222"),
            tools=actions("edit", "copy", "up", "down", "again", size=15),
        ),
        css=css,
        gap=10,
        **window(rng),
        dark=dark,
        bot=assistant_in(model),
        top=f'<div class="head"><span class="pick"><b>{model} ∨</b><small>{default}</small>'
        f"</span>{signs('more', 'menu')}</div>"
        if rng.random() < 0.8
        else "",
        bottom=field_with(said(language, "Send a Message", "发送消息"), "mic", "send")
        if rng.random() < 0.8
        else "",
        code_bar=("{}", "Copy"),
        manner=NAMED,
    )


def role_cards(rng: Random, language: Language) -> Look:
    """A playground of 2024: a System card, then cards with the role in a corner, tokens and time."""
    dark, ground, ink = colours(rng, 0.4, ("#111317", "#e6e6e6"), ("#fafafa", "#1d1d1f"))
    names = rng.choice((("User", "Assistant"), ("user", "assistant"), ("用户", "助手")))
    card = "#1b1e24" if dark else "#fff"
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}} .words{{background:{card};
    border:1px solid #8884;border-radius:10px;
    padding:9px 13px}} .name{{font-weight:bold;font-size:13px;color:#888;padding-bottom:5px}}
    .side{{order:2;border-left:1px solid #8883}}
    .sys{{margin:10px 14px 2px;border:1px solid #8884;border-radius:10px;padding:9px 13px}}
    .sys b{{font-size:13px;color:#888;
    display:block}} .cnt{{font-size:11px;color:#888}} .code{{background:#8882}}"""
    knobs = "".join(
        f"<div>{k}<span>{v}</span></div>" for k, v in (("Temperature", 1), ("Max tokens", 2048), ("Top P", 1))
    )
    rule = "You are a helpful assistant." if rng.random() < 0.6 else phrase(rng, language, "closing")
    count = (
        f'<span class="cnt">{rng.randint(300, 9000)}ms · {rng.randint(10, 90)} → '
        f"{rng.randint(90, 900)} tokens</span>"
    )
    model = rng.choice(("gpt-4-turbo", "claude-3-opus", "deepseek-chat", "qwen-max"))
    return chat(
        Side(name=names[0]),
        Side(name=names[1], tools=count if rng.random() < 0.5 else ""),
        css=css,
        gap=6,
        **window(rng),
        dark=dark,
        plain=rng.random() < 0.5,
        turns=(2, 5),
        bot=assistant_in(model),
        top=f'<div class="head"><b>{said(language, "Playground", "体验中心")}</b><span>{model} ∨</span></div>'
        f'<div class="sys"><b>{rng.choice(("System", "SYSTEM", "系统"))}</b>{rule}</div>',
        bottom=field_with(said(language, "Enter user message...", "请输入用户消息"), "send"),
        side=f'<div class="side"><b>{said(language, "Parameters", "参数")}</b>{knobs}</div>'
        if rng.random() < 0.6
        else "",
    )


def pull_out(rng: Random, language: Language) -> Look:
    """A small window over another page: the question bold, the answer below a line, keys."""
    dark, ground, ink = colours(rng, 0.5, ("#1c1c1e", "#f0f0f0"), ("#ffffff", "#222"))
    css = f"""#shot{{background:{rng.choice(("#8fa3b8", "#5a6b52", "#d9c8b0"))};
    padding:{rng.randint(16, 44)}px;font-size:15px}}
    #main{{background:{ground};color:{ink};border-radius:14px;box-shadow:0 12px 40px #0007;overflow:hidden}}
    .assistant .bubble{{border-top:1px solid #8884;padding-top:10px}} .user .bubble{{color:{ink};
    font-weight:bold}}
    .act{{display:flex;justify-content:flex-end;gap:14px;font-size:12px;color:#888;padding:8px 14px;
    border-top:1px solid #8883}}"""
    keys = said(language, "Paste ⏎|Copy ⌘C|Continue ⌘J", "粘贴 ⏎|复制 ⌘C|继续对话 ⌘J").split("|")
    act = f'<div class="act">{"".join(f"<span>{k}</span>" for k in keys)}</div>'
    ask = f'<div class="head"><span>{icon("back")}</span>{face(rng, 22)}</div>' if rng.random() < 0.6 else ""
    return chat(
        Side(),
        Side(),
        css=css,
        pad=20,
        width=rng.randint(600, 860),
        height=rng.randint(380, 640),
        dark=dark,
        turns=(2, 3),
        top=ask,
        bottom=act,
    )
