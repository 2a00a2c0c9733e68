"""The states of a recording as pictures: a page in Chromium that is told what to show.

In come a look, a talk and states; out go RGB pictures, each state drawn once.  Called by `scening`.  The page
holds the whole talk from the start; what a state does not show is taken out of its text nodes, so that
bubbles grow and lines wrap as they do in a real client.
"""

import base64
from dataclasses import dataclass, field
from random import Random

import cv2
import numpy
from numpy.typing import NDArray
from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.filming.acting import State
from benchmarks.rendering.looks import EN_FONTS, ZH_FONTS, Look, page
from benchmarks.rendering.talks import Talk

Picture = NDArray[numpy.uint8]
"""RGB, height x width x 3."""

MONO = ("DejaVu Sans Mono", "Noto Sans Mono CJK SC")
_PAGE = """([height, extra, dot]) => {
  const shot = document.getElementById("shot"), part = document.getElementById("scroll");
  shot.style.height = height + "px";
  Object.assign(part.style, {flex: "1 1 0", minHeight: 0, paddingBottom: extra + "px"});
  const style = document.createElement("style");
  style.textContent = `.caret{display:inline-block;width:2px;height:1.15em;margin-left:1px;
    vertical-align:-.2em;background:currentColor} .off{visibility:hidden}
    .dot{display:inline-block;vertical-align:-.1em;margin-left:3px;background:currentColor;` +
    (dot == "round" ? "width:.8em;height:.8em;border-radius:50%}" : "width:.55em;height:1em}");
  document.head.append(style);
  const messages = new Map();
  for (const leaf of document.querySelectorAll(".leaf")) {
    const m = +leaf.dataset.m, list = messages.get(m) || messages.set(m, []).get(m);
    const walk = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT), nodes = [];
    for (let n = walk.nextNode(); n; n = walk.nextNode()) nodes.push([n, n.data, [...n.data].length]);
    list.push([leaf, nodes]);
  }
  const box = document.querySelector(".box"), empty = box ? box.innerHTML : "";
  const tail = document.createElement("span"), caret = document.createElement("span");
  tail.className = "dot"; caret.className = "caret";
  const blocks = "p,li,tr,h1,h2,h3,h4,.code,ol,ul,table";
  window.play = state => {
    const shown = new Map(state.shown);
    tail.remove();
    for (const [m, leaves] of messages) {
      const row = leaves[0][0].closest(".row"), count = shown.get(m);
      row.style.display = count === undefined ? "none" : "";
      const before = row.previousElementSibling;
      if (before && !before.classList.contains("row"))
        before.style.display = count === undefined ? "none" : "";
      if (count === undefined) continue;
      let left = count < 0 ? Infinity : count, last = null;
      const filled = new Set();
      for (const [leaf, nodes] of leaves) for (const [node, text, length] of nodes) {
        const kept = left >= length ? text : [...text].slice(0, Math.max(0, left)).join("");
        if (node.data !== kept) node.data = kept;
        if (left > 0) {
          last = node;
          for (let b = leaf.closest(blocks); b; b = b.parentElement.closest(blocks)) filled.add(b);
        }
        left -= length;
      }
      for (const block of row.querySelectorAll(".bubble :is(" + blocks + ")"))
        block.style.display =
          count < 0 || filled.has(block) || block.querySelector(".who") ? "" : "none";
      for (const tools of row.querySelectorAll(".tools"))
        tools.style.display = count < 0 ? "" : "none";
      if (state.busy && dot && m === state.shown[state.shown.length - 1][0])
        last ? last.after(tail) : leaves[0][0].append(tail);
    }
    if (box) {
      if (state.draft) { box.textContent = state.draft; box.style.color = "inherit"; }
      else { box.innerHTML = empty; box.style.color = ""; }
      caret.classList.toggle("off", !state.caret);
      if (state.draft) box.append(caret); else box.prepend(caret);
    }
    const most = part.scrollHeight - part.clientHeight;
    return most - state.back * most;
  };
  window.scrolled = top => { document.getElementById("scroll").scrollTop = top; };
  window.placed = m => {
    const r = messages.get(m)[0][0].closest(".bubble").getBoundingClientRect();
    return [r.left, r.top, r.right, r.bottom];
  };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a look is filmed.

    `size` are CSS pixels, `scale` is what a device makes of each; `smooth` scrolls glide, `dot` stands at
    the end of what is being written ("" | "round" | "block"), `extra` CSS pixels are left free below.
    """

    look: Look
    talk: Talk
    size: tuple[int, int]
    scale: float
    smooth: bool = False
    dot: str = ""
    extra: int = 0


@dataclass(slots=True, kw_only=True)
class Stage:
    """An open page; `frame` gives the picture of a state, one frame after the one asked for before."""

    setting: Setting
    tab: Page
    camera: CDPSession
    at: float | None = None
    _kept: dict[tuple[State, float], Picture] = field(default_factory=dict)
    _aims: dict[State, float] = field(default_factory=dict)

    def frame(self, state: State) -> tuple[tuple[State, float], Picture]:
        """The picture and what tells it from others."""
        aim = self._aim(state)
        self.at = aim if self.at is None or not self._glides(state) else self._nearer(self.at, aim)
        key = (state, round(self.at, 1))
        if key not in self._kept:
            self._kept[key] = self._shot(state, self.at)
        return key, self._kept[key]

    def close(self) -> None:
        """Shut the page."""
        self.tab.close()

    def box_of(self, state: State, message: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a message that a state shows, in shares of the picture."""
        self.tab.evaluate("([s, at]) => { play(s); scrolled(at); }", [_plain(state), self._aim(state)])
        left, top, right, bottom = self.tab.evaluate("m => placed(m)", message)
        width, height = self.setting.size
        return left / width, top / height, right / width, bottom / height

    def _glides(self, state: State) -> bool:
        return self.setting.smooth and state.back == 0.0

    @staticmethod
    def _nearer(at: float, aim: float) -> float:
        return aim if abs(aim - at) < 2 else at + (aim - at) * 0.34

    def _aim(self, state: State) -> float:
        if state not in self._aims:
            self._aims[state] = float(self.tab.evaluate("s => play(s)", _plain(state)))
        return self._aims[state]

    def _shot(self, state: State, at: float) -> Picture:
        self.tab.evaluate("([s, at]) => { play(s); scrolled(at); }", [_plain(state), at])
        width, height = self.setting.size
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": self.setting.scale}
        answer = self.camera.send(
            "Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True, "clip": clip}
        )
        coded = numpy.frombuffer(base64.b64decode(answer["data"]), numpy.uint8)
        picture = cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        return numpy.asarray(picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2], numpy.uint8)


def _plain(state: State) -> dict[str, object]:
    return {
        "shown": [list(one) for one in state.shown], "draft": state.draft, "caret": state.caret,
        "back": state.back, "busy": state.busy,
    }  # fmt: skip


def stage(chromium: Browser, setting: Setting, rng: Random) -> Stage:
    """The page of a setting, before anything is shown."""
    width, height = setting.size
    tab = chromium.new_page(viewport={"width": width, "height": height}, device_scale_factor=setting.scale)
    fonts = (rng.choice(EN_FONTS if setting.talk.language == "en" else ZH_FONTS), rng.choice(MONO))
    tab.set_content(page(setting.look, setting.talk, fonts, ""))
    tab.evaluate(_PAGE, [height, setting.extra, setting.dot])
    return Stage(setting=setting, tab=tab, camera=tab.context.new_cdp_session(tab))
