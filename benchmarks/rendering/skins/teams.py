"""Bots where people write to each other at work or in public: rows with names, bubbles, comments."""

from random import Random

from benchmarks.rendering.looks import (
    Look,
    face,
    field_with,
    icon,
    row,
    rows_of,
    said,
    status_bar,
    title,
)
from benchmarks.rendering.phrases import Language, phrase
from chatmine.records import Role


def _phone(rng: Random) -> tuple[int, int]:
    return rng.randint(350, 430), rng.randint(480, 800)


def _clock(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"


def slack(rng: Random, language: Language) -> Look:
    """Rows of one channel: a square face, a bold name with a tag and a time, words under the name."""
    dark = rng.random() < 0.4
    width, height = rng.choice((_phone(rng), (rng.randint(640, 1100), rng.randint(420, 780))))
    ground, ink = ("#1a1d21", "#d1d2d3") if dark else ("#fff", "#1d1c1d")
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px;line-height:1.47}}
    .column{{padding:7px 18px;gap:9px}} .words{{flex:1}} .name{{font-size:15px;font-weight:bold}}
    .name small{{font-size:12px;font-weight:normal;color:#888}} .tag{{font-size:10px;background:#8884;
    border-radius:2px;
    padding:1px 4px;font-weight:normal}} .more{{font-size:13px;color:#1264a3;padding-top:3px}}
    .head,.day{{border-bottom:1px solid #8883}} .box{{border-radius:8px;background:none;
    border:1px solid #8886}}
    .code{{border:1px solid #8884;background:#8881}}"""
    mine, bot = face(rng, 36, round_=False), face(rng, 36, round_=False)
    names = (phrase(rng, language, "name"), rng.choice(("ChatGPT", "Claude", "Ask Bot", "Helper")))
    day = f'<div class="day">{said(language, "Today", "今天")} ∨</div>' if rng.random() < 0.4 else ""
    bars = rng.random() < 0.6

    def one(n: int, role: Role, text: str) -> str:
        tag = ' <span class="tag">APP</span>' if role == "assistant" else ""
        when = f"{rng.randint(1, 12)}:{rng.randint(0, 59):02d} {rng.choice(('AM', 'PM'))}"
        name = f"{names[role == 'assistant']}{tag} <small>{when}</small>"
        made = row(role, text, face=mine if role == "user" else bot, name=name)
        return (day if n == 0 else "") + made

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=rng.random() < 0.5,
        turns=(2, 6),
        bot={"C": None}.get(names[1][0]) or {"ChatGPT": "chatgpt", "Claude": "claude"}.get(names[1]),
        top=f'<div class="head"><b># {rng.choice(("general", "ask-ai", "random"))}</b>{icon("more")}</div>'
        if bars
        else "",
        bottom=field_with("Message #ask-ai", "plus", "send") if bars else "",
    )


def discord(rng: Random, language: Language) -> Look:
    """Dark rows: a round face, a coloured name with a tag and a day, a line about what is answered above."""
    dark = rng.random() < 0.85
    width, height = rng.choice((_phone(rng), (rng.randint(620, 1100), rng.randint(420, 780))))
    ground, ink = ("#313338", "#dbdee1") if dark else ("#fff", "#313338")
    css = f"""#shot{{background:{ground};color:{ink};line-height:1.4}} .column{{padding:9px 16px;gap:14px}}
    .words{{flex:1}} .name{{font-size:16px;color:{"#f2f3f5" if dark else "#060607"};padding-bottom:2px}}
    .name small{{font-size:12px;color:#949ba4}} .tag{{font-size:10px;background:#5865f2;color:#fff;
    border-radius:3px;padding:1px 4px}}
    .reply{{font-size:13px;color:#949ba4;padding:6px 16px 0 62px;white-space:nowrap;overflow:hidden;
    text-overflow:ellipsis}}
    .code{{background:{"#2b2d31" if dark else "#f2f3f5"};border:1px solid #8882}} .box{{border-radius:8px}}
    .btn{{background:#4e5058;color:#fff;border-radius:3px;padding:4px 12px;font-size:13px}}"""
    mine, bot = face(rng, 40), face(rng, 40)
    me, it = phrase(rng, language, "name"), rng.choice(("GPT Bot", "Clyde", "ChatGPT", "小爱机器人"))
    colour, replies = rng.choice(("#f47fff", "#3ba55c", "inherit")), rng.random() < 0.4
    bars = rng.random() < 0.5

    def one(_: int, role: Role, text: str) -> str:
        tag = f'<span class="tag">{rng.choice(("BOT", "✓ APP"))}</span> ' if role == "assistant" else ""
        day = said(language, f"Today at {_clock(rng)} PM", f"今天 {_clock(rng)}")
        name = f'<b style="color:{colour}">{me if role == "user" else it}</b> {tag}<small>{day}</small>'
        quoted = (
            f'<div class="reply">↱ @{me} {phrase(rng, language, "question")}</div>'
            if replies and role == "assistant"
            else ""
        )
        return quoted + row(role, text, face=mine if role == "user" else bot, name=name)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        turns=(2, 6),
        bot="chatgpt" if it == "ChatGPT" else None,
        top=f'<div class="head"><b># {rng.choice(("bot-commands", "闲聊", "ai"))}</b></div>' if bars else "",
        bottom=field_with(said(language, "Message #ai", "给 #ai 发消息"), "plus", "smile") if bars else "",
    )


def dingtalk(rng: Random, language: Language) -> Look:
    """A work messenger: names and receipts around blue and white bubbles."""
    width, height = _phone(rng)
    blue, white = rng.choice((("#c9e2ff", "#fff"), ("#4c8dff", "#fff"), ("#b8d9ff", "#fff")))
    css = f"""#shot{{background:#f2f3f6;color:#171a1d}} .column{{padding:7px 12px;gap:8px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:76%}}
    .user .words{{display:flex;flex-direction:column;align-items:flex-end}}
    .bubble{{background:{white};border-radius:8px;padding:9px 12px}} .user .bubble{{background:{blue};
    color:{"#fff" if blue == "#4c8dff" else "#171a1d"}}} .name{{font-size:12px;color:#888;padding-bottom:3px}}
    .seen{{font-size:11px;color:#8aa;padding-top:3px}} .tag{{font-size:10px;border:1px solid #4c8dff;
    color:#4c8dff;border-radius:3px;padding:0 3px}}
    .head{{background:#fff}} .foot{{background:#fff}} .box{{border-radius:6px}}"""
    mine, bot = face(rng, 38, round_=False), face(rng, 38, round_=False)
    me, it = phrase(rng, language, "name"), rng.choice(("智能问答", "钉钉AI助理", "小钉", "运维助手"))
    group, bars = rng.random() < 0.5, rng.random() < 0.7

    def one(n: int, role: Role, text: str) -> str:
        day = (
            f'<div class="day">{rng.choice(("", "昨天 ", "星期五 "))}{_clock(rng)}</div>'
            if n == 0 or rng.random() < 0.1
            else ""
        )
        if role == "user":
            seen = f'<span class="seen">{"已读" if not group else f"{rng.randint(1, 9)}人未读"}</span>'
            return day + row("user", text, face=mine, name=me if group else "", tools=seen)
        return day + row("assistant", text, face=bot, name=f'{it} <span class="tag">机器人</span>')

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        plain=True,
        runs=True,
        turns=(2, 7),
        top=status_bar(rng) + title(rng, language, f"{it}群({rng.randint(3, 90)})" if group else it)
        if bars
        else "",
        bottom=field_with(said(language, "Message", "发消息"), "mic", "smile", "plus") if bars else "",
    )


def wecom(rng: Random, language: Language) -> Look:
    """A firm's messenger: names with the firm behind an at sign, pale blue and white bubbles with points."""
    width, height = _phone(rng)
    dark = rng.random() < 0.25
    ground, its, mine, ink = (
        ("#161616", "#2a2a2a", "#1d4b8f", "#ddd") if dark else ("#ebedf0", "#fff", "#c6e1ff", "#191919")
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:8px 12px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:70%}}
    .bubble{{background:{its};border-radius:4px;padding:9px 12px;position:relative;line-height:1.45}}
    .user .bubble{{background:{mine}}}
    .name{{font-size:12px;color:#888;padding-bottom:3px}} .name i{{font-style:normal;color:#d9903d}}
    .head{{background:#8881}}"""
    mine_face, bot = face(rng, 40, round_=False), face(rng, 40, round_=False)
    firm, it = rng.choice(("云帆科技", "青禾书店", "Acme")), rng.choice(("小云", "智能客服", "AI助手"))
    bars = rng.random() < 0.7

    def one(n: int, role: Role, text: str) -> str:
        day = (
            f'<div class="day">{rng.choice(("上午", "下午"))}{_clock(rng)}</div>'
            if n == 0 or rng.random() < 0.12
            else ""
        )
        if role == "user":
            return day + row("user", text, face=mine_face)
        return day + row("assistant", text, face=bot, name=f"{it}<i>@{firm}</i>")

    head = (
        f'<div class="head">{icon("back", 22)}<div style="text-align:center;line-height:1.2"><b>{it}'
        f"</b><br><small>@{firm}</small></div>{icon('more', 22)}</div>"
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        turns=(2, 7),
        top=status_bar(rng) + head if bars else "",
        bottom=field_with("", "smile", "plus") if bars else "",
    )


def comments(rng: Random, language: Language) -> Look:
    """A bot under a post: rows with a face, a coloured name, the words, and a line of time and buttons."""
    dark = rng.random() < 0.2
    width, height = _phone(rng)
    css = f"""#shot{{background:{"#191919" if dark else "#fff"};color:{"#d3d3d3" if dark else "#333"};
    font-size:15px;line-height:1.5}}
    .column{{padding:8px 14px;gap:10px}} .words{{flex:1}} .name{{font-size:13px;color:#e6772c;
    padding-bottom:2px}}
    .tools{{font-size:12px}} .assistant .column{{padding-left:{rng.choice((14, 58))}px}}
    .tag{{background:#ff8200;color:#fff;font-size:10px;border-radius:3px;padding:0 4px}}
    .head{{border-bottom:1px solid #8883}}"""
    mine, bot = face(rng, 36), face(rng, 30)
    me, it = phrase(rng, language, "name"), rng.choice(("AI小助手", "评论机器人", "AI Helper"))

    def one(_: int, role: Role, text: str) -> str:
        name = me if role == "user" else f'{it} <span class="tag">{said(language, "BOT", "机器人")}</span>'
        when = said(
            language,
            f"{rng.randint(1, 20)}h",
            f"{rng.randint(1, 12)}-{rng.randint(1, 28)} {_clock(rng)} 来自四川",
        )
        tools = (
            f"<span>{when}</span><span>{said(language, 'Reply', '回复')}</span>{icon('up', 14)}<span>"
            f"{rng.randint(1, 999)}</span>"
        )
        return row(role, text, face=mine if role == "user" else bot, name=name, tools=tools)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        turns=(2, 5),
        top=status_bar(rng) + title(rng, language, said(language, "Replies", "回复详情"))
        if rng.random() < 0.6
        else "",
        bottom=field_with(said(language, "Post your reply", "发布你的评论"), "smile")
        if rng.random() < 0.5
        else "",
    )
