import pytest
from starlette.testclient import TestClient

from search_ui.guarding import is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765", "127.9.9.9"])
def test_this_machine_may_ask(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.0.2",
        "",
    ],
)
def test_a_name_that_was_pointed_here_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/search.json", headers={"host": host})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "wrong_host"


def test_every_answer_tells_the_browser_to_run_nothing(client: TestClient, names: dict[str, str]) -> None:
    addresses = (
        "/",
        "/search?q=a",
        "/nowhere",
        "/healthz",
        "/static/style.css",
        f"/media/{names['sky_png']}",
    )
    for address in addresses:
        headers = client.get(address, headers={"accept": "text/html"}).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "script" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_loopback_is_an_address_not_a_beginning() -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("127.0.0.1.example")
