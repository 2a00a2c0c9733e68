"""Files about files: `post.json` on a folder that is one post, `posts.csv` on files, subtitles of videos.

    post.json   {"platform": "weibo", "id": "51234", "url": ..., "author": ..., "title": ..., "text": ...,
                 "posted_at": "2026-08-20", "tags": ["ChatGPT"]}        every field may be missing
    posts.csv   file,url,author,posted_at,text                          only `file` is needed

Both are hostile until checked.  What is wrong raises or is given back as `Unreadable` with its reason.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec

from chatmine.errors import Unreadable
from crawlers.times import to_utc

POST = "post.json"
TABLE = "posts.csv"
NAMES = frozenset({POST, TABLE})
SUBTITLES = frozenset({".srt", ".vtt", ".ass", ".ssa", ".json", ".json3"})
"""How names end that may be a video's subtitles: `clip.srt` and `clip.zh-Hans.vtt` of `clip.mp4`."""
LARGEST = 64 * 2**20
"""Bytes; a table of a million rows has about as many."""

_PLATFORM = re.compile(r"[a-z0-9_-]+")
_WAY_OUT = "correct it and import again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said about a post; all of it checked, times in UTC."""

    platform: str | None = None
    id: str | None = None
    url: str | None = None
    author: str | None = None
    title: str | None = None
    text: str = ""
    posted_at: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """`post.json` as it is written; ids may be numbers there."""

    platform: str | None = None
    id: str | int | None = None
    url: str | None = None
    author: str | None = None
    title: str | None = None
    text: str | None = None
    posted_at: str | None = None
    tags: tuple[str, ...] | None = None


def read_post(path: Path) -> Told:
    """What `post.json` says.  Raises `Unreadable`."""
    try:
        written = msgspec.json.decode(_content(path), type=_Written)
    except (msgspec.DecodeError, RecursionError) as error:  # a ValidationError is a DecodeError
        raise Unreadable("bad_post_json", f"{path.name}: {error}", _WAY_OUT) from error
    id = str(written.id) if written.id is not None else None
    if id and not written.platform:
        raise Unreadable("bad_post_json", f"{path.name}: an id needs its platform", _WAY_OUT)
    return Told(
        platform=_platform(written.platform),
        id=_id(id),
        url=_url(written.url),
        author=written.author or None,
        title=written.title or None,
        text=written.text or "",
        posted_at=to_utc(written.posted_at) if written.posted_at else None,
        tags=tuple(tag.lstrip("#") for tag in written.tags or ()),
    )


def read_table(path: Path) -> Iterator[tuple[str, Told | Unreadable]]:
    """The rows of `posts.csv`: a name relative to its folder, and what is said, or why the row can't be used.

    The name is empty where the row names no file that could be meant.  Raises `Unreadable` when the table
    as a whole can't be used.
    """
    text = _content(path).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = rows.fieldnames or ()
    except csv.Error as error:
        raise Unreadable("bad_posts_csv", f"{path.name} line 1: {error}", _WAY_OUT) from error
    if "file" not in columns:
        raise Unreadable("bad_posts_csv", f"{path.name}: the first line names no column `file`", _WAY_OUT)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield "", Unreadable("bad_row", f"{path.name} line {rows.line_num}: {error}", _WAY_OUT)
            continue
        if row is None:
            return
        name = ""
        try:
            name = inside((row["file"] or "").strip())
            yield name, _row(row)
        except Unreadable as error:
            message = f"{path.name} line {rows.line_num}: {error.message}"
            yield name, Unreadable(error.code, message, error.way_out)


def beside(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """For each file those that are named as its subtitles would be; no file is looked into."""
    subtitles: dict[tuple[Path, str], list[Path]] = {}
    others = []
    for path in paths:
        if path.suffix.lower() not in SUBTITLES:
            others.append(path)
            continue
        for dot in re.finditer(r"\.", path.name):
            subtitles.setdefault((path.parent, path.name[: dot.start()]), []).append(path)
    return {path: found for path in others if (found := subtitles.get((path.parent, path.stem)))}


def beside_one(path: Path) -> list[Path]:
    """The same for one file, from a look at its folder, where that may be looked at."""
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(f"{path.stem}.")]
    except OSError:
        return []
    return beside([path, *(path.parent / name for name in sorted(names))]).get(path, [])


def inside(name: str) -> str:
    """The name in its shortest form; raises `Unreadable` for one that leads out of the folder."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if not name or parts.is_absolute() or ".." in parts.parts or "\0" in name or re.match(r"[A-Za-z]:", name):
        raise Unreadable("outside", f"{name!r} names no file in this folder", _WAY_OUT)
    return str(parts)


def _row(row: dict[str, str | None]) -> Told:
    if None in row:
        raise Unreadable(
            "bad_row", "it has more fields than the first line", "put quotes around text with commas"
        )
    posted_at = (row.get("posted_at") or "").strip()
    return Told(
        url=_url((row.get("url") or "").strip()),
        author=(row.get("author") or "").strip() or None,
        text=row.get("text") or "",
        posted_at=to_utc(posted_at) if posted_at else None,
    )


def _content(path: Path) -> bytes:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            raise Unreadable("bad_side_file", f"{path.name} is no plain file of sensible size", _WAY_OUT)
        content = path.read_bytes()
        content.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable("unreadable_file", f"{path.name}: {error.strerror}", "check its rights") from error
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", f"{path.name} is not UTF-8", "save it as UTF-8") from error
    return content.removeprefix(b"\xef\xbb\xbf") if path.name == POST else content


def _platform(name: str | None) -> str | None:
    if name is None or _PLATFORM.fullmatch(name):
        return name
    raise Unreadable("bad_platform", f"{name[:40]!r} is no platform's name", "use a-z, 0-9, - and _")


def _id(id: str | None) -> str | None:
    if id is None or (id.isprintable() and id.strip() == id and 0 < len(id) <= 500):
        return id
    raise Unreadable("bad_id", f"{id[:40]!r} is no id", _WAY_OUT)


def _url(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.hostname and url.isprintable():
        return url
    raise Unreadable("bad_url", f"{url[:80]!r} is no web address", _WAY_OUT)
