"""Files of a post that go on without overlap: the next one begins where the one before stopped.

In: what each file shows (files that overlap are one already), in the post's order.  Out: the same with
files put behind each other, for good cause only: one layout, one bot, and a message that goes on.  Called
by `conversing`; pure, never raises.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatmine.records import Conversation, Evidence, Span, Turn

_MESSENGERS = frozenset({"wechat", "qq", "feishu", "telegram"})
_ANY_CHAT = re.compile(
    r"(chat\s*gpt|gpt|claude|gemini|bard|bing|copilot|deepseek|kimi|poe|new chat|新.{0,2}(对话|聊天|對話)"
    r"|文心一言|通义千问|豆包|智谱清言|讯飞星火|default|[\s\d.\-+ov>]|plus|turbo|mini|pro)*",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[。.!?！？…;；:：)）\]】」』”\"'`~～]\s*$")
_NUMBERED = re.compile(r"^\s*(\d{1,3})[.、)）]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A conversation as one file shows it, the titles that stand above it, and the file's width if known."""

    conversation: Conversation
    titles: frozenset[str]
    width: int = 0


def stitched(parts: Sequence[Part]) -> list[Part]:
    """The parts, each that goes on behind the one before it as one with it."""
    found: list[Part] = []
    for part in parts:
        if found and _goes_on(found[-1], part):
            found[-1] = _behind(found[-1], part)
        else:
            found.append(part)
    return found


def _goes_on(before: Part, after: Part) -> bool:
    one, other = before.conversation, after.conversation
    if set(one.media) & set(other.media) or not one.turns or not other.turns:
        return False
    if _differ(one.client, other.client) or _differ(one.assistant, other.assistant):
        return False
    if before.width and after.width and abs(before.width - after.width) > 0.02 * before.width:
        return False  # not one phone's screenshots; crops of other widths need an overlap
    shared = before.titles & after.titles
    if any(not _ANY_CHAT.fullmatch(t) or one.client in _MESSENGERS for t in shared):
        return True
    if before.titles and after.titles and not shared:
        return False
    looks = bool(shared) or bool((one.client or one.assistant) and _fits(one, other))
    return looks and (_fits(one, other) or _counts_on(one.turns[-1], other.turns[0]))


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _fits(one: Conversation, other: Conversation) -> bool:
    """The first ends within a message, or with a question, and the second begins where it stopped."""
    last, first = one.turns[-1], other.turns[0]
    if last.role == "user":
        return first.role == "assistant"
    return last.partial and first.partial and first.role == "assistant"


def _counts_on(last: Turn, first: Turn) -> bool:
    """Whether a list's numbers go on: 1, 2, 3 and on the next file 4."""
    before, after = _NUMBERED.findall(last.text), _NUMBERED.findall(first.text)
    if last.role != first.role or not before or not after:
        return False
    return len(before) > 1 and int(after[0]) == int(before[-1]) + 1


def _behind(before: Part, after: Part) -> Part:
    one, other = before.conversation.turns, after.conversation.turns
    last, first = one[-1], other[0]
    if last.role != first.role:
        return _merged(before, after, (*one, *other))
    cut = last.partial and first.partial
    between = ("" if _no_space(last.text, first.text) else " ") if cut else "\n\n"
    shift = len(last.text) + len(between)
    whole = replace(
        last,
        text=f"{last.text}{between}{first.text}",
        confidence=min(last.confidence, first.confidence),
        partial=len(other) == 1 and first.partial and not _CLOSED.search(first.text),
        evidence=(*last.evidence, *(_moved(e, shift) for e in first.evidence)),
    )
    return _merged(before, after, (*one[:-1], whole, *other[1:]))


def _no_space(before: str, after: str) -> bool:
    return before[-1:] >= "\u2e80" or after[:1] >= "\u2e80"


def _merged(one: Part, other: Part, turns: tuple[Turn, ...]) -> Part:
    a, b = one.conversation, other.conversation
    unsure = "unsure-roles" in a.flags and "unsure-roles" in b.flags
    joined = replace(
        a,
        media=(*a.media, *(m for m in b.media if m not in a.media)),
        turns=turns,
        assistant=a.assistant or b.assistant,
        model=a.model or b.model,
        client=a.client or b.client,
        flags=("unsure-roles",) if unsure else (),
    )
    return Part(conversation=joined, titles=one.titles | other.titles, width=one.width)


def _moved(evidence: Evidence, shift: int) -> Evidence:
    return replace(evidence, span=Span(evidence.span.start + shift, evidence.span.end + shift))
