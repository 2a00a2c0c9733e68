import threading
import urllib.request
from typing import Any

import pytest

from chatmine.errors import CannotWork, WrongCall
from search_ui import serving
from search_ui.app import make_app


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "chat.example"])
def test_other_machines_are_not_served(host: str) -> None:
    with pytest.raises(WrongCall) as refused:
        serving.bind(host, 0)
    assert refused.value.way_out


def test_a_taken_port_says_so() -> None:
    with serving.bind("127.0.0.1", 0) as first:
        with pytest.raises(CannotWork) as refused:
            serving.bind("127.0.0.1", first.getsockname()[1])
        assert "--port" in refused.value.way_out


def test_the_address_is_known_before_serving_and_answers(workspace: Any) -> None:
    listening = serving.bind("localhost", 0)
    address = serving.address_of(listening)
    app = make_app(workspace.open, workspace.index)
    threading.Thread(target=serving.run, args=(app, listening), daemon=True).start()
    with urllib.request.urlopen(f"{address}healthz", timeout=20) as answer:
        assert answer.status == 200
