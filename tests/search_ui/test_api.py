from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.testclient import TestClient

from chatmine.errors import CannotWork
from chatmine.presenting import ConversationView, SearchResult
from search_ui.app import make_app
from search_ui.pages import Start

SHAPES = {"SearchResult": SearchResult, "ConversationView": ConversationView, "Start": Start}


def test_health_counts_what_is_indexed_and_left(client: TestClient) -> None:
    assert client.get("/healthz").json() == {
        "ok": True,
        "indexed": 29,
        "left": {"read": 6, "hear": 1, "pair": 0, "curate": 0, "index": 0},
    }


def test_what_is_served_is_what_is_described(client: TestClient, names: dict[str, str]) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    for path, methods in described["paths"].items():
        assert list(methods) == ["get"]
        there = path.replace("{id}", names["sky"]).replace("{sha256}", names["sky_png"])
        answer = client.get(there, headers={"accept": "application/json"})
        assert answer.status_code == 200, path
        (kind,) = methods["get"]["responses"]["200"]["content"]
        assert kind in ("*/*", answer.headers["content-type"])
        schema = methods["get"]["responses"]["200"]["content"][kind]["schema"]
        if "$ref" in schema:
            shape = SHAPES[schema["$ref"].rpartition("/")[2]]
            msgspec.json.decode(answer.content, type=shape)
            assert set(answer.json()) == set(described["components"]["schemas"][shape.__name__]["required"])


def test_described_refusals_are_those_that_come(client: TestClient, names: dict[str, str]) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for path, methods in described.items():
        absent = path.replace("{id}", "no~0").replace("{sha256}", "0" * 64)
        if absent != path:
            assert client.get(absent).status_code == 404
            assert {"404", "410"} <= set(methods["get"]["responses"])


def test_every_described_parameter_is_understood(client: TestClient) -> None:
    search = client.get("/openapi.json").json()["paths"]["/search.json"]["get"]
    values = {"min-confidence": "0.5", "before": "2024", "after": "2023"}
    for parameter in search["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        value = values.get(parameter["name"]) or schema.get("enum", ["1"])[0]
        assert client.get("/search.json", params={parameter["name"]: value}).status_code == 200


def test_references_of_the_description_lead_somewhere(client: TestClient) -> None:
    described = client.get("/openapi.json").json()

    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for each in value.values():
                yield from references(each)
        elif isinstance(value, list):
            for each in value:
                yield from references(each)

    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(references(described)) <= known


def test_each_page_has_a_json_twin(client: TestClient, names: dict[str, str]) -> None:
    for path in ("/", "/search", f"/conversations/{names['sky']}", "/api"):
        twin = client.get(f"{path}.json").json()
        assert client.get(path, headers={"accept": "application/json"}).json() == twin


def test_errors_have_one_shape(client: TestClient) -> None:
    for address, status in (("/nowhere", 404), ("/search.json?limit=x", 400), ("/media/x", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        assert set(answer.json()) == {"error"}
        assert set(answer.json()["error"]) == {"code", "message", "way_out"}
    assert client.post("/search").status_code == 405
    assert set(client.post("/search").json()["error"]) == {"code", "message", "way_out"}


def test_what_is_out_of_reach_is_said(workspace: Any) -> None:
    def no_store() -> Any:
        raise CannotWork("read_only", "the disk is away", "bring it back")

    with TestClient(make_app(no_store, workspace.index), base_url="http://localhost") as client:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["error"]["way_out"]) == (503, "bring it back")
        shown = client.get("/", headers={"accept": "text/html"})
        assert shown.status_code == 503
        assert "bring it back" in shown.text


def test_a_mistake_of_ours_tells_nothing_of_the_inside(workspace: Any) -> None:
    def broken() -> Any:
        raise RuntimeError("/secret/path")

    app: Starlette = make_app(broken, workspace.index)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        for accept in ("text/html", "*/*"):
            answer = client.get("/healthz", headers={"accept": accept})
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_pages_that_are_not_built_are_not_linked(client: TestClient) -> None:
    for address in ("/", "/search", "/api"):
        text = client.get(address, headers={"accept": "text/html"}).text
        assert "/review" not in text
        assert "/statistics" not in text
    assert client.get("/review").status_code == 404


def test_every_address_is_documented(client: TestClient) -> None:
    page = (Path(__file__).parents[2] / "docs" / "web.md").read_text(encoding="utf-8")
    described = client.get("/openapi.json").json()
    for path in described["paths"]:
        assert f"`{path.replace('{id}', 'ID').replace('{sha256}', 'SHA256')}`" in page, path
    for parameter in described["paths"]["/search.json"]["get"]["parameters"]:
        assert f"`{parameter['name']}`" in page, parameter["name"]
