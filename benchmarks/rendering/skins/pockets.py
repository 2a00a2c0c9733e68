"""Assistants on a phone: more Chinese firms' apps, a mirror site, a speaker, a role play."""

from random import Random

from benchmarks.rendering.looks import Look, face, field_with, icon, said, status_bar
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import NAMED, PLAIN_NOTE, actions, note, worded
from benchmarks.rendering.skins.sides import Side, assistant_in, bar, chat, colours, notice, phone, signs


def _asks(rng: Random, language: Language, count: int) -> str:
    return "".join(f"<span>{phrase(rng, language, 'question')}</span>" for _ in range(count))


def ernie_app(rng: Random, language: Language) -> Look:
    """A violet bubble at the right, a white card with a foot of words in it, sheets to choose from below."""
    foot = (
        f'<div class="end"><span>{said(language, "Regenerate", "重新生成")}</span>'
        f"<span>{actions('copy', 'up', 'down')}</span></div>"
    )
    bars = rng.random() < 0.8
    tabs = said(language, "Chat|Explore|Me", "对话|发现|我的").split("|")
    css = f"""#shot{{background:linear-gradient(#e8ecff,#f6f7fc 40%);color:#1e2033}}
    .end{{display:flex;justify-content:space-between;border-top:1px solid #0001;padding-top:8px;
    font-size:13px;color:#8a8fa8}} .tabs{{display:flex;justify-content:space-around;font-size:12px;
    padding:6px;
    color:#777;background:#fff}} .code{{background:#f4f5fa}} .box{{background:#fff}} {PLAIN_NOTE}"""
    return chat(
        Side(
            place="right",
            box="background:#5b5cf6;color:#fff;border-radius:14px 4px 14px 14px;padding:9px 13px",
        ),
        Side(
            place=rng.choice(("left", "wide")),
            widest=92,
            box="background:#fff;border-radius:4px 14px 14px 14px;padding:11px 14px",
            tail=foot if rng.random() < 0.7 else "",
            face=face(rng, 32, colour="#4e6ef2") if rng.random() < 0.5 else "",
        ),
        css=css,
        **phone(rng),
        bot="ernie" if bars else None,
        top=status_bar(rng) + bar(icon("menu", 22), "文心一言", icon("plus", 22)) if bars else "",
        bottom=note("内容由AI生成，仅供参考")
        + field_with("输入你的问题或需求", "mic", "plus")
        + f'<div class="tabs">{"".join(f"<span>{t}</span>" for t in tabs)}</div>'
        if bars
        else "",
        code_bar=("{}", "复制代码"),
        manner=NAMED,
    )


def zhipu_app(rng: Random, language: Language) -> Look:
    """A pale bubble at the right, the answer plain under a small mark and a name, round buttons below."""
    dark, ground, ink = colours(rng, 0.3, ("#16181d", "#e3e6ee"), ("#fff", "#1f2329"))
    mark = '<i class="mk"></i>'
    css = f"""#shot{{background:{ground};color:{ink}}} .mk{{display:inline-block;width:18px;height:18px;
    border-radius:9px;background:conic-gradient(#1a6cff,#7ad7ff,#1a6cff);vertical-align:-4px}}
    .assistant .name{{font-size:14px;padding-bottom:6px}} .tools span{{border:1px solid #8884;
    border-radius:14px;padding:2px 10px}} .code{{background:#8881}}
    .fn{{display:flex;gap:8px;padding:4px 14px;font-size:12px}} .fn span{{background:#8882;border-radius:12px;
    padding:4px 10px;white-space:nowrap}}"""
    bars = rng.random() < 0.8
    tools = worded(
        ("copy", said(language, "Copy", "复制")), ("again", said(language, "Retry", "重试")),
        ("send", said(language, "Share", "分享")),
    )  # fmt: skip
    more = "".join(f"<span>{w}</span>" for w in ("AI画图", "AI搜索", "长文档解读", "数据分析"))
    return chat(
        Side(
            place="right",
            box=f"background:{'#26324d' if dark else '#e9f0ff'};border-radius:16px;padding:9px 15px",
        ),
        Side(
            name=f"{mark} ChatGLM" if rng.random() < 0.6 else mark, tools=tools if rng.random() < 0.7 else ""
        ),
        css=css,
        **phone(rng),
        dark=dark,
        bot="chatglm" if bars else None,
        top=status_bar(rng) + bar(icon("back", 22), "智谱清言", signs("phone", "more")) if bars else "",
        bottom=f'<div class="fn">{more}</div>' + field_with("和我聊聊天吧", "mic", "send") if bars else "",
        code_bar=("{}", ""),
        manner=NAMED,
    )


def spark_app(rng: Random, language: Language) -> Look:
    """Both with faces, a blue gradient and white; a label of the model and three asks in the answer's box."""
    asks = f'<div class="asks">{_asks(rng, language, rng.choice((2, 3)))}</div>' if rng.random() < 0.5 else ""
    css = f"""#shot{{background:#eef2fb;color:#222}} .column{{gap:8px}} .asks{{display:flex;
    flex-direction:column;gap:6px;
    align-items:flex-start;font-size:13px;padding-top:8px}} .asks span{{background:#eaf1ff;color:#3a6cf0;
    border-radius:10px;padding:4px 10px}} .src{{font-size:11px;color:#aab}} .code{{background:#f0f2f7}}
    {PLAIN_NOTE}"""
    bars = rng.random() < 0.8
    times = rng.random() < 0.4
    return chat(
        Side(
            place="right",
            widest=74,
            box="background:linear-gradient(90deg,#3c7bff,#5aa2ff);color:#fff;border-radius:14px "
            "2px 14px 14px;"
            "padding:9px 13px",
            face=face(rng, 34),
        ),
        Side(
            place="left",
            widest=80,
            box="background:#fff;border-radius:2px 14px 14px 14px;padding:10px 13px",
            face=face(rng, 34, colour="#2a6af5"),
            tail='<div class="src">以上内容由讯飞星火认知大模型生成</div>' if rng.random() < 0.5 else "",
            tools=asks or actions("copy", "up", "down"),
        ),
        css=css,
        **phone(rng),
        before=lambda n: (
            notice(f"{rng.randint(8, 23)}:{rng.randint(10, 59)}") if times and n % 2 == 0 else ""
        ),
        plain=rng.random() < 0.5,
        bot="spark" if bars else None,
        top=status_bar(rng) + bar(icon("menu", 22), "讯飞星火", icon("edit", 20)) if bars else "",
        bottom=field_with("有什么问题尽管问我", "mic", "plus") if bars else "",
    )


def yuanbao_app(rng: Random, language: Language) -> Look:
    """A grey bubble at the right, the answer plain under a line of sources, a switch of models below."""
    dark, ground, ink = colours(rng, 0.25, ("#111", "#eaeaea"), ("#fff", "#151515"))
    found = said(
        language, f"Referenced {rng.randint(3, 20)} sources ›", f"引用 {rng.randint(3, 20)} 篇资料作为参考 ›"
    )
    thought = said(
        language, f"Thought for {rng.randint(3, 60)} s ∨", f"已深度思考（用时{rng.randint(3, 60)}秒）∨"
    )
    css = f"""#shot{{background:{ground};color:{ink}}} .st{{font-size:13px;color:#888;background:#8881;
    border-radius:8px;padding:5px 10px;display:inline-block}} .code{{background:#8881}}
    .sw{{display:flex;gap:8px;padding:6px 14px 0;font-size:12px}} .sw span{{border:1px solid #0a7;color:#0a7;
    border-radius:12px;padding:2px 10px}} .box{{border-radius:14px}}"""
    bars = rng.random() < 0.8
    line = rng.choice((found, thought, ""))
    return chat(
        Side(place="right", box="background:#8882;border-radius:12px;padding:9px 14px"),
        Side(
            lead=f'<div class="st">{line}</div>' if line else "",
            tools=actions("copy", "again", "send", "up", "down", size=17) if rng.random() < 0.7 else "",
        ),
        css=css,
        gap=10,
        **phone(rng),
        dark=dark,
        bot="hunyuan" if bars else None,
        top=status_bar(rng) + bar(icon("menu", 22), "腾讯元宝", icon("plus", 22)) if bars else "",
        bottom='<div class="sw"><span>DeepSeek ∨</span><span>深度思考(R1)</span><span>联网搜索</span></div>'
        + field_with("有问题，尽管问，shift+enter换行"[: rng.choice((8, 8, 19))], "mic", "plus")
        if bars
        else "",
        code_bar=("{}", "复制"),
        manner=NAMED,
    )


def deepseek_app(rng: Random, language: Language) -> Look:
    """A blue bubble at the right, a mark and a folded block of thought over the plain answer."""
    dark, ground, ink = colours(rng, 0.45, ("#151517", "#f2f2f2"), ("#fff", "#262626"))
    thought = said(language, "Thought for {} seconds ∨", "已深度思考（用时 {} 秒） ∨").format(
        rng.randint(2, 90)
    )
    searched = said(language, "Read {} web pages ›", "已阅读 {} 个网页 ›").format(rng.randint(5, 50))
    css = f"""#shot{{background:{ground};color:{ink}}} .th{{font-size:13px;color:#8b8b8b}}
    .code{{background:#8881}} .bar{{background:#8881}} .md{{display:flex;gap:8px;padding:4px 14px 12px;
    font-size:13px}}
    .md span{{border-radius:14px;padding:4px 12px;background:#4d6bfe22;color:#4d6bfe}}"""
    bars = rng.random() < 0.8
    line = rng.choice((thought, thought, searched, ""))
    return chat(
        Side(
            place="right",
            box=f"background:{'#2f3340' if dark else '#eff6ff'};border-radius:16px;padding:9px 14px",
        ),
        Side(
            face=face(rng, 26, colour="#4d6bfe") if rng.random() < 0.6 else "",
            lead=f'<div class="th">{line}</div>' if line else "",
            tools=actions("copy", "again", "up", "down", size=17) if rng.random() < 0.7 else "",
        ),
        css=css,
        gap=9,
        **phone(rng),
        dark=dark,
        bot="deepseek" if bars else None,
        top=status_bar(rng) + bar(icon("menu", 22), phrase(rng, language, "title"), icon("plus", 22))
        if bars
        else "",
        bottom=field_with(said(language, "Message DeepSeek", "给 DeepSeek 发送消息"), "plus", "send")
        + f'<div class="md"><span>{said(language, "DeepThink (R1)", "深度思考 (R1)")}</span>'
        f"<span>{said(language, 'Search', '联网搜索')}</span></div>"
        if bars
        else "",
        code_bar=("{}", said(language, "Copy", "复制")),
        manner=NAMED,
    )


def speaker_app(rng: Random, language: Language) -> Look:
    """A voice assistant on a dark gradient: what was said at the right without a box, answers on glass."""
    hue = rng.randint(190, 300)
    dark = rng.random() < 0.7
    ground = f"hsl({hue} 60% 18%),hsl({hue + 30} 55% 8%)" if dark else f"hsl({hue} 80% 94%),#fff"
    css = f"""#shot{{background:linear-gradient({ground});color:{"#fff" if dark else "#1b1b2b"}}}
    .user .bubble{{font-size:{rng.randint(17, 20)}px;text-align:right}} .try{{display:flex;gap:8px;
    padding:8px 14px;
    font-size:13px;white-space:nowrap;overflow:hidden}} .try span{{background:#8883;border-radius:14px;
    padding:5px 12px}}
    .orb{{width:52px;height:52px;border-radius:26px;margin:8px auto 16px;
    background:radial-gradient(#9cf,#36f 60%,#63f)}}"""
    card = rng.random() < 0.7
    name = rng.choice(("小爱同学", "小度", "小艺", "Siri", "小布"))
    bars = rng.random() < 0.7
    return chat(
        Side(place="right", widest=86, box="padding:2px 4px"),
        Side(
            place="left",
            widest=88,
            box=f"background:{'#ffffff1f' if dark else '#fff'};border-radius:16px;padding:11px 15px"
            if card
            else "",
        ),
        css=css,
        gap=rng.randint(8, 14),
        pad=18,
        **phone(rng),
        dark=dark,
        plain=True,
        top=status_bar(rng) + bar(icon("back", 22), name if rng.random() < 0.5 else "", icon("more", 22))
        if bars
        else "",
        bottom=f'<div class="try">{_asks(rng, language, 3)}</div><div class="orb"></div>' if bars else "",
    )


def roleplay_app(rng: Random, language: Language) -> Look:
    """A character before a wallpaper: see-through bubbles, a name over his, a note that all is made up."""
    hue = rng.randint(0, 359)
    css = f"""#shot{{background:radial-gradient(circle at 50% 20%,hsl({hue} 55% 62%),transparent 45%),
    linear-gradient(hsl({(hue + 40) % 360} 45% 38%),hsl({hue} 50% 14%));color:#fff}}
    .made{{background:#0006;border-radius:12px;margin:8px 60px;padding:4px 10px;font-size:12px;
    text-align:center;color:#ddd}}
    .who{{display:flex;gap:8px;align-items:center;font-size:14px}} .add{{background:#fff;color:#111;
    border-radius:12px;
    padding:1px 10px;font-size:12px}} .box{{background:#0005;color:#ccc}} .again{{font-size:12px;
    color:#eee}}"""
    person = phrase(rng, language, "name")
    bars = rng.random() < 0.8
    made = said(language, "Everything the character says is made up", "以下内容均为AI生成")
    voice = f'<span class="again">▶ {rng.randint(2, 20)}″</span>' if rng.random() < 0.4 else ""
    return chat(
        Side(
            place="right",
            widest=76,
            box="background:#ffffffd9;color:#222;border-radius:16px;padding:9px 14px",
        ),
        Side(
            place="left",
            widest=80,
            box="background:#000000a6;border-radius:16px;padding:9px 14px",
            name=person if rng.random() < 0.4 else "",
            tools=voice,
        ),
        css=css,
        **phone(rng),
        dark=True,
        plain=True,
        turns=(2, 7),
        before=lambda n: f'<div class="made">{made}</div>' if n == 0 and bars else "",
        top=status_bar(rng)
        + f'<div class="head">{icon("back", 22)}<span class="who">{face(rng, 34)}<b>{person}</b>'
        f'<span class="add">'
        f"+ {said(language, 'Follow', '关注')}</span></span>{icon('more', 22)}</div>"
        if bars
        else "",
        bottom=field_with(said(language, f"Message {person}...", f"给{person}发消息"), "mic", "plus")
        if bars
        else "",
    )


def mirror_site(rng: Random, language: Language) -> Look:
    """A copy of ChatGPT under another name: who sells it, a code to scan, what is left for today."""
    dark, ground, ink = colours(rng, 0.2, ("#1f2023", "#e4e4e4"), ("#f6f7f9", "#222"))
    site = rng.choice(("ChatGPT 中文版", "AI智能问答", "GPT国内版", "ChatAI Plus", "OpenAI 中文网"))
    css = f"""#shot{{background:{ground};color:{ink};font-size:15px}} .column{{gap:9px}}
    .ad{{background:#fff3cd;color:#7a5b00;font-size:12px;padding:5px 12px;text-align:center}}
    .qr{{width:{rng.randint(56, 84)}px;aspect-ratio:1;flex:none;
    background:conic-gradient(#111 25%,#fff 0 50%,#111 0 75%,#fff 0)
    0 0/11px 11px;border:4px solid #fff}} .end{{display:flex;gap:14px;align-items:center;
    justify-content:center;padding:12px;
    font-size:13px;color:#777;border-top:1px solid #8883}} .code{{background:#0d1117;color:#e6edf3}}
    .when{{font-size:11px;color:#999;padding-top:3px}}"""
    when = (
        f'<div class="when">2023/{rng.randint(2, 9)}/{rng.randint(10, 28)} '
        f"{rng.randint(10, 23)}:{rng.randint(10, 59)}:02</div>"
    )
    when = when if rng.random() < 0.5 else ""
    sided, bars = rng.random() < 0.5, rng.random() < 0.8
    shop = f"公众号：{rng.choice(('AI工具箱', '程序员阿木', '智能前线', '小林说AI'))}"
    end = f'<div class="end"><div class="qr"></div><div>{shop}<br>长按识别，免费使用</div></div>'
    ad = (
        f'<div class="ad">今日剩余 {rng.randint(0, 20)} 次 · 开通会员不限次数 ›</div>'
        if rng.random() < 0.6
        else ""
    )
    size = (
        phone(rng)
        if rng.random() < 0.6
        else {"width": rng.randint(640, 1000), "height": rng.randint(460, 800)}
    )
    return chat(
        Side(
            place="right" if sided else "wide",
            box="background:#d2f9d1;color:#222;border-radius:6px;padding:8px 12px"
            if sided
            else "padding:3px 0",
            face=face(rng, 32, round_=False),
            tools=when,
        ),
        Side(
            place="left" if sided else "wide",
            widest=88,
            box="background:#fff;color:#222;border-radius:6px;padding:9px 12px",
            face=face(rng, 32, colour="#10a37f", round_=False),
            tools=when,
        ),
        css=css,
        **size,
        dark=dark,
        bot=assistant_in(site) if bars else None,
        top=f'<div class="head"><b>{site}</b>{icon("menu")}</div>{ad}' if bars else "",
        bottom=field_with("来说点什么吧...（Shift + Enter = 换行）", "send") + end,
        code_bar=("{}", "复制代码"),
        manner=NAMED,
    )
