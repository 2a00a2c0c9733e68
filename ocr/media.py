"""What a file is, told from its bytes alone: picture or video, type, upright size, duration.

Called for every file that is crawled or imported, so it reads headers and, of a video, one frame.  Names
and suffixes are never looked at.
"""

import hashlib
from pathlib import Path

from PIL import Image as Pictures

from chatmine.errors import Unreadable
from chatmine.records import Media
from ocr import decoding
from ocr.videos import film

_TURNED = (5, 6, 7, 8)
_TYPES = {
    "matroska": "video/x-matroska",
    "gif": "image/gif",
    "avi": "video/x-msvideo",
    "flv": "video/x-flv",
    "mpegts": "video/mp2t",
    "mpeg": "video/mpeg",
    "ogg": "video/ogg",
    "asf": "video/x-ms-wmv",
}


def media_of(source: Path | bytes) -> Media:
    """The record of a picture or video file.

    A GIF that moves is a video.  Raises `Unreadable` for what is neither, is empty, too large or damaged
    at its head; the rest of the file is only checked when it is read.
    """
    try:
        with decoding.opened(source) as picture:
            if picture.format != "GIF" or not _moves(picture):
                return _picture(source, picture)
    except Unreadable as error:
        if error.code != "not_a_picture":
            raise
    try:
        return _video(source)
    except Unreadable as error:
        if error.code != "not_a_video":
            raise
        raise Unreadable(
            "not_picture_or_video",
            "the bytes are not those of a picture or a video that can be opened",
            "give a screenshot (PNG, JPEG, WebP, HEIC …) or a video (MP4, MOV, WebM, GIF …)",
        ) from error


def _moves(gif: Pictures.Image) -> bool:
    try:
        return bool(getattr(gif, "is_animated", False))
    except decoding.BROKEN:
        return False  # one frame is whole


def _picture(source: Path | bytes, picture: Pictures.Image) -> Media:
    width, height = picture.size
    if decoding.orientation(picture) in _TURNED:
        width, height = height, width
    sha256, size = _identity(source)
    mime = Pictures.MIME.get(picture.format or "", "application/octet-stream")
    return Media(sha256=sha256, kind="picture", mime=mime, size=size, width=width, height=height)


def _video(source: Path | bytes) -> Media:
    with film.opened(source) as (container, stream):
        first = next(film.shown(container, stream), None)
        if first is None:
            raise film.broken("it has no frame")
        width, height = film.size_of(first.frame)
        container.seek(0)
        sha256, size = _identity(source)
        return Media(
            sha256=sha256,
            kind="video",
            mime=_type(container.format.name, _head(source)),
            size=size,
            width=width,
            height=height,
            duration=film.duration_of(container, stream),
        )


def _type(container: str, head: bytes) -> str:
    if container.startswith("mov,"):
        return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"
    if container.startswith("matroska") and b"webm" in head:
        return "video/webm"
    return _TYPES[container.split(",")[0]]


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:64]
    with source.open("rb") as file:
        return file.read(64)


def _identity(source: Path | bytes) -> tuple[str, int]:
    """SHA-256 and the number of bytes."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest(), len(source)
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), source.stat().st_size
