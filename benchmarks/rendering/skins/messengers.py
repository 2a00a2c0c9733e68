"""Bots in messengers: bubbles of two sides, nothing rendered but line breaks."""

from random import Random

from benchmarks.rendering.looks import Look, face, field_with, row, rows_of, status_bar, title
from benchmarks.rendering.phrases import Language, phrase
from chatmine.records import Role


def _phone(rng: Random) -> tuple[int, int]:
    return rng.randint(340, 430), rng.randint(420, 780)


def _day(rng: Random, n: int) -> str:
    if n and rng.random() > 0.12:
        return ""
    day = rng.choice(("昨天 ", "", "", "星期三 ", "3月8日 ", "Yesterday "))
    return f'<div class="day">{day}{_clock(rng)}</div>'


def _clock(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"


def wechat(rng: Random, language: Language) -> Look:
    """Green and white bubbles with square faces; names above them in groups."""
    dark, group = rng.random() < 0.35, rng.random() < 0.4
    width, height = _phone(rng)
    ground, its, mine, ink = (
        ("#111", "#2c2c2c", "#3eb575", "#d5d5d5") if dark else ("#ededed", "#fff", "#95ec69", "#191919")
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:7px 12px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:{rng.randint(64, 72)}%}}
    .bubble{{background:{its};border-radius:5px;padding:8px 12px;position:relative;line-height:1.45}}
    .user .bubble{{background:{mine};color:{"#0b1a10" if dark else "#191919"}}}
    .bubble::before{{content:'';position:absolute;top:13px;left:-5px;border:6px solid transparent;
    border-right-color:{its};border-left:0}}
    .user .bubble::before{{left:auto;right:-5px;border:6px solid transparent;border-left-color:{mine};
    border-right:0}}
    .name{{font-size:12px;color:#888;padding-bottom:3px}}
    .box{{border-radius:5px;background:{"#2c2c2c" if dark else "#fff"}}}"""
    mine_face, bot = face(rng, 40, round_=False), face(rng, 40, round_=False)
    name = phrase(rng, language, "name")

    def one(n: int, role: Role, said: str) -> str:
        if role == "user":
            return _day(rng, n) + row("user", said, face=mine_face)
        return _day(rng, n) + row("assistant", said, face=bot, name=name if group else "")

    bars = rng.random() < 0.7
    head = f"{phrase(rng, language, 'name')}({rng.randint(3, 400)})" if group else name
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        client="wechat",
        turns=(2, 8),
        top=status_bar(rng) + title(rng, language, head) if bars else "",
        bottom=field_with("", "smile", "plus") if bars else "",
    )


def qq(rng: Random, language: Language) -> Look:
    """Blue and white bubbles with round faces; names with level tags in groups."""
    dark, group = rng.random() < 0.25, rng.random() < 0.5
    width, height = _phone(rng)
    ground, its, ink = (
        ("#1a1a1c", "#2b2b2f", "#e6e6e6") if dark else (rng.choice(("#f0f0f4", "#f1f2f5")), "#fff", "#111")
    )
    mine, mine_ink = rng.choice((("#0099ff", "#fff"), ("#12b7f5", "#fff")))
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:7px 12px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:72%}}
    .user .words{{display:flex;flex-direction:column;align-items:flex-end}}
    .bubble{{background:{its};border-radius:12px;padding:9px 13px;line-height:1.5}}
    .user .bubble{{background:{mine};color:{mine_ink}}}
    .name{{font-size:12px;color:#999;padding-bottom:3px}}
    .tag{{background:#b9c3d3;color:#fff;font-size:10px;border-radius:3px;padding:0 4px}}"""
    mine_face, bot = face(rng, 40), face(rng, 40)
    names = (phrase(rng, language, "name"), phrase(rng, language, "name"))
    tag = (
        f'<span class="tag">LV{rng.randint(1, 99)} {rng.choice(("管理员", "群主", "活跃"))}</span> '
        if rng.random() < 0.5
        else ""
    )

    def one(n: int, role: Role, said: str) -> str:
        name = tag + names[role == "user"] if group else ""
        if role == "user":
            return _day(rng, n) + row("user", said, face=mine_face, name=name)
        return _day(rng, n) + row("assistant", said, face=bot, name=name)

    bars = rng.random() < 0.7
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        client="qq",
        turns=(2, 8),
        top=status_bar(rng) + title(rng, language, names[0]) if bars else "",
        bottom=field_with("", "mic", "smile") if bars else "",
    )


def feishu(rng: Random, language: Language) -> Look:
    """Small round faces, names over messages, pale blue and grey; at the left or on two sides."""
    dark, sides = rng.random() < 0.3, rng.random() < 0.6
    width, height = _phone(rng) if rng.random() < 0.6 else (rng.randint(600, 900), rng.randint(400, 700))
    ground, its, mine, ink = (
        ("#1a1a1a", "#292929", "#1b3a6b", "#ebebeb") if dark else ("#fff", "#f2f3f5", "#d1e3ff", "#1f2329")
    )
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px}} .column{{padding:7px 14px;gap:8px}}
    {".user .column{flex-direction:row-reverse}" if sides else ""} .words{{max-width:78%}}
    .user .words{{display:flex;flex-direction:column;align-items:{"flex-end" if sides else "flex-start"}}}
    .bubble{{background:{its};border-radius:8px;padding:8px 12px}} .user .bubble{{background:{mine}}}
    .name{{font-size:12px;color:#8f959e;padding-bottom:3px}}
    .tag{{background:#ffe9b0;color:#865a00;border-radius:3px;font-size:10px;padding:0 4px}}"""
    mine_face, bot = face(rng, 32), face(rng, 32)
    me, it = phrase(rng, language, "name"), rng.choice(("小飞", "Helper", "智能助手"))
    tag = rng.choice(("机器人", "BOT"))

    def one(n: int, role: Role, said: str) -> str:
        if role == "user":
            return _day(rng, n) + row("user", said, face=mine_face, name="" if sides else me)
        return _day(rng, n) + row("assistant", said, face=bot, name=f'{it} <span class="tag">{tag}</span>')

    bars = rng.random() < 0.7
    placeholder = f"Message {it}" if language == "en" else f"发送给 {it}"
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        client="feishu",
        turns=(2, 7),
        top=(status_bar(rng) if width < 500 else "") + title(rng, language, it) if bars else "",
        bottom=field_with(placeholder, "smile", "plus") if bars else "",
    )


def line(rng: Random, language: Language) -> Look:
    """Green bubbles at the right and white ones on a blue wallpaper, times and "read" beside them."""
    width, height = _phone(rng)
    ground = rng.choice(("#8cabd8", "#7494c0", "#fff", "linear-gradient(#9fb8dd,#b8c9e6)", "#1e1e1e"))
    its = "#303030" if ground == "#1e1e1e" else "#f0f0f2" if ground == "#fff" else "#fff"
    ink = "#f0f0f0" if its == "#303030" else "#111"
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:5px 10px;gap:8px}}
    .user .column{{justify-content:flex-end}} .words{{max-width:68%}}
    .bubble{{background:{its};border-radius:16px;padding:8px 13px}}
    .user .bubble{{background:#8de055;color:#111}}
    .when{{align-self:flex-end;font-size:10px;line-height:1.3;
    color:{"#999" if ground in ("#fff", "#1e1e1e") else "#3a4a63"};white-space:pre;text-align:right}}
    .assistant .when{{text-align:left}} .head,.status{{color:{"#eee" if its == "#303030" else "#111"}}}"""
    bot = face(rng, 34)
    read = "Read\n" if language == "en" else "已讀\n"

    def one(n: int, role: Role, said: str) -> str:
        half = rng.choice(("上午", "下午", "")) if language != "en" else ""
        when = f'<div class="when">{read if role == "user" else ""}{half}{_clock(rng)}</div>'
        if role == "user":
            return _day(rng, n) + row("user", said, face=when)
        return _day(rng, n) + row("assistant", said, face=bot, after=when)

    bars = rng.random() < 0.7
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=its == "#303030",
        plain=True,
        runs=True,
        turns=(2, 8),
        top=status_bar(rng) + title(rng, language, phrase(rng, language, "name")) if bars else "",
        bottom=field_with("Aa", "smile", "mic") if bars else "",
    )


def whatsapp(rng: Random, language: Language) -> Look:
    """Bubbles with the time and ticks inside, a patterned wallpaper."""
    dark = rng.random() < 0.45
    width, height = _phone(rng)
    ground, its, mine, ink = (
        ("#0b141a", "#202c33", "#005c4b", "#e9edef") if dark else ("#efe7de", "#fff", "#d9fdd3", "#111b21")
    )
    step, dot = f"{rng.randint(18, 40)}px", "#ffffff0a" if dark else "#00000010"
    dots = f"radial-gradient({dot} 2px,transparent 3px) 0 0/{step} {step}" if rng.random() < 0.5 else ""
    css = f"""#shot{{background:{ground};color:{ink}}} #scroll{{background:{dots or "none"}}}
    .column{{padding:3px 12px}} .user .column{{justify-content:flex-end}} .words{{max-width:80%}}
    .bubble{{background:{its};border-radius:8px;padding:6px 9px 7px;box-shadow:0 1px 1px #0002;
    line-height:1.4}} .user .bubble{{background:{mine}}}
    .time{{float:right;margin:6px 0 -3px 12px;color:{"#aebac1" if dark else "#667781"}}}
    .day span{{background:{its};padding:4px 10px;border-radius:8px}}
    .head,.status,.foot{{background:{"#1f2c34" if dark else "#f6f6f6"}}}
    .row+.row{{margin-top:{rng.randint(0, 8)}px}}"""

    def one(n: int, role: Role, said: str) -> str:
        when = f'<div class="time">{_clock(rng)}{" ✓✓" if role == "user" else ""}</div>'
        return row(role, said, time=when)

    bars = rng.random() < 0.7
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        turns=(2, 8),
        top=status_bar(rng) + title(rng, language, phrase(rng, language, "name")) if bars else "",
        bottom=field_with("Message", "mic") if bars else "",
    )


def telegram(rng: Random, language: Language) -> Look:
    """Bubbles on a coloured gradient, small times inside them at the lower right."""
    dark = rng.random() < 0.4
    width, height = _phone(rng) if rng.random() < 0.7 else (rng.randint(560, 800), rng.randint(420, 700))
    hue = rng.randint(0, 359)
    ground = (
        "#0e1621" if dark else f"linear-gradient(150deg,hsl({hue} 40% 75%),hsl({(hue + 50) % 360} 45% 82%))"
    )
    its, mine, ink = (
        ("#182533", "#2b5278", "#f5f5f5") if dark else ("#fff", rng.choice(("#effdde", "#e1f3ff")), "#111")
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:3px 10px}}
    .user .column{{justify-content:flex-end}} .words{{max-width:82%}}
    .bubble{{background:{its};border-radius:14px;padding:6px 11px;line-height:1.42}}
    .user .bubble{{background:{mine}}}
    .time{{float:right;margin:5px 0 0 10px;color:{"#7d93a8" if dark else "#8aa08a"}}}
    .head,.status,.foot{{background:{"#17212b" if dark else "#fff"}}}
    .name{{color:#3390ec;font-weight:bold}}"""

    def one(n: int, role: Role, said: str) -> str:
        when = f'<div class="time">{_clock(rng)}{" ✓✓" if role == "user" else ""}</div>'
        return row(role, said, time=when)

    bars = rng.random() < 0.7
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=True,
        runs=True,
        client="telegram",
        turns=(2, 8),
        top=(status_bar(rng) if width < 500 else "") + title(rng, language, phrase(rng, language, "name"))
        if bars
        else "",
        bottom=field_with("Message", "mic") if bars else "",
    )
