"""The words that interfaces show around messages: role labels, buttons, placeholders, statuses, footers.

Each is a fact about chat interfaces (simplified and traditional Chinese, English), matched against a whole
line; nothing here is looked for inside a message.  In the lists ` | ` parts the alternatives.
"""

import re


def _any(alternatives: str) -> str:
    """One group of alternatives, whatever the line breaks between them."""
    return "(?:" + "|".join(part.strip() for part in re.split(r"\s\|\s", alternatives) if part.strip()) + ")"


# An icon in front of a button's word, read as a letter ("言 清空对话"); words that stand alone are none.
_ICON = r"(?:[^\sia\d我你您请再不\W]\s+|[口石凸囗回曰田り])?"

# The last of a row of icons, read as a letter ("Copy Retry 凸").
_MARK = r"(?:(?<=\s)[口石凸囗回曰田り])?"


def _whole(alternatives: str) -> re.Pattern[str]:
    """Matches a line that is one of the alternatives and nothing else but marks around it."""
    return re.compile(rf"^\W*{_ICON}{_any(alternatives)}\W*$", re.I)


_USERS = r"""
    you(?: said)? | user | me | human | question(?: \d+)? | prompt | 我 | 你 | 您 | 用户 | 用戶 | 使用者
    | 提问 | 提問 | 问 | 問 | 问题
"""
_ASSISTANTS = r"""
    my ai
    | chatgpt(?: said)? | assistant | a[il](?: ?助手)? | bot | chat ?bot | robot | answer | reply | response
    | openai | gpt(?:-?[345][a-z\d.\- ]*)? | claude[a-z\d.\- ]* | gemini[a-z\d.\- ]* | bard | copilot
    | (?:new |microsoft )?bing | poe | phind | llama[a-z\d.\- ]* | mistral[a-z\d.\- ]* | deepseek[a-z\d.\- ]*
    | qwen[a-z\d.\- ]*
    | kimi | doubao | moss | (?:chat)?glm[a-z\d_.\- ]* | ernie[a-z\d.\- ]* | internlm[a-z\d.\- ]* | 文心一言
    | 文心大模型[a-z\d.]* | 通义千问 | 通義千問 | 讯飞星火 | 訊飛星火 | 星火 | 豆包 | 智谱清言 | 腾讯元宝
    | 元宝 | 混元 | 盘古 | 必应 | 机器人 | 機器人 | (?:智能|小)?助手 | 回答 | 答 | 答案 | 模型
"""
# A round mark before a name is an avatar that was taken for an emoji.
_AVATAR = "\\s*(?:[\U0001f300-\U0001faff\u2600-\u27bf\u2b50-\u2b59]\ufe0f?\\s*)?"
_LABEL_END = r"\s*[:：]?\s*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*$"
USER_LABELS = re.compile(rf"^{_AVATAR}{_any(_USERS)}{_LABEL_END}", re.I)
ASSISTANT_LABELS = re.compile(rf"^{_AVATAR}{_any(_ASSISTANTS)}{_LABEL_END}", re.I)


# A role word and a colon at the start of a message: "Q: …", "用户：…", "Assistant: …".
# Brackets around it do without the colon.
def _in_front(roles: str) -> re.Pattern[str]:
    role = _any(roles)
    return re.compile(rf"^\s*(?:[\[【]{role}[\]】]\s*[:：]?|[(（]?{role}[)）]?\s*[:：])\s*", re.I)


USER_PREFIX = _in_front(_USERS + " | q[0-9]*")
ASSISTANT_PREFIX = _in_front(_ASSISTANTS + " | a[0-9]*")

_DAY = r"""
    上午 | 下午 | 凌晨 | 早上 | 中午 | 晚上 | 昨天 | 前天 | 今天 | 星期. | [周週]. | yesterday | today
    | (?:mon|tue|wed|thu|fri|sat|sun)\w*
"""
_HOUR = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*(?:[ap]\.?m\.?)?"
_MOMENT = rf"""
    {_HOUR} | \d{{2}}\.\d{{2}} | \d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?[ ,T]*(?:{_HOUR})?
    | \d{{1,2}}月\d{{1,2}}日[ ,]*(?:上午|下午)?\s*(?:{_HOUR})? | \d{{1,2}}[-/]\d{{1,2}}\s+{_HOUR}
    | (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d{{1,2}}(?:, \d{{4}})?(?:,? (?:at )?{_HOUR})?
"""
MOMENT = _any(_MOMENT)
_RECEIPTS = r"""
    已讀 | 已读 | 未读 | 送达 | 已送达 | \d+ ?人(?:未读|已读) | 全部已读 | read | delivered | seen | sent
"""
CLOCK = re.compile(
    rf"^\W*(?:edited |已编辑 ?)?(?:{_any(_DAY)}[, ]*)*{_any(_MOMENT)}(?:\s?[·•] {_any(_MOMENT)})?"
    rf"(?:\s*(?:{_any(_RECEIPTS)}|[√✓v/]{{1,2}}))*\W*$",
    re.I,
)
# Ticks behind a time say that a message was sent or read; they are no message.
TICKED = re.compile(r"\d ?[√✓]{1,2}$")
# A date and an hour in front of a name or a model, as look-alikes write above each message.
DATED = re.compile(rf"^\W*\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?[ ,T]*{_HOUR}.{{0,40}}$", re.I)
NAMED_CLOCK = re.compile(rf"^\W*\S.{{0,18}}?\s*{_HOUR}\W*$", re.I)
# The row of a post's author on a social network: "Name @handle · 3h", or the handle alone.
HANDLE = re.compile(
    rf"^(?:.{{1,40}}?\s?)?\W*@\w{{2,30}}(?:\s*[·•.]\s*(?:\d{{1,2}} ?[smhd]|{_any(_MOMENT)}))?\W*$", re.I
)
# What stands over questions that are offered below an answer.
OFFERS = _whole(r"""
    related(?: questions)? | people also ask | 相关(?:问题|推荐)? | 大家还在(?:问|搜) | 猜你想问
    | 推荐(?:问题|追问)
""")
# Below a comment on a social network: when, perhaps from where, and the button to reply.
REPLY_ROW = re.compile(
    rf"^\W*(?:{_any(_MOMENT)}|\d{{1,2}} ?(?:[smhdw]|min|hr|秒前|分钟前|小时前|天前|周前)|刚刚|\d[\d\-:：. ]+)"
    r"(?: ago)?.{0,14}?(?:回复|回覆|reply)\W*.{0,12}$",
    re.I,
)
# What stands behind the name of a bot.
BADGE = re.compile(r"^(?:bot|app|机器人|機器人)$", re.I)
# A member of a group, behind the badge of a level ("LV13 群主 王老师").
BADGED = re.compile(r"^\W*lv\.? ?\d{1,3}\s?\S.{0,24}$", re.I)
LONG_NAMED_CLOCK = re.compile(rf"^\W*\S.{{18,70}}\s{_HOUR}\W*$", re.I)
RECEIPT = _whole(_RECEIPTS + rf" | {_any(_RECEIPTS)}\s*{_HOUR}")

_BUTTONS = r"""
    cop[yv](?: code| table| share)?(?: share)?(?: edit)? | copied | share | edit | retr[yv]
    | \S?\s?regenerate(?: response)?(?: \S)? | stop(?: generating)? | continue generating | send | delete
    | save(?: & submit)? | cancel | submit | like | dislike | read aloud | view other drafts | view analysis
    | (?:show|hide) work | export(?: to sheets)? | download | log ?in | log ?out | sign ?up
    | new (?:chat|topic) | clear(?: chat| conversations?)? | reset | close | undo | add to chat | try again
    | translate | repl(?:y|ies) | (?:show |see )?more | show less | expand | collapse | output audio | insert
    | show drafts(?: v)? | 查看其他草稿 | 显示草稿
    | view code | run code | upgrade(?: to plus)? | (?:dark|light) mode | (?:\S )?my account | updates & faq
    | (?:\S )?(?:view|tweet|post) (?:tweet analytics|your reply) | show this thread | translate (?:tweet|post)
    | automated | \d[\d,.]*[km]? (?:quote )?(?:re)?(?:tweet|post|like|view|bookmark|repost|quote)s?
    | feedback | google it | (?:good|bad) response | share & export | modify response | double-check response
    | 复制 | 複製 | 复制代码 | 複製程式碼 | 复制全文 | 复制回答 | 拷贝 | 分享 | 编辑 | 編輯 | 重试 | 重試
    | 重新生成 | 重新回答 | 再试一次 | 停止 | 停止生成 | 停止回答 | 停止响应 | 继续生成 | 发送 | 發送 | 傳送
    | 删除 | 刪除 | 保存 | 取消 | 确定 | 確定 | 收藏 | 点赞 | 朗读 | 播放 | 翻译 | 引用 | 转发 | 换一换
    | 换一批 | 展开 | 收起 | 收起全部 | 查看更多 | 更多 | 清空对话 | 清空会话 | 清除对话 | 清空聊天
    | 新对话 | 新建对话 | 新建聊天 | 新建会话 | 开启新对话 | 新聊天 | 导出 | 下载 | 登录 | 注册
    | 反馈 | 举报 | 满意 | 不满意
    | 运行 | 运行代码 | 代码 | 预览 | 插入 | 采纳 | 全屏 | 按住 ?说话 | 语音 | 联网搜索
    | 深度思考\W*(?:r1)? | 上传文件 | 中断 | 撤回 | 提交 | 清除 | 清空 | 重置 | 重新编辑
    | 有帮助 | 没帮助 | 原文 | 回复 | 追问 | 赞 | 踩 | 拷贝文本 | 复制文本 | 语音播放 | 重答 | 编辑消息
    | listen | rewrite | helpful | not helpful | add message | copy text | copy link | 复制链接
"""
BUTTON = re.compile(rf"^\W*{_ICON}{_any(_BUTTONS)}(?:\W*{_any(_BUTTONS)}){{0,3}}\W*{_MARK}\W*$", re.I)
# A row of icons with a word behind each, the icons read as letters ("口复制再试一次石分享").
BUTTONS = re.compile(rf"^.{{0,2}}?{_any(_BUTTONS)}(?:.{{0,2}}?{_any(_BUTTONS)}){{1,5}}$", re.I)
PLACEHOLDER = _whole(
    r"""
    (?:send|type|enter|write|input) (?:\w{1,4} ){0,2}(?:message|prompt|question|something|here)s?\b.{0,40}
    | ask (?:me )?(?:anything|an?y? question|follow)\b.{0,70} | any questions?
    | message [#@]?[\w\-. ]{1,24} | ask (?:chatgpt|claude|deepseek|copilot|gemini|meta ai|kimi|\w+ anything)
    | ask (?:follow-?up|a follow-?up).{0,12} | (?:write|add|post) (?:a|your) (?:comment|reply).{0,12}
    | imessage | text message | say something.{0,8} | talk to \w+.{0,20}
    | input | what(?:'s| is) on your mind | reply to .{1,30} | aa | chat with .{1,30}
    | (?:有问题|有問題)[，,]?(?:尽管|儘管|随便)问我?.{0,30} | 问我任何问题.{0,20} | 问任何问题.{0,12}
    | 有?(?:什么|任何)?(?:问题|想问的)?[，, ]{0,2}尽管问.{0,30} | 问问 ?\w.{0,11} | .{1,8}不决问.{1,30}
    | 继续追问.{0,8} | 继续提问.{0,8} | 发布你的评论.{0,6} | 写评论.{0,6} | 友善评论.{0,8} | 短信 | 信息
    | 输入(?:聊天)?(?:你的|您的)?(?:内容|问题|消息|指令|提示词).{0,24} | 输入.?/.?使用.{0,12}
    | 问点什么.{0,10} | 发消息.{0,30} | 發送?訊息.{0,12} | 发送消息.{0,12} | 给.{1,16}发送?消息.{0,12}
    | 发送给 ?\w+ | 在此输入.{0,24}
    | 请?在?(?:这里|此处)?输入(?:你|您)?的?(?:问题|内容|一些内容|消息|文字|想说的|prompt|指令|对话).{0,30}
    | 请输入.{0,30} | 請輸入.{0,30} | 輸入訊息.{0,8} | 在这里输入.{0,24} | 和.{1,12}聊聊.{0,12}
    | 在.{1,8}上与.{1,24}交谈 | enter ?发送.{0,30} | shift ?\+ ?enter.{0,30} | 按 ?enter.{0,20}
    | 来?说点什么.{0,12}(?:shift.{0,24})? | send ?\(s\) | 发送 ?\(s\) | 消息 | 訊息 | message
    | (?:search|搜索|搜尋).{1,24}(?:\.{2,}|…+)
    """
)
LISTED = re.compile(r"^\s*[•●○◦·。\-–]\s*\w")
# A placeholder that names the bot: "Message ChatGPT", "Reply to Claude", "给 DeepSeek 发送消息".
BOT_FIELD = re.compile(
    rf"^\W*(?:message|reply to|talk to|ask|chat with|给|和|向)\W*{_any(_ASSISTANTS)}"
    r"\W*(?:发送?消息|聊天?|提问|$)",
    re.I,
)
# The button under an answer, and under nothing else.
AGAIN = _whole(
    r"""
    regenerate(?: response)? | stop generating | continue generating | 重新生成 | 重新回答 | 停止生成
    | 停止回答 | 再试一次 | 换个回答
    """
)
# What stands over the instructions to a bot, in a column or box beside the chat.
INSTRUCTIONS = _whole(
    r"""
    system(?: (?:prompt|message|instructions?))? | instructions? | custom instructions
    | 系统(?:提示词?|指令|消息|设定)? | 提示词 | (?:角色|人物)设定 | 系統(?:提示詞?|指令|訊息)?
    """
)
# The number of a notebook's cell.
CELL = re.compile(r"^\W*(?:(?:in|out) ?)?\[[\d *]{1,4}\] ?[:：]?$|^\W*in$", re.I)
CHANNEL = re.compile(r"^#\s?[^\s#].{0,24}$")
# A model picker, at the top of a page.
MODEL = re.compile(
    r"^\W*(?:model\W*)?(?:(?:default|legacy)\W*)?(?:chat)?gpt(?: ?plus)?\W{0,2}"
    r"(?:\d(?:\.\d)?[a-z0]?(?:[ \-]mini|[ \-]turbo)?|auto)\W*v?$",
    re.I,
)
# How many messages a chat has, under its title: ChatGPT-Next-Web and its kin; Poe.
SUBTITLE = _whole(
    r"""
    [与和].{1,24}的 ?\d+ ?[条條][对對][话話] | 共? ?\d+ ?[条條][对對][话話]
    | \d+ messages?(?: with .{1,30})?
    """
)
# A card that describes a bot, at the top of a chat: who runs it, how many follow it.
CARD = _whole(r"""
    运营方[:：]?(?: ?@.*)? | operated by(?: @.*)? | (?:created )?by @\w+.*
    | \d[\d.,]*[km万]? ?(?:位粉丝|followers?).*
""")
FOOTER = re.compile(
    _any(
        r"""
        may (?:produce|display|generate) inaccurate | (?:can|may) make mistakes | check(?:ing)? important info
        | free research preview | made with | scan (?:to|the|this)\b | 长按.{0,6}(?:识别|扫) | 扫码.{0,8}
        | 扫一扫 | 识别.{0,4}二维码 | 由.{1,20}(?:提供|驱动|支持)$ | chatgpt \w+ \d{1,2} version
        | double-check its responses
        | 内容由.{0,8}(?:AI|人工智能|大模型).{0,6}生成 | (?:AI|人工智能)(?:生成|產生).{0,12}(?:仅供|僅供|可能)
        | 仅供参考 | 僅供參考 | 生成的内容.{0,20}(?:准确|完整) | 无法确保.{0,12}(?:真实|准确)
        | ai[\- ]generated\b.{0,8}(?:reference|content) | generated content may be
        | may display inaccurate | 可能会显示不准确
        | 服务生成的所有内容
        | 备案号 | ICP[备证] | 京公网安备 | privacy policy | terms of (?:use|service)
        """
    ),
    re.I,
)
SEARCH = re.compile(
    r"^\W*q?\W*(?:搜索|搜一搜|search)(?:历史记录|聊天记录|\W*chats?|\W*messages?)?.{0,3}$", re.I
)
STATUS = _whole(
    r"""
    (?:答复|回答|答案)(?:来自|由) ?.{2,20} | (?:voice|语音) ?(?:chat|聊天|通话)? ?(?:ended|已?结束).{0,12}
    | search(?:ing|ed) for.* | generating answers? for you.* | analyzing.{0,30}
    | finished (?:thinking|working|searching|analyzing|browsing).{0,30} | th(?:ought|inking) for.{0,30}
    | thinking | reasoned (?:for|about).{0,30} | searched \d+.{0,30} | browsing.{0,40} | used \w+.{0,20}
    | working | learn more[:：].* | typing | .{1,12} is typing | today | yesterday | 今天 | 昨天
    | 已?(?:深度)?思考(?:完成|过程|中|用时).{0,20} | 已?深度思考(?: *[>v∨^（(].{0,10})?
    | 用时 ?\d+.{0,6}秒.{0,4} | 已?(?:联网)?搜索到? ?\d+ ?(?:个|篇).{0,12}
    | 已(?:阅读|搜索|参考).{0,16}(?:网页|来源|资料).{0,6} | 正在(?:搜索|思考|联网).{0,12}
    | (?:参考|引用|来源) ?\d+ ?(?:条|篇|个).{0,10} | \d+ ?条(?:话题)?回复 | 对方正在输入.{0,4}
    | 已设置 ?\d+ ?条前置上下文 | 以上是.{0,6}历史.{0,6} | 以下为新的.{0,6} | \d+ ?[条个]新消息.{0,6}
    | .{1,20}邀请.{1,20}加入了?(?:群聊|群) | .{1,20}(?:加入|退出)了?群聊.{0,4}
    | .{1,24} (?:joined|left) the (?:group|chat)
    | .{1,24} (?:added|invited) .{1,24} to the (?:group|chat).{0,6}
    | \+ ?code ?\+ ?text | file edit (?:view|selection|insert)\b.* | 文件 编辑 .*
    | pages?[:：][\d ,、]+ | 此消息已撤回 | .{0,12}撤回了一条消息.{0,8}
    """
)
# The first words of the message that is answered, above the answer in smaller or paler letters.
QUOTE = re.compile(
    r"^\W{0,3}(?:(?:回复|回覆|replying to|reply to)\s*.{1,24}?[:：]|replying to @\w+(?: and .{1,30})?$"
    r"|@\S{1,20} .{4,}(?:\.\.\.|…)$)",
    re.I,
)
# A quoted message with its sender.
QUOTED = re.compile(r"^\W*\w.{0,15}[:：]\s?\S")
SOURCES = re.compile(
    r"^\W*(?:learn more|sources?|参考资料|来源|了解更多|了解詳細資訊|了解详细信息)\W*(?:[:：]|$)", re.I
)
COUNTER = _whole(
    r"""
    (?:共|总计|消耗|耗时|用量)?\s*\d[\d,.]*\s*[个枚]?\s*(?:tokens?|积分|智慧果)\b.*
    | (?:prefill|decode)\s*[:：].* | .*tokens?/s.* | \d+ ?/ ?\d+ | [<‹(] ?\d+ ?/ ?\d+ ?[>›)]
    | [<‹] ?\d{1,4} ?[>›] | [<‹(] ?\d ?[/1l|] ?\d ?[>›)].{0,6}
    | \d{1,3} ?m(?:in)? ?\d{1,2} ?s(?:ec)? | \d{1,3} ?分钟? ?\d{1,2} ?秒
    | \d[\d.]* ?m?s\b.{0,30}\btokens?
    | tokens?(?: used| left| count)?\s*[:：]\s*\d+.* | 字数[:：] ?\d+.* | \d+(?:\.\d+)? ?(?:s|ms|秒)
    | (?:word|token) ?count\s*[:：\-]\s*\d+.* | (?:今日|今天|本月|免费)?剩余.{0,8}[:：]?\s*\d+.{0,8}
    | (?:今日|今天|本月|免费)剩余.{0,8}\d+ ?[次条].{0,24}
    | (?:today|you have)?.{0,12}\b\d+ (?:messages|questions|credits|uses) (?:left|remaining).{0,12}
    """
)
WATERMARK = _whole(
    r"""
    小红书(?:号\W*\w{0,20}|\W*@.{1,20})? | .{0,4}公众号\W{0,3}.{1,16} | 知乎 ?@.{1,20} | CSDN ?@.{1,24}
    | 微博 ?@.{1,20} | @稀土掘金.{0,12} | 抖音号?\W.{1,20}
    """
)
# Lines around a chat that say it is made up, and the marks of tools that make up chats.
MADE_UP = re.compile(
    r"(?:仅供|纯属|純屬|僅供)(?:娱乐|娛樂|虚构|虛構|搞笑|恶搞)|恶搞|惡搞|对话生成器|聊天记录?生成器|截图生成器|p图"
    r"|\b(?:fake ?chats?|fake ?(?:whats|chat)gpt|i?fake ?text|zeoob|prank ?chat|chat ?generator|parody|satire"
    r"|not a real (?:chat|conversation)|for entertainment (?:purposes )?only)\b",
    re.I,
)
# The same without the "@" that was not read: only in a corner, on open ground.
SIGNED_ON = re.compile(
    r"^\W{0,2}(?:知乎|微博|小红书|抖音|CSDN|哔哩哔哩|B站)[\s@·:：]{0,3}[^\s，。、,.]{1,14}$", re.I
)
SIGNED = re.compile(r"^\W{0,2}@\s?[^\s@].{0,18}$")
# A platform's mark with the number of the account; what stands before the digits is often misread.
NUMBERED = re.compile(r"^.{0,8}\d{8,12}\W*$")
# A browser's address, with what the recogniser makes of the lock in front of it.
ADDRESS = re.compile(r"^\W*(?:\S\s)?(?:https?://)?[a-z\d\-]+(?:\.[a-z\d\-]+)*\.[a-z]{2,6}(?:/\S*)?\W*$", re.I)
STATUS_BAR = re.compile(
    r"^\W*(?:上午|下午)?\d{1,2}[:：]\d{2}|\b[345]G\b|KB?/s|中国(?:移动|联通|电信)|\bLTE\b|\bVPN\b"
    r"|china (?:mobile|unicom|telecom)|^\W*\d{1,3} ?%\W*$",
    re.I,
)
_LANGUAGES = """
    python, py, c, cpp, c++, c#, csharp, java, javascript, js, typescript, ts, jsx, tsx, html, css,
    scss, sql, bash, sh, shell, zsh, powershell, json, yaml, yml, toml, xml, rust, go, golang, kotlin,
    swift, php, ruby, perl, r, matlab, lua, scala, dart, objective-c, vue, markdown, md, latex, tex,
    text, plaintext, plain, diff, dockerfile, makefile, cmake, graphql, vb, vbnet, haskell, elixir,
    erlang, clojure, julia, fortran, assembly, asm, solidity, verilog, vhdl, groovy, mermaid, mysql,
    postgresql, code, console, terminal, ini, nginx, http
"""
CODE_LANGUAGES = frozenset(word.strip() for word in _LANGUAGES.split(","))
