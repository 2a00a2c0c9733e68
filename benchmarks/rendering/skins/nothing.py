"""What is no chat: articles, settings, welcome pages, posters, editors, tables, lists of chats."""

import html
from random import Random

from benchmarks.rendering.codes import code
from benchmarks.rendering.looks import Look, face, field_with, sidebar, status_bar, title
from benchmarks.rendering.phrases import Language, phrase


def _page(rng: Random, inside: str, css: str, width: int, **bars: str) -> Look:
    ground = rng.choice(("#fff", "#f6f6f8", "#fbf8f1"))
    return Look(
        css=f"#shot{{background:{ground}}} #scroll{{padding:18px 22px}} {css}",
        rows=lambda _: inside,
        width=width,
        height=rng.randint(500, 800),
        top=bars.get("top", ""),
        bottom=bars.get("bottom", ""),
        side=bars.get("side", ""),
    )


def _paragraph(rng: Random, language: Language, sentences: int) -> str:
    space = " " if language == "en" else ""
    return "<p>" + space.join(phrase(rng, language, "sentence") for _ in range(sentences)) + "</p>"


def article(rng: Random, language: Language) -> Look:
    """A title, a by-line, headings and paragraphs; now and then a quotation."""
    parts = [
        f"<h1>{phrase(rng, language, 'heading')}</h1>",
        f"<p class='by'>{phrase(rng, language, 'name')} · 2023-0{rng.randint(1, 9)}-1{rng.randint(1, 9)}</p>",
    ]
    for _ in range(rng.randint(2, 4)):
        parts.append(
            f"<h3>{phrase(rng, language, 'heading')}</h3>{_paragraph(rng, language, rng.randint(2, 5))}"
        )
        if rng.random() < 0.4:
            parts.append(f"<blockquote>{_paragraph(rng, language, 1)}</blockquote>")
    css = """#scroll>*+*{margin-top:14px} .by{color:#888;font-size:13px}
    blockquote{border-left:4px solid #ccc;padding:6px 14px;background:#8881}"""
    return _page(rng, "".join(parts), css, rng.choice((390, 700, 860)))


def settings(rng: Random, language: Language) -> Look:
    """Rows of options with values or switches at the right."""
    words = [phrase(rng, language, "heading") for _ in range(rng.randint(6, 11))]
    rows = "".join(
        f"<div class='opt'><span>{w}</span><i>{rng.choice(('On', 'Off', '›', '12', '已开启'))}</i></div>"
        for w in words
    )
    css = """.opt{display:flex;justify-content:space-between;padding:13px 16px;background:#fff}
    .opt{border-bottom:1px solid #e5e5e5} i{color:#999;font-style:normal}"""
    return _page(
        rng,
        rows,
        css,
        rng.randint(350, 430),
        top=status_bar(rng) + title(rng, language, "Settings" if language == "en" else "设置"),
    )


def welcome(rng: Random, language: Language) -> Look:
    """An assistant's first page: a greeting, cards of suggestions, an empty input box."""
    cards = "".join(
        f"<div class='card'>{phrase(rng, language, 'question')}</div>" for _ in range(rng.choice((3, 4, 6)))
    )
    hello = rng.choice(
        ("How can I help you today?", "What can I do for you?")
        if language == "en"
        else ("你好，我能帮你做什么？", "今天想聊点什么？")
    )
    columns = rng.choice((1, 2, 3))
    css = f""".hi{{text-align:center;padding:{rng.randint(50, 130)}px 0 30px;font-size:24px}}
    .cards{{display:grid;grid-template-columns:repeat({columns},1fr);gap:12px}}
    .card{{border:1px solid #8884;border-radius:12px;padding:12px 14px;font-size:14px}}"""
    width = rng.randint(360, 430) if columns == 1 else rng.randint(760, 1200)
    side = sidebar(rng, language) if width > 800 and rng.random() < 0.5 else ""
    return _page(
        rng,
        f"<div class='hi'>{hello}</div><div class='cards'>{cards}</div>",
        css,
        width,
        bottom=field_with("Message", "send"),
        side=side,
    )


def poster(rng: Random, language: Language) -> Look:
    """Large words on a coloured ground, a few points, a footer."""
    items = "".join(f"<li>{phrase(rng, language, 'item')}</li>" for _ in range(rng.randint(3, 6)))
    hue = rng.randint(0, 359)
    css = f"""#shot{{background:linear-gradient(160deg,hsl({hue} 60% 88%),hsl({(hue + 60) % 360} 60% 82%))}}
    #scroll{{text-align:center;padding:50px 26px}} h1{{font-size:{rng.randint(34, 52)}px;line-height:1.25}}
    ul{{list-style:none;padding:26px 0;font-size:19px}}
    li{{padding:9px;background:#fff9;border-radius:10px;margin:10px 0}}"""
    name = phrase(rng, language, "name")
    return _page(
        rng,
        f"<h1>{phrase(rng, language, 'heading')}</h1><ul>{items}</ul>"
        f"<p>{phrase(rng, language, 'closing')}</p><p>@{name}</p>",
        css,
        rng.randint(420, 640),
    )


def editor(rng: Random, language: Language) -> Look:
    """Programs with line numbers on one ground."""
    lines = [line for _ in range(rng.randint(2, 4)) for line in [*code(rng)[1], ""]]
    rows = "".join(f"<div><i>{n}</i>{html.escape(line)}</div>" for n, line in enumerate(lines, 1))
    ground, ink = rng.choice((("#1e1e1e", "#d4d4d4"), ("#fff", "#222"), ("#282c34", "#abb2bf")))
    css = f"""#shot{{background:{ground};color:{ink};font:14px/1.55 var(--mono)}}
    #scroll div{{white-space:pre;min-height:1.5em}}
    i{{display:inline-block;width:44px;color:#888;font-style:normal}}"""
    return _page(rng, rows, css, rng.randint(560, 900))


def table(rng: Random, language: Language) -> Look:
    """A heading and a table of figures."""
    columns = rng.randint(3, 5)
    head = "".join(f"<td>{phrase(rng, language, 'aspect')}</td>" for _ in range(columns))
    rows = "".join(
        f"<tr><td>{phrase(rng, language, 'thing')}</td>"
        + "".join(f"<td>{rng.randint(3, 999)}</td>" for _ in range(columns - 1))
        + "</tr>"
        for _ in range(rng.randint(5, 11))
    )
    return _page(
        rng,
        f"<h2>{phrase(rng, language, 'heading')}</h2><table><thead><tr>{head}</tr></thead>{rows}</table>",
        "table{margin-top:16px;width:100%}",
        rng.randint(460, 800),
    )


def chat_list(rng: Random, language: Language) -> Look:
    """A messenger's list of chats: faces, names, the beginnings of last messages, times."""
    rows = "".join(
        f"<div class='c'>{face(rng, 46, round_=False)}<div class='w'><b>{phrase(rng, language, 'name')}</b>"
        f"<div class='l'>{phrase(rng, language, 'question')}</div></div>"
        f"<span class='time'>{rng.randint(0, 23)}:{rng.randint(0, 59):02d}</span></div>"
        for _ in range(rng.randint(5, 9))
    )
    css = """.c{display:flex;gap:12px;padding:10px 0;border-bottom:1px solid #8883} .w{flex:1;min-width:0}
    .l{color:#999;font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"""
    return _page(
        rng,
        rows,
        css,
        rng.randint(350, 430),
        top=status_bar(rng) + title(rng, language, "Chats" if language == "en" else "消息"),
    )
