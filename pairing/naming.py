"""Which assistant, model and client a screen shows, and in which language people talk.

Told by what the interface says around the messages (titles, labels, placeholders, footers) and by its
colours; never by an answer's wording.  None where nothing tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatmine.records import Colour, Language, Turn
from pairing.blocks import Block
from pairing.chrome import Reasons
from pairing.measures import difference
from pairing.rows import is_wide
from pairing.screens import Screen
from pairing.voices import Split

# Interfaces' own words for themselves.  More specific names stand first.
_ASSISTANTS: tuple[tuple[str, str], ...] = (
    ("poe", r"\bpoe\b"),
    ("phind", r"\bphind\b"),
    ("deepseek", r"deep ?seek|深度求索"),
    ("claude", r"\bclaude\b|anthropic"),
    ("gemini", r"\bgemini\b"),
    ("bard", r"\bbard\b"),
    ("bing", r"\bbing\b|必应|必應"),
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
    ("chatgpt", r"chat ?gpt|\bgpt-?[345]|openai"),
)
_NAMES = tuple((slug, re.compile(pattern, re.I)) for slug, pattern in _ASSISTANTS)
_MODEL = re.compile(
    r"(gpt-?(?:3\.5|4|5)[\w.\-]*"
    r"|claude[ \-](?:\d[\w.\-]*|instant|opus|sonnet|haiku)[\w. \-]*"
    r"|qwen[\d.]+[\w.\-]*|llama-?\d[\w.\-]*|deepseek-?[rv]\d[\w.\-]*|gemini[ \-]\d[\w. \-]*"
    r"|chatglm\d?-\d+b[\w.\-]*|smollm[\w.\-]*|mistral[\w.\-]*)",
    re.I,
)
_TELLING = ("title", "label", "placeholder", "footer", "beside the messages", "below the input", "status")
_KNOT_GREENS = (Colour(16, 163, 127), Colour(25, 195, 125), Colour(117, 168, 155))
_WECHAT_GREENS = (Colour(149, 236, 105), Colour(38, 181, 96), Colour(62, 178, 117), Colour(160, 232, 88))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Slugs as in docs/words.md; None where nothing tells."""

    assistant: str | None = None
    model: str | None = None
    client: str | None = None


def names(screen: Screen, out: Reasons, blocks: Sequence[Block], split: Split) -> Names:
    """What the interface calls itself."""
    said = [p.text for p in screen.pieces if out.get(p.number) in _TELLING and len(p.text) < 60]
    client = _client(screen, blocks, split)
    model = next((m.group(0).strip() for text in said if (m := _MODEL.search(text))), None)
    assistant = next((slug for slug, pattern in _NAMES for text in said if pattern.search(text)), None)
    if assistant is None and client == "chatgpt-web":
        assistant = "chatgpt"
    return Names(assistant=assistant, model=model, client=client)


def _client(screen: Screen, blocks: Sequence[Block], split: Split) -> str | None:
    voiced = [b for b, v in zip(blocks, split.voices, strict=True) if v is not None]
    if split.cue == "bands" and any(_is_knot(b) for b in voiced):
        return "chatgpt-web"
    right = [b for b, v in zip(blocks, split.voices, strict=True) if v == 0 and b.bubble]
    if split.cue == "sides" and right and all(_near(b.paper, _WECHAT_GREENS, 12) for b in right):
        return "wechat"
    return None


def _is_knot(block: Block) -> bool:
    return block.icon is not None and _near(block.icon.colour, _KNOT_GREENS, 45)


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
