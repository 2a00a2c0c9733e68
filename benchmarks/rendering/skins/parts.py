"""What the later skins share: a window's size, rows of signs, lines under the input box."""

from random import Random

from benchmarks.rendering.gold import Manner
from benchmarks.rendering.looks import icon

NAMED = Manner(names_code=True)
PLAIN_NOTE = ".note{font-size:12px;text-align:center;color:#999;padding:4px 14px 8px}"


def size(rng: Random) -> tuple[int, int]:
    """A browser window on a desk, now and then one on a phone."""
    if rng.random() < 0.25:
        return rng.randint(360, 430), rng.randint(560, 800)
    return rng.randint(720, 1280), rng.randint(460, 860)


def note(words: str) -> str:
    """A line under the input box."""
    return f'<div class="note">{words}</div>'


def actions(*names: str, size: int = 16) -> str:
    """A row of small signs."""
    return "".join(icon(name, size) for name in names)


def worded(*pairs: tuple[str, str]) -> str:
    """A row of signs with words behind them."""
    return "".join(f"<span>{icon(name, 14)} {words}</span>" for name, words in pairs)


def only_last(count: int, number: int, html: str) -> str:
    """What stands below the last message alone."""
    return html if number == count - 1 else ""
