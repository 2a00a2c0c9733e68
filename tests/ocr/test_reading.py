import hashlib
import io
import multiprocessing
import subprocess
import sys
from pathlib import Path

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from chatmine import plugins
from chatmine.errors import CannotWork, Unreadable
from chatmine.records import Reading, from_json, to_json
from ocr.reading import Engine, read_image, version_of

ROOT = Path(__file__).parents[2]
LINE = "The quick brown fox, 12 of 34"


@pytest.fixture(scope="module", params=plugins.names("ocr.engines"))
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = plugins.load("ocr.engines", request.param).Engine()
    return made


def _drawn(*lines: str, size: tuple[int, int] = (640, 160), left: int = 40, step: int = 60) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    for row, text in enumerate(lines):
        place = (left, 50 + row * step)
        ImageDraw.Draw(picture).text(place, text, fill="black", font=ImageFont.load_default(size=36))
    return picture


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_every_engine_reads_nothing_from_a_blank_picture(engine: Engine) -> None:
    assert engine.read(numpy.full((120, 400, 3), 255, numpy.uint8)) == []


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_every_engine_stands_tiny_pictures(engine: Engine, size: tuple[int, int]) -> None:
    assert engine.read(numpy.zeros((*size, 3), numpy.uint8)) == []


def test_every_engine_reads_a_drawn_line_where_it_stands(engine: Engine) -> None:
    picture = _drawn(LINE)
    (line,) = engine.read(numpy.asarray(picture))
    left, top, right, bottom = ImageDraw.Draw(picture).textbbox(
        (40, 50), LINE, font=ImageFont.load_default(36)
    )
    assert line.text == LINE
    assert line.confidence > 0.8
    assert abs(line.box.x - left) < 12
    assert abs(line.box.y - top) < 12
    assert abs(line.box.right - right) < 12
    assert abs(line.box.bottom - bottom) < 12


def test_an_engine_that_reads_rows_reads_what_stands_alone(engine: Engine) -> None:
    for text in (LINE, "}"):
        crop = numpy.asarray(_drawn(text).crop((20, 45, 640, 105)))
        line = engine.read_row(crop)
        assert line is None or (line.text, line.box) == (text, (0, 0, 620, 60))
    assert engine.read_row(numpy.full((40, 90, 3), 255, numpy.uint8)) is None


def test_characters_stand_where_they_were_drawn(engine: Engine) -> None:
    (line,) = engine.read(numpy.asarray(_drawn(LINE)))
    assert len(line.edges) == len(line.text) + 1
    assert list(line.edges) == sorted(line.edges)
    font = ImageFont.load_default(size=36)
    for place in range(len(LINE) + 1):
        assert abs(line.edges[place] - (40 + font.getlength(LINE[:place]))) < 12


def test_underscores_below_the_letters_are_read(engine: Engine) -> None:
    picture = Image.new("RGB", (420, 120), "white")
    code = "plot_team_data = read_csv(the_file)"
    ImageDraw.Draw(picture).text((30, 50), code, fill="black", font=ImageFont.load_default(size=20))
    (line,) = engine.read(numpy.asarray(picture))
    assert line.text == code


def test_a_picture_becomes_a_reading(engine: Engine) -> None:
    data = _png(_drawn(LINE, "and another line", size=(640, 260)))
    reading = read_image(data, hashlib.sha256(data).hexdigest(), engine)
    assert [line.text for line in reading.lines] == [LINE, "and another line"]
    assert (reading.width, reading.height) == (640, 260)
    assert (reading.engine, reading.version) == (engine.name, version_of(engine))
    assert reading.paper == (255, 255, 255)
    assert all(line.paper == (255, 255, 255) and max(line.ink or (255,)) < 60 for line in reading.lines)
    assert from_json(to_json(reading), Reading) == reading


def test_a_long_screenshot_keeps_every_line_once_and_in_order(engine: Engine) -> None:
    lines = [f"Line {number} of many" for number in range(30)]
    reading = read_image(_png(_drawn(*lines, size=(360, 3400), step=110)), "a", engine)
    assert [line.text for line in reading.lines] == lines


def test_a_picture_held_sideways_is_read_upright(engine: Engine) -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    _drawn(LINE).transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", exif=exif, quality=95)
    reading = read_image(file.getvalue(), "a", engine)
    assert [line.text for line in reading.lines] == [LINE]
    assert (reading.width, reading.height) == (640, 160)


def test_what_is_no_picture_is_refused_with_a_reason(engine: Engine) -> None:
    with pytest.raises(Unreadable) as raised:
        read_image(b"<html>404</html>", "a", engine)
    assert raised.value.code == "not_a_picture"


def test_making_an_engine_imports_nothing_heavy_and_tells_its_version() -> None:
    code = (
        "import sys; from chatmine import plugins\n"
        "for name in plugins.names('ocr.engines'):\n"
        "    assert plugins.load('ocr.engines', name).Engine().version\n"
        "assert not {'paddleocr', 'paddlex', 'onnxruntime'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def _lay_out(cache: str) -> list[str]:
    from ocr.engines import paddleocr

    return [str(paddleocr.laid_out(model, Path(cache))) for model in paddleocr.CARRIED]


def test_models_are_laid_out_once_however_many_ask_for_them(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        first, second = pool.map(_lay_out, [str(tmp_path)] * 2, chunksize=1)
    assert first == second
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(Path(folder).name for folder in first)
    assert all(
        sorted(p.name for p in Path(f).iterdir()) == ["inference.onnx", "inference.yml"] for f in first
    )


def test_a_folder_is_a_model_too_and_its_files_are_in_the_version(engine: Engine, tmp_path: Path) -> None:
    module = plugins.load("ocr.engines", "paddleocr")
    folders = _lay_out(str(tmp_path))
    mine = module.Engine(detection=folders[0], recognition=folders[1], cache=tmp_path / "elsewhere")
    assert "@" in mine.version
    image = numpy.asarray(_drawn(LINE))
    assert mine.read(image) == engine.read(image)


def test_a_model_that_no_hub_gives_out_says_what_to_do(tmp_path: Path) -> None:
    engine = plugins.load("ocr.engines", "paddleocr").Engine(
        recognition="PP-OCRv5_server_rec", cache=tmp_path
    )
    with pytest.raises(CannotWork) as raised:
        engine.read(numpy.zeros((50, 50, 3), numpy.uint8))
    assert raised.value.code == "no_ocr_model"
    assert "[ocr" in raised.value.way_out


def test_a_cache_that_can_not_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = plugins.load("ocr.engines", "paddleocr").Engine(cache=tmp_path / "file" / "cache")
    with pytest.raises(CannotWork) as raised:
        engine.read(numpy.zeros((50, 50, 3), numpy.uint8))
    assert raised.value.code == "no_cache_folder"
