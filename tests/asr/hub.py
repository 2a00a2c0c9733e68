"""A model hub on this machine that serves the small test model as a repository.

python tests/asr/hub.py      prints its address and serves until it is ended
"""

import hashlib
import json
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

MODEL = Path(__file__).parents[2] / "demo/whisper-fixture/model"
REPOSITORY = "Systran/faster-whisper-small"
COMMIT = "1" * 40


class Hub(BaseHTTPRequestHandler):
    """The three requests that fetch a repository: its commit, the tree of its files, and each file."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path in (f"/api/models/{REPOSITORY}", f"/api/models/{REPOSITORY}/revision/main"):
            self._send(_json({"id": REPOSITORY, "sha": COMMIT, "siblings": []}), body)
        elif path == f"/api/models/{REPOSITORY}/tree/{COMMIT}":
            self._send(_json([_entry(file) for file in sorted(MODEL.iterdir())]), body)
        elif path.startswith(f"/{REPOSITORY}/resolve/"):
            file = MODEL / Path(path).name
            self._send(file.read_bytes(), body, etag=_sha256(file))
        else:
            self.send_error(404)

    def _send(self, content: bytes, body: bool, etag: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        if etag:
            self.send_header("ETag", f'"{etag}"')
            self.send_header("X-Repo-Commit", COMMIT)
        else:
            self.send_header("Content-Type", "application/json")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _entry(file: Path) -> dict[str, object]:
    size = file.stat().st_size
    lfs = {"oid": _sha256(file), "size": size, "pointerSize": 134}
    return {"type": "file", "path": file.name, "size": size, "oid": _sha256(file)[:40], "lfs": lfs}


@cache
def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
