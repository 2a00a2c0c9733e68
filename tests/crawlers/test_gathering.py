from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from chatmine.records import Post
from crawlers.asking import CrawlRequest
from crawlers.gathering import Found, Gathering, LeftOut
from crawlers.refusals import Refused, Unfetched
from tests.crawlers.keeper import FolderKeeper

NEXT = Request("https://social.example/next")


def post(number: int, day: int = 15) -> Post:
    return Post(
        platform="mastodon", platform_id=f"social.example/{number}", posted_at=f"2026-08-{day:02}T12:00:00Z"
    )


class Knowing(FolderKeeper):
    """Knows some posts from before."""

    known: frozenset[str] = frozenset()

    def knows_post(self, post_id: str) -> bool:
        return post_id in self.known


def gathering(
    folder: Path, known: Sequence[Post] = (), down: Sequence[Post] = (), **asked: object
) -> Gathering:
    keeper = Knowing(folder, frozenset(one.id for one in down))
    keeper.known = frozenset(one.id for one in known)
    wanted = CrawlRequest(**{"platform": "mastodon", "contact": "t", **asked})
    return Gathering(wanted, keeper, 1, lambda result: None)


def test_new_posts_go_on_in_order_and_so_does_the_next_page(tmp_path: Path) -> None:
    found: list[Found] = [post(3), post(2), post(3), LeftOut("no_media"), NEXT]
    run = gathering(tmp_path)
    assert list(run.choose(found)) == [post(3), post(2), NEXT]
    assert run.result.left_out == {"no_media": 1}


@pytest.mark.parametrize(
    ("asked", "kept", "left_out", "goes_on"),
    [
        ({"since": "2026-08-15"}, [16, 15], {"older": 1}, True),
        ({"since": "2026-08-17"}, [], {"older": 3}, False),
        ({"until": "2026-08-15"}, [15, 14], {"newer": 1}, True),
        ({"until": "2026-08-15T11:00:00Z"}, [14], {"newer": 2}, True),
        ({"until": "2026-08-01"}, [], {"newer": 3}, True),
        ({"limit": 2}, [16, 15], {}, False),
    ],
)
def test_posts_are_kept_within_what_is_asked(
    asked: dict[str, object], kept: list[int], left_out: dict[str, int], goes_on: bool, tmp_path: Path
) -> None:
    run = gathering(tmp_path, **asked)
    chosen = list(run.choose([post(day, day) for day in (16, 15, 14)] + [NEXT]))
    assert [one for one in chosen if isinstance(one, Post)] == [post(day, day) for day in kept]
    assert (NEXT in chosen) == goes_on
    assert run.result.left_out == left_out


@pytest.mark.parametrize(
    ("known", "caught_up", "goes_on"), [((1, 2), True, False), ((1, 2), False, True), ((1,), True, True)]
)
def test_a_page_of_known_posts_is_the_last_only_after_a_whole_crawl(
    known: tuple[int, ...], caught_up: bool, goes_on: bool, tmp_path: Path
) -> None:
    run = gathering(tmp_path, [post(number) for number in known], caught_up=caught_up)
    assert (NEXT in run.choose([post(1), post(2), NEXT])) == goes_on
    assert run.result.posts == len(known)


def test_what_was_taken_down_is_not_saved_again(tmp_path: Path) -> None:
    run = gathering(tmp_path, down=[post(1)])
    assert list(run.choose([post(1), post(2)])) == [post(2)]
    assert run.result.left_out == {"taken_down": 1}


def test_one_bad_record_is_noted_and_the_others_go_on(tmp_path: Path) -> None:
    run = gathering(tmp_path)
    bad = Unfetched("schema_changed", "post x: Expected `str`", "report it")
    assert list(run.choose([post(1), bad, post(2)])) == [post(1), post(2)]
    run.saved(new=True, media=1)
    assert run.result.errors == (bad.as_json(),)
    assert run.result.ended == "finished"


@pytest.mark.parametrize(
    "flaw", [{"platform_id": "h/\x1b[31m"}, {"platform_id": "h/" + "a" * 1000}, {"text": "\ud800"}]
)
def test_a_post_that_cannot_be_kept_costs_itself(flaw: dict[str, str], tmp_path: Path) -> None:
    run = gathering(tmp_path)
    assert list(run.choose([replace(post(1), **flaw), post(2)])) == [post(2)]
    assert [error["code"] for error in run.result.errors] == [
        "bad_id" if "platform_id" in flaw else "bad_text"
    ]


def test_a_run_that_sees_less_than_a_normal_one_has_failed(tmp_path: Path) -> None:
    run = gathering(tmp_path)
    assert not list(run.choose([LeftOut("end")]))
    assert run.result.ended == "failed"
    run.page_failed(Refused("robots", "social.example", "forbidden"))
    assert run.result.ended == "refused"


@given(
    st.lists(st.lists(st.integers(1, 12), max_size=6), max_size=6),
    st.integers(1, 8),
    st.sets(st.integers(1, 12)),
)
def test_no_post_is_saved_twice_nor_beyond_the_limit_nor_when_known(
    pages: list[list[int]], limit: int, known: set[int]
) -> None:
    run = gathering(Path("/nowhere"), [post(number) for number in known], limit=limit)
    saved = [
        one.platform_id for page in pages for one in run.choose(map(post, page)) if isinstance(one, Post)
    ]
    assert len(saved) == len(set(saved)) <= limit
    assert not {f"social.example/{number}" for number in known} & set(saved)
    met = {number for page in pages for number in page}
    assert len(saved) + run.result.posts == min(limit, len(met))
