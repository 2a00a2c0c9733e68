"""The stages of the pipeline: each asks the store what is missing, does that, and yields how far it is.

Stopping anywhere, at any moment, is safe: the row is the marker.  The broad `except`s of the project are
in `_at_the_cost_of_one` and, for engines, in `working`: whatever goes wrong with one file or post is noted
with its reason and the rest goes on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatmine.errors import CannotWork, ChatmineError, Unreadable, WrongCall
from chatmine.finding import document
from chatmine.records import Media, Reading
from chatmine.settings import Asr, Ocr
from chatmine.store import Store
from chatmine.store.readings import Stage
from chatmine.takedown import without_spots
from chatmine.working import Job, Progress, asr_version, fetch_speech_model, missing_part, ocr_version, work
from indexer.searching import Index
from pairing import conversing, numbering
from pairing.pairs import pairs as pairs_of
from pairing.videos.soundtrack import covers, subtitles

BATCH = 500
"""Pairs that go into the index at once: a commit takes some 12 ms, a pair well below one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a stage is: done and failed in this run, left to do."""

    stage: str
    done: int = 0
    failed: int = 0
    left: int = 0


def read(store: Store, ocr: Ocr, *, again: bool = False) -> Iterator[Step]:
    """Read every picture and video that has not been read.

    With `again`, also what older engines read and what failed.
    """
    wanted = (
        store.readings.outdated("read", ocr.engine, ocr_version(ocr))
        if again
        else store.readings.missing("read")
    )
    yield from _work(store, "read", wanted, ocr, Asr())


def hear(
    store: Store, asr: Asr, *, again: bool = False, progress: Progress = lambda had, total: None
) -> Iterator[Step]:
    """Hear the speech of every video that has not been heard; without a model all of it stays left.

    With `again`, also what other models heard and what failed.  `progress` is told how far the download of
    the model has come.  Raises `ModelMissing`.
    """
    wanted = (
        store.readings.outdated("hear", asr.engine, asr_version(asr))
        if again and asr.model
        else store.readings.missing("hear")
    )
    wanted = [media for media in wanted if not _subtitled(store, media)]
    if not asr.model:
        yield Step(stage="hear", left=len(wanted))
        return
    if wanted:
        fetch_speech_model(asr, progress)
    yield from _work(store, "hear", wanted, Ocr(), asr)


def _subtitled(store: Store, video: str) -> bool:
    """Whether subtitles cover the video: an empty reading in their reader's name says that it is heard."""
    for post in store.posts.sharing(video):
        files = [file for shared in store.posts.shared_by(post) if (file := store.posts.media(shared.media))]
        written = subtitles([reading for file in files for reading in _told(store, file)], video)
        known = next(file for file in files if file.sha256 == video)
        if written and covers(written, known.duration):
            heard = Reading(
                media=video, engine=written.engine, version=written.version, duration=known.duration
            )
            store.readings.save(heard, "hear")
            return True
    return False


def _told(store: Store, file: Media) -> list[Reading]:
    """A subtitle file's readings; a video stands for itself, whether it could be read or not."""
    if file.kind == "text":
        return store.readings.of(file.sha256)
    seconds = file.duration if file.kind == "video" else None
    return [Reading(media=file.sha256, engine="", version="", duration=seconds)]


def _work(store: Store, stage: Stage, wanted: Sequence[str], ocr: Ocr, asr: Asr) -> Iterator[Step]:
    step = Step(stage=stage, left=len(wanted))
    yield step
    for job, outcome in work([_job(store, stage, media) for media in wanted], ocr, asr):
        if isinstance(outcome, CannotWork | WrongCall):  # the engine's fault or the settings', not the file's
            raise outcome
        _keep(store, job, outcome)
        failed = isinstance(outcome, ChatmineError)
        step = replace(step, done=step.done + (not failed), failed=step.failed + failed, left=step.left - 1)
        yield step


def _job(store: Store, stage: Stage, sha256: str) -> Job:
    media = store.posts.media(sha256)
    assert media, f"{sha256} is in no row of media"
    return Job(stage=stage, path=store.files.path(sha256), media=sha256, kind=media.kind)


def _keep(store: Store, job: Job, outcome: Reading | ChatmineError) -> None:
    with store.transaction():
        if isinstance(outcome, ChatmineError):
            post = next(iter(store.posts.sharing(job.media)), None)
            store.notes.fail(job.stage, post, job.media, outcome)
            return
        missing = missing_part(outcome)
        for post in store.posts.sharing(job.media):
            store.notes.succeed(job.stage, post, job.media)
            if missing:
                store.notes.fail(job.stage, post, job.media, missing)
        store.readings.save(without_spots(outcome, store.ledger.taken_spots(job.media)), job.stage)


def pair(store: Store, *, again: bool = False) -> Iterator[Step]:
    """Pair every post whose files have been read since it was paired last.

    With `again`, also what older versions of pairing paired and what failed.
    """
    wanted = store.conversations.unpaired()
    if again:
        failed_before = [failure.post for failure in store.notes.failures() if failure.stage == "pair"]
        older = store.conversations.older_than(conversing.VERSION)
        wanted = sorted({*wanted, *older, *(post for post in failed_before if post)})
    step = Step(stage="pair", left=len(wanted))
    yield step
    for post in wanted:
        failed = not _at_the_cost_of_one(store, "pair", post)
        step = replace(step, done=step.done + (not failed), failed=step.failed + failed, left=step.left - 1)
        yield step


def _at_the_cost_of_one(store: Store, stage: str, post: str) -> bool:
    """Pair one post; whether it worked.  A failure is noted and the post is left until it is read anew."""
    try:
        pair_post(store, post)
    except CannotWork:
        raise
    except Exception as error:
        message = f"{type(error).__name__}: {error}"[:500]
        store.notes.fail(stage, post, None, Unreadable("pairing_failed", message, "report it with the files"))
        store.conversations.mark_paired(post, conversing.VERSION)
        return False
    store.notes.succeed(stage, post, None)
    return True


def pair_post(store: Store, post: str) -> None:
    """Pair one post anew from its newest readings; conversations and pairs keep their numbers."""
    readings = [reading for file in store.posts.shared_by(post) for reading in store.readings.of(file.media)]
    before = store.conversations.of_post(post, retired=True)
    found = numbering.numbered(conversing.conversations(readings, store.posts.get(post)), before)
    kept = []
    for conversation in found:
        pairs_before = store.conversations.pairs_of(conversation.id, retired=True)
        kept.append((conversation, numbering.numbered_pairs(pairs_of(conversation), pairs_before)))
    store.conversations.save(post, kept, conversing.VERSION)


def index(store: Store, engine: Index, *, rebuild: bool = False) -> Iterator[Step]:
    """Bring the index up to the store; with `rebuild`, build it anew aside and switch."""
    if rebuild or engine.position() > store.conversations.last_change():
        yield from _rebuild(store, engine)
        return
    step = Step(stage="index", left=store.conversations.changes_after(engine.position()))
    yield step
    while changed := store.conversations.changed(engine.position(), BATCH):
        documents = {pair: document(store, pair) for _, pair in changed}
        gone = [pair for pair, found in documents.items() if found is None]
        engine.write([found for found in documents.values() if found], gone, changed[-1][0])
        step = replace(step, done=step.done + len(changed), left=step.left - len(changed))
        yield step


def _rebuild(store: Store, engine: Index) -> Iterator[Step]:
    last = store.conversations.last_change()
    changed = store.conversations.changed(0, last)
    yield Step(stage="index", left=len(changed))
    documents = (found for _, pair in changed if (found := document(store, pair)))
    engine.rebuild(documents, last)
    yield Step(stage="index", done=len(changed))
