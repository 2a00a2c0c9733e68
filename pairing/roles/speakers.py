"""Which of two voices is the user: a handful of weights of evidence, added up.

Each piece of evidence gives a number: above 0 speaks for voice 0 being the user, below 0 for voice 1.
Their sum decides, and how large it is tells how sure that is.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatmine.records import Role
from pairing.measures import lightness, saturation
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split
from pairing.roles.voices import has_action_row
from pairing.screens import Screen
from pairing.words import LISTED

# How answers begin; how requests begin.  Words weigh little: they only tip a balance.
_ANSWERING = re.compile(
    r"^(sure|certainly|of course|yes,|no,|hello[!,]|hi[!,] |here('s| is| are)|i('m| am) (sorry|an ai)"
    r"|as an ai|i apologi[sz]e|当然|好的|你好[！!]|您好[！!]|很抱歉|抱歉|对不起|作为一[个名]|以下是|是的"
    r"|很高兴|我是一个|根据您)",
    re.I,
)
_ASKING = re.compile(
    r"([?？]\s*$|^(please|write|explain|how|what|why|who|when|where|can you|could you|give me|tell me"
    r"|translate|list|summari[sz]e|describe|i want you|act as|请|帮我|给我|写一|写个|如何|怎么|什么|为什么"
    r"|介绍|解释|翻译|总结|你是|你能|推荐|生成))",
    re.I,
)

_NUMBERED = re.compile(r"^\s*\d{1,2}[.、)）]\s?\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The role of voice 0 and of voice 1, and how sure that is (0.5 to 1)."""

    first: Role
    second: Role
    sureness: float

    def of(self, voice: int) -> Role:
        """The role of a voice."""
        return self.second if voice else self.first


def decide(screen: Screen, blocks: Sequence[Block], split: Split) -> Roles:
    """Who of the two voices is the user."""
    voiced = [(b, v) for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    mine = [b for b, v in voiced if v == 0]
    theirs = [b for b, v in voiced if v == 1]
    weight = (
        _cue(split)
        + _labels(mine, theirs)
        + _tints(split, mine, theirs)
        + _lengths(mine, theirs)
        + _words(mine, theirs)
        + _structure(screen, mine, theirs)
        + _acted(screen, mine, theirs)
        + _greys(split, mine, theirs)
        + _frames(screen, split, mine, theirs)
        + _opening(screen, split, voiced)
    )
    sureness = 1 / (1 + math.exp(-abs(weight)))
    return Roles(
        first="user" if weight >= 0 else "assistant",
        second="assistant" if weight >= 0 else "user",
        sureness=sureness,
    )


def _cue(split: Split) -> float:
    """Labels name voice 0 the user; the right side is nearly always one's own; questions stand above."""
    return {"labels": 8.0, "sides": 3.0, "alone": 3.0, "opening": 2.0}.get(split.cue, 0.0)


def _labels(mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """A label that is there once may be a title; several that agree are none."""
    votes = [b.label == "user" for b in mine if b.label] + [b.label == "assistant" for b in theirs if b.label]
    return sum(1.0 if vote else -1.0 for vote in votes) * (1.0 if len(votes) < 2 else 2.0)


def _tints(split: Split, mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """One's own messages are the tinted ones."""
    if split.cue not in ("bands", "boxes"):
        return 0.0
    tints = [max((saturation(b.paper) for b in side if b.paper), default=0) for side in (mine, theirs)]
    return 0.0 if abs(tints[0] - tints[1]) < 8 else 1.5 if tints[0] > tints[1] else -1.5


def _lengths(mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """Answers are longer than questions: a weight of one for every doubling, two at most."""
    if not mine or not theirs:
        return 0.0
    mean = [sum(b.length for b in side) / max(1, len(side)) for side in (mine, theirs)]
    return max(-2.0, min(2.0, math.log2((mean[1] + 8) / (mean[0] + 8))))


def _words(mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    return max(-1.5, min(1.5, _asks(mine) - _asks(theirs) + _answers(theirs) - _answers(mine)))


def _structure(screen: Screen, mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """Answers have lists, tables and code; where only one speaker does, that is the assistant."""
    return 1.5 * (any(_is_laid_out(screen, b) for b in theirs) - any(_is_laid_out(screen, b) for b in mine))


def _is_laid_out(screen: Screen, block: Block) -> bool:
    listed = sum(bool(LISTED.match(p.text) or _NUMBERED.match(p.text)) for p in block.pieces)
    return block.code or listed >= 2 or any(screen.in_table(p) for p in block.pieces)


def _acted(screen: Screen, mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """Copy, thumbs and once more stand below answers."""
    shares = [sum(has_action_row(screen, b) for b in side) / max(1, len(side)) for side in (mine, theirs)]
    return 1.5 * (shares[1] - shares[0])


def _asks(blocks: Sequence[Block]) -> float:
    return sum(bool(_ASKING.search(_spoken(b)[:400])) for b in blocks) / max(1, len(blocks))


def _answers(blocks: Sequence[Block]) -> float:
    return sum(bool(_ANSWERING.match(_spoken(b))) for b in blocks) / max(1, len(blocks))


def _spoken(block: Block) -> str:
    return " ".join(piece.text for piece in block.pieces).strip()


def _greys(split: Split, mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """Of two full-width papers the answer's is the greyer: light grey to white, dark grey to black."""
    if split.cue != "bands" or not mine or not theirs or not mine[0].paper or not theirs[0].paper:
        return 0.0
    from_grey = [abs(lightness(side[0].paper) - 128) for side in (mine, theirs) if side[0].paper]
    return max(-2.5, min(2.5, (from_grey[0] - from_grey[1]) / 5))


def _frames(screen: Screen, split: Split, mine: Sequence[Block], theirs: Sequence[Block]) -> float:
    """Boxes that end where their words do are bubbles of questions; answers stand on cards of one width."""
    if split.cue not in ("papers", "frames"):
        return 0.0
    return _bubbles(screen, mine) - _bubbles(screen, theirs)


def _bubbles(screen: Screen, blocks: Sequence[Block]) -> float:
    """Above 0 for bubbles, below for cards; a tint speaks for bubbles, too."""
    boxes = [(b, b.bubble.box.right - max(p.box.right for p in b.pieces)) for b in blocks if b.bubble]
    narrow = any(b.box.width < 0.6 * screen.frame.width and room < 2.5 * screen.em for b, room in boxes)
    roomy = any(room > 4 * screen.em for _, room in boxes)
    tinted = any(saturation(b.paper) > 60 for b in blocks if b.paper)
    return 2.0 * narrow - 2.0 * roomy + 1.5 * tinted


def _opening(screen: Screen, split: Split, voiced: Sequence[tuple[Block, int]]) -> float:
    """The first to speak is more often the user, where the picture does not begin inside a message."""
    if not voiced or split.cue in ("labels", "sides"):
        return 0.0
    block, voice = voiced[0]
    return 0.5 if voice == 0 else -0.5
