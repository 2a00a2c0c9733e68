"""The commands that work through what is in the workspace: read, pair, index, run, status, show."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import click

from asr.transcribing import ModelMissing
from chatmine import reporting, showing, stages
from chatmine.cli.options import index_of, json_option, reader, workspace_option, writer
from chatmine.cli.output import complain, download_progress, print_json, say, tell, with_progress
from chatmine.errors import CannotWork, WrongCall
from chatmine.records import Failure, readable
from chatmine.settings import Settings
from chatmine.stages import Step
from chatmine.store import Store


@click.command()
@click.option("--again", is_flag=True, help="Also what older engines read, and what failed.")
@workspace_option
@json_option
def read(settings: Settings, again: bool, as_json: bool) -> int:
    """Read the text in pictures and videos, and hear the speech."""
    with writer(settings) as store:
        return max(_read(store, settings, again, as_json), _hear(store, settings, again, as_json))


@click.command()
@click.option("--again", is_flag=True, help="Also what an older version of pairing paired, and what failed.")
@workspace_option
@json_option
def pair(settings: Settings, again: bool, as_json: bool) -> int:
    """Find out who said what, and pair questions with answers."""
    with writer(settings) as store:
        return _stage(store, stages.pair(store, again=again), as_json)


@click.command()
@click.option("--rebuild", is_flag=True, help="Build a new index aside, then switch to it.")
@workspace_option
@json_option
def index(settings: Settings, rebuild: bool, as_json: bool) -> int:
    """Bring the search index up to date."""
    with writer(settings) as store:
        return _index(store, settings, rebuild, as_json)


@click.command()
@workspace_option
@json_option
def run(settings: Settings, as_json: bool) -> int:
    """Read, pair and index: everything that is still missing."""
    with writer(settings) as store:
        codes = [
            _read(store, settings, False, as_json),
            _hear(store, settings, False, as_json),
            _stage(store, stages.pair(store), as_json),
            _index(store, settings, False, as_json),
        ]
    return max(codes)


def _read(store: Store, settings: Settings, again: bool, as_json: bool) -> int:
    return _stage(store, stages.read(store, settings.ocr, again=again), as_json)


def _hear(store: Store, settings: Settings, again: bool, as_json: bool) -> int:
    """Hear; a missing speech model is said and leaves the rest of the run as it is."""
    try:
        steps = stages.hear(store, settings.asr, again=again, progress=download_progress)
        return _stage(store, steps, as_json)
    except ModelMissing as error:
        complain("speech is left unheard", error)
        _print_step(Step(stage="hear", left=store.readings.left("hear")), [], as_json)
        return 0


def _index(store: Store, settings: Settings, rebuild: bool, as_json: bool) -> int:
    with index_of(settings, store) as engine:
        return _stage(store, stages.index(store, engine, rebuild=rebuild), as_json)


def _stage(store: Store, steps: Iterator[Step], as_json: bool) -> int:
    """Run one stage to its end, print its line and the reasons of what failed; 1 when something did."""
    first = next(steps)
    before = {(f.stage, f.media, f.post): f for f in store.notes.failures()} if first.left else {}
    step = with_progress(first, steps)
    failures = (
        [f for f in store.notes.failures() if before.get((f.stage, f.media, f.post)) != f]
        if step.failed
        else []
    )
    _print_step(step, failures, as_json)
    return 1 if step.failed else 0


def _print_step(step: Step, failures: list[Failure], as_json: bool) -> None:
    if as_json:
        reasons = {"failures": [reporting.failure_view(failure) for failure in failures]} if failures else {}
        print_json({**_line(step), **reasons})
        return
    click.echo(f"{step.stage}: {step.done} done, {step.failed} failed, {step.left} left")
    for failure in failures:
        complain(failure.media or failure.post or failure.stage, reporting.reason(failure))


def _line(step: Step) -> dict[str, object]:
    return {"stage": step.stage, "done": step.done, "failed": step.failed, "left": step.left}


@click.command()
@workspace_option
@json_option
def status(settings: Settings, as_json: bool) -> int:
    """What is in the workspace, what is left to do, and what went wrong."""
    with reader(settings) as store, index_of(settings, store) as engine:
        found = reporting.status(store, engine, settings)
    if as_json:
        print_json(found)
    else:
        tell(reporting.in_words(found))
    return 0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--draw",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Draw what was found on the picture: a file for one PATH, a folder for several.",
)
@click.option("--as-post", is_flag=True, help="The files are one post: its conversations, joined.")
@workspace_option
@json_option
def show(settings: Settings, paths: tuple[Path, ...], out: Path | None, as_post: bool, as_json: bool) -> int:
    """Read and pair files without a workspace: who said what, and where it stands."""
    if out and len(paths) > 1 and out.exists() and not out.is_dir():
        raise WrongCall(
            "not_a_folder", f"{out} is a file, but there are several pictures", "name a folder with --draw"
        )
    reads = []
    drawn: dict[Path, Path] = {}
    failed = 0
    for read in showing.read_files(paths, settings.ocr, settings.asr, download_progress):
        reads.append(read)
        failed += read.error is not None
        _show_one(read, as_json, as_post)
        if out and not read.error:
            _draw(read, _place(read.path, out, drawn) if len(paths) > 1 or out.is_dir() else out)
    if as_post:
        for view in showing.joined_views([read for read in reads if not read.error]):
            print_json(view) if as_json else tell(reporting.turns_in_words(", ".join(view.paths), view))
    return 1 if failed else 0


def _show_one(read: showing.Read, as_json: bool, as_post: bool) -> None:
    if read.error:
        line = {"path": readable(read.path), "error": read.error.as_json()}
        print_json(line) if as_json else complain(readable(read.path), read.error)
    elif not as_post:
        view = showing.file_view(read)
        print_json(view) if as_json else tell(reporting.turns_in_words(view.path, view))
    for error in read.warnings:
        complain(readable(read.path), error)


def _place(path: Path, folder: Path, taken: dict[Path, Path]) -> Path:
    """Where a file is drawn in `folder`; `taken` are the places that this run gave, and for which files."""
    names = (path.name if number == 1 else f"{path.name}-{number}" for number in itertools.count(1))
    places = (folder / f"{name}.png" for name in names)
    return next(place for place in places if taken.setdefault(place, path) == path)


def _draw(read: showing.Read, target: Path) -> None:
    from chatmine.drawing import draw  # OpenCV and its kin take half a second

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draw(read, target)
    except OSError as error:
        raise CannotWork(
            "cannot_write", f"{target}: {error.strerror or error}", "name another place with --draw"
        ) from error
    say(f"drawn: {target}")
