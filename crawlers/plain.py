"""HTML of a post to plain text: `br` and blocks become line ends, an emoji picture its alternative text.

Tags are found by one pass of a pattern, not by `html.parser`: there, tags that are never closed take time by
the square of the length (60 KB of `<a ` two minutes), and posts are written by anybody.
"""

import html
import re

_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "blockquote", "pre", "table", "tr", "h1", "h2", "h3", "h4"}
)
_SILENT = frozenset({"script", "style", "template"})
# A tag ends before the next one begins, so that no character is looked at twice; quotes may hold a `>`.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"""|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+)>""",
    re.DOTALL,
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


class _Text:
    """Collects the text; never fails and never recurses, whatever the nesting."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._silent = ""

    def tag(self, name: str, rest: str, *, end: bool) -> None:
        """A tag, from `<` to `>`."""
        if self._silent:
            self._silent = "" if end and name == self._silent else self._silent
        elif name in _BLOCKS:
            self._end_line()
        elif name == "br":
            self.parts.append("\n")
        elif name == "img" and (alt := _ALT.search(rest)):
            self.parts.append(_unescaped(next(filter(None, alt.groups()), "")))
        elif name in _SILENT and not end:
            self._silent = name

    def data(self, text: str) -> None:
        """What stands between two tags."""
        text = re.sub(r"[ \t\r\n]+", " ", _unescaped(text))
        at_start = not self.parts or self.parts[-1].endswith("\n")
        if text and not self._silent and not (at_start and text == " "):
            self.parts.append(text)

    def _end_line(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def plain_text(markup: str) -> str:
    """The text that a reader of `markup` sees, without space around it or at the ends of its lines."""
    reader = _Text()
    at = 0
    for found in _TAG.finditer(markup):
        reader.data(markup[at : found.start()])
        at = found.end()
        if name := found["name"]:
            reader.tag(name.lower(), found["rest"], end=bool(found["end"]))
    reader.data(markup[at:])
    return "\n".join(line.strip() for line in "".join(reader.parts).split("\n")).strip()


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # the number of a character with thousands of digits
        return text
