"""What all tests share: they talk to this machine only, never fail for being slow, and say what they lack."""

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import hypothesis
import pytest

LOOPBACK = ("127.0.0.1", "::1", "localhost")
CHROMIUM = Path("/usr/bin/chromium")
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")

# A busy machine is no bug: no example has a deadline, and slow drawing of examples is no failure.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that needs a browser or a voice is skipped without one, but not in CI."""
    if item.get_closest_marker("browser") and not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip(f"needs {CHROMIUM}: apt-get install chromium fonts-wqy-microhei")
    voice = shutil.which("espeak-ng") and NOTO.exists()
    if item.get_closest_marker("voice") and not voice and not os.environ.get("CI"):
        pytest.skip("needs a voice and fonts: apt-get install espeak-ng fonts-noto-cjk")


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise OSError(f"a test tried to reach {address[0]}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
