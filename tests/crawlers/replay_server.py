"""A small server that plays every host: it answers by the rules of manifest.json files (first match answers).

A rule is a dictionary with the conditions `method`, `host`, `path`, `query`, `need_headers`, and the answer
`status`, `headers`, `file` (beside the manifest; `@image/png` and the like are made here) or, from a test,
`body` (bytes), `times` (answer only so often), `cut` (send so many bytes, then hang up) and `length` (False:
don't say how much comes).
"""

import json
import re
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

Rule = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    at: float

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


class ReplayServer:
    """Serves on loopback while the `with` block runs; `asked` lists the requests in order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = list(rules)
        self.asked: list[Asked] = []
        self._used: Counter[int] = Counter()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def rule_for(self, asked: Asked) -> Rule:
        """The first rule that matches and is not used up."""
        for place, rule in enumerate(self.rules):
            if matches(rule, asked) and self._used[place] < rule.get("times", self._used[place] + 1):
                self._used[place] += 1
                return rule
        return {"status": 404}

    def urls(self, part: str = "") -> list[str]:
        """The addresses asked for that contain `part`."""
        return [asked.url for asked in self.asked if part in asked.url]


def manifest_rules(*folders: Path) -> list[dict[str, Any]]:
    """The rules of the folders' manifests, one after the other; their files by full path."""
    rules = []
    for folder in folders:
        for rule in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["rules"]:
            file = rule.get("file")
            rules.append({**rule, "file": str(folder / file) if file and not file.startswith("@") else file})
    return rules


def fits(pattern: str, value: str) -> bool:
    """`*`, `re:...`, or the value itself."""
    if pattern.startswith("re:"):
        return re.search(pattern[3:], value) is not None
    return pattern in ("*", value)


def matches(rule: Rule, asked: Asked, method: str = "GET") -> bool:
    """Whether every condition of the rule that is there holds."""
    target = urlsplit(asked.target)
    query = parse_qs(target.query, keep_blank_values=True)
    return (
        rule.get("method", method) == method
        and fits(rule.get("host", "*"), asked.host)
        and fits(rule.get("path", "*"), target.path)
        and all(key in query and fits(value, query[key][0]) for key, value in rule.get("query", {}).items())
        and all(
            re.search(value, asked.headers.get(key, ""))
            for key, value in rule.get("need_headers", {}).items()
        )
    )


def _handler(server: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(
                scheme=self.headers.get("X-Forwarded-Proto", "http"),
                host=self.headers.get("Host", ""),
                target=self.path,
                headers=dict(self.headers.items()),
                at=time.monotonic(),
            )
            server.asked.append(asked)
            self._answer(server.rule_for(asked))

        def _answer(self, rule: Rule) -> None:
            body = _body(rule)
            headers = {"Content-Type": "application/octet-stream", **_type(rule), **rule.get("headers", {})}
            self.send_response(rule.get("status", 200))
            for name, value in headers.items():
                self.send_header(name, value)
            if rule.get("length", True):
                self.send_header("Content-Length", str(len(body)))
            else:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            self.wfile.write(body[: rule.get("cut", len(body))])
            if "cut" in rule:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _body(rule: Rule) -> bytes:
    if "body" in rule:
        return bytes(rule["body"])
    file = rule.get("file")
    if not file:
        return b""
    return MADE[file] if file.startswith("@") else Path(file).read_bytes()


def _type(rule: Rule) -> dict[str, str]:
    file = rule.get("file") or ""
    return {"Content-Type": file[1:]} if file.startswith("@") else {}


def png(shade: int = 0) -> bytes:
    """A valid picture of one grey pixel; each shade has its own bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


MP4 = b"\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isom" + b"\x00\x00\x00\x08mdat"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
MADE = {"@image/png": png(), "@video/mp4": MP4, "@image/jpeg": JPEG}
