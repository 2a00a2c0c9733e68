"""Which assistant, model and client a screen shows.

Told by what the interface says around the messages (titles, labels, placeholders, footers, names) and by its
colours and layout.  What an answer says of itself is the last sign, and flagged as such; where it disagrees
with the interface, that is flagged too.  None where nothing tells.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chatmine.records import Sign, Turn
from pairing.assistants.clients import assistant_by_look, client_of, is_poe
from pairing.assistants.doubts import doubts
from pairing.roles.blocks import Block
from pairing.roles.splitting import Split
from pairing.screens import Piece, Reasons, Screen
from pairing.words import ASSISTANT_LABELS

# Interfaces' own words for themselves, "~" where a word ends.  More specific names stand first.
_ASSISTANTS: tuple[tuple[str, str], ...] = (
    ("poe", r"~poe~"),
    ("phind", r"~phind~"),
    ("hunyuan", r"腾讯元宝|^\W*元宝\W*$|问元宝"),  # its own model or DeepSeek's answers there
    ("deepseek", r"deep ?seek|深度求索"),
    ("claude", r"~claude~|anthropic"),
    ("gemini", r"~gemini~"),
    ("bard", r"~bard~|view other drafts"),
    ("bing", r"~bing~|必应|必應|generating answers? for you"),
    ("ernie", r"文心一言|文心大模型|文小言|~ernie~|~yiyan~"),
    ("qwen", r"通义千问|通義千問|通义(?!灵码|万相|听悟)|千问|~qwen|tongyi"),
    ("spark", r"讯飞星火|訊飛星火|星火|~sparkdesk~"),
    ("kimi", r"~kimi~|moonshot|月之暗面"),
    ("doubao", r"豆包|doubao"),
    ("hunyuan", r"混元|hunyuan"),
    ("yuan", r"~yuan ?2|源大模型"),
    ("pangu", r"盘古"),
    ("360", r"360 ?智脑|360gpt"),
    ("moss", r"~moss~"),
    ("chatglm", r"chatglm|智谱清言|智谱|~glm-?4"),
    ("chatgpt", r"chat ?gpt|~gpt-?[345]|~gpt ?(?:机器人|機器人|助手|assistant)|^\W*openai\W*$"),
)
# No Latin letter on this side: Chinese characters may touch a name.
_BORDER = r"(?:(?<![a-z])(?=[a-z])|(?<=[a-z])(?![a-z]))"
_NAMES = tuple((slug, re.compile(pattern.replace("~", _BORDER), re.I)) for slug, pattern in _ASSISTANTS)
_MODEL = re.compile(
    r"(gpt-?(?:3\.5|4|5)[\w.\-]*"
    r"|claude[ \-](?:\d[\w.\-]*|instant|opus|sonnet|haiku)[\w. \-]*"
    r"|qwen[\d.]+[\w.\-]*|llama-?\d[\w.\-]*|deepseek-?[rv]\d[\w.\-]*|gemini[ \-]\d[\w. \-]*"
    r"|deepseek-(?:chat|reasoner|coder)[\w.\-]*|qwen-(?:max|plus|turbo|long)[\w.\-]*|glm-\d[\w.\-]*"
    r"|moonshot-v\d[\w\-]*|hunyuan-[a-z][\w\-]*|doubao-[\w.\-]+|ernie[ \-](?:bot )?\d[\w.]*|星火 ?v\d[\d.]*"
    r"|chatglm\d?-\d+b[\w.\-]*|smollm[\w.\-]*|mistral[\w.\-]*)",
    re.I,
)
_CARET = re.compile(r"\W*v?\W*", re.I)
_TELLING = (
    "title",
    "label",
    "name",
    "placeholder",
    "footer",
    "beside the messages",
    "below the input",
    "status",
    "address",
    "card",
    "time",
)
# A clause in which the speaker says who it is, and a line that signs a message.
_CLAUSE = r"[^，。、,.;；!！?？\n]{0,24}?"
_SAYS_IT_IS = re.compile(
    rf"(?:我(?:是|叫)|作为|(?<![a-z])(?:i am|i['’]m|my name is|as|this is)(?![a-z])){_CLAUSE}$", re.I
)
_SIGNED = re.compile(r"^\W*(?:via|by|from|powered by|来自)\W+(\S.{1,24})$", re.I | re.M)
_COUNTS_OF = re.compile(r"(?:model|模型)\s*[:：]", re.I)  # a counter below an answer that tells the model
_BARD_FIELD = re.compile(r"enter a prompt|在此处输入提示", re.I)
_BING_FIELD = re.compile(r"ask me anything|问我任何问题", re.I)
_HOSTS = ("poe", "phind", "bing")
"""Those that let other assistants' models speak: there a model may say its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Slugs as in docs/words.md; None where nothing tells.  `signs` is what told, `flags` what to know."""

    assistant: str | None = None
    model: str | None = None
    client: str | None = None
    signs: tuple[Sign, ...] = ()
    flags: tuple[str, ...] = ()


def names(
    screen: Screen, out: Reasons, blocks: Sequence[Block], split: Split, turns: Sequence[Turn]
) -> Names:
    """What the interface calls itself.  `screen` is the whole one, sidebars and title bars included."""
    telling = [*(p for p in screen.pieces if _tells(p, out)), *_picked_beside(screen, out)]
    said = [p.text for p in telling]
    client = client_of(screen, said, blocks, split)
    shown = (
        _by_host(blocks, split)
        or _named(telling)
        or _by_place(telling, out)
        or _by_look(screen, blocks, split, client)
    )
    own, doubtful = _in_own_words(turns), doubts(screen, out)
    flag = _flag(shown, own)
    told = [sign for sign in (shown, own if flag else None) if sign]
    return Names(
        assistant=told[0].says if told else None,
        model=next((m.group(0).strip() for text in said if (m := _MODEL.search(text))), None),
        client=client,
        signs=(*told, *doubtful),
        flags=tuple(dict.fromkeys([*([flag] if flag else []), *(sign.of for sign in doubtful)])),
    )


def names_on_terminal(screen: Screen, out: Reasons, turns: Sequence[Turn]) -> Names:
    """What a window's bar, the command that began the talk or the program's greeting says."""
    telling = [p for p in screen.pieces if out.get(p.number) == "terminal" and len(p.text) < 60]
    shown, own = _named(telling), _in_own_words(turns)
    flag = _flag(shown, own)
    told = [sign for sign in (shown, own if flag else None) if sign]
    return Names(
        assistant=told[0].says if told else None,
        model=next((m.group(0).strip() for p in telling if (m := _MODEL.search(p.text))), None),
        signs=tuple(told),
        flags=(flag,) if flag else (),
    )


def _picked_beside(screen: Screen, out: Reasons) -> list[Piece]:
    """The only line beside the chat that is a model's name: what was picked; a list has several."""
    beside = [p for p in screen.pieces if out.get(p.number) == "beside the chat"]
    models = [p for p in beside if (m := _MODEL.match(p.text)) and _CARET.fullmatch(p.text[m.end() :])]
    return models if len(models) == 1 else []


def _flag(shown: Sign | None, own: Sign | None) -> str | None:
    """What to say where only the answer names its speaker, or names another than the interface does."""
    if own is None:
        return None
    if shown is None:
        return "named-by-answer"
    return "other-name-in-answer" if own.says != shown.says and shown.says not in _HOSTS else None


def _named(telling: Sequence[Piece]) -> Sign | None:
    """The first of the interface's own lines that has a name in it; more specific names go first."""
    for slug, pattern in _NAMES:
        for piece in telling:
            if pattern.search(piece.text):
                return Sign(of="assistant", says=slug, text=piece.text, box=piece.box)
    return None


def named_aloud(cues: Iterable[str]) -> Sign | None:
    """The assistant whose name a narrator says where it speaks: "ChatGPT answered"."""
    for cue in cues:
        for slug, pattern in _NAMES:
            if pattern.search(cue):
                return Sign(of="assistant", says=slug, text=cue.strip())
    return None


def _by_host(blocks: Sequence[Block], split: Split) -> Sign | None:
    """Poe, whose labels name others' models."""
    poe = is_poe(blocks, split)
    return Sign(of="assistant", says="poe", text="colour of the bubbles", box=None) if poe else None


def _by_place(telling: Sequence[Piece], out: Reasons) -> Sign | None:
    """Placeholders that only one page has: Bard's; Bing's, with what it suggests above."""
    suggests = "suggestion" in out.values() or "chip" in out.values()
    for piece in telling:
        if out.get(piece.number) != "placeholder":
            continue
        if _BARD_FIELD.search(piece.text):
            return Sign(of="assistant", says="bard", text=piece.text, box=piece.box)
        if suggests and _BING_FIELD.search(piece.text):
            return Sign(of="assistant", says="bing", text=piece.text, box=piece.box)
    return None


def _by_look(screen: Screen, blocks: Sequence[Block], split: Split, client: str | None) -> Sign | None:
    if client == "chatgpt-web":
        return Sign(of="assistant", says="chatgpt", text="colours of the bands or the avatar", box=None)
    slug = assistant_by_look(screen, blocks, split)
    return Sign(of="assistant", says=slug, text="colours and layout", box=None) if slug else None


def _in_own_words(turns: Sequence[Turn]) -> Sign | None:
    """The first answer in which a speaker says who it is, or that it signs."""
    for turn in turns:
        if turn.role == "assistant" and (sign := _claimed(turn)):
            return sign
    return None


def _claimed(turn: Turn) -> Sign | None:
    for slug, start, end in _own_names(turn.text):
        place = next((e for e in turn.evidence if e.span.start <= start < e.span.end), None)
        return Sign(
            of="assistant",
            says=slug,
            text=turn.text[max(0, start - 24) : end],
            box=place.box if place else None,
        )
    return None


def _own_names(text: str) -> list[tuple[str, int, int]]:
    """Names that a text gives its speaker: slug, first and last character."""
    found = [
        (match.start(), slug, match.end())
        for slug, pattern in _NAMES
        for match in pattern.finditer(text)
        if _SAYS_IT_IS.search(text[max(0, match.start() - 40) : match.start()])
    ]
    for signed in _SIGNED.finditer(text):
        slugs = [slug for slug, pattern in _NAMES if pattern.search(signed.group(1))]
        found += [(signed.start(1), slug, signed.end(1)) for slug in slugs[:1]]
    return [(slug, start, end) for start, slug, end in sorted(found)]


def _tells(piece: Piece, out: Reasons) -> bool:
    """Whether a line is the interface's own; beside the chat, in lists of chats, only a bare name is."""
    reason = out.get(piece.number)
    if reason == "beside the chat":
        return bool(ASSISTANT_LABELS.match(piece.text))
    counts = reason == "counter" and _COUNTS_OF.search(piece.text) is not None
    if reason == "program":  # of a notebook's code, the line that loads a model
        return "from_pretrained" in piece.text
    return counts or (reason in _TELLING and len(piece.text) < 60)
