import io
from collections.abc import Sequence

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box, Line, Shape
from ocr.looking import look

Colours = tuple[int, int, int]


def _drawn(
    size: tuple[int, int], page: Colours, panels: Sequence[tuple[Box, Colours]], *, radius: int = 0
) -> tuple[Image.Image, list[Line]]:
    """Panels of one colour, each with two lines of text, on a page."""
    picture = Image.new("RGB", size, page)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=28)
    lines = []
    for box, colour in panels:
        corners = (box.x, box.y, box.right - 1, box.bottom - 1)
        pen.rounded_rectangle(corners, radius, fill=colour)
        ink = (20, 20, 20) if sum(colour) > 380 else (240, 240, 240)
        for row in range(2):
            place = (box.x + 24, box.y + 14 + 44 * row)
            pen.text(place, "A line of words", fill=ink, font=font)
            left, top, right, bottom = pen.textbbox(place, "A line of words", font=font)
            around = Box(int(left) - 3, int(top) - 3, int(right - left) + 6, int(bottom - top) + 6)
            lines.append(Line(text="A line of words", box=around, confidence=0.9))
    return picture, lines


def _pixels(picture: Image.Image, quality: int | None = None) -> "numpy.typing.NDArray[numpy.uint8]":
    if quality is None:
        return numpy.asarray(picture)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return numpy.asarray(Image.open(file))


def _near(shape: Shape, box: Box, tolerance: int = 2) -> bool:
    sides, wanted = ((one.x, one.y, one.right, one.bottom) for one in (shape.box, box))
    return max(abs(a - b) for a, b in zip(sides, wanted, strict=True)) <= tolerance


BUBBLES = ((Box(40, 60, 420, 110), (255, 255, 255)), (Box(240, 240, 420, 110), (149, 236, 105)))


@pytest.mark.parametrize("quality", [None, 90, 70])
@pytest.mark.parametrize("scale", [1, 3])
def test_bubbles_are_panels_to_the_pixel_or_to_a_jpeg_block(quality: int | None, scale: int) -> None:
    picture, lines = _drawn((700, 900 * scale), (237, 237, 237), BUBBLES, radius=12)
    seen = look(_pixels(picture, quality), lines)
    panels = [shape for shape in seen.shapes if shape.kind == "panel"]
    assert len(panels) == 2
    for panel, (box, colour) in zip(panels, BUBBLES, strict=True):
        assert _near(panel, box, {None: 2, 90: 3, 70: 6}[quality])
        assert numpy.abs(numpy.array(panel.colour, int) - colour).max() <= 4
    assert numpy.abs(numpy.array(seen.paper, int) - 237).max() <= 2


@pytest.mark.parametrize(
    ("page", "band"),
    [
        ((255, 255, 255), (247, 247, 248)),
        ((52, 53, 65), (68, 70, 84)),
        ((255, 255, 255), (250, 250, 250)),
        ((33, 33, 33), (38, 38, 38)),
    ],
)
@pytest.mark.parametrize("quality", [None, 90])
def test_bands_of_nearly_the_same_colour_are_told_apart(
    page: Colours, band: Colours, quality: int | None
) -> None:
    picture, lines = _drawn((800, 700), page, [(Box(0, 200, 800, 160), band)])
    seen = look(_pixels(picture, quality), lines)
    (panel,) = [shape for shape in seen.shapes if shape.kind == "panel"]
    assert _near(panel, Box(0, 200, 800, 160), 3 if quality else 2)


@pytest.mark.parametrize(
    ("page", "bubble"), [((255, 255, 255), (251, 251, 252)), ((247, 247, 248), (244, 244, 245))]
)
@pytest.mark.parametrize("quality", [None, 90, 70])
def test_a_faint_bubble_does_not_leak_into_the_page(
    page: Colours, bubble: Colours, quality: int | None
) -> None:
    picture, lines = _drawn((700, 500), page, [(Box(40, 60, 420, 110), bubble)], radius=12)
    (panel,) = [shape for shape in look(_pixels(picture, quality), lines).shapes if shape.kind == "panel"]
    assert _near(panel, Box(40, 60, 420, 110), 6)


@pytest.mark.parametrize(("pitch", "scale", "quality"), [(40, 0.6, 40), (34, 0.8, 50)])
def test_a_pale_bubble_full_of_letters_is_seen_in_a_small_and_noisy_jpeg(
    pitch: int, scale: float, quality: int
) -> None:
    picture = Image.new("RGB", (900, 400), (255, 255, 255))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=22)
    bubble = (40, 40, 860, 60 + 7 * pitch)
    pen.rounded_rectangle(bubble, 16, fill=(255, 246, 237), outline=(240, 200, 160))
    lines = []
    for row in range(7):
        place, words = (56, 50 + pitch * row), "Every row of this pale bubble is full of words, one by one"
        pen.text(place, words, fill=(60, 60, 60), font=font)
        left, top, right, bottom = (round(scale * side) for side in pen.textbbox(place, words, font=font))
        lines.append(Line(text=words, box=Box(left, top, right - left, bottom - top), confidence=0.9))
    small = picture.resize((round(900 * scale), round(400 * scale)), Image.Resampling.LANCZOS)
    (panel,) = [shape for shape in look(_pixels(small, quality), lines).shapes if shape.kind == "panel"]
    left, top, right, bottom = (round(scale * side) for side in bubble)
    assert _near(panel, Box(left, top, right - left, bottom - top), 6)


def test_a_page_with_a_gradient_has_no_bands() -> None:
    slope = numpy.linspace(240, 255, 900).astype(numpy.uint8)[:, None, None]
    page = numpy.ascontiguousarray(numpy.broadcast_to(slope, (900, 600, 3)))
    assert look(page, []).shapes == ()


def test_a_bubble_with_a_gradient_is_one_panel() -> None:
    picture, lines = _drawn((700, 500), (240, 240, 246), [(Box(200, 100, 440, 110), (40, 80, 220))])
    pixels = numpy.array(picture)
    slope = numpy.linspace(0, 40, 440).astype(numpy.uint8)[None, :, None]
    blue = pixels[100:210, 200:640]
    pixels[100:210, 200:640] = numpy.where(blue < 215, blue + slope, blue)
    (panel,) = [shape for shape in look(pixels, lines).shapes if shape.kind == "panel"]
    assert _near(panel, Box(200, 100, 440, 110))


def test_avatars_are_icons_and_words_are_not() -> None:
    picture, lines = _drawn((700, 500), (237, 237, 237), [(Box(120, 60, 420, 110), (255, 255, 255))])
    noise = numpy.random.default_rng(1).integers(0, 255, (60, 60, 3), numpy.uint8)
    picture.paste(Image.fromarray(noise), (30, 60))
    ImageDraw.Draw(picture).ellipse((600, 300, 649, 349), fill=(16, 163, 127))
    icons = [shape for shape in look(_pixels(picture), lines).shapes if shape.kind == "icon"]
    assert len(icons) == 2
    assert _near(icons[0], Box(30, 60, 60, 60), 3)
    assert _near(icons[1], Box(600, 300, 50, 50), 3)


def test_an_avatar_on_a_checked_wallpaper_is_an_icon() -> None:
    picture, lines = _drawn((700, 600), (255, 245, 228), [(Box(120, 60, 420, 110), (255, 255, 255))])
    pen = ImageDraw.Draw(picture)
    for place in range(0, 700, 40):
        pen.line((place, 180, place, 600), fill=(245, 225, 200), width=2)
        pen.line((0, 180 + place, 700, 180 + place), fill=(245, 225, 200), width=2)
    noise = numpy.random.default_rng(1).integers(0, 255, (70, 70, 3), numpy.uint8)
    picture.paste(Image.fromarray(noise), (22, 250))
    (icon,) = [shape for shape in look(_pixels(picture), lines).shapes if shape.kind == "icon"]
    assert _near(icon, Box(22, 250, 70, 70), 4)


def test_a_bubble_of_one_character_is_a_panel_and_no_icon() -> None:
    picture, lines = _drawn((700, 500), (237, 237, 237), [(Box(120, 60, 420, 110), (255, 255, 255))])
    pen = ImageDraw.Draw(picture)
    pen.rectangle((560, 260, 659, 339), fill=(149, 236, 105))
    pen.text((585, 270), "K", fill=(20, 20, 20), font=ImageFont.load_default(size=56))
    short = Line(text="K", box=Box(578, 270, 60, 60), confidence=0.99)
    shapes = look(_pixels(picture), [*lines, short]).shapes
    assert [shape.kind for shape in shapes] == ["panel", "panel"]


def test_an_avatar_that_was_read_as_a_letter_is_still_an_icon() -> None:
    picture, lines = _drawn((700, 500), (237, 237, 237), [(Box(120, 60, 420, 110), (255, 255, 255))])
    ImageDraw.Draw(picture).ellipse((30, 60, 89, 119), fill=(16, 163, 127))
    wrong = Line(text="O", box=Box(28, 58, 64, 64), confidence=0.4)
    icons = [shape for shape in look(_pixels(picture), [*lines, wrong]).shapes if shape.kind == "icon"]
    assert [_near(icon, Box(30, 60, 60, 60), 3) for icon in icons] == [True]


@pytest.mark.parametrize("quality", [None, 80])
def test_lines_know_their_ink_and_their_paper(quality: int | None) -> None:
    picture, lines = _drawn((700, 500), (18, 18, 18), BUBBLES)
    for line, (_, colour) in zip(look(_pixels(picture, quality), lines).lines[::2], BUBBLES, strict=True):
        assert line.paper is not None
        assert line.ink is not None
        assert numpy.abs(numpy.array(line.paper, int) - colour).max() <= 6
        assert max(line.ink) <= 60


def test_a_blank_picture_has_a_paper_and_nothing_on_it() -> None:
    seen = look(numpy.full((300, 200, 3), 250, numpy.uint8), [])
    assert (seen.lines, seen.shapes, seen.paper) == ((), (), (250, 250, 250))


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (3, 3), (40_000, 50)])
def test_odd_sizes_are_looked_at_without_complaint(shape: tuple[int, int]) -> None:
    outside = Line(text="x", box=Box(-5, -5, 2, 2), confidence=0.5)
    assert len(look(numpy.zeros((*shape, 3), numpy.uint8), [outside]).lines) == 1
