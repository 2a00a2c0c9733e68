"""What a skin decides, and the pieces that skins share: rows, faces, signs, bars, the page around all.

A skin is a function of a source of chance and a language that gives a `Look`; `page` makes the whole HTML
of a look and a talk.  Every leaf becomes a span that `shooting` measures.
"""

import base64
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.talks import Block, Code, Heading, Items, Leaf, Lines, Message, Table, Talk
from chatmine.records import Role

Rows = Callable[[Sequence[tuple[Role, str]]], str]
# A set that the reader has not learned: EmojiOne 2.3, CC BY 4.0, https://www.emojione.com
GLYPHS = Path(__file__).with_name("emoji.txt")
ZH_FONTS = ("Noto Sans CJK SC", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Noto Serif CJK SC")
EN_FONTS = ("DejaVu Sans", "Noto Sans CJK SC", "DejaVu Sans Condensed", "WenQuanYi Micro Hei", "DejaVu Serif")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A skin with every choice made.

    Sizes are CSS pixels; `bot` is null where nothing on it tells; `runs` says that a speaker may send
    several messages one after the other.  `rewrite` makes another talk of the one that was written,
    `finish` is what becomes of the picture afterwards.
    """

    css: str
    rows: Rows
    width: int
    height: int
    top: str = ""
    bottom: str = ""
    side: str = ""
    dark: bool = False
    plain: bool = False
    client: str = "other"
    bot: str | None = None
    code_bar: tuple[str, ...] = ()
    manner: Manner = field(default=Manner())
    turns: tuple[int, int] = (2, 7)
    runs: bool = False
    rewrite: Callable[[Random, Talk], Talk] | None = None
    finish: Callable[[Image.Image], Image.Image] | None = None


def rows_of(one: Callable[[int, Role, str], str]) -> Rows:
    """Rows made one by one from their number, role and HTML."""
    return lambda messages: "".join(one(n, role, said) for n, (role, said) in enumerate(messages))


def row(
    role: Role, said: str, *, face: str = "", name: str = "", tools: str = "", time: str = "", after: str = ""
) -> str:
    """One message with what stands around it; `time` is inside its bubble, `after` beside it."""
    called = f'<div class="name">{name}</div>' if name else ""
    below = f'<div class="tools">{tools}</div>' if tools else ""
    return (
        f'<div class="row {role}"><div class="column">{face}<div class="words">{called}'
        f'<div class="bubble">{said}{time}</div>{below}</div>{after}</div></div>'
    )


def face(rng: Random, size: int, *, round_: bool = True, letter: str = "", colour: str = "") -> str:
    """An avatar: a letter, an emoji, a gradient or a plain sign."""
    colour = colour or f"hsl({rng.randint(0, 359)} {rng.randint(30, 80)}% {rng.randint(35, 65)}%)"
    kind = rng.random()
    inside = letter
    if not letter and kind < 0.5:
        inside = rng.choice("🐱🐶🌸🍊🌊🎧🦊🌙🍀🤖")
    elif not letter:
        inside = sign(int(size * 0.6))
    second = f"hsl({rng.randint(0, 359)} 60% 50%)" if rng.random() < 0.3 and not letter else colour
    style = (
        f"width:{size}px;height:{size}px;line-height:{size}px;font-size:{int(size * 0.5)}px;"
        f"background:linear-gradient(135deg,{colour},{second});border-radius:{'50%' if round_ else '15%'}"
    )
    return f'<div class="face" style="{style}">{inside}</div>'


def sign(size: int) -> str:
    """A sign of our own for an assistant: a ring around a dot."""
    return (
        f'<svg width="{size}" height="{size}" viewBox="0 0 24 24" fill="none"'
        ' stroke="#fff" stroke-width="2.4">'
        '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="3.4" fill="#fff"/></svg>'
    )


_STROKES = {
    "menu": "M4 7h16M4 12h16M4 17h16",
    "plus": "M12 5v14M5 12h14",
    "back": "M15 5l-7 7 7 7",
    "more": "M5 12h.1M12 12h.1M19 12h.1",
    "up": "M14 9V5a3 3 0 0 0-3-3l-4 9v11h11a2 2 0 0 0 2-2l1-9a2 2 0 0 0-2-2zM7 22H4v-11h3",
    "down": "M10 15v4a3 3 0 0 0 3 3l4-9V2H6a2 2 0 0 0-2 2l-1 9a2 2 0 0 0 2 2zM17 2h3v11h-3",
    "copy": "M9 9h12v12H9zM5 15H3V3h12v2",
    "again": "M3 12a9 9 0 1 0 3-6.7L3 8M3 3v5h5",
    "send": "M22 2 11 13M22 2l-7 20-4-9-9-4z",
    "mic": "M9 4a3 3 0 0 1 6 0v7a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v4",
    "smile": "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 14c1 2 6 2 8 0M9 9.5v.1M15 9.5v.1",
    "phone": "M5 3h4l2 5-3 2a12 12 0 0 0 6 6l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
    "edit": "M12 20h9M16.5 3.5a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4z",
    "chat": "M21 14a2 2 0 0 1-2 2H8l-5 4V6a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z",
}


def icon(name: str, size: int = 18) -> str:
    """A plain drawn sign in the colour of the text around it."""
    return (
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none"'
        f' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{_STROKES[name]}"/></svg>'
    )


def status_bar(rng: Random) -> str:
    """A phone's clock, signal and battery."""
    clock = f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"
    net = rng.choice(("5G", "4G", "LTE", "WiFi", "中国移动", ""))
    return f'<div class="status"><b>{clock}</b><span>{net} {rng.randint(9, 100)}%</span></div>'


def title(rng: Random, language: Language, words: str = "") -> str:
    """A phone's bar with a title."""
    said = words or phrase(rng, language, "title")
    return f'<div class="head">{icon("back", 22)}<b>{html.escape(said)}</b>{icon("more", 22)}</div>'


def field_with(words: str, *icons: str) -> str:
    """An input box at the bottom."""
    return f'<div class="foot"><div class="box">{words}</div>{"".join(icon(i, 24) for i in icons)}</div>'


def said(language: Language, english: str, chinese: str) -> str:
    """An interface's words in the talk's language."""
    return english if language == "en" else chinese


def sidebar(rng: Random, language: Language, *buttons: str) -> str:
    """A list of conversations at the left."""
    titles = "".join(
        f"<div>{icon('chat')} {phrase(rng, language, 'title')}</div>" for _ in range(rng.randint(3, 9))
    )
    return f'<div class="side">{"".join(f"<div>{b}</div>" for b in buttons)}{titles}</div>'


def pictured(text: str) -> str:
    """HTML with each emoji that `emoji.txt` draws as that picture, over its unseen character."""
    glyphs, pattern = _glyphs()
    return pattern.sub(
        lambda found: f'<span class="emoji" style="{glyphs[found[0]]}">{found[0]}</span>', text
    )


@cache
def _glyphs() -> tuple[dict[str, str], re.Pattern[str]]:
    rows = (row.split("\t") for row in GLYPHS.read_text(encoding="utf-8").splitlines()[1:])
    styles = {emoji: f"background-image:url({_data(svg)})" for emoji, svg in rows}
    return styles, re.compile("|".join(map(re.escape, sorted(styles, key=len, reverse=True))))


def _data(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def message_html(number: int, message: Message, code_bar: Sequence[str]) -> str:
    """A message's blocks, each leaf in a span with the message's and its own number."""
    count = iter(range(10_000))

    def span(leaf: Leaf) -> str:
        tags = {"": "{}", "b": "<b>{}</b>", "code": "<code>{}</code>"}
        pairs = zip(leaf.pieces, leaf.styles, strict=True)
        inside = "".join(tags[style].format(pictured(html.escape(piece))) for piece, style in pairs)
        return f'<span class="leaf" data-m="{number}" data-l="{next(count)}">{inside}</span>'

    return "".join(_block_html(block, span, code_bar) for block in message)


def _block_html(block: Block, span: Callable[[Leaf], str], code_bar: Sequence[str]) -> str:
    match block:
        case Lines(lines=lines):
            return f"<p>{'<br>'.join(map(span, lines))}</p>"
        case Heading(level=level, words=words):
            return f"<h{level}>{span(words)}</h{level}>"
        case Items(ordered=ordered, items=items):
            tag = "ol" if ordered else "ul"
            parts = (f"<li>{span(w)}{_block_html(i, span, code_bar) if i else ''}</li>" for w, i in items)
            return f"<{tag}>{''.join(parts)}</{tag}>"
        case Table(rows=rows):
            made = [f"<tr>{''.join(f'<td>{span(cell)}</td>' for cell in cells)}</tr>" for cells in rows]
            return f"<table><thead>{made[0]}</thead>{''.join(made[1:])}</table>"
        case Code(language=language, lines=lines):
            said = "".join(f"<span>{word.format(language)}</span>" for word in code_bar)
            bar = f'<div class="bar">{said}</div>' if code_bar else ""
            return f'<div class="code">{bar}<pre>{chr(10).join(map(span, lines))}</pre></div>'


BASE = """
*{box-sizing:border-box;margin:0;padding:0} html,body{background:var(--ground,#fff)}
body{font:16px/1.6 var(--font),'Noto Color Emoji';color:#111;-webkit-font-smoothing:antialiased}
#shot{display:flex;position:relative;overflow:hidden}
    #main{flex:1;min-width:0;display:flex;flex-direction:column}
#scroll{overflow:hidden;position:relative;flex:none} .row{overflow:hidden} .column{display:flex;gap:10px}
.words{min-width:0} .bubble{overflow-wrap:anywhere;display:flow-root}
    .face{flex:none;text-align:center;color:#fff;overflow:hidden}
.face svg{vertical-align:middle;margin-top:-3px} .icon{flex:none}
.bubble>*+*{margin-top:.75em} ol,ul{padding-left:1.7em} li+li,li>ol,li>ul{margin-top:.25em}
    h1{font-size:1.5em} h2{font-size:1.3em} h3{font-size:1.15em} h4{font-size:1em}
table{border-collapse:collapse} td{padding:5px 14px;border:1px solid #8884} thead{font-weight:bold}
pre,code{font-family:var(--mono)}
    pre{padding:12px 14px;font-size:.88em;line-height:1.5;white-space:pre;overflow:hidden}
    code{font-size:.9em}
.bar{display:flex;justify-content:space-between;padding:6px 14px;font-size:12px}
    .code{border-radius:8px;overflow:hidden}
.status{display:flex;justify-content:space-between;padding:12px 26px 6px;font-size:15px;flex:none}
.head{display:flex;justify-content:space-between;align-items:center;padding:8px 14px;font-size:17px;flex:none}
.foot{display:flex;align-items:center;gap:10px;padding:10px 12px 14px;flex:none}
    .box{flex:1;min-height:38px;padding:7px 14px;border-radius:19px;background:#8882;color:#999;
    font-size:15px}
.side{width:240px;flex:none;padding:12px;font-size:14px;line-height:1.4}
    .side div{padding:9px 8px;white-space:nowrap;overflow:hidden;display:flex;gap:8px;align-items:center}
.emoji{color:transparent;background:center/contain no-repeat}
.time{font-size:11px;color:#8a8a8a} .day{text-align:center;font-size:12px;color:#999;padding:10px 0 4px}
.name{font-size:13px} .tools{display:flex;gap:12px;padding-top:6px;color:#999;font-size:13px}
    .mark{position:absolute;z-index:9;pointer-events:none}
"""


def page(look: Look, talk: Talk, fonts: tuple[str, str], marks: str) -> str:
    """The whole page.  `fonts` are the text's and the code's; `marks` lies over everything."""
    said = [
        (role, message_html(number, message, look.code_bar))
        for number, (role, message) in enumerate(talk.messages)
    ]
    text, mono = fonts
    root = f":root{{--font:'{text}','Noto Sans CJK SC';--mono:'{mono}','Noto Sans Mono CJK SC'}}"
    lang = {"zh-hant": "zh-TW", "en": "en"}.get(talk.language, "zh-CN")
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><style>{root}{BASE}{look.css}</style>'
        f'<body><div id="shot" style="width:{look.width}px">{look.side}<div id="main">{look.top}'
        f'<div id="scroll">{look.rows(said)}</div>{look.bottom}</div>{marks}</div></body></html>'
    )
