"""Bind first, then serve: whoever starts the page can print its address before the first request.

Loopback only, as long as there is no access by token.
"""

import socket

import uvicorn
from starlette.applications import Starlette

from chatmine.errors import CannotWork, WrongCall
from search_ui.guarding import is_loopback


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens on `host`; port 0 picks a free one.

    Raises `WrongCall` for a host that is not loopback, `CannotWork` where the port is taken.
    """
    if not is_loopback(host):
        raise WrongCall(
            "not_loopback",
            f"{host} can be reached from other machines, and the page has no access control yet",
            "leave --host at 127.0.0.1, and reach it from elsewhere through an SSH tunnel (ssh -L)",
        )
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(address[0], address[1], address[2])
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address[4])
        listening.listen()
    except (OSError, OverflowError) as error:
        raise CannotWork(
            "cannot_bind", f"can't serve on {host} port {port}: {error}", "choose another --port; 0 picks one"
        ) from error
    return listening


def address_of(listening: socket.socket) -> str:
    """The address that a browser opens: `http://127.0.0.1:8765/`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: Starlette, listening: socket.socket) -> None:
    """Serve until interrupted."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        # A browser that has paused a video holds its connection for as long as it likes.
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listening])
