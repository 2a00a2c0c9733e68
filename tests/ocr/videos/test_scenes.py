import numpy
from av.video.frame import VideoFrame
from PIL import Image, ImageDraw, ImageFont

from chatmine.records import Box, Line
from ocr.reading import Engine
from ocr.videos.canvas import Canvas
from ocr.videos.scenes import read_scene


class PassesOver(Engine):
    """An engine that finds nothing in the first picture, and the words in the next."""

    name, version = "passes over", "1"

    def __init__(self) -> None:
        self.sizes: list[tuple[int, ...]] = []

    def read(self, image: numpy.ndarray) -> list[Line]:
        """The words, from the second time on."""
        self.sizes.append(image.shape[:2])
        height, width = image.shape[:2]
        room = 10 * len(self.sizes)
        box = Box(room, room, width - 2 * room, height - 2 * room)
        return [Line(text="HELLO THERE ALL", box=box, confidence=0.99)][: len(self.sizes) - 1]

    def read_row(self, image: numpy.ndarray) -> Line | None:
        """Nothing."""
        return None


def _page(text: str) -> Canvas:
    picture = Image.new("RGB", (480, 360), "white")
    ImageDraw.Draw(picture).text((60, 100), text, fill="black", font=ImageFont.load_default(18))
    return Canvas(0.0, VideoFrame.from_ndarray(numpy.asarray(picture)))


def test_words_that_a_detector_passes_over_are_looked_at_with_more_room() -> None:
    engine = PassesOver()
    seen = read_scene(_page("HELLO THERE ALL"), 0, engine, cut=False)
    assert [line.text for line in seen.lines] == ["HELLO THERE ALL"]
    (first, again) = engine.sizes
    assert again[0] > first[0]
    assert again[1] > first[1]


def test_a_sign_that_gives_nothing_is_not_looked_at_again() -> None:
    engine = PassesOver()
    assert read_scene(_page("O"), 0, engine, cut=False).lines == ()
    assert len(engine.sizes) == 1
