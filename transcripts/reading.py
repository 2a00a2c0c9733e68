"""Files of exact text to Readings: what a reader offers, and which reader takes a file.

`media_of` is asked for every file that is neither picture nor video, `read` by the read stage.  Bytes tell
what a file is, not its name.  A Reading made here is `written`; pairing puts it beside its video.
"""

import codecs
import hashlib
from pathlib import Path
from typing import Protocol

from chatmine import plugins
from chatmine.errors import Unreadable
from chatmine.records import Media, Reading

READERS = "transcripts.readers"
LARGEST = 16 * 2**20
"""Bytes: the subtitles of a day of talk are some 5 MB."""
_HEAD = 1 << 16


class Reader(Protocol):
    """What every file in `transcripts/readers` offers, in a class called `Reader`."""

    title: str
    version: str
    """Goes up when the same file could be read differently."""
    mime: str
    suffixes: tuple[str, ...]
    """How such files' names end, `.srt`: only to find them beside a video."""

    def recognises(self, head: str) -> bool:
        """Whether text that begins so is of this format."""
        ...

    def read(self, text: str, media: str) -> Reading:
        """What the text says; what is broken in it costs that place.

        Raises `Unreadable` when nothing is left.
        """
        ...


def readers() -> dict[str, Reader]:
    """Every reader there is, by name."""
    return {name: plugins.load(READERS, name).Reader() for name in plugins.names(READERS)}


def media_of(source: Path | bytes) -> Media:
    """The record of a file that a reader takes; raises `Unreadable` (`not_a_transcript`) for any other."""
    data = _content(source)
    _, reader = _reader(data)
    return Media(
        sha256=hashlib.sha256(data).hexdigest(),
        kind="text",
        mime=reader.mime,
        size=len(data),
        width=0,
        height=0,
    )


def read(source: Path | bytes, media: str) -> Reading:
    """What the file says.  Raises `Unreadable`."""
    data = _content(source)
    _, reader = _reader(data)
    return reader.read(decoded(data), media)


def decoded(data: bytes) -> str:
    """The text in the encoding that its first bytes name, else UTF-8, else GB 18030.

    Other encodings without a mark (Big5) can't be told from these; what is no text in any has its bad bytes
    replaced.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            # A file that was cut short may end within a character.
            return codecs.getincrementaldecoder(encoding)().decode(data)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def _reader(data: bytes) -> tuple[str, Reader]:
    # A character may be cut in two at the end of the head.
    head = decoded(data[:_HEAD].rsplit(b"\n", 1)[0] if len(data) > _HEAD else data)
    for name, reader in readers().items():
        if reader.recognises(head):
            return name, reader
    raise Unreadable(
        "not_a_transcript",
        "it is no subtitle file of a known kind",
        f"known are {', '.join(plugins.names(READERS))}",
    )


def _content(source: Path | bytes) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGEST:
        raise Unreadable("not_a_transcript", f"{size} bytes are too many for subtitles", "leave the file out")
    return source if isinstance(source, bytes) else source.read_bytes()
