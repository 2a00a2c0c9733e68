"""The commands that bring posts in: crawl and import."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from chatmine import gathering
from chatmine.cli.options import TEXT, json_option, lines_of, reader, workspace_option, writer
from chatmine.cli.output import complain, print_json, say, table
from chatmine.errors import ChatmineError, WrongCall
from chatmine.records import from_json, plain, readable
from chatmine.settings import NamedCrawl, Settings
from crawlers import importing
from crawlers.asking import CrawlRequest, CrawlSummary
from crawlers.importing import NotImported

COLUMNS = ["platform", "title", "tier", "query", "tag", "source", "url", "since", "until", "note"]


@click.command()
@click.argument("platform", required=False)
@click.option("--query", type=TEXT, metavar="Q", help="Words to look for, where the platform searches.")
@click.option("--tag", type=TEXT, metavar="T", help="A hashtag, without #.")
@click.option("--source", type=TEXT, metavar="S", help="Where: a server (mastodon), a forum, a channel.")
@click.option(
    "--url", "urls", type=TEXT, metavar="U", multiple=True, help="One post by its address; may be repeated."
)
@click.option(
    "--urls-file", type=click.File(encoding="utf-8"), metavar="F", help="Addresses of posts, one a line."
)
@click.option("--since", metavar="DATE", help="Only posts from this day on (2023-02-01).")
@click.option("--until", metavar="DATE", help="Only posts up to this day.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most this many posts.")
@click.option(
    "--allow-private", is_flag=True, help="Also fetch from private addresses: for a server of your own."
)
@click.option("--all", "every", is_flag=True, help="Run the named crawls of chatmine.toml, [crawls.NAME].")
@click.option("--list", "listing", is_flag=True, help="List the platforms and what each takes.")
@workspace_option
@json_option
def crawl(
    settings: Settings,
    platform: str | None,
    query: str | None,
    tag: str | None,
    source: str | None,
    urls: tuple[str, ...],
    urls_file: TextIO | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    allow_private: bool,
    every: bool,
    listing: bool,
    as_json: bool,
) -> int:
    """Gather posts with pictures and videos from a platform.

    \b
    chatmine crawl mastodon --source mastodon.social --tag ChatGPT --limit 100
    chatmine crawl --all
    chatmine crawl --list

    robots.txt and rate limits are obeyed, one request at a time.  Set CHATMINE_CONTACT to an e-mail or
    web address, so that operators can reach you.
    """
    if listing or not (platform or every):
        return _list(as_json)
    urls = (*urls, *(lines_of(urls_file) if urls_file else ()))
    asked = NamedCrawl(
        platform=platform or "",
        query=query,
        tag=tag,
        source=source,
        urls=urls,
        since=since,
        until=until,
        limit=limit,
    )
    return _crawl(settings, _named(settings, asked) if every else [asked], allow_private, as_json)


def _named(settings: Settings, asked: NamedCrawl) -> list[NamedCrawl]:
    if asked != NamedCrawl(platform=""):
        raise WrongCall("usage", "--all takes what to crawl from chatmine.toml", "leave out the rest")
    if not settings.crawls:
        raise WrongCall(
            "no_named_crawls",
            "chatmine.toml names no crawl",
            'write a section [crawls.NAME] with platform = "mastodon", source = ... and tag = ...',
        )
    return list(settings.crawls.values())


def _crawl(settings: Settings, asked: Sequence[NamedCrawl], allow_private: bool, as_json: bool) -> int:
    """One crawl after the other; each is checked before the first asks anybody."""
    contact = settings.contact or _ask_contact()
    wanted = [_request(settings, one, contact, allow_private) for one in asked]
    for one in wanted:
        gathering.check(one)
    clean = True
    for one in wanted:
        summary = gathering.crawl(Path(settings.workspace), one, _progress)
        _print_summary(summary, as_json)
        if summary.ended == "interrupted":
            return 130
        clean = clean and summary.clean
    return 0 if clean else 1


def _request(settings: Settings, asked: NamedCrawl, contact: str, allow_private: bool) -> CrawlRequest:
    return CrawlRequest(
        platform=asked.platform,
        contact=contact,
        query=asked.query,
        tag=asked.tag,
        source=asked.source,
        urls=asked.urls,
        since=asked.since,
        until=asked.until,
        limit=asked.limit,
        replay=settings.crawl.replay or None,
        allow_private=allow_private,
        delay=settings.crawl.delay,
        max_file_bytes=settings.crawl.max_file_mb * 2**20,
    )


def _list(as_json: bool) -> int:
    from crawlers.running import platforms

    rows = [plain(found) for found in platforms()]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        table(rows, COLUMNS)
    return 0


def _ask_contact() -> str:
    if not sys.stdin.isatty():
        raise WrongCall(
            "no_contact",
            "a crawl says who crawls, and nobody is named",
            "set CHATMINE_CONTACT (or contact in chatmine.toml) to your e-mail or web address",
        )
    return str(click.prompt("Your e-mail or web address, for the operators of the server", err=True))


def _progress(posts: int, new: int, media: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{posts} posts ({new} new), {media} files", err=True, nl=False)


def _print_summary(summary: CrawlSummary, as_json: bool) -> None:
    if sys.stderr.isatty():
        say("")
    if as_json:
        print_json(summary)
        return
    click.echo(
        f"{summary.platform}: {summary.posts} posts, {summary.new} new, {summary.media} files"
        f" in {summary.seconds:.0f} s: {summary.ended}"
    )
    for error in summary.errors:
        named = dict(error)
        what = named.get("url") or named.get("host") or summary.platform
        complain(what, ChatmineError(named["code"], named["message"], named.get("way_out", "")))


@click.command()
@workspace_option
@json_option
def crawls(settings: Settings, as_json: bool) -> int:
    """List the crawls that were run, and how each went."""
    with reader(settings) as store:
        rows = [from_json(record, CrawlSummary) for record in store.notes.crawls()]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        table([plain(row) for row in rows], ["crawl", "posts", "new", "media", "seconds", "ended"])
    return 0


@click.command("import")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--from", "importer", metavar="NAME", help="What kind of files these are; told from them when left out."
)
@click.option("--as-post", is_flag=True, help="Each PATH that is a folder is one post, its files in order.")
@click.option("--list", "listing", is_flag=True, help="List the importers.")
@workspace_option
@json_option
def import_files(
    settings: Settings,
    paths: tuple[Path, ...],
    importer: str | None,
    as_post: bool,
    listing: bool,
    as_json: bool,
) -> int:
    """Take pictures and videos from your own disk.

    \b
    chatmine import shots/                 each file is a post of its own
    chatmine import --as-post evening/     a folder is one post, its files in natural order
    A folder that holds a post.json is one post; posts.csv gives single files their source.
    """
    if listing:
        return _list_importers(as_json)
    if not paths:
        raise WrongCall("usage", "import needs at least one PATH", "chatmine import --help")
    failed = new = known = 0
    with writer(settings, new=True) as store:
        for found in gathering.import_paths(store, paths, importer=importer, as_post=as_post):
            if isinstance(found, NotImported):
                failed += 1
                line = {"path": readable(found.path), "error": found.error.as_json()}
                print_json(line) if as_json else complain(readable(found.path), found.error)
            else:
                new, known = new + found.new, known + (not found.new)
                if as_json:
                    print_json(found)
    if not as_json:
        click.echo(f"{new} posts new, {known} known, {failed} refused")
    return 1 if failed else 0


def _list_importers(as_json: bool) -> int:
    rows = [plain(found) for found in importing.importers()]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        table(rows, ["importer", "title", "detects"])
    return 0
