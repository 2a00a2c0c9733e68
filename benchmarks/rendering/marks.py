"""What a sharer puts over a picture: a watermark in a corner, a red box around a message, an arrow."""

from random import Random

from benchmarks.rendering.phrases import Language, phrase


def marks(rng: Random, language: Language) -> str:
    """HTML that lies over the page; most often nothing."""
    return (_watermark(rng, language) if rng.random() < 0.12 else "") + (
        _drawn(rng) if rng.random() < 0.06 else ""
    )


def _watermark(rng: Random, language: Language) -> str:
    name = phrase(rng, language, "name")
    words = rng.choice(
        (
            f"小红书号：{rng.randint(10**8, 10**10)}",
            f"小红书 @{name}",
            f"@{name}",
            f"知乎 @{name}",
            f"微博 @{name}",
        )
    )
    side = rng.choice(("left:10px", "right:10px"))
    return (
        f'<div class="mark" style="{side};bottom:{rng.randint(4, 14)}px;font-size:{rng.randint(11, 15)}px;'
        f'color:#fffd;text-shadow:0 0 2px #0009">{words}</div>'
    )


def _drawn(rng: Random) -> str:
    """A box that `shooting` lays around a message; its place is not known before."""
    line = f"border:{rng.randint(2, 4)}px solid {rng.choice(('#e11', '#f33', '#d00'))}"
    return f'<div class="mark boxed" style="{line};border-radius:{rng.choice((0, 4))}px"></div>'
