"""How people tell of a chat aloud: phrasings that name who speaks, and phrasings that leave the chat.

Data for `spoken`.  A narrator says "I asked it", "我又问ChatGPT", "第三个问题"; then "it answered",
"它马上回答说"; and beside it what is only meant for the audience.  Patterns are matched without case; each
has one repetition at a time, so that no text takes long.
"""

import itertools
import re
from typing import NamedTuple

from chatmine.records import Role

_BOT = (
    r"(?:chat ?gpt|gpt ?-?\d?(?:\.\d)?o?|new ?bing|bing|copilot|claude|gemini|bard|kimi|deep ?seek|siri|grok"
    r"|文心一言|通义千问|讯飞星火|星火|豆包|智谱清言|元宝|混元|必应)"
)
_BOT_ZH = (
    rf"(?:{_BOT}|它|(?:这个|那个|这款)?(?:聊天|智能)?(?:机器人|助手)|(?:这个|那个)?(?:ai|人工智能|大?模型))"
)
_BOT_EN = (
    rf"(?:{_BOT}|it|the (?:chat ?bot|bot|ai|assistant|model|machine|robot|computer)|this (?:ai|bot|chatbot))"
)
_WHO_ZH = r"(?:我们?|咱们?|用户|有人|网友|朋友|同学|老师|学生|孩子|女儿|儿子|妈妈|爸爸|老板|同事)"
_THEN_ZH = r"(?:(?:就|又|再|接着|继续|然后|于是|先|首先|最后|后来|还|来|刚刚|刚才|今天|直接|试着){0,3})"
_SOON_ZH = r"(?:(?:就|又|马上|立刻|立即|很快|接着|然后|先|也|居然|竟然|直接|这样|还){0,2})"
_SOON_EN = r"(?:(?:then|also|again|just|first|immediately|quickly|simply|even|once more) ){0,2}"
_NOW = r"[ ,，:：“\"「『]*"
_SAID = r"[,，:：“\"「『]"
"""What shows that somebody's words follow, not what is said about them."""

_ASKED = (
    # 我问它，… / 我又问了ChatGPT一下：… / 有人问机器人…
    rf"{_WHO_ZH}{_THEN_ZH}(?:问|提问|追问|询问|反问)(?:了|过|到)?(?:一下|一遍)?{_BOT_ZH}?(?:一下|了)?(?:说|道)?{_NOW}",
    # 我说：… / 我输入：…
    rf"{_WHO_ZH}{_THEN_ZH}(?:对{_BOT_ZH})?(?:说|输入|打字|发|写)(?:了|道)?{_SAID}{_NOW}",
    # 我让它… / 请ChatGPT…
    rf"{_WHO_ZH}{_THEN_ZH}(?:让|请|叫|要求){_BOT_ZH}(?:来)?(?:帮我(?:们)?)?{_NOW}",
    # 第三个问题，… / 问题二：… / 下一个问题是…
    rf"第[一二三四五六七八九十两\d]{{1,3}}个问题(?:是)?{_SAID}?{_NOW}",
    rf"(?:问题|提问)[一二三四五六七八九十\d]{{0,2}}\s*(?:[:：]|是[:：]){_NOW}",
    rf"(?:我的|下一个|最后一个|另一个)问题(?:是|[:：]){_NOW}",
    rf"(?:我|用户|提问者)\s*[:：]{_NOW}",
    rf"\bi ?{_SOON_EN}(?:asked?|questioned)\b(?: {_BOT_EN}\b)?(?: (?:again|once more|to))?{_NOW}",
    rf"\bi {_SOON_EN}(?:told|tell) {_BOT_EN}\b(?: (?:again|once more|to|that))?{_NOW}",
    rf"\b(?:then|so|next|now|and)(?: i)? ?{_SOON_EN}asked?(?: {_BOT_EN}\b)?{_NOW}",
    rf"\b(?:i|we) {_SOON_EN}(?:typed?|entered|said|say|wrote|went){_SAID}{_NOW}",
    rf"\b(?:let's|let us|let me|i'm going to|we will|i will|i'll) {_SOON_EN}ask {_BOT_EN}\b{_NOW}",
    rf"\b(?:the |my )?(?:first|second|third|fourth|fifth|next|last|final) question(?: is| was)?{_SAID}{_NOW}",
    rf"\b(?:my )?question (?:is|was){_SAID}?{_NOW}",
    rf"\bquestion(?: number)? (?:one|two|three|four|five|six|seven|eight|nine|ten|\d+){_NOW}",
    rf"\b(?:the user|someone|a friend|a student|my \w+) {_SOON_EN}(?:asked|asks)(?: {_BOT_EN}\b)?{_NOW}",
    r"^\W*(?:me|user|human|question|prompt|q)\s*[:：]\s*",
)
_ANSWERED = (
    rf"{_BOT_ZH}{_SOON_ZH}(?:的)?(?:回答|回复|答复|答)(?:我|我们|道|说|是)*(?![得的了过])(?:了[,，:：])?{_NOW}",
    rf"{_BOT_ZH}{_SOON_ZH}(?:告诉我们?|反?问我们?|写道|表示)(?![得的过]){_NOW}",
    rf"{_BOT_ZH}{_SOON_ZH}说(?:道)?(?![得的过话不])(?:了[,，:：])?{_NOW}",
    rf"(?:给出的|得到的|它的|这次的)?(?:答案|回答|回复)(?:是|[:：]){_NOW}",
    rf"{_BOT_ZH}\s*[:：]{_NOW}",
    rf"\b(?:and |but |so )?{_BOT_EN} {_SOON_EN}"
    rf"(?:said|says(?=[,:]| that)|answered|answers|replied|replies|responds|responded)(?: to)?(?: me)?"
    rf"(?: back)?(?: that)?(?: with)?\b{_NOW}",
    rf"\b(?:and |but |so )?{_BOT_EN} {_SOON_EN}(?:told|tells|asked|asks) me(?: that)?\b{_NOW}",
    rf"\b{_BOT_EN} {_SOON_EN}(?:goes|went|wrote|came back with|comes back with){_NOW}",
    rf"\b(?:the|its|{_BOT}'s) (?:answer|reply|response) (?:was|is|came){_SAID}?{_NOW}",
    rf"^\W*(?:{_BOT}|bot|chat ?bot|ai|assistant|answer|a)\s*[:：]\s*",
)
_ABOUT = (
    r"大家好|哈喽|各位(?:朋友|观众|网友)|欢迎(?:来|大家|收看|观看)",
    r"(?:这个|它的|这样的|这段|刚才的|这种)(?:回答|答案|回复|结果)",
    r"(?:回答|答案|说)(?:得|的)(?:很|真|非常|太|还|不)",
    r"下(?:一)?个问题|几个问题|个问题。",
    r"(?:今天|这期|本期|这个|这条|我们)的?(?:视频|节目|分享|内容)|以上就是|点赞|点个赞|关注我|订阅|三连",
    r"谢谢(?:大家|观看|收看)|感谢(?:大家|观看|收看)|再见|拜拜",
    r"(?:我|你们?|大家)(?:觉得|认为|感觉)(?:它|这|他|chat|ai|机器人|聊天|怎么样|如何|呢|很|不)",
    r"(?:可以看到|看来|看起来|果然|没想到|不得不说|说实话|结果)(?:它|他|这|chat|ai|机器人|聊天|大家)",
    r"^\W*它(?:很|真|太|还|也|居然|竟然|果然|确实|的|好像|似乎)",
    r"我们?(?:再|来|接着|继续|接下来)(?:试|看|问|换|测)|接下来我们?",
    r"\bhello everyone\b|\bhi (?:everyone|guys|there)\b|\bwelcome (?:back )?to\b",
    r"\b(?:that|this|its|the|what an?|such an?)(?: \w+){0,4} (?:answer|response|reply|replies)\b",
    r"\b(?:next|another) question\b|\b(?:let us|let's|let me) (?:try|look|see|move|go|do|check|test)\b",
    r"\b(?:that is|that's) (?:all|it) for\b|\bthank(?:s| you) for watching\b|\bsee you\b|\bbye\b",
    r"\b(?:this|the|my|our) (?:video|channel)\b|\bsubscribe\b|\bleave a comment\b",
    rf"\bi (?:really )?think (?:{_BOT_EN}|that|this|the answer)\b|\bwhat do you think\b|\bas you can see\b",
    r"\b(?:pretty|very|really|quite) (?:good|cool|smart|clever|impressive|funny)\b",
    r"\bit(?:'s| is| was| seems) (?:\w+ )?"
    r"(?:clever|smart|good|impressive|fast|slow|wrong|right|funny|amazing)\b",
)
# A question that is only mentioned: "I asked it a few questions", "我问了它几个问题".
_MENTIONED = re.compile(
    r"\W*(?:了)?(?:(?:一|两|三|四|五|几|好几|很多|许多|一些|\d+|同样的?|这个|那个)个?)?(?:问题|话题)\W*"
    r"|\W*(?:a|an|some|a few|several|many|the same|two|three|four|five|\d+)? ?(?:\w+ )?questions?\W*",
    re.IGNORECASE,
)
# With a border before: what begins a sentence or stands behind a comma.  Chinese speech comes without
# punctuation too, so the plainest words for answering count anywhere.
_BORDER = r"(?:^|(?<=[。！？!?.,，;；、…:：\s]))\W{0,5}"
_CUES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("user", re.compile(_BORDER + "(?:" + "|".join(_ASKED) + ")", re.IGNORECASE)),
    ("assistant", re.compile(_BORDER + "(?:" + "|".join(_ANSWERED) + ")", re.IGNORECASE)),
    (
        "assistant",
        re.compile(rf"(?<=[\u3400-\u9fff]){_BOT_ZH}{_SOON_ZH}回答(?:说|道|我)*(?![得的了过]){_NOW}", re.I),
    ),
)
_ASIDE = re.compile("|".join(_ABOUT), re.IGNORECASE)
_ASKS = re.compile(
    r"[?？]\W{0,3}$|[吗呢]\W{0,3}$|什么|怎么|怎样|多少|为什么|哪[里个些儿]|是不是|能不能|会不会|可不可以|谁"
    r"|^\W*(?:what|who|whom|whose|which|when|where|why|how|can|could|do|does|did|is|are|was|were|will|would|should)\b",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# Words that are in questions and answers of every kind.
_EMPTY_WORDS = frozenset(
    [
        "什么",
        "怎么",
        "怎样",
        "多少",
        "为什",
        "是不",
        "不是",
        "能不",
        "可以",
        "这个",
        "那个",
        "一个",
        "我们",
        "你们",
        "他们",
        "就是",
        "的是",
        "是什",
        "the",
        "and",
        "you",
        "your",
        "are",
        "was",
        "were",
        "does",
        "did",
        "have",
        "has",
        "had",
        "what",
        "who",
        "when",
        "where",
        "which",
        "why",
        "how",
        "can",
        "could",
        "will",
        "would",
        "should",
        "that",
        "this",
        "with",
        "for",
        "from",
        "not",
        "but",
        "they",
        "them",
        "there",
        "here",
        "its",
        "our",
        "about",
    ]
)
_SENTENCE = re.compile(r"(?<=[。！？!?])|(?<=\.)(?=\s+[A-Z\"“])")


class Cue(NamedTuple):
    """Who is named, and the stretch of the text that does it."""

    role: Role
    start: int
    end: int


def cues(text: str) -> list[Cue]:
    """Every cue in a text, in order, none within another."""
    matches = [(role, match) for role, pattern in _CUES for match in pattern.finditer(text)]
    found = sorted(
        (Cue(role, match.start(), match.end()) for role, match in matches),
        key=lambda cue: (cue.start, -cue.end),
    )
    kept: list[Cue] = []
    for cue in found:
        if cue.end > cue.start and (not kept or cue.start >= kept[-1].end):
            kept.append(cue)
    return kept


def naming(text: str) -> list[str]:
    """The words of the cues in a text: who is asked, and who answers."""
    return [text[cue.start : cue.end] for cue in cues(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    ends = [match.start() for match in _SENTENCE.finditer(text) if 0 < match.start() < len(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def is_aside(text: str) -> bool:
    """Whether it speaks to the audience, or about the chat rather than in it."""
    return _ASIDE.search(text) is not None


def is_question(text: str) -> bool:
    """Whether it asks something."""
    return _ASKS.search(text.strip()) is not None


def takes_up(answer: str, question: str) -> bool:
    """Whether an answer repeats a word of the question, or two Chinese characters in a row."""
    return bool(_words(answer) & _words(question))


def _words(text: str) -> set[str]:
    folded = text.casefold()
    pairs = {a + b for a, b in itertools.pairwise(folded) if _CHINESE.match(a) and _CHINESE.match(b)}
    return (pairs | set(re.findall(r"[a-z]{3,}", folded))) - _EMPTY_WORDS


def only_mentions(text: str) -> bool:
    """Whether behind "I asked it" comes no question, but that there was one."""
    return bool(text.strip()) and _MENTIONED.fullmatch(text) is not None
