"""Which client a screen shows, and which assistant its colours and layout tell of.

Called by `naming`.  Colours are those of the clients' own style sheets, to three shades (JPEG); each says
since when.  Nothing here looks at an answer's wording.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatmine.records import Colour
from pairing.measures import difference, saturation
from pairing.roles.avatars import is_knot
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split
from pairing.roles.voices import has_action_row
from pairing.screens import Screen

_BING = re.compile(r"^\W*(microsoft )?bing\W*$|generating answers? for you", re.I)
_CHATGPT_ADDRESS = re.compile(r"chat\.openai\.com|chatgpt\.com", re.I)
_CHATGPT_OWN = re.compile(
    r"message chatgpt|chatgpt can make|给.{0,3}chatgpt.{0,3}发送消息|chatgpt也可能会犯错"
    r"|chatgpt \w+ \d+ version|model: (default|gpt-4)|^chatgpt ?(3\.5|4o?|plus)\W*$",
    re.I,
)
_WECHAT_GREENS = (Colour(149, 236, 105), Colour(38, 181, 96), Colour(62, 178, 117), Colour(160, 232, 88))
_POE_VIOLETS = (Colour(93, 92, 222), Colour(57, 54, 189))
_NEXT_WEB_GREY, _TEAL_KNOT = Colour(242, 242, 242), Colour(211, 234, 237)
_BANDS_OF_2023 = (
    (Colour(255, 255, 255), Colour(247, 247, 248)),
    (Colour(52, 53, 65), Colour(68, 70, 84)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The ground and the asker's bubble of a client, and whose it is."""

    assistant: str
    ground: Colour
    bubble: Colour


_PALETTES = (
    Palette(assistant="chatgpt", ground=Colour(255, 255, 255), bubble=Colour(244, 244, 244)),  # since 2024
    Palette(assistant="chatgpt", ground=Colour(33, 33, 33), bubble=Colour(47, 47, 47)),
    Palette(assistant="claude", ground=Colour(250, 249, 245), bubble=Colour(240, 238, 230)),  # since 2024
    Palette(assistant="claude", ground=Colour(38, 38, 36), bubble=Colour(20, 20, 19)),
    Palette(assistant="deepseek", ground=Colour(255, 255, 255), bubble=Colour(239, 246, 255)),  # since 2025
    Palette(assistant="deepseek", ground=Colour(41, 42, 45), bubble=Colour(65, 65, 88)),
)


def client_of(screen: Screen, said: Sequence[str], blocks: Sequence[Block], split: Split) -> str | None:
    """The client's slug; `said` is what the interface says of itself."""
    voiced = [b for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    right = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0 and b.bubble]
    if split.cue == "sides" and right and all(_near(b.paper, _WECHAT_GREENS, 12) for b in right):
        return "wechat"
    if any(_BING.search(text) for text in said):
        return "bing"
    browser = any(_CHATGPT_ADDRESS.search(text) for text in said)
    banded = split.cue in ("bands", "alone") and any(b.banded for b in voiced)
    knot = split.cue == "bands" and any(_is_knot(b) for b in voiced)
    own = any(_CHATGPT_OWN.search(text) for text in said)
    if browser or knot or own or (banded and _has_bands(voiced)):
        phone = screen.frame.height > 1.5 * screen.frame.width
        return "chatgpt-mobile" if phone and own and not browser else "chatgpt-web"
    return None


def assistant_by_look(screen: Screen, blocks: Sequence[Block], split: Split) -> str | None:
    """Whose colours these are: the ground's, and those of the asker's only kind of bubble."""
    mine = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0]
    theirs = [b for b, v in zip(blocks, split.voices, strict=True) if v == 1 and not b.code]
    if _has_teal_knot(screen, theirs):
        return "chatgpt"
    if split.cue not in ("sides", "opening", "boxes") or not mine or any(b.boxed for b in theirs):
        return None
    for palette in _PALETTES:
        if difference(screen.ground, palette.ground) <= 3 and all(
            difference(b.paper, palette.bubble) <= 3 for b in mine
        ):
            return palette.assistant
    return "chatgpt" if _is_plain_and_grey(screen, mine, theirs) else None


def is_poe(blocks: Sequence[Block], split: Split) -> bool:
    """Whether the asker's bubbles have Poe's violet, whose bots have names of others."""
    mine = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0]
    return split.cue == "sides" and bool(mine) and all(_near(b.paper, _POE_VIOLETS, 3) for b in mine)


def _has_teal_knot(screen: Screen, theirs: Sequence[Block]) -> bool:
    """Whether ChatGPT-Next-Web's mark stands at the upper left of its grey bubbles: a knot, teal on pale."""
    return any(
        b.boxed
        and _near(b.paper, (_NEXT_WEB_GREY,), 3)
        and _near(icon.colour, (_TEAL_KNOT,), 6)
        and abs(icon.box.x - b.box.x) < screen.em
        and -screen.em < b.box.y - icon.box.bottom < 2 * screen.em
        for b in theirs
        for icon in screen.icons
    )


def _is_plain_and_grey(screen: Screen, mine: Sequence[Block], theirs: Sequence[Block]) -> bool:
    """ChatGPT's layout since 2024, whatever a screen's profile made of its greys.

    Grey bubbles at the right, the answer across the page without avatar, box or name, and small icons for
    copying and judging in a row below it.
    """
    grey = all(b.bubble and b.paper and saturation(b.paper) <= 3 for b in mine)
    bare = not any(b.icon or b.label for b in [*mine, *theirs])
    neutral = screen.ground is not None and saturation(screen.ground) <= 3
    return grey and bare and neutral and any(has_action_row(screen, b) for b in theirs)


def _is_knot(block: Block) -> bool:
    return block.icon is not None and is_knot(block.icon)


def _has_bands(voiced: Sequence[Block]) -> bool:
    """Whether the two papers are ChatGPT's of 2022 and 2023: white and light grey, or its two blue-greys.

    The blue-greys are nobody else's: one is enough.
    """
    papers = [b.paper for b in voiced if b.banded]
    if any(_near(paper, _BANDS_OF_2023[1], 2) for paper in papers):
        return True
    papers = [b.paper for b in voiced]
    return any(
        any(_near(paper, [one], 3) for paper in papers) and any(_near(paper, [other], 3) for paper in papers)
        for one, other in _BANDS_OF_2023
    )


def _near(colour: Colour | None, known: Sequence[Colour], reach: int) -> bool:
    return colour is not None and any(difference(colour, one) <= reach for one in known)
