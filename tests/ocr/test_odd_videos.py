"""Videos as they come: large, fast, uneven, cut off, damaged, or with a header that is wrong."""

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from chatmine.errors import Unreadable
from chatmine.records import Box, Line, Reading
from ocr.decoding import Image as Pixels
from ocr.frames import read_video
from ocr.reading import Engine

_FAST = {"deadline": "realtime", "cpu-used": "8"}


class _Rows(Engine):
    """Reads how many rows of a page hold ink, as one line."""

    name, version = "rows", "1"

    def read(self, image: Pixels) -> list[Line]:
        dark = (image[:, :, 1] < 128).any(axis=1)
        rows = int(numpy.count_nonzero(numpy.diff(dark.astype(int)) == 1))
        return [Line(text=f"{rows} rows", box=Box(0, 0, image.shape[1], 20), confidence=1.0)] if rows else []


def _page(*texts: str, size: tuple[int, int] = (480, 320)) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    for row, text in enumerate(texts):
        ImageDraw.Draw(picture).text((20, 16 + 56 * row), text, fill="black", font=ImageFont.load_default(32))
    return picture


def _film(path: Path, frames: Sequence[tuple[float, Image.Image]], **options: str) -> Path:
    """A video of just these frames, each at its second."""
    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream("libvpx" if path.suffix == ".webm" else "mpeg4", rate=1000)
        stream.width, stream.height = frames[0][1].size
        stream.pix_fmt = "yuv420p"
        stream.gop_size = 5
        if path.suffix == ".webm":
            stream.options = _FAST
        for second, picture in frames:
            frame = av.VideoFrame.from_ndarray(numpy.asarray(picture))
            frame.pts, frame.time_base = round(second * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _steady(end: float, rate: int = 5, *texts: str) -> list[tuple[float, Image.Image]]:
    page = _page(*(texts or ("HELLO THERE",)))
    return [(n / rate, page) for n in range(round(end * rate))]


def _read(path: Path, longest: float = 3600.0) -> Reading:
    return read_video(path, "a", _Rows(), longest=longest)


def test_a_video_in_4k_is_read(tmp_path: Path) -> None:
    page = _page("HELLO THERE", size=(3840, 2160))
    reading = _read(_film(tmp_path / "a.mp4", [(0.0, page), (0.5, page)]))
    assert (reading.width, reading.height) == (3840, 2160)
    assert [line.text for line in reading.lines] == ["1 rows"]


def test_of_240_frames_a_second_a_few_are_looked_at(tmp_path: Path) -> None:
    reading = _read(
        _film(tmp_path / "a.mp4", [*_steady(1, 240), *((1 + s, p) for s, p in _steady(1, 240, "A", "B"))])
    )
    assert [line.text for line in reading.lines][-1:] == ["2 rows"]
    assert reading.cut_off == ""


def test_frames_at_uneven_times_keep_their_seconds(tmp_path: Path) -> None:
    one, both = _page("HELLO THERE"), _page("HELLO THERE", "", "AND MORE")
    reading = _read(
        _film(tmp_path / "a.mp4", [(0.0, one), (0.04, one), (6.5, both), (6.6, both), (9.0, both)])
    )
    assert [line.second for line in reading.lines] == pytest.approx([0, 6.5], abs=0.05)
    assert reading.scenes[0].end == pytest.approx(9, abs=0.2)


def test_a_video_without_a_duration_in_its_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    with path.open("wb") as file, av.open(file, "w", format="webm", options={"live": "1"}) as container:
        stream = container.add_stream("libvpx", rate=5, options=_FAST)
        stream.width, stream.height, stream.pix_fmt = 480, 320, "yuv420p"
        for _, picture in _steady(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(numpy.asarray(picture))))
        container.mux(stream.encode(None))
    with av.open(str(path)) as container:
        assert container.duration is None
    reading = _read(path)
    assert reading.duration == pytest.approx(3, abs=0.3)
    assert [line.text for line in reading.lines] == ["1 rows"]
    with pytest.raises(Unreadable, match="longer than 1 seconds"):
        _read(path, longest=1.0)


def test_a_video_that_was_not_downloaded_whole_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = _film(tmp_path / "a.mp4", [*_steady(20), (20.0, _page("A", "B"))], movflags="faststart")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 5000])
    reading = _read(path)
    assert [line.text for line in reading.lines] == ["1 rows"]
    assert reading.cut_off


def test_a_whole_video_is_not_called_cut_off(tmp_path: Path) -> None:
    assert _read(_film(tmp_path / "a.mp4", _steady(5))).cut_off == ""
    assert _read(_film(tmp_path / "a.webm", _steady(5))).cut_off == ""


def test_a_header_that_says_ten_hours_does_not_make_it_so(tmp_path: Path) -> None:
    path = _film(tmp_path / "a.mp4", _steady(4))
    data = bytearray(path.read_bytes())
    for box, place in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
        at = data.index(box) + place
        data[at : at + 4] = struct.pack(">I", 0x7FFF_FFF0)
    path.write_bytes(bytes(data))
    reading = _read(path, longest=60.0)
    assert [line.text for line in reading.lines] == ["1 rows"]
    assert (reading.duration or 0.0) < 60


def test_ten_hours_are_refused_with_a_reason_before_they_are_decoded(tmp_path: Path) -> None:
    page = _page("HELLO THERE")
    path = _film(tmp_path / "a.mp4", [(second, page) for second in (0.0, 1.0, 36_000.0)])
    with pytest.raises(Unreadable) as raised:
        _read(path)
    assert (raised.value.code, bool(raised.value.way_out)) == ("video_too_long", True)


def test_half_a_gif_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    pages = [_page("HELLO THERE"), _page("HELLO THERE", "AND MORE"), _page("A", "B", "C", "D")]
    pages[0].save(path, save_all=True, append_images=pages[1:], duration=[1000] * 3)
    path.write_bytes(path.read_bytes()[:-200])
    assert _read(path).lines
