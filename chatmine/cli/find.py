"""The commands that find: search and serve."""

import csv
import functools
import sys
from collections.abc import Callable
from typing import TextIO

import click

from chatmine import finding
from chatmine.cli.options import (
    TEXT,
    filter_options,
    index_of,
    json_option,
    lines_of,
    reader,
    workspace_option,
)
from chatmine.cli.output import complain, print_json, tell
from chatmine.engines import open_index
from chatmine.errors import WrongCall
from chatmine.presenting import Hit, SearchResult
from chatmine.settings import Settings
from indexer.asking import parse
from indexer.searching import Filters

COLUMNS = ("pair", "score", "question", "answer", "assistant", "platform", "language", "url", "posted_at")


class Search(click.Command):
    """A command whose query may begin with `-not`: it has no short option but `-h`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Words like `-python` are the query."""
        words = [
            word for word in args if len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"
        ]
        if not words or "--" in args:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, [*(word for word in args if word not in words), "--", *words])


@click.command(cls=Search)
@click.argument("query", type=TEXT, required=False, default="")
@filter_options
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance")
@click.option("--limit", type=click.IntRange(0, 1000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@click.option(
    "--batch", type=click.File(encoding="utf-8"), metavar="FILE", help="A query a line, a result a line."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for spreadsheets.")
@workspace_option
@json_option
def search(
    settings: Settings,
    query: str,
    filters: Filters,
    sort: str,
    limit: int,
    offset: int,
    batch: TextIO | None,
    as_csv: bool,
    as_json: bool,
) -> int:
    """Find questions and answers.

    \b
    Words:     all of them must occur; "in quotes" side by side; -not this; this OR that; wor*
    Fields:    question: answer: said: assistant: client: platform: lang: tag: flag: kind:
               has:code has:table before:2023-03-01 after:2023-02-01
    Example:   chatmine search '鸡兔同笼 assistant:chatgpt -has:code'
    """
    ask = functools.partial(parse, filters=filters, sort=sort, limit=limit, offset=offset)
    ask("" if batch else query)  # what is called wrongly is said before the workspace is opened
    show = _show_in_table() if as_csv else _show_as_json if as_json or batch else _show_in_words
    failed = False
    with reader(settings) as store, index_of(settings, store) as index:
        for text in lines_of(batch) if batch else [query]:
            try:
                show(finding.search(store, index, text, ask(text)))
            except WrongCall as error:
                if not batch:
                    raise
                failed = True
                complain(text, error) if as_csv else print_json({"query": text, "error": error.as_json()})
    return 1 if failed else 0


def _show_in_table() -> Callable[[SearchResult], None]:
    table = csv.writer(sys.stdout)
    table.writerow(("query", *COLUMNS))
    return lambda result: table.writerows(
        (result.query, *(getattr(hit, name) for name in COLUMNS)) for hit in result.hits
    )


def _show_as_json(result: SearchResult) -> None:
    print_json(result)


def _show_in_words(result: SearchResult) -> None:
    tell(in_words(result))


def in_words(result: SearchResult) -> str:
    """A result for people: a few lines a hit."""
    head = f"{result.total} found" if result.total else "nothing found"
    return "\n\n".join([head, *(_hit_in_words(hit) for hit in result.hits)])


def _hit_in_words(hit: Hit) -> str:
    source = " · ".join(
        part for part in (hit.assistant or "unknown", hit.platform, hit.posted_at, hit.url) if part
    )
    return f"{hit.pair}  ({source})\nQ: {_short(hit.question)}\nA: {_short(hit.answer)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 picks a free one."
)
@workspace_option
def serve(settings: Settings, host: str, port: int) -> int:
    """Serve the web page; prints its address.  Ctrl-C ends it."""
    from search_ui import app, serving

    with reader(settings) as store:
        index = open_index(settings, store)
    listening = serving.bind(host, port)
    click.echo(serving.address_of(listening))
    sys.stdout.flush()
    serving.run(app.make_app(lambda: reader(settings), lambda: index), listening)
    return 0
