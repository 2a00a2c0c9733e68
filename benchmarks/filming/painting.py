"""Sprites: letters with an edge, emoji, a pointer, a drawn face and the room behind it.

In come words, sizes and a hue that decides all colours; out go RGBA sprites, or a picture is painted on.
Called by `editing` and `scening`.
"""

import math
from collections.abc import Sequence
from functools import cache
from random import Random

import cv2
import numpy
from PIL import Image, ImageDraw, ImageFont

from benchmarks.filming.staging import Picture

BOLD = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
EMOJI = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
SIMPLIFIED = 2
"""The face of the font collection with simplified Chinese forms."""


def lay(picture: Picture, sprite: Picture, left: int, top: int) -> None:
    """Lay RGBA over RGB; what would hang over the edge is cut off."""
    tall, wide = picture.shape[:2]
    x, y = max(0, left), max(0, top)
    right, bottom = min(wide, left + sprite.shape[1]), min(tall, top + sprite.shape[0])
    if right <= x or bottom <= y:
        return
    part = sprite[y - top : bottom - top, x - left : right - left].astype(numpy.float32)
    share = part[:, :, 3:] / 255
    under = picture[y:bottom, x:right]
    picture[y:bottom, x:right] = (part[:, :, :3] * share + under * (1 - share)).astype(numpy.uint8)


def wrapped(text: str, most: int) -> list[str]:
    """The text in lines of at most so many columns (a Chinese character takes two)."""
    lines, line, used = [], "", 0
    for word in text.split(" ") if text.isascii() else text:
        columns = len(word) + 1 if text.isascii() else 1 + (ord(word) > 0x2E7F)
        if line and used + columns > most:
            lines.append(line.strip())
            line, used = "", 0
        line, used = line + word + (" " if text.isascii() else ""), used + columns
    return [*lines, line.strip()]


@cache
def lettering(text: str, size: int, colour: str, wide: int) -> Picture:
    """White or coloured letters with a black edge, wrapped to the width: RGBA."""
    font = ImageFont.truetype(BOLD, size, index=SIMPLIFIED)
    words = "\n".join(wrapped(text, max(8, int(wide / size * 1.8))))
    edge = max(2, size // 10)
    probe = ImageDraw.Draw(Image.new("RGBA", (1, 1)))
    box = probe.multiline_textbbox((0, 0), words, font, stroke_width=edge, align="center")
    sprite = Image.new("RGBA", (int(box[2] - box[0]) + 2, int(box[3] - box[1]) + 2))
    ImageDraw.Draw(sprite).multiline_text(
        (-box[0], -box[1]), words, colour, font, stroke_width=edge, stroke_fill="black", align="center"
    )
    return numpy.asarray(sprite)


@cache
def tilted(text: str, size: int, wide: int) -> Picture:
    """Letters at a slant: RGBA."""
    flat = Image.fromarray(lettering(text, size, "#ffe14d", wide))
    return numpy.asarray(flat.rotate(8, expand=True, resample=Image.Resampling.BICUBIC))


@cache
def emoji(text: str, size: int) -> Picture:
    """One emoji of so many pixels: RGBA."""
    sprite = Image.new("RGBA", (136, 128))
    font = ImageFont.truetype(EMOJI, 109)
    ImageDraw.Draw(sprite).text((0, 0), text, font=font, embedded_color=True)
    return numpy.asarray(sprite.resize((size, size)))


@cache
def arrow(size: int) -> Picture:
    """A mouse pointer: RGBA."""
    sprite = Image.new("RGBA", (size * 2, size * 3))
    points = [(0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12)]
    ImageDraw.Draw(sprite).polygon(
        [(x * size / 8 + 1, y * size / 8 + 1) for x, y in points], fill="black", outline="white", width=2
    )
    return numpy.asarray(sprite.resize((size, size * 3 // 2)))


@cache
def circle(edge: int) -> Picture:
    """A mask: 255 inside the circle."""
    mask = numpy.zeros((edge, edge), numpy.uint8)
    cv2.circle(mask, (edge // 2, edge // 2), edge // 2 - 1, (255,), -1, cv2.LINE_AA)
    return mask


@cache
def _wall(tall: int, wide: int, hue: int) -> Picture:
    rng = Random(hue)
    ramp = numpy.linspace(0, 1, tall, dtype=numpy.float32)[:, None, None]
    ends = [numpy.array([rng.randint(60, 200) for _ in range(3)], numpy.float32) for _ in range(2)]
    return numpy.broadcast_to(ends[0] * (1 - ramp) + ends[1] * ramp, (tall, wide, 3)).astype(numpy.uint8)


def wall(tall: int, wide: int, hue: int) -> Picture:
    """A wall whose colour runs from one to another."""
    return _wall(tall, wide, hue).copy()


def backdrop(tall: int, wide: int, hue: int) -> Picture:
    """A room behind a talking head: a wall with a shelf, never the same for two hues."""
    room = wall(tall, wide, hue)
    rng = Random(hue + 1)
    for _ in range(4):
        x, y = rng.randrange(wide), rng.randrange(tall // 2)
        colour = [rng.randint(40, 220) for _ in range(3)]
        cv2.rectangle(room, (x, y), (x + wide // 6, y + tall // 9), colour, -1)
    return room


def face(
    picture: Picture, second: float, at: tuple[float, float], size: float, hue: int, speaks: bool
) -> None:
    """A head with hair, eyes that blink, and a mouth that moves while it speaks."""
    rng = Random(hue)
    skin, hair, shirt = (
        (rng.randint(180, 235), 170, 140),
        (rng.randint(20, 90), 40, 30),
        (60, 70, rng.randint(90, 200)),
    )
    x = at[0] + size * 0.08 * math.sin(second * 1.7)
    y = at[1] + size * 0.05 * math.sin(second * 2.9)

    def oval(dx: float, dy: float, rx: float, ry: float, colour: Sequence[int]) -> None:
        middle = (round(x + dx * size), round(y + dy * size))
        axes = (max(1, round(rx * size)), max(1, round(ry * size)))
        cv2.ellipse(picture, middle, axes, 0, 0, 360, colour, -1, cv2.LINE_AA)

    oval(0, 1.9, 1.3, 0.9, shirt)
    oval(0, -0.12, 0.8, 1.0, hair)
    oval(0, 0.05, 0.68, 0.88, skin)
    blink = 0.02 if second % 3.1 < 0.15 else 0.1
    for side in (-0.27, 0.27):
        oval(side, -0.1, 0.12, blink, (250, 250, 250))
        oval(side + 0.02, -0.1, 0.05, min(blink, 0.06), (30, 30, 40))
    opened = 0.03 + (0.11 * abs(math.sin(second * 13)) if speaks else 0)
    oval(0, 0.45, 0.22, opened, (120, 40, 50))
