"""Drawn chats as screenshots that overlap: what a person who scrolls over a long chat shares.

A tall picture is drawn and read once; each screenshot is put together from its pixels (bars that stay, a
stretch of the messages between them), cropped and scaled as people do.  Its lines are those of the tall
reading, what an edge cuts through lost or garbled; its colours and shapes are looked at anew, in its own
pixels.  Called by `joining`; everything is kept in the user's cache folder.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy
import platformdirs
from PIL import Image

from benchmarks.remembering import source
from benchmarks.rendering.scrolling import Roll, Tall, roll, tall
from benchmarks.rendering.shooting import browser
from chatmine.records import Box, Line, Reading, from_json, plain, to_json
from ocr.looking import look
from ocr.reading import Engine, read_image

_RENDERING = Path(__file__).parent / "rendering"
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One screenshot of a chat: which stretch of the scrolled part it shows, cropped to what, how large."""

    start: int
    view: int
    crop: Box
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A tall picture, its transcript, where it scrolls, and the screenshots of it from top to bottom."""

    name: str
    picture: Path
    gold: dict[str, Any]
    scrolled: Box
    shots: tuple[Shot, ...]
    manner: str


def chats(seeds: Sequence[int], screens: tuple[float, float] = (1.3, 3.8)) -> Iterator[Chat]:
    """The seeds' chats, drawn where they are not in the cache."""
    folder = _cache("tall-pictures")
    rolls = {seed: roll(seed, screens) for seed in seeds}
    names = {seed: folder / f"{seed:05}-{_page(made)}" for seed, made in rolls.items()}
    missing = [seed for seed, name in names.items() if not name.with_suffix(".json").exists()]
    if missing:
        with browser() as chromium:
            for seed in missing:
                _draw(tall(rolls[seed], chromium), names[seed])
    for seed in seeds:
        about = json.loads(names[seed].with_suffix(".json").read_text("utf-8"))
        yield _chat(f"{seed:05}", names[seed].with_suffix(".png"), about)


def _page(made: Roll) -> str:
    """What tells a page: a new skin elsewhere leaves it as it is."""
    after = [_RENDERING / f"{part}.py" for part in ("shooting", "gold", "scrolling")]
    look = f"{made.look.width} {made.look.client} {made.look.bot} {made.height} {made.view} {made.scale}"
    return _version(after, made.html, look)


def _draw(made: Tall, name: Path) -> None:
    name.with_suffix(".png").write_bytes(made.data)
    about = {"gold": made.gold, "scrolled": made.scrolled, "view": made.view}
    name.with_suffix(".json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")


def _chat(name: str, picture: Path, about: dict[str, Any]) -> Chat:
    scrolled, rng = Box(*about["scrolled"]), Random(f"scrolled {name}")
    with Image.open(picture) as image:
        width, height = image.size
    view = max(about["view"], round(scrolled.height / 5.2))
    begun = starts(scrolled.height, view, rng)
    manner = rng.choices(("alike", "cropped", "mixed", "scaled"), (5, 2, 2, 1))[0]
    window = Box(0, 0, width, height - scrolled.height + view)
    bare = Box(0, scrolled.y, width, view)
    shots = []
    for start in begun:
        cropped = manner == "cropped" or (manner == "mixed" and rng.random() < 0.5)
        scale = rng.uniform(0.8, 1.2) if manner == "scaled" else 1.0
        shots.append(Shot(start=start, view=view, crop=bare if cropped else window, scale=scale))
    return Chat(
        name=f"{name} {about['gold']['skin']}",
        picture=picture,
        gold=about["gold"],
        scrolled=scrolled,
        shots=tuple(shots),
        manner=manner,
    )


def starts(whole: int, view: int, rng: Random) -> list[int]:
    """Where each screen begins: each shares 5-50 % with the one before, the last more if it must."""
    for most in (0.5, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1):
        found = [0]
        while found[-1] + view < whole:
            found.append(min(whole - view, found[-1] + round(view * (1 - rng.uniform(0.05, most)))))
        if len(found) <= _MOST:
            break
    return found


def pixels(chat: Chat, shot: Shot) -> Image.Image:
    """The screenshot's picture."""
    at = chat.scrolled
    with Image.open(chat.picture) as opened:
        whole = opened.convert("RGB")
    page = Image.new("RGB", (whole.width, whole.height - at.height + shot.view))
    page.paste(whole.crop((0, 0, whole.width, at.y + shot.view)), (0, 0))
    page.paste(whole.crop((at.x, at.y + shot.start, at.right, at.y + shot.start + shot.view)), (at.x, at.y))
    page.paste(whole.crop((0, at.bottom, whole.width, whole.height)), (0, at.y + shot.view))
    crop = shot.crop
    page = page.crop((crop.x, crop.y, crop.right, crop.bottom))
    size = round(crop.width * shot.scale), round(crop.height * shot.scale)
    return page if shot.scale == 1 else page.resize(size, Image.Resampling.LANCZOS)


def encoded(image: Image.Image) -> bytes:
    """The picture as PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def shown(chat: Chat, whole: Reading) -> list[Reading]:
    """The screenshots' readings from top to bottom, made from that of the tall picture."""
    own = _version([Path(__file__)], whole.media, whole.version, source())
    kept = _cache("scrolled-readings", own[:2]) / f"{own}.json"
    if kept.exists():
        return [from_json(json.dumps(one), Reading) for one in json.loads(kept.read_bytes())]
    made = [_shown(chat, shot, whole, number) for number, shot in enumerate(chat.shots)]
    kept.write_bytes(to_json([plain(one) for one in made]))
    return made


def _shown(chat: Chat, shot: Shot, whole: Reading, number: int) -> Reading:
    rng = Random(f"{chat.name} {number}")
    lines = [new for line in whole.lines if (new := _line(line, chat.scrolled, shot, rng))]
    image = pixels(chat, shot)
    seen = look(numpy.asarray(image), sorted(lines, key=lambda line: (line.box.y, line.box.x)))
    return replace(
        whole,
        media=hashlib.sha256(f"{whole.media} {number}".encode()).hexdigest(),
        width=image.width,
        height=image.height,
        paper=seen.paper,
        lines=seen.lines,
        shapes=seen.shapes,
    )


def _line(line: Line, scrolled: Box, shot: Shot, rng: Random) -> Line | None:
    """A line as the screenshot shows it: of one that is cut through little or nothing can be read."""
    box = placed(line.box, scrolled, shot)
    if box is None or box.height < 0.4 * line.box.height:
        return None
    text = line.text
    if box.height < 0.9 * line.box.height:
        if rng.random() < 0.5:
            return None
        text = "".join(rng.choice("oecl1|iuwv") if rng.random() < 0.4 else letter for letter in text)
    scale, left = shot.scale, shot.crop.x
    edges = tuple(round((edge - left) * scale) for edge in line.edges)
    return replace(line, text=text, box=Box(*(round(side * scale) for side in box)), edges=edges)


def placed(box: Box, scrolled: Box, shot: Shot) -> Box | None:
    """Where a box of the tall picture stands in the crop, before it is scaled; None where it is not shown."""
    low, high = scrolled.y, scrolled.y + shot.view
    if box.y + box.height / 2 >= scrolled.bottom:
        box = box._replace(y=box.y - scrolled.height + shot.view)
    elif box.y + box.height / 2 >= scrolled.y:
        inside = scrolled.x <= box.x + box.width / 2 < scrolled.right
        box = _within(box._replace(y=box.y - shot.start * inside), low, high)
    crop = shot.crop
    box = _within(box, crop.y, crop.bottom)
    return box._replace(x=box.x - crop.x, y=box.y - crop.y) if box.height > 0 else None


def _within(box: Box, low: int, high: int) -> Box:
    top, bottom = max(box.y, low), min(box.bottom, high)
    return box._replace(y=top, height=max(0, bottom - top))


def really_read(chat: Chat, engine: Engine) -> list[Reading]:
    """The screenshots' own readings, each from its pixels."""
    shots = (encoded(pixels(chat, shot)) for shot in chat.shots)
    return [read_image(data, hashlib.sha256(data).hexdigest(), engine) for data in shots]


def _version(files: Any, *words: str) -> str:
    sources = sorted(path for path in files if path.suffix in (".py", ".txt"))
    told = b"".join(path.read_bytes() for path in sources) + "".join(words).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def _cache(*place: str) -> Path:
    folder = Path(platformdirs.user_cache_dir("chatmine")).joinpath(*place)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
