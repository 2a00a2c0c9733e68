"""How many drawn tables come out as Markdown with their cells in place, by how they are drawn.

    .venv/bin/python -m benchmarks.tables [--seeds 0:100] [--cached] [--worst 5]

An answer with one table in a skin that the seed gives: cells with borders, lines between rows, stripes, a
head on its own paper, a box, or nothing but columns; cells that wrap among them.  Right is a table with all
rows and cells of the transcript in their places and no other.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import platformdirs

from benchmarks import remembering
from benchmarks.remembering import NotReadYet, cached_reading
from benchmarks.rendering.drawing import MONO, SKINS
from benchmarks.rendering.gold import turns
from benchmarks.rendering.looks import EN_FONTS, ZH_FONTS, Look, page
from benchmarks.rendering.phrases import Language
from benchmarks.rendering.shooting import browser, unroll
from benchmarks.rendering.talks import Lines, Table, Talk, Writer, leaf
from benchmarks.scoring import folded
from pairing.conversing import conversations

_DRAWN = {
    "cells": "",
    "lines": "td{border:0;border-bottom:1px solid #8884}",
    "bare": "td{border:0}",
    "stripes": "td{border:0} tr:nth-child(even){background:#8882}",
    "head": "td{border:0} thead{background:#8883}",
    "box": "table{border:1px solid #8886;border-radius:6px;border-spacing:0;border-collapse:separate}"
    "td{border:0;border-bottom:1px solid #8883} thead{background:#8882}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a seed decides before its table is drawn."""

    drawn: str
    look: Look
    talk: Talk
    html: str


def sheet(seed: int) -> Sheet:
    """The page of a seed: a question, and an answer with a table."""
    rng = Random(f"table {seed}")
    language: Language = rng.choice(("zh", "zh", "en"))
    look = rng.choice([skin for skin in SKINS if skin.__name__ != "terminal"])(rng, language)
    writer = Writer(rng, language, plain=True, runs=False)
    said = (Lines(lines=(leaf(writer.words("opening")),)), _table(rng, writer))
    end = (Lines(lines=(leaf(writer.words("closing")),)),) if rng.random() < 0.6 else ()
    asked = (Lines(lines=(leaf(writer.words("question")),)),)
    talk = Talk(language=language, messages=(("user", asked), ("assistant", (*said, *end))))
    drawn = rng.choice(sorted(_DRAWN))
    look = replace(look, css=look.css + _DRAWN[drawn] + _cell_css(rng))
    fonts = (rng.choice(EN_FONTS if language == "en" else ZH_FONTS), rng.choice(MONO))
    return Sheet(drawn=drawn, look=look, talk=talk, html=page(look, talk, fonts, ""))


def _cell_css(rng: Random) -> str:
    down, across = rng.choice(((3, 10), (6, 12), (9, 14)))
    wide = "table{width:100%}" if rng.random() < 0.5 else ""
    align, level = rng.choice(("left", "left", "center")), rng.choice(("top", "middle"))
    return f"{wide}td{{padding:{down}px {across}px;text-align:{align};vertical-align:{level}}}"


def _table(rng: Random, writer: Writer) -> Table:
    columns = rng.randint(2, 4)
    sections = ("thing", "aspect", "aspect2", "time")
    head = tuple(leaf(writer.words(s)) for s in rng.sample(sections, columns))
    long = rng.randint(1, columns - 1) if rng.random() < 0.4 else None
    body = []
    for _ in range(rng.randint(2, 6)):
        cells = [writer.words("thing"), *(_cell(rng, writer) for _ in head[1:])]
        if long is not None:
            cells[long] = writer.words("item")
        body.append(tuple(leaf(cell) for cell in cells))
    return Table(rows=(head, *body))


def _cell(rng: Random, writer: Writer) -> str:
    return rng.choice((writer.words("aspect"), str(rng.randint(2, 900)), writer.words("time")))


def drawn(seeds: Sequence[int]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """How each seed's table is drawn, its picture and transcript, drawn where not in the cache."""
    folder = Path(platformdirs.user_cache_dir("chatmine")) / "drawn-tables"
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {seed: sheet(seed) for seed in seeds}
    names = {seed: folder / f"{seed:05}-{_digest(made)}" for seed, made in sheets.items()}
    missing = [seed for seed, name in names.items() if not name.with_suffix(".json").exists()]
    if missing:
        with browser() as chromium:
            for seed in missing:
                look = sheets[seed].look
                data, _, seen = unroll(chromium, sheets[seed].html, look.width, 10_000, 1.5)
                names[seed].with_suffix(".png").write_bytes(data)
                gold = {"kind": "chat", "turns": turns(sheets[seed].talk, seen, look.manner)}
                names[seed].with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    for seed in seeds:
        name = names[seed]
        yield (
            sheets[seed].drawn,
            name.with_suffix(".png"),
            json.loads(name.with_suffix(".json").read_text("utf-8")),
        )


def _digest(made: Sheet) -> str:
    return hashlib.sha256(f"{made.html}{made.look.width}".encode()).hexdigest()[:16]


def cells(said: Sequence[str]) -> list[list[str]]:
    """The cells of all table rows in Markdown texts, as they are compared."""
    rows = [line for text in said for line in text.splitlines() if line.startswith("|")]
    return [
        [folded(cell) for cell in row.strip("| ").split("|")]
        for row in rows
        if not re.fullmatch(r"[|:\-\s]+", row)
    ]


def alike(gold: list[list[str]], found: list[list[str]]) -> bool:
    """Whether rows and columns are the same and hold the same, but for a tenth of the letters."""
    shape = [len(row) for row in gold] == [len(row) for row in found]
    pairs = [(a, b) for x, y in zip(gold, found, strict=False) for a, b in zip(x, y, strict=False)]
    wrong = sum(not (a == b or (a[:2] == b[:2] and abs(len(a) - len(b)) < 2)) for a, b in pairs)
    return shape and wrong <= 0.1 * len(pairs)


def main() -> None:
    """Draw, read, compare."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", default="0:100", help="FIRST:END")
    ask.add_argument("--cached", action="store_true", help="only pictures that were read before")
    ask.add_argument("--worst", type=int, default=5, help="name so many that failed")
    args = ask.parse_args()
    engine = remembering.engine(only_known=args.cached, threads=1)
    first, end = map(int, args.seeds.split(":"))
    tally: Counter[str] = Counter()
    failed = []
    for style, picture, gold in drawn(range(first, end)):
        try:
            reading = cached_reading(picture, engine)
        except NotReadYet:
            continue
        found = cells([turn.text for one in conversations([reading], None) for turn in one.turns])
        right = alike(cells([turn["text"] for turn in gold["turns"]]), found)
        for group in ("all", style):
            tally[group] += 1
            tally[f"{group} right"] += right
        if not right:
            failed.append(f"{style} {picture}")
    for group in sorted(g for g in tally if not g.endswith(" right")):
        print(f"{group:10} {tally[group]:4} {tally[f'{group} right'] / tally[group]:.3f}")
    print("\n".join(failed[: args.worst]))


if __name__ == "__main__":
    main()
