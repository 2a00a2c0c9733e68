import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from chatmine.errors import Unreadable
from ocr.media import media_of

Film = Callable[..., Path]


def _saved(kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 40), "teal").save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "mime"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_a_picture_is_told_by_its_bytes_whatever_its_name(tmp_path: Path, kind: str, mime: str) -> None:
    data = _saved(kind)
    path = tmp_path / "screenshot.mp4"
    path.write_bytes(data)
    media = media_of(path)
    assert media == media_of(data)
    assert (media.kind, media.mime, media.width, media.height) == ("picture", mime, 64, 40)
    assert (media.sha256, media.size, media.duration) == (hashlib.sha256(data).hexdigest(), len(data), None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_the_size_is_that_of_the_upright_picture(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    media = media_of(_saved(kind, exif=exif))
    assert (media.width, media.height) == (40, 64)


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        ("a.mp4", "video/mp4"),
        ("a.mov", "video/quicktime"),
        ("a.webm", "video/webm"),
        ("a.mkv", "video/x-matroska"),
    ],
)
def test_a_video_has_its_size_and_duration(film: Film, name: str, mime: str) -> None:
    path = film(name, [(0, Image.new("RGB", (96, 64), "white"))], end=3)
    media = media_of(path)
    assert media == media_of(path.read_bytes())
    assert (media.kind, media.mime, media.width, media.height) == ("video", mime, 96, 64)
    assert media.duration == pytest.approx(3, abs=0.25)


def test_a_gif_that_moves_is_a_video(film: Film) -> None:
    scenes = [(0, Image.new("RGB", (96, 64), "white")), (1, Image.new("RGB", (96, 64), "black"))]
    media = media_of(film("a.gif", scenes, end=2))
    assert (media.kind, media.mime, media.width, media.height) == ("video", "image/gif", 96, 64)
    assert media.duration == pytest.approx(2, abs=0.25)


def test_a_video_held_sideways_has_its_upright_size(film: Film) -> None:
    media = media_of(film("a.mp4", [(0, Image.new("RGB", (96, 64), "white"))], end=1, turn=90))
    assert (media.width, media.height) == (64, 96)


def _cut_video(film: Film) -> bytes:
    whole = film("a.mp4", [(0, Image.new("RGB", (96, 64), "white"))], end=3).read_bytes()
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"hello" * 50, "not_picture_or_video"),
        (b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "not_picture_or_video"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not_picture_or_video"),
        (_saved("PNG")[:20], "broken_picture"),
    ],
)
def test_what_is_neither_gets_a_reason(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(data)
    for source in (path, data):
        with pytest.raises(Unreadable) as raised:
            media_of(source)
        assert raised.value.code == code
        assert raised.value.way_out


def test_a_video_without_its_end_is_refused(film: Film) -> None:
    with pytest.raises(Unreadable) as raised:
        media_of(_cut_video(film))
    assert raised.value.code in ("not_picture_or_video", "no_picture", "broken_video")


def test_a_name_that_is_an_order_to_the_decoder_is_only_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("concat:a|b").write_bytes(b"no video")
    with pytest.raises(Unreadable):
        media_of(Path("concat:a|b"))
