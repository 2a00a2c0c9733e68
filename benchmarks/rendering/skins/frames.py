"""What stands around a shared screenshot: viewers, cards, browsers, long pictures with a code, photos.

Each draws one of the other looks and puts a frame about it; what the frame says belongs to no message.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from PIL import Image, ImageEnhance, ImageFilter

from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, said, status_bar
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins import abroad, homes, phones, teams
from benchmarks.rendering.skins.parts import actions
from chatmine.records import Role

PHONES = (phones.doubao_app, phones.voice_app, phones.sms, teams.dingtalk, teams.wecom, phones.grouped)
PAGES = (abroad.gemini_web, homes.deepseek_web, homes.kimi_web, homes.tongyi_web, homes.zhinao_web)


def inside(rng: Random, language: Language, skins: Sequence[Callable[[Random, Language], Look]]) -> Look:
    """A look whose rules for the whole picture become rules for the part that holds the chat."""
    look = rng.choice(skins)(rng, language)
    return replace(
        look, css=look.css.replace("#shot{", "#main{"), side="", width=min(look.width, rng.randint(360, 430))
    )


def viewer(rng: Random, language: Language) -> Look:
    """A social app's picture viewer: black above and below, a place in the row, likes and comments."""
    look = inside(rng, language, PHONES)
    top, low = rng.randint(14, 80), rng.randint(10, 60)
    over = (
        f'<div class="over"><span>✕</span><span>{rng.randint(1, 4)}/{rng.randint(4, 9)}</span><span>···'
        f"</span></div>"
        f'<div style="height:{top}px"></div>'
    )
    dots = "".join(f'<i style="opacity:{0.9 if k == 1 else 0.4}"></i>' for k in range(rng.randint(3, 6)))
    likes = f"{icon('up')} {rng.randint(10, 999)} {icon('chat')} {rng.randint(3, 99)}"
    under = (
        f'<div class="under"><div style="height:{low}px"></div><div class="dots">{dots}</div>'
        f'<div class="bar2"><span>{said(language, "Say something...", "说点什么...")}</span><span>{likes}'
        f"</span></div></div>"
    )
    css = (
        look.css
        + """ #shot{background:#000;color:#fff;flex-direction:column} #main{flex:none}
    .over{display:flex;justify-content:space-between;padding:12px 16px;font-size:15px;color:#fff}
    .under{order:2;color:#fff} .dots{display:flex;justify-content:center;gap:6px;padding:6px}
    .dots i{width:6px;height:6px;border-radius:3px;background:#fff}
    .bar2{display:flex;justify-content:space-between;padding:12px 16px;font-size:14px;color:#ddd}"""
    )
    return replace(look, css=css, side=over + under)


def card(rng: Random, language: Language) -> Look:
    """A screenshot on a coloured card: rounded corners, a shadow, a headline over it, a name below."""
    look = inside(rng, language, (*PHONES, *PAGES))
    hue = rng.randint(0, 359)
    head = (
        f'<div class="over"><h1>{phrase(rng, language, "heading")}</h1><p>'
        f"{phrase(rng, language, 'closing')}</p></div>"
    )
    under = f'<div class="under">@{phrase(rng, language, "name")}</div>'
    css = (
        look.css
        + f""" #shot{{background:linear-gradient(150deg,hsl({hue} 65% 80%),hsl({(hue + 60) % 360} 60% 70%));
    flex-direction:column;padding:{rng.randint(16, 40)}px}} #main{{border-radius:{rng.randint(10, 24)}px;
    overflow:hidden;
    box-shadow:0 10px 34px #0006;flex:none}} .over{{text-align:center;padding:4px 0 22px;color:#222}}
    .over h1{{font-size:{rng.randint(24, 34)}px;line-height:1.3}} .under{{order:2;text-align:center;
    padding-top:16px;color:#333;font-size:14px}}"""
    )
    return replace(look, css=css, side=head + under, width=look.width + 60)


def share_picture(rng: Random, language: Language) -> Look:
    """A picture that an assistant's app makes for sharing: a title and a date, messages, a code to scan."""
    width = rng.randint(375, 480)
    slug, name = rng.choice(
        (("doubao", "豆包"), ("kimi", "Kimi"), ("ernie", "文心一言"), ("qwen", "通义"), (None, "天工"))
    )
    sides = rng.random() < 0.6
    css = f"""#shot{{background:{rng.choice(("#f2f4f8", "#eef1ff", "#fff"))};color:#222}}
    .brand{{display:flex;gap:10px;align-items:center;padding:22px 20px 6px;font-size:19px;font-weight:bold}}
    .on{{padding:0 20px 10px;font-size:12px;color:#999}} .column{{padding:8px 18px}}
    {".user .column{justify-content:flex-end} .user .words{max-width:86%}" if sides else ""} .assistant
    .words{{flex:1}}
    .user .bubble{{background:{rng.choice(("#dfe7ff", "#e6e8ee", "#c8f0d8"))};border-radius:12px;
    padding:9px 14px}}
    .assistant .bubble{{background:#fff;border-radius:12px;padding:12px 15px}} .code{{background:#f3f4f7}}
    .scan{{display:flex;justify-content:space-between;align-items:center;margin:14px 18px 20px;
    padding-top:14px;border-top:1px dashed #bbb;font-size:13px;color:#777}}
    .qr{{width:72px;height:72px;background:conic-gradient(#111 25%,#fff 0 50%,#111 0 75%,#fff 0) 0 0/12px
    12px;border:5px solid #fff;outline:1px solid #ccc}}"""
    made = f"{said(language, 'Made with', '内容由')} {name} {said(language, '', 'AI 生成')}"
    scan = said(language, f"Scan to chat with {name}", f"长按识别二维码<br>和{name}一起聊天")
    return Look(
        css=css,
        rows=rows_of(lambda _, role, text: row(role, text)),
        width=width,
        height=rng.randint(700, 1500),
        bot=slug,
        turns=(2, 4),
        code_bar=("{}",),
        top=(
            f'<div class="brand">{face(rng, 34)}{name}</div><div class="on">{made} · '
            f"2024-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}</div>"
        ),
        bottom=f'<div class="scan"><span>{scan}</span><div class="qr"></div></div>',
    )


def phone_browser(rng: Random, language: Language) -> Look:
    """A page in a phone's browser: an address at the top or the bottom, a row of signs under the page."""
    look = inside(rng, language, PAGES)
    site = rng.choice(
        ("gemini.google.com", "chat.deepseek.com", "kimi.moonshot.cn", "tongyi.aliyun.com", "example.ai")
    )
    address = f'<div class="addr">🔒 {site} {icon("again", 13)}</div>'
    low = rng.random() < 0.5
    nav = f'<div class="nav">{actions("back", "plus", "chat", "menu", size=22)}</div>'
    over = status_bar(rng) + ("" if low else address)
    css = (
        look.css
        + """ #shot{flex-direction:column;background:#f7f7f8;color:#111} #main{flex:none}
    .addr{margin:5px 12px;padding:8px;background:#e3e3e6;border-radius:10px;text-align:center;
    font-size:14px;color:#111}
    .nav{display:flex;justify-content:space-between;padding:8px 30px 16px} .under{order:2}"""
    )
    under = f'<div class="under">{address if low else ""}{nav}</div>'
    return replace(look, css=css, side=over + under, bot=None if site == "example.ai" else look.bot)


def mini_program(rng: Random, language: Language) -> Look:
    """A page inside a messenger: a capsule at the upper right, faces, a count of what is left."""
    width, height = rng.randint(360, 420), rng.randint(480, 780)
    dark = rng.random() < 0.3
    ground, its, ink = (
        ("#15171c", "#2a2d35", "#e6e6e6") if dark else (rng.choice(("#f6f6f6", "#eef3fb")), "#fff", "#222")
    )
    mine = rng.choice(("#95ec69", "#4c84ff", "#d8e6ff", "#7c6cf0"))
    css = f"""#shot{{background:{ground};color:{ink}}} .column{{padding:8px 12px;gap:9px}}
    .user .column{{flex-direction:row-reverse}}
    .words{{max-width:76%}} .bubble{{background:{its};border-radius:10px;padding:10px 13px}}
    .user .bubble{{background:{mine};color:{"#fff" if mine in ("#4c84ff", "#7c6cf0") else "#1a1a1a"}}}
    .cap{{display:flex;gap:12px;border:1px solid #8885;border-radius:16px;padding:4px 12px;
    align-items:center}}
    .left{{text-align:center;font-size:12px;color:#999;padding:4px}} .code{{background:#8882}}
    .in{{font-size:12px;color:#7a8cff}}"""
    name, faces = rng.choice(("AI问答", "智能助理", "Chat小助手", "问一问")), (face(rng, 36), face(rng, 36))
    capsule = f'<span class="cap">{icon("more", 18)}<span>◎</span></span>'
    copies, bars = rng.random() < 0.5, rng.random() < 0.8

    def one(_: int, role: Role, text: str) -> str:
        copy = (
            f'<div class="in">{said(language, "Copy", "复制")}</div>'
            if copies and role == "assistant"
            else ""
        )
        return row(role, text + copy, face=faces[role == "assistant"])

    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=rng.random() < 0.6,
        turns=(2, 6),
        top=status_bar(rng) + f'<div class="head"><span></span><b>{name}</b>{capsule}</div>' if bars else "",
        bottom=f'<div class="left">今日剩余次数：{rng.randint(0, 20)}</div>'
        + field_with("请输入您的问题", "send")
        if bars
        else "",
    )


def quoted(rng: Random, language: Language) -> Look:
    """A short message on a social network with the screenshot in it: author, words, picture, counts."""
    look = inside(rng, language, PHONES)
    dark = rng.random() < 0.4
    text = phrase(rng, language, rng.choice(("sentence", "short")))
    name = phrase(rng, language, "name")
    head = (
        f'<div class="over"><div class="by">{face(rng, 40)}<div><b>{name}</b><br><small>'
        f"@user{rng.randint(10, 999)}</small></div></div>"
        f"<p>{text}</p></div>"
    )
    counts = " ".join(f"{icon(i, 16)} {rng.randint(2, 900)}" for i in ("chat", "again", "up"))
    under = (
        f'<div class="under"><small>{rng.randint(1, 12)}:{rng.randint(10, 59)} PM · Mar '
        f"{rng.randint(1, 28)}, 2023 · {rng.randint(1, 90)}K Views</small><div>{counts}</div></div>"
    )
    css = (
        look.css
        + f""" #shot{{flex-direction:column;background:{"#000" if dark else "#fff"};
    color:{"#e7e9ea" if dark else "#0f1419"};
    padding:12px 16px}} #main{{flex:none;border-radius:16px;overflow:hidden;border:1px solid #8885}}
    .by{{display:flex;gap:10px;line-height:1.3}} .over p{{padding:8px 0 10px}} small{{color:#71767b}}
    .under{{order:2;padding-top:10px}}"""
    )
    return replace(look, css=css, side=head + under, width=look.width + 32)


def photo(rng: Random, language: Language) -> Look:
    """A screen that somebody photographed: a little turned, unevenly lit, soft."""
    look = rng.choice((*PHONES, *PAGES))(rng, language)
    angle, bright, soft = rng.uniform(-2.5, 2.5), rng.uniform(0.75, 1.05), rng.uniform(0.3, 0.9)
    ground = tuple(rng.randint(20, 90) for _ in range(3))

    def taken(image: Image.Image) -> Image.Image:
        turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
        shade = Image.linear_gradient("L").resize(turned.size).point(lambda v: 170 + v // 3)
        lit = Image.composite(turned, ImageEnhance.Brightness(turned).enhance(0.8), shade)
        return ImageEnhance.Brightness(lit).enhance(bright).filter(ImageFilter.GaussianBlur(soft))

    return replace(look, finish=taken)


def tiny(rng: Random, language: Language) -> Look:
    """A preview that somebody saved: a picture made small."""
    look = rng.choice((*PHONES, *PAGES))(rng, language)
    share = rng.uniform(0.6, 0.85)

    def shrunk(image: Image.Image) -> Image.Image:
        width = round(look.width * share)
        return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)

    return replace(look, finish=shrunk)
