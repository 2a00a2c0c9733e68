"""Rooms and windows: messengers on a desk, a group and its bot, a pane beside a document, a shop's helper."""

from random import Random
from typing import Any

from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, said, status_bar
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import actions, worded
from benchmarks.rendering.skins.sides import (
    Side,
    assistant_in,
    bar,
    chat,
    colours,
    notice,
    phone,
    signs,
    window,
)
from benchmarks.rendering.talks import Leaf, Lines, Message, Talk
from chatmine.records import Role


def _clock(rng: Random) -> str:
    return f"{rng.randint(0, 23)}:{rng.randint(0, 59):02d}"


def _chats(rng: Random, language: Language, width: int) -> str:
    """A list of chats with the beginning of each last message."""
    rows = "".join(
        f'<div class="c">{face(rng, 36, round_=False)}<span><b>{phrase(rng, language, "name")}</b>'
        f"<small>{_clock(rng)}</small><br>"
        f"<i>{phrase(rng, language, rng.choice(('short', 'question')))}</i></span></div>"
        for _ in range(rng.randint(5, 9))
    )
    find = f'<div class="find">{said(language, "Search", "搜索")}</div>'
    return f'<div class="side" style="width:{width}px">{find}{rows}</div>'


_LIST = """.side{overflow:hidden;padding:8px} .side span{flex:1;min-width:0;
    line-height:1.4} .side small{float:right;color:#999;font-size:11px}
.side i{font-style:normal;color:#999;font-size:12px} .find{background:#8882;border-radius:5px;color:#999;
    font-size:13px}"""


def wechat_desktop(rng: Random, language: Language) -> Look:
    """WeChat's window: a list of chats, green and white bubbles with square faces, a large field."""
    dark, ground, ink = colours(rng, 0.25, ("#1e1e1e", "#d8d8d8"), ("#f5f5f5", "#111"))
    bot = rng.choice(("ChatGPT", "AI助手", "小助手", "GPT机器人"))
    listed = rng.random() < 0.6
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}}
    .side{{background:{"#2a2a2a" if dark else "#e8e7e6"}}}
    .head{{border-bottom:1px solid #8883}} .type{{border-top:1px solid #8883;padding:10px 16px 70px;
    color:#888;position:relative}}
    .type b{{position:absolute;right:18px;bottom:12px;background:#8882;padding:4px 16px;font-weight:normal;
    font-size:13px;
    border-radius:4px}} {_LIST}"""
    send = f"<b>{said(language, 'Send(S)', '发送(S)')}</b>"
    times = rng.random() < 0.5
    size, bars = window(rng), rng.random() < 0.8
    return chat(
        Side(
            place="right",
            widest=66,
            box="background:#95ec69;color:#111;border-radius:4px;padding:7px 10px",
            face=face(rng, 34, round_=False),
        ),
        Side(
            place="left",
            widest=66,
            box=f"background:{'#2c2c2c' if dark else '#fff'};border-radius:4px;padding:7px 10px",
            face=face(rng, 34, round_=False),
        ),
        css=css,
        gap=9,
        pad=22,
        **size,
        dark=dark,
        plain=True,
        runs=True,
        before=lambda n: notice(_clock(rng)) if times and n % 3 == 0 else "",
        bot=assistant_in(bot) if bars else None,
        side=_chats(rng, language, 230) if listed and size["width"] > 800 else "",
        top=f'<div class="head"><b>{bot}</b>{icon("more")}</div>' if bars else "",
        bottom=f'<div class="type">{signs("smile", "copy", "chat", "phone")}{send}</div>'
        if rng.random() < 0.7
        else "",
    )


def telegram_desktop(rng: Random, language: Language) -> Look:
    """Telegram's window: chats at the left, bubbles with times in them close together, a date in a pill."""
    dark, ground, ink = colours(rng, 0.5, ("#0e1621", "#fff"), ("#a9c6a0", "#111"))
    its = "#182533" if dark else "#fff"
    css = f"""#shot{{background:{ground};color:{ink};font-size:14px}}
    .side,.head,.foot{{background:{"#17212b" if dark else "#fff"}}}
    .t{{font-size:11px;color:#8fa;opacity:.7;text-align:right}}
    .t{{color:{"#7d8e98" if dark else "#4a8b4a"}}} .day{{color:#fff}}
    .day{{background:#0005;border-radius:12px;width:max-content;margin:8px auto;padding:2px 12px}}
    .head small{{color:#888}}
    .code{{background:#8882}} {_LIST}"""
    name = rng.choice(("ChatGPT Bot", "GPT Assistant", "AskAI"))
    size, bars = window(rng), rng.random() < 0.8
    listed = rng.random() < 0.5 and size["width"] > 800
    at = f'<div class="t">{_clock(rng)}</div>'
    users = said(language, f"{rng.randint(2, 90)},{rng.randint(100, 999)} monthly users", "机器人")
    return chat(
        Side(
            place=rng.choice(("right", "left")),
            widest=64,
            box=f"background:{'#2b5278' if dark else '#effdde'};border-radius:10px;padding:6px 11px",
            tail=f'<div class="t">{_clock(rng)} ✓✓</div>',
        ),
        Side(place="left", widest=64, box=f"background:{its};border-radius:10px;padding:6px 11px", tail=at),
        css=css,
        gap=4,
        pad=18,
        **size,
        dark=dark,
        plain=rng.random() < 0.7,
        before=lambda n: notice(said(language, "March 4", "3月4日")) if n == 0 else "",
        bot=assistant_in(name) if bars else None,
        side=_chats(rng, language, 260) if listed else "",
        top=f'<div class="head"><span><b>{name}</b><br><small>{users}</small>'
        f"</span>{signs('phone', 'more')}</div>"
        if bars
        else "",
        bottom=field_with(said(language, "Write a message...", "输入消息..."), "smile", "mic")
        if rng.random() < 0.7
        else "",
    )


def group_chat(rng: Random, language: Language) -> Look:
    """A group in which one after the other calls the bot: names, quotations, who came in."""
    people = [(phrase(rng, language, "name"), face(rng, 38, round_=False)) for _ in range(rng.randint(2, 3))]
    bot, its_face = rng.choice(("小助手", "ChatGPT", "AI机器人", "群管家")), face(rng, 38, round_=False)
    me = rng.random() < 0.5
    calls, quotes, joins = rng.random() < 0.7, rng.random() < 0.4, rng.random() < 0.5
    css = """#shot{background:#ededed;color:#111} .column{padding:7px 12px}
    .mine .column{flex-direction:row-reverse}
    .words{max-width:74%} .mine .words{display:flex;flex-direction:column;align-items:flex-end}
    .bubble{background:#fff;border-radius:5px;
    padding:9px 11px} .mine .bubble{background:#95ec69} .name{color:#888;font-size:12px}
    .q{background:#e1e1e1;color:#777;font-size:12px;border-radius:4px;padding:5px 8px;margin-top:5px;
    max-width:100%}"""

    def one(n: int, role: Role, text: str) -> str:
        over = notice(f'"{people[0][0]}"邀请"{people[-1][0]}"加入了群聊') if joins and n == 2 else ""
        if role == "assistant":
            quote = (
                f'<div class="q">{people[n // 2 % len(people)][0]}：{phrase(rng, language, "short")}</div>'
            )
            return over + row(role, text, face=its_face, name=bot, tools="").replace(
                "</div></div></div></div>", f"</div>{quote if quotes else ''}</div></div></div>"
            )
        who, his = people[n // 2 % len(people)]
        mine = me and who == people[0][0]
        made = row(role, text, face=his, name="" if mine else who)
        return over + (made.replace('class="row user"', 'class="row user mine"') if mine else made)

    def called(_: Random, talk: Talk) -> Talk:
        messages = tuple((r, _led(m, f"@{bot} ") if r == "user" and calls else m) for r, m in talk.messages)
        return Talk(language=talk.language, messages=messages)

    title = f"{rng.choice(('相亲相爱一家人', 'AI交流群', '摸鱼小分队', '同学群'))}({rng.randint(4, 499)})"
    bars = rng.random() < 0.8
    return Look(
        css=css,
        rows=rows_of(one),
        **phone(rng),
        plain=True,
        turns=(2, 8),
        rewrite=called,
        bot=assistant_in(bot),
        top=status_bar(rng) + bar(icon("back", 22), title, icon("more", 22)) if bars else "",
        bottom=field_with("", "smile", "plus") if bars else "",
    )


def _led(message: Message, words: str) -> Message:
    """The message with words before its first line."""
    first, *rest = message
    if not isinstance(first, Lines):
        return message
    line, *others = first.lines
    made = Leaf(pieces=(words + line.pieces[0], *line.pieces[1:]), styles=line.styles)
    return (Lines(lines=(made, *others)), *rest)


def among_friends(rng: Random, language: Language) -> Look:
    """A bot in young people's messenger: a coloured line beside the words, names in capitals."""
    dark, ground, ink = colours(rng, 0.4, ("#121212", "#eee"), ("#fff", "#111"))
    names = (said(language, "ME", "我"), rng.choice(("MY AI", "BUDDY")))
    css = f"""#shot{{background:{ground};color:{ink}}} .name{{font-size:12px;font-weight:bold;
    letter-spacing:.03em}}
    .user .name{{color:#f23b57}} .assistant .name{{color:#8a3df5}}
    .user .bubble{{border-left:3px solid #f23b57}}
    .assistant .bubble{{border-left:3px solid #8a3df5}} .bubble{{padding:2px 10px}}
    .row+.row{{margin-top:2px}}"""
    bars = rng.random() < 0.8
    day = notice(said(language, "TODAY", "今天")) if rng.random() < 0.5 else ""
    return chat(
        Side(name=names[0]),
        Side(name=names[1]),
        css=css,
        gap=5,
        **phone(rng),
        dark=dark,
        plain=True,
        runs=True,
        turns=(2, 8),
        before=lambda n: day if n == 0 else "",
        top=status_bar(rng) + bar(icon("back", 22), rng.choice(("My AI", "Buddy")), icon("phone", 22))
        if bars
        else "",
        bottom=field_with(said(language, "Send a chat", "发消息"), "mic", "smile") if bars else "",
    )


def document_pane(rng: Random, language: Language) -> Look:
    """A document and a pane beside it in which an assistant answers, with buttons to put it in."""
    size: dict[str, Any] = {"width": rng.randint(900, 1240), "height": rng.randint(480, 820)}
    pane, space = rng.randint(330, 430), " " if language == "en" else ""
    text = "".join(
        f"<p>{space.join(phrase(rng, language, 'sentence') for _ in range(rng.randint(2, 5)))}</p>"
        for _ in range(rng.randint(2, 4))
    )
    name = rng.choice(("WPS AI", "Copilot", "AI 助手", "My AI"))
    css = f"""#shot{{background:#fff;color:#222;font-size:14px}} #main{{flex:none;width:{pane}px;
    background:#f7f8fb;order:2;
    border-left:1px solid #ddd}} .doc{{flex:1;min-width:0;padding:34px 44px;background:#fff;font-size:15px;
    line-height:1.8}}
    .doc p{{padding-top:12px}} .put{{display:flex;gap:8px;font-size:12px;padding-top:8px}}
    .put span{{border:1px solid #ccd;
    border-radius:6px;padding:3px 9px}} .code{{background:#eee}} .head{{border-bottom:1px solid #e4e4ea;
    font-size:15px}}"""
    put = said(language, "Insert|Replace|Retry", "插入|替换|重试").split("|")
    tools = "".join(f"<span>{w}</span>" for w in put)
    return chat(
        Side(place="right", widest=86, box="background:#dfe6ff;border-radius:10px;padding:7px 12px"),
        Side(
            place="left",
            widest=94,
            box="background:#fff;border:1px solid #e4e4ea;border-radius:10px;padding:9px 12px",
            tail=f'<div class="put">{tools}</div>' if rng.random() < 0.7 else "",
            face=face(rng, 24) if rng.random() < 0.4 else "",
        ),
        css=css,
        **size,
        turns=(2, 5),
        side=f'<div class="doc"><h2>{phrase(rng, language, "heading")}</h2>{text}</div>',
        top=f'<div class="head"><b>{name}</b><span>✕</span></div>',
        bottom=field_with(
            said(language, "Ask about this document", "输入问题，或从下方选择场景提问"), "send"
        ),
    )


def support_chat(rng: Random, language: Language) -> Look:
    """A shop's helper: a thing on a card, bubbles with names, quick questions over the field."""
    css = """#shot{background:#f4f4f4;color:#222} .thing{display:flex;gap:10px;background:#fff;
    border-radius:10px;margin:8px 12px;
    padding:10px;font-size:13px} .thing i{width:54px;height:54px;
    background:linear-gradient(#fa8,#f66);border-radius:6px}
    .thing b{color:#f40;display:block} .qk{display:flex;gap:8px;padding:6px 12px;font-size:12px;
    white-space:nowrap;overflow:hidden}
    .qk span{background:#fff;border-radius:12px;padding:4px 10px}"""
    card = (
        f'<div class="thing"><i></i><div>{phrase(rng, language, "thing")}<b>¥{rng.randint(9, 900)}.00</b>'
        f"{said(language, 'Send link', '发送宝贝')}</div></div>"
    )
    quick = "".join(f"<span>{phrase(rng, language, 'question')}</span>" for _ in range(3))
    name = said(language, "Assistant", rng.choice(("智能客服", "店小蜜", "机器人客服")))
    bars = rng.random() < 0.8
    useful = worded(
        ("up", said(language, "Helpful", "有用")), ("down", said(language, "Not helpful", "没用"))
    )
    return chat(
        Side(
            place="right",
            widest=72,
            box="background:#ffdfc4;border-radius:12px 2px 12px 12px;padding:9px 12px",
            face=face(rng, 34),
        ),
        Side(
            place="left",
            widest=76,
            box="background:#fff;border-radius:2px 12px 12px 12px;padding:9px 12px",
            face=face(rng, 34),
            name=name if rng.random() < 0.6 else "",
            tools=useful if rng.random() < 0.5 else actions("up", "down"),
        ),
        css=css,
        **phone(rng),
        plain=True,
        before=lambda n: (card if n == 0 else "") if bars else "",
        top=status_bar(rng) + bar(icon("back", 22), name, icon("more", 22)) if bars else "",
        bottom=f'<div class="qk">{quick}</div>'
        + field_with(said(language, "Type here", "请输入您的问题"), "smile", "plus")
        if bars
        else "",
    )
