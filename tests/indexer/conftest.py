"""Both engines for the tests, and a real Elasticsearch of our own.

`CHATMINE_TEST_ELASTICSEARCH_URL` names a running server.  Without it the server's core distribution is
fetched through Maven once (100 MB, kept in /var/tmp) and started on the loopback address: it needs mvn and a
JDK from 17 on.  Where these are missing the tests are skipped with the reason, but fail when `CI` is set.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from indexer.engines import elasticsearch, tantivy
from indexer.searching import Index
from tests.indexer.documents import PAIRS, Opener

VERSION = os.environ.get("CHATMINE_TEST_ELASTICSEARCH_VERSION", "8.19.21")
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
STARTS_WITHIN = 180


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    if url := os.environ.get("CHATMINE_TEST_ELASTICSEARCH_URL"):
        yield url
        return
    _java_home()
    distribution = _distribution()
    folder = Path(tempfile.mkdtemp(prefix="chatmine-elasticsearch-", dir="/var/tmp"))
    try:
        yield from _run(distribution, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module", params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.services)])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def new_index(
    engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Opener]]:
    """Gives, for a new empty index, the function that opens it as often as wanted."""
    opened: list[Index] = []
    names: list[str] = []

    def new() -> Opener:
        folder, name = tmp_path_factory.mktemp("index"), f"chatmine-test-{uuid.uuid4().hex[:8]}"

        def open_it() -> Index:
            index: Index
            if engine == "tantivy":
                index = tantivy.open_index(folder)
            else:
                index = elasticsearch.open_index(url, name)
            opened.append(index)
            return index

        names.append(name)
        return open_it

    url = request.getfixturevalue("elasticsearch_url") if engine == "elasticsearch" else ""
    yield new
    for index in opened:
        index.close()
    for name in names if url else ():
        with urllib.request.urlopen(f"{url}/{name}-*") as answer:
            for concrete in json.load(answer):
                urllib.request.urlopen(urllib.request.Request(f"{url}/{concrete}", method="DELETE")).close()


@pytest.fixture
def opener(new_index: Callable[[], Opener]) -> Opener:
    """Opens one index, empty at first."""
    return new_index()


@pytest.fixture
def index(opener: Opener) -> Index:
    return opener()


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"Elasticsearch can't be started: {reason}")
    pytest.skip(f"Elasticsearch is not tested: {reason}")


def _java_home() -> Path:
    if home := os.environ.get("ES_JAVA_HOME"):
        return Path(home)
    java = shutil.which("java")
    if java is None:
        _missing("no java; install a JDK from 17 on (Debian: openjdk-17-jre-headless)")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version.group(1)) < 17:
        _missing(f"java is older than 17: {told.splitlines()[:1]}")
    return Path(java).resolve().parent.parent


def _distribution() -> Path:
    """The unpacked server, fetched when it is not there."""
    unpacked = Path(f"/var/tmp/chatmine-elasticsearch-{VERSION}-of-{os.getuid()}")
    if unpacked.exists():
        return unpacked
    if shutil.which("mvn") is None:
        _missing("no mvn to fetch it with (Debian: maven)")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        fetch = [
            "mvn",
            "-q",
            "-B",
            "dependency:copy",
            f"-Dartifact={ARTIFACT}",
            f"-DoutputDirectory={folder}",
        ]
        done = subprocess.run(fetch, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            _missing(f"mvn could not fetch {ARTIFACT}: {(done.stdout + done.stderr).strip()[-300:]}")
        with zipfile.ZipFile(Path(folder) / f"elasticsearch-{VERSION}.zip") as archive:
            archive.extractall(folder)
        root = Path(folder) / f"elasticsearch-{VERSION}"
        for program in (root / "bin").iterdir():
            program.chmod(0o755)
        root.rename(unpacked)
    return unpacked


def _run(distribution: Path, folder: Path) -> Iterator[str]:
    """One node with its files in `folder`, until the generator ends."""
    port = _free_port()
    shutil.copytree(distribution / "config", folder / "config")
    (folder / "config" / "elasticsearch.yml").write_text(
        f"""
cluster.name: chatmine-test
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {_free_port()}
path.data: {folder}/data
path.logs: {folder}/logs
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""
    )
    (folder / "tmp").mkdir()
    as_root = os.getuid() == 0
    if as_root:  # which Elasticsearch refuses to run as
        subprocess.run(["chown", "-R", "nobody", folder], check=True)
    settings = {
        "PATH": os.environ["PATH"],
        "ES_JAVA_HOME": str(_java_home()),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        "ES_TMPDIR": str(folder / "tmp"),  # not the folder itself: it must not hold the configuration
    }
    with (folder / "out").open("w") as out:
        server = subprocess.Popen(
            [distribution / "bin" / "elasticsearch"],
            env=settings,
            stdout=out,
            stderr=out,
            cwd=folder,
            user="nobody" if as_root else None,
            start_new_session=True,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}", server, folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s").close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"Elasticsearch did not start: {(folder / 'out').read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def library(new_index: Callable[[], Opener]) -> Index:
    """An index of `PAIRS`, only to be read."""
    index = new_index()()
    index.write(PAIRS, [], 1)
    return index
