"""How well real screenshots are read and paired, against transcripts made by eye.

    .venv/bin/python -m benchmarks.reading [--by client] [--by lang] [--worst 15] [--posts] [PICTURES]

What was read is kept (`remembering.py`), so that a change of pairing is scored in seconds.  PICTURES is a
folder of pictures with their transcripts and a scorer beside it (default `../shared/eval/screenshots`).
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import remembering
from benchmarks.remembering import cached_reading
from chatmine.errors import Unreadable
from chatmine.records import Conversation, plain
from ocr.reading import Engine
from pairing.conversing import conversations

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".png", ".jpg", ".webp")


def prediction(picture: Path, engine: Engine) -> dict[str, Any]:
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


def post_predictions(folder: Path, engine: Engine) -> Iterator[dict[str, Any]]:
    """A line per conversation of each post of several pictures."""
    for described in sorted(folder.glob("*.post.json")):
        pictures = [folder / name for name in json.loads(described.read_text(encoding="utf-8"))["pictures"]]
        paths = {cached_reading(p, engine).media: str(p) for p in pictures}
        for found in conversations([cached_reading(p, engine) for p in pictures], None):
            yield {"paths": [paths[m] for m in found.media], "turns": list(_turns(found))}


def _turns(conversation: Conversation) -> Iterator[dict[str, Any]]:
    for turn in conversation.turns:
        yield {**plain(turn), "conversation": conversation.number}


def predictions(folder: Path, posts: bool, processes: int = 1) -> list[dict[str, Any]]:
    """Every picture's line, or every post's."""
    engine = remembering.engine()
    pictures = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
    if processes > 1:
        remembering.read_all(pictures, processes)
    if posts:
        return list(post_predictions(folder, engine))
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
    ask.add_argument("--processes", type=int, default=1, help="first read what was never read, in so many")
    ask.add_argument("--out", type=Path, help="also keep the predictions here")
    args = ask.parse_args()
    if not args.pictures.is_dir():
        sys.exit(f"no pictures at {args.pictures}: nothing to measure")
    started = time.perf_counter()
    lines = predictions(args.pictures, args.posts, args.processes)
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
