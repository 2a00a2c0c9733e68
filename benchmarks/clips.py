"""How well filmed clips are read, heard and paired: their words, their turns, their seconds.

    .venv/bin/python -m benchmarks.clips [--quick] [--seeds 0:64] [--real] [--worst 10] [--explain NAME]

Makes the clips (`filming/`) where they are not in the cache, reads them (kept too: `watching.py`), pairs and
scores by kind.  `--real` scores the recordings of a folder instead (default `../shared/eval/clips`);
`--explain` prints a clip's turns as they are and as they were read.
"""

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from benchmarks import scoring
from benchmarks.filming.making import ALL, QUICK, filmed, seeds_of
from benchmarks.watching import Watched, watched_all
from chatmine.records import Conversation, plain
from pairing.conversing import conversations
from pairing.videos import burned

REAL = Path(__file__).parents[2] / "shared" / "eval" / "clips"
SHARES = ("turn_f1", "text_cer", "exact", "partial")
NEAR = 0.7
"""Seconds by which a turn's start may be off."""


@dataclass(slots=True, kw_only=True)
class Seen:
    """Counts that add up over clips."""

    score: scoring.Score = field(default_factory=scoring.Score)
    off: list[float] = field(default_factory=list)
    shown: int = 0
    given: int = 0
    said: int = 0
    misheard: int = 0
    written: int = 0
    misread: int = 0
    conversations: int = 0
    conversations_right: int = 0
    unread: int = 0

    def add(self, other: "Seen") -> None:
        """Count another clip's too."""
        self.score.add(other.score)
        for name in self.__slots__:
            if name != "score":
                setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, float]:
        """The shares that the counts make."""
        made = {
            k: v for k, v in self.score.figures().items() if k in ("turn_f1", "text_cer", "exact", "partial")
        }
        if self.score.nothing:
            made["negatives"] = self.score.nothing_rejected / self.score.nothing
        if self.off:
            made["near"] = sum(off <= NEAR for off in self.off) / len(self.off)
            made["off_median"] = statistics.median(self.off)
            made["off_p95"] = sorted(self.off)[int(len(self.off) * 0.95)]
        if self.conversations:
            made["conversations"] = self.conversations_right / self.conversations
        if self.shown:
            made["pixels_percent"] = 100 * self.given / self.shown
        if self.said:
            made["speech_cer"] = self.misheard / self.said
        if self.written:
            made["subtitle_cer"] = self.misread / self.written
        if self.unread:
            made["unread"] = self.unread
        return {name: round(value, 4) for name, value in made.items()}


def prediction(clip: Path, seen: Watched) -> dict[str, Any]:
    """One line as `chatmine show --json` prints it."""
    if seen.error:
        return {"path": str(clip), "error": seen.error}
    found = conversations(seen.readings, None)
    return {
        "path": str(clip),
        "assistant": found[0].assistant if found else None,
        "turns": [turn for conversation in found for turn in _turns(conversation)],
        "speech": [plain(stretch) for reading in seen.readings for stretch in reading.speech],
        "subtitles": [plain(one) for reading in seen.readings for one in burned.subtitles(reading)],
    }


def _turns(conversation: Conversation) -> Iterator[dict[str, Any]]:
    for turn in conversation.turns:
        yield {**plain(turn), "conversation": conversation.number}


def once(turns: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The turns in the order of their seconds, one that stands in two conversations once.

    A question whose answer was asked for again belongs to both answers, and was on the screen once.
    """
    out: list[dict[str, Any]] = []
    for turn in turns:
        twin = (turn["role"], turn["text"], start_of(turn))
        if twin not in [(one["role"], one["text"], start_of(one)) for one in out]:
            out.append(turn)
    return sorted(out, key=lambda turn: start_of(turn) or 0.0)


def start_of(turn: dict[str, Any]) -> float | None:
    """The earliest second of a turn's evidence, or of the turn where it has one itself."""
    starts = [e["start"] for e in turn.get("evidence", ()) if e.get("start") is not None]
    return min(starts, default=turn.get("start"))


def scored(truth: dict[str, Any], read: dict[str, Any], seen: Watched) -> Seen:
    """One clip's counts."""
    turns = once(read.get("turns", []))
    made = Seen(
        score=scoring.score(truth, turns, read.get("assistant")),
        off=_off(truth["turns"], turns),
        shown=seen.shown,
        given=seen.given,
        unread=int(bool(seen.error)),
    )
    if "speech" in truth:
        made.said, made.misheard = _wrong(truth["speech"], read.get("speech", []))
        made.written, made.misread = _wrong(truth["subtitles"], read.get("subtitles", []))
    if truth["kind"] == "chat" and "story" in truth:
        numbers = {turn["conversation"] for turn in read.get("turns", [])}
        made.conversations = 1
        made.conversations_right = int(len(numbers) == len(truth.get("conversations", [0])))
    return made


def _off(gold: Sequence[dict[str, Any]], read: Sequence[dict[str, Any]]) -> list[float]:
    """By how many seconds the found turns begin at another time than they should."""
    pairs = [(gold[i], read[j]) for i, j in scoring.found(gold, read)]
    starts = [(one["start"], start_of(other)) for one, other in pairs]
    return [abs(start - begun) for start, begun in starts if begun is not None]


def _wrong(gold: Sequence[dict[str, Any]], got: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """How many letters there are, and how many are wrong."""
    is_, was = (letters("".join(one["text"] for one in side)) for side in (gold, got))
    return len(is_), Levenshtein.distance(is_, was)


def letters(text: str) -> str:
    """What of spoken text is compared: letters and digits."""
    return "".join(c for c in text.lower() if c.isalnum())


def report(rows: Sequence[tuple[Path, dict[str, Any], Seen]], worst: int) -> None:
    """Print all together, by kind, language, format and sound, and the clips read worst."""
    groups: dict[str, Seen] = defaultdict(Seen)
    for clip, truth, one in rows:
        by = [f"{name}={truth[name]}" for name in ("story", "lang", "sound") if name in truth]
        for group in ("all", *by, f"format={clip.suffix}"):
            groups[group].add(one)
    for name, total in sorted(groups.items()):
        count = total.score.pictures + total.score.nothing
        print(f"{name:20}", f"{count:3}", json.dumps(total.figures())[1:-1].replace('"', ""))
    for clip, _, one in sorted(rows, key=lambda row: _badness(row[2]), reverse=True)[:worst]:
        far = max(one.off, default=0.0)
        cer = one.score.edits / max(1, one.score.characters)
        print(
            f"  {clip.name}: found {one.score.found} of {one.score.gold}, read {one.score.read},"
            f" CER {cer:.3f}, starts at most {far:.1f} s off"
        )


def _badness(one: Seen) -> float:
    lost = max(one.score.gold, one.score.read) - one.score.found
    lost += 2 * (one.score.nothing - one.score.nothing_rejected)
    return lost + one.score.edits / max(1, one.score.characters) + sum(off > NEAR for off in one.off) / 2


def explain(truth: dict[str, Any], read: dict[str, Any]) -> None:
    """Print both sides' turns in the order of their seconds."""
    sides = [("is", turn) for turn in truth["turns"]] + [
        ("READ", turn) for turn in once(read.get("turns", []))
    ]
    for side, turn in sorted(sides, key=lambda one: start_of(one[1]) or 0.0):
        number = f" ({turn['conversation']})" if "conversation" in turn else ""
        print(f"{start_of(turn) or 0.0:7.2f} {side:4} {turn['role']:9}{number} {turn['text']!r}")


def main() -> None:
    """Make or take the clips, read, pair, score."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--seeds", type=seeds_of, default=ALL, help="FIRST:END, or one")
    ask.add_argument("--quick", action="store_true", help="the first ten alone")
    ask.add_argument("--real", type=Path, nargs="?", const=REAL, help="score the recordings of this folder")
    ask.add_argument("--worst", type=int, default=0, help="name so many of the clips that were read worst")
    ask.add_argument("--explain", default="", help="print the turns of the clips whose name begins so")
    ask.add_argument("--out", type=Path, help="keep the predictions here")
    ask.add_argument("--processes", type=int, default=1, help="read in so many processes")
    args = ask.parse_args()
    if args.real and not args.real.is_dir():
        sys.exit(f"no clips at {args.real}: nothing to measure")
    clips = recorded(args.real) if args.real else list(filmed(QUICK if args.quick else args.seeds))
    truths = [json.loads(clip.with_suffix(".json").read_text(encoding="utf-8")) for clip in clips]
    wanted = [(clip, "speech" in truth) for clip, truth in zip(clips, truths, strict=True)]
    rows, lines = [], []
    for clip, truth, seen in zip(clips, truths, watched_all(wanted, args.processes), strict=True):
        line = prediction(clip, seen)
        rows.append((clip, truth, scored(truth, line, seen)))
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
        if args.explain and clip.name.startswith(args.explain):
            explain(truth, line)
    report(rows, args.worst)
    if args.out:
        args.out.write_text("".join(lines), encoding="utf-8")


def recorded(folder: Path) -> list[Path]:
    """The clips in a folder that have a transcript beside them."""
    return sorted(p for p in folder.iterdir() if p.suffix != ".json" and p.with_suffix(".json").exists())


if __name__ == "__main__":
    main()
