"""What `make demo` does around the commands; the commands themselves are tested elsewhere."""

import os
import socket
import sys
from urllib.request import ProxyHandler, build_opener

import pytest

from demo import run


def test_the_usual_port_is_left_to_whoever_has_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run.free_port(port) == 0
    assert run.free_port(port) == port


def test_the_demo_server_is_there_inside_and_gone_afterwards() -> None:
    direct = build_opener(ProxyHandler({}))
    with run.server([sys.executable, str(run.SERVER)], dict(os.environ)) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        assert b"User-agent" in direct.open(f"{address}/robots.txt", timeout=30).read()
    assert process.poll() is not None


def test_a_server_that_can_not_start_ends_the_demo_with_its_exit_code() -> None:
    broken = [sys.executable, "-c", "raise SystemExit(3)"]
    with pytest.raises(SystemExit) as stop, run.server(broken, dict(os.environ)):
        pass
    assert stop.value.code == 3
