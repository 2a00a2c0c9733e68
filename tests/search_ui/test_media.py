import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from chatmine.records import Box, Evidence, Post, Span, Turn


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_original_bytes_come_with_their_type(client: TestClient, names: dict[str, str]) -> None:
    for name, kind in (("sky_png", "image/png"), ("turned_jpg", "image/jpeg"), ("film", "video/mp4")):
        answer = client.get(f"/media/{names[name]}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"].startswith("inline")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert len(answer.content) == int(answer.headers["content-length"])


def test_ranges_are_served(client: TestClient, names: dict[str, str]) -> None:
    whole = client.get(f"/media/{names['film']}").content
    part = client.get(f"/media/{names['film']}", headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    rest = client.get(f"/media/{names['film']}", headers={"range": "bytes=-5"})
    assert rest.content == whole[-5:]
    beyond = client.get(f"/media/{names['film']}", headers={"range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    assert client.head(f"/media/{names['film']}").headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "unreadable", ["bytes=", "bytes=9-3", "items=0-1", "bytes=a-b", "bytes=" + "9" * 5000]
)
def test_a_range_that_cannot_be_read_is_refused_in_our_words(
    client: TestClient, names: dict[str, str], unreadable: str
) -> None:
    answer = client.get(f"/media/{names['film']}", headers={"range": unreadable})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_range")


def test_what_is_known_already_is_not_sent_again(client: TestClient, names: dict[str, str]) -> None:
    for address in (f"/media/{names['sky_png']}", f"/media/{names['tiff']}/view"):
        etag = client.get(address).headers["etag"]
        again = client.get(address, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["svg", "html"])
def test_what_could_run_is_a_download_of_no_type(
    client: TestClient, names: dict[str, str], name: str
) -> None:
    answer = client.get(f"/media/{names[name]}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert client.get(f"/media/{names[name]}/view").status_code == 404


def test_what_browsers_do_not_show_is_a_download_with_a_view(
    client: TestClient, names: dict[str, str]
) -> None:
    answer = client.get(f"/media/{names['tiff']}")
    assert answer.headers["content-type"] == "image/tiff"
    assert answer.headers["content-disposition"].startswith("attachment")
    view = client.get(f"/media/{names['tiff']}/view")
    assert view.headers["content-type"] == "image/png"
    assert opened(view.content).tobytes() == opened(answer.content).tobytes()


def test_a_view_is_upright(client: TestClient, names: dict[str, str]) -> None:
    stored = opened(client.get(f"/media/{names['turned_jpg']}").content)
    upright = opened(client.get(f"/media/{names['turned_jpg']}/view").content)
    assert upright.size == (stored.height, stored.width)


@pytest.mark.parametrize(
    "name", ["", "0" * 63, "0" * 64, "A" * 64, "..%2F..%2Fstore.sqlite", "%00", "０" * 64]
)
def test_only_known_hashes_name_a_file(client: TestClient, name: str) -> None:
    for address in (f"/media/{name}", f"/media/{name}/view"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert set(answer.json()["error"]) == {"code", "message", "way_out"}


def test_a_video_has_no_view(client: TestClient, names: dict[str, str]) -> None:
    answer = client.get(f"/media/{names['film']}/view")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_view"


def test_a_file_whose_bytes_are_damaged_has_no_view(make_workspace: Callable[..., Any]) -> None:
    made = make_workspace(lambda build: {"bad": build.file(b"\x89PNG\r\n\x1a\nxx", "image/png", 9, 9)})
    with made.client() as client:
        answer = client.get(f"/media/{made.names['bad']}/view")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] in ("broken_picture", "not_a_picture")


def test_a_file_that_was_taken_down_is_gone(make_workspace: Callable[..., Any]) -> None:
    made = make_workspace(lambda build: {"file": build.file(b"GIF89a", "image/gif", 1, 1)})
    with made.client() as client:
        with made.open() as store:
            store.ledger.take_down("media", made.names["file"])
        for more in ("", "/view"):
            answer = client.get(f"/media/{made.names['file']}{more}")
            assert answer.status_code == 410
            assert answer.json()["error"]["code"] == "taken_down"


def pictured(build: Any) -> dict[str, str]:
    image = Image.new("RGB", (400, 300), "white")
    file = io.BytesIO()
    image.save(file, "PNG")
    picture = build.file(file.getvalue(), "image/png", 400, 300)
    said = Evidence(span=Span(0, 1), media=picture, box=Box(50, 60, 100, 30))
    film = build.file(b"no real video", "video/mp4", 400, 300, 2.0)
    heard = Evidence(span=Span(0, 1), media=film, start=0.0, end=1.0)
    turns = [
        Turn(role="user", text="q", confidence=1.0, evidence=(said,)),
        Turn(role="assistant", text="a", confidence=1.0, evidence=(heard,)),
    ]
    chat = build.conversation(Post(platform="file", platform_id="1"), (picture, film), turns)
    return {"picture": picture, "film": film, "chat": chat}


def test_places_that_were_taken_down_are_painted_over(make_workspace: Callable[..., Any]) -> None:
    made = make_workspace(pictured)
    picture, film = made.names["picture"], made.names["film"]
    with made.client() as client:
        assert client.get(f"/media/{picture}").status_code == 200
        before = client.get(f"/media/{picture}/view").headers["etag"]
        with made.open() as store:
            store.ledger.take_spots([Evidence(span=Span(0, 1), media=picture, box=Box(200, 60, 100, 30))])
            store.ledger.take_spots([Evidence(span=Span(0, 1), media=film, start=0.0, end=1.0)])
        assert client.get(f"/media/{picture}").status_code == 410
        seen = client.get(f"/media/{picture}/view", headers={"if-none-match": before})
        assert seen.status_code == 200
        image = opened(seen.content)
        assert {image.getpixel((x, y)) for x in (200, 250, 299) for y in (60, 75, 89)} == {(40, 40, 40)}
        assert image.getpixel((100, 75)) == image.getpixel((320, 75)) == (255, 255, 255)
        assert client.get(f"/media/{film}").status_code == 410
        assert client.get(f"/media/{film}/view").status_code == 410
        shown = client.get(f"/conversations/{made.names['chat']}", headers={"accept": "text/html"}).text
        assert f'src="/media/{picture}/view"' in shown
        assert f'"/media/{picture}"' not in shown
        assert f"/media/{film}" not in shown
        assert "not shown" in shown
