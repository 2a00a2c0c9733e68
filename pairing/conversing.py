"""Readings of one post to conversations: the entry point of pairing.

`conversations` is called by the pair stage and by `chatmine show`; `explain` says for every line of a
reading which turn it went into or why it is out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatmine.records import Box, Conversation, Line, Post, Reading, Role, Turn
from pairing.assistants.naming import named_aloud
from pairing.captions import captioned
from pairing.languages import language
from pairing.posts.joining import joined
from pairing.posts.scrolling import Scroll, scrolls
from pairing.posts.stitching import Part, stitched
from pairing.screens import screens
from pairing.talks import Talk, talks
from pairing.videos import sayings
from pairing.videos.aloud import with_voices
from pairing.videos.burned import subtitle_lines
from pairing.videos.filmed import carried, filmed
from pairing.videos.lasting import lasting
from pairing.videos.namesakes import agreed
from pairing.videos.soundtrack import Soundtrack, soundtracks
from pairing.videos.spoken import spoken_turns

VERSION = "2"
"""Goes up when the same readings could be paired differently."""

UNSURE = 0.75
"""Below this, who is the user was told by weak signs (avatars, inks, one box) or against some evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A line of a reading: the conversation and turn that it is in and its role, or why it is in none."""

    line: Line
    role: Role | None = None
    conversation: int | None = None
    turn: int | None = None
    reason: str | None = None


def conversations(readings: Sequence[Reading], post: Post | None) -> list[Conversation]:
    """The conversations in one post's files, numbered from 0 in the order of the files.

    Never raises, whatever the lines are.  A post without a chat gives an empty list.
    """
    files = [lasting(agreed(reading)) for n, reading in enumerate(readings) if reading not in readings[:n]]
    parts = stitched([part for scroll in scrolls(files) for part in _scrolled(scroll)])
    found = captioned([part.conversation for part in parts], post)
    tracks = soundtracks(files)
    found += _heard(tracks, {media for one in found for media in one.media})
    unnamed = {(f.media, line.box, line.second) for f in files for line in f.lines if line.unnamed}
    return [
        replace(
            one,
            post=post.id if post else "",
            number=number,
            language=language(one.turns),
            flags=_flags(one, unnamed),
        )
        for number, one in enumerate(with_voices(found, tracks))
    ]


def _scrolled(scroll: Scroll) -> list[Part]:
    """The conversations of screenshots that overlap, with evidence on each; of one file alone if none do.

    Bars that only a lower one shows may name the bot.
    """
    if len(scroll.readings) == 1:
        return _parts(scroll.readings[0])
    whole = _parts(scroll.reading)
    alone = [part for reading in scroll.readings for part in _parts(reading)]
    if len(whole) != 1:
        return alone
    return [_with_names(_traced(whole[0], scroll), alone)]


def _traced(part: Part, scroll: Scroll) -> Part:
    turns = tuple(
        replace(turn, evidence=tuple(scroll.original(piece) for piece in turn.evidence))
        for turn in part.conversation.turns
    )
    media = tuple(reading.media for reading in scroll.readings)
    return replace(part, conversation=replace(part.conversation, turns=turns, media=media))


def _with_names(part: Part, others: Sequence[Part]) -> Part:
    """The part with what others tell of the bot and the client where it does not tell itself."""
    known = [part.conversation, *(other.conversation for other in others)]
    named = replace(
        part.conversation,
        assistant=next((c.assistant for c in known if c.assistant), None),
        model=next((c.model for c in known if c.model), None),
        client=next((c.client for c in known if c.client), None),
    )
    return replace(part, conversation=named, titles=part.titles.union(*(other.titles for other in others)))


def _parts(reading: Reading) -> list[Part]:
    """The conversations of one file; what several scenes of a video show is one."""
    found: list[Part] = []
    for talk in _talks(reading):
        if not talk.turns:
            continue
        new = Part(conversation=_conversation(talk), titles=_title(talk), width=reading.width)
        if talk.screen.scene is not None:
            new = _carried(new, found, reading.scenes[talk.screen.scene].start)
        place = _continued(found, new)
        if place is None:
            found.append(new)
        else:
            found[place] = _together(found[place], new)
    return found


def _carried(new: Part, found: Sequence[Part], begun: float) -> Part:
    before = [turn for part in found for turn in part.conversation.turns]
    turns = carried(new.conversation.turns, before, begun)
    return replace(new, conversation=replace(new.conversation, turns=turns))


def _heard(tracks: Sequence[Soundtrack], shown: set[str]) -> list[Conversation]:
    """A conversation for each file in which a voice tells what nothing on the screen shows."""
    told = [(track, spoken_turns(track)) for track in tracks if track.media not in shown]
    return [_spoken(track, turns) for track, turns in told if turns]


def _spoken(track: Soundtrack, turns: tuple[Turn, ...]) -> Conversation:
    sign = named_aloud(cue for stretch in track.speech for cue in sayings.naming(stretch.text))
    return Conversation(
        post="",
        number=0,
        media=track.files,
        turns=turns,
        assistant=sign.says if sign else None,
        flags=("from-speech",),
        signs=(sign,) if sign else (),
    )


def explain(reading: Reading) -> list[Placed]:
    """What became of every line of a reading, in the reading's order."""
    reading = lasting(agreed(reading))
    spots: dict[tuple[Box | None, float | None], tuple[Role, int, int]] = {}
    reasons: dict[int, str] = dict.fromkeys(subtitle_lines(reading), "subtitle")
    number = 0
    for talk in _talks(reading):
        reasons |= talk.out
        for place, turn in enumerate(talk.turns):
            for piece in turn.evidence:
                spots[piece.box, piece.end] = (turn.role, number, place)
        number += bool(talk.turns)
    return [
        _placed(line, spots.get((line.box, line.complete)), reasons.get(n))
        for n, line in enumerate(reading.lines)
    ]


def _placed(line: Line, spot: tuple[Role, int, int] | None, reason: str | None) -> Placed:
    if spot and reason is None:
        return Placed(line=line, role=spot[0], conversation=spot[1], turn=spot[2])
    return Placed(line=line, reason=reason or "code header")


def _talks(reading: Reading) -> Iterator[Talk]:
    if reading.scenes:
        yield from filmed(reading)
    for screen in () if reading.scenes else screens(reading):
        yield from talks(screen)


def _conversation(talk: Talk) -> Conversation:
    return Conversation(
        post="",
        number=0,
        media=(talk.screen.media,),
        turns=talk.turns,
        assistant=talk.names.assistant,
        model=talk.names.model,
        client=talk.names.client,
        flags=(*(("unsure-roles",) if talk.sureness < UNSURE else ()), *talk.names.flags),
        signs=talk.names.signs,
    )


def _flags(conversation: Conversation, unnamed: set[tuple[str, Box, float | None]]) -> tuple[str, ...]:
    """What to know before trusting it; the words are explained in docs/words.md.

    `unnamed` are the files, boxes and seconds of lines with emoji that could not be named.
    """
    turns = conversation.turns
    evidence = [piece for turn in turns for piece in turn.evidence]
    files = {piece.media for piece in evidence}
    says = {
        "cut-start": turns[0].partial and len(turns) > 1,
        "cut-end": turns[-1].partial,
        "one-sided": len({turn.role for turn in turns}) < 2,
        "joined": len(files) > 1 and "joined" not in conversation.flags,
        "unknown-emoji": any((piece.media, piece.box, piece.start) in unnamed for piece in evidence),
    }
    return (*(flag for flag, holds in says.items() if holds), *conversation.flags)


def _title(talk: Talk) -> frozenset[str]:
    return frozenset(p.text.strip() for p in talk.screen.pieces if talk.out.get(p.number) == "title")


def _continued(found: Sequence[Part], new: Part) -> int | None:
    """The conversation of the same file that a new screen's overlaps."""
    turns = new.conversation.turns
    places = reversed(range(len(found)))
    return next((n for n in places if joined(found[n].conversation.turns, turns) is not None), None)


def _together(before: Part, after: Part) -> Part:
    one, other = before.conversation, after.conversation
    whole = replace(
        one,
        turns=joined(one.turns, other.turns) or one.turns,
        flags=tuple(dict.fromkeys((*one.flags, "joined"))),
        assistant=one.assistant or other.assistant,
        model=one.model or other.model,
        client=one.client or other.client,
    )
    return Part(conversation=whole, titles=before.titles | after.titles, width=before.width)
