"""Chinese assistants' own pages in a browser, as they came after the first ones."""

from collections.abc import Sequence
from random import Random

from benchmarks.rendering.looks import (
    Look,
    face,
    field_with,
    icon,
    row,
    rows_of,
    said,
    sidebar,
)
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.parts import NAMED, PLAIN_NOTE, actions, note, only_last, size, worded
from chatmine.records import Role


def doubao_web(rng: Random, language: Language) -> Look:
    """A pale bubble at the right, the answer plain, further questions as chips below it."""
    width, height = size(rng)
    dark = rng.random() < 0.3
    ground, soft, ink = ("#141414", "#262626", "#e8e8e8") if dark else ("#fff", "#f2f3f5", "#1d2129")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:{rng.randint(640, 800)}px;margin:0 auto;padding:10px 16px}}
    .user .column{{justify-content:flex-end}} .user .words{{max-width:85%}} .assistant .words{{flex:1}}
    .user .bubble{{background:{soft};border-radius:12px;padding:9px 16px}}
    .code{{background:{soft}}} .side{{background:{"#1c1c1c" if dark else "#f7f8fa"}}}
    .chips{{display:flex;flex-direction:column;align-items:flex-start;gap:8px;padding-top:12px}}
    .chips span{{border:1px solid #8884;border-radius:10px;padding:6px 12px;font-size:14px}}
    .foot{{max-width:800px;width:100%;margin:0 auto}} .box{{background:none;border:1px solid #8885;
    min-height:84px;border-radius:18px}}
    {PLAIN_NOTE}"""
    asks = [phrase(rng, language, "question") for _ in range(rng.choice((0, 2, 3)))]
    chips = '<div class="chips">' + "".join(f"<span>{a} →</span>" for a in asks) + "</div>" if asks else ""
    bars = rng.random() < 0.7

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        return "".join(
            row("user", text)
            if role == "user"
            else row(
                "assistant",
                text + only_last(len(messages), n, chips),
                tools=actions("copy", "up", "down", "again"),
            )
            for n, (role, text) in enumerate(messages)
        )

    return Look(
        css=css,
        rows=rows,
        width=width,
        height=height,
        dark=dark,
        bot="doubao" if bars else None,
        top=f'<div class="head"><span>{phrase(rng, language, "title")}</span>{icon("more")}</div>'
        if bars
        else "",
        bottom=field_with("发消息、输入 @ 选择技能或 / 选择文件", "mic", "send")
        + note("内容由豆包 AI 生成，请仔细甄别")
        if bars
        else "",
        side=sidebar(
            rng, language, "<b>豆包</b>", icon("edit") + " 新对话", "AI 搜索", "帮我写作", "图像生成"
        )
        if bars and width > 900 and rng.random() < 0.6
        else "",
        code_bar=("{}", "复制"),
        manner=NAMED,
    )


def kimi_web(rng: Random, language: Language) -> Look:
    """Bubbles of two sides with faces on a pale ground; worded buttons inside the answer's bubble."""
    width, height = size(rng)
    css = f"""#shot{{background:#f5f5f7;color:#212121}}
    .column{{max-width:{rng.randint(680, 820)}px;margin:0 auto;padding:10px 14px;gap:12px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:84%}}
    .bubble{{background:#fff;border-radius:14px;padding:12px 16px}}
    .user .bubble{{background:{rng.choice(("#e1e5ff", "#cfe2ff", "#e4e6eb"))}}}
    .in{{display:flex;gap:14px;color:#888;font-size:13px;border-top:1px solid #0001;padding-top:8px}}
    .in .icon{{vertical-align:-2px}} .code{{background:#f3f4f6}} .side{{background:#ececf0}} {PLAIN_NOTE}"""
    mine, bot = face(rng, 36), face(rng, 36, colour="#111", letter="K")
    buttons = worded(("copy", "复制"), ("again", "再试一次"), ("chat", "分享"))
    bars = rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row("user", text, face=mine)
        return row("assistant", f'{text}<div class="in">{buttons}</div>', face=bot)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot="kimi" if bars else None,
        top=f'<div class="head"><b>Kimi</b><span>{phrase(rng, language, "title")}</span><span></span></div>'
        if bars
        else "",
        bottom=field_with(
            rng.choice(("有什么问题尽管问我，Shift+Enter 换行", "尽管问，带图也行")), "plus", "send"
        )
        + note("Kimi 由 Moonshot AI 提供")
        if bars
        else "",
        code_bar=("{}", "复制"),
        manner=NAMED,
    )


def tongyi_web(rng: Random, language: Language) -> Look:
    """The question beside a face on a lilac ground, the answer in a white card with a footer in it."""
    width, height = size(rng)
    css = f"""#shot{{background:{rng.choice(("#f3f2ff", "#f7f8fc"))};color:#26244c}}
    .column{{max-width:{rng.randint(700, 860)}px;margin:0 auto;padding:8px 16px;gap:14px}} .words{{flex:1}}
    .assistant .bubble{{background:#fff;border-radius:12px;padding:14px 20px}} .user .bubble{{padding:5px 0}}
    .in{{display:flex;justify-content:space-between;color:#878aab;font-size:13px;padding-top:4px}}
    .in div{{display:flex;gap:12px}} .code{{background:#f7f8fc}} .side{{background:#ececfb}} {PLAIN_NOTE}"""
    mine, bot = face(rng, 32), face(rng, 32, colour="#615ced")
    foot = (
        f'<div class="in"><div>{worded(("again", "重新生成"))}</div><div>{actions("up", "down", "copy")}'
        f"</div></div>"
    )
    bars, tall = rng.random() < 0.7, rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row("user", text, face=mine)
        return row("assistant", text + (foot if tall else ""), face=bot)

    warning = (
        "服务生成的所有内容均由人工智能模型生成，其生成内容的准确性和完整性无法保证，不代表我们的态度或观点"
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot="qwen" if bars else None,
        top=f'<div class="head"><b>通义千问</b><span>{phrase(rng, language, "title")}</span></div>'
        if bars
        else "",
        bottom=field_with("千事不决问通义，“/”唤起提示词", "send") + note(warning) if bars else "",
        side=sidebar(rng, language, icon("plus") + " 新建对话") if bars and width > 900 else "",
        code_bar=("{}", "复制代码"),
        manner=NAMED,
    )


def spark_web(rng: Random, language: Language) -> Look:
    """Both at the left with faces: blue bubbles with white letters, white ones with a source line below."""
    width, height = size(rng)
    css = f"""#shot{{background:linear-gradient(#e6eeff,#f4f7ff);color:#1d2a4d}}
    .column{{max-width:{rng.randint(680, 840)}px;margin:0 auto;padding:9px 14px;gap:12px}}
    .words{{max-width:90%}}
    .bubble{{background:#fff;border-radius:4px 14px 14px 14px;padding:11px 16px;
    box-shadow:0 2px 8px #3a5cff14}}
    .user .bubble{{background:#3d6bff;color:#fff}} .code{{background:#f2f5ff}}
    .from{{font-size:12px;color:#9aa5c4;padding-top:5px}} .side{{background:#dfe8ff}} {PLAIN_NOTE}"""
    mine, bot = face(rng, 36, letter=rng.choice(("L", "王", ""))), face(rng, 36, colour="#2b6bff")
    version = rng.choice(("V2.0", "V3.0", "V3.5"))
    bars = rng.random() < 0.7
    below = f'<div class="from">答复来自讯飞星火{version}</div>' if bars else ""
    tools = actions("copy", "up", "down", "again") if rng.random() < 0.6 else ""

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row("user", text, face=mine)
        return row("assistant", text + below, face=bot, tools=tools)

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot="spark" if bars else None,
        top='<div class="head"><b>讯飞星火认知大模型</b></div>' if bars else "",
        bottom=field_with("在此输入您想了解的内容，Shift+Enter换行", "send") if bars else "",
        side=sidebar(rng, language, icon("plus") + " 新建对话") if bars and width > 900 else "",
        code_bar=("{}", "复制"),
        manner=NAMED,
    )


def zhinao_web(rng: Random, language: Language) -> Look:
    """A green bubble at the right, a white card with worded buttons at the left, faces outside the column."""
    width, height = size(rng)
    slug, name, colour = rng.choice(
        (
            ("360", "360智脑", "#1fbf6b"),
            ("baichuan", "百川大模型", "#ff6a2b"),
            ("chatglm", "智谱清言", "#3f6ff5"),
        )
    )
    css = f"""#shot{{background:#f4f6fa;color:#222}}
    .column{{max-width:{rng.randint(680, 860)}px;margin:0 auto;padding:9px 14px;gap:12px}}
    .user .column{{flex-direction:row-reverse}} .words{{max-width:82%}}
    .bubble{{background:#fff;border-radius:8px;padding:11px 16px}}
    .user .bubble{{background:{colour}{rng.choice(("", "33"))}}} .tools{{font-size:12px}}
    .code{{background:#1e2433;color:#e8ecf5}} .bar{{background:#2b3246}} .side{{background:#e9edf5}}
    {PLAIN_NOTE}"""
    if f"{colour}}}" in css:
        css += ".user .bubble{color:#fff}"
    mine, bot = face(rng, 34), face(rng, 34, colour=colour)
    bars = rng.random() < 0.7
    buttons = worded(("again", "重新回答"), ("copy", "复制"), ("up", "赞"), ("down", "踩"))

    def one(_: int, role: Role, text: str) -> str:
        return (
            row("user", text, face=mine)
            if role == "user"
            else row("assistant", text, face=bot, tools=buttons)
        )

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        bot=None if slug == "baichuan" or not bars else slug,
        top=f'<div class="head"><b>{name}</b><span>{phrase(rng, language, "title")}</span></div>'
        if bars
        else "",
        bottom=field_with(f"和{name}聊聊吧", "send") + note("内容由人工智能生成，仅供参考") if bars else "",
        side=sidebar(rng, language, icon("plus") + " 新建会话") if bars and width > 900 else "",
        code_bar=("{}", "复制代码"),
        manner=NAMED,
    )


def deepseek_web(rng: Random, language: Language) -> Look:
    """A pale blue bubble at the right, a line about thinking over the plain answer."""
    dark = rng.random() < 0.5
    width, height = size(rng)
    ground, mine, ink = ("#292a2d", "#414158", "#f8faff") if dark else ("#fff", "#eff6ff", "#262626")
    css = f"""#shot{{background:{ground};color:{ink}}}
    .column{{max-width:{rng.randint(680, 800)}px;margin:0 auto;padding:12px 16px;gap:12px}}
    .user .column{{justify-content:flex-end}} .user .words{{max-width:85%}} .assistant .words{{flex:1}}
    .user .bubble{{background:{mine};border-radius:14px;padding:8px 20px}}
    .think{{display:inline-block;background:#8882;border-radius:10px;padding:6px 12px;font-size:13px}}
    .face{{border:1px solid #4d6bfe55}} .code{{background:{"#181818" if dark else "#fafafa"}}}
    .bar{{background:#8882}} .side{{background:{"#212327" if dark else "#f9fbff"}}}
    .pill{{border:1px solid #8885;border-radius:14px;padding:3px 10px;font-size:13px;margin-right:8px}}
    .foot{{max-width:800px;width:100%;margin:0 auto}} .box{{min-height:86px;border-radius:22px;
    line-height:1.8}}
    {PLAIN_NOTE}"""
    bot = face(rng, 32, colour="#4d6bfe")
    thinks, bars = rng.random() < 0.5, rng.random() < 0.7

    def one(_: int, role: Role, text: str) -> str:
        if role == "user":
            return row("user", text)
        seconds = rng.randint(2, 90)
        told = said(language, f"Thought for {seconds} seconds ∨", f"已深度思考（用时 {seconds} 秒） ∨")
        head = f'<div class="think">{told}</div>' if thinks else ""
        return row("assistant", head + text, face=bot, tools=actions("copy", "again", "up", "down"))

    pills = said(
        language,
        '<br><span class="pill">DeepThink (R1)</span><span class="pill">Search</span>',
        '<br><span class="pill">深度思考 (R1)</span><span class="pill">联网搜索</span>',
    )
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        bot="deepseek" if bars else None,
        top=f'<div class="head"><span></span><b>{phrase(rng, language, "title")}</b><span></span></div>'
        if bars
        else "",
        bottom=field_with(said(language, "Message DeepSeek", "给 DeepSeek 发送消息 ") + pills, "plus", "send")
        + note(said(language, "AI-generated, for reference only", "内容由 AI 生成，请仔细甄别"))
        if bars
        else "",
        side=sidebar(
            rng, language, "<b>deepseek</b>", icon("chat") + said(language, " New chat", " 开启新对话")
        )
        if bars and width > 900 and rng.random() < 0.5
        else "",
        code_bar=("{}", said(language, "Copy", "复制")),
        manner=NAMED,
    )
