"""How well overlapping screenshots of a drawn chat, shuffled, become the whole chat again.

    .venv/bin/python -m benchmarks.joining [--seeds 0:300] [--worst 5] [--pictures N] [--long N] [--cached]

Screenshots as `scrolled` makes them: 2-6 a chat, bars and crops as people share them.  Right is a case
that gives one conversation with all turns of the transcript and no other.  Also told: chats whose tall
picture alone is exact (what is misread before the cut is not joining's doing), screenshots of different
chats of one look that must stay apart, and each screenshot alone.  `--pictures N` reads N chats'
screenshots from their pixels; `--long N` reads N pictures of 28,000 pixels and more.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks import remembering
from benchmarks.remembering import NotReadYet, cached_reading
from benchmarks.scoring import score
from benchmarks.scrolled import Chat, chats, really_read, shown
from chatmine.records import Conversation, Reading, plain
from ocr.reading import Engine
from pairing.conversing import conversations


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A chat, its tall picture's reading, and its screenshots' readings from top to bottom."""

    chat: Chat
    whole: Reading
    shots: tuple[Reading, ...]


def cases(seeds: range, real: bool, engine: Engine) -> Iterator[Case]:
    """The seeds' chats with their readings, but for those that the engine has not read and may not."""
    for chat in chats(seeds):
        try:
            whole = cached_reading(chat.picture, engine)
            shots = really_read(chat, engine) if real else shown(chat, whole)
        except NotReadYet:
            continue
        yield Case(chat=chat, whole=whole, shots=tuple(shots))


def exact(gold: dict[str, Any], found: Sequence[Conversation]) -> bool:
    """Whether there is one conversation, with the transcript's turns and no other."""
    if len(found) != 1:
        return False
    one = score(gold, [plain(turn) for turn in found[0].turns], None)
    return one.found == one.gold == one.read


def groups(case: Case, seen: Sequence[Conversation]) -> Iterator[str]:
    """What a case counts under."""
    yield "all"
    if exact(case.chat.gold, conversations([case.whole], None)):
        yield "all, tall picture exact"
    yield f"windows={len(case.shots)}"
    yield f"manner={case.chat.manner}"
    yield f"skin={case.chat.gold['skin']}"


def apart(made: Sequence[Case], rng: Random) -> tuple[int, int]:
    """How many pairs of screenshots of different chats in one skin stay apart, and of how many."""
    by_skin: dict[str, list[Case]] = defaultdict(list)
    for case in made:
        by_skin[case.chat.gold["skin"]].append(case)
    tried = right = 0
    for same in by_skin.values():
        for one, other in zip(same, same[1:] + same[:1], strict=True):
            if one is not other:
                found = conversations([rng.choice(one.shots), rng.choice(other.shots)], None)
                tried += 1
                right += all(len(conversation.media) == 1 for conversation in found)
    return right, tried


def report(made: Sequence[Case], worst: int) -> None:
    """Print all figures."""
    tally: Counter[str] = Counter()
    failed: list[str] = []
    spent = 0.0
    for case in made:
        shots = list(case.shots)
        Random(f"joining {case.chat.name}").shuffle(shots)
        began = time.process_time()
        found = conversations(shots, None)
        spent += time.process_time() - began
        right = exact(case.chat.gold, found)
        for group in groups(case, found):
            tally[group] += 1
            tally[f"{group} right"] += right
        if not right:
            failed.append(f"{case.chat.name} in {len(shots)}, {case.chat.manner}: {len(found)} found")
    for group in sorted(g for g in tally if not g.endswith(" right")):
        print(f"{group:26} {tally[group]:4} {tally[f'{group} right'] / tally[group]:.3f}")
    kept, tried = apart(made, Random("apart"))
    print(f"{'different chats kept apart':26} {tried:4} {kept / max(1, tried):.3f}")
    print(f"pairing and joining: {1000 * spent / max(1, len(made)):.0f} ms a case")
    print("\n".join(failed[:worst]), file=sys.stderr)


def long_pictures(count: int, engine: Engine) -> None:
    """Read so many pictures of 28,000 pixels and more, and print how exact each is."""
    for chat in chats(range(count), (46.0, 50.0)):
        reading = cached_reading(chat.picture, engine)
        found = conversations([reading], None)
        one = score(chat.gold, [plain(turn) for c in found for turn in c.turns], None)
        print(chat.name, f"{reading.width} x {reading.height}", one.figures(), f"{len(found)} conversations")


def main() -> None:
    """Draw, read, cut, shuffle, join, compare."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", default="0:300", help="FIRST:END of the tall pictures")
    ask.add_argument("--pictures", type=int, default=0, help="read so many chats' screenshots really")
    ask.add_argument("--long", type=int, default=0, help="read so many very long pictures instead")
    ask.add_argument("--cached", action="store_true", help="only chats that were read before")
    ask.add_argument("--worst", type=int, default=5, help="name so many that failed")
    args = ask.parse_args()
    engine = remembering.engine(only_known=args.cached)
    if args.long:
        long_pictures(args.long, engine)
        return
    first, end = map(int, args.seeds.split(":"))
    seeds = range(first, min(end, first + args.pictures) if args.pictures else end)
    report(list(cases(seeds, bool(args.pictures), engine)), args.worst)


if __name__ == "__main__":
    main()
