"""What every command does on the terminal: results on stdout, all else on stderr, exit codes.

0  all done         1  done, but something failed or was refused, each with its reason
2  called wrongly   3  could not work at all   130  interrupted
"""

import sys
from collections.abc import Iterator
from typing import Any, NoReturn

import click

from chatmine.errors import ChatmineError
from chatmine.records import to_json
from chatmine.stages import Step


def print_json(value: object) -> None:
    """One JSON object on one line of stdout."""
    click.echo(to_json(value))  # bytes: UTF-8 whatever the locale


def say(message: str) -> None:
    """A line for people on stderr, whatever stands in it."""
    click.echo(printable(message), err=True)


def tell(text: str) -> None:
    """Text for people on stdout, whatever stands in it."""
    click.echo(printable(text))


def printable(text: str) -> str:
    r"""`text` without what could command a terminal: control characters become `\x1b` and the like."""
    return "".join(
        mark if mark.isprintable() or mark in "\n\t\u200d" else mark.encode("unicode_escape").decode()
        for mark in text
    )


def complain(what: str, error: ChatmineError) -> None:
    """One line on stderr about one thing that failed, and the way out."""
    way_out = f" ({error.way_out})" if error.way_out else ""
    line = printable(f"{what}: {error.message}{way_out}").replace("\n", "\\n")
    click.echo(click.style("! ", fg="red") + line, err=True)


def with_progress(first: Step, steps: Iterator[Step]) -> Step:
    """Run a stage from its first step to its end, behind a bar on a terminal, and give its last step."""
    step = first
    if not first.left or not sys.stderr.isatty():
        for step in steps:  # noqa: B007
            pass
        return step
    with click.progressbar(
        length=first.left, label=f"{first.stage:<6}", file=sys.stderr, show_pos=True
    ) as bar:
        for step in steps:
            bar.update(first.left - step.left - bar.pos)
    return step


def download_progress(had: int, total: int) -> None:
    """How far the download of a model is, on a terminal."""
    if sys.stderr.isatty():
        words = f"\rfetching the speech model: {had / 1e6:.0f} of {total / 1e6:.0f} MB"
        click.echo(words, err=True, nl=had >= total)


def fail(error: ChatmineError, *, as_json: bool) -> NoReturn:
    """Say what went wrong and end with the error's exit code."""
    if as_json:
        print_json({"error": error.as_json()})
    else:
        say(f"chatmine: {error.message}")
        if error.way_out:
            say(f"  way out: {error.way_out}")
    sys.exit(error.exit_code)


def table(rows: list[dict[str, Any]], columns: list[str]) -> None:
    """Rows as aligned columns on stdout."""
    if not rows:
        return
    cells = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    for line in cells:
        tell("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "-"
    return "" if value is None else str(value)
