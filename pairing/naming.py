"""Which assistant, model and client a screen shows, and in which language people talk.

Told by what the interface says around the messages (titles, labels, placeholders, footers) and by its
colours; never by an answer's wording.  None where nothing tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatmine.records import Colour, Language, Turn
from pairing.blocks import Block
from pairing.measures import difference
from pairing.rows import is_wide
from pairing.screens import Piece, Reasons, Screen
from pairing.splitting import Split
from pairing.words import ASSISTANT_LABELS

# Interfaces' own words for themselves.  More specific names stand first.
_ASSISTANTS: tuple[tuple[str, str], ...] = (
    ("poe", r"\bpoe\b"),
    ("phind", r"\bphind\b"),
    ("deepseek", r"deep ?seek|深度求索"),
    ("claude", r"\bclaude\b|anthropic"),
    ("gemini", r"\bgemini\b"),
    ("bard", r"\bbard\b|view other drafts"),
    ("bing", r"\bbing\b|必应|必應|generating answers? for you"),
    ("ernie", r"文心一言|文心大模型|\bernie\b"),
    ("qwen", r"通义千问|通義千問|通义|\bqwen|tongyi"),
    ("spark", r"讯飞星火|訊飛星火|星火"),
    ("kimi", r"\bkimi\b|moonshot"),
    ("doubao", r"豆包|doubao"),
    ("hunyuan", r"混元|hunyuan"),
    ("yuan", r"\byuan ?2|源大模型"),
    ("pangu", r"盘古"),
    ("360", r"360 ?智脑|360gpt"),
    ("moss", r"\bmoss\b"),
    ("chatglm", r"chatglm|智谱清言|智谱"),
    ("chatgpt", r"chat ?gpt|\bgpt-?[345]|^\W*openai\W*$"),
)
_NAMES = tuple((slug, re.compile(pattern, re.I)) for slug, pattern in _ASSISTANTS)
_MODEL = re.compile(
    r"(gpt-?(?:3\.5|4|5)[\w.\-]*"
    r"|claude[ \-](?:\d[\w.\-]*|instant|opus|sonnet|haiku)[\w. \-]*"
    r"|qwen[\d.]+[\w.\-]*|llama-?\d[\w.\-]*|deepseek-?[rv]\d[\w.\-]*|gemini[ \-]\d[\w. \-]*"
    r"|chatglm\d?-\d+b[\w.\-]*|smollm[\w.\-]*|mistral[\w.\-]*)",
    re.I,
)
_TELLING = (
    "title",
    "label",
    "placeholder",
    "footer",
    "beside the messages",
    "below the input",
    "status",
    "address",
)
_BING = re.compile(r"^\W*(microsoft )?bing\W*$|generating answers? for you", re.I)
_CHATGPT_ADDRESS = re.compile(r"chat\.openai\.com|chatgpt\.com", re.I)
_CHATGPT_OWN = re.compile(
    r"message chatgpt|chatgpt can make|给.{0,3}chatgpt.{0,3}发送消息|chatgpt也可能会犯错"
    r"|chatgpt \w+ \d+ version|model: (default|gpt-4)|^chatgpt ?(3\.5|4o?|plus)\W*$",
    re.I,
)
_KNOT_GREENS = (Colour(16, 163, 127), Colour(25, 195, 125), Colour(117, 168, 155))
_CHATGPT_BANDS = (
    (Colour(255, 255, 255), Colour(247, 247, 248)),
    (Colour(52, 53, 65), Colour(68, 70, 84)),
)
_WECHAT_GREENS = (Colour(149, 236, 105), Colour(38, 181, 96), Colour(62, 178, 117), Colour(160, 232, 88))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Slugs as in docs/words.md; None where nothing tells."""

    assistant: str | None = None
    model: str | None = None
    client: str | None = None


def names(screen: Screen, out: Reasons, blocks: Sequence[Block], split: Split) -> Names:
    """What the interface calls itself.  `screen` is the whole one, sidebars and title bars included."""
    said = [p.text for p in screen.pieces if _tells(p, out)]
    model = next((m.group(0).strip() for text in said if (m := _MODEL.search(text))), None)
    assistant = next((slug for slug, pattern in _NAMES for text in said if pattern.search(text)), None)
    client = _client(screen, said, blocks, split)
    if assistant is None and client == "chatgpt-web":
        assistant = "chatgpt"
    return Names(assistant=assistant, model=model, client=client)


def _tells(piece: Piece, out: Reasons) -> bool:
    """Whether a line is the interface's own; beside the chat, in lists of chats, only a bare name is."""
    reason = out.get(piece.number)
    if reason == "beside the chat":
        return bool(ASSISTANT_LABELS.match(piece.text))
    return reason in _TELLING and len(piece.text) < 60


def _client(screen: Screen, said: Sequence[str], blocks: Sequence[Block], split: Split) -> str | None:
    voiced = [b for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    right = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0 and b.bubble]
    if split.cue == "sides" and right and all(_near(b.paper, _WECHAT_GREENS, 12) for b in right):
        return "wechat"
    if any(_BING.search(text) for text in said):
        return "bing"
    browser = any(_CHATGPT_ADDRESS.search(text) for text in said)
    knot = split.cue == "bands" and (any(_is_knot(b) for b in voiced) or _has_bands(voiced))
    own = any(_CHATGPT_OWN.search(text) for text in said)
    if browser or knot or own:
        phone = screen.frame.height > 1.5 * screen.frame.width
        return "chatgpt-mobile" if phone and own and not browser else "chatgpt-web"
    return None


def _is_knot(block: Block) -> bool:
    return block.icon is not None and _near(block.icon.colour, _KNOT_GREENS, 45)


def _has_bands(voiced: Sequence[Block]) -> bool:
    """Whether the two papers are ChatGPT's of 2022 and 2023: white and light grey, or its two blue-greys."""
    papers = [b.paper for b in voiced]
    return any(
        any(_near(paper, [one], 3) for paper in papers) and any(_near(paper, [other], 3) for paper in papers)
        for one, other in _CHATGPT_BANDS
    )


def _near(colour: Colour | None, known: Sequence[Colour], reach: int) -> bool:
    return colour is not None and any(difference(colour, one) <= reach for one in known)


def language(turns: Sequence[Turn]) -> Language:
    """What most of the text is written in: "mixed" where both Chinese and English have a fifth or more."""
    text = "".join(turn.text for turn in turns)
    if sum("\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7af" for c in text) > 0.1 * len(text):
        return "other"
    chinese = sum(is_wide(c) and c.isalpha() for c in text)
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    foreign = sum(c.isalpha() and not c.isascii() and not is_wide(c) for c in text)
    if foreign > max(chinese, 5 * words):
        return "other"
    share = chinese / max(1, chinese + 2 * words)
    if chinese + words == 0:
        return "other"
    return "zh" if share > 0.7 else "mixed" if share > 0.2 else "en"
