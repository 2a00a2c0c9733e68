"""HTML of a post to plain text: `br` and blocks become line ends, an emoji picture its alternative text."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "blockquote", "pre", "table", "tr", "h1", "h2", "h3", "h4"}
)
_SILENT = frozenset({"script", "style", "template"})


class _Text(HTMLParser):
    """Collects the text; never fails and never recurses, whatever the nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self._end_line()
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        self._silent = max(0, self._silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", data)
        at_start = not self.parts or self.parts[-1].endswith("\n")
        if not self._silent and not (at_start and text == " "):
            self.parts.append(text)

    def _end_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def plain_text(html: str) -> str:
    """The text that a reader of `html` sees, without space around it or at the ends of its lines."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "\n".join(line.strip() for line in "".join(reader.parts).split("\n")).strip()
