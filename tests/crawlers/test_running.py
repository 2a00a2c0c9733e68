import itertools
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chatmine.errors import CannotWork, ChatmineError, WrongCall
from crawlers.asking import CrawlRequest
from crawlers.running import check, crawl
from tests.crawlers.answers import FILES, HOST, TAG, page, run, status
from tests.crawlers.keeper import FolderKeeper, FullKeeper, closed_keeper, look
from tests.crawlers.replay_server import MP4, ReplayServer, Rule, manifest_rules, png

SHARED = Path(__file__).parents[3] / "shared" / "replay"
NO_ROBOTS = {"path": "/robots.txt", "status": 404}


def file(name: str, body: bytes, **more: object) -> Rule:
    return {"host": "files.example", "path": f"/{name}", "body": body, **more}


def test_all_pages_are_saved_with_their_bytes_and_a_second_run_fetches_only_what_is_new(
    tmp_path: Path,
) -> None:
    first = [status(9, f"{FILES}/a.png", f"{FILES}/b.mp4"), status(8, f"{FILES}/c.png")]
    later = {"host": HOST, "path": TAG, "times": 1, "status": 429, "headers": {"Retry-After": "1"}}
    rules = [
        {
            "host": HOST,
            "path": "/robots.txt",
            "body": b"User-agent: chatmine\nCrawl-delay: 0.4\nDisallow: /x",
        },
        {**later, "query": {"max_id": "8"}},
        page([status(7, f"{FILES}/a.png")], after=8),
        page([], after=7),
        page(first),
        file("a.png", png(1)),
        file("b.mp4", MP4),
        file("c.png", png(2)),
    ]
    keeper = FolderKeeper(tmp_path)
    with ReplayServer(rules) as server:
        summary = run(server.url, tmp_path, delay=0.1)
        asked = server.urls()
        hosts = [one for one in server.asked if one.host == HOST]
        server.rules[4] = page([status(10, f"{FILES}/c.png"), *first])
        server.asked.clear()
        again = run(server.url, tmp_path, caught_up=True)
        asked_again = server.urls()

    assert (summary.posts, summary.new, summary.media, summary.ended) == (3, 3, 4, "finished")
    assert summary.clean
    assert not summary.refusals
    post = keeper.post("mastodon:social.example/9")
    assert [keeper.bytes_of(sha256) for sha256 in post["media"]] == [png(1), MP4]
    assert post["alts"] == ["picture 0", "picture 1"]
    assert post["post"]["author"].startswith("hash-of-")
    assert post["post"]["query"] == "tag:ChatGPT source:social.example"
    assert post["post"]["fetched_at"].endswith("Z")
    assert [url for url in asked if "robots" in url] == [f"https://{HOST}/robots.txt", f"{FILES}/robots.txt"]
    assert asked.count(f"https://{HOST}{TAG}?limit=40&max_id=8") == 2
    assert all("chatmine/" in one.headers["User-Agent"] for one in hosts)
    assert all("(+tests@example.org)" in one.headers["User-Agent"] for one in hosts)
    assert all(b.at - a.at > 0.3 for a, b in itertools.pairwise(hosts))
    assert not list((tmp_path / "incoming").iterdir())

    assert (again.posts, again.new, again.media, again.ended) == (4, 1, 1, "caught_up")
    assert [url for url in asked_again if FILES in url] == [f"{FILES}/robots.txt", f"{FILES}/c.png"]


def test_a_file_that_cannot_be_had_costs_only_that_file_and_leaves_its_reason(tmp_path: Path) -> None:
    faults: dict[str, Rule] = {
        "gone": file("gone.png", b"", status=404),
        "too_large": file("large.png", png() * 100),
        "truncated": file("cut.png", png(), cut=20),
        "not_media": file("page.png", b"<html>Sign in</html>", headers={"Content-Type": "text/html"}),
        "encoded_file": file("zipped.png", png(), headers={"Content-Encoding": "gzip"}),
        "not_given": file("secret.png", b"", status=403),
    }
    unannounced = file("flood.png", png() * 100, length=False)
    urls = [f"{FILES}{rule['path']}" for rule in (*faults.values(), unannounced)]
    odd = ["javascript:alert(1)", "file:///etc/passwd", "https://[broken", "https://closed.example/x.png"]
    moved = file("moved.png", b"", status=302, headers={"Location": "/last.png"})
    urls = [f"{FILES}/first.png", *urls, *odd, f"{FILES}/moved.png"]
    rules = [
        {"host": "closed.example", "path": "/robots.txt", "body": b"User-agent: *\nDisallow: /"},
        {"path": "/robots.txt", "status": 404},
        page([], after=9),
        page([status(9, *urls)]),
        file("first.png", png(1)),
        file("last.png", png(2)),
        moved,
        unannounced,
        *faults.values(),
    ]
    keeper = FolderKeeper(tmp_path)
    with ReplayServer(rules) as server:
        summary = run(server.url, tmp_path, max_file_bytes=2000)
        assert not server.urls("closed.example/x.png")

    assert [keeper.bytes_of(sha256) for sha256 in keeper.posts()[0]["media"]] == [png(1), png(2)]
    reasons = {line["media"]: line["code"] for line in keeper.lines("failures")}
    expected = {f"{FILES}{rule['path']}": code for code, rule in faults.items()}
    expected |= {f"{FILES}/flood.png": "too_large", "https://closed.example/x.png": "robots"}
    assert reasons == expected | dict.fromkeys(odd[:3], "bad_address")
    assert {line["post"] for line in keeper.lines("failures")} == {"mastodon:social.example/9"}
    assert summary.refusals == {"robots": 1}
    assert (summary.ended, summary.clean) == ("finished", False)
    assert all(error["way_out"] and error["url"] for error in summary.errors)
    assert not list((tmp_path / "incoming").iterdir())


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"status": 200, "body": b"<html><title>Just a moment...</title>", "type": "text/html"}, "waf"),
        ({"status": 429, "body": b"{}", "type": "application/json"}, "rate_limited"),
    ],
)
def test_a_host_that_refuses_is_left_alone_and_the_run_has_failed(
    answer: dict[str, object], kind: str, tmp_path: Path
) -> None:
    refuse = {"host": HOST, "path": TAG, **answer, "headers": {"Content-Type": answer["type"]}}
    with ReplayServer([NO_ROBOTS, refuse]) as server:
        summary = run(server.url, tmp_path, urls=(f"https://{HOST}/@lan/9", f"https://{HOST}/@lan/8"))
        assert len(server.urls("/api/")) == 1
    assert summary.ended == "refused"
    assert not summary.clean
    assert set(summary.refusals) == {kind}
    assert {line["host"] for line in FolderKeeper(tmp_path).lines("refusals")} == {HOST}


def test_a_host_that_wants_an_hour_between_two_requests_is_asked_for_nothing(tmp_path: Path) -> None:
    slow = {"path": "/robots.txt", "body": b"User-agent: *\nCrawl-delay: 3600"}
    with ReplayServer([slow, page([status(9, f"{FILES}/a.png")])]) as server:
        assert run(server.url, tmp_path).refusals == {"robots": 1}
        assert server.urls("") == [f"https://{HOST}/robots.txt"]


def test_each_page_that_failed_is_named_and_taken_back_once_it_is_read(tmp_path: Path) -> None:
    urls = (f"https://{HOST}/@lan/8", f"https://{HOST}/@lan/9")
    answer = {"path": "re:^/api/", "body": json.dumps(status(9)).encode()}
    with ReplayServer([NO_ROBOTS, {**answer, "status": 400}]) as server:
        failed = run(server.url, tmp_path, tag=None, urls=urls)
    pages = [f"https://{HOST}/api/v1/statuses/{number}" for number in (8, 9)]
    assert sorted(error["url"] for error in failed.errors) == pages
    assert sorted(line["media"] for line in FolderKeeper(tmp_path).lines("failures")) == pages
    with ReplayServer([NO_ROBOTS, answer]) as server:
        run(server.url, tmp_path, tag=None, urls=urls[1:])
    assert [line["media"] for line in FolderKeeper(tmp_path).lines("successes")] == pages[1:]


def test_a_host_that_cannot_give_its_robots_txt_is_asked_for_nothing(tmp_path: Path) -> None:
    with ReplayServer(
        [{"path": "/robots.txt", "status": 503}, page([status(9, f"{FILES}/a.png")])]
    ) as server:
        assert run(server.url, tmp_path).refusals == {"robots": 1}
        assert not server.urls("/api/")


def test_a_private_address_is_fetched_only_when_that_is_allowed(tmp_path: Path) -> None:
    with ReplayServer([NO_ROBOTS, page([], after=9, host="*"), page([status(9)], host="*")]) as server:
        port = server.url.rpartition(":")[2]
        hosts = ("http://127.1", "http://[::1]", "http://2130706433", "https://127.0.0.1")
        posts = tuple(f"{host}/@lan/1" for host in hosts)
        refused = run(None, tmp_path, source=f"http://localhost:{port}", urls=posts)
        assert {error["code"] for error in refused.errors} == {"private_address"}
        assert refused.ended == "failed"
        assert not server.asked
        allowed = run(None, tmp_path, source=server.url, allow_private=True)
        assert server.urls(TAG)
        assert allowed.left_out == {"no_media": 1}


@pytest.mark.skipif(not SHARED.exists(), reason="the sample answers of ../shared/replay are not there")
@pytest.mark.parametrize(
    ("source", "posts", "refusals"),
    [
        ("m.example.social", 2, {}),
        ("closed.example.social", 0, {"login_wall": 1}),
        ("busy.example.social", 0, {"rate_limited": 1}),
        ("denied.example", 0, {"robots": 1}),
    ],
)
def test_the_sample_server_is_gathered_and_its_refusals_named(
    source: str, posts: int, refusals: dict[str, int], tmp_path: Path
) -> None:
    with ReplayServer(manifest_rules(SHARED / "mastodon", SHARED / "robots")) as server:
        summary = run(server.url, tmp_path, source=source)
    assert (summary.posts, summary.media, summary.refusals) == (posts, posts, refusals)
    assert summary.clean == (not refusals)


def many(tmp_path: Path) -> list[Rule]:
    posts = [status(number, f"{FILES}/{number}.png") for number in range(15, 0, -1)]
    files = [file(f"{number}.png", png(number)) for number in range(1, 16)]
    return [NO_ROBOTS, page([], after=1), page(posts), *files]


def crawl_slowly(server: str, folder: Path) -> None:
    """What a killed process was doing."""
    summary = run(server, folder, delay=0.1)
    (folder / "ended").write_text(summary.ended)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_whatever_ends_a_crawl_what_was_saved_stays_and_the_rest_comes_next_time(
    ending: signal.Signals, tmp_path: Path
) -> None:
    keeper = FolderKeeper(tmp_path)
    with ReplayServer(many(tmp_path)) as server:
        parent = multiprocessing.get_context("spawn").Process(
            target=crawl_slowly, args=(server.url, tmp_path)
        )
        parent.start()
        until(lambda: len(keeper.posts()) >= 3)
        os.kill(parent.pid or 0, ending)
        parent.join()
        until(lambda: no_more_requests(server))
        saved = [post["id"] for post in keeper.posts()]
        assert 3 <= len(saved) < 15
        if ending == signal.SIGINT:
            assert (tmp_path / "ended").read_text() == "interrupted"
        server.asked.clear()
        rest = run(server.url, tmp_path)
        assert len(server.urls(".png")) == 15 - len(saved)
    assert (rest.posts, rest.new, rest.ended) == (15, 15 - len(saved), "finished")
    assert len({post["id"] for post in keeper.posts()}) == len(keeper.posts()) == 15


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


def no_more_requests(server: ReplayServer) -> bool:
    before = len(server.asked)
    time.sleep(0.5)
    return len(server.asked) == before


def test_a_full_disk_or_a_held_workspace_ends_the_crawl_with_its_reason(tmp_path: Path) -> None:
    with ReplayServer([NO_ROBOTS, page([status(9)]), *many(tmp_path)]) as server:
        server.rules[1] = page([status(9, f"{FILES}/9.png")])
        with pytest.raises(CannotWork, match="no room is left"):
            run(server.url, tmp_path, FullKeeper)
        wanted = CrawlRequest(platform="mastodon", contact="t", source=HOST, tag="x", replay=server.url)
        with pytest.raises(CannotWork, match="another writer holds it"):
            crawl(wanted, closed_keeper, look)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"platform": "myspace"}, "unknown_spiders"),
        ({"query": "ChatGPT"}, "unknown_option"),
        ({"contact": " "}, "no_contact"),
        ({"tag": None}, "nothing_asked"),
        ({"source": None}, "bad_source"),
        ({"source": "host/path"}, "bad_source"),
        ({"urls": ("https://social.example/",)}, "bad_url"),
        ({"since": "yesterday"}, "bad_time"),
        ({"limit": 0}, "bad_limit"),
        ({"replay": "https://example.org"}, "bad_replay"),
    ],
)
def test_what_cannot_be_asked_is_said_before_anything_is_fetched(asked: dict[str, object], code: str) -> None:
    given = {"platform": "mastodon", "contact": "me", "source": HOST, "tag": "ChatGPT", **asked}
    with pytest.raises(WrongCall) as caught:
        check(CrawlRequest(**given))
    assert caught.value.code.startswith(code.rstrip("s"))
    assert isinstance(caught.value, ChatmineError)
    assert caught.value.way_out
