from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parsel import Selector
from starlette.testclient import TestClient

from chatmine.records import Evidence, Post, Span, Turn

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "en"}


def page(client: TestClient, address: str, status: int = 200, **headers: str) -> Selector:
    answer = client.get(address, headers={**HTML, **headers})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Selector(answer.text)


def text_of(found: Selector) -> str:
    return " ".join(" ".join(found.css("main ::text").getall()).split())


def conversation(names: dict[str, str], name: str, more: str = "") -> str:
    return f"/conversations/{quote(names[name], safe=':~')}{more}"


def test_an_empty_workspace_says_how_to_fill_it(make_workspace: Callable[..., Any]) -> None:
    with make_workspace().client() as client:
        start = page(client, "/")
        assert "chatmine import" in text_of(start)
        assert start.css("form[action='/search'] input[name=q]")
        assert start.css(".how a[href^='/search?q=']")
        assert "0 results" in text_of(page(client, "/search"))


def test_the_start_page_counts_and_offers_what_there_is(client: TestClient) -> None:
    start = page(client, "/")
    assert "29 questions with answers" in text_of(start)
    assert start.css("a.chip[href='/search?assistant=kimi']::attr(href)")
    assert client.get("/", headers={"accept": "application/json"}).json() == {
        "posts": 28,
        "media": 8,
        "conversations": 28,
        "pairs": 29,
        "indexed": 29,
    }


def test_a_result_marks_the_words_and_their_spots(client: TestClient, names: dict[str, str]) -> None:
    found = page(client, "/search?q=蓝色")
    assert found.css("#count::text").get() == "1 result"
    (card,) = found.css(".card")
    assert card.css("mark::text").getall() == ["蓝色", "蓝色"]
    assert card.css("image::attr(href)").get() == f"/media/{names['sky_png']}"
    assert len(card.css("rect.spot")) == 2
    assert card.css(".ask a::attr(href)").get() == conversation(names, "sky", f"?q={quote('蓝色')}#pair-0")
    source = card.css(".facts a")
    assert source.attrib["href"] == "https://m.example.social/@a/1171278"
    assert source.attrib["rel"] == "noopener noreferrer nofollow"
    facts = " ".join(card.css(".facts ::text").getall())
    assert "ChatGPT" in facts
    assert "2024-05-03" in facts
    assert "97%" in facts


def test_spots_lie_within_the_part_of_the_picture_that_is_shown(client: TestClient) -> None:
    card = page(client, "/search?q=函数").css(".card")[0]
    left, top, width, height = (int(part) for part in card.css("svg.crop::attr(viewbox)").get("").split())
    spot = card.css("rect.spot").attrib
    assert left <= int(spot["x"]) < int(spot["x"]) + int(spot["width"]) <= left + width
    assert top <= int(spot["y"]) < int(spot["y"]) + int(spot["height"]) <= top + height


def test_a_video_result_starts_at_its_second(client: TestClient, names: dict[str, str]) -> None:
    card = page(client, "/search?q=wings").css(".card")[0]
    assert card.css("video::attr(src)").get() == f"/media/{names['film']}#t=2.00"
    assert card.css("video::attr(preload)").get() == "metadata"
    assert card.css(".seen a::attr(href)").get() == f"/media/{names['film']}#t=2.00"


def test_the_json_twin_is_the_same_search(client: TestClient, names: dict[str, str]) -> None:
    twin = client.get("/search.json?q=蓝色").json()
    assert client.get("/search?q=蓝色", headers={"accept": "application/json"}).json() == twin
    assert (twin["query"], twin["total"], twin["limit"], twin["offset"]) == ("蓝色", 1, 20, 0)
    assert twin["hits"][0]["conversation"] == names["sky"]
    assert page(client, "/search?q=蓝色").css("link[rel=alternate]::attr(href)").get() == (
        f"/search.json?q={quote('蓝色')}"
    )


def test_filters_are_links_that_keep_the_query(client: TestClient) -> None:
    found = page(client, "/search?q=翻页&sort=newest&offset=20")
    link = found.xpath("//aside//a[contains(., 'Kimi')]/@href").get("")
    assert link == f"/search?q={quote('翻页')}&assistant=kimi&sort=newest"
    chosen = page(client, link)
    assert chosen.css("#count::text").get() == "24 results"
    assert chosen.css(".chip.on::attr(href)").get() == f"/search?q={quote('翻页')}&sort=newest"
    assert chosen.css(".clear::attr(href)").get() == f"/search?q={quote('翻页')}&sort=newest"
    hidden = chosen.css(".top form input[type=hidden]")
    assert {each.attrib["name"]: each.attrib["value"] for each in hidden} == {
        "assistant": "kimi",
        "sort": "newest",
    }


def test_a_month_is_chosen_and_given_up(client: TestClient) -> None:
    month = page(client, "/search").xpath("//aside//a[contains(., '2023-12')]/@href").get("")
    assert month == "/search?after=2023-12&before=2024-01"
    chosen = page(client, month)
    assert chosen.css("#count::text").get() == "1 result"
    assert chosen.xpath("//aside//a[@aria-current]/@href").get() == "/search"


def test_every_option_of_the_search_command_narrows(client: TestClient, names: dict[str, str]) -> None:
    def total(options: str) -> int:
        return int(client.get(f"/search.json?{options}").json()["total"])

    assert total("assistant=chatgpt") == 2
    assert total("assistant=chatgpt&assistant=ernie") == 3
    assert total("platform=xhs") == 24
    assert total("lang=en") == 1
    assert total("kind=video") == 1
    assert total("flag=personal-data") == 1
    assert total("tag=科普") == 2
    assert total("min-confidence=0.96") == 3
    assert total("before=2024") == 1
    assert total("after=2024-05") == 2
    assert total("q=has:code assistant:ernie") == 1
    newest = client.get("/search.json?sort=newest&limit=1").json()["hits"]
    assert newest[0]["conversation"] == names["sky"]


def test_pages_of_results_lead_to_one_another(client: TestClient) -> None:
    first = page(client, "/search?q=翻页")
    assert len(first.css(".card")) == 20
    assert "1–20 of 24" in text_of(first)
    assert not first.css("a[rel=prev]")
    second = page(client, first.css("a[rel=next]::attr(href)").get(""))
    assert len(second.css(".card")) == 4
    assert not second.css("a[rel=next]")
    assert second.css("a[rel=prev]::attr(href)").get() == f"/search?q={quote('翻页')}"
    assert "no more results" in text_of(page(client, "/search?q=翻页&offset=500"))


@pytest.mark.parametrize(
    "address",
    [
        '/search?q="open',
        "/search?q=a OR",
        "/search?sort=best",
        "/search?limit=-1",
        "/search?limit=9999",
        "/search?offset=1e3",
        f"/search?offset={'9' * 5000}",
        "/search?min-confidence=nan",
        "/search?min-confidence=2",
        "/search?before=tomorrow",
    ],
)
def test_what_cannot_be_read_is_said_kindly(client: TestClient, address: str) -> None:
    refused = page(client, address, 400)
    assert refused.css("[role=alert] h1::text").get() == "This search could not be understood"
    assert refused.css(".wayout::text").get()
    assert refused.css("form[action='/search']")
    twin = client.get(address.replace("/search", "/search.json"))
    assert twin.status_code == 400
    assert set(twin.json()["error"]) == {"code", "message", "way_out"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), option=st.sampled_from(["q", "tag", "assistant", "before", "at", "ui"]))
def test_no_text_breaks_a_page(client: TestClient, names: dict[str, str], text: str, option: str) -> None:
    for path in ("/", "/search", "/search.json", conversation(names, "sky")):
        answer = client.get(path, params={option: text}, headers=HTML)
        assert answer.status_code in (200, 400), (path, answer.text)


def test_a_conversation_shows_turns_and_where_each_line_stands(
    client: TestClient, names: dict[str, str]
) -> None:
    shown = page(client, conversation(names, "sky"))
    assert [turn.attrib["class"] for turn in shown.css("article")] == [
        "turn user",
        "turn assistant",
        "turn user",
        "turn assistant",
    ]
    line = shown.xpath("//article[2]//a[contains(., '蓝光被空气')]")
    box = shown.css(f"rect[id='{line.attrib['href'][1:]}']")
    assert box.xpath("../@href").get() == "#" + line.attrib["id"]
    assert shown.css(".picture img::attr(src)").get() == f"/media/{names['sky_png']}"
    assert shown.css(".picture svg::attr(viewbox)").get() == "0 0 1080 824"
    place = shown.css("article .where::attr(href)").get("")
    assert shown.css(f"rect[id='{place[1:]}']")
    assert [each.attrib["id"] for each in shown.css(".anchor")] == ["pair-0", "pair-1"]


def test_every_fragment_of_a_conversation_leads_somewhere(client: TestClient, names: dict[str, str]) -> None:
    for name in ("sky", "code", "flight", "hostile"):
        shown = page(client, conversation(names, name))
        targets = set(shown.css("[id]::attr(id)").getall())
        assert len(targets) == len(shown.css("[id]"))
        links = shown.css("a::attr(href)").getall()
        assert {link.partition("#")[2] for link in links if link.startswith(("#", "?at"))} <= targets


def test_a_conversation_says_where_it_comes_from(client: TestClient, names: dict[str, str]) -> None:
    about = text_of(page(client, conversation(names, "sky")))
    for fact in (
        names["sky"],
        names["sky_png"],
        "paddleocr 3.7.0",
        "CC BY 4.0",
        "2024-06-01 10:00 UTC",
        "0f0f",
        "科普",
    ):
        assert fact in about


def test_words_searched_for_are_marked_in_the_conversation(client: TestClient, names: dict[str, str]) -> None:
    shown = page(client, conversation(names, "sky", "?q=蓝光"))
    assert shown.css("article mark::text").getall() == ["蓝光", "蓝光"]
    assert shown.xpath("//a[contains(., 'Back to the results')]/@href").get() == f"/search?q={quote('蓝光')}"
    assert not page(client, conversation(names, "sky", '?q="')).css("mark")


def test_code_stands_apart(client: TestClient, names: dict[str, str]) -> None:
    shown = page(client, conversation(names, "code"))
    assert "".join(shown.css("article pre ::text").getall()) == "def add(a, b):\n    return a + b"
    assert "```" not in text_of(shown)


def test_a_line_of_a_video_leads_to_its_second(client: TestClient, names: dict[str, str]) -> None:
    shown = page(client, conversation(names, "flight"))
    link = shown.xpath("//article[2]//a[contains(@class, 'line')]")
    assert link.attrib["href"] == "?at=2.00#file-1"
    assert "doubtful" in link.attrib["class"]
    moved = page(client, conversation(names, "flight", "?at=2.00"))
    assert moved.css("video::attr(src)").get() == f"/media/{names['film']}#t=2.00"
    for odd in ("nan", "inf", "-1", "x", '">'):
        still = page(client, conversation(names, "flight", f"?at={quote(odd)}"))
        assert still.css("video::attr(src)").get() == f"/media/{names['film']}#t=0.00"


def test_a_video_that_browsers_do_not_play_is_named(make_workspace: Callable[..., Any]) -> None:
    def fill(build: Any) -> dict[str, str]:
        film = build.file(b"RIFF", "video/x-msvideo", 320, 240, 3.0)
        heard = Evidence(span=Span(0, 1), media=film, start=1.0, end=2.0)
        turns = [
            Turn(role=role, text="x", confidence=1.0, evidence=(heard,)) for role in ("user", "assistant")
        ]
        return {
            "film": film,
            "chat": build.conversation(Post(platform="file", platform_id="1"), (film,), turns),
        }

    made = make_workspace(fill)
    with made.client() as client:
        shown = page(client, conversation(made.names, "chat"))
        assert not shown.css("video, a.line")
        assert shown.css("figcaption a::attr(href)").get() == f"/media/{made.names['film']}"
        assert page(client, "/search?q=x").css(".seen a::attr(href)").get("").startswith("/media/")


def test_a_conversation_has_a_json_twin(client: TestClient, names: dict[str, str]) -> None:
    twin = client.get(conversation(names, "sky", ".json")).json()
    assert client.get(f"/conversations/{names['sky']}.json").json() == twin
    asked = client.get(conversation(names, "sky"), headers={"accept": "application/json"})
    assert asked.json() == twin
    assert twin["conversation"] == names["sky"]
    assert twin["turns"][0]["evidence"][0]["media"] == names["sky_png"]


@pytest.mark.parametrize(
    "address", ["/conversations/no:such~0", "/conversations/", "/conversations/a~0.json"]
)
def test_there_is_no_conversation_where_there_is_none(client: TestClient, address: str) -> None:
    assert client.get(address, headers={"accept": "application/json"}).status_code == 404
    assert client.get(address, headers={"accept": "application/json"}).json()["error"]["way_out"]
    assert client.get(address, headers=HTML).status_code == 404


@pytest.mark.parametrize(
    ("kind", "value"), [("conversation", "file:a/../b?c#d%~0"), ("post", "file:a/../b?c#d%")]
)
def test_what_was_taken_down_is_gone(make_workspace: Callable[..., Any], kind: str, value: str) -> None:
    odd = "a/../b?c#d%"

    def fill(build: Any) -> dict[str, str]:
        post = Post(platform="file", platform_id=odd)
        turns = [
            Turn(role="user", text="q", confidence=1.0),
            Turn(role="assistant", text="a", confidence=1.0),
        ]
        return {"odd": build.conversation(post, (), turns)}

    made = make_workspace(fill)
    address = f"/conversations/{quote(made.names['odd'], safe=':~')}"
    with made.client() as client:
        assert page(client, "/search?q=q").css(".ask a::attr(href)").get() == f"{address}?q=q#pair-0"
        assert "q" in text_of(page(client, address))
        with made.open() as store:
            store.database.run("INSERT INTO takedowns (kind, value, at) VALUES (?, ?, '')", (kind, value))
        assert "Taken down" in text_of(page(client, address, 410))
        assert client.get(f"{address}.json").json()["error"]["code"] == "taken_down"


def test_what_another_process_indexes_is_found_at_once(make_workspace: Callable[..., Any]) -> None:
    made = make_workspace()
    with made.client() as client:
        assert client.get("/search.json?q=later").json()["total"] == 0
        make_workspace(
            lambda build: {
                "new": build.conversation(
                    Post(platform="file", platform_id="n"),
                    (),
                    [
                        Turn(role="user", text="now or later", confidence=1.0),
                        Turn(role="assistant", text="later", confidence=1.0),
                    ],
                )
            }
        )
        assert client.get("/search.json?q=later").json()["total"] == 1


def test_nothing_from_a_post_or_picture_becomes_markup(
    client: TestClient, names: dict[str, str], hostile: str
) -> None:
    for address in (
        "/",
        "/search?q=hostile",
        f"/search?q={quote(hostile)}",
        f"/search?tag={quote(hostile)}&assistant={quote(hostile)}&min-confidence=0.1",
        conversation(names, "hostile", f"?q={quote(hostile)}&at={quote(hostile)}"),
        f"/conversations/{quote(hostile)}",
        f"/{quote(hostile)}",
        f"/search?q=%22{quote(hostile)}",
    ):
        answer = client.get(address, headers=HTML)
        assert answer.status_code in (200, 400, 404)
        found = Selector(answer.text)
        assert not found.css("script, [onerror], [style], style, iframe, object, embed")
        assert "javascript:" not in " ".join(found.css("[href]::attr(href), [src]::attr(src)").getall())
        assert "49" not in found.css(".ask ::text").getall()
        assert "\u202e" not in found.css("title::text").get("")
        for shown in found.xpath("//*[contains(text(), '\u202e')]"):
            assert shown.root.tag in ("bdi", "code", "dd", "div", "p", "span", "h1", "a"), shown.get()


def test_text_that_turns_direction_stays_within_its_place(client: TestClient, names: dict[str, str]) -> None:
    sheet = client.get("/static/style.css").text
    shown = page(client, conversation(names, "hostile"))
    for place in shown.xpath("//*[text()[contains(., '\u202e')]]/ancestor-or-self::*[self::bdi or @dir][1]"):
        assert place.root.tag == "bdi" or place.attrib["dir"] in ("auto", "ltr")
    assert sheet.count("unicode-bidi: isolate") == 2
    assert (
        len(shown.xpath("//*[text()[contains(., '\u202e')]][not(ancestor-or-self::*[self::bdi or @dir])]"))
        == 0
    )


def test_the_interface_speaks_the_language_that_is_asked_for(client: TestClient) -> None:
    def tongue(address: str, **headers: str) -> tuple[str, str]:
        found = page(client, address, **headers)
        return found.css("html::attr(lang)").get(""), found.css(".big button::text").get("")

    chinese, english = ("zh-CN", "搜索"), ("en", "Search")
    assert tongue("/") == english
    assert tongue("/", **{"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}) == chinese
    assert tongue("/", **{"accept-language": "de,en;q=0.8,zh;q=0.3"}) == english
    assert tongue("/", **{"accept-language": "fr;q=x,,;q="}) == english
    assert tongue("/?ui=zh") == chinese
    assert tongue("/") == chinese, "the cookie remembers"
    assert tongue("/?ui=en", **{"accept-language": "zh"}) == english
    assert tongue("/", **{"accept-language": "zh"}) == english


def test_changing_the_language_keeps_the_search(client: TestClient) -> None:
    link = page(client, "/search?q=蓝色&assistant=chatgpt").css(".tongue::attr(href)").get("")
    assert link == f"?q={quote('蓝色')}&assistant=chatgpt&ui=zh"


def test_every_field_has_a_label_and_every_page_one_heading(
    client: TestClient, names: dict[str, str]
) -> None:
    for address in ("/", "/search?q=蓝色", '/search?q="', conversation(names, "sky"), "/api", "/nowhere"):
        found = Selector(client.get(address, headers=HTML).text)
        assert len(found.css("h1")) == 1, address
        for field in found.css("input:not([type=hidden]), select"):
            assert field.attrib.get("aria-label") or field.xpath("ancestor::label"), field.get()
        assert not found.css("img:not([alt])")
        assert found.css("title::text").get()
        assert found.css("html::attr(lang)").get() == "en"
