"""Draw small chats in the manner of many clients, for golden cases: HTML in headless Chromium.

    .venv/bin/python tests/pairing/drawing.py OUT [NAME ...]

Each picture gets its truth beside it (`NAME.json`), in the shape that the reading benchmark compares with.
Texts, names and looks are ours.  No test runs this: what it drew was read once and is kept in `cases`.
"""

import html
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
ZH = [
    ("user", "我家的绿萝叶子发黄了，怎么办？"),
    (
        "assistant",
        "绿萝叶子发黄，常见的原因有三个：\n\n1. 浇水太多，根部缺氧\n2. 光照太强，"
        "叶片被晒伤\n3. 长期没有施肥\n\n"
        "先摸一摸土，如果两指深的地方还是湿的，就停止浇水，把花盆搬到通风、有散射光的窗边，"
        "剪掉已经发黄的叶子。",
    ),
    ("user", "多久浇一次水合适？"),
    ("assistant", "夏天大约每周一到两次，冬天十天左右一次。记住“见干见湿”：土表干透了再浇，浇就浇透。"),
]
EN = [
    ("user", "How do I keep bread fresh for longer?"),
    (
        "assistant",
        "Keep it in a paper bag or a bread box at room temperature, cut side down. A "
        "fridge makes bread stale "
        "faster, because cold turns its starch hard.\n\nIf you will not finish it within "
        "two days, slice it and "
        "freeze it. Toast the slices straight from the freezer.",
    ),
    ("user", "And croissants?"),
    (
        "assistant",
        "Eat them the same day. To revive them, warm them in an oven at 160 degrees for five minutes.",
    ),
]
CODE = [
    ("user", "Reverse a string in Go."),
    (
        "assistant",
        "Turn it into runes first, so that letters of more than one byte stay whole:\n\n```go\n"
        "func Reverse(s string) string {\n    r := []rune(s)\n"
        "    for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {\n        r[i], r[j] = r[j], r[i]\n    }\n"
        "    return string(r)\n}\n```\n\nThe loop swaps both ends until it meets in the middle.",
    ),
]

Turns = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page to draw: its body and style, its size in points and how many pixels a point is."""

    turns: Turns
    draw: Callable[[Turns], str]
    style: str
    width: int = 390
    height: int = 844
    scale: float = 2
    lang: str = "zh"
    kind: str = "chat"
    partial: tuple[int, ...] = field(default=())


def paragraphs(text: str) -> str:
    """Markdown of the few kinds above as HTML."""
    out = []
    for part in text.split("\n\n"):
        if part.startswith("```"):
            language, _, code = part[3:].removesuffix("```").partition("\n")
            bar = f"<div class=bar><span>{language}</span><span>Copy code</span></div>"
            out.append(f"<div class=code>{bar}<pre>{html.escape(code.rstrip())}</pre></div>")
        else:
            out.append(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>")
    return "".join(out)


def bubbles(
    turns: Turns, *, times: bool = False, avatars: bool = True, head: str = "", foot: str = ""
) -> str:
    """Both sides in bubbles."""
    rows = []
    for number, (role, text) in enumerate(turns):
        time = f"<i class=time>10:{12 + number:02d}{' ✓✓' if role == 'user' else ''}</i>" if times else ""
        face = f"<b class='face {role}'></b>" if avatars else ""
        rows.append(f"<div class='row {role}'>{face}<div class=bubble>{paragraphs(text)}{time}</div></div>")
    return f"{head}<main>{''.join(rows)}</main>{foot}"


def labelled(
    turns: Turns, *, user: str, assistant: str, head: str = "", foot: str = "", faces: bool = True
) -> str:
    """Names over messages, both at the left."""
    rows = []
    for role, text in turns:
        name = user if role == "user" else assistant
        face = f"<b class='face {role}'></b>" if faces else ""
        rows.append(
            f"<div class='row {role}'>{face}<div><div class=name>{name}</div>{paragraphs(text)}</div></div>"
        )
    return f"{head}<main>{''.join(rows)}</main>{foot}"


def prefixed(turns: Turns, *, user: str, assistant: str) -> str:
    """Plain text with a prefix before each message."""
    said = [(user if role == "user" else assistant) + text for role, text in turns]
    return "<main>" + "".join(paragraphs(text) for text in said) + "</main>"


STATUS = "<div class=status><span>9:41</span><span>5G ▮▮▮ 82%</span></div>"
BASE = """
*{box-sizing:border-box} body{margin:0;font:16px/1.5 'Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif}
p{margin:0 0 10px} p:last-child{margin:0} main{padding:12px} .row{display:flex;margin:0 0 16px;gap:10px}
.face{flex:none;width:38px;height:38px;border-radius:6px} .face.user{background:#c96}
.face.assistant{background:#2a7}
.status{display:flex;justify-content:space-between;padding:12px 24px;font-weight:600}
.title{text-align:center;padding:10px;font-weight:600;font-size:17px}
.time{font:12px sans-serif;color:#888;float:right;margin:6px 0 0 12px} .name{font-weight:700}
.code{background:#f4f4f4;border-radius:8px;margin:0 0 10px;overflow:hidden} pre{margin:0;
padding:10px 14px;font:14px/1.5 'DejaVu Sans Mono'}
.bar{display:flex;justify-content:space-between;background:#e4e4e4;padding:6px 14px;font-size:13px;color:#555}
.input{position:absolute;bottom:24px;left:16px;right:16px;height:44px;border-radius:22px;
background:#eee;padding:10px 18px;color:#999}
"""
TWO_SIDES = (
    ".row.user{flex-direction:row-reverse}.bubble{padding:9px 13px;max-width:76%;"
    "border-radius:10px;background:#fff}"
)


def phone(title: str) -> str:
    return f"{STATUS}<div class=title>{title}</div>"


def field_with(words: str) -> str:
    return f"<div class=input>{words}</div>"


PICTURES: dict[str, Picture] = {
    "paper-plane-messenger": Picture(
        turns=EN,
        lang="en",
        draw=lambda t: bubbles(
            t, times=True, avatars=False, head=phone("Helper bot"), foot=field_with("Message")
        ),
        style=TWO_SIDES
        + "body{background:#9bbf8e}.row.user .bubble{background:#e7fed4}.status,.title{background:#fff}",
    ),
    "green-messenger-dark": Picture(
        turns=EN,
        lang="en",
        draw=lambda t: bubbles(
            t, times=True, avatars=False, head=phone("Dana (bot)"), foot=field_with("Message")
        ),
        style=TWO_SIDES + "body{background:#0b141a;color:#e9edef}.bubble{background:#202c33}.row.user "
        ".bubble{background:#005c4b}.input{background:#202c33}",
    ),
    "blue-messenger": Picture(
        turns=ZH,
        draw=lambda t: bubbles(t, head=phone("园艺小助手"), foot=field_with("")),
        style=TWO_SIDES
        + "body{background:#f0f0f2}.row.user .bubble{background:#0a8cff;color:#fff}.face{border-radius:50%}",
    ),
    "white-bubbles-both-sides": Picture(
        turns=ZH,
        draw=lambda t: bubbles(t, head=phone("对话"), foot=field_with("输入消息")),
        style=TWO_SIDES + "body{background:#ece6f2}.bubble{background:#e3dcef}",
    ),
    "question-bubble-plain-answer": Picture(
        turns=ZH,
        draw=lambda t: bubbles(
            t, avatars=False, head=phone("新对话"), foot=field_with("给 DeepSeek 发送消息")
        ),
        style=TWO_SIDES + "body{background:#fff}.row.user .bubble{background:#eef3ff;border-radius:16px}"
        ".row.assistant .bubble{max-width:100%;padding:0}",
    ),
    "question-bubble-plain-answer-dark-code": Picture(
        turns=CODE,
        lang="en",
        width=900,
        height=760,
        scale=1.5,
        draw=lambda t: bubbles(t, avatars=False),
        style=TWO_SIDES + "body{background:#212121;color:#ececec}main{max-width:720px;margin:auto}"
        ".row.user .bubble{background:#2f2f2f}"
        + ".row.assistant .bubble{max-width:100%;width:100%;padding:0;background:none}"
        ".code{background:#0d0d0d}.bar{background:#2f2f2f;color:#bbb}",
    ),
    "names-over-messages-dark": Picture(
        turns=EN,
        lang="en",
        width=820,
        height=640,
        draw=lambda t: labelled(t, user="You", assistant="ChatGPT", foot=field_with("Message ChatGPT")),
        style=(
            "body{background:#343541;color:#ececf1}.input{background:#40414f}"
            ".face{border-radius:50%;width:28px;height:28px}"
        ),
    ),
    "role-labels": Picture(
        turns=ZH,
        draw=lambda t: labelled(t, user="USER", assistant="ASSISTANT", faces=False, head=phone("养花")),
        style=".name{color:#659;font-size:13px}",
    ),
    "avatars-at-the-left": Picture(
        turns=ZH,
        width=900,
        height=520,
        scale=1.5,
        draw=lambda t: bubbles(t),
        style="body{background:#fff}.face{border-radius:50%}.bubble{padding-top:6px}",
    ),
    "bands-in-two-colours": Picture(
        turns=EN,
        lang="en",
        width=900,
        height=520,
        scale=1,
        draw=lambda t: bubbles(t),
        style="main{padding:0}.row{margin:0;padding:20px 90px}.row.assistant{background:#f7f7f8}",
    ),
    "stacked-boxes": Picture(
        turns=ZH,
        width=760,
        height=560,
        scale=1.5,
        draw=lambda t: bubbles(t, avatars=False),
        style=(
            ".bubble{width:100%;padding:14px 18px;border-radius:8px;background:#f3f4f6}"
            ".row.user .bubble{background:#fff3e0}"
        ),
    ),
    "questions-and-answers-in-text": Picture(
        turns=ZH,
        width=640,
        height=460,
        draw=lambda t: prefixed(t, user="Q：", assistant="A："),
        style="",
    ),
    "terminal": Picture(
        turns=EN,
        lang="en",
        width=900,
        height=420,
        scale=1.5,
        draw=lambda t: prefixed(t, user="User: ", assistant="Assistant: "),
        style="body{background:#111;color:#ddd;font:15px/1.5 'DejaVu Sans Mono'}",
    ),
    "sidebar-and-bubbles": Picture(
        turns=ZH,
        width=1200,
        height=700,
        scale=1.5,
        draw=lambda t: (
            "<aside><b>智能助手</b><p>新建对话</p><p>阳台种菜</p><p>"
            "猫咪不吃饭</p><p>周末去哪里</p><p>写一封道歉信</p></aside>" + bubbles(t, avatars=True)
        ),
        style=TWO_SIDES + "body{display:flex;background:#fff}aside{width:240px;height:700px;"
        "background:#f2f4f8;padding:20px}main{flex:1;padding:24px 90px}"
        + ".bubble{background:#f5f6f8}.row.user .bubble{background:#d8e6ff}",
    ),
    "welcome-page": Picture(
        turns=[],
        kind="negative",
        draw=lambda _: (
            phone("助手") + "<main style='text-align:center;"
            "padding-top:180px'><h2>你好，我能帮你做什么？</h2><p>"
            "写作、翻译、编程，都可以问我</p></main>" + field_with("有问题尽管问我")
        ),
        style="",
    ),
    "list-of-chats": Picture(
        turns=[],
        kind="negative",
        draw=lambda _: (
            phone("消息")
            + "".join(
                f"<div class=row style='padding:0 16px'><b class='face assistant'></b><div><b>"
                f"{name}</b><br>{last}</div></div>"
                for name, last in (
                    ("园艺小助手", "记住见干见湿：土表干透了…"),
                    ("英语陪练", "Sure, let's practise the…"),
                    ("旅行规划", "第一天可以先去古城墙…"),
                    ("周报助手", "本周完成了三项工作：…"),
                )
            )
        ),
        style="",
    ),
    "article": Picture(
        turns=[],
        kind="negative",
        width=820,
        height=700,
        scale=1.5,
        draw=lambda _: (
            "<main style='max-width:640px;margin:auto'><h1>怎样养好一盆绿萝</h1>"
            + "".join(
                f"<h3>{head}</h3><p>{'绿萝喜欢温暖湿润的环境，叶片舒展，适合放在客厅和书房。' * 3}</p>"
                for head in ("光照", "浇水", "施肥", "修剪")
            )
            + "</main>"
        ),
        style="",
    ),
}


def main(out: Path, names: list[str]) -> None:
    """Draw the pictures that are named, or all."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for name in names or PICTURES:
            picture = PICTURES[name]
            size = {"width": picture.width, "height": picture.height}
            page = browser.new_page(viewport=size, device_scale_factor=picture.scale)  # type: ignore[arg-type]
            page.set_content(
                f"<meta charset=utf-8><style>{BASE}{picture.style}</style>{picture.draw(picture.turns)}"
            )
            page.screenshot(path=out / f"{name}.png")
            page.close()
            turns = [{"role": role, "text": text, "partial": False} for role, text in picture.turns]
            truth = {"kind": picture.kind, "lang": picture.lang, "client": name, "turns": turns}
            (out / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
