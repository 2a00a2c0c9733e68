"""Stored files: original bytes with ranges, and upright PNGs of what browsers don't show.

Nothing here may run: what is not known to be a plain picture or video is a download, whatever it calls
itself.  A file with a place that was taken down never leaves as it is.
"""

import re
import threading
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from chatmine.errors import WrongCall
from chatmine.records import Evidence, Media
from chatmine.store import Store
from search_ui import pictures
from search_ui.answering import Absent, Gone

_HASH = re.compile(r"[0-9a-f]{64}")
_RANGES = re.compile(r"bytes=\s*(\d{1,15}-\d{0,15}|-\d{1,15})(\s*,\s*(\d{1,15}-\d{0,15}|-\d{1,15}))*\s*")
_PLAIN_TYPE = re.compile(r"(image|video|audio)/[a-z0-9][a-z0-9.+-]{0,60}")
# Chromium plays no video that is opened on its own under `sandbox`, so only downloads get that too.
_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


class MediaPages:
    """The handlers over the files of one workspace."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        """`open_store` opens the workspace for reading."""
        self._open_store = open_store
        # One at a time: the largest picture that is read takes about 1 GB to decode.
        self._decoding = threading.Lock()

    def original(self, request: Request) -> Response:
        """The bytes as they came."""
        with self._open_store() as store:
            media, spots = _file(store, request.path_params["sha256"])
            path = store.files.path(media.sha256)
        if spots:
            way_out = "/media/SHA256/view shows the rest" if pictures.can_be_painted(media, spots) else ""
            raise Gone("taken_down", "a part of this file was taken down", way_out)
        _check_range(request.headers.get("range"))
        inline = media.mime in pictures.PICTURES | pictures.VIDEOS
        policy = _POLICY if inline else _POLICY + "; sandbox"
        headers = {"etag": f'"{media.sha256}"', "content-security-policy": policy}
        if _known_already(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        return FileResponse(
            path,
            headers=headers,
            media_type=_type(media.mime),
            filename=media.sha256[:16] + _suffix(media.mime),
            content_disposition_type="inline" if inline else "attachment",
        )

    def view(self, request: Request) -> Response:
        """An upright PNG, places that were taken down painted over."""
        with self._open_store() as store:
            media, spots = _file(store, request.path_params["sha256"])
            path = store.files.path(media.sha256)
        if spots and not pictures.can_be_painted(media, spots):
            raise Gone("taken_down", "a part of this file was taken down")
        if media.mime.startswith("video/") or media.kind == "text":
            raise Absent("no_view", "a video or text has no view", "/media/SHA256 gives it")
        headers = {"etag": f'"{media.sha256}-{len(spots)}"', "content-security-policy": _POLICY}
        if _known_already(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        with self._decoding:
            return Response(pictures.upright_png(path, spots), 200, headers, "image/png")


def _file(store: Store, sha256: str) -> tuple[Media, list[Evidence]]:
    """What is known of a file, and the places on it that were taken down."""
    if store.ledger.is_taken_down("media", sha256):
        raise Gone("taken_down", "this file was taken down", "it will not come back")
    media = store.posts.media(sha256) if _HASH.fullmatch(sha256) else None
    if media is None or not store.files.path(sha256).is_file():
        raise Absent(
            "no_media", "there is no such file", "name it by the SHA-256 of its bytes, in hexadecimal"
        )
    return media, store.ledger.taken_spots(sha256)


def _check_range(wanted: str | None) -> None:
    """Refuse a Range that can't be read, in our words rather than the framework's."""
    if wanted is None:
        return
    bounds = re.findall(r"(\d+)-(\d+)", wanted) if _RANGES.fullmatch(wanted) else [("1", "0")]
    if any(int(first) > int(last) for first, last in bounds):
        raise WrongCall("bad_range", f"the range {wanted[:40]!r} can't be read", "write it like bytes=0-999")


def _type(mime: str) -> str:
    return mime if _PLAIN_TYPE.fullmatch(mime) and "xml" not in mime else "application/octet-stream"


def _suffix(mime: str) -> str:
    kind = _type(mime).rpartition("/")[2]
    return "." + {"jpeg": "jpg", "quicktime": "mov", "octet-stream": "bin"}.get(kind, kind)


def _known_already(request: Request, etag: str) -> bool:
    return etag in (tag.strip() for tag in request.headers.get("if-none-match", "").split(","))
