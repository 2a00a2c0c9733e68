"""Chats without bubbles: playgrounds, terminals, pages of questions and answers."""

from random import Random

from benchmarks.rendering.looks import Look, field_with, row, rows_of
from benchmarks.rendering.phrases import Language
from chatmine.records import Role


def playground(rng: Random, language: Language) -> Look:
    """USER and ASSISTANT in a narrow column, lines between the messages."""
    dark = rng.random() < 0.25
    width, height = rng.randint(560, 1000), rng.randint(380, 760)
    css = f"""#shot{{background:{"#1e1e1e" if dark else "#fff"};color:{"#ddd" if dark else "#353740"}}}
    #shot{{font-size:15px}} .row{{border-bottom:1px solid #8883}}
    .column{{padding:13px 18px;gap:14px}} .words{{flex:1}}
    .role{{width:96px;flex:none;font-size:12px;font-weight:bold;padding-top:4px}}"""
    names = rng.choice((("USER", "ASSISTANT"), ("User", "Assistant"), ("Human", "AI")))
    bars = rng.random() < 0.6

    def one(_: int, role: Role, said: str) -> str:
        return row(role, said, face=f'<div class="role">{names[role == "assistant"]}</div>')

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        turns=(2, 6),
        top='<div class="head"><b>Playground</b></div>' if bars else "",
        bottom=field_with("Enter a user message...") if bars else "",
    )


def terminal(rng: Random, language: Language) -> Look:
    """Fixed-width text on black: each message begins with a prompt or a role."""
    width, height = rng.randint(560, 1000), rng.randint(340, 700)
    ground, ink = rng.choice(
        (
            ("#0c0c0c", "#ccc"),
            ("#1e1e2e", "#cdd6f4"),
            ("#300a24", "#eee"),
            ("#fff", "#111"),
            ("#002b36", "#93a1a1"),
        )
    )
    hue = rng.choice(("inherit", "#5af78e", "#57c7ff", "#d33682"))
    names = rng.choice(
        (
            ("User: ", "Assistant: "),
            ("You: ", "Bot: "),
            ("用户：", "ChatGLM-6B："),
            (">>> ", ""),
            ("Human: ", "AI: "),
            ("&gt; ", ""),
        )
    )
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px}}
    .column{{padding:{rng.randint(2, 8)}px 12px}} .bubble{{font-family:var(--mono)}}
    .bubble p{{display:block}} .who{{color:{hue};font-weight:{rng.choice(("bold", "normal"))}}}"""

    def one(_: int, role: Role, said: str) -> str:
        who = f'<span class="who">{names[role == "assistant"]}</span>' if names[role == "assistant"] else ""
        return row(role, said.replace("<p>", "<p>" + who, 1))

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=ground != "#fff",
        plain=True,
        client="terminal",
        turns=(2, 6),
    )


def questions(rng: Random, language: Language) -> Look:
    """A page of text with Q: and A: in front of the messages."""
    width, height = rng.randint(360, 900), rng.randint(380, 800)
    names = rng.choice(
        (("Q: ", "A: "), ("Q：", "A："))
        if language == "en"
        else (("Q：", "A："), ("问：", "答："), ("我：", "AI："), ("提问：", "回答："))
    )
    bold = rng.random() < 0.5
    css = f"""#shot{{background:{rng.choice(("#fff", "#fbf7ee", "#f4f6f8"))};color:#222}}
    .column{{padding:{rng.randint(5, 9)}px 22px}}
    .who{{font-weight:bold;color:{rng.choice(("inherit", "#07c160", "#c0392b"))}}}
    {".user .bubble{font-weight:bold}" if bold else ""}"""

    def one(_: int, role: Role, said: str) -> str:
        return row(role, said.replace("<p>", f'<p><span class="who">{names[role == "assistant"]}</span>', 1))

    return Look(css=css, rows=rows_of(one), width=width, height=height, plain=True, turns=(2, 7))
