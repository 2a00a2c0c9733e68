"""What a filmed clip shows, as the transcripts of clips tell it.

In come a script and the clip's path; out goes the JSON beside the clip.  `turns` are the messages that stood
on the screen, each once, in the order of their first characters; `conversations` lists, for a clip with
more than one, the turns of each: after a regenerated answer the question belongs to both.
"""

from pathlib import Path
from typing import Any

import av

from benchmarks.filming.acting import Sentence, Shown
from benchmarks.filming.editing import Subtitles
from benchmarks.filming.scening import Chat, Talking
from benchmarks.filming.scripting import Script, spoken
from benchmarks.filming.sounding import PREFIXES
from benchmarks.rendering.gold import Seen, leaves, markdown, text_of
from chatmine.records import Role


def of(made: Script, path: Path) -> dict[str, Any]:
    """The truth of a clip."""
    numbered = sorted(_turns(made), key=lambda one: float(one[0]["start"]))
    turns = [turn for turn, _ in numbered]
    chats = [scene for scene in made.film.scenes if isinstance(scene, Chat)]
    look = chats[0].setting.look if chats else None
    bots = {chat.setting.look.bot for chat in chats}
    count = 1 + max((number for _, numbers in numbered for number in numbers), default=0)
    width, height, seconds = _measured(path)
    told: dict[str, Any] = {
        "kind": "chat" if turns else "negative",
        "lang": made.language,
        "client": look.client if look else "other",
        "theme": "dark" if look and look.dark else "light",
        "bot": bots.pop() if len(bots) == 1 else None,
        "features": ["video", made.kind],
        "story": made.kind,
        "sound": made.sound,
        "seconds": seconds,
        "width": width,
        "height": height,
        "turns": turns,
        "speech": [_sentence(one) for one in spoken(made.film.scenes) if made.sound != "none"],
        "subtitles": [
            _sentence(one)
            for layer in made.film.layers
            if isinstance(layer, Subtitles)
            for one in layer.sentences
        ],
    }
    if count > 1:
        told["conversations"] = [
            [n for n, (_, numbers) in enumerate(numbered) if number in numbers] for number in range(count)
        ]
    return told


def _turns(made: Script) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    """Each turn with the numbers of its conversations."""
    out, begun, first = [], 0.0, 0
    for scene in made.film.scenes:
        shown = _told(made, scene) if isinstance(scene, Talking) else _shown(scene)
        for turn, numbers in shown:
            moved = {**turn, "start": round(turn["start"] + begun, 3), "end": round(turn["end"] + begun, 3)}
            out.append((moved, tuple(first + number for number in numbers)))
        begun += scene.seconds
        first = 1 + max((number for _, numbers in out for number in numbers), default=-1)
    return out


def _shown(scene: Chat) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    return [(_turn(scene, one), one.conversations) for one in scene.take.shown]


def _turn(scene: Chat, one: Shown) -> dict[str, Any]:
    message = scene.take.talk.messages[one.message][1]
    lengths = [len(text_of(leaf)) for leaf in leaves(message)]
    characters = one.characters if one.characters >= 0 else sum(lengths)
    seen: list[Seen] = []
    for length in lengths:
        seen.append((0, max(0, min(length, characters))))
        characters -= length
    return {
        "role": one.role,
        "text": markdown(message, seen, scene.setting.look.manner),
        "partial": any(end < length for (_, end), length in zip(seen, lengths, strict=True)),
        "start": one.start,
        "end": one.end,
    }


def _told(made: Script, scene: Talking) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    """The turns that a voice tells: what follows a cue that names the speaker."""
    asks, answers = PREFIXES[_voice(made)]
    cues: list[tuple[Role, str]] = [("user", cue) for cue in asks]
    cues += [("assistant", cue) for cue in answers]
    return [
        (_heard(sentence, role, cue), (0,))
        for sentence in scene.said
        for role, cue in cues
        if sentence.text.startswith(cue)
    ]


def _heard(sentence: Sentence, role: Role, cue: str) -> dict[str, Any]:
    return {
        "role": role,
        "text": sentence.text.removeprefix(cue),
        "partial": False,
        "start": sentence.start,
        "end": sentence.end,
    }


def _voice(made: Script) -> str:
    return "en" if made.language == "en" else "zh"


def _sentence(one: Sentence) -> dict[str, Any]:
    return {"text": one.text, "start": round(one.start, 3), "end": round(one.end, 3)}


def _measured(path: Path) -> tuple[int, int, float]:
    """Width and height of the upright picture, and seconds."""
    with av.open(path) as file:
        frame = next(file.decode(video=0))
        turned = round(frame.rotation / 90) % 2 == 1
        size = (frame.height, frame.width) if turned else (frame.width, frame.height)
        seconds = (file.duration or 0) / av.time_base
    return (*size, round(seconds, 3))
