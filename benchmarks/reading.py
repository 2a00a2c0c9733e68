"""How well real screenshots are read and paired, against transcripts made by eye.

    .venv/bin/python benchmarks/reading.py [--by client] [--by lang] [--worst 15] [--posts] [PICTURES]

Readings are cached under the user's cache folder by picture and engine version, so that a change of
pairing is scored in seconds.  PICTURES is a folder of pictures with their transcripts and a scorer beside
it (default `../shared/eval/screenshots`).
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import platformdirs

from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Conversation, Reading, from_json, plain, to_json
from ocr import reading as ocr_reading
from pairing.conversing import conversations

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".png", ".jpg", ".webp")


def cached_reading(picture: Path, engine: Any) -> Reading:
    """The picture's reading by this engine's version, from the cache or made now; raises `Unreadable`."""
    data = picture.read_bytes()
    media = hashlib.sha256(data).hexdigest()
    version = hashlib.sha256(ocr_reading.version_of(engine).encode()).hexdigest()[:16]
    kept = Path(platformdirs.user_cache_dir("chatmine")) / "benchmark-readings" / version / f"{media}.json"
    if kept.exists():
        return from_json(kept.read_bytes(), Reading)
    made = ocr_reading.read_image(data, media, engine)
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(".part")
    unfinished.write_bytes(to_json(made))
    unfinished.replace(kept)
    return made


def prediction(picture: Path, engine: Any) -> dict[str, Any]:
    """One line as `chatmine show --json` prints it."""
    try:
        found = conversations([cached_reading(picture, engine)], None)
    except Unreadable as problem:
        return {"path": str(picture), "error": problem.as_json()}
    return {
        "path": str(picture),
        "assistant": found[0].assistant if found else None,
        "turns": [turn for conversation in found for turn in _turns(conversation)],
    }


def post_predictions(folder: Path, engine: Any) -> Iterator[dict[str, Any]]:
    """A line per conversation of each post of several pictures."""
    for described in sorted(folder.glob("*.post.json")):
        pictures = [folder / name for name in json.loads(described.read_text(encoding="utf-8"))["pictures"]]
        paths = {cached_reading(p, engine).media: str(p) for p in pictures}
        for found in conversations([cached_reading(p, engine) for p in pictures], None):
            yield {"paths": [paths[m] for m in found.media], "turns": list(_turns(found))}


def _turns(conversation: Conversation) -> Iterator[dict[str, Any]]:
    for turn in conversation.turns:
        yield {**plain(turn), "conversation": conversation.number}


def predictions(folder: Path, posts: bool) -> list[dict[str, Any]]:
    """Every picture's line, or every post's."""
    engine = plugins.load("ocr.engines", "paddleocr").Engine()
    if posts:
        return list(post_predictions(folder, engine))
    pictures = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
    return [prediction(picture, engine) for picture in pictures]


def score(folder: Path, lines: Sequence[dict[str, Any]], options: Sequence[str]) -> None:
    """Print what the scorer beside the pictures says."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        scorer = folder.parent / "score_reading.py"
        subprocess.run([sys.executable, str(scorer), str(folder), file.name, *options], check=True)


def main() -> None:
    """Read, pair, score."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument(
        "pictures", type=Path, nargs="?", default=ROOT.parent / "shared" / "eval" / "screenshots"
    )
    ask.add_argument("--by", action="append", default=[], help="also group by client, lang, theme or bot")
    ask.add_argument("--worst", default="0", help="name so many of the pictures that were read worst")
    ask.add_argument("--posts", action="store_true", help="score posts of several pictures")
    ask.add_argument("--out", type=Path, help="also keep the predictions here")
    args = ask.parse_args()
    if not args.pictures.is_dir():
        sys.exit(f"no pictures at {args.pictures}: nothing to measure")
    started = time.perf_counter()
    lines = predictions(args.pictures, args.posts)
    print(f"{len(lines)} lines in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    if args.out:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        args.out.write_text(text, encoding="utf-8")
    posts = ["--posts"] if args.posts else []
    for field in args.by or [""]:
        by = ["--by", field] if field else []
        score(args.pictures, lines, [*posts, *by, "--worst", args.worst])


if __name__ == "__main__":
    main()
