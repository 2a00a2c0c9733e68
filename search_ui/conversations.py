"""A conversation as its page shows it: turns whose lines lead to their boxes, pictures whose boxes lead back.

A line of a picture is `#l2-0` in the text (turn 2, evidence 0) and `#b2-0` on the picture; both are links to
one another, and what an address names is highlighted by CSS alone.  A line of a video leads to its second.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from chatmine.presenting import ConversationView, EvidenceView, TurnView
from chatmine.records import Box, Media, Pair, Reading, Role, Span
from chatmine.store import Store
from indexer import marking
from indexer.searching import Query
from search_ui.excerpts import Block, blocks
from search_ui.parameters import Asked
from search_ui.pictures import Shown, shown

# Below this a line is worth a second look.  PaddleOCR gives clean lines 0.95 and more.
DOUBTFUL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line in a turn's text; `address` is None where its place can't be shown."""

    id: str
    address: str | None
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnShown:
    """One turn.  `anchors` are the pairs that begin here; `place` leads to where it stands."""

    number: int
    view: TurnView
    blocks: tuple[Block, ...]
    lines: tuple[LineShown, ...]
    anchors: tuple[str, ...]
    place: str | None
    second: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxShown:
    """A box on a picture: a line's (leads back to its text) or a whole turn's."""

    id: str
    box: Box
    role: Role
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShown:
    """A file beside the turns, with its boxes, and what read it."""

    number: int
    media: Media
    shown: Shown
    lines: tuple[BoxShown, ...]
    turns: tuple[BoxShown, ...]
    readings: tuple[Reading, ...]

    @property
    def wide(self) -> bool:
        """Whether it is a desktop's window rather than a phone's screen: it wants more room."""
        return self.shown.width > self.shown.height


def files(store: Store, view: ConversationView, media: Sequence[str]) -> list[FileShown]:
    """The files of a conversation, in order."""
    known = [found for sha256 in media if (found := store.posts.media(sha256))]
    return [
        FileShown(
            number=number,
            media=file,
            shown=shown(store, file),
            lines=tuple(_line_boxes(view, file.sha256)),
            turns=tuple(_turn_boxes(view, file.sha256, number)),
            readings=tuple(store.readings.of(file.sha256)),
        )
        for number, file in enumerate(known, start=1)
    ]


def turns(
    view: ConversationView, beside: Sequence[FileShown], pairs: Sequence[Pair], query: Query, asked: Asked
) -> list[TurnShown]:
    """The turns of a conversation, marked with what `query` matches."""
    by_hash = {file.media.sha256: file for file in beside}
    anchors = _anchors(view, pairs)
    return [
        TurnShown(
            number=number,
            view=turn,
            blocks=tuple(blocks(turn.text, [e.span for e in turn.evidence], _marks(turn, query))),
            lines=tuple(
                LineShown(
                    id=f"l{number}-{place}",
                    address=_address(piece, f"b{number}-{place}", by_hash, asked),
                    doubtful=piece.confidence < DOUBTFUL,
                )
                for place, piece in enumerate(turn.evidence)
            ),
            anchors=anchors.get(number, ()),
            place=_place(turn, number, by_hash, asked),
            second=next((e.start for e in turn.evidence if e.start is not None), None),
        )
        for number, turn in enumerate(view.turns)
    ]


def _marks(turn: TurnView, query: Query) -> Sequence[Span]:
    asks = turn.role == "user"
    found = marking.marks(query, turn.text if asks else "", "" if asks else turn.text)
    return found["question" if asks else "answer"]


def _anchors(view: ConversationView, pairs: Sequence[Pair]) -> dict[int, tuple[str, ...]]:
    """The number of the turn that asks each pair's question."""
    found: dict[int, tuple[str, ...]] = {}
    start = 0
    for pair in pairs:
        for number in range(start, len(view.turns)):
            turn = view.turns[number]
            if turn.role == "user" and turn.text == pair.question.text:
                found[number] = (*found.get(number, ()), f"pair-{pair.number}")
                start = number
                break
    return found


def _address(piece: EvidenceView, target: str, by_hash: Mapping[str, FileShown], asked: Asked) -> str | None:
    file = by_hash.get(str(piece.media))
    if file is None or file.shown.kind == "withheld":
        return None
    if file.shown.kind == "picture":
        return f"#{target}" if piece.box else None
    return None if piece.start is None or file.shown.kind == "download" else _at(piece.start, file, asked)


def _place(turn: TurnView, number: int, by_hash: Mapping[str, FileShown], asked: Asked) -> str | None:
    addresses = (_address(piece, f"t{number}", by_hash, asked) for piece in turn.evidence)
    found = next((address for address in addresses if address), None)
    if found and found.startswith("#"):
        boxed = next(str(piece.media) for piece in turn.evidence if piece.box)
        return f"#t{number}-{by_hash[boxed].number}" if boxed in by_hash else None
    return found


def _at(second: float, file: FileShown, asked: Asked) -> str:
    """This page with its video at a second."""
    parameters = [*asked.pairs, ("at", f"{second:.2f}")]
    return f"?{urlencode(parameters, quote_via=quote)}#file-{file.number}"


def _line_boxes(view: ConversationView, media: str) -> list[BoxShown]:
    return [
        BoxShown(id=f"b{number}-{place}", box=piece.box, role=turn.role, back=f"l{number}-{place}")
        for number, turn in enumerate(view.turns)
        for place, piece in enumerate(turn.evidence)
        if piece.media == media and piece.box
    ]


def _turn_boxes(view: ConversationView, media: str, file: int) -> list[BoxShown]:
    """A box around all of a turn's lines on this file, for each turn that has any."""
    found = []
    for number, turn in enumerate(view.turns):
        boxes = [piece.box for piece in turn.evidence if piece.media == media and piece.box]
        if boxes:
            found.append(
                BoxShown(id=f"t{number}-{file}", box=_around(boxes), role=turn.role, back=f"turn-{number}")
            )
    return found


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)
