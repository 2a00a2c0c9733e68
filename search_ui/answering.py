"""Answers: a page in the visitor's language, its JSON twin, or an error, as the request wants it."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from chatmine.errors import CannotWork, ChatmineError, WrongCall
from chatmine.records import to_json
from search_ui import words
from search_ui.excerpts import one_line
from search_ui.parameters import Asked

_HERE = Path(__file__).parent
# What a filter's parameter is called on the page.
PARAMETER_WORDS = {
    "assistant": "assistant",
    "platform": "platform",
    "lang": "language",
    "kind": "kind",
    "flag": "flag",
    "tag": "tag",
    "min-confidence": "certain",
    "after": "from_date",
    "before": "to_date",
}


class Absent(ChatmineError):
    """There is nothing at this address."""


class Gone(ChatmineError):
    """What was at this address was taken down."""


_STATUS: tuple[tuple[type[ChatmineError], int], ...] = (
    (Absent, 404),
    (Gone, 410),
    (WrongCall, 400),
    (CannotWork, 503),
)


def status_of(error: ChatmineError) -> int:
    """The HTTP status of an error of ours."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 404)


def wants_json(request: Request) -> bool:
    """Whether the path ends in `.json`, or JSON is accepted and HTML is not named."""
    accept = request.headers.get("accept", "")
    return request.url.path.endswith(".json") or ("json" in accept and "text/html" not in accept)


def json(value: object, status: int = 200) -> Response:
    """`value` as JSON."""
    return Response(to_json(value), status, {"vary": "accept"}, "application/json")


def page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """The page that `template` makes of `values`."""
    tongue = words.tongue_of(request)
    html = _environment().get_template(template)
    response = HTMLResponse(
        html.render(
            tongue=tongue,
            say=partial(words.word, tongue),
            name=partial(words.name, tongue),
            other_tongue=_here(request, ui="en" if tongue == "zh" else "zh"),
            **{"asked": Asked(), **values},
        ),
        status,
        {"vary": "accept, accept-language, cookie"},
    )
    if request.query_params.get("ui") in ("en", "zh"):
        response.set_cookie(words.COOKIE, tongue, 365 * 86400, httponly=True, samesite="lax")
    return response


def problem(request: Request, error: ChatmineError, status: int) -> Response:
    """An error as JSON, or as a page for those who name HTML (browsers do)."""
    if wants_json(request) or "text/html" not in request.headers.get("accept", ""):
        return json({"error": error.as_json()}, status)
    title = f"error_{status}" if f"error_{status}" in words.WORDS else "error_500"
    return page(request, "error.html", status, error=error, title=title)


def conversation_address(conversation: str) -> str:
    """Where a conversation's page is; ids hold `:`, `/` and `~`, and may hold anything."""
    return f"/conversations/{quote(conversation, safe=':~')}"


def _here(request: Request, **changed: str) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changed]
    return "?" + urlencode([*kept, *changed.items()], quote_via=quote)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "grouped": lambda number: f"{number:,}",
        "percent": lambda share: f"{int(share * 100)}%",
        "clock": clock,
        "day": lambda time: time[:10],
        "minute": lambda time: time[:16].replace("T", " ") + (" UTC" if len(time) > 10 else ""),
        "mebibytes": lambda size: f"{size / 2**20:.1f} MiB" if size >= 2**20 else f"{size / 1024:.0f} KiB",
        "conversation": conversation_address,
        "one_line": one_line,
        "parameter_word": lambda name: PARAMETER_WORDS[name],
        "tag_address": lambda tag: Asked.of([("tag", tag)]).address(),
    }
    environment.filters.update(filters)
    return environment


def clock(seconds: float) -> str:
    """`0:12`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
