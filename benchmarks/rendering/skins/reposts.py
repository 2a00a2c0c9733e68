"""Screenshots as people pass them on: in posts and articles, joined, drawn on, made funny."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from benchmarks.rendering.looks import Look, face, field_with, icon, said, status_bar
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins import apps, messengers, pockets
from benchmarks.rendering.skins.frames import inside
from benchmarks.rendering.skins.sides import assistant_in, bar
from chatmine.records import Role

INNER: tuple[Callable[[Random, Language], Look], ...] = (
    apps.chatgpt_app, messengers.wechat, messengers.qq, pockets.ernie_app, pockets.zhipu_app,
    pockets.spark_app,
    pockets.deepseek_app, pockets.yuanbao_app, pockets.mirror_site,
)  # fmt: skip


def _framed(look: Look, over: str, under: str, css: str, margin: int) -> Look:
    """The look with a platform's own page above and below its picture, on the platform's ground."""
    rules = f""" #shot{{flex-direction:column}} #main{{flex:none;margin:0 {margin}px;overflow:hidden}}
    .under{{order:2}}
    .by{{display:flex;gap:10px;align-items:center;padding:10px 14px;line-height:1.35}}
    .by>div:not(.face){{flex:1}}
    .say{{padding:2px 14px 10px}} .pic{{font-size:13px}} .cm{{display:flex;gap:10px;padding:8px 14px;
    font-size:14px}}
    .cm small,.by small,.under small{{color:#999;font-size:12px}} .fl{{border-radius:14px;padding:3px 12px;
    font-size:13px}}
    {css}"""
    side = f'<div class="over">{over}</div><div class="under">{under}</div>'
    return replace(look, css=look.css + rules, side=side, width=look.width + 2 * margin)


def _comments(rng: Random, language: Language, count: int) -> str:
    return "".join(
        f'<div class="cm">{face(rng, 30)}<div><small>{phrase(rng, language, "name")}</small><br>'
        f"{phrase(rng, language, rng.choice(('short', 'sentence')))}<br><small>{rng.randint(1, 23)}"
        f"{said(language, 'h', '小时前')} · {said(language, 'Reply', '回复')}</small></div></div>"
        for _ in range(count)
    )


def weibo_post(rng: Random, language: Language) -> Look:
    """A post on Weibo: who and from what phone, a button to follow, words, the picture, comments."""
    look = inside(rng, language, INNER)
    counts = (
        f"{icon('again', 16)} {rng.randint(2, 999)} {icon('chat', 16)} {rng.randint(2, 999)} "
        f"{icon('up', 16)} {rng.randint(2, 9999)}"
    )
    over = (
        f'<div class="by">{face(rng, 40)}<div><b>{phrase(rng, language, "name")}</b><br>'
        f"<small>{rng.randint(1, 12)}-"
        f"{rng.randint(10, 28)} {rng.randint(10, 23)}:{rng.randint(10, 59)} 来自 "
        f"{rng.choice(('iPhone 14 Pro', 'HUAWEI Mate 50', '微博网页版'))}"
        f'</small></div><span class="fl">+关注</span></div><div class="say">'
        f"<a>#{rng.choice(('ChatGPT', '人工智能', 'AI聊天'))}#</a> "
        f"{phrase(rng, language, rng.choice(('sentence', 'short')))}</div>"
    )
    tabs = (
        f'<div class="tabs">转发 {rng.randint(2, 99)} <b>评论 {rng.randint(2, 99)}</b> 赞 '
        f"{rng.randint(2, 999)}</div>"
    )
    under = f'<div class="tabs">{counts}</div>{tabs}{_comments(rng, language, rng.randint(0, 3))}'
    css = """#shot{background:#fff;color:#333} a{color:#eb7350} .fl{border:1px solid #ff8200;color:#ff8200}
    .tabs{display:flex;gap:20px;padding:8px 14px;font-size:14px;color:#666}"""
    return _framed(look, over, under, css, rng.choice((0, 12, 14)))


def xhs_note(rng: Random, language: Language) -> Look:
    """A note on Xiaohongshu: author above, the picture, dots, a title, words, topics, a comment box."""
    look = inside(rng, language, INNER)
    follow = f'<span class="fl">{said(language, "Follow", "关注")}</span>'
    over = (
        f'<div class="by">{icon("back", 22)}{face(rng, 34)}<div>{phrase(rng, language, "name")}'
        f"</div>{follow}{icon('send', 20)}</div>"
    )
    dots = "".join(f'<i style="opacity:{1 if k == 0 else 0.25}"></i>' for k in range(rng.randint(2, 6)))
    topics = " ".join(
        f"#{w}" for w in rng.sample(("ChatGPT", "AI", "人工智能", "打工人", "情感", "效率工具"), 3)
    )
    when = said(
        language, f"{rng.randint(1, 12)}-{rng.randint(10, 28)}", f"编辑于 {rng.randint(2, 6)}天前 上海"
    )
    under = (
        f'<div class="dots">{dots}</div><div class="say"><h3>{phrase(rng, language, "heading")}</h3>'
        f"{phrase(rng, language, 'sentence')}<br><a>{topics}</a><br><small>{when}</small></div>"
        f"{_comments(rng, language, rng.randint(0, 2))}"
        f'<div class="foot"><div class="box">{said(language, "Say something...", "说点什么...")}</div>'
        f"{icon('up', 20)} {rng.randint(10, 9999)} {icon('chat', 20)} {rng.randint(1, 99)}</div>"
    )
    css = """#shot{background:#fff;color:#333} a{color:#13386c} .fl{border:1px solid #ff2442;color:#ff2442}
    .dots{display:flex;justify-content:center;gap:5px;padding:8px} .dots i{width:6px;height:6px;
    border-radius:3px;
    background:#ff2442}"""
    return _framed(look, over, under, css, 0)


def article_picture(rng: Random, language: Language) -> Look:
    """The picture between paragraphs of an article, with a line below that says where it is from."""
    look = inside(rng, language, INNER)
    space = " " if language == "en" else ""
    text = [space.join(phrase(rng, language, "sentence") for _ in range(rng.randint(1, 4))) for _ in range(2)]
    head = (
        f"<h2>{phrase(rng, language, 'heading')}</h2><small>{phrase(rng, language, 'name')} · "
        f"2023-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
        f"</small>"
        if rng.random() < 0.5
        else ""
    )
    from_ = rng.choice(
        (
            said(language, "Picture: screenshot", "（图源：网络）"),
            said(language, "Talking to the bot", "▲ 与AI的对话截图"),
            "",
        )
    )
    over = f'<div class="say">{head}<p>{text[0]}</p></div>'
    under = f'<div class="cap">{from_}</div><div class="say"><p>{text[1]}</p></div>'
    css = """#shot{background:#fff;color:#333} .say{padding:14px 16px;
    line-height:1.75} .say p{padding-top:8px}
    .cap{text-align:center;color:#999;font-size:12px;padding:6px} small{color:#999;font-size:13px}"""
    return _framed(look, over, under, css, 16)


def meme(rng: Random, language: Language) -> Look:
    """Large words above or below the chat, faces laughing beside it."""
    look = inside(rng, language, INNER)
    style = rng.choice(
        (
            "background:#fff;color:#111", "background:#111;color:#ffd400",
            "background:#ffd400;color:#111", "background:#222;color:#fff;-webkit-text-stroke:1px #000",
        )
    )  # fmt: skip
    words = phrase(rng, language, rng.choice(("short", "question", "heading")))
    second = phrase(rng, language, rng.choice(("short", "closing")))
    low = rng.random() < 0.4
    laughs = rng.choice("🤣😂😅🐶🙃")
    css = f""".over,.under{{{style};font-size:{rng.randint(26, 38)}px;line-height:1.3;font-weight:bold;
    text-align:center;
    padding:10px 16px}} .under:empty{{display:none}}
    .{rng.choice(("user", "assistant"))}:nth-child(-n+2) .column::after{{content:"{laughs}";
    font-size:{rng.randint(40, 64)}px;
    line-height:1.2;flex:none}}"""
    return _framed(look, words, second if low else "", css, 0)


_DRAWN = (
    ".row{overflow:visible} %s .bubble{outline:3px solid #f02b2b;outline-offset:3px}",
    ".row{overflow:visible} %s .bubble{position:relative} %s .bubble::after{content:'';"
    "position:absolute;inset:-9px -12px;"
    "border:3px solid #e8262d;border-radius:46px/60%%;transform:rotate(-1.2deg)}",
    "%s .bubble p{text-decoration:underline 2px #f02b2b;text-underline-offset:4px}",
    "%s::after{content:'↑ 看这里';display:block;color:#f02b2b;font-size:22px;font-weight:bold;"
    "padding-left:40%%}",
    "%s .bubble{background:#fff34d;color:#222}",
)


def annotated(rng: Random, language: Language) -> Look:
    """A screenshot that somebody drew on: a frame, a ring, lines, a remark; names made unreadable."""
    look = inside(rng, language, INNER)
    which = f".row:nth-of-type({rng.randint(1, 4)})"
    lines = rng.choice(_DRAWN)
    hidden = rng.choice(
        (
            ".name,.head b{filter:blur(5px)} .face{filter:blur(6px)}",
            ".name,.head b{color:transparent;background:repeating-conic-gradient(#bbb 0 25%,#8f8f8f "
            "0 50%) 0 0/12px 12px}",
            ".name,.head b{background:#e22;color:#e22}",
            "",
        )
    )
    css = lines.replace("%s", which).replace("%%", "%") + hidden
    return replace(look, css=look.css.replace("#main{", "#shot{") + css)


def _cut(messages: Sequence[tuple[Role, str]], parts: int) -> list[Sequence[tuple[Role, str]]]:
    each = max(1, -(-len(messages) // parts))
    return [messages[n : n + each] for n in range(0, len(messages), each)]


def stacked(rng: Random, language: Language) -> Look:
    """Two or three screenshots of one chat, one below the other, each with its own bars."""
    look = rng.choice(INNER)(rng, language)
    count, gap = rng.choice((2, 2, 3)), rng.choice((0, 6, 14))
    top = look.top or status_bar(rng) + bar(
        icon("back", 22), phrase(rng, language, "title"), icon("more", 22)
    )
    seam = f'{look.bottom}<div style="height:{gap}px;background:#fff"></div>{top}'
    return replace(
        look,
        rows=lambda messages: seam.join(look.rows(part) for part in _cut(messages, count)),
        top=top,
        width=min(look.width, 430),
        height=1500,
        turns=(3, 7),
    )


def beside(rng: Random, language: Language) -> Look:
    """Two screenshots of one chat beside each other: the left one first."""
    look = rng.choice(INNER)(rng, language)
    width, gap = min(look.width, 400), rng.choice((0, 8, 20))
    css = (
        look.css.replace("#shot{", ".half{")
        + f""" #shot{{background:{rng.choice(("#fff", "#ddd", "#000"))}}}
    #scroll{{display:flex;gap:{gap}px;align-items:flex-start;background:none}} .half{{width:{width}px;
    display:flex;
    flex-direction:column;align-self:stretch}} .half .foot{{margin-top:auto}}"""
    )
    return replace(
        look,
        css=css,
        rows=lambda messages: "".join(
            f'<div class="half">{look.top}{look.rows(part)}{look.bottom}</div>' for part in _cut(messages, 2)
        ),
        top="",
        bottom="",
        width=2 * width + gap,
        height=6000,
        turns=(2, 5),
    )


def forwarded(rng: Random, language: Language) -> Look:
    """Messages forwarded together: a title of two names, faces, names and times, no bubbles."""
    mine, bot = phrase(rng, language, "name"), rng.choice(("ChatGPT", "AI小助手", "GPT机器人"))
    faces = face(rng, 36, round_=False), face(rng, 36, round_=False)
    day, hour = f"{rng.randint(1, 12)}-{rng.randint(10, 28)}", rng.randint(8, 22)

    def one(n: int, role: Role, text: str) -> str:
        clock = f"{day} {hour}:{10 + n:02d}"
        who = bot if role == "assistant" else mine
        return (
            f'<div class="row {role}"><div class="column">{faces[role == "assistant"]}<div '
            f'class="words"><div class="name">'
            f'<span>{who}</span><span>{clock}</span></div><div class="bubble">{text}</div></div></div></div>'
        )

    css = """#shot{background:#fff;color:#222} .column{padding:10px 14px} .words{flex:1;
    border-bottom:1px solid #eee;padding-bottom:10px}
    .name{display:flex;justify-content:space-between;color:#999;font-size:12px}"""
    record = said(language, f"Chat History for {mine} and {bot}", f"{mine}和{bot}的聊天记录")
    return Look(
        css=css,
        rows=lambda messages: "".join(one(n, role, text) for n, (role, text) in enumerate(messages)),
        width=rng.randint(350, 430),
        height=rng.randint(480, 800),
        plain=True,
        turns=(2, 7),
        bot=assistant_in(bot),
        top=status_bar(rng) + bar(icon("back", 22), record, icon("more", 22)) if rng.random() < 0.75 else "",
        bottom="",
    )


def in_a_video(rng: Random, language: Language) -> Look:
    """A frame of a short video: the chat in the middle, a large title above, captions below."""
    look = inside(rng, language, INNER)
    hue = rng.randint(0, 359)
    over = f"<h1>{phrase(rng, language, 'heading')}</h1>"
    under = (
        f"<h3>{phrase(rng, language, 'short')}</h3><p>@{phrase(rng, language, 'name')}</p>"
        f"<p>{phrase(rng, language, 'closing')}"
        f" #AI</p>{field_with(said(language, 'Add comment...', '善语结善缘，恶言伤人心'), 'smile')}"
    )
    css = f"""#shot{{background:linear-gradient(hsl({hue} 20% 25%),hsl({hue} 25% 12%));color:#fff}}
    .over h1{{text-align:center;color:#ffe14d;padding:26px 14px;line-height:1.3;-webkit-text-stroke:1px #000}}
    .under{{padding:14px}} .under h3{{text-align:center;padding-bottom:18px}} .under p{{font-size:14px}}"""
    return _framed(look, over, under, css, rng.choice((0, 10, 24)))
