"""The network that names emoji, learned from all open sets but the one to judge by.

    python -m benchmarks.emoji.training FOLDER ocr/emoji/naming.npz [--judge OTHER.npz]

Run by hand in an environment of its own: tensorflow-cpu, opencv-python-headless, pillow-heif, msgspec.
FOLDER holds `glyphs.npz` and `signs.npz` (`glyphs.py`) and `Emoji_Sentiment_Data_v1.0.csv` (Kralj Novak and
others, 2015: how often 751 emoji stand in 1.6 million tweets), by which those are chosen that are told apart.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import numpy
import tensorflow
from numpy.typing import NDArray
from tensorflow import keras

from benchmarks.emoji.sets import HELD_OUT
from benchmarks.emoji.spoiling import Pixels, other, spoilt
from ocr.emoji.naming import CELLS, DIRECTIONS, NOTHING, RARE, Floats, described

# How often each glyph is shown, spoilt anew; and how many pictures of nothing.
OFTEN_SHOWN, RARELY_SHOWN, NOTHINGS = 16, 3, 9000
HIDDEN, EPOCHS, BATCH = 448, 10, 512
# An emoji that stands ten times as often in tweets is three times as likely to be it; those that came since
# the tweets were counted stand a hundred times.
PRIOR, SINCE_OFTEN = 0.5, 100
# Of a description, what tells edges; the rest tells colours.
EDGES = DIRECTIONS * CELLS * CELLS
# What chats and posts have come to use since 2015, beside the table's.
SINCE = (
    "🤔🤗🤣🥰🤩🥳🤖🧠🥺🤝🤷🤦🧐🤓🙃🤯🥲🫡🫶✅❌⚠❗❓💡📌📍🔍📝📚📈📊🎯🏆⭐🌟🔥✨🚀👉👇👆💻📱🕒"
    "📅📆🗓🔗🔒🔓🔑🛠🧩🎨🎓💰⏰➡🔹🔸🔴🟢🟡🔵🟠🟣🌈🍀🌸🥇🥈🥉🧪🧘🥗🍎🥑🏃🛒✈🏖🏠🌍🎁🎂🎈🐱🐶☕"
)

# Drawn alike everywhere: named by the one that is written.
ALIKE = {"\u2665\ufe0f": "\u2764\ufe0f"}

Glyphs = dict[str, list[Pixels]]
Numbers = NDArray[numpy.int64]


def glyphs_of(path: Path, held_out: bool | None = None) -> Glyphs:
    """Each emoji's glyphs: of the held-out set alone, of all the others, or (None) of all."""
    kept = numpy.load(path)
    found: Glyphs = defaultdict(list)
    for key, picture in zip(kept["keys"].tolist(), kept["pictures"], strict=True):
        if held_out in (None, key.startswith(f"{HELD_OUT}/")):
            found[key.split("/", 2)[2]].append(picture)
    return {emoji: found[emoji] for emoji in sorted(found)}


def usual(glyphs: Glyphs, table: Path) -> list[str]:
    """The emoji that people use, which are told apart."""
    often = {emoji for emoji, count in counts(table).items() if count >= 30} | set(SINCE)
    often |= {f"{digit}\u20e3" for digit in "0123456789"} | {"🔟"}
    return [emoji for emoji in glyphs if emoji.replace("\ufe0f", "") in often]


def counts(table: Path) -> dict[str, int]:
    """How often emoji stand in the tweets."""
    with table.open(encoding="utf-8") as file:
        return {row["Emoji"]: int(row["Occurrences"]) for row in csv.DictReader(file)}


def prior(labels: list[str], table: Path) -> Floats:
    """What is added to each label's score for how often people use it; nothing for the last two."""
    often = counts(table)
    stands = [often.get(label.replace("\ufe0f", ""), SINCE_OFTEN) + 30 for label in labels]
    added = PRIOR * numpy.log(numpy.array(stands, numpy.float32))
    added -= added.mean()
    added[-2:] = 0
    return numpy.asarray(added, numpy.float32)


def samples(glyphs: Glyphs, signs: Pixels, labels: list[str]) -> tuple[Floats, Numbers]:
    """Descriptions of spoilt glyphs, of what is none and of signs, and the places of their labels."""
    rng = Random(1)
    place = {label: n for n, label in enumerate(labels)}
    pictures, wanted = [], []
    for emoji, drawings in glyphs.items():
        for glyph in drawings:
            for _ in range(OFTEN_SHOWN if emoji in place else RARELY_SHOWN):
                pictures.append(spoilt(rng, glyph))
                wanted.append(place.get(emoji, place[RARE]))
    anything = numpy.stack([rng.choice(rng.choice(list(glyphs.values()))) for _ in range(200)])
    pictures += [other(rng, anything, signs) for _ in range(NOTHINGS)]
    wanted += [place[NOTHING]] * NOTHINGS
    parts = [described(numpy.stack(pictures[n : n + 1000])) for n in range(0, len(pictures), 1000)]
    return numpy.concatenate(parts), numpy.array(wanted)


def network(given: int, classes: int) -> keras.Model:
    """Descriptions to scores."""
    layers = keras.layers
    start = layers.Input((given,))
    flow = layers.Dense(HIDDEN, use_bias=False)(layers.Dropout(0.3)(start))
    flow = layers.Dropout(0.5)(layers.ReLU()(layers.BatchNormalization()(flow)))
    return keras.Model(start, layers.Dense(classes)(flow))


def learned(descriptions: Floats, wanted: Numbers, classes: int) -> dict[str, Floats]:
    """The two layers; what evens out the descriptions is folded into the first."""
    keras.utils.set_random_seed(1)
    mean, spread = descriptions.mean(axis=0), descriptions.std(axis=0) + 0.02
    model = network(descriptions.shape[1], classes)
    rate = keras.optimizers.schedules.CosineDecay(2e-3, EPOCHS * len(wanted) // BATCH)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=0.05), loss)
    one_each = numpy.eye(classes, dtype=numpy.float32)
    for _ in range(EPOCHS):
        order = numpy.random.permutation(len(wanted))
        others = mates(wanted, classes)
        for start in range(0, len(order) - BATCH, BATCH):
            some = order[start : start + BATCH]
            shown = mixed(descriptions[some], descriptions[others[some]])
            model.train_on_batch((shown - mean) / spread, one_each[wanted[some]])
    return _folded(model, mean, spread)


def mates(wanted: Numbers, classes: int) -> Numbers:
    """For each sample another one of the same emoji, at random; of what is no named emoji, itself."""
    found = numpy.arange(len(wanted))
    for label in range(classes - 2):
        same = numpy.flatnonzero(wanted == label)
        found[same] = numpy.random.permutation(same)
    return found


def mixed(one: Floats, other: Floats) -> Floats:
    """What one more designer might draw: edges of one and colours of the other, or all between both."""
    kind, share = numpy.random.random((2, len(one), 1)).astype(numpy.float32)
    between = one + (other - one) * numpy.float32(0.5) * share
    recoloured = numpy.concatenate([one[:, :EDGES], other[:, EDGES:]], axis=1)
    return numpy.where(kind < 0.3, recoloured, numpy.where(kind < 0.6, between, one))


def _folded(model: Any, mean: Floats, spread: Floats) -> dict[str, Floats]:
    dense, norm, last = (layer for layer in model.layers if layer.get_weights())
    gamma, beta, middle, variance = norm.get_weights()
    scale = gamma / numpy.sqrt(variance + norm.epsilon)
    first = dense.get_weights()[0] / spread[:, None] * scale
    second, bias = last.get_weights()
    return {"first": first, "shift": beta - middle * scale - mean @ first, "second": second, "last": bias}


def right(layers: dict[str, Floats], labels: list[str], glyphs: Glyphs) -> str:
    """The share named rightly, and how many are named, and how many of them rightly, when it must be sure."""
    rng = Random(0)
    place = {label: n for n, label in enumerate(labels)}
    looks = [(spoilt(rng, g, hard=False), place[e]) for e, gs in glyphs.items() if e in place for g in gs]
    given = described(numpy.stack([picture for picture, _ in looks]))
    scores = numpy.maximum(given @ layers["first"] + layers["shift"], 0) @ layers["second"] + layers["last"]
    chances = numpy.exp(scores - scores.max(axis=1, keepdims=True))
    sure = chances.max(axis=1) / chances.sum(axis=1)
    hit = scores.argmax(axis=1) == numpy.array([label for _, label in looks])
    out = f"{hit.mean():.3f} of {len(hit)}"
    for least in (0.3, 0.5, 0.7):
        out += f"; {least}: {(sure > least).mean():.3f}, of them {hit[sure > least].mean():.3f}"
    return out


def main() -> None:
    """Learn, judge, write."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--judge", type=Path, help="glyphs of another set, to judge by too")
    args = ask.parse_args()
    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    glyphs = glyphs_of(args.folder / "glyphs.npz", held_out=False)
    labels = [*usual(glyphs, args.folder / "Emoji_Sentiment_Data_v1.0.csv"), RARE, NOTHING]
    table = args.folder / "Emoji_Sentiment_Data_v1.0.csv"
    descriptions, wanted = samples(glyphs, numpy.load(args.folder / "signs.npz")["pictures"], labels)
    print(len(labels) - 2, "emoji,", len(wanted), "pictures", flush=True)
    layers = learned(descriptions, wanted, len(labels))
    layers["last"] = layers["last"] + prior(labels, table)
    print(HELD_OUT, right(layers, labels, glyphs_of(args.folder / "glyphs.npz", held_out=True)))
    if args.judge:
        print(args.judge.stem, right(layers, labels, glyphs_of(args.judge)))
    kept: dict[str, Any] = {name: layer.astype(numpy.float16) for name, layer in layers.items()}
    names = [ALIKE.get(label, label) for label in labels]
    numpy.savez_compressed(args.out, labels=numpy.array("\n".join(names)), **kept)


if __name__ == "__main__":
    main()
