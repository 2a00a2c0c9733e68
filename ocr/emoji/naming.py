"""What an emoji is: cut out of a picture, described by its edges and colours, named with how sure that is.

Called by `placing`.  A network of two layers (`naming.npz`, made by `benchmarks/emoji`) has learned from
eight open sets which differences between designers do not matter.  It knows some 400 emoji; all others are
`RARE`, what is no emoji is `NOTHING`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy
from numpy.typing import NDArray

from chatmine.records import Box
from ocr.decoding import Image

Floats = NDArray[numpy.float32]
Pictures = NDArray[numpy.uint8]

MODEL = Path(__file__).with_name("naming.npz")
SIDE, CELLS, DIRECTIONS = 32, 8, 12
RARE, NOTHING = "?", ""
# Around the box: the mean of several looks is surer than one.
ROOMS = (1.1, 1.0, 1.2)
# Where the first look sees less of an emoji than this, the others would not help.
SURELY_NONE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The likeliest emoji, how sure it is, and how sure it is that there is any emoji, 0 to 1 both."""

    emoji: str
    sure: float
    any: float


def named(image: Image, box: Box) -> Name:
    """What stands in the box."""
    first = _scores(image, box, ROOMS[:1])
    # Most of what is asked for is a letter or a button, which one look tells.
    name = _name(first)
    if name.any < SURELY_NONE:
        return name
    more = _scores(image, box, ROOMS[1:])
    return _name(numpy.average([first, more], axis=0, weights=[1, 2]).astype(numpy.float32))


def _scores(image: Image, box: Box, rooms: tuple[float, ...]) -> Floats:
    """The mean score of each label over some looks."""
    _, (first, shift, second, last) = _learned()
    looks = numpy.stack([square(image, box, room) for room in rooms])
    scores = (numpy.maximum(described(looks) @ first + shift, 0) @ second + last).mean(axis=0)
    return numpy.asarray(scores, numpy.float32)


def _name(scores: Floats) -> Name:
    labels, _ = _learned()
    chances = numpy.exp(scores - scores.max())
    chances /= chances.sum()
    best = int(chances[: labels.index(RARE)].argmax())
    nothing = float(chances[labels.index(NOTHING)])
    return Name(emoji=labels[best], sure=float(chances[best]), any=1 - nothing)


@cache
def _learned() -> tuple[list[str], tuple[Floats, ...]]:
    """The labels, in the order of the scores, and the layers' weights and biases."""
    with numpy.load(MODEL) as kept:
        layers = tuple(kept[name].astype(numpy.float32) for name in ("first", "shift", "second", "last"))
        return str(kept["labels"]).split("\n"), layers


def square(image: Image, box: Box, room: float) -> Pictures:
    """The square around a box, `room` times as large, 32 x 32."""
    side = room * max(box.width, box.height)
    x, y = box.x + box.width / 2 - side / 2, box.y + box.height / 2 - side / 2
    left, top = max(int(x) - 2, 0), max(int(y) - 2, 0)
    part = image[top : int(y + side) + 3, left : int(x + side) + 3]
    x, y, scale = x - left, y - top, SIDE / side
    while scale < 0.6:
        # Four pixels make one in a bilinear look: shrink by averages first.
        half = (max(part.shape[1] // 2, 1), max(part.shape[0] // 2, 1))
        part = numpy.asarray(cv2.resize(part, half, interpolation=cv2.INTER_AREA), numpy.uint8)
        x, y, scale = x / 2, y / 2, scale * 2
    matrix = numpy.array([[scale, 0, (0.5 - x) * scale - 0.5], [0, scale, (0.5 - y) * scale - 0.5]])
    cut = cv2.warpAffine(part, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return numpy.asarray(cut, numpy.uint8)


def described(pictures: Pictures) -> Floats:
    """n x 32 x 32 x 3 to n x 1104: where which edges are, where which colours, and which colours at all."""
    lab = numpy.stack([cv2.cvtColor(picture, cv2.COLOR_RGB2LAB) for picture in pictures])
    pool = _pool()
    edges = pool @ _edges(pictures) @ pool.T
    edges = numpy.sqrt(edges.reshape(len(pictures), -1))
    edges *= 4 / (numpy.linalg.norm(edges, axis=1, keepdims=True) + 1e-6)
    planes = pool @ (lab.astype(numpy.float32) / 255).transpose(0, 3, 1, 2) @ pool.T
    colours = planes.transpose(0, 2, 3, 1)
    parts = (edges, colours.reshape(len(pictures), -1), _histograms(lab))
    return numpy.concatenate(parts, axis=1, dtype=numpy.float32)


def _edges(pictures: Pictures) -> Floats:
    """For each pixel the strength of its edge, shared between the two nearest of twelve directions."""
    light = pictures.astype(numpy.float32) / 255
    right, down = numpy.zeros_like(light), numpy.zeros_like(light)
    right[:, :, 1:-1] = light[:, :, 2:] - light[:, :, :-2]
    down[:, 1:-1] = light[:, 2:] - light[:, :-2]
    strength = numpy.sqrt(right * right + down * down)
    channel = strength.argmax(axis=3)[..., None]
    right, down, strength = (
        numpy.take_along_axis(plane, channel, 3)[..., 0] for plane in (right, down, strength)
    )
    turn = (numpy.arctan2(down, right) % (2 * numpy.pi)) / (2 * numpy.pi) * DIRECTIONS
    lower = numpy.floor(turn)
    found = numpy.zeros((len(pictures), DIRECTIONS, SIDE, SIDE), numpy.float32)
    n, y, x = numpy.ogrid[: len(pictures), :SIDE, :SIDE]
    found[n, lower.astype(int) % DIRECTIONS, y, x] += strength * (1 - (turn - lower))
    found[n, (lower.astype(int) + 1) % DIRECTIONS, y, x] += strength * (turn - lower)
    return found


@cache
def _pool() -> Floats:
    """Weights by which 32 rows become 8, each with a part of its neighbours'."""
    middles = (numpy.arange(CELLS) + 0.5) * SIDE / CELLS
    away = numpy.abs(numpy.arange(SIDE) + 0.5 - middles[:, None]) * CELLS / SIDE
    weights = numpy.maximum(0, 1 - away)
    return numpy.asarray(weights / weights.sum(axis=1, keepdims=True), numpy.float32)


def _histograms(lab: Pictures) -> Floats:
    """The square roots of the shares of 4 x 6 x 6 colours; a and b from 60 to 200, where colours are."""
    light = lab[..., 0].astype(int) // 64
    a, b = ((lab[..., k].astype(numpy.float32) - 60) * 6 / 140 for k in (1, 2))
    inside = (a >= 0) & (a <= 6) & (b >= 0) & (b <= 6)
    bins = light * 36 + numpy.clip(a, 0, 5).astype(int) * 6 + numpy.clip(b, 0, 5).astype(int)
    counts = [numpy.bincount(one[keep], minlength=144) for one, keep in zip(bins, inside, strict=True)]
    return numpy.sqrt(numpy.array(counts, numpy.float32) / (SIDE * SIDE))
