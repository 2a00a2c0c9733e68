"""Clips with known truth: `python -m benchmarks.filming.making [--quick] [--seeds 0:64] [--keep DIR]`.

They lie under the user's cache folder, `~/.cache/chatmine/filmed-clips/VERSION/` (`folder()`), for as long as
what makes them stays as it is: `012_cleared.mp4` and, beside it, `012_cleared.json` with what it shows
(kind, turns with their seconds, "conversations", "speech", "subtitles").
"""

import argparse
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

import platformdirs
from playwright.sync_api import Browser

from benchmarks.filming import truth
from benchmarks.filming.encoding import write
from benchmarks.filming.scening import frames
from benchmarks.filming.scripting import Script, script, spoken
from benchmarks.filming.sounding import Sound, sound_of, tune
from benchmarks.rendering.shooting import browser

ALL = range(64)
QUICK = range(10)
HERE = Path(__file__).parent


def folder() -> Path:
    """Where the clips of this version lie."""
    sources = sorted(p for top in (HERE, HERE.parent / "rendering") for p in top.rglob("*") if p.is_file())
    code = b"".join(p.read_bytes() for p in sources if p.suffix in (".py", ".txt"))
    version = hashlib.sha256(code).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("chatmine")) / "filmed-clips" / version


def filmed(seeds: range) -> Iterator[Path]:
    """The seeds' clips, each with its truth beside it (`NAME.json`), made where they are not there yet."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        chromium: Browser | None = None
        for seed in seeds:
            if not (found := list(place.glob(f"{seed:03}_*.json"))):
                chromium = chromium or opened.enter_context(browser())
                found = [make(seed, chromium, place)]
            yield next(p for p in sorted(place.glob(f"{found[0].stem}.*")) if p.suffix != ".json")


def make(seed: int, chromium: Browser, place: Path) -> Path:
    """Film one seed's clip into the folder; its path."""
    made = script(seed)
    path = place / f"{seed:03}_{made.kind}{made.how.suffix}"
    pictures = frames(made.film, chromium, Random(seed))
    unfinished = path.with_name("part-" + path.name)
    write(unfinished, pictures, _sound(made, seed), made.how)
    unfinished.replace(path)
    told = json.dumps(truth.of(made, path), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(told, encoding="utf-8")
    return path


def _sound(made: Script, seed: int) -> Sound | None:
    seconds = sum(scene.seconds for scene in made.film.scenes)
    if made.sound == "none":
        return None
    rng = Random(seed + 0.5)
    sentences = spoken(made.film.scenes)
    music = None
    if made.sound == "tune":
        music = tune(rng, seconds, 0.05)
    elif sentences and rng.random() < 0.3:
        music = tune(rng, seconds, 0.004)  # some 25 dB under the voice
    return sound_of(sentences, "en" if made.language == "en" else "zh", seconds, music)


def truth_of(clip: Path) -> dict[str, Any]:
    """What stands beside a clip."""
    found: dict[str, Any] = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Make the clips that are missing, and name them."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", default="", help="FIRST:END, or one")
    ask.add_argument("--quick", action="store_true", help="the first ten alone")
    ask.add_argument("--keep", type=Path, help="copy clips and truth here")
    args = ask.parse_args()
    for clip in filmed(seeds_of(args.seeds) if args.seeds else QUICK if args.quick else ALL):
        print(clip, flush=True)
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            shutil.copy(clip, args.keep)
            shutil.copy(clip.with_suffix(".json"), args.keep)


def seeds_of(text: str) -> range:
    """The seeds that `FIRST:END` or one number names."""
    start, _, end = text.partition(":")
    return range(int(start), int(end) if end else int(start) + 1)


if __name__ == "__main__":
    main()
