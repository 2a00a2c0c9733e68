"""How often a post's words give the question to a picture that shows only the answer, and how rightly.

    .venv/bin/python -m benchmarks.captioning [--missed]

A table of phrasings of our own, each with questions of our own, before a lone answer; and posts whose words
are about a bot without giving what was asked.  Told: recall, precision, and what was missed or wrong.
"""

import argparse
import sys
from itertools import product

from chatmine.records import Conversation, Post, Turn
from pairing.captions import FLAG, captioned

ZH_QUESTIONS = ("为什么猫喜欢钻纸箱？", "帮我写一段关于秋天的短文", "用三句话解释什么是通货膨胀")
EN_QUESTIONS = (
    "Why do cats love boxes?",
    "Write a limerick about rain",
    "Explain inflation in three sentences",
)
ZH = (
    "我问ChatGPT：{}",
    "我问 GPT-4：{} #AI",
    "今天问了ChatGPT：{}",
    "刚刚问了一下文心一言：{} 太好笑了吧\n#文心一言",
    "问了豆包一个问题：{}",
    "我问Kimi“{}”，它是这么说的",
    "问ChatGPT「{}」 笑死",
    "我问通义千问，“{}”",
    "我问@ChatGPT：{}",
    "#ChatGPT# 我问：{}",
    "我问#ChatGPT#：{}",
    "向ChatGPT提问：{}",
    "我跟DeepSeek说：{}",
    "我对Claude说「{}」",
    "给ChatGPT的指令：{}",
    "给AI的提示词是：{} #提示词",
    "提问：{} 😂😂",
    "问：{}\n答：看图",
    "我的问题：{}",
    "提示词：{} @小助手",
    "Prompt：{}",
    "prompt如下：\n{}",
    "我的prompt：{}",
    "提示词👇\n{}",
    "我请教了DeepSeek：{}",
    "于是问ChatGPT：{} 👇👇",
    "哈哈哈。\n我问讯飞星火：{} https://example.com/a",
    "昨天问文心一言【{}】",
    "Q：{}",
    "我：{}",
)
EN = (
    "I asked ChatGPT: {}",
    'I asked ChatGPT "{}"',
    "I asked ChatGPT, “{}” and this is what it said",
    "Asked GPT-4: {}",
    "asked Bing: {} #ai #bing",
    "We asked Claude: {}",
    "I just asked Bard: {}",
    "Asking ChatGPT: {}",
    "I asked @ChatGPT: {}",
    "I asked #ChatGPT: {}",
    "I told ChatGPT: {}",
    "Prompted ChatGPT: {}",
    "Prompt: {}",
    'Prompt: "{}"',
    "My prompt: {} #promptengineering",
    "My prompt was: {}",
    "The prompt:\n{}",
    "Prompt used: {} https://example.com/x",
    "Prompt 👇\n{}",
    "Q: {} A: see the picture",
    "Question: {}",
    "My question: {}",
    "Question to ChatGPT: {}",
    "Here's what I asked: {}",
    "What I typed: {}",
    "I asked ChatGPT this: {}",
    "LOL\nI asked Copilot: {} 😂",
    "Me: {}",
)
NOTHING = (
    "ChatGPT 又宕机了",
    "ChatGPT真的太好用了 #ChatGPT #AI",
    "大家都用什么AI写论文？",
    "问：怎么注册ChatGPT？\n问：要钱吗？",
    "朋友问我：“你还在用百度吗？”",
    "我让ChatGPT写了首诗",
    "我问ChatGPT什么它都说不知道",
    "提示：图片来自网络",
    "这就是所谓的人工智能？",
    "有人问：ChatGPT会取代程序员吗？",
    "没问ChatGPT：自己写的",
    "求问各位：这个怎么弄",
    "老师问：作业呢？",
    "AI：我不知道",
    "ChatGPT：我只是一个语言模型",
    "链接：https://example.com",
    "标题：人工智能的一天",
    "地址：北京",
    "看图👇",
    "我和ChatGPT聊了一下午",
    "问就是不会",
    "记者问OpenAI：什么时候发布？",
    "“你好”是ChatGPT最常说的话",
    "ChatGPT is down again",
    "I asked ChatGPT to write a poem",
    "I asked ChatGPT about my taxes and wow",
    "My boss asked me: where is the report?",
    "This is what ChatGPT says",
    "No prompt: it just talked",
    "FAQ: how to sign up",
    "ChatGPT: I'm just a language model",
    "Source: https://example.com",
    "Tip: be polite to bots",
    "Reminder: AI makes things up",
    "People asked: is it real?",
    "I never asked Bing anything",
    "Read more: link in bio",
    "Breaking: GPT-5 is out",
    "Has anyone asked ChatGPT about this?",
    'She asked her mother "why?"',
    "Answer: 42",
    "Update: fixed now",
)


def lone_answer() -> Conversation:
    """What a picture shows that begins below the question."""
    answer = Turn(role="assistant", text="It depends on many things, of course.", confidence=0.95)
    return Conversation(post="", number=0, media=("m",), turns=(answer,))


def asked(text: str) -> str | None:
    """The question that a post's words give to a lone answer, marked as such; None if they give none."""
    (found,) = captioned([lone_answer()], Post(platform="p", platform_id="1", text=text))
    return found.turns[0].text if FLAG in found.flags and len(found.turns) == 2 else None


def main() -> None:
    """Ask all phrasings, print recall and precision."""
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("--missed", action="store_true", help="name what was missed or wrong")
    args = ask.parse_args()
    wanted = [
        (phrasing.format(q), q) for phrasing, q in [*product(ZH, ZH_QUESTIONS), *product(EN, EN_QUESTIONS)]
    ]
    given = [(text, question, asked(text)) for text, question in wanted]
    right = sum(question == got for _, question, got in given)
    wrong = [(text, got) for text, question, got in given if got not in (None, question)]
    wrong += [(text, got) for text in NOTHING if (got := asked(text)) is not None]
    print(f"{len(wanted)} posts that give the question, {len(NOTHING)} that do not")
    print(f"recall {right / len(wanted):.3f}, precision {right / max(1, right + len(wrong)):.3f}")
    if args.missed:
        for text, _, got in given:
            if got is None:
                print("missed:", repr(text), file=sys.stderr)
        for text, got in wrong:
            print("wrong:", repr(text), "->", repr(got), file=sys.stderr)


if __name__ == "__main__":
    main()
