"""The pages that the demo's pictures are taken of: texts of `conversations.json` in templates of `skins/`.

What a screen says is written once; `turns` are what a reader should find on it.  Needs what
requirements-dev.lock installs; called by `drawing.py` and `filming.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from playwright.sync_api import Browser, sync_playwright
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

DEMO = Path(__file__).parent
POSTS = DEMO / "posts"
CHROMIUM = "/usr/bin/chromium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file of `posts/` and how far down the screen is scrolled in it, in CSS pixels."""

    file: str
    scroll: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One entry of `conversations.json`.  `size` is width and height in CSS pixels, and the pixel ratio.

    `narration` is what a voice says while a video shows the screen; empty for pictures.
    """

    name: str
    skin: str
    theme: str
    size: tuple[int, int, float]
    long: bool
    language: str
    pictures: list[Picture]
    chrome: dict[str, Any]
    turns: list[dict[str, str]]
    narration: list[str] = field(default_factory=list)


def screens() -> list[Screen]:
    """Every screen that `conversations.json` describes."""
    return msgspec.json.decode((DEMO / "conversations.json").read_bytes(), type=list[Screen])


def markdown(text: str) -> Markup:
    """A message as HTML: tables, and code with a bar that names its language."""
    reader = MarkdownIt("commonmark", {"highlight": _code}).enable("table")
    return Markup(reader.render(text))


def _code(code: str, language: str, _attributes: str) -> str:
    style = HtmlFormatter(noclasses=True, nowrap=True, style="monokai")
    inside = highlight(code, get_lexer_by_name(language), style)
    bar = f'<div class="bar"><span>{escape(language)}</span><span>Copy code</span></div>'
    return f"<pre>{bar}<code>{inside}</code></pre>"


def page_of(screen: Screen) -> str:
    """The whole HTML page for a screen."""
    skins = Environment(
        loader=FileSystemLoader(DEMO / "skins"), autoescape=select_autoescape(), undefined=StrictUndefined
    )
    skins.filters["markdown"] = markdown
    width, height, _ = screen.size
    chrome = {"lang": "en" if screen.language == "en" else "zh-CN", "draft": "", **screen.chrome}
    about = {"theme": screen.theme, "long": screen.long, "language": screen.language, "turns": screen.turns}
    return skins.get_template(f"{screen.skin}.html").render(
        width=width, height=height, chrome=chrome, **about
    )


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium without the network."""
    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-lcd-text"]
        started = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()
