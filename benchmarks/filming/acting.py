"""What happens on the screen while a chat is recorded: typing, sending, streaming, scrolling, clearing.

In comes a talk; out goes a `Take`: the screen's states with their seconds, and when each message stood
there.  Called by `scripting`; `staging` makes pictures of the states.  A message counts from the state that
shows its first character as a message: a draft in the input box does not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.rendering.gold import leaves, text_of
from benchmarks.rendering.talks import Talk
from chatmine.records import Role

BLINK = 0.53
"""Seconds for which a caret stands, and is away."""

PAUSE = 0.4
"""Seconds between two sentences: the small speech model was trained with 0.12 to 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the screen shows.

    `shown` are the messages with the characters that each has got to, `back` is the share of the scrollable
    height by which somebody has scrolled up, `busy` says that the last message is still being written.
    """

    shown: tuple[tuple[int, int], ...] = ()
    draft: str = ""
    caret: bool = False
    back: float = 0.0
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message that stood on the screen: its first and its last character's second."""

    message: int
    role: Role
    start: float
    end: float
    characters: int
    conversations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Something said, with its seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One recording: its talk, its states in order, what it showed and what was said over it."""

    talk: Talk
    seconds: float
    states: tuple[tuple[float, State], ...]
    shown: tuple[Shown, ...]
    said: tuple[Sentence, ...] = ()


@dataclass(slots=True, kw_only=True)
class Actor:
    """Plays a talk; `lasts` tells how many seconds a sentence takes to say.

    `in_place` is a terminal's way: what is typed stands there as the message at once.
    """

    rng: Random
    talk: Talk
    lasts: Callable[[str], float]
    in_place: bool = False
    pace: float = 1.0
    now: float = 0.0
    state: State = State()
    states: list[tuple[float, State]] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    said: list[Sentence] = field(default_factory=list)
    conversation: int = 0

    def take(self) -> Take:
        """All that was played."""
        return Take(
            talk=self.talk,
            seconds=self.now,
            states=tuple(self.states),
            shown=tuple(self.shown),
            said=tuple(self.said),
        )

    def wait(self, seconds: float, *, caret: bool = False) -> None:
        """Nothing happens, but that a caret may blink."""
        until = self.now + seconds
        while caret and self.now + BLINK < until:
            self._show(replace(self.state, caret=not self.state.caret))
            self.now += BLINK
        self._show(replace(self.state, caret=False))
        self.now = max(self.now, until)

    def say(self, text: str) -> float:
        """A sentence is said from now on, or a moment after the last one; the second at which it ends."""
        start = max(self.now, self.said[-1].end + PAUSE if self.said else 0.0)
        self.said.append(Sentence(text=text, start=start, end=start + self.lasts(text)))
        return self.said[-1].end

    def ask(self, message: int, spoken: str = "") -> None:
        """A message is typed, and sent a moment later; then it is `spoken`."""
        text = self._text(message)
        self.wait(self.rng.uniform(0.3, 0.8), caret=True)
        start = self.now
        at = 0
        while at < len(text):
            at += self.rng.randint(1, 4)
            self._type(message, text[:at])
            self.now += self.rng.uniform(0.12, 0.3) * self.pace
        self.wait(self.rng.uniform(0.2, 0.7), caret=True)
        if not self.in_place:
            start = self.now
        self._put(message, -1, draft="")
        self._keep(message, start, self.now if not self.in_place else self._typed(start))
        until = self.say(spoken) if spoken else self.now
        self.wait(max(self.rng.uniform(0.1, 0.4), until - self.now))

    def answer(self, message: int, spoken: str = "", share: float = 1.0) -> None:
        """A message streams in, token by token; up to `share` of it, where it is broken off."""
        text = self._text(message)
        self.wait(self.rng.uniform(0.4, 1.8))
        until = self.say(spoken) if spoken else self.now
        start, last, at = self.now, max(1, round(len(text) * share)), 0
        step, tokens = self.rng.uniform(0.1, 0.24), self.rng.uniform(14, 45) / self.pace * (1 + last / 300)
        while at < last:
            at = min(last, at + max(1, round(step * tokens * self.rng.uniform(0.4, 1.6))))
            self._put(message, at, busy=True)
            end = self.now
            self.now += step
        if share == 1.0:
            self._put(message, -1)
        self._keep(message, start, end, last)
        self.wait(max(self.rng.uniform(0.8, 1.8), until - self.now))

    def at_once(self, message: int) -> None:
        """A message stands there whole."""
        self.wait(self.rng.uniform(0.8, 1.8))
        self._put(message, -1)
        self._keep(message, self.now, self.now)
        self.wait(self.rng.uniform(1.0, 2.0))

    def look_back(self, share: float) -> None:
        """Somebody scrolls up by a share of the way, reads, and comes down again."""
        for ends in ((0.0, share), (share, 0.0)):
            steps = self.rng.randint(16, 32)
            for step in range(1, steps + 1):
                eased = (step / steps) ** 2 * (3 - 2 * step / steps)
                self._show(replace(self.state, back=round(ends[0] + (ends[1] - ends[0]) * eased, 4)))
                self.now += 1 / 30
            self.wait(self.rng.uniform(0.8, 1.6))

    def again(self, old: int, new: int) -> None:
        """An answer is thrown away and another one asked for: both belong to the question."""
        self.wait(self.rng.uniform(0.8, 1.5))
        self._show(replace(self.state, shown=tuple(s for s in self.state.shown if s[0] != old)))
        self.conversation += 1
        kept = {number for number, _ in self.state.shown}
        self.shown = [
            replace(s, conversations=(*s.conversations, self.conversation)) if s.message in kept else s
            for s in self.shown
        ]
        self.answer(new)

    def clear(self) -> None:
        """The chat is emptied: what follows is another conversation."""
        self.wait(self.rng.uniform(1.0, 2.0))
        self._show(State())
        self.conversation += 1
        self.wait(self.rng.uniform(0.8, 1.5))

    def _text(self, message: int) -> str:
        return "".join(text_of(leaf) for leaf in leaves(self.talk.messages[message][1]))

    def _type(self, message: int, text: str) -> None:
        if self.in_place:
            self._put(message, len(text), busy=True)
        else:
            self._show(replace(self.state, draft=text, caret=True))

    def _put(self, message: int, characters: int, *, draft: str | None = None, busy: bool = False) -> None:
        shown = [one for one in self.state.shown if one[0] != message]
        draft = self.state.draft if draft is None else draft
        self._show(
            replace(
                self.state,
                shown=(*shown, (message, characters)),
                draft=draft,
                busy=busy,
                back=0.0,
                caret=False,
            )
        )

    def _show(self, state: State) -> None:
        if state != self.state or not self.states:
            self.state = state
            self.states.append((round(self.now, 4), state))

    def _typed(self, start: float) -> float:
        """When the last character was typed, where typing is the message itself."""
        return next((at for at, state in reversed(self.states) if state.busy and at >= start), self.now)

    def _keep(self, message: int, start: float, end: float, characters: int = -1) -> None:
        self.shown.append(
            Shown(
                message=message,
                role=self.talk.messages[message][0],
                start=start,
                end=end,
                characters=characters,
                conversations=(self.conversation,),
            )
        )


def jumped(take: Take, start: float, seconds: float) -> Take:
    """The take with so many seconds from `start` on cut out."""

    def moved(at: float) -> float:
        return at if at < start else max(start, at - seconds)

    kept = {moved(at): state for at, state in take.states}  # of those cut out the last one stays
    return replace(
        take,
        seconds=moved(take.seconds),
        states=tuple(kept.items()),
        shown=tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in take.shown),
        said=tuple(replace(s, start=moved(s.start), end=moved(s.end)) for s in take.said),
    )
