"""What programs ask: whether the service works, and what it offers (OpenAPI, made from the shapes served)."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from typing import Any, get_args

from msgspec.json import schema_components
from starlette.requests import Request
from starlette.responses import Response

from chatmine.presenting import ConversationView, SearchResult
from chatmine.records import Language, MediaKind
from chatmine.reporting import left
from chatmine.store import Store
from indexer.searching import Index, Sort
from search_ui import answering
from search_ui.pages import Start
from search_ui.parameters import PARAMETERS

_FILE = {"in": "path", "name": "sha256", "required": True, "schema": {"type": "string"}}
_FILE["description"] = "the SHA-256 of the file's bytes, in hexadecimal"
_REFUSALS = {
    400: "what was asked can't be read",
    404: "there is nothing",
    410: "it was taken down",
    503: "the index or the workspace is out of reach",
}


class Service:
    """The handlers for programs."""

    def __init__(self, open_store: Callable[[], Store], index: Index) -> None:
        """`open_store` opens the workspace for reading."""
        self._open_store = open_store
        self._index = index

    def health(self, request: Request) -> Response:
        """Whether store and index answer, how many pairs are indexed, what each stage has left."""
        with self._open_store() as store:
            position = self._index.position()
            indexed = store.conversations.pairs_until(position)
            return answering.json({"ok": True, "indexed": indexed, "left": left(store, position)})

    def description(self, request: Request) -> Response:
        """`/openapi.json`."""
        return answering.json(document())

    def page(self, request: Request) -> Response:
        """The same for people."""
        if answering.wants_json(request):
            return answering.json(document())
        return answering.page(request, "api.html", paths=document()["paths"])


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    shapes, components = schema_components(
        [SearchResult, ConversationView, Start], ref_template="#/components/schemas/{name}"
    )
    searched, conversation, start = shapes
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "chatmine",
            "version": version("chatmine"),
            "description": "Conversations with chatbots, read from shared screenshots and videos.",
        },
        "paths": {
            "/": _get("What the workspace holds (with Accept: application/json)", [], _json(start)),
            "/search.json": _get("Search", _parameters(), _json(searched), 400, 503),
            "/conversations/{id}.json": _get(
                "One conversation",
                [_path("id", "a conversation's id, percent-encoded")],
                _json(conversation),
                404,
                410,
            ),
            "/media/{sha256}": _get("A file's original bytes; takes Range", [_FILE], _bytes("*/*"), 404, 410),
            "/media/{sha256}/view": _get(
                "A picture as an upright PNG", [_FILE], _bytes("image/png"), 404, 410
            ),
            "/healthz": _get("Whether it works", [], _json(_HEALTH)),
            "/openapi.json": _get("This description", [], _json({"type": "object"})),
        },
        "components": {"schemas": {**components, "Error": _ERROR}},
    }


_HEALTH = {
    "type": "object",
    "properties": {
        "ok": {"type": "boolean"},
        "indexed": {"type": "integer", "description": "pairs that the index holds"},
        "left": {
            "type": "object",
            "additionalProperties": {"type": "integer"},
            "description": "what each stage has still to do",
        },
    },
    "required": ["ok", "indexed", "left"],
}
_ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {key: {"type": "string"} for key in ("code", "message", "way_out")},
            "required": ["code", "message", "way_out"],
        }
    },
    "required": ["error"],
}


def _get(summary: str, parameters: list[Any], content: dict[str, Any], *refusals: int) -> dict[str, Any]:
    error = _json({"$ref": "#/components/schemas/Error"})
    refused = {str(status): {"description": _REFUSALS[status], "content": error} for status in refusals}
    responses = {"200": {"description": "what was asked for", "content": content}, **refused}
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _bytes(kind: str) -> dict[str, Any]:
    return {kind: {"schema": {"type": "string", "format": "binary"}}}


def _path(name: str, meaning: str) -> dict[str, Any]:
    return {
        "in": "path",
        "name": name,
        "required": True,
        "schema": {"type": "string"},
        "description": meaning,
    }


def _parameters() -> list[dict[str, Any]]:
    return [
        {"in": "query", "name": name, "schema": _schema(name, repeats), "description": meaning}
        for name, (meaning, repeats) in PARAMETERS.items()
    ]


def _schema(name: str, repeats: bool) -> dict[str, Any]:
    closed = {"lang": get_args(Language), "kind": get_args(MediaKind), "sort": get_args(Sort)}
    one = {"type": "string", **({"enum": list(closed[name])} if name in closed else {})}
    return {"type": "array", "items": one} if repeats else one
