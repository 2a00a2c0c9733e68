"""A video's scenes to conversations: what each shows, fields that are filled anew, and scenes that go on.

Called by `conversing` for a reading that has scenes.  A scene is paired as the tall picture that it is; what
was replaced while it lasted counts where a question's and an answer's field are filled again and again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from chatmine.records import Box, Line, Reading, Role, Turn
from pairing import words
from pairing.measures import share_inside, shared
from pairing.posts.joining import seen_since
from pairing.screens import Piece, Screen, part, screens
from pairing.talks import Talk, talks
from pairing.videos.burned import subtitle_lines
from pairing.videos.drafts import drafts, in_order, with_drafts
from pairing.videos.lasting import field_top
from pairing.writing.text import Script

# Lines that go within this time of one another go together.
_TOGETHER = 0.6
_ALIKE = 85.0
# A draft that was sent stands as a message within this time.
_SENT = 3.0
# Typing a few words takes longer than they take to be shown at once.
_TYPED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A turn of the talk as it was last, and where its lines stand."""

    role: Role
    boxes: tuple[Box, ...]


def filmed(reading: Reading) -> Iterator[Talk]:
    """The talks of a video's scenes, in order; turns have their seconds."""
    burned = subtitle_lines(reading)
    for screen in screens(reading):
        replaced = [
            Piece(number=n, line=line)
            for n, line in enumerate(reading.lines)
            if line.replaced and line.scene == screen.scene and line.text.strip() and n not in burned
        ]
        here = [line for line in reading.lines if line.scene == screen.scene]
        typed = _typed(screen, here)
        screen = replace(screen, pieces=tuple(p for p in screen.pieces if p.number not in typed))
        if not screen.pieces:
            yield Talk(screen=screen, turns=(), out=dict.fromkeys(typed, "below the input"))
            continue
        found = talks(screen)
        field = _input_field(screen, reading.height, replaced, found)
        if field:
            found = talks(part(screen, Box(0, 0, screen.frame.right, field.y)))
        scrolled = screen.frame.height > reading.height
        sent = drafts(replaced, field_top(here, reading.height))
        for talk in found:
            one = talk if scrolled else _filled(talk, replaced)
            turns = with_drafts(screen.media, in_order(one.turns, replaced), sent) if one.turns else ()
            yield replace(one, turns=turns, out=one.out | dict.fromkeys(typed, "below the input"))


def _typed(screen: Screen, here: Sequence[Line]) -> list[int]:
    """The numbers of lines of a draft that still stands: typed in a box as the words of the empty one went.

    A subtitle over it, or a cut before it was sent, leaves nothing else that would tell.  `here` are the
    scene's lines.
    """
    empty = [one for one in here if one.replaced and words.PLACEHOLDER.match(one.text.strip())]
    return [piece.number for piece in screen.pieces if any(_is_typed(piece.line, one) for one in empty)]


def _is_typed(line: Line, empty: Line) -> bool:
    """Whether a line came letter by letter in the place of what the empty box said."""
    came = line.second or 0.0
    return (
        abs(line.box.y - empty.box.y) <= 0.5 * line.box.height
        and abs(line.box.x - empty.box.x) <= line.box.height
        and abs(came - (empty.until or 0.0)) <= _TOGETHER
        and (line.complete or 0.0) > came + _TYPED
    )


def _input_field(screen: Screen, height: int, replaced: Sequence[Piece], found: Sequence[Talk]) -> Box | None:
    """The panel in which messages were typed that then came as messages: nothing is said below its top.

    `height` is the frame's.  A field in its lower part stays there, whatever scrolls above it.
    """
    said = [turn for talk in found for turn in talk.turns]
    drafts = [piece for piece in replaced if _sent(piece.text, piece.line.until or 0.0, said)]
    lower = screen.frame.bottom - height
    boxes = [
        line._replace(y=line.y + lower) if line.y > 0.6 * height else piece.box
        for piece in drafts
        for line in [piece.line.box]
    ]
    panels = [
        panel.box for panel in reversed(screen.panels) for box in boxes if share_inside(box, panel.box) > 0.8
    ]
    lowest = max((panel for panel in panels), key=lambda box: box.y, default=None)
    above = screen.frame.y + 0.3 * screen.frame.height
    return lowest if lowest and lowest.y > above else None


def _sent(text: str, gone: float, said: Sequence[Turn]) -> bool:
    """Whether a message of these words came as they went."""
    return any(
        turn.role == "user" and 0 <= _start(turn) - gone < _SENT and _is_part(text, turn.text)
        for turn in said
    )


def _is_part(line: str, text: str) -> bool:
    """Whether a line of a draft, which wraps as the field is wide, is in a message."""
    short = len(line) < 0.3 * len(text)
    return len(line) > 1 and fuzz.partial_ratio(line, text) >= (95 if short else _ALIKE)


def _filled(talk: Talk, replaced: Sequence[Piece]) -> Talk:
    """The talk with what its fields said before, in order of time, if it is one of two fields.

    Fields don't scroll by.
    """
    places = _places(talk)
    older: dict[int, list[Turn]] = {}
    for number, place in enumerate(places):
        # A field is filled anew when it is empty; what is lost later is a line of a page that scrolls.
        begun = _start(talk.turns[number]) + _TOGETHER
        mine = [p for p in replaced if _stands_at(p, place) and (p.line.until or 0.0) <= begun]
        turns = [_turn(talk.screen, place.role, group, talk.turns) for group in _groups(mine)]
        kept = [one for one in turns if one is not None]
        if kept:
            older[number] = kept
    if sorted(places[number].role for number in older) != ["assistant", "user"]:
        return talk
    said = [turn for number in older for turn in (*older[number], talk.turns[number])]
    return replace(talk, turns=tuple(sorted(said, key=_start)))


def _places(talk: Talk) -> list[_Place]:
    by_line = {(p.line.box, p.line.complete): p.box for p in talk.screen.pieces}
    return [
        _Place(
            role=turn.role,
            boxes=tuple(by_line[e.box, e.end] for e in turn.evidence if e.box and (e.box, e.end) in by_line),
        )
        for turn in talk.turns
    ]


def _stands_at(piece: Piece, place: _Place) -> bool:
    """Whether a line began where a line of the turn begins, or lies over one."""
    box = piece.box
    return any(
        shared(box.y, box.bottom, one.y, one.bottom) >= 0.5 * min(box.height, one.height)
        and shared(box.x, box.right, one.x, one.right) >= 0.3 * min(box.width, one.width)
        for one in place.boxes
    )


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that went together, each group from top to bottom."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.line.until or 0.0):
        if groups and (piece.line.until or 0.0) - (groups[-1][-1].line.until or 0.0) <= _TOGETHER:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [sorted(group, key=lambda p: (p.box.y, p.box.x)) for group in groups]


def _turn(screen: Screen, role: Role, pieces: Sequence[Piece], said: Sequence[Turn]) -> Turn | None:
    """What a field said; None for a draft that was sent from it."""
    script = Script(media=screen.media)
    for piece in pieces:
        script.add(" " if script.length else "")
        script.quote(piece)
    gone = max((piece.line.until or 0.0 for piece in pieces), default=0.0)
    if not script.evidence or _sent(script.text, gone, said):
        return None
    sure = sum(e.confidence for e in script.evidence) / len(script.evidence)
    return Turn(
        role=role, text=script.text.strip(), confidence=round(sure, 4), evidence=tuple(script.evidence)
    )


def _start(turn: Turn) -> float:
    return min((e.start for e in turn.evidence if e.start is not None), default=0.0)


def carried(turns: Sequence[Turn], before: Sequence[Turn], begun: float) -> tuple[Turn, ...]:
    """The turns, those that stood when their scene began with the seconds that they had in scenes before."""
    return tuple(_carried(turn, before) if _start(turn) <= begun + _TOGETHER else turn for turn in turns)


def _carried(turn: Turn, before: Sequence[Turn]) -> Turn:
    same = [one for one in before if one.role == turn.role and fuzz.ratio(one.text, turn.text) >= _ALIKE]
    if not same:
        return turn
    return seen_since(turn, same[-1])
