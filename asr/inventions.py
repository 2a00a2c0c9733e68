"""What speech models write though nobody said it: told by their own numbers, by loops, by well-known words.

Called with every stretch that an engine gives, in order; `invented` says why one is left out.  Whisper
learned from subtitles of the web, so on silence and music it writes what stands there without being spoken:
credits, thanks for watching, descriptions of sounds.  Nothing here was measured on OpenAI's own weights
(docs/speech.md); the thresholds are OpenAI's own for a decoding that failed.
"""

import itertools
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from chatmine.records import Speech

ROUND = 1
"""Goes up with every change to what is left out: readings of another round are outdated."""

FAILED_LOG_PROBABILITY = -1.0
"""Whisper's own mark of a failed decoding; it keeps the text all the same where no further try is better."""
FAILED_COMPRESSION = 2.4
"""The same: text that packs so well repeats itself.  The engine's number is that of thirty seconds; who
says "that is a very good answer" after each answer reaches 2.46, so the model must be unsure too."""
SILENT = 0.6
"""Whisper's own threshold for silence.  It needs a failed decoding beside it there; half a failure here."""
UNSURE_LOG_PROBABILITY = -0.5
_LOOP = 3
"""Said twice in a row may be meant; three equal stretches are a loop, of which the first stays."""
_SHORTEST_TO_PACK = 40
"""UTF-8 bytes: shorter text packs badly whatever it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A stretch as the engine gives it, with the model's own numbers about it."""

    speech: Speech
    log_probability: float = 0.0
    no_speech: float = 0.0
    compression: float = 1.0


def spoken(stretches: Iterable[Heard]) -> Iterator[Speech]:
    """The stretches that somebody is likely to have said."""
    kept = (
        replace(heard.speech, text=heard.speech.text.strip())
        for heard in stretches
        if heard.speech.text.strip() and not invented(heard)
    )
    for _, same in itertools.groupby(kept, key=lambda speech: speech.text):
        run = list(same)
        yield from run[:1] if len(run) >= _LOOP else run


def invented(heard: Heard) -> str | None:
    """Why the stretch is left out; None where it is kept."""
    text = heard.speech.text.strip()
    if _SOUND.fullmatch(text):
        return "description of a sound"
    if _CREDIT.search(text):
        return "credit"
    doubted = heard.log_probability < UNSURE_LOG_PROBABILITY
    if _packs(text) > FAILED_COMPRESSION or (doubted and heard.compression > FAILED_COMPRESSION):
        return "loop"
    if doubted and heard.no_speech > SILENT:
        return "silence"
    if (doubted or heard.no_speech > SILENT) and not re.search(r"\w", _FAREWELL.sub("", text)):
        return "farewell"
    return "guess" if heard.log_probability < FAILED_LOG_PROBABILITY else None


def _packs(text: str) -> float:
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if len(data) >= _SHORTEST_TO_PACK else 1.0


# Notes for the deaf: "[Music]", "(applause)", "♪ la la ♪", "【音乐】".  Speech is not written in brackets.
_SOUND = re.compile(r"(?:[\s♪♫🎵🎶]|\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】|\*[^*]*\*)+|♪.*♪")

# Who made the subtitles, and what channels append to them: written, never spoken.  Each was reported by many
# users of Whisper for silence or music in that language.
_CREDITS = (
    r"amara\.org",
    r"字幕(?:志愿者|志願者)",
    r"^\W*(?:中文|简体|繁體)?字幕(?:制作|製作|翻译|翻譯|提供)?\s*(?:[:：]|by\b)",
    r"不吝点赞|不吝點贊",
    r"明镜与点点|明鏡與點點",
    r"优优独播剧场|優優獨播劇場",
    r"(?:作词|作詞|词曲|詞曲|作曲|编曲|編曲)\s*[:：]?\s*李宗盛",
    r"^\W*(?:subtitles?|captions?|translation|transcript(?:ion)?|subtitled|captioned|transcribed) by\b",
    r"castingwords|otter\.ai|opensubtitles",
    r"copyright wdr|©",
    r"ご視聴ありがとうございました|시청해주셔서 감사합니다",
)
_CREDIT = re.compile("|".join(_CREDITS), re.IGNORECASE)

# How videos end.  People do say so: left out only where the model is unsure or hears silence, and where the
# stretch says nothing else.
_FAREWELLS = (
    r"谢谢|感谢|謝謝|感謝|大家|您|你们|你|的|观看|收看|收听|觀看|收聽|支持",
    r"请|請|欢迎|歡迎|点赞|點贊|订阅|訂閱|转发|轉發|关注|關注|打赏|打賞|我的频道|我的頻道|和|与",
    r"我们|下期|下次|下集|再见|再見|见|見",
    r"\b(?:thanks?|thank you|so much|very much|for|watching|listening|your attention|your time)\b",
    r"\b(?:please|don't forget|like|share|comment|subscribe|and|to|my|our|the|this|channel|video)\b",
    r"\b(?:bye|goodbye|see you|next time|later|in the next|you|okay|so)\b",
)
_FAREWELL = re.compile("|".join(_FAREWELLS), re.IGNORECASE)
