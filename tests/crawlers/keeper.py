"""The smallest keeper: a folder with a line for each call.  The crawl's process writes, the test reads."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chatmine.errors import CannotWork, ChatmineError, Unreadable
from chatmine.records import Media, MediaKind, Post, plain
from crawlers.keeping import Keeper, SavedFile


@dataclass
class FolderKeeper(Keeper):
    folder: Path
    down: frozenset[str] = field(default_factory=frozenset)

    def lines(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / name
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def posts(self) -> list[dict[str, Any]]:
        return self.lines("posts")

    def post(self, post_id: str) -> dict[str, Any]:
        return next(post for post in self.posts() if post["id"] == post_id)

    def bytes_of(self, sha256: str) -> bytes:
        return (self.folder / sha256).read_bytes()

    def _add(self, name: str, line: object) -> None:
        with (self.folder / name).open("a") as file:
            file.write(json.dumps(plain(line)) + "\n")

    def knows_post(self, post_id: str) -> bool:
        return any(post["id"] == post_id for post in self.posts())

    def taken_down(self, post_id: str) -> bool:
        return post_id in self.down

    def save_post(self, post: Post, files: Sequence[SavedFile]) -> bool:
        new = not self.knows_post(post.id)
        for file in files:
            file.path.replace(self.folder / file.media.sha256)
        hashes = [file.media.sha256 for file in files]
        self._add(
            "posts", {"id": post.id, "post": plain(post), "media": hashes, "alts": [f.alt for f in files]}
        )
        return new

    def author_hash(self, platform: str, handle: str) -> str:
        return "hash-of-" + hashlib.sha256(f"{platform}:{handle}".encode()).hexdigest()[:8]

    def save_failure(self, stage: str, post: str | None, media: str | None, error: ChatmineError) -> None:
        self._add("failures", {"stage": stage, "post": post, "media": media, **error.as_json()})

    def save_success(self, stage: str, post: str | None, media: str | None) -> None:
        self._add("successes", {"stage": stage, "post": post, "media": media})

    def save_refusal(self, platform: str, host: str, kind: str, way_out: str) -> None:
        self._add("refusals", {"platform": platform, "host": host, "kind": kind, "way_out": way_out})

    def files_folder(self) -> Path:
        folder = self.folder / "incoming"
        folder.mkdir(exist_ok=True)
        return folder


class FullKeeper(FolderKeeper):
    """A disk that is full when the first post comes."""

    def save_post(self, post: Post, files: Sequence[SavedFile]) -> bool:
        raise CannotWork("disk_full", "no room is left", "make room")


def closed_keeper() -> Keeper:
    """A workspace that another writer holds."""
    raise CannotWork("workspace_busy", "another writer holds it", "wait")


def look(path: Path) -> Media:
    """What a file is by its first and last bytes: enough for what the replay server makes."""
    data = path.read_bytes()
    kind, mime = _kind(data)
    return Media(
        sha256=hashlib.sha256(data).hexdigest(), kind=kind, mime=mime, size=len(data), width=1, height=1
    )


def _kind(data: bytes) -> tuple[MediaKind, str]:
    if data.startswith(b"\x89PNG"):
        return "picture", "image/png"
    if data.startswith(b"\xff\xd8"):
        return "picture", "image/jpeg"
    if data[4:8] == b"ftyp":
        return "video", "video/mp4"
    raise Unreadable("not_media", "it is neither a picture nor a video", "leave it out")
