"""What was found in a picture, drawn on it: lines, roles, and what was thrown away with the reason.

    blue      the user's lines            green   the assistant's lines
    red       thrown away, with why       dotted  panels and icons that pairing looked at

A video is drawn as a sheet of the frames of which something was read, with the second and the reason.
"""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box, Crop, Reading
from chatmine.showing import Read
from ocr.decoding import decode
from ocr.frames import frames_at
from pairing import conversing

_COLOURS = {"user": (37, 99, 235), "assistant": (22, 163, 74), None: (220, 38, 38)}
_SHAPE = (168, 85, 247)
_SHEET_WIDTH = 1600
_MOST_FRAMES = 40


def draw(read: Read, out: Path) -> None:
    """Write the picture of `read` with everything that was found on it to `out`, as PNG."""
    reading = next((reading for reading in read.readings if reading.lines or reading.width), None)
    if reading is None:
        return
    assert read.media
    if read.media.kind == "video":
        _sheet(read.path, reading).save(out, "PNG")
    else:
        picture = Image.fromarray(decode(read.path.read_bytes()))
        mark(picture, reading).save(out, "PNG")


def mark(picture: Image.Image, reading: Reading) -> Image.Image:
    """A copy of `picture` with the reading's lines and shapes marked."""
    marked = picture.convert("RGB")
    pen = ImageDraw.Draw(marked)
    scale = max(1, round(marked.width / 900))
    font = ImageFont.load_default(size=10 * scale)
    for shape in reading.shapes:
        pen.rectangle(_corners(shape.box), outline=_SHAPE, width=1)
    taken = [line.box for line in reading.lines]
    for fate in conversing.explain(reading):
        colour = _COLOURS[fate.role]
        pen.rectangle(_corners(fate.line.box), outline=colour, width=scale)
        label = fate.reason or f"{fate.turn}"
        place = _beside(fate.line.box, pen.textbbox((0, 0), label, font=font), taken)
        taken.append(place)
        pen.text((place.x, place.y), label, fill=colour, font=font)
    return marked


def _beside(box: Box, label: tuple[float, float, float, float], taken: list[Box]) -> Box:
    """Where a label stands right of, below, above or left of a box without covering another; else right."""
    width, height, gap = int(label[2]), int(label[3]), 3
    places = [
        Box(box.right + gap, box.y, width, height),
        Box(box.x, box.bottom + gap, width, height),
        Box(box.x, box.y - height - gap, width, height),
        Box(box.x - width - gap, box.y, width, height),
    ]
    return next((place for place in places if not any(_overlap(place, other) for other in taken)), places[0])


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    return across > 0 and min(one.bottom, other.bottom) - max(one.y, other.y) > 0


def _corners(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    x, y, width, height = box
    return x, y, x + max(width, 1), y + max(height, 1)


def _sheet(path: Path, reading: Reading) -> Image.Image:
    """The frames of which something was read, side by side: which part, at which second, and why then."""
    crops = sorted(reading.crops, key=lambda crop: crop.second)
    seconds = sorted({crop.second for crop in crops})
    wanted = seconds[:: -(-len(seconds) // _MOST_FRAMES) or 1]
    cells = []
    for second, frame in zip(wanted, frames_at(path, wanted), strict=False):
        cell = Image.fromarray(frame)
        _mark_crops(cell, [crop for crop in crops if crop.second == second])
        cells.append(cell)
    return _grid(cells) if cells else Image.new("RGB", (_SHEET_WIDTH, 200), "white")


def _mark_crops(frame: Image.Image, crops: Sequence[Crop]) -> None:
    pen = ImageDraw.Draw(frame)
    scale = max(1, round(frame.width / 900))
    font = ImageFont.load_default(size=16 * scale)
    for crop in crops:
        pen.rectangle(_corners(crop.box), outline=_COLOURS[None], width=scale)
        pen.text((crop.box.x + 2, crop.box.bottom + 2), crop.why, fill=_COLOURS[None], font=font)
    pen.text((4, 4), f"{crops[0].second:.1f} s", fill=_SHAPE, font=ImageFont.load_default(size=28 * scale))


def _grid(cells: list[Image.Image]) -> Image.Image:
    columns = min(4, len(cells))
    width = _SHEET_WIDTH // columns
    height = round(width * cells[0].height / cells[0].width)
    sheet = Image.new("RGB", (width * columns, height * -(-len(cells) // columns)), "white")
    for place, cell in enumerate(cells):
        sheet.paste(cell.resize((width, height)), (width * (place % columns), height * (place // columns)))
    return sheet
