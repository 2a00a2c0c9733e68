"""How long a `chatmine run` takes that has nothing to do: N posts, all read, paired and indexed.

    python benchmarks/second_run.py [--posts 1000]

Prints the median of five runs beside a Python that only starts, so that the machine's own speed is seen.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from chatmine import stages
from chatmine.records import Box, Line, Media, Post, Reading
from chatmine.store import Store
from chatmine.store.posts import Shared
from indexer.engines import tantivy

RUNS = 5


def fill(folder: Path, posts: int) -> None:
    """A workspace with `posts` posts, each with one picture of a short chat."""
    with Store(folder, writing=True) as store:
        with store.transaction():
            for number in range(posts):
                _post(store, number)
        list(stages.pair(store))
        index = tantivy.open_index(folder / "index")
        list(stages.index(store, index))
        index.close()


def _post(store: Store, number: int) -> None:
    sha256 = f"{number:064x}"
    store.posts.save_media(
        Media(sha256=sha256, kind="picture", mime="image/png", size=1, width=800, height=600)
    )
    store.posts.save(Post(platform="file", platform_id=str(number)), [Shared(media=sha256)])
    rows = ((500, "今天天气怎么样？"), (40, f"今天晴，最高气温 {number % 40} 度。"))
    lines = tuple(
        Line(text=text, box=Box(x, 100 + 80 * row, 20 * len(text), 24), confidence=0.98)
        for row, (x, text) in enumerate(rows * 3)
    )
    store.readings.save(
        Reading(media=sha256, engine="made", version="1", width=800, height=600, lines=lines), "read"
    )


def seconds(command: list[str]) -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Fill, run, print."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--posts", type=int, default=1000)
    posts = ask.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), posts)
        run = seconds([sys.executable, "-m", "chatmine.cli", "run", "--workspace", folder])
        bare = seconds([sys.executable, "-c", "pass"])
    print(f"{posts} posts, nothing new: {run:.2f} s (a Python that only starts: {bare:.2f} s)")


if __name__ == "__main__":
    main()
