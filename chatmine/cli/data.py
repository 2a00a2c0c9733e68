"""The commands that let data out and take it down: export and takedown."""

from pathlib import Path

import click

from chatmine import delivering
from chatmine.cli.options import TEXT, filter_options, index_of, json_option, workspace_option, writer
from chatmine.cli.output import print_json, say, table, tell
from chatmine.errors import WrongCall
from chatmine.records import plain
from chatmine.settings import Settings
from chatmine.takedown import KINDS
from export import items, patching
from indexer.searching import Filters


@click.command()
@click.argument("format_name", metavar="FORMAT", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder to write; made whole or not at all.",
)
@click.option(
    "--query", type=TEXT, default="", help="Only pairs that a search finds (see chatmine search --help)."
)
@filter_options
@click.option("--split", is_flag=True, help="train, validation and test; no post in two of them.")
@click.option("--overwrite", is_flag=True, help="Replace an earlier export in DIR.")
@click.option("--list", "listing", is_flag=True, help="List the formats.")
@click.option(
    "--apply-takedown",
    "patch",
    nargs=2,
    type=click.Path(path_type=Path, exists=True),
    metavar="PATCH DIR",
    help="Remove the rows that a takedown's patch names from an earlier export.",
)
@workspace_option
@json_option
def export(
    settings: Settings,
    format_name: str | None,
    out: Path | None,
    query: str,
    filters: Filters,
    split: bool,
    overwrite: bool,
    listing: bool,
    patch: tuple[Path, Path] | None,
    as_json: bool,
) -> int:
    """Write a dataset that trainers load: chatmine export sharegpt --out data."""
    if listing:
        return _list(as_json)
    if patch:
        return _apply(*patch, as_json)
    if not format_name or not out:
        raise WrongCall(
            "usage", "export needs a FORMAT and --out DIR", "chatmine export --list names the formats"
        )
    wanted = delivering.Wanted(
        format_name=format_name, query=query, filters=filters, split=split, overwrite=overwrite
    )
    with writer(settings) as store, index_of(settings, store) as index:
        written = delivering.export(store, index, out, wanted)
    if as_json:
        print_json(written)
    else:
        click.echo(f"{written.rows} rows in {out}")
        for reason, count in written.left_out.items():
            say(f"left out: {count} ({reason})")
    return 0


def _list(as_json: bool) -> int:
    rows = items.formats()
    if as_json:
        for row in rows:
            print_json(row)
    else:
        table(rows, ["format", "title", "suffix"])
    return 0


def _apply(patch: Path, folder: Path, as_json: bool) -> int:
    applied = patching.apply_takedown(patch, folder)
    if as_json:
        print_json(applied)
    else:
        click.echo(f"removed {len(applied.removed)} rows from {folder}")
        for row in applied.differing:
            say(f"left, because its text has changed since: {row}")
    return 1 if applied.differing else 0


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("value", type=TEXT)
@click.option(
    "--with-duplicates", is_flag=True, help="Also the conversations of other posts on the same files."
)
@workspace_option
@json_option
def takedown(settings: Settings, kind: str, value: str, with_duplicates: bool, as_json: bool) -> int:
    """Take a record down everywhere, for good: store, files, index.

    \b
    VALUE is a post's, conversation's or pair's id, a file's SHA-256, an author's hash or
    platform:handle, or the address of a post.  Earlier exports that hold it are named, each
    with a patch for chatmine export --apply-takedown.
    """
    with writer(settings) as store, index_of(settings, store) as index:
        done = delivering.remove(store, index, kind, value, with_duplicates=with_duplicates)
    if as_json:
        print_json(done)
    else:
        counts = ", ".join(f"{count} {name}" for name, count in plain(done.removed).items())
        click.echo(f"removed: {counts}")
        for affected in done.exports:
            tell(f"export {affected.path}: {len(affected.rows)} rows; patch: {affected.patch}")
        for duplicate in done.duplicates:
            tell(f"the same file stands behind {duplicate}")
    return 0 if any(plain(done.removed).values()) or done.exports else 1
