"""Conversations made at random: messages of paragraphs, lists, headings, tables and code.

A message is a tuple of blocks whose words stand in leaves, so that what a cut picture still shows of it is
known leaf by leaf.  `plain` talks are those of messengers, which render no Markdown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.rendering.codes import code
from benchmarks.rendering.phrases import Language, phrase
from chatmine.records import Role

# The coloured ones among the 85 that stand most often in tweets (Kralj Novak and others, 2015), and what
# answers and posts are decorated with.
EMOJI = (
    *"😂😍😭😘😊👌💕👏😁👍😩🙏😏😉🙌🙈💪😄😒💃💖😃😔😱🎉😜🌸💜💙✨😳💗😡😎😢💋😋🙊😴🎶😌🔥💯💁💚😆😅😀👀💘☕👋🎊🍕💥💔😓",
    *"🌱🤔🐱📚🚀✅❌💡📌📝🔍🌟⭐👇📷🍀🎁🎈🏆", "❤\ufe0f", "✌\ufe0f", "⚠\ufe0f", "☀\ufe0f",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Words in one style after the other; `styles` are "" | "b" | "code", one for each piece."""

    pieces: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A paragraph; of more than one line where somebody typed line breaks."""

    lines: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 4."""

    level: int
    words: Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; each item may hold a list of its own."""

    ordered: bool
    items: tuple[tuple[Leaf, "Items | None"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, the first one the head."""

    rows: tuple[tuple[Leaf, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines of code as they are indented."""

    language: str
    lines: tuple[Leaf, ...]


Block = Lines | Heading | Items | Table | Code
Message = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Who says what, from top to bottom; a run of messages of one role is one turn."""

    language: Language
    messages: tuple[tuple[Role, Message], ...]


def leaf(text: str, style: str = "") -> Leaf:
    """A leaf in one style."""
    return Leaf(pieces=(text,), styles=(style,))


class Writer:
    """Writes talks in one language, drawing on one source of chance."""

    def __init__(
        self,
        rng: Random,
        language: Language,
        *,
        plain: bool,
        runs: bool,
        parts: tuple[int, int] = (1, 3),
    ) -> None:
        self.rng = rng
        self.language = language
        self.plain = plain
        self.runs = runs
        self.parts = parts
        self.emoji = rng.random() < 0.15

    def talk(self, length: int) -> Talk:
        """A talk of about `length` turns."""
        role: Role = "user" if self.rng.random() < 0.8 else "assistant"
        messages: list[tuple[Role, Message]] = []
        for _ in range(length):
            again = self.runs and self.rng.random() < 0.15
            for _ in range(2 if again else 1):
                messages.append((role, self.question() if role == "user" else self.answer()))
            role = "assistant" if role == "user" else "user"
        return Talk(language=self.language, messages=tuple(messages))

    def question(self) -> Message:
        """One word to some paragraphs."""
        kind = self.rng.random()
        if self.emoji and self.plain and self.rng.random() < 0.15:
            return (Lines(lines=(leaf("".join(self.rng.sample(EMOJI, self.rng.randint(1, 3)))),)),)
        if kind < 0.25:
            return (self._lines("short"),)
        if kind < 0.85:
            return (self._lines("question"),)
        if kind < 0.95:
            return (self._paragraph(self.rng.randint(1, 3)), self._lines("question"))
        return (self._typed(self.rng.randint(2, 4)),)

    def answer(self) -> Message:
        """A word, a paragraph, or paragraphs with lists, code and tables among them."""
        kind = self.rng.random()
        if kind < 0.1:
            return (self._lines("opening"),)
        if kind < 0.4:
            return (self._paragraph(self.rng.randint(1, 4)),)
        blocks: list[Block] = [self._paragraph(self.rng.randint(0, 2), "opening")]
        for _ in range(self.rng.randint(*self.parts)):
            blocks.extend(self._plain_part() if self.plain else self._rich_part())
        if self.rng.random() < 0.5:
            blocks.append(self._lines("closing"))
        return tuple(blocks)

    def words(self, section: str) -> str:
        """A phrase of a section."""
        return phrase(self.rng, self.language, section)

    def _lines(self, section: str) -> Lines:
        return Lines(lines=(leaf(self._dressed(self.words(section), 0.5)),))

    def _dressed(self, text: str, often: float) -> str:
        """The text with emoji where this writer uses them: behind it, before it, or several."""
        if not self.emoji or self.rng.random() > often:
            return text
        kind = self.rng.random()
        chosen: list[str] = self.rng.sample(EMOJI, 3)
        if kind < 0.55:
            return text + chosen[0]
        if kind < 0.8:
            return f"{chosen[0]} {text}" if self.rng.random() < 0.5 else chosen[0] + text
        return text + "".join(chosen[: self.rng.randint(2, 3)])

    def _paragraph(self, sentences: int, first: str = "sentence") -> Lines:
        texts = [self.words(first), *(self._dressed(self.words("sentence"), 0.2) for _ in range(sentences))]
        text = (" " if self.language == "en" else "").join(texts)
        if self.plain or self.rng.random() < 0.7:
            return Lines(lines=(leaf(text),))
        return Lines(lines=(self._styled(text),))

    def _styled(self, text: str) -> Leaf:
        """One word of the text bold or, behind it, a name from code."""
        if self.rng.random() < 0.5:
            end = self.rng.choice((".", "。"))
            before = text.rstrip(end)
            name = self.rng.choice(("len()", "main.py", "--help", "user_id", "npm install", "x = 3", "map"))
            space = " " if self.language == "en" else ""
            return Leaf(pieces=(before + space, name, text[len(before) :]), styles=("", "code", ""))
        cut = min(len(text), self.rng.randint(2, 12))
        return Leaf(pieces=(text[:cut], text[cut:]), styles=("b", ""))

    def _typed(self, count: int) -> Lines:
        return Lines(lines=tuple(leaf(self.words("sentence")) for _ in range(count)))

    def _plain_part(self) -> Iterator[Block]:
        kind = self.rng.random()
        if kind < 0.45:
            yield self._paragraph(self.rng.randint(0, 3))
            return
        mark = self.rng.choice(("{}. ", "{}、", "{}) ", "- ", "· ")) if kind < 0.9 else ""
        texts = (
            mark.format(n) + self.words("item" if mark else "sentence")
            for n in range(1, self.rng.randint(3, 6))
        )
        yield Lines(lines=tuple(leaf(text) for text in texts))

    def _rich_part(self) -> Iterator[Block]:
        kind = self.rng.random()
        if self.rng.random() < 0.15:
            yield Heading(level=self.rng.randint(1, 4), words=leaf(self.words("heading")))
        if kind < 0.35:
            yield self._paragraph(self.rng.randint(0, 3))
        elif kind < 0.72:
            yield self._items(deep=self.rng.random() < 0.25)
        elif kind < 0.86:
            language, lines = code(self.rng)
            yield Code(language=language, lines=tuple(leaf(line) for line in lines))
        else:
            yield self._table()

    def _items(self, deep: bool) -> Items:
        items = []
        for _ in range(self.rng.randint(2, 5)):
            inner = self._items(deep=False) if deep and self.rng.random() < 0.5 else None
            text = self._dressed(self.words("item"), 0.3)
            if self.rng.random() < 0.25:
                head = self.words("heading") + (": " if self.language == "en" else "：")
                items.append((Leaf(pieces=(head, text), styles=("b", "")), inner))
            else:
                items.append((leaf(text), inner))
        return Items(ordered=self.rng.random() < 0.6, items=tuple(items))

    def _table(self) -> Table:
        columns = self.rng.randint(2, 4)
        head = tuple(
            leaf(self.words(s)) for s in self.rng.sample(("thing", "aspect", "aspect2", "time"), columns)
        )
        body = []
        for _ in range(self.rng.randint(2, 5)):
            cells = [self.words("thing")]
            cells += [
                self.rng.choice((self.words("aspect"), str(self.rng.randint(2, 900)))) for _ in head[1:]
            ]
            body.append(tuple(leaf(cell) for cell in cells))
        return Table(rows=(head, *body))
