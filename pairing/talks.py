"""A screen to what is said on it: the turns, and for every line why it is in or out.

Called by `conversing` for each screen.  This is the road in one place: columns, chrome, blocks, voices,
speakers, turns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatmine.records import Role, Turn
from pairing.assistants.naming import Names, names, names_on_terminal
from pairing.interface.chrome import chrome
from pairing.interface.columns import columns
from pairing.interface.inputs import input_top
from pairing.roles.blocks import Block
from pairing.roles.plausible import chatness
from pairing.roles.speakers import decide
from pairing.roles.splitting import Split
from pairing.roles.stacking import blocks
from pairing.roles.voices import splits
from pairing.screens import Reasons, Screen
from pairing.videos.prompts import dialogue
from pairing.writing.cuts import cut_above, cut_below
from pairing.writing.turns import Spoken, runs, turn, widest


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What is said on a screen, or on one column of it.

    `turns` is empty where there is no chat.  `out` has a reason for every line that is no message.
    `blocks` and `split` are how the speakers were told apart, `sureness` how clearly (0 to 1).
    """

    screen: Screen
    turns: tuple[Turn, ...]
    out: Reasons
    blocks: tuple[Block, ...] = ()
    split: Split | None = None
    sureness: float = 0.0
    names: Names = Names()

    @property
    def cue(self) -> str:
        """What told the speakers apart; empty where there is no chat."""
        return self.split.cue if self.split else ""


def talks(screen: Screen) -> list[Talk]:
    """A talk for each column of the screen, from left to right, also for those that hold no chat."""
    found = [_talk(column) for column in columns(screen)]
    most = max(_weight(talk) for talk in found)
    found = [_silent(talk) if _weight(talk) < 0.4 * most else talk for talk in found]
    seen = {p.number for talk in found for p in talk.screen.pieces}
    beside: Reasons = {p.number: "beside the chat" for p in screen.pieces if p.number not in seen}
    found[0].out.update(beside)
    return [_named(screen, talk, beside) for talk in found]


def _named(screen: Screen, talk: Talk, beside: Reasons) -> Talk:
    if talk.split is None or not talk.turns:
        return talk
    return replace(talk, names=names(screen, beside | talk.out, talk.blocks, talk.split, talk.turns))


def _weight(talk: Talk) -> float:
    """How much is said, by how surely it is said."""
    return talk.sureness * sum(len(turn.text) for turn in talk.turns)


def _silent(talk: Talk) -> Talk:
    """The same without turns: what says little beside a chat is a form or a list."""
    return _nothing(talk.screen, talk.out, "beside the chat")


def _talk(screen: Screen) -> Talk:
    if terminal := dialogue(screen):
        turns, out = terminal
        shown = names_on_terminal(screen, out, turns)
        return Talk(screen=screen, turns=turns, out=out, sureness=1.0, names=shown)
    out = chrome(screen)
    stacked = blocks(screen, out)
    plausible = (one for one in splits(screen, stacked) if chatness(screen, out, stacked, one) > 0)
    split = next(plausible, None)
    if split is None:
        return _nothing(screen, out, "no chat")
    decided = decide(screen, stacked, split)
    roles = [None if voice is None else decided.of(voice) for voice in split.voices]
    _put_out(stacked, roles, out)
    spoken = runs(screen, out, stacked, roles)
    sure = decided.sureness * split.clarity
    turns = _turns(screen, spoken, sure, out)
    return Talk(screen=screen, turns=turns, out=out, blocks=tuple(stacked), split=split, sureness=sure)


def _nothing(screen: Screen, out: Reasons, reason: str) -> Talk:
    out = {p.number: out.get(p.number, reason) for p in screen.pieces}
    return Talk(screen=screen, turns=(), out=out)


def _put_out(stacked: Sequence[Block], roles: Sequence[Role | None], out: Reasons) -> None:
    for block, role in zip(stacked, roles, strict=True):
        if role is None:
            out |= {piece.number: "beside the messages" for piece in block.pieces}


def _turns(screen: Screen, spoken: Sequence[Spoken], sureness: float, out: Reasons) -> tuple[Turn, ...]:
    bottom = input_top(screen, out)
    made = []
    for place, one in enumerate(spoken):
        partial = (place == 0 and cut_above(screen, out, one)) or (
            place == len(spoken) - 1 and cut_below(screen, one, bottom)
        )
        made.append(turn(screen, one, widest(spoken, one.role), sureness, partial))
    return tuple(one for one in made if one is not None)
