"""Names above messages: lines that say who their owner is, most of them beside an avatar.

Called by `chrome` (a name is no message), by `stacking` (a name begins a block) and by `voices` (blocks under
one name have one voice).  Every avatar that has text beside it must have such a line: where one has a long
line, the short ones are first lines of messages.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from chatmine.records import Box, Role
from pairing import words
from pairing.measures import difference, middle, same_row, share_inside
from pairing.roles.blocks import Block
from pairing.roles.labels import role_named
from pairing.screens import Piece, Reasons, Screen, holders

_LONGEST = 24
_BOT = re.compile(
    r"(?<![a-z])(?:bot|app|ai)(?![a-z])|机器人|機器人|助手|助理|智能|assistant|copilot|gpt|claude", re.I
)
_AROUND = re.compile(
    rf"{words.MOMENT}|(?<![a-z])(?:bot|app|am|pm|today(?: at)?)(?![a-z])|机器人$|今天|\W", re.I
)
_TAGGED = re.compile(r"^\S.{0,20}\s(?:bot|app|机器人|機器人)$", re.I)
_SENTENCE = tuple("。？！?!.…，,：:；;")


def heads(screen: Screen, out: Reasons) -> list[Piece]:
    """The names, from top to bottom: beside avatars, with an hour behind them, or set as a label is."""
    return (
        _beside_avatars(screen, out)
        or _with_hours(screen, out)
        or _set_as_labels(screen, out)
        or _as_titled(screen, out)
        or _in_an_ink(screen, out)
    )


def _with_hours(screen: Screen, out: Reasons) -> list[Piece]:
    """Two and more names at one border, an hour behind each: their avatars may not have been seen."""
    told = [
        p
        for p in screen.pieces
        if words.NAMED_CLOCK.match(p.text) and out.get(p.number) in (None, "name") and name_of(p)
    ]
    told = [p for p in told if not _in_bubble(screen, p)]
    aligned = told and max(p.box.x for p in told) - min(p.box.x for p in told) < 0.5 * screen.em
    return told if aligned and len({name_of(p) for p in told}) == 2 else []


def _set_as_labels(screen: Screen, out: Reasons) -> list[Piece]:
    """The other speaker's name, where one is named by a label ("you") at a border that no message has.

    So it is where avatar and name stand above what is said, and not all avatars were seen.  A model's name
    without an avatar may end an answer instead.
    """
    open_ = [p for p in screen.pieces if out.get(p.number) is None and not _on_panel(screen, p)]
    labels = [p for p in open_ if role_named(p) == "user" or (role_named(p) and _has_avatar(screen, p))]
    if len({role_named(p) for p in labels}) != 1:
        return []
    left, em = min(p.box.x for p in labels), screen.em
    column = [p for p in open_ if abs(p.box.x - left) < 0.6 * em]
    column = [p for p in column if _next_below(screen, p, out) not in labels]  # a title above the first
    others = [p for p in column if p not in labels]
    if len({name_of(p) for p in others}) != 1 or not all(_may_be_name(p) for p in others):
        return []
    below = [_next_below(screen, p, out) for p in column]
    return others if all(p is None or abs(p.box.x - left) > 0.6 * em for p in below) else []


def _as_titled(screen: Screen, out: Reasons) -> list[Piece]:
    """The other speaker's name, where it is the chat's title too and stands at the border of a "you"."""
    titles = {name_of(p) for p in screen.pieces if out.get(p.number) == "title"} - {""}
    open_ = [p for p in screen.pieces if out.get(p.number) is None and not _on_panel(screen, p)]
    borders = [p.box.x for p in open_ if role_named(p) == "user"]
    return [
        p
        for p in open_
        if name_of(p) in titles
        and _may_be_name(p)
        and any(abs(p.box.x - x) < 0.6 * screen.em for x in borders)
    ]


def _in_an_ink(screen: Screen, out: Reasons) -> list[Piece]:
    """Two names by turns at one border, in an ink that nothing else has: headings do not return."""
    said = [p for p in screen.pieces if out.get(p.number) is None and p.line.ink]
    if not said:
        return []
    body = max(said, key=lambda p: len(p.text)).line.ink
    told = [p for p in said if _may_be_name(p) and difference(p.line.ink, body) > 60]
    told = [p for p in told if not _on_panel(screen, p) and not screen.in_table(p)]
    lone = all(not any(same_row(p.box, o.box) and o is not p for o in said) for p in told)
    aligned = told and max(p.box.x for p in told) - min(p.box.x for p in told) < 0.6 * screen.em
    names = [name_of(p) for p in told]
    by_turns = len(set(names)) == 2 < len(names) and all(a != b for a, b in pairwise(names))
    return told if lone and aligned and by_turns else []


def _on_panel(screen: Screen, piece: Piece) -> bool:
    return any(h.box.width < 0.93 * screen.frame.width for h in holders(screen, piece))


def _has_avatar(screen: Screen, piece: Piece) -> bool:
    near = [piece.box.x - i.box.right for i in screen.icons if same_row(i.box, piece.box)]
    return any(0 <= gap < 2 * screen.em for gap in near)


def _next_below(screen: Screen, piece: Piece, out: Reasons) -> Piece | None:
    lower = [p for p in screen.pieces if p.box.y > middle(piece.box) and out.get(p.number) is None]
    return min(lower, key=lambda p: (p.box.y, p.box.x), default=None)


def _beside_avatars(screen: Screen, out: Reasons) -> list[Piece]:
    """The names beside avatars; none where an avatar has text beside it that is no name."""
    avatars = _avatars(screen, out)
    lines = [p for avatar in avatars if (p := _beside(screen, avatar, out)) is not None]
    told = [p for p in lines if out.get(p.number) == "name" or _is_head(screen, p, avatars, out)]
    if len(lines) < 2 or len(told) < len(lines):
        return []
    often = Counter(name_of(p) for p in lines).most_common(1)[0][1] > 1
    told = [
        p for p in lines if is_bot(p) or words.USER_LABELS.match(p.text) or words.NAMED_CLOCK.match(p.text)
    ]
    if not often and not told:
        return []
    return sorted([*lines, *_again(screen, lines, out)], key=lambda p: p.box.y)


def _again(screen: Screen, names: Sequence[Piece], out: Reasons) -> list[Piece]:
    """The same names at the same border, where the avatar beside them was not seen."""
    known = {(name_of(p), p.box.x) for p in names if len(name_of(p)) > 1}
    timed = all(_before_time(screen, p, out) for p in names)
    low, right = min(p.box.y for p in names), max(p.box.x for p in names) + 6 * screen.em
    return [
        p
        for p in screen.pieces
        if p not in names
        and out.get(p.number) is None
        and (
            any(
                abs(_begin(p) - x) < 0.5 * screen.em
                and (name_of(p) == name or (timed and _may_be_name(p) and _before_time(screen, p, out)))
                for name, x in known
            )
            or (low < p.box.y and p.box.x < right and _TAGGED.match(p.text))
        )
    ]


def _before_time(screen: Screen, piece: Piece, out: Reasons) -> bool:
    """Whether a time ends a line's row."""
    times = (p.box for p in screen.pieces if out.get(p.number) == "time")
    return any(same_row(piece.box, box) and piece.box.x < box.x for box in times)


def _begin(piece: Piece) -> int:
    """Where the first letter stands: the avatar in front may have been read as an emoji."""
    first = re.search(r"\w", piece.text)
    known = first and len(piece.line.edges) > len(piece.text)
    return piece.line.edges[first.start()] if first and known else piece.box.x


def name_of(piece: Piece) -> str:
    """The bare name, without tags, times and marks."""
    return _AROUND.sub("", piece.text).lower()


def is_bot(piece: Piece) -> bool:
    """Whether a name says that its owner is a program."""
    return bool(_BOT.search(piece.text) or words.ASSISTANT_LABELS.match(piece.text))


def name_between(names: Sequence[Piece], above: Piece, below: Piece) -> bool:
    """Whether a name stands between two lines."""
    return any(middle(above.box) < middle(name.box) <= middle(below.box) for name in names)


def named(blocks: Sequence[Block], names: Sequence[Piece]) -> list[Block]:
    """The blocks with the names above them; of two names of which one is a program's, both tell a role."""
    made = _told_by_names(blocks, names)
    if not any(b.label == "assistant" for b in made):
        return made
    return [replace(b, label="user") if not b.label and _calls_bot(b) else b for b in made]


def _calls_bot(block: Block) -> bool:
    """Whether a message in a group begins with a program's name behind an at sign: it is said to that."""
    called = re.match(r"\s*@\s?(\S{1,16})", block.pieces[0].text)
    return bool(called and _BOT.search(called.group(1)))


def _told_by_names(blocks: Sequence[Block], names: Sequence[Piece]) -> list[Block]:
    above = [_name_above(blocks, n, names) for n in range(len(blocks))]
    made = [  # a bot's name is often misread, with the tag behind it; more than one bot is rare
        replace(b, name="bot" if is_bot(p) else name_of(p)) if p else b
        for b, p in zip(blocks, above, strict=True)
    ]
    bots = {b.name for b, p in zip(made, above, strict=True) if p and is_bot(p)}
    people = {b.name for b in made if b.name} - bots
    told = {b.label for b in made if b.label}
    if len(bots | people) == 1 and len(told) == 1:
        other: Role = "assistant" if told == {"user"} or bots else "user"
        return [replace(b, label=other) if b.name and not b.label else b for b in made]
    asking = people - {b.name for b in made if b.label == "assistant"}
    if _is_group(made, bots, asking, told):  # several people ask one bot
        asks: dict[str, Role] = dict.fromkeys(asking, "user")
        return [
            replace(b, label=b.label or asks.get(b.name, "assistant") if b.name else b.label) for b in made
        ]
    if len(people) != 1 or len(bots) != 1 or told - {"assistant"}:
        return made
    if told and sum(b.name in people for b in made) < 2:
        return made  # the tag behind a bot's name is a label of its own; a name seen once may be a title
    roles: dict[str, Role] = {**dict.fromkeys(bots, "assistant"), **dict.fromkeys(people, "user")}
    return [replace(b, label=b.label or roles.get(b.name)) for b in made]


def _is_group(blocks: Sequence[Block], bots: set[str], people: set[str], told: set[Role]) -> bool:
    """Whether a bot and two people or more speak, each beside an avatar in a bubble."""
    named_ = [b for b in blocks if b.name]
    one_bot = told == {"assistant"} if not bots else len(bots) == 1 and told <= {"assistant"}
    return one_bot and len(people) > 1 and all(b.icon and b.bubble for b in named_)


def _name_above(blocks: Sequence[Block], place: int, names: Sequence[Piece]) -> Piece | None:
    """The last name above a block's first line and below the block before."""
    first = blocks[place].pieces[0].box
    since = blocks[place - 1].pieces[-1].box.y if place else -1
    return next((n for n in reversed(names) if since < n.box.y <= first.y), None)


def _avatars(screen: Screen, out: Reasons) -> list[Box]:
    """What may be an avatar: icons, and those that were read as a letter."""
    read = [p.box for p in screen.pieces if out.get(p.number) == "glyph"]
    boxes = [i.box for i in screen.icons]
    boxes += [b for b in read if not any(share_inside(b, icon) > 0.3 for icon in boxes)]
    em = screen.em
    return [b for b in boxes if 1.15 * em <= b.height <= 4.5 * em and 0.65 < b.width / b.height < 1.5]


def _beside(screen: Screen, avatar: Box, out: Reasons) -> Piece | None:
    """The first line right of an avatar, level with its upper part."""
    level = [
        p
        for p in screen.pieces
        if -0.3 * screen.em < p.box.x - avatar.right < 2 * screen.em
        and p.box.bottom > avatar.y
        and p.box.y < avatar.y + 0.6 * avatar.height
        and out.get(p.number) in (None, "name")
    ]
    return min(level, key=lambda p: (p.box.y, p.box.x), default=None)


def _in_bubble(screen: Screen, piece: Piece) -> bool:
    return any(h.box.width < 0.9 * screen.frame.width for h in holders(screen, piece))


def _may_be_name(piece: Piece) -> bool:
    """Whether a line is short, no sentence and no item of a list."""
    text = piece.text.strip()
    return len(text) <= _LONGEST and not text.endswith(_SENTENCE) and not words.LISTED.match(text)


def _is_head(screen: Screen, piece: Piece, avatars: Sequence[Box], out: Reasons) -> bool:
    """Whether a line may be a name, is in no bubble, and has a message right below it."""
    if not _may_be_name(piece):
        return False
    if _in_bubble(screen, piece):
        return False
    below = [p for p in screen.pieces if p.box.y > middle(piece.box) and not same_row(p.box, piece.box)]
    below = [p for p in below if out.get(p.number) not in ("status", "quote", "time", "glyph")]
    if not below:
        return True
    first = min(below, key=lambda p: (p.box.y, p.box.x))
    own = not any(same_row(first.box, a) and a.y > piece.box.bottom for a in avatars)
    return own and first.box.y - piece.box.y < 3.6 * screen.em
