import re
from pathlib import Path

import pytest

import search_ui

SHEET = (Path(search_ui.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
ON = [
    *(("text", ground) for ground in ("ground", "sheet", "sunk", "user-wash", "accent-wash", "warn-wash")),
    *(("soft", ground) for ground in ("ground", "sheet", "sunk", "user-wash")),
    *(("accent", ground) for ground in ("ground", "sheet", "user-wash", "accent-wash")),
    *(("on-accent", "accent"), ("on-mark", "mark"), ("warn", "warn-wash"), ("user", "user-wash")),
]


def colours(theme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in re.findall(r":root \{(.*?)\}", SHEET, re.S)
    )
    return light if theme == "light" else light | dark


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), ON)
def test_text_stands_out_from_what_it_stands_on(theme: str, ink: str, paper: str) -> None:
    known = colours(theme)
    darker, lighter = sorted(brightness(known[name]) for name in (ink, paper))
    # WCAG 2.2, level AA, text of ordinary size.
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
