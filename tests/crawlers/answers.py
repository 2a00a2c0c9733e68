"""Answers of a Mastodon server, made for the tests, and a crawl of them."""

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawlers.asking import CrawlRequest, CrawlSummary
from crawlers.running import crawl
from tests.crawlers.keeper import FolderKeeper, look

HOST = "social.example"
FILES = "https://files.example"
TAG = "/api/v1/timelines/tag/ChatGPT"


def status(number: int, *urls: str, **more: Any) -> dict[str, Any]:
    """A post with pictures at `urls`."""
    files = [
        {"type": "image", "url": url, "description": f"picture {place}"} for place, url in enumerate(urls)
    ]
    return {
        "id": str(number),
        "uri": f"https://{HOST}/users/lan/statuses/{number}",
        "url": f"https://{HOST}/@lan/{number}",
        "created_at": "2026-08-20T12:00:00.000Z",
        "account": {"username": "lan", "url": f"https://{HOST}/@lan"},
        "content": f"<p>post {number}</p>",
        "media_attachments": files,
        **more,
    }


def page(statuses: Sequence[dict[str, Any]], *, after: int | None = None, **more: Any) -> dict[str, Any]:
    """The rule for a page of a tag; the pages link by the last post's number."""
    query = {"max_id": str(after)} if after else {}
    link = f'<https://{HOST}{TAG}?limit=40&max_id={statuses[-1]["id"]}>; rel="next"' if statuses else ""
    return {
        "host": HOST,
        "path": TAG,
        "query": query,
        "body": json.dumps(statuses).encode(),
        "headers": {"Content-Type": "application/json", "Link": link},
        **more,
    }


def run(
    server: str | None, folder: Path, keeper: type[FolderKeeper] = FolderKeeper, **more: Any
) -> CrawlSummary:
    """Crawl the tag into the keeper in `folder`."""
    asked = {"source": HOST, "tag": "ChatGPT", "delay": 0.0, **more}
    wanted = CrawlRequest(platform="mastodon", contact="tests@example.org", replay=server, **asked)
    return crawl(wanted, functools.partial(keeper, folder), look)
