"""In which language people talk: by the characters of what they say."""

import re
from collections.abc import Sequence

from chatmine.records import Language, Turn
from pairing.writing.rows import is_wide


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
