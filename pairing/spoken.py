"""Turns out of speech, where a voice says who said what: "I asked: …", "ChatGPT 回答：…".

Called for a file whose screens show no chat.  Only plain cues at the beginning of a stretch count; without
one for each speaker there are no turns.
"""

import re
from collections.abc import Sequence

from chatmine.records import Evidence, Role, Span, Speech, Turn
from pairing.soundtrack import Soundtrack

_BOTS = (
    r"(?:chat ?gpt|gpt|claude|gemini|bard|copilot|kimi|deepseek|文心一言|通义千问|讯飞星火|豆包|智谱清言"
    r"|ai|机器人|助手|它)"
)
_ASKED = re.compile(
    r"^\W*(?:我(?:又|再|接着)?(?:问|问它|说)|用户(?:问|说)|问题?(?=[:：])|i (?:then )?asked?(?: it| chatgpt)?"
    r"|the user asks?|question(?=:))\s*[,，:：]?\s*",
    re.I,
)
_ANSWERED = re.compile(
    rf"^\W*(?:{_BOTS}\s*(?:回答|答|说|回复|said|says|answered|answers|replied|replies)(?:道|说|我)?"
    r"|答案?(?=[:：])|it (?:said|says|answered|answers|replied|replies)|answer(?=:))\s*[,，:：]?\s*",
    re.I,
)
_SURENESS = 0.7


def spoken_turns(track: Soundtrack) -> tuple[Turn, ...]:
    """The turns that a voice tells apart, in order; empty where it does not name both speakers."""
    runs: list[tuple[Role, list[tuple[Speech, int]]]] = []
    for stretch in track.speech:
        role, said_from = _cue(stretch.text)
        if role is not None:
            runs.append((role, [(stretch, said_from)]))
        elif runs:
            runs[-1][1].append((stretch, 0))
    if len({role for role, _ in runs}) < 2:
        return ()
    return tuple(turn for role, said in runs if (turn := _turn(track.media, role, said)))


def _cue(text: str) -> tuple[Role | None, int]:
    """The role that the beginning names, and where what is said begins."""
    if match := _ASKED.match(text):
        return "user", match.end()
    if match := _ANSWERED.match(text):
        return "assistant", match.end()
    return None, 0


def _turn(media: str, role: Role, said: Sequence[tuple[Speech, int]]) -> Turn | None:
    text, evidence = "", []
    for stretch, start in said:
        words = stretch.text[start:].strip()
        if not words:
            continue
        text += " " if text and text[-1].isascii() and words[0].isascii() else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        evidence.append(
            Evidence(
                span=span, media=media, start=stretch.start, end=stretch.end, confidence=stretch.confidence
            )
        )
    if not evidence:
        return None
    heard = sum(e.confidence for e in evidence) / len(evidence)
    return Turn(role=role, text=text, confidence=round(_SURENESS * heard, 4), evidence=tuple(evidence))
