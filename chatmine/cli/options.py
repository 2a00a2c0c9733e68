"""Options that several commands share, and the settings and stores that they open."""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from chatmine.engines import open_index
from chatmine.errors import WrongCall
from chatmine.settings import Settings, read_settings
from chatmine.store import Store
from indexer.searching import Filters, Index

F = TypeVar("F", bound=Callable[..., Any])


class Text(click.ParamType[str]):
    """Words that are searched for, kept and printed as JSON; only a path may hold bytes that are no text."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words, or a usage error."""
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail("that is not UTF-8", param, ctx)
        return value


TEXT = Text()


def workspace_option(command: F) -> F:
    """`--workspace DIR`; the command gets `settings` that know it."""

    @click.option(
        "--workspace", metavar="DIR", help="Folder of the workspace [default: ./chatmine-workspace]."
    )
    @functools.wraps(command)
    def with_settings(*args: Any, workspace: str | None, **options: Any) -> Any:
        return command(*args, settings=settings_for(workspace), **options)

    return with_settings  # type: ignore[return-value]


def json_option(command: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def settings_for(workspace: str | None) -> Settings:
    """The settings from chatmine.toml here, then CHATMINE_*, then `--workspace`."""
    settings = read_settings(Path("chatmine.toml"), os.environ)
    return replace(settings, workspace=workspace) if workspace else settings


def writer(settings: Settings, *, new: bool = False) -> Store:
    """The workspace's store, to be written.  Only `new` makes one where there is none: names get mistyped."""
    return Store(Path(settings.workspace), writing=True, new=new)


def reader(settings: Settings) -> Store:
    """The workspace's store, to be read."""
    return Store(Path(settings.workspace))


def lines_of(file: TextIO) -> list[str]:
    """The lines of a file that a user named, without blank ones; raises `WrongCall` where it is no UTF-8."""
    try:
        return [line.strip() for line in file if line.strip()]
    except UnicodeDecodeError as error:
        raise WrongCall("not_utf8", f"{file.name} is not UTF-8", "save it as UTF-8") from error


@contextmanager
def index_of(settings: Settings, store: Store) -> Iterator[Index]:
    """The workspace's index in the engine that the settings name, closed afterwards."""
    index = open_index(settings, store)
    try:
        yield index
    finally:
        index.close()


_FILTERS = (
    ("assistant", "Only this assistant (chatgpt, ernie, ...); may be repeated."),
    ("platform", "Only this platform; may be repeated."),
    ("lang", "Only this language: zh, en, mixed, other; may be repeated."),
    ("kind", "Only from a picture, a video, or a subtitle file alone."),
    ("flag", "Only with this flag; may be repeated."),
    ("tag", "Only of posts with this tag; may be repeated."),
)


def filter_options(command: F) -> F:
    """The filters of a search; the command gets `filters`."""

    @functools.wraps(command)
    def with_filters(*args: Any, **options: Any) -> Any:
        taken = {
            name: options.pop(name)
            for name in (*(n for n, _ in _FILTERS), "min_confidence", "before", "after")
        }
        taken["language"] = taken.pop("lang")
        return command(*args, filters=Filters(**taken), **options)

    wrapped = with_filters
    for option in (
        click.option("--after", metavar="DATE", help="Only posts from this day on (2023-02-01)."),
        click.option("--before", metavar="DATE", help="Only posts before this day."),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), help="Only pairs read at least this surely."
        ),
        *(
            click.option(
                f"--{name}", multiple=True, type=_KINDS.get(name, TEXT), metavar=name.upper(), help=words
            )
            for name, words in reversed(_FILTERS)
        ),
    ):
        wrapped = option(wrapped)
    return wrapped  # type: ignore[return-value]


_KINDS: dict[str, click.ParamType[str]] = {
    "kind": click.Choice(["picture", "video", "text"]),
    "lang": click.Choice(["zh", "en", "mixed", "other"]),
}
