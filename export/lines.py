"""JSON, a value a line, as datasets are written and read; and the hash by which a row is known again."""

import hashlib
from collections.abc import Mapping

import msgspec

# JSON allows these three in strings as they are, but readers that split text into lines the way
# `str.splitlines` does would cut a row in two there.
_LINE_ENDS = ((b"\xe2\x80\xa8", rb"\u2028"), (b"\xe2\x80\xa9", rb"\u2029"), (b"\xc2\x85", rb"\u0085"))


def line(value: object) -> bytes:
    """One line of compact UTF-8 JSON with its end; keys stay in their order."""
    data = msgspec.json.encode(value)
    for raw, escaped in _LINE_ENDS:
        data = data.replace(raw, escaped)
    return data + b"\n"


def page(value: object) -> bytes:
    """Indented JSON for people to read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def text_hash(value: Mapping[str, object]) -> str:
    """The SHA-256, in hexadecimal, of a row without its `"id"`: compact JSON with sorted keys."""
    text = {key: part for key, part in value.items() if key != "id"}
    return hashlib.sha256(msgspec.json.encode(text, order="deterministic")).hexdigest()
