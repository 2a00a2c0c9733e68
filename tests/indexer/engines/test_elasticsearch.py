"""The cluster engine with what goes wrong between it and the cluster."""

import http.server
import json
import threading
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chatmine.errors import CannotWork, WrongCall
from indexer.asking import parse
from indexer.engines import elasticsearch
from indexer.searching import Document
from tests.indexer.documents import PAIR


@contextmanager
def answering(status: int, answer: object) -> Iterator[str]:
    """A server that gives this answer to everything."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_cluster_out_of_reach_says_so_with_a_way_out() -> None:
    with pytest.raises(CannotWork) as refused:
        elasticsearch.open_index("http://127.0.0.1:9")
    assert (refused.value.code, refused.value.exit_code) == ("engine_unreachable", 3)
    assert "CHATMINE_ELASTICSEARCH_URL" in refused.value.way_out


@pytest.mark.parametrize(
    "url", ["", "not an address", "127.0.0.1", "http://", "ftp://host:1", "http://h:port"]
)
def test_an_address_that_is_none_is_a_wrong_call(url: str) -> None:
    with pytest.raises(WrongCall) as refused:
        elasticsearch.open_index(url)
    assert (refused.value.code, refused.value.exit_code) == ("bad_url", 2)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_access_names_the_settings(status: int) -> None:
    with answering(status, {"error": "no"}) as url, pytest.raises(CannotWork) as refused:
        elasticsearch.open_index(url, user="elastic", password="wrong")
    assert refused.value.code == "engine_refused"
    assert "_PASSWORD" in refused.value.way_out


def test_a_failing_cluster_is_named() -> None:
    with (
        answering(500, {"error": {"type": "broken", "reason": "disk"}}) as url,
        pytest.raises(CannotWork) as told,
    ):
        elasticsearch.open_index(url)
    assert told.value.code == "index_failed"


@pytest.mark.services
def test_an_index_of_another_schema_asks_to_be_made_anew(elasticsearch_url: str) -> None:
    name = f"chatmine-test-{uuid.uuid4().hex[:8]}"
    index = elasticsearch.open_index(elasticsearch_url, name)
    index.write([PAIR], [], 5)
    set_meta(elasticsearch_url, name, {"chatmine": name, "schema": elasticsearch.SCHEMA + 1, "position": 5})
    other = elasticsearch.open_index(elasticsearch_url, name)
    assert other.position() == 0
    with pytest.raises(CannotWork) as refused:
        other.search(parse("苹果"))
    assert refused.value.code == "index_outdated"
    other.write([PAIR], [], 7)
    assert (other.position(), other.search(parse("苹果")).total) == (7, 1)
    assert len(concrete(elasticsearch_url, name)) == 1
    delete(elasticsearch_url, name)


@pytest.mark.services
def test_what_stopped_rebuilds_left_is_swept_and_nothing_else(elasticsearch_url: str) -> None:
    name = f"chatmine-test-{uuid.uuid4().hex[:8]}"
    index = elasticsearch.open_index(elasticsearch_url, name)
    neighbour = elasticsearch.open_index(elasticsearch_url, name + "-neighbour")
    neighbour.write([PAIR], [], 1)
    index.write([PAIR], [], 1)

    def broken() -> Iterator[Document]:
        raise KeyError("stopped")
        yield PAIR

    with pytest.raises(KeyError):
        index.rebuild(broken(), 2)
    assert len(concrete(elasticsearch_url, name)) == 3
    index.rebuild([PAIR], 3)
    assert len(concrete(elasticsearch_url, name)) == 2
    assert (index.position(), neighbour.search(parse("苹果")).total) == (3, 1)
    delete(elasticsearch_url, name)


@pytest.mark.services
def test_an_index_deleted_under_its_reader_is_told(elasticsearch_url: str) -> None:
    name = f"chatmine-test-{uuid.uuid4().hex[:8]}"
    index = elasticsearch.open_index(elasticsearch_url, name)
    index.write([PAIR], [], 5)
    assert index.search(parse("苹果")).total == 1
    delete(elasticsearch_url, name)
    with pytest.raises(CannotWork):
        index.search(parse("苹果"))
    assert index.position() == 0


def concrete(url: str, name: str) -> list[str]:
    with urllib.request.urlopen(f"{url}/{name}-*") as answer:
        return list(json.load(answer))


def delete(url: str, name: str) -> None:
    for index in concrete(url, name):
        send("DELETE", f"{url}/{index}")


def set_meta(url: str, name: str, meta: dict[str, object]) -> None:
    send("PUT", f"{url}/{name}/_mapping", {"_meta": meta})


def send(method: str, url: str, body: object = None) -> None:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, data=data, method=method, headers=headers)).close()
