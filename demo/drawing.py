"""Draws the demo's pictures: `python demo/drawing.py [NAME…]`, and the video with `python demo/filming.py`.

In come the texts of `conversations.json` and the templates of `skins/`, out go the files of `posts/`.  Needs
Chromium, Debian's fonts noto-cjk, noto-color-emoji and wqy-microhei, and what requirements-dev.lock installs.
A text that does not fit its screen is refused: what is written down is what can be read.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

DEMO = Path(__file__).parent
POSTS = DEMO / "posts"
CHROMIUM = "/usr/bin/chromium"
# What social networks do to pictures: JPEG and WebP at about these qualities.
QUALITY = {".jpg": 82, ".webp": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file of `posts/` and how far down the screen is scrolled in it, in CSS pixels."""

    file: str
    scroll: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One entry of `conversations.json`.  `size` is width and height in CSS pixels, and the pixel ratio."""

    name: str
    skin: str
    theme: str
    size: tuple[int, int, float]
    long: bool
    language: str
    pictures: list[Picture]
    chrome: dict[str, Any]
    turns: list[dict[str, str]]


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
    return f'<pre><div class="bar"><span>{escape(language)}</span><span>Copy code</span></div><code>{inside}</code></pre>'


def page_of(screen: Screen) -> str:
    """The whole HTML page for a screen."""
    skins = Environment(
        loader=FileSystemLoader(DEMO / "skins"), autoescape=select_autoescape(), undefined=StrictUndefined
    )
    skins.filters["markdown"] = markdown
    width, height, _ = screen.size
    chrome = {"lang": "en" if screen.language == "en" else "zh-CN", **screen.chrome}
    about = {"theme": screen.theme, "long": screen.long, "language": screen.language, "turns": screen.turns}
    return skins.get_template(f"{screen.skin}.html").render(width=width, height=height, chrome=chrome, **about)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium without the network."""
    with sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-lcd-text"]
        started = play.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


def draw(screen: Screen, chromium: Browser) -> Iterator[tuple[Path, bytes]]:
    """Each picture of a screen: its path and PNG bytes.  Raises ValueError where the text does not fit."""
    width, height, ratio = screen.size
    page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=ratio)
    page.set_content(page_of(screen))
    for picture in screen.pictures:
        _scroll(page, screen, picture)
        yield POSTS / picture.file, page.screenshot(full_page=screen.long)
    page.close()


def _scroll(page: Page, screen: Screen, picture: Picture) -> None:
    left = page.evaluate(
        """down => { const part = document.querySelector(".scroll"); if (!part) return 0;
        part.scrollTop = down; return part.scrollHeight - part.clientHeight - part.scrollTop; }""",
        picture.scroll,
    )
    if left > 1 and picture is screen.pictures[-1]:
        raise ValueError(f"{picture.file}: {left} pixels of text hang over the edge; make the screen higher")


def save(path: Path, png: bytes) -> None:
    """Writes the picture in the format that its name asks for."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    quality = QUALITY.get(path.suffix)
    if quality is None:
        picture.save(path, optimize=True)
    else:
        picture.save(path, quality=quality)


def main(names: list[str]) -> None:
    """Draws the screens called `names`, or all."""
    POSTS.mkdir(exist_ok=True)
    with browser() as chromium:
        for screen in screens():
            if names and screen.name not in names:
                continue
            for path, png in draw(screen, chromium):
                save(path, png)
                print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
