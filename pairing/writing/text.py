"""Text that remembers where it came from: which line gave which stretch of it.

`Script` is built from left to right, so spans ascend, do not overlap and lie inside the text.
"""

from dataclasses import dataclass, field

from chatmine.records import Evidence, Span
from pairing.screens import Piece


@dataclass(slots=True)
class Script:
    """A message under construction.  Trailing white space is dropped by `finish`."""

    media: str
    parts: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Text that no line gave: marks, blanks, line breaks."""
        self.parts.append(text)
        self.length += len(text)

    def quote(self, piece: Piece, text: str | None = None, offset: int = 0) -> None:
        """What a line says; `text` where not all of it is kept, from its character `offset` on."""
        kept = piece.text if text is None else text
        said = kept.strip()
        if not said:
            return
        offset += len(kept) - len(kept.lstrip())
        unchanged = piece.text[offset : offset + len(said)] == said
        edges = piece.line.edges[offset : offset + len(said) + 1] if unchanged else ()
        times = piece.line.times[offset : offset + len(said)]
        start = times[0] if times and offset else piece.line.second
        self.evidence.append(
            Evidence(
                span=Span(self.length, self.length + len(said)),
                media=self.media,
                box=piece.line.box,
                start=start,
                end=piece.line.complete,
                confidence=piece.line.confidence,
                edges=edges if len(edges) == len(said) + 1 else (),
            )
        )
        self.add(said)

    @property
    def text(self) -> str:
        """What stands there by now."""
        return "".join(self.parts)
