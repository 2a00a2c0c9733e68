"""How steady pairing is: turns found when readings differ a little from what was read.

    .venv/bin/python -m benchmarks.steadiness [PICTURES] [--ways NAME…] [--rounds 3] [--worst 10]

Each way of differing is one that happens between two photographs of one screen: boxes a pixel or two off,
another size, a page around it, colours a shade off, panels, icons or letters' edges that were not seen.  A
rule that holds for chats as such keeps its turns; one that holds for a picture loses them.  Nothing is read.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benchmarks import remembering
from benchmarks.reading import ROOT, SUFFIXES
from benchmarks.remembering import cached_reading
from benchmarks.scoring import Score, score
from chatmine.records import Box, Colour, Line, Reading, Shape, plain
from pairing.conversing import conversations

Way = Callable[[Random, Reading], Reading]


def _boxes(reading: Reading, change: Callable[[Box], Box], size: tuple[int, int] | None = None) -> Reading:
    """The reading with every box changed; the edges of letters follow their line's box."""
    width, height = size or (reading.width, reading.height)
    lines = tuple(_moved(line, change(line.box)) for line in reading.lines)
    shapes = tuple(replace(shape, box=change(shape.box)) for shape in reading.shapes)
    return replace(reading, width=width, height=height, lines=lines, shapes=shapes)


def _moved(line: Line, box: Box) -> Line:
    share = box.width / max(line.box.width, 1)
    edges = tuple(round(box.x + (edge - line.box.x) * share) for edge in line.edges)
    return replace(line, box=box, edges=edges)


def shaken(rng: Random, reading: Reading) -> Reading:
    """Boxes off by up to a twentieth of a line's height, each side by itself."""
    reach = 0.05 * median([line.box.height for line in reading.lines] or [20])

    def change(box: Box) -> Box:
        left, top, right, bottom = (
            round(side + rng.uniform(-reach, reach)) for side in (box.x, box.y, box.right, box.bottom)
        )
        return Box(left, top, max(right - left, 1), max(bottom - top, 1))

    return _boxes(reading, change)


def resized(rng: Random, reading: Reading) -> Reading:
    """Another size of the same picture."""
    by = rng.choice((0.6, 0.8, 1.3, 1.7))

    def change(box: Box) -> Box:
        left, top = round(box.x * by), round(box.y * by)
        return Box(left, top, max(round(box.right * by) - left, 1), max(round(box.bottom * by) - top, 1))

    return _boxes(reading, change, (round(reading.width * by), round(reading.height * by)))


def framed(rng: Random, reading: Reading) -> Reading:
    """On a page of another colour."""
    inner = margined(rng, reading)
    side, above = (inner.width - reading.width) // 2, (inner.height - reading.height) // 2
    page = Colour(*rng.choice(((255, 255, 255), (0, 0, 0), (230, 225, 240), (90, 120, 160))))
    picture = Shape(
        kind="panel", box=Box(side, above, reading.width, reading.height), colour=reading.paper or page
    )
    return replace(inner, paper=page, shapes=(picture, *inner.shapes))


def margined(rng: Random, reading: Reading) -> Reading:
    """Blank margins around."""
    side, above = (round(rng.uniform(0.03, 0.2) * reading.width) for _ in range(2))
    size = (reading.width + 2 * side, reading.height + 2 * above)
    return _boxes(reading, lambda box: box._replace(x=box.x + side, y=box.y + above), size)


def tinted(rng: Random, reading: Reading) -> Reading:
    """Each colour a shade off, the same everywhere, as on another screen."""
    off = [rng.randint(-4, 4) for _ in range(3)]

    def change(colour: Colour | None) -> Colour | None:
        return colour and Colour(*(min(max(c + o, 0), 255) for c, o in zip(colour, off, strict=True)))

    lines = tuple(replace(line, ink=change(line.ink), paper=change(line.paper)) for line in reading.lines)
    shapes = tuple(replace(shape, colour=change(shape.colour) or shape.colour) for shape in reading.shapes)
    return replace(reading, paper=change(reading.paper), lines=lines, shapes=shapes)


def _without(share: float, kind: str) -> Way:
    def way(rng: Random, reading: Reading) -> Reading:
        seen: list[Shape] = [s for s in reading.shapes if s.kind != kind or rng.random() > share]
        return replace(reading, shapes=tuple(seen))

    return way


def edgeless(rng: Random, reading: Reading) -> Reading:
    """Where each letter stands is not known."""
    return replace(reading, lines=tuple(replace(line, edges=()) for line in reading.lines))


WAYS: dict[str, Way] = {
    "as read": lambda rng, reading: reading,
    "shaken": shaken,
    "resized": resized,
    "margined": margined,
    "framed": framed,
    "tinted": tinted,
    "panels lost": _without(0.1, "panel"),
    "icons lost": _without(0.3, "icon"),
    "no edges": edgeless,
}


def scored(reading: Reading, gold: dict[str, Any]) -> Score:
    """One picture's counts."""
    found = conversations([reading], None)
    turns = [plain(turn) for one in found for turn in one.turns]
    return score(gold, turns, found[0].assistant if found else None)


def main() -> None:
    """Change, pair, compare."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shots = ROOT.parent / "shared" / "eval" / "screenshots"
    ask.add_argument("pictures", type=Path, nargs="?", default=shots)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--ways", nargs="*", default=list(WAYS), help="only these ways of differing")
    ask.add_argument("--worst", type=int, default=10, help="name so many pictures that lose most")
    args = ask.parse_args()
    engine = remembering.engine(only_known=True)
    pictures = sorted(p for p in args.pictures.iterdir() if p.suffix in SUFFIXES)
    lost: Counter[str] = Counter()
    for name in args.ways:
        total = Score()
        for picture in pictures:
            gold = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
            reading = cached_reading(picture, engine)
            least = scored(reading, gold)
            for turn in range(1 if name in ("as read", "no edges") else args.rounds):
                one = scored(WAYS[name](Random(f"{picture.name} {turn}"), reading), gold)
                total.add(one)
                worse = (least.found - one.found) + (one.read > least.read)
                if worse > 0 or one.nothing_rejected < least.nothing_rejected:
                    lost[f"{name}: {picture.stem}"] += max(worse, 1)
        print(f"{name:12}", total.figures(), flush=True)
    for case, count in lost.most_common(args.worst):
        print(count, case)


if __name__ == "__main__":
    main()
