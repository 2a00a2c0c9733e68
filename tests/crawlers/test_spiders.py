"""Every spider gives exactly the saved records for the saved answers in the folder of its name."""

import json
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Post, plain
from crawlers.asking import CrawlRequest
from crawlers.gathering import Found, LeftOut
from crawlers.running import platforms

HERE = Path(__file__).parent
SPIDERS = plugins.names("crawlers.spiders")
CASES = [case for name in SPIDERS for case in sorted((HERE / name).glob("*/"))]


def said(found: Found) -> dict[str, Any]:
    if isinstance(found, Post):
        return {"post": found.id, **plain(found)}
    if isinstance(found, Request):
        return {"page": found.url}
    if isinstance(found, LeftOut):
        return {"left_out": found.reason}
    return {"error": found.as_json()}


def answer(case: Path) -> TextResponse:
    page = json.loads((case / "page.json").read_text())
    body = (case / "answer").read_bytes()
    return TextResponse(page["url"], status=page["status"], headers=page["headers"], body=body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_saved_answer_gives_the_saved_records(case: Path) -> None:
    spider = plugins.load("crawlers.spiders", case.parent.name).Spider(
        CrawlRequest(platform=case.parent.name, contact="tests")
    )
    try:
        given = [said(found) for found in spider._found(answer(case))]
    except Unreadable as error:
        given = [{"refused": error.as_json()}]
    expected = case / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(given, indent=2, ensure_ascii=False) + "\n")
        pytest.fail(f"{expected} was written: read it, and commit it if it is right")
    assert json.loads(json.dumps(given)) == json.loads(expected.read_text())


@pytest.mark.parametrize("name", SPIDERS)
def test_a_spider_has_a_saved_answer_and_says_what_it_takes(name: str) -> None:
    spider = plugins.load("crawlers.spiders", name).Spider
    assert any(case.parent.name == name for case in CASES)
    assert spider.name == name
    assert spider.example.startswith(f"chatmine crawl {name} ")
    assert all(f"--{option}" not in spider.example or option in spider.takes for option in ("query", "tag"))


def test_the_list_of_platforms_has_the_documented_keys() -> None:
    row = plain(platforms()[0])
    keys = ["platform", "title", "tier", "query", "tag", "source", "url", "since", "until", "enabled", "note"]
    assert list(row) == keys
    assert [found.platform for found in platforms()] == SPIDERS
