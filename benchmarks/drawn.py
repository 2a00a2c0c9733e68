"""How well drawn chats are read and paired, in skins that nobody tuned for.

    .venv/bin/python -m benchmarks.drawn [--quick] [--set later] [--seeds 0:1000] [--worst 15] [--keep DIR]

Draws the seeds' pictures (kept in the user's cache folder for as long as their pages stay as they are), reads
them (cached as in `reading.py`), pairs and scores by skin and language.  `--keep` copies pictures,
transcripts and predictions to look at; `--scorer` runs another scorer on them too.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import platformdirs
from playwright.sync_api import Browser

from benchmarks import remembering
from benchmarks.reading import prediction
from benchmarks.rendering.drawing import SETS, Set, draw, sheet
from benchmarks.rendering.shooting import browser
from benchmarks.scoring import Score, score

RENDERING = Path(__file__).parent / "rendering"


def drawn(seeds: Iterable[int], of: Set = "first") -> Iterator[Path]:
    """The pictures of a set's seeds, each with a transcript beside it (`NAME.json`), drawn where not kept."""
    folder = Path(platformdirs.user_cache_dir("chatmine")) / "drawn-pictures"
    folder.mkdir(parents=True, exist_ok=True)
    names = {seed: _name(seed, of) for seed in seeds}
    missing = [seed for seed, name in names.items() if not (folder / f"{name}.json").exists()]
    if missing:
        with browser() as chromium:
            for seed in missing:
                _draw(seed, of, chromium, folder / names[seed])
    for name in names.values():
        yield next(p for p in folder.glob(f"{name}.*") if p.suffix != ".json")


def _name(seed: int, of: Set) -> str:
    """A picture is known by its page: a new skin elsewhere leaves it as it is."""
    made = sheet(seed, of)
    after = "".join((RENDERING / f"{part}.py").read_text(encoding="utf-8") for part in ("shooting", "gold"))
    page = f"{after}{made.html}{made.look.width}x{made.look.height} {made.look.client} {made.look.bot}"
    set_name = "" if of == "first" else f"{of}-"
    return f"{set_name}{seed:05}-{hashlib.sha256(page.encode()).hexdigest()[:16]}"


def _draw(seed: int, of: Set, chromium: Browser, name: Path) -> None:
    data, suffix, gold = draw(seed, chromium, of)
    name.with_suffix(suffix).write_bytes(data)
    name.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


def gold_of(picture: Path) -> dict[str, Any]:
    """The transcript beside a picture."""
    found: dict[str, Any] = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def report(scores: list[tuple[Path, dict[str, Any], Score]], worst: int) -> None:
    """Print all together, by skin, by language, and the pictures read worst."""
    groups: dict[str, Score] = defaultdict(Score)
    for _, gold, one in scores:
        for group in ("all", f"skin={gold['skin']}", f"lang={gold['lang']}"):
            groups[group].add(one)
    for name, total in sorted(groups.items()):
        print(f"{name:26}", f"{total.pictures + total.nothing:4}", total.figures())
    for picture, gold, one in sorted(scores, key=lambda s: _badness(s[2]), reverse=True)[:worst]:
        cer = one.edits / max(1, one.characters)
        print(
            f"  {picture.stem} {gold['skin']}: found {one.found} of {one.gold}, read {one.read},"
            f" CER {cer:.3f}"
        )


def _badness(one: Score) -> float:
    if one.nothing:
        return 2.0 * (one.nothing - one.nothing_rejected)
    return max(one.gold, one.read) - one.found + one.edits / max(1, one.characters)


def keep(folder: Path, pictures: list[Path], lines: list[dict[str, Any]]) -> Path:
    """Copy pictures and transcripts to a folder, and the predictions to a file in it, which is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        shutil.copy(picture, folder)
        shutil.copy(picture.with_suffix(".json"), folder)
    predictions = folder / "predictions.ndjson"
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    predictions.write_text(text, encoding="utf-8")
    return predictions


def _seeds(text: str) -> range:
    start, _, end = text.partition(":")
    return range(int(start), int(end) if end else int(start) + 1)


def main() -> None:
    """Draw, read, pair, score."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", type=_seeds, default=range(1000), help="FIRST:END, or one")
    ask.add_argument("--quick", action="store_true", help="the first 100 alone")
    ask.add_argument(
        "--set", choices=SETS, default="first", dest="of", help="which skins, each with its own seeds"
    )
    ask.add_argument("--processes", type=int, default=1, help="first read what was never read, in so many")
    ask.add_argument("--worst", type=int, default=0, help="name so many of the pictures that were read worst")
    ask.add_argument("--keep", type=Path, help="copy pictures, transcripts and predictions here")
    ask.add_argument("--scorer", type=Path, help="with --keep: a scorer to run on them too")
    args = ask.parse_args()
    engine = remembering.engine()
    pictures = list(drawn(range(100) if args.quick else args.seeds, args.of))
    if args.processes > 1:
        remembering.read_all(pictures, args.processes)
    lines = [prediction(picture, engine) for picture in pictures]
    scores = []
    for picture, line in zip(pictures, lines, strict=True):
        gold = gold_of(picture)
        scores.append((picture, gold, score(gold, line.get("turns", []), line.get("assistant"))))
    report(scores, args.worst)
    if args.keep:
        predictions = keep(args.keep, pictures, lines)
        if args.scorer:
            subprocess.run([sys.executable, str(args.scorer), str(args.keep), str(predictions)], check=True)


if __name__ == "__main__":
    main()
