"""Files read and paired without a workspace: the newcomer's first minute and everyone's debugger."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from asr.transcribing import ModelMissing
from chatmine.errors import CannotWork, ChatmineError, Unreadable, WrongCall
from chatmine.looking import media_of
from chatmine.presenting import TurnView, turn_view
from chatmine.records import Conversation, Language, Media, Reading, Sign, readable
from chatmine.settings import Asr, Ocr
from chatmine.working import Job, Progress, fetch_speech_model, missing_part, work
from crawlers import sidefiles
from pairing import conversing
from pairing.videos.soundtrack import covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One file with what was read and heard in it, or the reason why nothing was.

    `subtitles` are what stands in files beside a video, `clip.srt` beside `clip.mp4`.
    """

    path: Path
    media: Media | None = None
    subtitles: tuple[Reading, ...] = ()
    readings: tuple[Reading, ...] = ()
    error: ChatmineError | None = None
    warnings: tuple[ChatmineError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """The line that `chatmine show FILE --json` prints."""

    path: str
    kind: Literal["chat", "other"]
    assistant: str | None
    model: str | None
    client: str | None
    language: Language
    flags: tuple[str, ...]
    signs: tuple[Sign, ...]
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedView:
    """The line that `chatmine show --as-post --json` prints for each conversation."""

    paths: tuple[str, ...]
    kind: Literal["chat", "other"]
    assistant: str | None
    model: str | None
    client: str | None
    language: Language
    flags: tuple[str, ...]
    signs: tuple[Sign, ...]
    turns: tuple[TurnView, ...]


def read_files(
    paths: Sequence[Path], ocr: Ocr, asr: Asr, progress: Progress = lambda had, total: None
) -> Iterator[Read]:
    """Each file with its readings, in the order given, as soon as it and all before it are done.

    `progress` is told of the speech model's download; one that can't be had costs the speech alone.  Raises
    `CannotWork` or `WrongCall` when the OCR engine can't be had.
    """
    looked = [_look(path) for path in paths]
    deaf = _deaf(looked, asr, progress)
    heard = asr if deaf is None else replace(asr, model="")
    jobs = list(dict.fromkeys(job for read in looked for job in _jobs(read, heard)))  # a path may come twice
    done: dict[Path, list[Reading | ChatmineError]] = {}
    expected = Counter(job.path for job in jobs)
    with closing(work(jobs, ocr, asr)) as outcomes:
        for read in looked:
            while read.error is None and len(done.get(read.path, [])) < expected[read.path]:
                job, outcome = next(outcomes)
                if job.stage == "read" and isinstance(outcome, CannotWork | WrongCall):
                    raise outcome  # no file can be read
                done.setdefault(job.path, []).append(outcome)
            unheard = [deaf] if deaf and _to_hear(read) else []
            yield _with(read, [*done.get(read.path, []), *unheard])


def _to_hear(read: Read) -> bool:
    """Whether it is a video that no subtitles cover."""
    if read.media is None or read.media.kind != "video":
        return False
    return not any(covers(written, read.media.duration) for written in read.subtitles)


def _deaf(looked: Sequence[Read], asr: Asr, progress: Progress) -> ModelMissing | None:
    """Why no speech can be heard, where there is some to hear and a model is wanted."""
    if asr.model and any(_to_hear(read) for read in looked):
        try:
            fetch_speech_model(asr, progress)
        except ModelMissing as error:
            return error
    return None


def _look(path: Path) -> Read:
    try:
        media = media_of(path)
        return Read(path=path, media=media, subtitles=_beside(path) if media.kind == "video" else ())
    except ChatmineError as error:
        return Read(path=path, error=error)
    except OSError as error:
        reason = Unreadable(
            "no_such_file", f"{readable(path)}: {error.strerror}", "name a file that can be read"
        )
        return Read(path=path, error=reason)


def _beside(path: Path) -> tuple[Reading, ...]:
    """What the files say that are a video's subtitles by name and by what they hold."""
    from transcripts import reading as transcripts

    found = []
    for beside in sidefiles.beside_one(path):
        with suppress(ChatmineError, OSError):  # a file of that name may be anything
            found.append(transcripts.read(beside, transcripts.media_of(beside).sha256))
    return tuple(found)


def _jobs(read: Read, asr: Asr) -> list[Job]:
    if not read.media:
        return []
    stages: list[Literal["read", "hear"]] = ["read"]
    if asr.model and _to_hear(read):
        stages.append("hear")
    return [
        Job(stage=stage, path=read.path, media=read.media.sha256, kind=read.media.kind) for stage in stages
    ]


def _with(read: Read, outcomes: list[Reading | ChatmineError]) -> Read:
    """The file with its readings; speech that could not be heard costs the speech alone."""
    readings = tuple(found for found in outcomes if isinstance(found, Reading))
    errors = [found for found in outcomes if isinstance(found, ChatmineError)]
    if read.error or (errors and not readings):
        return Read(path=read.path, media=read.media, error=read.error or errors[0])
    missing = [error for reading in readings if (error := missing_part(reading))]
    return replace(read, readings=(*readings, *read.subtitles), warnings=(*errors, *missing))


def file_view(read: Read) -> FileView:
    """What `show` prints of one file that could be read."""
    found = conversing.conversations(read.readings, None)
    first = found[0] if found else None
    return FileView(
        path=readable(read.path),
        kind="chat" if found else "other",
        assistant=first.assistant if first else None,
        model=first.model if first else None,
        client=first.client if first else None,
        language=first.language if first else "other",
        flags=tuple(dict.fromkeys(flag for conversation in found for flag in conversation.flags)),
        signs=tuple(sign for conversation in found for sign in conversation.signs),
        turns=tuple(
            turn_view(turn, conversation.number) for conversation in found for turn in conversation.turns
        ),
    )


def joined_views(reads: Sequence[Read]) -> Iterator[JoinedView]:
    """What `show --as-post` prints: one view for each conversation of the files together."""
    paths = {read.media.sha256: readable(read.path) for read in reads if read.media}
    paths |= {one.media: readable(read.path) for read in reads for one in read.subtitles}
    readings = [reading for read in reads for reading in read.readings]
    for conversation in conversing.conversations(readings, None):
        yield _joined_view(conversation, paths)


def _joined_view(conversation: Conversation, paths: dict[str, str]) -> JoinedView:
    return JoinedView(
        paths=tuple(dict.fromkeys(paths[media] for media in conversation.media)),
        kind="chat",
        assistant=conversation.assistant,
        model=conversation.model,
        client=conversation.client,
        language=conversation.language,
        flags=conversation.flags,
        signs=conversation.signs,
        turns=tuple(turn_view(turn, conversation.number, paths=paths) for turn in conversation.turns),
    )
