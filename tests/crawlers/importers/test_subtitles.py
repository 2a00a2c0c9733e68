"""Subtitles beside a video come with it, by name and by what they hold; its post stays the same post."""

from pathlib import Path

from chatmine.errors import Unreadable
from chatmine.records import Media
from crawlers.importing import Imported, NotImported, import_paths
from tests.crawlers.keeper import look
from tests.crawlers.replay_server import MP4, png
from transcripts import reading

SRT = b"1\n00:00:00,500 --> 00:00:02,300\nhello\n"
VTT = b"WEBVTT\n\n00:00.500 --> 00:02.300\nhello\n"


def media_of(path: Path) -> Media:
    """Subtitles, or what the tests of importers take for pictures and videos."""
    try:
        return reading.media_of(path)
    except Unreadable:
        return look(path)


def put(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def posts(*paths: Path, as_post: bool = False) -> dict[str, list[str] | str]:
    """The files of each post, or the code of what was refused, by the path's name."""
    return {
        found.path.name: found.error.code
        if isinstance(found, NotImported)
        else [file.path.name for file in found.files]
        for found in import_paths(paths, media_of, as_post=as_post)
    }


def test_a_video_of_a_folder_brings_its_subtitles(tmp_path: Path) -> None:
    put(tmp_path, clip__ass=b"Dialogue: 0,0:00:01.00,0:00:02.00,A,,0,0,0,,x", clip__mp4=MP4, clip__srt=SRT)
    put(tmp_path, clip__zh__vtt=VTT, other__mp4=MP4 + b"x", alone__srt=SRT, clip__png=png(1))
    assert posts(tmp_path) == {
        "alone.srt": ["alone.srt"],
        "clip.mp4": ["clip.mp4", "clip.ass", "clip.srt", "clip.zh.vtt"],
        "clip.png": ["clip.png"],
        "other.mp4": ["other.mp4"],
    }


def test_what_is_only_named_so_is_refused_as_ever(tmp_path: Path) -> None:
    put(tmp_path, clip__mp4=MP4, clip__info__json=b'{"id": "1"}', shot__png=png(1), shot__json=b"{}")
    assert posts(tmp_path) == {
        "clip.mp4": ["clip.mp4"],
        "clip.info.json": "not_media",
        "shot.png": ["shot.png"],
        "shot.json": "not_media",
    }


def test_a_video_that_is_named_brings_them_too_and_they_come_once(tmp_path: Path) -> None:
    put(tmp_path, clip__mp4=MP4, clip__srt=SRT, clip__ass=b"[Events]\n")
    video, subtitles = tmp_path / "clip.mp4", tmp_path / "clip.srt"
    assert posts(video) == {"clip.mp4": ["clip.mp4", "clip.ass", "clip.srt"]}
    assert posts(subtitles, video)["clip.mp4"] == ["clip.mp4", "clip.ass", "clip.srt"]
    assert "clip.srt" not in posts(subtitles, video)
    assert posts(subtitles) == {"clip.srt": ["clip.srt"]}


def test_a_posts_id_is_that_of_its_videos_and_pictures(tmp_path: Path) -> None:
    plain = put(tmp_path / "plain", a__mp4=MP4, b__png=png(1))
    told = put(tmp_path / "told", a__mp4=MP4, a__srt=SRT, b__png=png(1))
    (one,), (other,) = (list(import_paths([f], media_of, as_post=True)) for f in (plain, told))
    assert isinstance(one, Imported)
    assert isinstance(other, Imported)
    assert one.post.id == other.post.id
    assert [file.path.name for file in other.files] == ["a.mp4", "a.srt", "b.png"]


def test_links_out_of_the_folder_bring_nothing(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", secret__srt=SRT)
    folder = put(tmp_path / "inside", clip__mp4=MP4)
    (folder / "clip.srt").symlink_to(outside / "secret.srt")
    assert posts(folder) == {"clip.mp4": ["clip.mp4"], "clip.srt": "outside"}
    assert posts(folder / "clip.mp4") == {"clip.mp4": ["clip.mp4"]}
