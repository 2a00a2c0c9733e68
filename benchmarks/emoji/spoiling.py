"""Glyphs as they look on screenshots: any size and paper, resampled, compressed, cut out a little off.

`spoilt` makes one picture of 32 x 32 to learn from or to judge by, out of one glyph of 72 x 72 with alpha;
`other` one of what is no emoji.  Called by `training` and `judging`.
"""

import math
from random import Random

import cv2
import numpy
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box
from ocr.emoji.naming import ROOMS, square

Pixels = NDArray[numpy.uint8]
Floats = NDArray[numpy.float32]

# Bubbles and pages of chats: white and greys, greens and blues of messengers, dark themes.
PAPERS = (
    (255, 255, 255), (255, 255, 255), (247, 247, 248), (237, 237, 237), (149, 236, 105), (169, 234, 122),
    (0, 122, 255), (220, 235, 255), (52, 53, 65), (68, 70, 84), (33, 33, 33), (25, 25, 25), (0, 0, 0),
    (44, 44, 46), (255, 250, 235), (232, 240, 254),
)  # fmt: skip
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
SIGNS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def spoilt(rng: Random, glyph: Pixels, hard: bool = True) -> Pixels:
    """The glyph cut out of a screenshot; `hard` bends it and turns its colours as another designer would."""
    paper = _paper(rng)
    colours, alpha = glyph[:, :, :3].astype(numpy.float32), glyph[:, :, 3:].astype(numpy.float32) / 255
    if hard:
        colours = _tinted(rng, colours)
    flat = numpy.concatenate([colours * alpha, alpha * 255], axis=2)
    size = round(math.exp(rng.uniform(math.log(15), math.log(64))))
    flat = _placed(rng, flat, size, hard)
    shown = flat[:, :, :3] + (1 - flat[:, :, 3:] / 255) * numpy.array(paper, numpy.float32)
    image = numpy.clip(shown, 0, 255).astype(numpy.uint8)
    image = _compressed(rng, image)
    return _cut(rng, image, flat[:, :, 3])


def _paper(rng: Random) -> tuple[int, int, int]:
    if rng.random() < 0.8:
        return rng.choice(PAPERS)
    return (rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255))


def _tinted(rng: Random, colours: Floats) -> Floats:
    """Hue, saturation and brightness a little off, lit from one side."""
    grey = colours.mean(axis=2, keepdims=True)
    out = grey + (colours - grey) * (rng.uniform(0.5, 1.4) if rng.random() < 0.9 else 0.1)
    mix = numpy.eye(3, dtype=numpy.float32) + numpy.array(
        [[rng.uniform(-0.1, 0.1) for _ in range(3)] for _ in range(3)], numpy.float32
    )
    out = (out @ mix) * rng.uniform(0.75, 1.2) + rng.uniform(-20, 20)
    if rng.random() < 0.5:
        angle, strength = rng.uniform(0, 2 * math.pi), rng.uniform(-0.25, 0.25)
        ramp = numpy.linspace(-1, 1, colours.shape[0], dtype=numpy.float32)
        light = math.cos(angle) * ramp[None, :, None] + math.sin(angle) * ramp[:, None, None]
        out = out * (1 + strength * light)
    return numpy.asarray(numpy.clip(out, 0, 255), numpy.float32)


def _placed(rng: Random, flat: Floats, size: int, hard: bool) -> Floats:
    """The glyph `size` pixels wide in a square of that and a border, at any fraction of a pixel."""
    side = flat.shape[0]
    if size < side // 2:
        flat = numpy.asarray(cv2.resize(flat, (size * 2, size * 2), interpolation=cv2.INTER_AREA))
    scale, border = size / flat.shape[0], max(3, size // 5)
    angle, wide, high, lean, rise = (rng.uniform(-most, most) * hard for most in (0.2, 0.12, 0.12, 0.1, 0.1))
    turn = numpy.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    shape = turn @ numpy.array([[1 + wide, lean], [rise, 1 + high]]) * scale
    middle = size / 2 + border + numpy.array([rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)])
    shift = middle - shape @ (numpy.array([flat.shape[0], flat.shape[0]]) / 2)
    matrix = numpy.concatenate([shape, shift[:, None]], axis=1)
    whole = size + 2 * border
    return numpy.asarray(cv2.warpAffine(flat, matrix, (whole, whole), flags=cv2.INTER_LINEAR), numpy.float32)


def _compressed(rng: Random, image: Pixels) -> Pixels:
    kind = rng.random()
    if kind < 0.3:
        factor, whole = rng.uniform(0.7, 1.3), image.shape[1::-1]
        side = max(8, round(image.shape[0] * factor))
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        small = cv2.resize(image, (side, side), interpolation=how)
        image = numpy.asarray(cv2.resize(small, whole, interpolation=cv2.INTER_LINEAR), numpy.uint8)
    if rng.random() < 0.5:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(50, 95)])
        image = numpy.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), numpy.uint8)
    return image


def _cut(rng: Random, image: Pixels, alpha: Floats) -> Pixels:
    """What the finder would cut out: a square around the glyph, a little off."""
    rows, columns = (numpy.flatnonzero((alpha > 60).any(axis=axis)) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return square(image, Box(0, 0, image.shape[1], image.shape[0]), 1.0)
    box = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
    least = 0.06 * max(box[2] - box[0], box[3] - box[1])
    left, top, right, bottom = (round(value + rng.uniform(-least, least)) for value in box)
    return square(image, Box(left, top, right - left, bottom - top), rng.choice(ROOMS))


def other(rng: Random, glyphs: Pixels, signs: Pixels) -> Pixels:
    """What a finder may take for an emoji: a coloured character, a button, a sign, half of two emoji."""
    if rng.random() < 0.4:
        return spoilt(rng, _sign(rng, signs[rng.randrange(len(signs))]))
    kind = rng.random()
    if kind < 0.25:
        return _halves(rng, glyphs)
    made = Image.new("RGBA", (72, 72), (0, 0, 0, 0))
    draw = ImageDraw.Draw(made)
    colour = (rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255), 255)
    ink = colour
    if kind > 0.65:
        radius = rng.choice((4, 14, 32))
        draw.rounded_rectangle((4, 4, 68, 68), radius, fill=colour)
        ink = rng.choice(((255, 255, 255, 255), (0, 0, 0, 255), (*colour[::-1][1:], 255)))
    font = ImageFont.truetype(CJK, rng.randint(36, 58), index=2)
    text = chr(rng.randint(0x4E00, 0x9FA0)) if rng.random() < 0.5 else rng.choice(_LATIN)
    if rng.random() < 0.35:
        font, text = ImageFont.truetype(SIGNS, rng.randint(36, 60)), chr(rng.choice(_SIGNS))
    if rng.random() < 0.9:
        draw.text((36, 36), text * rng.choice((1, 1, 1, 2)), fill=ink, font=font, anchor="mm")
    return spoilt(rng, numpy.asarray(made))


def _sign(rng: Random, sign: Pixels) -> Pixels:
    """A sign of a button, drawn in one colour: most often grey, and not often red as hearts are."""
    made = sign.copy()
    grey = rng.choice((0, 51, 85, 110, 140, 172, 200, 236, 255))
    blue = (rng.randint(0, 90), rng.randint(60, 200), rng.randint(60, 255))
    made[:, :, :3] = blue if rng.random() < 0.2 else (grey, grey, min(255, grey + rng.choice((0, 0, 12))))
    return made


_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789&@#$%?!*+<>()[]{}"
_SIGNS = (*range(0x2190, 0x2200), *range(0x2500, 0x2600), *range(0x2B00, 0x2B0D), *range(0x2200, 0x2300))


def _halves(rng: Random, glyphs: Pixels) -> Pixels:
    """The border between two emoji, or a part of one."""
    pair = [glyphs[rng.randrange(len(glyphs))] for _ in range(2)]
    row = numpy.concatenate(pair, axis=1)
    if rng.random() < 0.5:
        row[:, 72:] = 0
    if rng.random() < 0.3:
        row = numpy.ascontiguousarray(row.transpose(1, 0, 2))
        start = rng.randint(24, 48)
        return spoilt(rng, numpy.ascontiguousarray(row[start : start + 72]))
    start = rng.randint(24, 48)
    return spoilt(rng, numpy.ascontiguousarray(row[:, start : start + 72]))
