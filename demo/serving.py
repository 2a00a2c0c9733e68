"""A small server with the demo's posts, in the shape of a Mastodon server: `python demo/serving.py [PORT]`.

It listens on loopback alone and prints its address.  The crawler comes to it with `CHATMINE_REPLAY`, so that
requests for https://chat.example and https://files.chat.example end here with those names as their `Host`.
"""

import hashlib
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import av
import msgspec
import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

DEMO = Path(__file__).parent
HOST = "chat.example"
ROBOTS = "User-agent: *\nDisallow: /media_proxy/\nDisallow: /interact/\n"
LIMIT, MOST = 20, 40  # statuses a page, as Mastodon documents it


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file of `posts/` and its alt text."""

    file: str
    alt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One entry of `posts.json`.  `home` is the server that it came from."""

    id: str
    account: str
    created_at: str
    language: str
    text: str
    tags: list[str]
    media: list[Attached]
    replies: int
    reblogs: int
    favourites: int
    spoiler: str = ""
    home: str = HOST


def shared() -> list[Shared]:
    """All posts, the newest first."""
    posts = msgspec.json.decode((DEMO / "posts.json").read_bytes(), type=list[Shared])
    return sorted(posts, key=lambda post: -int(post.id))


def address(file: str) -> str:
    """The path under which a file of `posts/` is served, made of its bytes' hash as Mastodon's are."""
    digest = hashlib.sha256((DEMO / "posts" / file).read_bytes()).hexdigest()
    number = f"{int(digest[:15], 16) % 10**18:018}"
    folders = "/".join(number[at : at + 3] for at in range(0, 18, 3))
    return f"/media_attachments/files/{folders}/original/{digest[:16]}{Path(file).suffix}"


def _size(path: Path) -> dict[str, Any]:
    if path.suffix != ".mp4":
        with Image.open(path) as picture:
            return {"width": picture.width, "height": picture.height}
    with av.open(path) as video:
        stream = video.streams.video[0]
        seconds = round((video.duration or 0) / av.time_base, 2)
        return {"width": stream.width, "height": stream.height, "duration": seconds}


def _attachment(attached: Attached, home: str) -> dict[str, Any]:
    path = address(attached.file)
    return {
        "id": str(int(hashlib.sha256(attached.file.encode()).hexdigest()[:15], 16)),
        "type": "video" if attached.file.endswith(".mp4") else "image",
        "url": f"https://files.{HOST}{path}",
        "preview_url": None,
        "remote_url": None if home == HOST else f"https://{home}{path}",
        "meta": {"original": _size(DEMO / "posts" / attached.file)},
        "description": attached.alt,
        "blurhash": None,
    }


def _account(post: Shared) -> dict[str, Any]:
    return {
        "id": str(int(hashlib.sha256(post.account.encode()).hexdigest()[:8], 16)),
        "username": post.account,
        "acct": post.account if post.home == HOST else f"{post.account}@{post.home}",
        "display_name": post.account.replace("_", " ").title(),
        "url": f"https://{post.home}/@{post.account}",
        "uri": f"https://{post.home}/users/{post.account}",
        "bot": False,
        "noindex": False,
    }


def _content(post: Shared) -> str:
    start = f'<a href="https://{post.home}/tags/'
    middle = '" class="mention hashtag" rel="tag">#<span>'
    links = " ".join(f"{start}{quote(tag)}{middle}{escape(tag)}</span></a>" for tag in post.tags)
    return f"<p>{escape(post.text)}</p><p>{links}</p>"


def status(post: Shared) -> dict[str, Any]:
    """A post as Mastodon's API gives it."""
    return {
        "id": post.id,
        "created_at": post.created_at,
        "edited_at": None,
        "in_reply_to_id": None,
        "sensitive": bool(post.spoiler),
        "spoiler_text": post.spoiler,
        "visibility": "public",
        "language": post.language,
        "uri": f"https://{post.home}/users/{post.account}/statuses/{post.id}",
        "url": f"https://{post.home}/@{post.account}/{post.id}",
        "replies_count": post.replies,
        "reblogs_count": post.reblogs,
        "favourites_count": post.favourites,
        "content": _content(post),
        "reblog": None,
        "account": _account(post),
        "media_attachments": [_attachment(attached, post.home) for attached in post.media],
        "mentions": [],
        "tags": [{"name": t.lower(), "url": f"https://{HOST}/tags/{quote(t)}"} for t in post.tags],
        "emojis": [],
        "card": None,
        "poll": None,
    }


def page(posts: list[Shared], tag: str, query: dict[str, str]) -> list[Shared]:
    """The posts of one page of a tag: `max_id`, `since_id`, `min_id`, `limit`, `only_media` as documented.

    `since_id` gives the newest ones above it, `min_id` those right above it; both the newest first.
    """
    limit = min(int(query.get("limit", LIMIT)), MOST)
    found = [post for post in posts if tag.lower() in [name.lower() for name in post.tags]]
    if query.get("only_media") in ("true", "1"):
        found = [post for post in found if post.media]
    if "max_id" in query:
        found = [post for post in found if int(post.id) < int(query["max_id"])]
    floor = int(query.get("min_id", query.get("since_id", "0")))
    found = [post for post in found if int(post.id) > floor]
    return found[-limit:] if "min_id" in query else found[:limit]


def _links(shown: list[Shared], tag: str, query: dict[str, str]) -> dict[str, str]:
    if not shown:
        return {}
    kept = {key: value for key, value in query.items() if key in ("limit", "only_media")}
    start = f"https://{HOST}/api/v1/timelines/tag/{quote(tag)}?"
    links = [f'<{start}{urlencode(kept | {"min_id": shown[0].id})}>; rel="prev"']
    if len(shown) == min(int(query.get("limit", LIMIT)), MOST):
        links.insert(0, f'<{start}{urlencode(kept | {"max_id": shown[-1].id})}>; rel="next"')
    return {"Link": ", ".join(links)}


def application() -> Starlette:
    """The server over the posts and files that lie in this folder."""
    posts = shared()
    files = {address(attached.file): attached.file for post in posts for attached in post.media}
    statuses = {post.id: status(post) for post in posts}

    def timeline(request: Request) -> Response:
        tag, query = request.path_params["tag"], dict(request.query_params)
        try:
            shown = page(posts, tag, query)
        except ValueError:
            return JSONResponse({"error": "The limit and the ids are numbers"}, 400)
        headers = {
            "X-RateLimit-Limit": "300",
            "X-RateLimit-Remaining": "299",
            "X-RateLimit-Reset": f"{datetime.now(UTC) + timedelta(minutes=5):%Y-%m-%dT%H:%M:%S.%fZ}",
        }
        return JSONResponse(
            [statuses[post.id] for post in shown], headers=headers | _links(shown, tag, query)
        )

    def media(request: Request) -> Response:
        file = files.get(request.url.path)
        return FileResponse(DEMO / "posts" / file) if file else missing(request, None)

    def missing(request: Request, error: Exception | None) -> Response:
        return JSONResponse({"error": "Record not found"}, 404)

    return Starlette(
        routes=[
            Route("/robots.txt", lambda request: PlainTextResponse(ROBOTS)),
            Route("/api/v1/timelines/tag/{tag}", timeline),
            Route("/media_attachments/{rest:path}", media),
        ],
        exception_handlers={404: missing},
    )


def main(port: int) -> None:
    """Serves on loopback until interrupted; port 0 takes a free one.  The address goes to stdout."""
    listening = socket.create_server(("127.0.0.1", port))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(application(), log_level="warning", lifespan="off")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 0)
