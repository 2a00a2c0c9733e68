"""Save the reading of a picture that we drew as a golden case: engine, version and lines as they came.

    .venv/bin/python tests/pairing/save_reading.py demo/posts/quicksort.png tests/pairing/cases/web-dark-code

Several pictures of one post become `reading-1.json`, `reading-2.json`.  Never a picture of other people.
"""

import hashlib
import sys
from pathlib import Path

import msgspec

from chatmine import plugins
from chatmine.records import to_json
from ocr.reading import read_image


def main(pictures: list[Path], case: Path) -> None:
    """Read each picture and write its reading into the case's folder."""
    engine = plugins.load("ocr.engines", "paddleocr").Engine()
    case.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(pictures, 1):
        data = picture.read_bytes()
        reading = read_image(data, hashlib.sha256(data).hexdigest(), engine)
        name = "reading.json" if len(pictures) == 1 else f"reading-{number}.json"
        (case / name).write_bytes(msgspec.json.format(to_json(reading), indent=1) + b"\n")


if __name__ == "__main__":
    *shown, folder = [Path(argument) for argument in sys.argv[1:]]
    main(shown, folder)
