"""How long searches take in both engines, over synthetic pairs.

    .venv/bin/python benchmarks/searching.py [--pairs 50000] [--url http://127.0.0.1:9200]

Without `--url` only the embedded engine is measured.  The characters of the pairs follow a steep curve, as
those of real text do: the commonest stands in nearly every pair.  Times are of the slowest and the middle of
ten searches, each with its counts.
"""

import argparse
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from indexer.asking import parse
from indexer.engines import elasticsearch, tantivy
from indexer.searching import Document, Index

QUERIES = {
    "a common character": "的",
    "a common word": "的一",
    "four characters": "我的一个",
    "an English word": "word7",
    "a prefix": "wor*",
    "words, one of them not": "的 word7 -word9",
    "a filter": "的 tag:tag3 after:2024-06",
}


def pairs(count: int) -> Iterator[Document]:
    """Pairs of a question of 20 and an answer of 200 characters, the same at each run."""
    chance = random.Random(1)
    characters = "的一是不了在人有我他这个们中来上大为和国" + "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))
    weights = [1 / (place + 1) for place in range(len(characters))]
    for number in range(count):
        text = "".join(chance.choices(characters, weights, k=220))
        yield Document(
            id=f"file:{number}~0.0",
            conversation=f"file:{number}~0",
            post=f"file:{number}",
            question=text[:20],
            answer=f"{text[20:]} word{chance.randrange(1000)}",
            assistant=chance.choice(["chatgpt", "ernie", None]),
            model=None,
            client=None,
            language="zh",
            platform="mastodon",
            kind="picture",
            tags=(f"tag{chance.randrange(50)}",),
            flags=(),
            posted_at=f"2024-{chance.randrange(1, 13):02d}-01T00:00:00Z",
            confidence=0.9,
        )


def measure(index: Index, count: int) -> None:
    """Print how long writing and each kind of query takes."""
    started = time.perf_counter()
    index.write(pairs(count), [], count)
    print(f"\n{index.name} {index.version}: {count} pairs written in {time.perf_counter() - started:.1f} s\n")
    print("| query | found | middle, ms | slowest, ms |")
    print("| --- | ---: | ---: | ---: |")
    for name, text in [*QUERIES.items(), ("the same, offset 20,000", "的")]:
        query = parse(text, offset=20_000 if "offset" in name else 0)
        index.search(query)
        times = []
        for _ in range(10):
            started = time.perf_counter()
            total = index.search(query).total
            times.append(1000 * (time.perf_counter() - started))
        print(f"| {name}: `{text}` | {total} | {statistics.median(times):.1f} | {max(times):.1f} |")


def main() -> None:
    """Measure the embedded engine, and the cluster where one is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=50_000)
    parser.add_argument("--url", help="an Elasticsearch for which an index of its own is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(tantivy.open_index(Path(folder)), options.pairs)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        print(f"\n{size / 1e6:.0f} MB on disk")
    if options.url:
        name = f"chatmine-benchmark-{uuid.uuid4().hex[:8]}"
        print(f"(the index {name}-* is left behind)")
        measure(elasticsearch.open_index(options.url, name), options.pairs)


if __name__ == "__main__":
    main()
