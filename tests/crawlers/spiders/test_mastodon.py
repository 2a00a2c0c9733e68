import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import TextResponse

from chatmine.errors import Unreadable, WrongCall
from chatmine.records import Post
from crawlers.asking import CrawlRequest
from crawlers.gathering import LeftOut
from crawlers.spiders.mastodon import Spider
from tests.crawlers.answers import HOST, status

TIMELINE = f"https://{HOST}/api/v1/timelines/tag/x?limit=40"


def spider(**asked: object) -> Spider:
    return Spider(CrawlRequest(**{"platform": "mastodon", "contact": "t", **asked}))


def found(answer: object, url: str = TIMELINE, **headers: str) -> list[object]:
    page = TextResponse(url, body=json.dumps(answer).encode(), headers=headers)
    return list(spider().find(page))


@pytest.mark.parametrize(
    ("asked", "url"),
    [
        (
            {"source": "m.example", "tag": "#人工智能"},
            "https://m.example/api/v1/timelines/tag/%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD?limit=40&only_media=true",
        ),
        (
            {"source": "http://127.0.0.1:3000/", "tag": "a/b?c"},
            "http://127.0.0.1:3000/api/v1/timelines/tag/a%2Fb%3Fc?limit=40&only_media=true",
        ),
        ({"urls": ("https://m.example/@lan/123/",)}, "https://m.example/api/v1/statuses/123"),
    ],
)
def test_what_is_asked_becomes_an_address_of_the_api(asked: dict[str, object], url: str) -> None:
    assert [request.url for request in spider(**asked).first_pages()] == [url]


@pytest.mark.parametrize(
    "source", ["", "ftp://m.example", "m.example/@lan", "https://", "[x", "m.example:99999"]
)
def test_a_source_that_is_no_server_is_refused(source: str) -> None:
    with pytest.raises(WrongCall):
        list(spider(source=source, tag="x").first_pages())


def test_an_address_that_is_no_post_is_refused() -> None:
    for url in ("http://[x/1", "m.example/1", "https://m.example/@lan/"):
        with pytest.raises(WrongCall):
            list(spider(urls=(url,)).first_pages())


def test_a_post_has_one_id_whichever_server_shows_it() -> None:
    at_home = status(7, "https://f.example/1.png")
    elsewhere = {**at_home, "id": "991", "account": {**at_home["account"], "acct": f"lan@{HOST}"}}
    posts = [one for one in found([at_home, elsewhere]) if isinstance(one, Post)]
    assert len({post.id for post in posts}) == 1
    assert len({post.author for post in posts}) == 1


def test_an_address_that_is_none_costs_its_post() -> None:
    good = status(7, "https://f.example/1.png")
    nowhere = {**good, "uri": "https://[a/1", "url": "https://[a/1"}
    by_nobody = {**good, "account": {**good["account"], "uri": None, "url": "https://[a/1"}}
    first, second, last = found([nowhere, by_nobody, good], Link="none")
    assert isinstance(first, Unreadable)
    assert isinstance(second, Post)
    assert isinstance(last, Post)


def test_a_next_page_that_is_no_address_is_not_followed() -> None:
    assert len(found([status(7, "https://f.example/1.png")], Link='<https://[a/1>; rel="next"')) == 1


def test_a_next_page_on_another_server_is_not_followed() -> None:
    link = '<http://10.0.0.1/api/v1/timelines/tag/x?max_id=1>; rel="next"'
    assert not [
        one for one in found([status(7, "https://f.example/1.png")], Link=link) if isinstance(one, Request)
    ]


def test_a_server_without_link_is_paged_by_the_last_post() -> None:
    pages = [one.url for one in found([status(7, "https://f.example/1.png")]) if isinstance(one, Request)]
    assert pages == [f"{TIMELINE}&max_id=7"]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(["https://a.example/1", "https://[a/1", "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
FIELDS = [*status(7, "https://f.example/1.png", spoiler_text="", tags=[], reblog=None, edited_at=None)]


@given(st.dictionaries(st.sampled_from(FIELDS), values))
def test_whatever_a_status_holds_it_costs_no_other(broken: dict[str, object]) -> None:
    good = status(7, "https://f.example/1.png")
    first, last = found([{**good, **broken}, good], Link="none")
    assert isinstance(first, Post | LeftOut | Unreadable)
    assert isinstance(last, Post)
    assert last.id == f"mastodon:{HOST}/7"


@given(values)
def test_whatever_json_comes_instead_of_a_page_is_named(answer: object) -> None:
    with suppress(Unreadable):
        assert all(isinstance(one, Post | LeftOut | Unreadable | Request) for one in found(answer))
