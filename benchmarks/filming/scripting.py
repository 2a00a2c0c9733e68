"""Seeds to scripts: which chat is filmed, how it goes on, how it is cut, what is heard, how it is saved.

In comes a seed; out goes a `Script`, from which `making` films the clip and writes down its truth.  Kinds
take turns (`KINDS`), so that any ten seeds hold most of what there is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from benchmarks.filming.acting import Actor, Sentence, Take, jumped
from benchmarks.filming.editing import Head, Layer, Pointer, Sticker, Subtitles
from benchmarks.filming.encoding import Format
from benchmarks.filming.scening import Chat, Closer, Film, Scene, Talking, moved
from benchmarks.filming.sounding import PREFIXES, exchange, lasts, remark
from benchmarks.filming.staging import Setting
from benchmarks.rendering.gold import leaves, text_of
from benchmarks.rendering.looks import Look, field_with
from benchmarks.rendering.phrases import Language
from benchmarks.rendering.skins import apps, messengers, plain, web
from benchmarks.rendering.talks import Lines, Message, Talk, Writer, leaf
from chatmine.records import Role

KINDS = (
    "phone", "web", "head", "terminal", "scrolled", "narrated", "regenerated", "cut", "messenger", "spoken",
    "web", "framed", "cleared", "phone", "zoomed", "subtitled", "smooth", "messenger", "jump", "remarks",
    "terminal", "scrolled", "narrated", "web", "head", "phone", "regenerated", "stickers", "messenger",
    "broken", "long", "spoken",
)  # fmt: skip
PHONES = ((360, 640, 2.0), (400, 800, 1.5), (412, 732, 1.5), (360, 780, 2.0), (430, 764, 1.5))
DESKS = ((1280, 720, 1.0), (960, 640, 1.25), (1000, 640, 1.0), (854, 600, 1.5), (1100, 700, 1.0))
APPS = (apps.chatgpt_app, apps.assistant_app, apps.chatgpt_app_names, apps.chatgpt_app)
SITES = (web.chatgpt_bubble, web.chatgpt_bands, web.chatgpt_names, web.claude, web.next_web, web.poe)
MESSENGERS = (messengers.wechat, messengers.qq, messengers.feishu, messengers.whatsapp, messengers.telegram)
Skin = Callable[[Random, Language], Look]
HEADLINES = {
    "zh": ("我和AI聊了三分钟", "它居然这样回答", "聊天机器人实测", "今天的提问挑战"),
    "en": ("I asked an AI this", "Chatbot test", "Its answer surprised me", "Three minutes with a bot"),
}
SHOUTS = {"zh": ("太强了！", "笑死", "重点来了", "看这里"), "en": ("WOW!", "LOL", "Look here", "So good")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All that a seed decides before anything is filmed."""

    kind: str
    language: Language
    film: Film
    how: Format
    sound: str


@dataclass(slots=True, kw_only=True)
class Writing:
    """What the parts of a script share: the source of chance, the languages, the sound."""

    rng: Random
    kind: str
    language: Language
    sound: str

    @property
    def voice(self) -> str:
        """The language that is spoken."""
        return "en" if self.language == "en" else "zh"

    def setting(self, messages: list[tuple[Role, Message]], skins: tuple[Skin, ...] | None = None) -> Setting:
        """A look of the kind's, with an input box, around these messages."""
        rng = self.rng
        upright = self.kind not in ("web", "terminal", "framed") and rng.random() < 0.8
        upright = upright or self.kind in ("phone", "messenger", "head")
        if skins is None:
            skins = (plain.terminal,) if self.kind == "terminal" else APPS if upright else SITES
            skins = MESSENGERS if self.kind == "messenger" else skins
        look = rng.choice(skins)(rng, self.language)
        width, height, scale = rng.choice(PHONES if upright else DESKS)
        if self.kind == "long":
            scale = 1.5 if upright else 1.0
        if 'class="box"' not in look.bottom and look.client != "terminal":
            look = replace(look, bottom=field_with("Message" if self.language == "en" else "发消息", "send"))
        look = replace(look, side=look.side if width > 900 else "", width=width, height=height)
        return Setting(
            look=look,
            talk=Talk(language=self.language, messages=tuple(messages)),
            size=(width, height),
            scale=scale,
            smooth=self.kind == "smooth" or rng.random() < 0.1,
            dot="block" if look.client == "terminal" else rng.choice(("", "", "round", "block")),
            extra=round(height * 0.2) if self.kind == "head" else 0,
        )

    def messages(self, exchanges: int, shortest: int = 30) -> list[tuple[Role, Message]]:
        """Questions and answers in turns, of a size that streams in within seconds."""
        longest = (440 if self.language == "en" else 240) if shortest > 50 else 280
        writer = Writer(self.rng, self.language, plain=self.kind in ("messenger", "terminal"), runs=False)
        out: list[tuple[Role, Message]] = []
        for _ in range(exchanges):
            out.append(("user", _sized(writer.question, 2, 60)))
            out.append(("assistant", _sized(writer.answer, shortest, longest)))
        return out

    def known(self, exchanges: int) -> list[tuple[Role, Message]]:
        """Questions and answers that the narrator can read aloud."""
        out: list[tuple[Role, Message]] = []
        for _ in range(exchanges):
            question, answer = exchange(self.rng, self.voice)
            out += [("user", _said(question)), ("assistant", _said(answer))]
        return out

    def actor(self, setting: Setting) -> Actor:
        """Who plays it."""
        return Actor(
            rng=self.rng,
            talk=setting.talk,
            lasts=partial(lasts, language=self.voice),
            in_place=setting.look.client == "terminal",
            pace=self.rng.uniform(0.7, 1.2),
        )

    def remark(self, actor: Actor, kind: str) -> None:
        """The narrator says something, where the clip has one."""
        if self.sound == "remarks":
            actor.say(remark(self.rng, self.voice, kind))

    def play(self, setting: Setting) -> Take:
        """The usual course: one exchange after the other, with what the kind adds."""
        actor, last = self.actor(setting), len(setting.talk.messages) - 2
        actor.wait(self.rng.uniform(0.5, 1.5), caret=True)
        self.remark(actor, "o")
        for question in range(0, last + 1, 2):
            actor.ask(question, self._aloud(setting.talk, question))
            self._answered(actor, setting, question + 1, question == last)
            self.remark(actor, "c")
            if self.kind == "scrolled" and question == last:
                actor.look_back(self.rng.uniform(0.5, 1.0))
            if self.kind == "cleared" and question == 0:
                actor.clear()
            if self.kind == "long":
                self._talks_on(actor)
        self.remark(actor, "e")
        actor.wait(max(self.rng.uniform(0.8, 2.0), actor.said[-1].end + 0.3 - actor.now if actor.said else 0))
        return actor.take()

    def _answered(self, actor: Actor, setting: Setting, message: int, last: bool) -> None:
        if setting.look.runs and self.rng.random() < 0.6:
            actor.at_once(message)  # messengers show no streaming
        elif self.kind == "broken" and last:
            actor.answer(message, share=self.rng.uniform(0.4, 0.7))
            actor.now = actor.states[-1][0] + 0.1  # the recording ends while it is written
        else:
            actor.answer(message, self._aloud(setting.talk, message))
        if self.kind == "zoomed":
            actor.wait(3.5)

    def _talks_on(self, actor: Actor) -> None:
        """Some sentences, and about as much silence."""
        begun = actor.now
        while actor.said[-1].end < begun + 18:
            actor.say(remark(self.rng, self.voice, "c"))
        spoken = actor.said[-1].end - begun
        actor.wait(2 * spoken + 4)

    def _aloud(self, talk: Talk, message: int) -> str:
        """What the narrator reads of a message: all of it in a narrated clip."""
        if self.kind not in ("narrated", "subtitled", "long"):
            return ""
        return "".join(text_of(one) for one in leaves(talk.messages[message][1]))


def _sized(make: Callable[[], Message], least: int, most: int) -> Message:
    while True:
        message = make()
        if least <= sum(len(text_of(one)) for one in leaves(message)) <= most:
            return message


def _said(text: str) -> Message:
    return (Lines(lines=(leaf(text),)),)


def script(seed: int) -> Script:
    """The script of a seed."""
    rng = Random(seed * 7919 + 17)
    kind = KINDS[seed % len(KINDS)]
    language: Language = rng.choices(("zh", "en", "mixed"), (5, 4, 1))[0]
    sound = _sound(rng, kind)
    writing = Writing(rng=rng, kind=kind, language=language, sound=sound)
    scenes = _scenes(writing)
    how = _format(rng, kind, seed, scenes)
    return Script(
        kind=kind,
        language=language,
        film=Film(scenes=scenes, layers=tuple(_layers(writing, scenes))),
        how=how,
        sound="none" if how.suffix == ".gif" else sound,
    )


def _sound(rng: Random, kind: str) -> str:
    """What is heard: none (no sound track), silence, a tune, or a voice ("remarks", "read")."""
    if kind in ("narrated", "subtitled", "long", "spoken"):
        return "read"
    if kind in ("head", "remarks"):
        return "remarks"
    return rng.choices(("none", "silence", "tune", "remarks"), (4, 2, 2, 3))[0]


def _format(rng: Random, kind: str, seed: int, scenes: tuple[Scene, ...]) -> Format:
    seconds = sum(scene.seconds for scene in scenes)
    if seed % 16 in (3, 9) and seconds < 40 and kind not in ("head", "spoken", "remarks"):
        return Format(suffix=".gif")
    if seed % 8 == 4:
        return Format(suffix=".webm")
    quality = rng.randint(21, 31)
    if seed % 16 == 6:
        return Format(suffix=".mov", quality=quality, turned=True)
    return Format(quality=quality, uneven=rng.random() < 0.3)


def _scenes(writing: Writing) -> tuple[Scene, ...]:
    rng, kind = writing.rng, writing.kind
    if kind in ("spoken", "remarks"):
        return (_talking(writing),)
    if kind in ("narrated", "subtitled", "long"):
        setting = writing.setting(writing.known(4 if kind == "long" else rng.randint(2, 3)))
        return (Chat(setting=setting, take=writing.play(setting)),)
    if kind == "cut":
        return _cut(writing)
    if kind == "regenerated":
        return (_regenerated(writing),)
    full = kind in ("scrolled", "smooth") or rng.random() < 0.5  # long enough to fill the screen
    setting = writing.setting(writing.messages(rng.randint(3, 4) if full else 2, 120 if full else 10))
    take = writing.play(setting)
    if kind == "jump":
        answer = take.shown[1]
        take = jumped(
            take, answer.start + (answer.end - answer.start) * 0.3, (answer.end - answer.start) * 0.5
        )
    headline = rng.choice(HEADLINES[writing.voice]) if kind == "framed" else ""
    return (Chat(setting=setting, take=take, closers=_closers(writing, take), headline=headline),)


def _closers(writing: Writing, take: Take) -> tuple[Closer, ...]:
    if writing.kind != "zoomed":
        return ()
    answers = [one for one in take.shown if one.role == "assistant"]
    scale = writing.rng.uniform(1.3, 2.0)
    return tuple(
        Closer(message=one.message, start=one.end + 0.4, end=one.end + 3.4, scale=scale) for one in answers
    )


def _cut(writing: Writing) -> tuple[Scene, ...]:
    """Two chats one after the other, with a head between them in some."""
    chats: list[Scene] = []
    for _ in range(2):
        setting = writing.setting(writing.messages(1))
        if chats and isinstance(chats[0], Chat):  # one canvas for all of a clip
            first = chats[0].setting
            setting = replace(
                setting, size=first.size, scale=first.scale,
                look=replace(setting.look, width=first.size[0], height=first.size[1], side=""),
            )  # fmt: skip
        chats.append(Chat(setting=setting, take=writing.play(setting)))
    return tuple(chats)


def _regenerated(writing: Writing) -> Chat:
    rng = writing.rng
    messages = writing.messages(2)
    messages.insert(2, ("assistant", writing.messages(1)[1][1]))
    setting = writing.setting(messages)
    actor = writing.actor(setting)
    actor.wait(rng.uniform(0.5, 1.5), caret=True)
    actor.ask(0)
    actor.answer(1)
    actor.again(1, 2)
    actor.ask(3)
    actor.answer(4)
    return Chat(setting=setting, take=actor.take())


def _talking(writing: Writing) -> Talking:
    """Somebody who tells of a chat, each speaker named; or, in a clip of remarks, of none."""
    rng = writing.rng
    talk = Talk(language=writing.language, messages=())
    actor = Actor(rng=rng, talk=talk, lasts=partial(lasts, language=writing.voice), now=0.4)
    said = [remark(rng, writing.voice, "o")]
    for _ in range(rng.randint(2, 4)):
        if writing.kind == "spoken":
            asks, answers = PREFIXES[writing.voice]
            question, answer = exchange(rng, writing.voice)
            said += [rng.choice(asks) + _inner(question), rng.choice(answers) + _inner(answer)]
        said.append(remark(rng, writing.voice, "c"))
    for sentence in [*said, remark(rng, writing.voice, "e")]:
        actor.now = actor.say(sentence)
    width, height, scale = rng.choice(PHONES)
    size = (round(width * scale) // 2 * 2, round(height * scale) // 2 * 2)
    return Talking(seconds=actor.now + 0.6, size=size, hue=rng.randrange(999), said=tuple(actor.said))


def _inner(sentence: str) -> str:
    """A sentence after a comma: English goes on in small letters, but for "I"."""
    return sentence if sentence.startswith("I ") else sentence[0].lower() + sentence[1:]


def _layers(writing: Writing, scenes: tuple[Scene, ...]) -> list[Layer]:
    rng, kind = writing.rng, writing.kind
    said = spoken(scenes)
    seconds = sum(scene.seconds for scene in scenes)
    layers: list[Layer] = []
    if kind == "head":
        at = rng.choice(((0.84, 0.9), (0.16, 0.9), (0.85, 0.07)))
        layers.append(Head(sentences=said, at=at, size=0.26, hue=rng.randrange(999)))
    if kind in ("subtitled", "remarks") or (kind in ("spoken", "head", "framed") and rng.random() < 0.6):
        height = 0.78 if kind in ("spoken", "remarks") else 0.95 if kind != "framed" else 0.87
        layers.append(Subtitles(sentences=said, height=height, colour=rng.choice(("white", "#ffe14d"))))
    if kind == "stickers":
        for _ in range(4):
            start, text = rng.uniform(0, seconds - 3), rng.choice((*SHOUTS[writing.voice], "😂", "👍", "🔥"))
            place = (rng.uniform(0.2, 0.8), rng.choice((0.05, 0.5, 0.95)))
            layers.append(Sticker(text=text, start=start, end=start + 2.2, at=place))
    if kind in ("web", "cleared", "framed") or (kind == "scrolled" and rng.random() < 0.5):
        stops = [(0.0, rng.random(), rng.random())]
        while stops[-1][0] < seconds:
            stops.append((stops[-1][0] + rng.uniform(2, 6), rng.random(), rng.uniform(0.1, 0.95)))
        layers.append(Pointer(stops=tuple(stops)))
    return layers


def spoken(scenes: tuple[Scene, ...]) -> tuple[Sentence, ...]:
    """All that is said in the scenes, with the film's seconds."""
    out: list[Sentence] = []
    begun = 0.0
    for scene in scenes:
        out += moved(scene.said if isinstance(scene, Talking) else scene.take.said, begun)
        begun += scene.seconds
    return tuple(out)
