"""Again what is no chat: prompts, a store's page, prices, usage, an outage, a README, a log, a video."""

import html
from random import Random

from benchmarks.rendering.codes import code
from benchmarks.rendering.looks import Look, face, field_with, icon, said, status_bar, title
from benchmarks.rendering.phrases import Language, phrase
from benchmarks.rendering.skins.elsewhere import page_of


def prompt_sheet(rng: Random, language: Language) -> Look:
    """A sheet of many prompts to copy: numbers in circles, a heading for each group."""
    groups = "".join(
        f"<h3>{phrase(rng, language, 'heading')}</h3>"
        + "".join(
            f"<p><i>{n}</i>{phrase(rng, language, 'question')}</p>" for n in range(1, rng.randint(3, 6))
        )
        for _ in range(rng.randint(2, 3))
    )
    hue = rng.randint(0, 359)
    css = f"""#scroll{{padding:22px}} h1{{text-align:center;padding-bottom:12px}}
    h3{{color:hsl({hue} 60% 38%);padding:10px 0 4px}}
    p{{padding:5px 0}} i{{display:inline-block;width:24px;height:24px;line-height:24px;border-radius:12px;
    background:hsl({hue} 60% 45%);
    color:#fff;text-align:center;font-size:13px;font-style:normal;margin-right:8px}}"""
    head = said(
        language,
        f"{rng.choice((20, 50, 100))} prompts for ChatGPT",
        f"ChatGPT 必备{rng.choice((20, 50, 100))}个提问模板",
    )
    return page_of(rng, f"<h1>{head}</h1>{groups}", css, rng.randint(420, 680))


def store_page(rng: Random, language: Language) -> Look:
    """An assistant's page in a store of apps: a mark, a button, stars, what is new, what people wrote."""
    notes = "".join(
        f"<div class='v'><b>{phrase(rng, language, 'heading')}</b><small>★★★★{rng.choice('★☆')} "
        f"{phrase(rng, language, 'name')}</small>"
        f"<p>{phrase(rng, language, 'sentence')}</p></div>"
        for _ in range(rng.randint(2, 3))
    )
    get, new = said(language, "GET|What's New", "获取|新功能").split("|")
    facts = "".join(
        f"<div><small>{a}</small><b>{b}</b></div>"
        for a, b in (("RATINGS", "4.8"), ("AGE", "12+"), ("CHART", "No.1"))
    )
    body = (
        f"<div class='t'>{face(rng, 84, round_=False)}<div>"
        f"<h2>{rng.choice(('ChatAI', 'Ask AI', 'AI聊天助手'))}</h2><small>"
        f"{phrase(rng, language, 'closing')}</small><br><span class='g'>{get}</span></div></div>"
        f"<div class='f'>{facts}</div>"
        f"<h3>{new}</h3><p>{phrase(rng, language, 'sentence')}</p>{notes}"
    )
    css = """#scroll{padding:14px 18px} #scroll>*+*{margin-top:14px} .t{display:flex;
    gap:14px} .g{background:#0a7aff;color:#fff;
    border-radius:14px;padding:3px 20px} small{color:#888;display:block} .f{display:flex;
    justify-content:space-between;text-align:center}
    .v{background:#8881;border-radius:12px;padding:12px}"""
    return page_of(rng, body, css, rng.randint(360, 430), top=status_bar(rng))


def pricing(rng: Random, language: Language) -> Look:
    """Plans in columns: a price, a button, what each holds."""
    plans = "".join(
        f"<div><h3>{name}</h3><b class='m'>${price}</b><span "
        f"class='u'>{said(language, 'Upgrade', '升级')}</span>"
        + "".join(f"<p>✓ {phrase(rng, language, 'item')}</p>" for _ in range(rng.randint(3, 5)))
        + "</div>"
        for name, price in (("Free", 0), ("Plus", 20), ("Pro", 200))
    )
    css = """.pl{display:flex;gap:16px;padding:24px} .pl>div{flex:1;border:1px solid #8884;
    border-radius:12px;padding:16px;font-size:14px}
    .m{font-size:28px;display:block} .u{display:block;background:#10a37f;color:#fff;text-align:center;
    border-radius:8px;padding:7px;
    margin:10px 0} h1{text-align:center;padding-top:20px}"""
    head = said(language, "Upgrade your plan", "升级套餐")
    return page_of(rng, f"<h1>{head}</h1><div class='pl'>{plans}</div>", css, rng.randint(720, 1000))


def usage(rng: Random, language: Language) -> Look:
    """What was spent: figures on cards, a chart of bars, rows of requests."""
    cards = "".join(f"<div><small>{name}</small><b>{value}</b></div>" for name, value in (
        (said(language, "Requests", "请求数"), rng.randint(90, 9000)),
        ("Tokens", f"{rng.randint(9, 900)},{rng.randint(100, 999)}"),
        (said(language, "Cost", "费用"), f"${rng.uniform(1, 90):.2f}"),
    ))  # fmt: skip
    bars = "".join(f"<i style='height:{rng.randint(8, 140)}px'></i>" for _ in range(rng.randint(10, 28)))
    rows = "".join(
        f"<tr><td>{rng.randint(10, 23)}:{rng.randint(10, 59)}</td>"
        f"<td>{rng.choice(('gpt-4', 'gpt-3.5-turbo'))}</td>"
        f"<td>{rng.randint(20, 4000)}</td><td>200 OK</td></tr>"
        for _ in range(rng.randint(3, 7))
    )
    css = """#scroll{padding:20px} #scroll>*+*{margin-top:16px} .k{display:flex;gap:14px} .k div{flex:1;
    border:1px solid #8883;border-radius:10px;
    padding:12px} .k small{color:#888;display:block} .k b{font-size:24px} .b{display:flex;gap:6px;
    align-items:flex-end;height:150px}
    .b i{flex:1;background:#10a37f} table{width:100%;font-size:13px}"""
    head = said(language, "Usage", "用量统计")
    return page_of(
        rng,
        f"<h2>{head}</h2><div class='k'>{cards}</div><div class='b'>{bars}</div><table>{rows}</table>",
        css,
        rng.randint(620, 980),
    )


def outage(rng: Random, language: Language) -> Look:
    """A page that says that the assistant is full or not allowed here, with a joke and a field."""
    kind = rng.randint(0, 2)
    words = (
        (
            "ChatGPT is at capacity right now",
            "Get notified when we're back",
            f"Write {phrase(rng, 'en', 'heading')} about the status of ChatGPT.",
        ),
        (
            "Access denied",
            "You do not have access to this site",
            "Error reference number: 1020 · Cloudflare Ray ID 7a1f",
        ),
        (
            "Welcome back",
            "Email address · Continue · Don't have an account? Sign up",
            "OR  Continue with Google  Continue with Microsoft",
        ),
    )[kind]
    css = """#scroll{text-align:center;padding:90px 30px} #scroll>*+*{margin-top:22px} .u{background:#10a37f;
    color:#fff;border-radius:6px;
    padding:9px 20px;display:inline-block}"""
    body = (
        f"<h1>{words[0]}</h1><div class='u'>{words[1]}</div><p>{words[2]}</p>"
        f"<p>{phrase(rng, language, 'closing')}</p>"
    )
    return page_of(rng, body, css, rng.choice((390, 760, 980)))


def readme(rng: Random, language: Language) -> Look:
    """A project's page: files, a README with badges, how to install, points of what it can."""
    lines = html.escape(
        "\n".join(
            ("git clone https://example.org/chat.git", "pip install -r requirements.txt", *code(rng)[1][:6])
        )
    )
    points = "".join(f"<li>{phrase(rng, language, 'item')}</li>" for _ in range(rng.randint(3, 6)))
    files = "".join(
        f"<div><span>{name}</span><span>{phrase(rng, language, 'heading')}</span>"
        f"<span>{rng.randint(2, 11)} months ago</span></div>"
        for name in ("assets", "src", "README.md", "LICENSE", "setup.py")[: rng.randint(2, 5)]
    )
    body = (
        f"<div class='fs'>{files}</div>"
        f"<h1>{rng.choice(('ChatBot-WebUI', 'awesome-gpt', 'chat-on-desk'))}</h1><p>"
        f"<span class='bd'>license MIT</span> <span class='bd'>stars {rng.randint(1, 60)}k</span>"
        f"</p><p>{phrase(rng, language, 'sentence')}</p>"
        f"<h2>{said(language, 'Features', '功能')}</h2><ul>{points}</ul>"
        f"<h2>{said(language, 'Install', '安装')}</h2><pre>{lines}</pre>"
    )
    css = """#scroll{padding:16px 26px} #scroll>*+*{margin-top:12px} .fs{border:1px solid #d0d7de;
    border-radius:6px;font-size:13px}
    .fs div{display:flex;justify-content:space-between;padding:6px 12px;
    border-top:1px solid #d0d7de} pre{background:#f6f8fa}
    .bd{background:#555;color:#fff;font-size:11px;padding:2px 6px;
    border-radius:3px} h1,h2{border-bottom:1px solid #d8dee4}"""
    return page_of(
        rng,
        body,
        css,
        rng.randint(620, 900),
        top=title(rng, language, "Code   Issues 42   Pull requests 7   Actions"),
    )


def build_log(rng: Random, language: Language) -> Look:
    """What a program prints as it installs and fails."""
    rows = "".join(
        f"<div>{html.escape(line)}</div>"
        for line in (
            "$ pip install -r requirements.txt",
            *(
                f"Collecting {n}=={rng.randint(0, 4)}.{rng.randint(0, 30)}.{rng.randint(0, 9)}"
                for n in ("torch", "transformers", "gradio", "openai")
            ),
            f"Downloading torch-2.0.1 ({rng.randint(100, 900)}.9 MB)",
            f"━━━━━━━━━━━━━━━━ {rng.randint(10, 99)}% 12.4 MB/s eta 0:00:41",
            "Traceback (most recent call last):",
            f'  File "main.py", line {rng.randint(3, 90)}, in <module>',
            *(f"    {line}" for line in code(rng)[1][:5]),
            "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB",
            "$ ",
        )
    )
    css = f"""#shot{{background:{rng.choice(("#0c0c0c", "#1e1e2e", "#300a24"))};color:#d0d0d0}}
    #scroll{{padding:12px}} #scroll div{{white-space:pre-wrap;
    font:14px/1.5 var(--mono);min-height:1.5em}}"""
    return page_of(rng, rows, css, rng.randint(560, 900))


def video_page(rng: Random, language: Language) -> Look:
    """A film's page: a still with words on it, a title, counts, who made it, what comes next."""
    nexts = "".join(
        f"<div class='n'><i style='background:hsl({rng.randint(0, 359)} 40% 50%)'></i>"
        f"<div>{phrase(rng, language, 'question')}<small>"
        f"{phrase(rng, language, 'name')} · {rng.randint(1, 90)}{said(language, 'K views', '万播放')}"
        f"</small></div></div>"
        for _ in range(rng.randint(3, 5))
    )
    hue = rng.randint(0, 359)
    body = (
        f"<div class='still'><b>{phrase(rng, language, 'heading')}</b></div>"
        f"<h3>{phrase(rng, language, 'sentence')}</h3><small>"
        f"{rng.randint(1, 90)}.{rng.randint(1, 9)}{said(language, 'K', '万')} · "
        f"2023-04-{rng.randint(10, 28)} · {icon('up', 14)} "
        f"{rng.randint(10, 999)}</small><div class='n'>{face(rng, 38)}"
        f"<div>{phrase(rng, language, 'name')}<small>"
        f"{rng.randint(1, 90)}{said(language, 'K subscribers', '万粉丝')}</small></div></div>{nexts}"
    )
    css = f"""#scroll>*+*{{margin:10px 14px 0}} small{{color:#888;display:block;font-size:12px}}
    .n{{display:flex;gap:10px;font-size:14px}}
    .n i{{width:130px;height:74px;border-radius:6px;flex:none}} .still{{height:220px;display:grid;
    place-items:center;color:#fff;font-size:28px;
    background:linear-gradient(hsl({hue} 50% 45%),hsl({hue} 60% 20%));text-align:center}}"""
    return page_of(
        rng,
        body,
        css,
        rng.randint(360, 460),
        top=status_bar(rng),
        bottom=field_with(said(language, "Comment...", "发个友善的评论"), "smile"),
    )
