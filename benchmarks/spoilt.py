"""How much is lost when pictures are passed on: real ones made smaller or larger, saved as JPEG, read anew.

    .venv/bin/python -m benchmarks.spoilt [PICTURES] [--number 36] [--worst 10]

PICTURES is a folder as `reading.py` takes it.  Which pictures, how much smaller (0.6 to 1.3 times, and never
narrower than a phone) and with which quality (40 to 70) is drawn with a fixed number of chance.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from PIL import Image

from benchmarks.reading import ROOT, SUFFIXES, predictions, score

NARROWEST = 500
SIZES, QUALITIES = (0.6, 0.75, 0.9, 1.2), (40, 55, 70)


def spoilt(folder: Path, number: int, out: Path) -> None:
    """So many pictures of `folder`, spoilt, in `out`, with their transcripts and the scorer beside it."""
    rng = Random(7)
    pictures = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
    for picture in rng.sample(pictures, min(number, len(pictures))):
        with Image.open(picture) as whole:
            shown = Image.new("RGB", whole.size, "white")
            shown.paste(whole.convert("RGBA"), mask=whole.convert("RGBA").getchannel("A"))
        by = rng.choice(SIZES)
        by = by if shown.width * by >= NARROWEST else 1.3
        small = shown.resize((round(shown.width * by), round(shown.height * by)), Image.Resampling.LANCZOS)
        small.save(out / f"{picture.stem}.jpg", quality=rng.choice(QUALITIES))
        shutil.copy(picture.with_suffix(".json"), out)
    shutil.copy(folder.parent / "score_reading.py", out.parent)


def main() -> None:
    """Spoil, read, pair, score."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shots = ROOT.parent / "shared" / "eval" / "screenshots"
    ask.add_argument("pictures", type=Path, nargs="?", default=shots)
    ask.add_argument("--number", type=int, default=36)
    ask.add_argument("--worst", default="10", help="name so many that were read worst")
    args = ask.parse_args()
    if not args.pictures.is_dir():
        sys.exit(f"no pictures at {args.pictures}: nothing to measure")
    with tempfile.TemporaryDirectory() as made:
        out = Path(made) / "pictures"
        out.mkdir()
        spoilt(args.pictures, args.number, out)
        score(out, predictions(out, posts=False), ["--worst", args.worst])


if __name__ == "__main__":
    main()
