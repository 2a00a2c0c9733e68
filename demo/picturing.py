"""Takes the README's pictures after `make demo`: python demo/picturing.py

`docs/pictures/search.png` is the web page over the demo's workspace, `docs/pictures/read.png` a demo
screenshot as chatmine read it.
"""

import os
import subprocess
import sys
from pathlib import Path

from demo import run
from demo.pages import browser

PICTURES = Path(run.ROOT) / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 860


def search_page() -> None:
    """The search page with the results of one query."""
    command = [sys.executable, "-m", "chatmine.cli", "serve", "--port", "0"]
    with run.server(command, os.environ | run.SETTINGS) as (address, _), browser() as chromium:
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        page.goto(f"{address}search?q=鸡兔同笼", wait_until="networkidle")
        page.screenshot(path=PICTURES / "search.png")


def read_screenshot() -> None:
    """A demo screenshot with what was found drawn on it."""
    shot = "demo/posts/chickens-chatgpt.png"
    command = [sys.executable, "-m", "chatmine.cli", "show", shot, "--draw", str(PICTURES / "read.png")]
    subprocess.run(command, cwd=run.ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    search_page()
    read_screenshot()
