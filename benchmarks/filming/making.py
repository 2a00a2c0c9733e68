"""Clips with known truth: `python -m benchmarks.filming.making [--quick] [--seeds 0:64] [--keep DIR]`.

They lie under the user's cache folder, in `~/.cache/chatmine/filmed-clips/`: `012_cleared-1f0c9a3b.webm` and,
beside it, `012_cleared-1f0c9a3b.json` with what it shows (kind, turns with their seconds, "conversations",
"speech", "subtitles").  A clip is made anew when its script, or what films it, has changed.
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
from benchmarks.filming.scening import Chat, Talking, frames
from benchmarks.filming.scripting import Script, script, spoken
from benchmarks.filming.sounding import Sound, sound_of, tune
from benchmarks.rendering.looks import page
from benchmarks.rendering.shooting import browser

ALL = range(64)
QUICK = range(10)
HERE = Path(__file__).parent
FOLDER = Path(platformdirs.user_cache_dir("chatmine")) / "filmed-clips"
FILMING = ("staging.py", "scening.py", "editing.py", "painting.py", "sounding.py", "encoding.py", "truth.py")
"""The modules that turn a script into a clip."""


def filmed(seeds: range) -> Iterator[Path]:
    """The seeds' clips, each with its truth beside it (`NAME.json`), made where they are not there yet."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        chromium: Browser | None = None
        for seed in seeds:
            made = script(seed)
            clip = FOLDER / f"{seed:03}_{made.kind}-{fingerprint(made)}{made.how.suffix}"
            if not clip.with_suffix(".json").exists():
                chromium = chromium or opened.enter_context(browser())
                make(made, seed, chromium, clip)
            yield clip


def fingerprint(made: Script) -> str:
    """What tells a script, filmed by this source, from all others."""
    decided: list[object] = [made.kind, made.how, made.sound, made.film.layers]
    for scene in made.film.scenes:
        decided.append(scene if isinstance(scene, Talking) else (scene.take, scene.closers, scene.headline))
        if isinstance(scene, Chat):
            setting = scene.setting
            shown = page(setting.look, setting.talk, ("", ""), "")
            decided.append((shown, setting.size, setting.scale, setting.smooth, setting.dot, setting.extra))
    source = b"".join((HERE / name).read_bytes() for name in FILMING)
    return hashlib.sha256(repr(decided).encode() + source).hexdigest()[:8]


def make(made: Script, seed: int, chromium: Browser, path: Path) -> None:
    """Film a script into a file, and write its truth beside it."""
    pictures = frames(made.film, chromium, Random(seed))
    unfinished = path.with_name("part-" + path.name)
    write(unfinished, pictures, _sound(made, seed), made.how)
    unfinished.replace(path)
    told = json.dumps(truth.of(made, path), ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(told, encoding="utf-8")


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
