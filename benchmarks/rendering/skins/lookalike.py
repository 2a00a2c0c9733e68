"""A chat whose every choice is random: what no client looks like, but any could."""

from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import Look, face, field_with, icon, row, rows_of, sidebar, status_bar, title
from benchmarks.rendering.phrases import Language, phrase
from chatmine.records import Role


def _ground(rng: Random, dark: bool) -> tuple[int, int, int]:
    return rng.randint(0, 359), rng.randint(0, 25), rng.randint(5, 18) if dark else rng.randint(91, 100)


def _bubble(rng: Random, dark: bool, strong: bool) -> tuple[str, str]:
    """A paper and the ink on it: strong colours carry white letters."""
    hue = rng.randint(0, 359)
    if strong:
        colour = f"hsl({hue} {rng.randint(45, 85)}% {rng.randint(32, 46)}%)"
        if rng.random() < 0.25:
            colour = f"linear-gradient({rng.randint(0, 180)}deg,{colour},hsl({(hue + 40) % 360} 70% 38%))"
        return colour, "#fff"
    light = rng.randint(22, 32) if dark else rng.randint(84, 96)
    return f"hsl({hue} {rng.randint(8, 70)}% {light}%)", "#eee" if dark else "#1a1a1a"


def lookalike(rng: Random, language: Language) -> Look:
    """Two sides, or one with faces, names or boxes that tell the speakers apart."""
    dark, phone = rng.random() < 0.35, rng.random() < 0.55
    width = rng.randint(340, 440) if phone else rng.randint(620, 1200)
    height = rng.randint(420, 780) if phone else rng.randint(400, 800)
    hue, chroma, light = _ground(rng, dark)
    sides = rng.random() < 0.75
    boxed = sides and rng.random() < 0.75
    mine, mine_ink = _bubble(rng, dark, rng.random() < 0.45)
    its, its_ink = _bubble(rng, dark, False) if boxed else ("transparent", "inherit")
    named = rng.random() < (0.3 if sides else 0.7)
    faced = rng.random() < 0.6 or not (sides or named)
    radius, pad, gap = rng.randint(0, 24), rng.randint(7, 16), rng.randint(4, 14)
    shape = f"border-radius:{radius}px;padding:{pad}px {pad + 4}px"
    plain = rng.random() < 0.3
    widest = rng.randint(66, 90)
    user_box = sides or rng.random() < 0.3
    css = f"""#shot{{background:hsl({hue}
    {chroma}% {light}%);color:{"#e8e8e8" if dark else "#1c1c1c"};font-size:{rng.randint(14, 17)}px}}
    .column{{max-width:{rng.randint(620, 900)}px;margin:0 auto;padding:{gap}px {rng.randint(10, 24)}px;
    gap:{rng.randint(6, 14)}px}}
    {".user .column{flex-direction:row-reverse}" if sides else ""}
    .words{{max-width:{widest if sides else 100}%}}
    {".assistant .words{flex:1;max-width:100%}" if not boxed else ""}
    .user .words{{display:flex;flex-direction:column;align-items:{"flex-end" if sides else "flex-start"}}}
    .bubble{{line-height:{rng.choice((1.4, 1.5, 1.6, 1.75))}}}
    .user .bubble{{{f"background:{mine};color:{mine_ink};{shape}" if user_box else ""}}}
    .assistant .bubble{{{f"background:{its};color:{its_ink};{shape}" if boxed else ""}}}
    .name{{color:#888;padding-bottom:3px;font-weight:{rng.choice(("bold", "normal"))}}}
    .code{{background:{rng.choice(("#0003", "#1e1e1e", "#8882"))};{"color:#eee" if dark else ""}}}
    .side{{background:#8881}}
    .code:has(.dark){{color:#eee}}
    .foot,.head{{{rng.choice(("", "background:#8881", "border:0 solid #8884;border-width:1px 0"))}}}"""
    if "#1e1e1e" in css:
        css += ".code{color:#eee}"
    round_ = rng.random() < 0.6
    faces = (face(rng, rng.randint(24, 42), round_=round_), face(rng, rng.randint(24, 42), round_=round_))
    me = (
        rng.choice(("You", "Me"))
        if language == "en"
        else rng.choice(("我", "你", phrase(rng, language, "name")))
    )
    it = (
        rng.choice(("Assistant", "AI", "Bot"))
        if language == "en"
        else rng.choice(("AI助手", "机器人", "小助手"))
    )
    clocks = rng.random() < 0.25
    tools = (
        "".join(icon(i, 15) for i in rng.sample(("copy", "up", "down", "again", "edit"), 3))
        if rng.random() < 0.3
        else ""
    )

    def one(_: int, role: Role, said: str) -> str:
        name = (me if role == "user" else it) if named else ""
        if named and clocks:
            name += f" {rng.randint(0, 23)}:{rng.randint(0, 59):02d}"
        about = faces[role == "assistant"] if faced else ""
        return row(role, said, face=about, name=name, tools=tools if role == "assistant" else "")

    bars = rng.random() < 0.7
    bar_words = rng.choice(((), ("{}", "Copy"), ("{}", ""), ("{}", "复制代码")))
    return Look(
        css=css,
        rows=rows_of(one),
        width=width,
        height=height,
        dark=dark,
        plain=plain,
        top=(status_bar(rng) if phone else "") + title(rng, language) if bars else "",
        bottom=field_with("Type a message" if language == "en" else "输入消息", rng.choice(("send", "mic")))
        if bars
        else "",
        side=sidebar(rng, language) if not phone and bars and rng.random() < 0.3 else "",
        code_bar=bar_words,
        manner=Manner(names_code=bool(bar_words)),
    )
