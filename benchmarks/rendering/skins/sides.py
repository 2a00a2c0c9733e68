"""Chats put together of two sides: what `chat` needs to know of each, and the look that it makes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from benchmarks.rendering.looks import Look, icon, row
from chatmine.records import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How one side's messages stand.

    `box` is its bubble's CSS, `lead` and `tail` are HTML inside the bubble before and after the words,
    `tools` stands below it, `beside` at its other end.
    """

    place: Literal["left", "right", "wide"] = "wide"
    box: str = ""
    widest: int = 82
    face: str = ""
    name: str = ""
    lead: str = ""
    tail: str = ""
    tools: str = ""
    beside: str = ""

    def css(self, role: Role) -> str:
        """The rules for this side's rows."""
        turned = "flex-direction:row-reverse" if self.place == "right" else ""
        wide = "flex:1" if self.place == "wide" else f"max-width:{self.widest}%"
        to = "display:flex;flex-direction:column;align-items:flex-end" if self.place == "right" else ""
        return f".{role} .column{{{turned}}} .{role} .words{{{wide};{to}}} .{role} .bubble{{{self.box}}}"

    def row(self, role: Role, said: str) -> str:
        """One message's row."""
        whole = self.lead + said
        return row(
            role, whole, face=self.face, name=self.name, tools=self.tools, time=self.tail, after=self.beside
        )


def chat(
    user: Side,
    its: Side,
    *,
    css: str,
    gap: int = 8,
    pad: int = 14,
    before: Callable[[int], str] | None = None,
    **kept: Any,
) -> Look:
    """A look of two sides; `before` gives what stands over a message by its number, the rest is a Look's."""
    sides: dict[Role, Side] = {"user": user, "assistant": its}

    def rows(messages: Sequence[tuple[Role, str]]) -> str:
        return "".join(
            (before(n) if before else "") + sides[role].row(role, said)
            for n, (role, said) in enumerate(messages)
        )

    rules = "".join(side.css(role) for role, side in sides.items())
    return Look(css=f".column{{padding:{gap}px {pad}px}} {rules} {css}", rows=rows, **kept)


_MAKERS = {"gpt": "chatgpt", "chatglm": "chatglm", "qwen": "qwen", "claude": "claude", "deepseek": "deepseek"}


def assistant_in(words: str) -> str | None:
    """The assistant whose name or model stands in these words of a skin."""
    found = [slug for name, slug in _MAKERS.items() if name in words.lower()]
    return found[0] if found else None


def bar(left: str, middle: str, right: str = "") -> str:
    """A title in the middle of a bar, a sign or a word at either end."""
    return f'<div class="head"><span>{left}</span><b>{middle}</b><span>{right}</span></div>'


def notice(words: str) -> str:
    """A line in the middle between two messages."""
    return f'<div class="day">{words}</div>'


def phone(rng: Random) -> dict[str, Any]:
    """A phone's width and the height of its chat."""
    return {"width": rng.randint(350, 430), "height": rng.randint(480, 800)}


def window(rng: Random) -> dict[str, Any]:
    """A window on a desk."""
    return {"width": rng.randint(760, 1240), "height": rng.randint(440, 820)}


def signs(*names: str, size: int = 18) -> str:
    """Signs close to each other."""
    return " ".join(icon(name, size) for name in names)


def colours(rng: Random, dark: float, night: tuple[str, str], day: tuple[str, str]) -> tuple[bool, str, str]:
    """Whether it is dark, the ground and the ink; `dark` is how often."""
    is_dark = rng.random() < dark
    return (is_dark, *(night if is_dark else day))
