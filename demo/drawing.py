"""Draws the demo's pictures and its video: `python demo/drawing.py [NAME…]`.

In come the screens of `conversations.json`, out go the files of `posts/`.  Needs Chromium, espeak-ng, the
fonts noto-cjk, noto-color-emoji and wqy-microhei of Debian, and what requirements-dev.lock installs.  A text
that does not fit its screen is refused: what is written down is what can be read.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from demo.filming import film
from demo.pages import DEMO, Picture, Screen, browser, page_of, screens

POSTS = DEMO / "posts"
# What social networks do to pictures: JPEG and WebP at about these qualities.
QUALITY = {".jpg": 82, ".webp": 80}


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
            if screen.narration:
                film(screen, chromium, POSTS / screen.pictures[0].file)
                continue
            for path, png in draw(screen, chromium):
                save(path, png)


if __name__ == "__main__":
    main(sys.argv[1:])
