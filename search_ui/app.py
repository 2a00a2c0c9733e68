"""The web page over the index: which address leads where, and how errors are answered.

`make_app` gets two ways to open things, so that it knows no settings.  The page only reads.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from chatmine.errors import ChatmineError
from chatmine.store import Store
from indexer.searching import Index
from search_ui import answering
from search_ui.api import Service
from search_ui.guarding import HEADERS, Guard
from search_ui.media import MediaPages
from search_ui.pages import Pages

_STATIC = Path(__file__).parent / "static"


def make_app(open_store: Callable[[], Store], open_index: Callable[[], Index]) -> Starlette:
    """The application.  `open_store` is called for each request, `open_index` once."""
    index = open_index()

    @asynccontextmanager
    async def closing(app: Starlette) -> AsyncIterator[None]:
        yield
        index.close()

    return Starlette(
        routes=_routes(open_store, index),
        middleware=[Middleware(Guard)],
        exception_handlers={ChatmineError: _ours, HTTPException: _http, Exception: _unforeseen},
        lifespan=closing,
    )


def _routes(open_store: Callable[[], Store], index: Index) -> list[BaseRoute]:
    pages, files, service = Pages(open_store, index), MediaPages(open_store), Service(open_store, index)
    return [
        Route("/", pages.start),
        Route("/.json", pages.start),
        Route("/search", pages.search),
        Route("/search.json", pages.search),
        Route("/conversations/{id:path}", pages.conversation),
        Route("/media/{sha256}", files.original),
        Route("/media/{sha256}/view", files.view),
        Route("/healthz", service.health),
        Route("/api", service.page),
        Route("/api.json", service.page),
        Route("/openapi.json", service.description),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ChatmineError)
    return answering.problem(request, error, answering.status_of(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    way_out = "/api lists what is offered" if error.status_code in (404, 405) else ""
    code = {404: "no_address", 405: "not_offered"}.get(error.status_code, "refused")
    return answering.problem(request, ChatmineError(code, error.detail, way_out), error.status_code)


def _unforeseen(request: Request, error: Exception) -> Response:
    """A programming error: logged with its trace by the server, said plainly to the visitor."""
    problem = ChatmineError("internal", "chatmine made a mistake here", "the log of chatmine serve says more")
    answer = answering.problem(request, problem, 500)
    answer.headers.update(HEADERS)  # made outside the guard
    return answer
