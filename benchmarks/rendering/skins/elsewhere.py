"""More of what is no chat: mail, news with comments, shops, calendars, searches, songs, slides, posts."""

import html
from random import Random

from benchmarks.rendering.codes import code
from benchmarks.rendering.looks import Look, face, field_with, icon, said, status_bar, title
from benchmarks.rendering.phrases import Language, phrase


def page_of(
    rng: Random, inside: str, css: str, width: int, *, top: str = "", bottom: str = "", side: str = ""
) -> Look:
    """A page of this HTML on a pale ground."""
    ground = rng.choice(("#fff", "#f6f6f8", "#fbfbf9"))
    return Look(
        css=f"#shot{{background:{ground};color:#222}} {css}",
        rows=lambda _: inside,
        width=width,
        height=rng.randint(520, 860),
        top=top,
        bottom=bottom,
        side=side,
    )


def _text(rng: Random, language: Language, sentences: int) -> str:
    return (" " if language == "en" else "").join(phrase(rng, language, "sentence") for _ in range(sentences))


def mail(rng: Random, language: Language) -> Look:
    """An inbox: senders in bold, subjects, the beginnings of letters, times."""
    rows = "".join(
        f"<div class='m'><b>{phrase(rng, language, 'name')}</b><span class='time'>{rng.randint(0, 23)}"
        f":{rng.randint(10, 59)}</span>"
        f"<p>{phrase(rng, language, 'heading')}</p><small>{phrase(rng, language, 'sentence')}</small></div>"
        for _ in range(rng.randint(5, 8))
    )
    css = """.m{padding:10px 16px;border-bottom:1px solid #8883;font-size:15px}
    .m .time{float:right} small{color:#888}"""
    return page_of(
        rng,
        rows,
        css,
        rng.choice((390, 680)),
        top=status_bar(rng) + title(rng, language, said(language, "Inbox", "收件箱")),
    )


def news(rng: Random, language: Language) -> Look:
    """An article's end and what readers wrote below it: faces, names, times, counts of likes."""
    notes = "".join(
        f"<div class='c'>{face(rng, 34)}<div><small>{phrase(rng, language, 'name')}</small><p>"
        f"{phrase(rng, language, rng.choice(('sentence', 'short', 'question')))}</p>"
        f"<small>{rng.randint(1, 23)}{said(language, 'h ago', '小时前')} · "
        f"{said(language, 'Reply', '回复')} · "
        f"{icon('up', 13)} {rng.randint(0, 300)}</small></div></div>"
        for _ in range(rng.randint(3, 6))
    )
    body = (
        f"<h2>{phrase(rng, language, 'heading')}</h2><p>{_text(rng, language, 4)}</p><h4>"
        f"{said(language, 'Comments', '评论')}</h4>{notes}"
    )
    css = (
        "#scroll{padding:16px 18px} #scroll>*+*{margin-top:12px} .c{display:flex;gap:10px;"
        "font-size:15px} small{color:#999}"
    )
    return page_of(
        rng, body, css, rng.choice((380, 420, 760)), top=status_bar(rng) if rng.random() < 0.5 else ""
    )


def product(rng: Random, language: Language) -> Look:
    """A thing in a shop: a picture, a price, what it is made of, buttons."""
    facts = "".join(f"<li>{phrase(rng, language, 'item')}</li>" for _ in range(rng.randint(2, 5)))
    hue = rng.randint(0, 359)
    body = (
        f"<div class='pic'></div><h2>{phrase(rng, language, 'thing')}</h2><div class='price'>¥ "
        f"{rng.randint(9, 999)}.00</div>"
        f"<ul>{facts}</ul><div class='rate'>★★★★☆ {rng.randint(20, 900)}</div><p>{_text(rng, language, 2)}"
        f"</p>"
        f"<div class='b'><span>{said(language, 'Add to cart', '加入购物车')}</span><span>"
        f"{said(language, 'Buy now', '立即购买')}</span></div>"
    )
    css = f"""#scroll{{padding:0 16px 16px}} #scroll>*+*{{margin-top:10px}} .price{{color:#e33;
    font-size:22px}} .rate{{color:#e8a33d}}
    .pic{{height:220px;background:radial-gradient(hsl({hue} 70% 60%),hsl({hue} 30% 85%));border-radius:12px}}
    .b{{display:flex;gap:12px}} .b span{{flex:1;text-align:center;background:#f60;color:#fff;
    border-radius:20px;padding:9px}} .b span+span{{background:#c00}}"""
    return page_of(rng, body, css, rng.randint(360, 430), top=status_bar(rng))


def calendar(rng: Random, language: Language) -> Look:
    """A week in columns with coloured boxes of what is to be done."""
    days = said(language, "Mon Tue Wed Thu Fri", "周一 周二 周三 周四 周五").split()
    columns = "".join(
        f"<div><b>{day}</b>"
        + "".join(
            (
                f"<p style='background:hsl({rng.randint(0, 359)} 70% 88%);margin-top:{rng.randint(4, 60)}px'>"
                f"{rng.randint(8, 19)}:00 {phrase(rng, language, 'title')}</p>"
            )
            for _ in range(rng.randint(1, 3))
        )
        + "</div>"
        for day in days
    )
    css = (
        ".w{display:grid;grid-template-columns:repeat(5,1fr);gap:10px;padding:14px} .w "
        "p{border-radius:6px;padding:8px;font-size:13px}"
    )
    return page_of(
        rng,
        f"<div class='w'>{columns}</div>",
        css,
        rng.randint(760, 1100),
        top=title(rng, language, f"2024 / {rng.randint(1, 12)}"),
    )


def workbench(rng: Random, language: Language) -> Look:
    """A program's window: a tree of files, tabs, numbered lines, a terminal below."""
    lines = [line for _ in range(3) for line in [*code(rng)[1], ""]]
    rows = "".join(f"<div class='l'><i>{n}</i>{html.escape(line)}</div>" for n, line in enumerate(lines, 1))
    files = "".join(
        f"<div>{name}</div>" for name in ("src", "main.py", "tools.py", "README.md", "tests", "Makefile")
    )
    shell = (
        f"<div class='t'>$ make test<br>{rng.randint(3, 90)} passed in {rng.randint(1, 9)}.2s<br>$ "
        f"git status</div>"
    )
    css = """#shot{background:#1e1e1e;color:#d4d4d4;font-size:14px} .l{white-space:pre;font:13px/1.55
    var(--mono);min-height:1.5em}
    i{display:inline-block;width:44px;color:#858585;font-style:normal;padding-left:10px}
    .side{background:#252526;width:180px}
    .t{border-top:1px solid #444;padding:8px 12px;font:13px/1.5 var(--mono)} .head{background:#252526;
    font-size:13px}"""
    return page_of(
        rng,
        rows,
        css,
        rng.randint(760, 1100),
        top='<div class="head"><span>main.py ✕ &nbsp; tools.py</span></div>',
        bottom=shell,
        side=f"<div class='side'><b>EXPLORER</b>{files}</div>",
    )


def search_page(rng: Random, language: Language) -> Look:
    """Results of a search: links, snippets, questions that others ask."""
    found = "".join(
        (
            f"<div class='r'><small>https://example.org › {rng.randint(10, 99)}</small><h3>"
            f"{phrase(rng, language, 'heading')}</h3><p>{_text(rng, language, 1)}</p></div>"
        )
        for _ in range(rng.randint(2, 4))
    )
    asks = "".join(f"<div class='q'>{phrase(rng, language, 'question')} ∨</div>" for _ in range(4))
    paa = f"<h3>{said(language, 'People also ask', '大家还在问')}</h3>{asks}"
    css = """#scroll{padding:10px 20px} .r{padding:8px 0} .r h3{color:#1a0dab;font-weight:normal} small,.r
    p{color:#555;font-size:14px}
    .q{border-top:1px solid #8884;padding:10px 0}"""
    bar = f'<div class="foot"><div class="box">{phrase(rng, language, "question")}</div>{icon("mic")}</div>'
    return page_of(rng, found + paa, css, rng.choice((400, 760)), top=bar)


def song(rng: Random, language: Language) -> Look:
    """Lines of a song, centred and large, over a gradient."""
    lines = "".join(
        f"<p>{phrase(rng, language, rng.choice(('short', 'heading', 'item')))}</p>"
        for _ in range(rng.randint(6, 11))
    )
    hue = rng.randint(0, 359)
    css = f"""#shot{{background:linear-gradient(hsl({hue} 45% 30%),hsl({(hue + 40) % 360} 50% 16%));
    color:#fffc}}
    #scroll{{text-align:{rng.choice(("center", "left"))};padding:30px 26px;
    font-size:{rng.randint(18, 24)}px;line-height:2}} #scroll p:nth-child(3){{color:#fff;font-weight:bold}}"""
    return page_of(
        rng,
        lines,
        css,
        rng.randint(360, 520),
        bottom=(
            f'<div class="foot"><span>1:{rng.randint(10, 59)}</span><div class="box" '
            f'style="min-height:4px;padding:0"></div><span>3:{rng.randint(10, 59)}</span></div>'
        ),
    )


def slide(rng: Random, language: Language) -> Look:
    """A slide: a large title, points, a box with a remark, a number."""
    points = "".join(f"<li>{phrase(rng, language, 'item')}</li>" for _ in range(rng.randint(3, 5)))
    css = f"""#scroll{{padding:40px 56px}} h1{{font-size:38px;color:hsl({rng.randint(0, 359)} 60% 35%);
    padding-bottom:20px}} li{{font-size:21px;padding:6px 0}}
    .x{{background:#eef3ff;border-left:6px solid #47f;padding:14px 20px;margin-top:22px}}
    .n{{text-align:right;color:#999}}"""
    body = (
        f"<h1>{phrase(rng, language, 'heading')}</h1><ul>{points}</ul><div class='x'>"
        f"{phrase(rng, language, 'question')}</div><div class='n'>{rng.randint(2, 40)}</div>"
    )
    return page_of(rng, body, css, rng.randint(800, 1100))


def spreadsheet(rng: Random, language: Language) -> Look:
    """Cells under letters, beside numbers."""
    columns = rng.randint(4, 6)
    head = "<tr><td></td>" + "".join(f"<td>{c}</td>" for c in "ABCDEFG"[:columns]) + "</tr>"
    rows = "".join(
        f"<tr><td>{n}</td><td>{phrase(rng, language, 'thing')}</td>"
        + "".join(f"<td>{rng.randint(1, 9999)}</td>" for _ in range(columns - 1))
        + "</tr>"
        for n in range(1, rng.randint(9, 16))
    )
    css = (
        "table{width:100%;font-size:14px} td{padding:4px 10px;border:1px solid #ccc} "
        "td:first-child,tr:first-child td{background:#f0f0f0;color:#666}"
    )
    return page_of(rng, f"<table>{head}{rows}</table>", css, rng.randint(600, 1000), top=title(rng, language))


def lone_post(rng: Random, language: Language) -> Look:
    """Somebody's post and answers of others, in which nobody talks to a bot."""
    posts = "".join(
        f"<div class='p'>{face(rng, 42)}<div><b>{phrase(rng, language, 'name')}</b> <small>"
        f"@id{rng.randint(10, 999)} · {rng.randint(1, 20)}h</small>"
        f"<p>{_text(rng, language, rng.randint(1, 3))}</p><small>{icon('chat', 14)} {rng.randint(1, 90)} "
        f"&nbsp; {icon('again', 14)} {rng.randint(1, 300)} &nbsp; {icon('up', 14)} {rng.randint(1, 900)}"
        f"</small></div></div>"
        for _ in range(rng.randint(1, 3))
    )
    css = ".p{display:flex;gap:12px;padding:12px 16px;border-bottom:1px solid #8883} small{color:#71767b}"
    return page_of(
        rng, posts, css, rng.randint(380, 600), top=title(rng, language, said(language, "Post", "帖子"))
    )


def contacts(rng: Random, language: Language) -> Look:
    """Questions that an assistant's app offers, and a list of bots with what each does."""
    bots = "".join(
        (
            f"<div class='c'>{face(rng, 48)}<div><b>{phrase(rng, language, 'title')}</b><p>"
            f"{phrase(rng, language, 'item')}</p></div></div>"
        )
        for _ in range(rng.randint(5, 8))
    )
    css = (
        ".c{display:flex;gap:12px;padding:10px 16px;background:#fff;margin:8px 12px;border-radius:12px} "
        ".c p{color:#888;font-size:14px}"
    )
    return page_of(
        rng,
        bots,
        css,
        rng.randint(360, 430),
        top=status_bar(rng) + title(rng, language, said(language, "Explore", "发现智能体")),
        bottom=field_with(said(language, "Search", "搜索智能体")),
    )
