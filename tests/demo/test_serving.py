"""The demo's server answers in the shape of a Mastodon server."""

import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from demo import serving

TAG = "/api/v1/timelines/tag/ChatGPT"


@pytest.fixture(scope="module")
def server() -> TestClient:
    return TestClient(serving.application(), base_url="https://chat.example")


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def linked(answer: httpx2.Response, rel: str) -> str | None:
    found = re.search(rf'<([^>]+)>; rel="{rel}"', answer.headers.get("Link", ""))
    return found[1] if found else None


def test_paging_to_the_end_gives_every_post_once(server: TestClient) -> None:
    seen: list[str] = []
    url: str | None = f"https://chat.example{TAG}?limit=5"
    while url:
        assert url.startswith("https://chat.example/")
        answer = server.get(path_of(url))
        seen += [status["id"] for status in answer.json()]
        url = linked(answer, "next")
    assert seen == [post.id for post in serving.shared()]


def test_min_id_gives_the_posts_right_above_it_and_since_id_the_newest(server: TestClient) -> None:
    ids = [status["id"] for status in server.get(f"{TAG}?limit=40").json()]
    above = server.get(f"{TAG}?limit=3&min_id={ids[8]}").json()
    assert [status["id"] for status in above] == ids[5:8]
    newest = server.get(f"{TAG}?limit=3&since_id={ids[8]}").json()
    assert [status["id"] for status in newest] == ids[:3]


def test_nothing_is_newer_than_the_first_page(server: TestClient) -> None:
    newer = linked(server.get(TAG), "prev")
    assert newer
    answer = server.get(path_of(newer))
    assert answer.json() == []
    assert "Link" not in answer.headers


def test_only_media_leaves_out_posts_without_files_and_stays_in_the_links(server: TestClient) -> None:
    answer = server.get(f"{TAG}?only_media=true&limit=10")
    assert all(status["media_attachments"] for status in answer.json())
    assert "only_media=true" in (linked(answer, "next") or "")
    assert any(not status["media_attachments"] for status in server.get(f"{TAG}?limit=40").json())


def test_chinese_tags_are_found_and_unknown_ones_are_empty(server: TestClient) -> None:
    assert len(server.get("/api/v1/timelines/tag/%E5%B0%8F%E5%AD%A6%E6%95%B0%E5%AD%A6").json()) == 2
    assert server.get("/api/v1/timelines/tag/nobody").json() == []


def test_a_status_has_the_fields_that_a_crawler_reads(server: TestClient) -> None:
    status = next(s for s in server.get(f"{TAG}?limit=40").json() if len(s["media_attachments"]) == 2)
    assert status["uri"].startswith("https://chat.example/users/xiao_wang/statuses/")
    assert '<p><a href="https://chat.example/tags/ChatGPT"' in status["content"]
    assert [tag["name"] for tag in status["tags"]] == ["chatgpt", "检讨书"]
    assert [media["type"] for media in status["media_attachments"]] == ["image", "image"]
    assert status["media_attachments"][0]["meta"]["original"] == {"width": 1170, "height": 2532}


def test_every_file_comes_with_its_original_bytes(server: TestClient) -> None:
    statuses: list[dict[str, Any]] = server.get(f"{TAG}?limit=40").json()
    urls = [media["url"] for status in statuses for media in status["media_attachments"]]
    assert all(url.startswith("https://files.chat.example/media_attachments/files/") for url in urls)
    sent = {hashlib.sha256(server.get(path_of(url)).content).hexdigest() for url in urls}
    files = Path(serving.DEMO / "posts").iterdir()
    assert sent == {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_part_of_a_file_can_be_asked_for(server: TestClient) -> None:
    video = next(path for path in map(serving.address, ["beijing-food.mp4"]))
    answer = server.get(video, headers={"Range": "bytes=4-7"})
    assert (answer.status_code, answer.content) == (206, b"ftyp")


def test_limits_are_told_and_robots_are_let_in(server: TestClient) -> None:
    headers = server.get(TAG).headers
    assert headers["X-RateLimit-Limit"] == "300"
    assert "Disallow: /media_proxy/" in server.get("/robots.txt").text


def test_what_is_not_there_and_what_is_no_number_is_refused(server: TestClient) -> None:
    for path in (
        "/api/v1/statuses/1",
        "/media_attachments/files/1/original/a.png",
        "/media_attachments/../posts.json",
    ):
        assert server.get(path).status_code == 404
    assert server.get(f"{TAG}?limit=many").status_code == 400
