"""docs/interface.md walked through: the program makes every object on it, and both have the same keys."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from chatmine import settings
from tests.calling import POSTS, ROOT, chatmine, lines, started

PAGE = (ROOT / "docs/interface.md").read_text(encoding="utf-8")
SHAPES = {
    name: json.loads(block) for name, block in re.findall(r"^```json (\S+)\n(.*?)^```$", PAGE, re.S | re.M)
}
POST = {
    "platform": "weibo",
    "id": "51234",
    "url": "https://weibo.example/51234",
    "author": "小雨",
    "title": "Supper",
    "text": "with an egg 🥚",
    "posted_at": "2023-03-01T02:00:00Z",
    "tags": ["ChatGPT"],
}
Made = dict[str, list[Any]]

WORDS: dict[str, Any] = {
    "anything": lambda value: True,
    "null": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int and value >= 0,
    "number": lambda value: type(value) in (int, float),
    "seconds": lambda value: type(value) is float and value >= 0,
    "share": lambda value: type(value) in (int, float) and 0 <= value <= 1,
    "time": lambda value: bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", str(value))),
    "sha256": lambda value: bool(re.fullmatch(r"[0-9a-f]{64}", str(value))),
    "box": lambda value: [type(n) for n in value or ()] == [int] * 4 and min(value[2:]) > 0,
    "span": lambda value: [type(n) for n in value or ()] == [int] * 2 and 0 <= value[0] < value[1],
}


def differences(shape: Any, value: Any, at: str) -> Iterator[str]:
    """Where `value` is not as the page draws it."""
    if isinstance(shape, str):
        choices = shape.split(" | ")
        if not any(WORDS[word](value) if word in WORDS else value == word for word in choices):
            yield f"{at}: {value!r} is no {shape}"
    elif isinstance(shape, list):
        if isinstance(value, list):
            for number, each in enumerate(value):
                yield from differences(shape[0], each, f"{at}[{number}]")
        else:
            yield f"{at}: {value!r} is no list"
    elif not isinstance(value, dict):
        yield f"{at}: {value!r} is no object"
    elif set(shape) == {"*"}:
        for key, each in value.items():
            yield from differences(shape["*"], each, f"{at}.{key}")
    else:
        known = {key.removesuffix("?"): inner for key, inner in shape.items()}
        needed = {key for key in shape if not key.endswith("?")}
        if wrong := (set(value) - set(known)) | (needed - set(value)):
            yield f"{at}: {sorted(wrong)} stand on one side only"
        for key in set(value) & set(known):
            yield from differences(known[key], value[key], f"{at}.{key}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What the program printed, wrote and served, under the names that the page gives it."""
    folder = tmp_path_factory.mktemp("interface")
    made = _worked(folder)
    made |= _served(folder)
    made |= _exported_and_taken_down(folder)
    made |= _crawled(folder)
    (folder / "none").mkdir()
    made["error"] = [
        *lines(chatmine("search", '"open', "--json", cwd=folder)),
        *lines(chatmine("status", "--json", cwd=folder / "none")),
    ]
    return made


def _worked(folder: Path) -> Made:
    """Two small pictures and two broken files, through the line and shown."""
    supper, poster, broken = folder / "supper", POSTS / "tomato-poster.jpg", folder / "broken.png"
    supper.mkdir()
    (supper / "fridge.png").write_bytes((POSTS / "fridge.png").read_bytes())
    (supper / "post.json").write_text(json.dumps(POST), encoding="utf-8")
    broken.write_bytes(b"")
    (folder / "cut.png").write_bytes((POSTS / "fridge.png").read_bytes()[:3000])
    imported = chatmine("import", supper, poster, folder / "cut.png", broken, "--json", cwd=folder)
    ran = chatmine("run", "--json", cwd=folder)
    status = chatmine("status", "--json", cwd=folder)
    shown = chatmine("show", supper / "fridge.png", broken, "--json", cwd=folder)
    joined = chatmine("show", "--as-post", supper / "fridge.png", "--json", cwd=folder)
    found = chatmine("search", "eggs", "--json", cwd=folder)
    codes = [done.returncode for done in (imported, ran, status, shown, joined, found)]
    assert codes == [1, 1, 0, 1, 0, 0], imported.stderr + ran.stderr + shown.stderr
    return {
        "import": lines(imported)[:-1],
        "refused": [lines(imported)[-1], lines(shown)[-1]],
        "post.json": [POST],
        "import-list": lines(chatmine("import", "--list", "--json", cwd=folder)),
        "stage": lines(ran),
        "status": lines(status),
        "show": lines(shown)[:-1],
        "show-post": lines(joined),
        "search": lines(found),
    }


def _served(folder: Path) -> Made:
    with started("-m", "chatmine.cli", "serve", "--port", "0", cwd=folder) as address:
        searched = fetched(f"{address}/search.json?q=eggs")
        (hit, *_) = searched[1]["hits"]
        place = f"{address}/conversations/{quote(hit['conversation'], safe='')}"
        named = {"ID": quote(hit["conversation"], safe=""), "SHA256": hit["media"][0]}
        addresses = re.findall(r"^\| `(/\S+)` \|", PAGE, re.M)
        answers = {
            each: fetched(address + re.sub("ID|SHA256", lambda m: named[m[0]], each))[0] for each in addresses
        }
        ranged = fetched(f"{address}/media/{hit['media'][0]}", range="bytes=1-3")
        bad = fetched(f"{address}/search?q=%22open", accept="application/json")
        absent = fetched(f"{address}/conversations/none~0.json")
        twin = fetched(place, accept="application/json")[1]
        conversation = fetched(f"{place}.json")[1]
        assert set(answers.values()) == {200}, answers
        assert ranged == (206, b"PNG")
        assert (bad[0], absent[0]) == (400, 404)
        assert twin == conversation
        return {
            "served-search": [searched[1]],
            "served-error": [bad[1], absent[1]],
            "start": [fetched(f"{address}/.json")[1]],
            "health": [fetched(f"{address}/healthz")[1]],
            "conversation": [conversation],
        }


def fetched(address: str, **headers: str) -> tuple[int, Any]:
    """The status of an answer, and its JSON or else its bytes."""
    try:
        answer = build_opener(ProxyHandler({})).open(Request(address, headers=headers), timeout=60)
    except HTTPError as error:
        answer = error
    with answer:
        body = answer.read()
    kind = answer.headers["content-type"]
    return int(answer.status or 0), json.loads(body) if kind == "application/json" else body


def _exported_and_taken_down(folder: Path) -> Made:
    made: Made = {"export": [], "provenance": [], "manifest": []}
    for style in ("sharegpt", "messages", "alpaca"):
        out = folder / style
        (written,) = lines(chatmine("export", style, "--out", out, "--json", cwd=folder))
        made["export"].append(written)
        made[style] = _rows(out / "data/train.jsonl")
        made["provenance"] += _rows(out / "provenance.jsonl")
        made["manifest"].append(json.loads((out / "manifest.json").read_bytes()))
    made["export-list"] = lines(chatmine("export", "--list", "--json", cwd=folder))
    pair = made["alpaca"][0]["id"]
    made["takedown"] = lines(chatmine("takedown", "pair", pair, "--json", cwd=folder))
    patches = [Path(export["patch"]) for export in made["takedown"][0]["exports"]]
    made["patch"] = [row for patch in patches for row in _rows(folder / patch)]
    applied = chatmine("export", "--apply-takedown", patches[-1], folder / "alpaca", "--json", cwd=folder)
    made["applied"] = lines(applied)
    return made


def _rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _crawled(folder: Path) -> Made:
    """A post from the demo's server, then a tag that it does not have."""
    with started(ROOT / "demo/serving.py", cwd=ROOT) as address:
        about = {"CHATMINE_REPLAY": address, "CHATMINE_CONTACT": "tests@example.org"}
        asked = ("crawl", "mastodon", "--source", "chat.example", "--json")
        one = chatmine(*asked, "--tag", "ChatGPT", "--limit", "1", cwd=folder, **about)
        none = chatmine(*asked, "--tag", "nothing", cwd=folder, **about, CHATMINE_CRAWL_DELAY="0.01")
        named = '[crawls.first]\nplatform = "mastodon"\nsource = "chat.example"\ntag = "ChatGPT"\nlimit = 2\n'
        (folder / "chatmine.toml").write_text(named, encoding="utf-8")
        every = chatmine("crawl", "--all", "--json", cwd=folder, **about, CHATMINE_CRAWL_DELAY="0.01")
        (folder / "chatmine.toml").unlink()
    assert (one.returncode, none.returncode, every.returncode) == (0, 1, 0), every.stderr + none.stderr
    assert lines(every)[0]["posts"] == 2
    status = lines(chatmine("status", "--json", cwd=folder))
    assert status[0]["refusals"]
    return {
        "crawl": [*lines(one), *lines(none), *lines(every), *lines(chatmine("crawls", "--json", cwd=folder))],
        "crawl-list": lines(chatmine("crawl", "--list", "--json", cwd=folder)),
        "later-status": status,
    }


@pytest.mark.parametrize("name", SHAPES)
def test_what_the_program_makes_is_what_the_page_says(name: str, made: Made) -> None:
    assert made[name]
    for number, value in enumerate(made[name]):
        assert list(differences(SHAPES[name], value, f"{name}[{number}]")) == []


@pytest.mark.parametrize(
    ("name", "shape"), [("served-search", "search"), ("served-error", "error"), ("later-status", "status")]
)
def test_the_page_and_the_commands_say_the_same(name: str, shape: str, made: Made) -> None:
    assert [found for value in made[name] for found in differences(SHAPES[shape], value, name)] == []


def test_every_span_and_mark_lies_in_its_text_and_every_box_on_its_picture(made: Made) -> None:
    turns = [
        turn
        for name in ("show", "show-post", "conversation")
        for view in made[name]
        for turn in view["turns"]
    ]
    assert turns
    for turn in turns:
        assert turn["evidence"]
        for piece in turn["evidence"]:
            assert turn["text"][slice(*piece["span"])]
            x, y, width, height = piece["box"]
            assert x >= 0
            assert y >= 0
            assert x + width <= 1600
            assert y + height <= 1060
    hit = made["search"][0]["hits"][0]
    assert [hit["question"][slice(*mark)].lower() for mark in hit["marks"]["question"]] == ["eggs"]
    assert hit["spots"]


def test_ids_are_made_as_the_page_says(made: Made) -> None:
    post, poster, _ = made["import"]
    assert post["post"] == "weibo:51234"
    assert poster["post"] == f"file:{poster['media'][0]}"
    hit = made["search"][0]["hits"][0]
    assert (hit["conversation"], hit["pair"]) == ("weibo:51234~0", "weibo:51234~0.0")
    assert made["sharegpt"][0]["id"] == hit["conversation"]
    assert made["alpaca"][0]["id"] == hit["pair"]


def test_a_takedown_names_every_dataset_and_its_rows_leave(made: Made) -> None:
    (down,) = made["takedown"]
    assert down["removed"]["pairs"] >= 1
    assert len(down["exports"]) == 3
    (applied,) = made["applied"]
    assert made["alpaca"][0]["id"] in applied["removed"]


def test_the_variables_on_the_page_are_settings() -> None:
    known = {settings.variable(name) for name in settings.names()} | set(settings.SHORT_NAMES)
    assert set(re.findall(r"CHATMINE_[A-Z_]+", PAGE)) <= known
