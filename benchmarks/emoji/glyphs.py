"""Open emoji sets, as they come from the npm registry, to pictures of 72 x 72 pixels by emoji and set.

    .venv/bin/python -m benchmarks.emoji.glyphs FOLDER

FOLDER holds the unpacked packages of `SETS`, `SIGNS` and `emoji-datasource` (`npm pack NAME`, then `tar x`
into a folder NAME with `/` as `-`); `glyphs.npz` and `signs.npz` are written there.  Chromium draws the SVGs.
"""

import base64
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy
from numpy.typing import NDArray
from playwright.sync_api import Browser

from benchmarks.emoji.sets import HELD_OUT, NICKNAMES, SETS, SIGNS
from benchmarks.rendering.looks import GLYPHS
from benchmarks.rendering.shooting import browser
from benchmarks.rendering.talks import EMOJI

SIDE = 72
COLUMNS = 20
ROWS = 10
# What the sets call otherwise than Unicode.
_PREFIX = re.compile(r"^(?:flag-for-flag-|flag-for-)")
_TONES = re.compile(r"1F3F[B-F]")


def wanted(datasource: Path) -> dict[str, str]:
    """Emoji by their hexadecimal code points; flags and tones of skin are left out."""
    found: dict[str, str] = {}
    for entry in json.loads((datasource / "emoji.json").read_text(encoding="utf-8")):
        codes = entry["unified"]
        if entry["category"] != "Flags" and "200D" not in codes and not _TONES.search(codes):
            found[_bare(codes)] = "".join(chr(int(code, 16)) for code in codes.split("-"))
    return found


def _bare(codes: str) -> str:
    """Code points without the variation selector, in small letters."""
    return "-".join(code for code in codes.lower().split("-") if code != "fe0f")


def names(folder: Path, emoji: dict[str, str]) -> dict[str, str]:
    """What an emoji may be called, letters and digits alone, to its code points."""
    found: dict[str, str] = {}
    # First what the sets say themselves: one name is today's for 😄 and was Unicode's for 😁.
    for one in SETS:
        path = folder / f"@iconify-json-{one}" / "chars.json"
        for codes, name in json.loads(path.read_text(encoding="utf-8")).items():
            if _bare(codes) in emoji:
                found.setdefault(_letters(name), _bare(codes))
    for entry in json.loads((folder / "emoji-datasource" / "emoji.json").read_text(encoding="utf-8")):
        bare = _bare(entry["unified"])
        if bare in emoji:
            called = [entry["name"] or "", *entry["short_names"]]
            called += [unicodedata.name(chr(int(bare, 16)), "")] if "-" not in bare else []
            for name in called:
                found.setdefault(_letters(name), bare)
    # "+1" and "-1" are thumbs; a drawing that is called "1" is a figure.
    return {name: bare for name, bare in found.items() if len(name) > 1}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _PREFIX.sub("flag-", name.lower()))


def drawings(package: Path, emoji: dict[str, str], called: dict[str, str]) -> dict[str, str]:
    """The set's SVG for each emoji that it has."""
    icons: dict[str, Any] = json.loads((package / "icons.json").read_text(encoding="utf-8"))
    chars: dict[str, str] = json.loads((package / "chars.json").read_text(encoding="utf-8"))
    by_name = {name: _bare(codes) for codes, name in chars.items()}
    for one, name in NICKNAMES.get(icons["prefix"], {}).items():
        by_name[name] = _bare("-".join(f"{ord(c):x}" for c in one))
    found: dict[str, str] = {}
    # First by the set's own names: an icon of an older name may be broken.
    for name in sorted((*icons["icons"], *icons.get("aliases", {})), key=lambda n: (n not in by_name, n)):
        bare = by_name.get(name) or called.get(_letters(re.sub(r"-\d$", "", name)), "")
        if bare in emoji:
            found.setdefault(bare, _svg(icons, name))
    return found


def _svg(icons: dict[str, Any], name: str) -> str:
    while name not in icons["icons"]:
        name = icons["aliases"][name]["parent"]
    icon = icons["icons"][name]
    width = icon.get("width", icons.get("width", 16))
    height = icon.get("height", icons.get("height", 16))
    box = f"{icon.get('left', 0)} {icon.get('top', 0)} {width} {height}"
    size = f'width="{SIDE}" height="{SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {size}>{icon["body"]}</svg>'


def drawn(svgs: list[str], chromium: Browser) -> Iterator[NDArray[numpy.uint8]]:
    """Each SVG as RGBA of `SIDE` x `SIDE`."""
    page = chromium.new_page(viewport={"width": COLUMNS * SIDE, "height": ROWS * SIDE})
    for start in range(0, len(svgs), COLUMNS * ROWS):
        batch = svgs[start : start + COLUMNS * ROWS]
        tags = "".join(f'<img src="data:image/svg+xml;base64,{_base64(svg)}">' for svg in batch)
        style = f"body{{margin:0;line-height:0}}img{{width:{SIDE}px;height:{SIDE}px;float:left}}"
        page.set_content(f"<style>{style}</style>{tags}")
        page.evaluate("Promise.all([...document.images].map(i => i.decode().catch(() => 0)))")
        shot = numpy.frombuffer(page.screenshot(omit_background=True, timeout=0), numpy.uint8)
        sheet = cv2.cvtColor(cv2.imdecode(shot, cv2.IMREAD_UNCHANGED), cv2.COLOR_BGRA2RGBA)
        for place in range(len(batch)):
            y, x = SIDE * (place // COLUMNS), SIDE * (place % COLUMNS)
            yield numpy.asarray(sheet[y : y + SIDE, x : x + SIDE], numpy.uint8)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def main() -> None:
    """Draw all sets."""
    folder = Path(sys.argv[1])
    emoji = wanted(folder / "emoji-datasource")
    called = names(folder, emoji)
    keys: list[str] = []
    pictures: list[NDArray[numpy.uint8]] = []
    with browser() as chromium:
        for one in SETS:
            svgs = drawings(folder / f"@iconify-json-{one}", emoji, called)
            keys += [f"{one}/{bare}/{emoji[bare]}" for bare in svgs]
            pictures += drawn(list(svgs.values()), chromium)
            print(one, len(svgs))
            if one == HELD_OUT:
                _for_pages({emoji[bare]: svg for bare, svg in svgs.items()})
        signs = [sign for one in SIGNS for sign in drawn(_signs(folder / f"@iconify-json-{one}"), chromium)]
    numpy.savez_compressed(folder / "glyphs.npz", keys=numpy.array(keys), pictures=numpy.stack(pictures))
    numpy.savez_compressed(folder / "signs.npz", pictures=numpy.stack(signs))


def _signs(package: Path, count: int = 600) -> list[str]:
    """Some SVGs of a set of signs for buttons."""
    icons: dict[str, Any] = json.loads((package / "icons.json").read_text(encoding="utf-8"))
    return [_svg(icons, name) for name in Random(1).sample(sorted(icons["icons"]), count)]


def _for_pages(svgs: dict[str, str]) -> None:
    """What the renderer draws emoji with."""
    rows = [f"{one}\t{svgs[one]}\n" for one in EMOJI]
    GLYPHS.write_text("EmojiOne 2.3, CC BY 4.0\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
