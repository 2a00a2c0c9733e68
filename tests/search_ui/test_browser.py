import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from search_ui import serving
from search_ui.app import make_app

pytestmark = pytest.mark.browser
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def address(workspace: Any) -> str:
    listening = serving.bind("127.0.0.1", 0)
    app = make_app(workspace.open, workspace.index)
    threading.Thread(target=serving.run, args=(app, listening), daemon=True).start()
    return serving.address_of(listening)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(
    params=[(1280, 860, "light", "en-GB"), (390, 844, "dark", "zh-CN")],
    ids=["wide-light-en", "narrow-dark-zh"],
)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height, theme, locale = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        locale=locale,
        java_script_enabled=False,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    # Chromium tells of every answer above 399, which some tests ask for.
    assert not [complaint for complaint in complaints if "status of 4" not in complaint]
    context.close()


def place(page: Page, box: str, picture: str, natural: tuple[int, int]) -> tuple[float, float, float, float]:
    """Where the drawn `box` lies, in pixels of the `picture` that it is drawn over."""
    inner, outer = page.locator(box).bounding_box(), page.locator(picture).bounding_box()
    assert inner
    assert outer
    across, down = natural[0] / outer["width"], natural[1] / outer["height"]
    return (
        (inner["x"] - outer["x"]) * across,
        (inner["y"] - outer["y"]) * down,
        inner["width"] * across,
        inner["height"] * down,
    )


def close(found: tuple[float, float, float, float], wanted: list[int], within: float) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, wanted, strict=True))


def wait_for_video(page: Page) -> None:
    # Frames, which Playwright waits for otherwise, do not come where nothing moves.
    page.wait_for_function("document.querySelector('video').readyState >= 1", polling=100)


def test_a_search_in_chinese_shows_the_spot_and_leads_to_it(
    page: Page, address: str, workspace: Any, client: Any
) -> None:
    page.goto(address)
    page.fill(".big input", "蓝光")
    page.press(".big input", "Enter")
    assert page.locator("mark").first.text_content() == "蓝光"
    spot = client.get("/search.json?q=蓝光").json()["hits"][0]["spots"][0]["box"]
    # A stroke of 3 pixels on the screen is up to 10 of the picture.
    assert close(place(page, "rect.spot >> nth=0", "svg.crop image >> nth=0", (1080, 824)), spot, 10)
    assert page.locator("svg.crop").first.bounding_box()["height"] > 100

    page.click(".ask a >> nth=0")
    page.click("article:nth-of-type(2) a.line:nth-of-type(2)")
    page.wait_for_url("**#b1-1")
    evidence = client.get(f"/conversations/{workspace.names['sky']}.json").json()["turns"][1]["evidence"]
    assert close(place(page, "#b1-1", ".picture img", (1080, 824)), evidence[1]["box"], 10)
    style = page.locator("#b1-1").evaluate("box => getComputedStyle(box).strokeWidth")
    assert style == "2.5px", "the box that is named stands out"
    box = page.locator("#b1-1").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= page.viewport_size["height"], "and is in view"

    page.locator("#b1-1").click()
    page.wait_for_url("**#l1-1")  # the box leads back to its line


def test_no_page_scrolls_sideways(page: Page, address: str, workspace: Any) -> None:
    ids = {name: quote(workspace.names[name], safe=":~") for name in ("sky", "code", "flight", "hostile")}
    for path in (
        "",
        "search?q=蓝光",
        "search",
        "search?q=hostile",
        'search?q="',
        "search?q=nowhere&assistant=chatgpt&tag=x",
        *(f"conversations/{value}" for value in ids.values()),
        "conversations/none~0",
        "api",
    ):
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path


def test_pictures_and_the_video_are_shown(page: Page, address: str, workspace: Any) -> None:
    page.goto(f"{address}conversations/{quote(workspace.names['sky'], safe=':~')}")
    assert page.locator(".picture img").evaluate("image => image.naturalWidth") == 1080
    page.goto(f"{address}conversations/{quote(workspace.names['flight'], safe=':~')}")
    page.click("article:nth-of-type(2) a.line")
    page.wait_for_url("**at=2.00*")
    wait_for_video(page)
    assert page.locator("video").evaluate("video => video.duration") == pytest.approx(3.0, abs=0.3)
    assert page.locator("video").evaluate("video => video.currentTime") == pytest.approx(2.0, abs=0.3)
    page.goto(f"{address}media/{workspace.names['film']}")
    wait_for_video(page)


def test_the_keyboard_reaches_the_results(page: Page, address: str) -> None:
    page.goto(f"{address}search?q=蓝光")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
