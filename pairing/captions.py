"""Captions as prompts: where pictures show only an answer, the post's words may hold the question.

`captioned` puts a user turn before such an answer; it has no evidence, because it stands on no picture.
Only clear cues count ("我问ChatGPT：…", "Prompt: …", a quoted question that was asked); two different
questions in one post are no cue, and neither is reported speech ("I asked it to write a poem").
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from chatmine.records import Conversation, Post, Turn

FLAG = "caption_prompt"
_CONFIDENCE = 0.6
"""Modest: the words are the post's own, but a caption may shorten what was asked."""
_LONGEST = 2000
_BOT = (
    r"(?:chat\s?gpt(?:[\s-]?\d[\w.]*)?|gpt(?:-?\d[\w.]*)?|new\s?bing|bing|copilot|claude|gemini|bard|kimi"
    r"|deep\s?seek|poe|grok|qwen|chat\s?glm|文心一言|通义千问|通義千問|通义|讯飞星火|訊飛星火|豆包|智谱清言"
    r"|腾讯元宝|元宝|(?<![a-z])ai(?:助手)?(?![a-z]))"
)
_LABEL = (
    r"(?:问|問|我问|我問|我的问题|我的問題|提问|提問|提问内容|提问的问题|提示词|提示詞|提示词如下|我的提示词"
    r"|我的指令|指令|输入的指令|prompt如下|我的prompt|q|question|my question|the question|prompt|my prompt"
    r"|the prompt|prompt used|(?:my |the )?prompt was|(?:here(?:'|’)s )?what i (?:asked|typed)|i typed)"
)
_ASKED = (
    rf"(?:(?:我|今天|昨天|刚刚|刚才|于是|就|又|去|来)*(?:问|問|请教|請教)(?:了|过|過|问|問)*(?:一下|一句|下)?"
    rf"\s*{_BOT}\s*(?:了?一?[个個]问题|了?一?[个個]問題|说|說)?"
    rf"|(?:我|今天|昨天|刚刚|刚才)*(?:向|跟|对|對)\s*{_BOT}\s*(?:提问|提問|发问|說|说)"
    rf"|(?:我)?(?:给|給)\s*{_BOT}\s*的\s*(?:指令|提示词|提示詞|问题|prompt)\s*(?:是|就是)?"
    rf"|(?:(?:i|we)\s+)?(?:just\s+|also\s+|then\s+)?(?:asked|asking|told|prompted)\s+{_BOT}(?:\s+this)?"
    rf"|(?:question|prompt)\s+(?:to|for)\s+{_BOT})"
)
_OPENING, _CLOSING = '"“「『【‘', '"”」』】’'
_POINTING = r"(?:[:：]|[👇⬇➡→]\ufe0f?)[\s:：👇⬇➡→\ufe0f]*"
_CUES = (
    re.compile(rf"^\W*{_LABEL}\s*{_POINTING}(?P<said>\S.*)$", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"(?<!没)(?<!\w){_ASKED}\s*{_POINTING}(?P<said>\S.*)$", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"(?<!没)(?<!\w){_ASKED}\s*[,，]?\s*[{_OPENING}](?P<said>[^{_OPENING}{_CLOSING}]+)[{_CLOSING}]",
        re.IGNORECASE,
    ),
)
_ANSWER = re.compile(
    rf"\s(?:答|回答|a|answer|{_BOT}(?:答|回答|said|answered)?)\s*[:：].*$", re.IGNORECASE | re.DOTALL
)
_REACTION = re.compile(
    r"(?<=[\u2e80-\uffef])\s+(?:太|笑|哈|绝了|结果|没想到|救命|离谱|无语|服了|真的).*$", re.DOTALL
)
"""What is said of the answer behind a blank, which Chinese sentences do not have within."""
_NAMED = re.compile(rf"[#@＠]({_BOT})(?:\[话题\])?#?(?=\s*[:：,，\"“「『【👇]|\s+(?:this|一))", re.IGNORECASE)
"""A bot that is asked by its handle or tag: "I asked @ChatGPT: …"."""
_TRAILING = re.compile(r"[\s👇⬇➡→\ufe0f\U0001f300-\U0001faff]+$")
_TAGS = re.compile(r"#[^#\s]+(?:\[话题\])?#|#\S+|(?<!\w)@\S+|https?://\S+")


def captioned(found: Sequence[Conversation], post: Post | None) -> list[Conversation]:
    """The conversations, the one without a question with the one that the post's words clearly give."""
    asked = prompt(f"{post.title or ''}\n{post.text}") if post else None
    bare = [n for n, one in enumerate(found) if all(turn.role == "assistant" for turn in one.turns)]
    if asked is None or len(bare) != 1 or _shown(asked, found):
        return list(found)
    return [_asked(one, asked) if n == bare[0] else one for n, one in enumerate(found)]


def prompt(text: str) -> str | None:
    """The one question that a post's words clearly say was asked; None without one, or with several."""
    plain = _TAGS.sub(" ", _NAMED.sub(r"\1 ", text))
    said = [_trimmed(match["said"]) for cue in _CUES for match in cue.finditer(plain)]
    questions = list(dict.fromkeys(one for one in said if 2 <= len(one) <= _LONGEST))
    return questions[0] if len(questions) == 1 else None


def _trimmed(said: str) -> str:
    """Without what the post says of the answer, and without quotation marks around it."""
    said = _TRAILING.sub("", re.sub(r"\s+", " ", _REACTION.sub("", _ANSWER.sub("", said))))
    if len(said) > 1 and said[0] in _OPENING and said.find(_CLOSING[_OPENING.index(said[0])], 1) > 0:
        said = said[1 : said.find(_CLOSING[_OPENING.index(said[0])], 1)].strip()
    return said


def _shown(asked: str, found: Sequence[Conversation]) -> bool:
    """Whether a picture shows the question after all, whoever was taken to say it."""
    turns = (turn.text for one in found for turn in one.turns)
    return any(fuzz.ratio(asked, text[: len(asked)]) > 85 for text in turns)


def _asked(conversation: Conversation, asked: str) -> Conversation:
    question = Turn(role="user", text=asked, confidence=_CONFIDENCE)
    return replace(conversation, turns=(question, *conversation.turns), flags=(*conversation.flags, FLAG))
