"""How well overlapping screenshots of a drawn chat, shuffled, become the whole chat again.

    .venv/bin/python -m benchmarks.joining [--cases 200] [--seeds 0:400] [--worst 5] [--pictures N] [--cached]

Reading hundreds of pictures takes long, so each drawn picture is read once (cached) and its *reading* is cut
into 2-6 windows that scroll over it: bars repeated, lines at an edge lost or garbled, scale and offset
changed.  `--pictures N` cuts and reads N pictures instead.  Only chats whose whole reading is exact count:
what is wrong before the cut is not joining's doing.  `--cached` skips pictures that were never read.
"""

import argparse
import hashlib
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from benchmarks import remembering
from benchmarks.drawn import drawn, gold_of
from benchmarks.remembering import NotReadYet, cached_reading
from benchmarks.scoring import score
from chatmine.records import Box, Line, Reading, Shape, plain
from ocr.reading import Engine, read_image
from pairing.conversing import conversations, explain

_LEAST_LINES = 8
_ROWS_A_WINDOW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a picture is cut: its bars above `top` and below `bottom`, and what each window shows between."""

    top: int
    bottom: int
    windows: tuple[tuple[int, int], ...]


def cut(reading: Reading, rng: Random) -> Cut | None:
    """2-6 windows over what is said, each sharing 25-50 % with the next; None where too little is said."""
    placed = explain(reading)
    said = sorted(p.line.box for p in placed if p.role)
    if len(said) < _LEAST_LINES:
        return None
    top, bottom = min(b.y for b in said) - 4, max(b.bottom for b in said) + 4
    most = min(6, len(said) // (_ROWS_A_WINDOW - 1))
    count = rng.randint(2, max(2, most))
    share = rng.uniform(0.25, 0.5)
    height = round((bottom - top) / (1 + (count - 1) * (1 - share)))
    starts = [round(top + n * height * (1 - share)) for n in range(count)]
    return Cut(top=top, bottom=bottom, windows=tuple((s, min(bottom, s + height)) for s in starts))


def windows(reading: Reading, where: Cut, rng: Random) -> list[Reading]:
    """The windows' readings, from the upper to the lower."""
    return [_window(reading, where, n, rng) for n in range(len(where.windows))]


def _window(reading: Reading, where: Cut, number: int, rng: Random) -> Reading:
    start, end = where.windows[number]
    scale = rng.choice((1.0, 1.0, rng.uniform(0.8, 1.25)))
    lines = [new for line in reading.lines if (new := _line(line, where, start, end, scale, rng))]
    shapes = [kept for shape in reading.shapes if (kept := _shape(shape, where, start, end, scale))]
    height = where.top + end - start + reading.height - where.bottom
    return replace(
        reading,
        media=hashlib.sha256(f"{reading.media} {number}".encode()).hexdigest(),
        width=round(reading.width * scale),
        height=round(height * scale),
        lines=tuple(lines),
        shapes=tuple(shapes),
    )


def _shown(box: Box, where: Cut, start: int, end: int) -> Box | None:
    """Where a box stands in a window: bars keep their place, the rest is cut at the window's edges."""
    upper = where.top - start
    if box.bottom <= where.top:
        return box
    if box.y >= where.bottom:
        return box._replace(y=box.y - where.bottom + end + upper)
    low, high = max(box.y, start), min(box.bottom, end)
    low = box.y + start - where.top if box.y < where.top else low
    high = box.bottom - where.bottom + end if box.bottom > where.bottom else high
    return box._replace(y=low + upper, height=high - low) if high > low else None


def _line(line: Line, where: Cut, start: int, end: int, scale: float, rng: Random) -> Line | None:
    box = _shown(line.box, where, start, end)
    if box is None or box.height < 0.4 * line.box.height:
        return None
    text = line.text
    if box.height < 0.9 * line.box.height:
        if rng.random() < 0.5:
            return None
        text = "".join(rng.choice("oecl1|iuwv") if rng.random() < 0.4 else letter for letter in text)
    edges = tuple(round(edge * scale) for edge in line.edges)
    return replace(line, text=text, box=_scaled(box, scale), edges=edges)


def _shape(shape: Shape, where: Cut, start: int, end: int, scale: float) -> Shape | None:
    box = _shown(shape.box, where, start, end)
    return replace(shape, box=_scaled(box, scale)) if box and box.height > 2 else None


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(round(side * scale) for side in box))


def pieces(picture: Path, where: Cut) -> Iterator[bytes]:
    """The windows as pictures: the bars of the whole around each stretch."""
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    top, bottom = max(0, where.top), min(image.height, where.bottom)
    for start, end in where.windows:
        page = Image.new("RGB", (image.width, top + end - start + image.height - bottom))
        page.paste(image.crop((0, 0, image.width, top)), (0, 0))
        page.paste(image.crop((0, start, image.width, end)), (0, top))
        page.paste(image.crop((0, bottom, image.width, image.height)), (0, top + end - start))
        out = io.BytesIO()
        page.save(out, "PNG")
        yield out.getvalue()


def cases(seeds: range, engine: Engine) -> Iterator[tuple[Path, dict[str, Any], Reading]]:
    """Drawn chats whose whole reading gives the whole transcript."""
    for picture in drawn(seeds):
        gold = gold_of(picture)
        if not gold["turns"]:
            continue
        try:
            reading = cached_reading(picture, engine)
        except NotReadYet:
            continue
        if exact(gold, [reading]):
            yield picture, gold, reading


def exact(gold: dict[str, Any], readings: Sequence[Reading]) -> bool:
    """Whether the readings give one conversation with the transcript's turns and no other."""
    found = conversations(readings, None)
    if len(found) != 1:
        return False
    one = score(gold, [plain(turn) for turn in found[0].turns], None)
    return one.found == one.gold == one.read


def main() -> None:
    """Draw, read, cut, shuffle, join, compare."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--cases", type=int, default=200)
    ask.add_argument("--seeds", default="0:400", help="FIRST:END of the drawn pictures")
    ask.add_argument("--pictures", type=int, default=0, help="really cut and read so many instead")
    ask.add_argument("--cached", action="store_true", help="only pictures that were read before")
    ask.add_argument("--worst", type=int, default=5, help="name so many that failed")
    args = ask.parse_args()
    engine = remembering.engine(only_known=args.cached)
    first, end = map(int, args.seeds.split(":"))
    tally: Counter[str] = Counter()
    failed: list[str] = []
    spent = 0.0
    for picture, gold, whole in cases(range(first, end), engine):
        rng = Random(f"joining {picture.stem}")
        where = cut(whole, rng)
        if where is None:
            continue
        if args.pictures:
            data = list(pieces(picture, where))
            shown = [read_image(d, hashlib.sha256(d).hexdigest(), engine) for d in data]
        else:
            shown = windows(whole, where, rng)
        rng.shuffle(shown)
        began = time.perf_counter()
        right = exact(gold, shown)
        spent += time.perf_counter() - began
        seen = "each window a chat" if all(conversations([r], None) for r in shown) else "a window is none"
        for group in ("all", seen, f"windows={len(shown)}", f"skin={gold['skin']}"):
            tally[group] += 1
            tally[f"{group} right"] += right
        if not right:
            failed.append(f"{picture.stem} {gold['skin']} in {len(shown)}")
        if tally["all"] >= (args.pictures or args.cases):
            break
    for group in sorted(g for g in tally if not g.endswith(" right")):
        print(f"{group:26} {tally[group]:4} {tally[f'{group} right'] / tally[group]:.3f}")
    print(f"pairing and joining: {1000 * spent / max(1, tally['all']):.0f} ms a case")
    print("\n".join(failed[: args.worst]), file=sys.stderr)


if __name__ == "__main__":
    main()
