"""Every word of the interface, in English and Chinese, and which of the two a request wants.

`?ui=zh` says so and is remembered in a cookie; else the cookie, else Accept-Language decides.
"""

from typing import Literal

from starlette.requests import Request

Tongue = Literal["en", "zh"]
COOKIE = "ui"

# key: (English, Chinese)
WORDS: dict[str, tuple[str, str]] = {
    "tagline": (
        "Search conversations with chatbots, read from shared screenshots and videos",
        "搜索从公开截图和短视频里读出来的、与聊天机器人的对话",
    ),
    "search": ("Search", "搜索"),
    "search_label": ("Search questions and answers", "搜索问题和回答"),
    "placeholder": ('words or "a phrase"', "词语或“整句”"),
    "skip": ("Skip to the results", "跳到结果"),
    "examples": ("Try", "试试"),
    "how": ("How to search", "怎么搜"),
    "how_words": ("both words", "两个词都有"),
    "how_phrase": ("exactly this", "完整的这一句"),
    "how_not": ("the first without the second", "有前者、没有后者"),
    "how_or": ("either", "其中之一"),
    "how_prefix": ("words that begin so", "以此开头的词"),
    "how_field": ("only in the question", "只在问题里找"),
    "how_code": ("answers that hold code", "回答里有代码"),
    "newest": ("Newest first", "最新的在前"),
    "oldest": ("Oldest first", "最早的在前"),
    "relevance": ("Best match first", "最相关的在前"),
    "sort": ("Order", "排序"),
    "all_pairs": ("Browse everything", "浏览全部"),
    "in_here": ("In this workspace", "这个工作区里有"),
    "count_posts": ("posts", "条帖子"),
    "count_conversations": ("conversations", "段对话"),
    "count_pairs": ("questions with answers", "组问答"),
    "empty_title": ("Nothing to search yet", "还没有可搜的内容"),
    "empty_text": (
        "Bring in screenshots or videos, then let chatmine read, pair and index them:",
        "先导入截图或视频，再让 chatmine 识别、配对并建立索引：",
    ),
    "empty_left": (
        "Some of what was read is not in the index yet. This brings it in:",
        "有些读出来的内容还没有进入索引。运行：",
    ),
    "result_one": ("1 result", "1 条结果"),
    "result_many": ("{n} results", "{n} 条结果"),
    "for_query": ("for", "："),
    "none_title": ("Nothing matches", "没有匹配的结果"),
    "none_text": (
        "Try fewer words, or take a filter away.",
        "少用几个词，或者去掉一个筛选条件。",
    ),
    "beyond": ("There are no more results from here.", "后面没有更多结果了。"),
    "clear": ("Clear all filters", "清除全部筛选"),
    "question": ("Question", "问"),
    "answer": ("Answer", "答"),
    "q_mark": ("Q", "问"),
    "a_mark": ("A", "答"),
    "assistant_unknown": ("Unknown assistant", "未知助手"),
    "user": ("User", "用户"),
    "assistant_role": ("Assistant", "助手"),
    "filters": ("Filters", "筛选"),
    "assistant": ("Assistant", "助手"),
    "platform": ("Platform", "平台"),
    "language": ("Language", "语言"),
    "kind": ("Read from", "来源类型"),
    "flag": ("Notes", "标记"),
    "tag": ("Tags", "标签"),
    "month": ("Month", "月份"),
    "more": ("More", "更多"),
    "remove_filter": ("remove filter", "去掉这个筛选"),
    "certain": ("Least confidence", "最低可信度"),
    "any": ("any", "不限"),
    "from_date": ("Posted from", "发布不早于"),
    "to_date": ("Posted before", "发布早于"),
    "apply": ("Apply", "应用"),
    "previous": ("Previous", "上一页"),
    "next": ("Next", "下一页"),
    "paging": ("Pages of results", "结果分页"),
    "shown": ("{first}–{last} of {total}", "第 {first}–{last} 条，共 {total} 条"),
    "confidence": ("confidence", "可信度"),
    "confidence_help": (
        "How sure the reading and the pairing of the least sure line are",
        "最没把握的那一行，识别和配对有多可靠",
    ),
    "partial": ("cut off", "不完整"),
    "original_post": ("Original post", "查看原帖"),
    "open_conversation": ("Whole conversation", "完整对话"),
    "picture_of": ("Part of the picture behind this result", "这条结果所在的图片局部"),
    "picture_n": ("Picture {n}", "图片 {n}"),
    "video_n": ("Video {n}", "视频 {n}"),
    "picture_alt": ("The shared picture that this conversation was read from", "读出这段对话的原图"),
    "at_second": ("Video at {time}", "视频 {time}"),
    "not_played": (
        "Browsers don't play this kind of video; save the file.",
        "浏览器不能播放这种视频，请下载原始文件。",
    ),
    "withheld": (
        "Part of this file was taken down, so it is not shown.",
        "此文件有一部分已被下架，因此不显示。",
    ),
    "blacked": ("Parts that were taken down are painted over.", "已下架的部分被涂黑。"),
    "back": ("Back to the results", "返回搜索结果"),
    "conversation": ("Conversation", "对话"),
    "conversation_with": ("Conversation with {name}", "与 {name} 的对话"),
    "turns": ("Turns", "对话内容"),
    "evidence": ("Where it was read", "读取来源"),
    "hint": (
        "Choose a line to see where it stands on the picture, or a box to see its line.",
        "点一行文字，可以看到它在图上的位置；点图上的框，可以看到对应的文字。",
    ),
    "hint_video": ("Choose a line to go to its second in the video.", "点一行文字，视频会跳到对应的时间。"),
    "on_picture": ("Show on the picture", "在图上查看"),
    "doubtful": ("read with little confidence", "识别把握不大"),
    "about": ("About this conversation", "关于这段对话"),
    "post": ("Post", "帖子"),
    "title": ("Title", "标题"),
    "post_text": ("Text", "正文"),
    "tags": ("Tags", "标签"),
    "posted": ("Posted", "发布时间"),
    "fetched": ("Fetched", "抓取时间"),
    "author": ("Author (keyed hash)", "作者（加密标识）"),
    "licence": ("Licence", "许可"),
    "model": ("Model", "模型"),
    "client": ("Shown in", "界面"),
    "flags": ("Notes", "标记"),
    "id": ("Id", "编号"),
    "formerly": ("Formerly", "曾用编号"),
    "files": ("Files and readings", "文件与识别记录"),
    "read_by": ("read by", "识别引擎"),
    "original_file": ("original file", "原始文件"),
    "unknown": ("unknown", "未知"),
    "api": ("API", "接口"),
    "api_title": ("The API", "接口说明"),
    "api_text": (
        "Every page has a JSON twin: put .json behind its path, or ask with Accept: application/json. "
        "The machine-readable description is at",
        "每个页面都有对应的 JSON：在路径后加 .json，或者用 Accept: application/json 请求。机器可读的说明见",
    ),
    "parameter": ("Parameter", "参数"),
    "meaning": ("Meaning", "含义"),
    "answers": ("Answers", "返回"),
    "other_tongue": ("中文", "English"),
    "as_json": ("This page as JSON", "本页的 JSON"),
    "error_400": ("That could not be understood", "没看懂这个请求"),
    "error_404": ("Not found", "没有找到"),
    "error_405": ("That is not offered", "不支持这个操作"),
    "error_410": ("Taken down", "已下架"),
    "error_500": ("Something went wrong", "出错了"),
    "error_503": ("Out of reach right now", "暂时无法使用"),
    "bad_query": ("This search could not be understood", "没看懂这个搜索"),
    "bad_query_hint": (
        "Quotes and brackets come in pairs, and OR stands between two words.",
        "引号和括号要成对，OR 的两边都要有词。",
    ),
    "home": ("To the search page", "回到搜索页"),
}

# Names of what is counted, where a slug is not a name: (English, Chinese).
NAMES: dict[str, tuple[str, str]] = {
    "chatgpt": ("ChatGPT", "ChatGPT"),
    "bing": ("Bing", "必应"),
    "ernie": ("ERNIE Bot", "文心一言"),
    "chatglm": ("ChatGLM", "智谱清言"),
    "qwen": ("Qwen", "通义千问"),
    "spark": ("Spark", "讯飞星火"),
    "360": ("360 Zhinao", "360 智脑"),
    "moss": ("MOSS", "MOSS"),
    "pangu": ("Pangu", "盘古"),
    "yuan": ("Yuan", "源"),
    "hunyuan": ("Hunyuan", "混元"),
    "doubao": ("Doubao", "豆包"),
    "kimi": ("Kimi", "Kimi"),
    "deepseek": ("DeepSeek", "DeepSeek"),
    "claude": ("Claude", "Claude"),
    "bard": ("Bard", "Bard"),
    "gemini": ("Gemini", "Gemini"),
    "poe": ("Poe", "Poe"),
    "phind": ("Phind", "Phind"),
    "chatgpt-web": ("ChatGPT web", "ChatGPT 网页版"),
    "chatgpt-mobile": ("ChatGPT app", "ChatGPT 手机版"),
    "wechat": ("WeChat", "微信"),
    "qq": ("QQ", "QQ"),
    "feishu": ("Feishu", "飞书"),
    "telegram": ("Telegram", "Telegram"),
    "terminal": ("terminal", "终端"),
    "mastodon": ("Mastodon", "Mastodon"),
    "file": ("Own files", "本地文件"),
    "zh": ("Chinese", "中文"),
    "en": ("English", "英文"),
    "mixed": ("mixed", "中英混合"),
    "other": ("other", "其他"),
    "picture": ("Pictures", "图片"),
    "video": ("Videos", "视频"),
    "text": ("Subtitle files", "字幕文件"),
    "unknown": ("unknown", "未知"),
}


def tongue_of(request: Request) -> Tongue:
    """The language that the interface speaks to this request."""
    for wish in (request.query_params.get("ui"), request.cookies.get(COOKIE)):
        if wish == "zh":
            return "zh"
        if wish == "en":
            return "en"
    return _accepted(request.headers.get("accept-language", ""))


def _accepted(header: str) -> Tongue:
    """The better liked of the two in an Accept-Language header; English where neither is named."""
    liked: dict[Tongue, float] = {}
    for part in header.split(",")[:20]:
        name, _, weight = part.strip().partition(";q=")
        try:
            value = float(weight or 1)
        except ValueError:
            continue
        for tongue in ("zh", "en"):
            if name.lower().split("-")[0] == tongue:
                liked[tongue] = max(value, liked.get(tongue, 0.0))
    return "zh" if liked.get("zh", 0.0) > liked.get("en", 0.0) else "en"


def word(tongue: Tongue, key: str, **values: object) -> str:
    """The words for `key`, with `{name}` filled from `values`."""
    return WORDS[key][tongue == "zh"].format(**values)


def name(tongue: Tongue, slug: str | None) -> str:
    """How people call what a slug stands for; a slug without a name is its own."""
    known = NAMES.get(slug or "unknown")
    return known[tongue == "zh"] if known else slug or ""
