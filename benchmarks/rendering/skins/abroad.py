"""Other assistants' own pages: a sparkle, headings and sources, boxes, a browser's sidebar."""

from collections.abc import Sequence
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
from benchmarks.rendering.skins.parts import NAMED, PLAIN_NOTE, actions, note, size
from chatmine.records import Role


def _window(rng: Random) -> tuple[int, int]:
    return rng.randint(640, 1240), rng.randint(440, 820)


def gemini_web(rng: Random, language: Language) -> Look:
    """The question beside a face, the answer beside a sparkle, drafts above it and signs below."""
    dark = rng.random() < 0.4
    bard = rng.random() < 0.4
    width, height = size(rng)
    ground, ink, soft = ("#131314", "#e3e3e3", "#1e1f20") if dark else ("#fff", "#1f1f1f", "#f0f4f9")
    card = bard and not dark
    css = f"""#shot{{background:{soft if card else ground};color:{ink}}}
    .column{{max-width:{rng.randint(700, 860)}px;margin:0 auto;padding:14px 20px;gap:18px}} .words{{flex:1}}
    .assistant .bubble{{{"background:#fff;border-radius:16px;padding:16px 20px" if card else ""}}}
    .code{{background:{soft}}} .side{{background:{soft}}} .drafts{{font-size:13px;color:#777;
    text-align:right}}
    .box{{min-height:56px;border-radius:28px;padding:14px 22px;background:{soft};border:1px solid #8884}}
    {PLAIN_NOTE}"""
    spark = (
        '<div class="face" style="width:32px;height:32px;color:#4285f4;font-size:26px;'
        'line-height:30px">✦</div>'
    )
    mine = face(rng, 32, letter=rng.choice(("J", "小", "M", "")))
    bars = rng.random() < 0.7
    name = "Bard" if bard else "Gemini"
    drafts = (
        said(language, "View other drafts ∨" if bard else "Show drafts ∨", "查看其他草稿 ∨")
        if rng.random() < 0.5
        else ""
    )

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row("user", text, face=mine, after=f"<span>{icon('edit', 16)}</span>" if bard else "")
        head = f'<div class="drafts">{drafts}</div>' if drafts else ""
        return row("assistant", head + text, face=spark, tools=actions("up", "down", "again", "copy", "more"))

    field = (
        said(language, "Enter a prompt here", "在此处输入提示")
        if bard
        else said(language, "Ask Gemini", "问问 Gemini")
    )
    warning = said(
        language,
        f"{name} may display inaccurate info, including about people, so double-check its responses",
        f"{name} 可能会显示不准确的信息，请核实其回答",
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot=("bard" if bard else "gemini") if bars else None,
        top=(
            f'<div class="head">{icon("menu")}<b>{name} {"Experiment" if bard else "∨"}</b>{face(rng, 30)}'
            f"</div>"
        )
        if bars
        else "",
        bottom=field_with(field, "mic", "send") + note(warning) if bars else "",
        code_bar=("{}", "") if rng.random() < 0.5 else (),
        manner=NAMED,
    )


def perplexity(rng: Random, language: Language) -> Look:
    """The question as a large heading, cards of sources, the answer over the width, related questions."""
    dark = rng.random() < 0.4
    width, height = size(rng)
    ground, ink, soft = ("#191a1a", "#e8e8e6", "#242626") if dark else ("#fcfcf9", "#13343b", "#f3f3ee")
    css = f"""#shot{{background:{ground};color:{ink}}} #scroll{{max-width:{rng.randint(660, 780)}px;
    margin:0 auto;width:100%}}
    .column{{padding:8px 18px}} .words{{flex:1}}
    .user .bubble{{font-size:{rng.randint(22, 28)}px;line-height:1.3;
    font-weight:{rng.choice(("bold", "normal"))}}}
    .part{{font-size:17px;font-weight:bold;padding:6px 0}} .cards{{display:grid;
    grid-template-columns:repeat(3,1fr);gap:8px}}
    .cards div{{background:{soft};border-radius:8px;padding:8px 10px;font-size:12px;line-height:1.4}}
    .cards small{{color:#888;display:block}} .rel{{border-top:1px solid #8884;padding:8px 0;font-size:15px}}
    .code{{background:{soft}}} .row.user{{border-top:1px solid #8883;padding-top:8px}}"""
    heads = said(language, "Sources|Answer|Related", "来源|回答|相关").split("|")
    related, bars = rng.random() < 0.6, rng.random() < 0.6

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        out = []
        for n, (role, text) in enumerate(messages):
            if role == "user":
                out.append(row("user", text))
                continue
            cards = "".join(
                (
                    f"<div>{phrase(rng, language, 'heading')}<small>"
                    f"{rng.choice(('wikipedia', 'zhihu', 'bbc', 'cnet'))} · {k}</small></div>"
                )
                for k in range(1, 4)
            )
            head = (
                f'<div class="part">{heads[0]}</div><div class="cards">{cards}</div><div class="part">'
                f"{heads[1]}</div>"
            )
            tail = ""
            if related and n == len(messages) - 1:
                asks = "".join(
                    f'<div class="rel">{phrase(rng, language, "question")} +</div>' for _ in range(3)
                )
                tail = f'<div class="part">{heads[2]}</div>{asks}'
            out.append(
                f'<div class="row"><div class="column"><div class="words">{head}</div></div></div>'
                + row("assistant", text, tools=actions("chat", "again", "copy", "more"))
                + (
                    f'<div class="row"><div class="column"><div class="words">{tail}</div></div></div>'
                    if tail
                    else ""
                )
            )
        return "".join(out)

    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=dark,
        turns=(2, 4),
        top='<div class="head"><b>perplexity</b><span>Share</span></div>' if bars else "",
        bottom=field_with(said(language, "Ask follow-up", "继续追问"), "send") if bars else "",
    )


def hugging(rng: Random, language: Language) -> Look:
    """The question beside a face without a box, the answer in a bordered box beside a round mark."""
    dark = rng.random() < 0.6
    width, height = _window(rng)
    ground, card, ink = ("#111827", "#1f2937", "#d1d5db") if dark else ("#fff", "#f9fafb", "#374151")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:{rng.randint(620, 760)}px;margin:0 auto;padding:10px 16px;gap:14px}} .words{{flex:1}}
    .bubble{{padding:12px 18px}} .assistant .bubble{{background:{card};border:1px solid #8883;
    border-radius:16px}}
    .code{{background:#0f172a;color:#e2e8f0}} .side{{background:#8881}} {PLAIN_NOTE}"""
    both = rng.random() < 0.4
    mine, bot = face(rng, 20) if both else '<div style="width:20px"></div>', face(rng, 20, colour="#ffb000")
    model = rng.choice(("meta-llama/Meta-Llama-3-70B-Instruct", "mistralai/Mixtral-8x7B-Instruct-v0.1"))
    bars = rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        return row(role, text, face=mine if role == "user" else bot)

    foot = f"Model: {model} · Generated content may be inaccurate or false."
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        top=f'<div class="head"><span></span><b>{phrase(rng, language, "title")}</b><span>Share</span></div>'
        if bars
        else "",
        bottom=field_with("Ask anything", "send") + note(foot) if bars else "",
        side=sidebar(rng, language, "<b>HuggingChat</b>", "New Chat") if bars and width > 900 else "",
    )


def copilot_panel(rng: Random, language: Language) -> Look:
    """A browser's sidebar: bold names beside round marks, words below, sources and a count of turns."""
    dark = rng.random() < 0.3
    width, height = rng.randint(360, 520), rng.randint(540, 860)
    ground, ink, soft = ("#2b2b2b", "#eee", "#3a3a3a") if dark else ("#fbf4ee", "#2b2118", "#fff")
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px}}
    .column{{padding:8px 18px;flex-direction:column;gap:6px}}
    .who{{display:flex;gap:10px;align-items:center;font-weight:bold}} .bubble{{padding-left:34px}}
    .more{{font-size:12px;color:#888;padding-top:8px}} .asks{{display:flex;flex-direction:column;
    align-items:flex-end;gap:6px;padding:8px 18px}}
    .asks span{{border:1px solid #b0703a;border-radius:12px;padding:5px 12px;font-size:13px}}
    .count{{text-align:right;font-size:12px;color:#888;padding:0 18px}} .box{{background:{soft}}}
    .code{{background:#8882}}"""
    mine, bot = face(rng, 24), face(rng, 24, colour="#2a7de1")
    names = (said(language, "You", "你"), "Copilot")
    bars = rng.random() < 0.8

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        out = ""
        for role, text in messages:
            who = f'<div class="who">{mine if role == "user" else bot}{names[role == "assistant"]}</div>'
            more = said(language, "Learn more: ", "了解详细信息: ") + "1 wikipedia.org  2 bbc.com"
            learn = f'<div class="more">{more}</div>' if role == "assistant" and rng.random() < 0.4 else ""
            out += row(role, text + learn, face=who)
        asks = "".join(f"<span>{phrase(rng, language, 'question')}</span>" for _ in range(3))
        return out + (
            f'<div class="asks">{asks}</div>' if bars and messages and messages[-1][0] == "assistant" else ""
        )

    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=dark,
        turns=(2, 5),
        top=f'<div class="head"><b>Copilot</b>{actions("again", "more")}</div>' if bars else "",
        bottom='<div class="count">2 / 30</div>'
        + field_with(said(language, "Ask me anything...", "有问题尽管问我..."), "mic")
        if bars
        else "",
    )
