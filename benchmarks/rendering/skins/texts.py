"""Talks as text: a memo, a card, printed pages, paragraphs with translations, a book's column."""

from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import Look, face, icon, row, rows_of, said, status_bar
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import actions
from benchmarks.rendering.skins.sides import Side, assistant_in, bar, chat, colours, phone, window
from benchmarks.rendering.talks import Block, Lines, Message, Talk, leaf
from chatmine.records import Role


def _labels(rng: Random, language: Language) -> tuple[str, str]:
    chinese = (
        ("我：", "GPT："),
        ("我：", "ChatGPT："),
        ("问：", "答："),
        ("甲：", "AI："),
        ("Q：", "A："),
        ("【我】", "【AI】"),
    )
    english = (("Me: ", "ChatGPT: "), ("Q: ", "A: "), ("Me: ", "AI: "), ("Human: ", "Bot: "))
    return rng.choice(english if language == "en" else chinese)


def memo(rng: Random, language: Language) -> Look:
    """A phone's memo: a date and a count of letters above, labels before what both said."""
    labels, bold = _labels(rng, language), rng.random() < 0.4
    ground, ink = rng.choice((("#fff", "#222"), ("#fdf8e4", "#3a3220"), ("#000", "#eee")))
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:{rng.randint(3, 8)}px 20px}}
    .on{{font-size:12px;color:#999;
    padding:2px 20px 8px}} .user .bubble{{{"font-weight:bold" if bold else ""}}} .top{{color:#d9a400;
    font-size:16px}}
    h2{{padding:4px 20px}}"""
    count = said(language, f"{rng.randint(90, 900)} characters", f"{rng.randint(90, 900)}字")
    on = said(language, "2023-{}-{}", "2023年{}月{}日").format(rng.randint(2, 12), rng.randint(1, 28))
    head = f'<div class="head top"><span>‹ {said(language, "Notes", "备忘录")}</span>{icon("more", 20)}</div>'
    below = actions("edit", "mic", "plus", "copy", size=22)
    named = f"<h2>{phrase(rng, language, 'heading')}</h2>" if rng.random() < 0.4 else ""

    def one(_: int, role: Role, text: str) -> str:
        return row(role, text.replace("<p>", f"<p>{labels[role == 'assistant']}", 1))

    return Look(
        css=css,
        rows=rows_of(one),
        **phone(rng),
        dark=ground == "#000",
        plain=True,
        turns=(2, 6),
        bot=assistant_in(labels[1]),
        top=status_bar(rng)
        + head
        + named
        + f'<div class="on">{on} {rng.randint(8, 23)}:{rng.randint(10, 59)} | {count}</div>'
        if rng.random() < 0.8
        else "",
        bottom=f'<div class="foot" style="justify-content:space-around">{below}</div>'
        if rng.random() < 0.5
        else "",
    )


def text_card(rng: Random, language: Language) -> Look:
    """A card made of text: a large mark of quotation, what both said after labels, who made it."""
    labels, hue = _labels(rng, language), rng.randint(0, 359)
    css = f"""#shot{{background:hsl({hue} {rng.randint(20, 60)}% {rng.randint(86, 95)}%);color:#2b2b2b;
    font-size:{rng.randint(16, 20)}px}} .column{{padding:6px 30px}} .big{{font-size:70px;line-height:1;
    color:hsl({hue} 45% 55%);
    padding:22px 30px 0;height:70px}} .by{{padding:14px 30px 24px;text-align:right;color:#666;
    font-size:14px}} .w{{color:hsl({hue} 55% 35%);
    font-weight:bold}}"""

    def one(_: int, role: Role, text: str) -> str:
        return row(role, text.replace("<p>", f'<p><span class="w">{labels[role == "assistant"]}</span>', 1))

    return Look(
        css=css,
        rows=rows_of(one),
        width=rng.randint(420, 640),
        height=rng.randint(480, 900),
        plain=True,
        turns=(2, 4),
        bot=assistant_in(labels[1]),
        top='<div class="big">“</div>',
        bottom=f'<div class="by">—— {phrase(rng, language, "name")}</div>' if rng.random() < 0.7 else "",
    )


def printed(rng: Random, language: Language) -> Look:
    """A talk that was exported: a title, a heading for each speaker, the printer's lines at the edges."""
    names = rng.choice(
        (
            (said(language, "You", "你"), "ChatGPT"),
            ("User", "Assistant"),
            (said(language, "Prompt", "提问"), said(language, "Response", "回答")),
        )
    )
    size = f"font-size:{rng.randint(18, 23)}px"
    css = f"""#shot{{background:#fff;color:#1f2328;font-size:15px}} .name{{{size};font-weight:bold;
    color:#1f2328;padding-bottom:4px}}
    .row+.row{{border-top:{rng.choice((0, 1, 1))}px solid #d0d7de}} h1.t{{padding:18px 26px 4px;
    font-size:28px}} .code{{background:#f6f8fa}}
    .pr{{display:flex;justify-content:space-between;font-size:11px;color:#666;padding:8px 26px}}"""
    site = rng.choice(
        ("https://chat.openai.com/share/6f1c", "https://sharegpt.com/c/x8Kd2", "chat-export.md")
    )
    title = phrase(rng, language, "title")
    date = f"2023/{rng.randint(2, 12)}/{rng.randint(1, 28)} {rng.randint(8, 22)}:{rng.randint(10, 59)}"
    lines = rng.random() < 0.6
    return chat(
        Side(name=names[0]),
        Side(name=names[1]),
        css=css,
        gap=10,
        pad=26,
        width=rng.randint(560, 860),
        height=rng.randint(520, 1000),
        turns=(2, 5),
        bot=assistant_in(names[1]),
        top=(f'<div class="pr"><span>{date}</span><span>{title}</span></div>' if lines else "")
        + f'<h1 class="t">{title}</h1>',
        bottom=f'<div class="pr"><span>{site}</span><span>1/{rng.randint(1, 6)}</span></div>'
        if lines
        else "",
        manner=Manner(),
    )


def bilingual(rng: Random, language: Language) -> Look:
    """An assistant's page through a plugin that sets a translation below each paragraph."""
    second = rng.choice(("", "color:#5f7fbf", "border-bottom:1px dashed #72ece9"))
    other: Language = "en" if language != "en" else "zh"
    dark, ground, ink = colours(rng, 0.3, ("#212121", "#ececec"), ("#fff", "#0d0d0d"))
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{max-width:{rng.randint(660, 800)}px;
    margin:0 auto}} .code{{background:#8882}}
    .assistant p:nth-of-type(even),.assistant p+p{{{second}}}"""

    def twice(chance: Random, talk: Talk) -> Talk:
        def told(block: Block) -> tuple[Block, ...]:
            if not isinstance(block, Lines):
                return (block,)
            return (block, Lines(lines=(leaf(phrase(chance, other, "sentence")),)))

        def both(role: Role, message: Message) -> Message:
            return tuple(b for block in message for b in told(block)) if role == "assistant" else message

        return Talk(language="mixed", messages=tuple((r, both(r, m)) for r, m in talk.messages))

    bars = rng.random() < 0.7
    return chat(
        Side(place="right", widest=76, box="background:#8882;border-radius:20px;padding:9px 18px"),
        Side(
            face=face(rng, 28, colour="#10a37f") if rng.random() < 0.5 else "",
            tools=actions("copy", "up", "down", "again"),
        ),
        css=css,
        gap=12,
        **window(rng),
        dark=dark,
        rewrite=twice,
        bot="chatgpt" if bars else None,
        top=f'<div class="head"><b>ChatGPT 4o ∨</b>{icon("more")}</div>' if bars else "",
        bottom='<div class="foot"><div class="box">Message ChatGPT</div></div>' if bars else "",
    )


def letter(rng: Random, language: Language) -> Look:
    """A talk in an app for reading: a narrow serif column, small names over the words."""
    dark, ground, ink = colours(rng, 0.3, ("#1c1b19", "#d8d2c4"), ("#f7f1e3", "#3b3226"))
    names = (said(language, "Reader", "读者"), said(language, "AI", "AI问书"))
    css = f"""#shot{{background:{ground};color:{ink};font-family:'Noto Serif CJK SC';line-height:1.8}}
    .name{{color:#b08442;font-size:13px;
    padding-bottom:2px}} .user .bubble{{border-left:3px solid #b0844288;padding-left:10px}}"""
    return chat(
        Side(name=names[0]),
        Side(name=names[1]),
        css=css,
        pad=24,
        **phone(rng),
        dark=dark,
        plain=True,
        turns=(2, 5),
        top=status_bar(rng) + bar(icon("back", 22), said(language, "Ask the book", "AI问书"), "")
        if rng.random() < 0.7
        else "",
    )
