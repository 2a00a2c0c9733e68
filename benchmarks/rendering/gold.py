"""What a drawn picture shows of a talk, as Markdown by the rules of transcription.

Takes for each leaf which of its characters can be seen; gives turns: messages of one speaker joined, what
the picture cuts away left out, `partial` where something of a message is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.rendering.talks import Block, Code, Heading, Items, Leaf, Lines, Message, Table, Talk

Seen = tuple[int, int]


def text_of(leaf: Leaf) -> str:
    """The leaf's characters as they are drawn."""
    return "".join(leaf.pieces)


def leaves(message: Message) -> Iterator[Leaf]:
    """Every leaf of a message, in the order in which it is drawn."""
    for block in message:
        yield from _leaves_of(block)


def _leaves_of(block: Block | None) -> Iterator[Leaf]:
    match block:
        case Lines(lines=lines) | Code(lines=lines):
            yield from lines
        case Heading(words=words):
            yield words
        case Items(items=items):
            for words, inner in items:
                yield words
                yield from _leaves_of(inner)
        case Table(rows=rows):
            for row in rows:
                yield from row
        case None:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a skin shows a message: whether the header of a code block names the language."""

    names_code: bool = False


def turns(talk: Talk, seen: dict[tuple[int, int], Seen], manner: Manner) -> list[dict[str, Any]]:
    """The transcript's turns.  `seen` tells by message and leaf which characters, [start, end), show."""
    out: list[dict[str, Any]] = []
    for number, (role, message) in enumerate(talk.messages):
        shown = [seen.get((number, n), (0, 0)) for n, _ in enumerate(leaves(message))]
        text = markdown(message, shown, manner)
        if not text:
            continue
        whole = all(s == (0, len(text_of(x))) for s, x in zip(shown, leaves(message), strict=True))
        if out and out[-1]["role"] == role:
            out[-1]["text"] += "\n\n" + text
            out[-1]["partial"] |= not whole
        else:
            out.append({"role": role, "text": text, "partial": not whole})
    return out


def markdown(message: Message, shown: list[Seen], manner: Manner) -> str:
    """The shown part of a message; nothing where none of it is shown."""
    rest = iter(shown)
    written = [_block(block, lambda leaf: _cut(leaf, next(rest)), manner) for block in message]
    return "\n\n".join(text for text in written if text)


def _cut(leaf: Leaf, seen: Seen) -> tuple[str, bool]:
    """The characters of a leaf that are seen, code between backticks; and whether its first one is."""
    out, at = "", 0
    for piece, style in zip(leaf.pieces, leaf.styles, strict=True):
        kept = piece[max(0, seen[0] - at) : max(0, seen[1] - at)]
        out += f"`{kept}`" if style == "code" and kept else kept
        at += len(piece)
    return out, seen[0] == 0


def _block(block: Block, cut: Callable[[Leaf], tuple[str, bool]], manner: Manner) -> str:
    match block:
        case Lines(lines=lines):
            return "\n".join(text for text, _ in map(cut, lines) if text.strip()).strip()
        case Heading(level=level, words=words):
            text, _ = cut(words)
            return f"{'#' * level} {text}" if text else ""
        case Items():
            return "\n".join(_items(block, cut, ""))
        case Table(rows=rows):
            return _table([[cut(cell)[0] for cell in row] for row in rows])
        case Code(language=language, lines=lines):
            shown = [cut(line)[0] for line in lines]
            named = language if manner.names_code and shown[0] else ""
            body = "\n".join(shown).strip("\n")
            return f"```{named}\n{body}\n```" if body else ""


def _items(block: Items, cut: Callable[[Leaf], tuple[str, bool]], indent: str) -> Iterator[str]:
    for number, (words, inner) in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        text, begins = cut(words)
        if text:
            yield indent + mark + text if begins else text
        if inner:
            yield from _items(inner, cut, indent + " " * len(mark))


def _table(rows: list[list[str]]) -> str:
    shown = [row for row in rows if any(row)]
    if not shown:
        return ""
    lines = ["| " + " | ".join(row) + " |" for row in shown]
    return "\n".join([lines[0], "|" + " --- |" * len(shown[0]), *lines[1:]])
