"""What stands around every answer: who may ask, and what a browser may do with what it gets.

Loopback only: a page elsewhere could point a name of its own at 127.0.0.1 and read the workspace through a
visitor's browser, so a Host header that does not name this machine is refused.
"""

import ipaddress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}
_REFUSED = {
    "error": {
        "code": "wrong_host",
        "message": "this address is not that of the machine that chatmine runs on",
        "way_out": "open the address that chatmine serve printed",
    }
}


class Guard:
    """ASGI middleware: refuses other hosts and sets the headers that an answer has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        known = is_loopback(_host(Headers(scope=scope).get("host", "")))
        app = self._app if known else JSONResponse(_REFUSED, status_code=400)
        await app(scope, receive, guarded)


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address without port) is this machine and no other."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(header: str) -> str:
    """A Host header without its port, an IPv6 address without its brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]
