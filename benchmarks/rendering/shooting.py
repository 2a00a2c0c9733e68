"""Pages to pictures: laid out, scrolled and cut between two rows of text, shot, spoilt as networks do.

A cut is never through a row: what a picture shows is then known to the character.  Called by `drawing`.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.rendering.gold import Seen
from chatmine.records import Box

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--hide-scrollbars",
    "--disable-lcd-text",
]
_STRIP = 2000

# Rows of text as [top, bottom, message] relative to the scrolled part; glyphs fill about
# 1.1 em of a row.  Code too wide for its box is set smaller first, so that none of it is hidden.
_ROWS = """() => {
  for (const pre of document.querySelectorAll("pre")) {
    const size = parseFloat(getComputedStyle(pre).fontSize), share = pre.clientWidth / pre.scrollWidth;
    if (share < 1) pre.style.fontSize = Math.max(7, size * share * 0.97) + "px";
  }
  const part = document.getElementById("scroll"), zero = part.getBoundingClientRect().top, rows = [];
  for (const leaf of document.querySelectorAll(".leaf")) {
    const size = parseFloat(getComputedStyle(leaf).fontSize), range = document.createRange();
    range.selectNodeContents(leaf);
    for (const r of range.getClientRects()) {
      if (!r.width) continue;
      const middle = (r.top + r.bottom) / 2 - zero;
      rows.push([middle - 0.6 * size, middle + 0.6 * size, +leaf.dataset.m]);
    }
  }
  for (const bar of document.querySelectorAll(".bar")) {
    const r = bar.getBoundingClientRect(), m = +bar.parentElement.querySelector(".leaf").dataset.m;
    rows.push([r.top - zero, r.bottom - zero + 34, m]);
  }
  return {rows, height: part.scrollHeight};
}"""
# Per leaf the number of characters above `from`, and of those above `to`.
_SEEN = """([from, to]) => {
  const zero = document.getElementById("scroll").getBoundingClientRect().top, out = [];
  for (const leaf of document.querySelectorAll(".leaf")) {
    let above = 0, before = 0, middle = leaf.getBoundingClientRect().top - zero;
    const walk = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      let at = 0;
      for (const character of node.data) {
        range.setStart(node, at); range.setEnd(node, at += character.length);
        const r = range.getBoundingClientRect();
        if (range.getClientRects().length) middle = (r.top + r.bottom) / 2 - zero;
        if (middle < from) above++;
        if (middle < to) before++;
      }
    }
    out.push([+leaf.dataset.m, +leaf.dataset.l, above, before]);
  }
  return out;
}"""
# Shows one stretch of the scrolled part, and lays the red box around a message that is whole in it.
_CUT = """([from, height]) => {
  const part = document.getElementById("scroll");
  part.style.height = height + "px";
  part.scrollTop = from;
  const box = document.querySelector(".boxed"), p = part.getBoundingClientRect();
  if (!box) return;
  const inside = r => r.top > p.top + 8 && r.bottom < p.bottom - 8;
  const one = [...document.querySelectorAll(".bubble")].map(b => b.getBoundingClientRect()).find(inside);
  if (!one) return box.remove();
  const shot = document.getElementById("shot").getBoundingClientRect();
  Object.assign(box.style, {
    left: one.left - shot.left - 6 + "px", top: one.top - shot.top - 6 + "px",
    width: one.width + 12 + "px", height: one.height + 12 + "px",
  });
}"""
# Takes away what begins below `height`, the first two messages aside; gives the scrolled part's box.
_SHORTEN = """height => {
  const part = document.getElementById("scroll"), zero = part.getBoundingClientRect().top;
  const rows = [...part.children].filter(c => c.querySelector(".leaf"));
  const low = rows.findIndex((r, n) => n > 1 && r.getBoundingClientRect().top - zero > height);
  if (low >= 0) while (part.lastElementChild !== rows[low - 1]) part.lastElementChild.remove();
  const p = part.getBoundingClientRect(), shot = document.getElementById("shot").getBoundingClientRect();
  return [p.left - shot.left, p.top - shot.top, p.width, p.height];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture's bytes, and which characters of each leaf (message, number) it shows."""

    data: bytes
    suffix: str
    seen: dict[tuple[int, int], Seen]


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium without the network."""
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


def shoot(chromium: Browser, page_html: str, width: int, height: int, rng: Random) -> Shot:
    """The page as somebody might have captured and shared it; at most 1.6 megapixels on the whole."""
    scale = rng.choice((1, 1, 1.25, 1.5, 2, 2, 3)) if width < 500 else rng.choice((1, 1, 1.25, 1.5))
    page = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.set_content(page_html)
    layout = page.evaluate(_ROWS)
    start, end = _window(rng, layout, height)
    page.evaluate(_CUT, [start, end - start])
    seen = {(m, leaf): (a, b) for m, leaf, a, b in page.evaluate(_SEEN, [0, end - start])}
    data = page.locator("#shot").screenshot()
    page.close()
    suffix, spoilt = _spoil(rng, data)
    return Shot(data=spoilt, suffix=suffix, seen=seen)


def unroll(
    chromium: Browser, page_html: str, width: int, height: int, scale: float
) -> tuple[bytes, Box, dict[tuple[int, int], Seen]]:
    """The page at its full height as PNG, the box of the scrolled part in it, and what is seen of each leaf.

    Messages that begin below `height` (CSS pixels) are taken away, the first two aside.
    """
    page = chromium.new_page(viewport={"width": width, "height": _STRIP}, device_scale_factor=scale)
    page.set_content(page_html)
    page.evaluate(_ROWS)
    x, y, across, down = page.evaluate(_SHORTEN, height)
    seen = {(m, leaf): (a, b) for m, leaf, a, b in page.evaluate(_SEEN, [0, down + 1])}
    data = _strips(page, scale)
    page.close()
    return data, Box(*(round(side * scale) for side in (x, y, across, down))), seen


def _strips(page: Page, scale: float) -> bytes:
    """The whole page in strips of a screen: Chromium shoots no more than 16,384 pixels at once."""
    whole = page.locator("#shot").bounding_box() or {"width": 1, "height": 1}
    width, height = (round(whole[side] * scale) for side in ("width", "height"))
    made = Image.new("RGB", (width, height))
    for top in range(0, int(whole["height"]), _STRIP):
        page.evaluate("y => { document.getElementById('shot').style.marginTop = -y + 'px' }", top)
        with Image.open(io.BytesIO(page.screenshot())) as strip:
            made.paste(strip, (0, round(top * scale)))
    out = io.BytesIO()
    made.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _window(rng: Random, layout: dict[str, Any], height: int) -> tuple[float, float]:
    """From where to where the messages are shown: whole, or cut at one end or both."""
    whole = float(layout["height"])
    cuts = _cuts(layout["rows"])
    if whole <= height or not cuts:
        return 0.0, whole
    kind = rng.random()
    if kind < 0.15 and whole < 2.5 * height:
        return 0.0, whole
    start = 0.0 if kind < 0.55 else rng.choice([c for c in cuts if c < whole - 0.5 * height] or [0.0])
    near = [c for c in cuts if start + 0.5 * height < c <= start + height]
    return start, max(near, default=whole)


def _cuts(rows: list[list[float]]) -> list[float]:
    """Heights at which no row is cut: between rows of a message, and between messages."""
    found, bottom = [], float("inf")
    for top, low, _ in sorted(rows):
        if top > bottom:
            found.append((top + bottom) / 2)
        bottom = low if bottom == float("inf") else max(bottom, low)
    return found


def _spoil(rng: Random, data: bytes) -> tuple[str, bytes]:
    """PNG as it is, or scaled and compressed as social networks do."""
    kind = rng.random()
    image = Image.open(io.BytesIO(data)).convert("RGB")
    pixels = image.width * image.height
    factor = min(1.0, (1_600_000 / pixels) ** 0.5)
    if rng.random() < 0.15:
        factor *= rng.uniform(0.8, 0.97) if pixels > 600_000 else rng.uniform(1.05, 1.3)
    if factor != 1.0:
        image = image.resize(
            (int(image.width * factor), int(image.height * factor)), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    if kind < 0.5:
        image.save(out, "PNG")
        return ".png", out.getvalue()
    if kind < 0.85:
        image.save(out, "JPEG", quality=rng.randint(60, 95))
        return ".jpg", out.getvalue()
    image.save(out, "WEBP", quality=rng.randint(60, 95))
    return ".webp", out.getvalue()
