"""Mastodon and servers with its API: public posts with pictures or videos under a tag, and single ones.

    GET https://HOST/api/v1/timelines/tag/ChatGPT?limit=40&only_media=true    newest first, rel="next" in Link
    GET https://HOST/api/v1/statuses/117127852261381234

A post has one id whichever server is asked: the host and the last part of its own `uri`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

import msgspec
from scrapy import Request
from scrapy.http import TextResponse
from w3lib.url import add_or_replace_parameter

from chatmine.errors import Unreadable, WrongCall
from chatmine.records import Attachment, MediaKind, Post
from crawlers.gathering import Found, LeftOut
from crawlers.plain import plain_text
from crawlers.platform import PlatformSpider
from crawlers.refusals import Refused, Unfetched, host_of
from crawlers.times import to_utc

KINDS: dict[str, MediaKind] = {"image": "picture", "video": "video", "gifv": "video"}
_NEXT = re.compile(r'<([^<>]+)>\s*;\s*rel="?next"?')
_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who posts, and whether they let themselves be found."""

    username: str
    url: str
    uri: str | None = None
    noindex: bool | None = None
    indexable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or video of a post.  `url` is this server's original, `remote_url` the first home."""

    type: str
    url: str | None = None
    remote_url: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag, without the #."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A post as the API gives it; what is not named here is not used."""

    id: str
    uri: str
    created_at: str
    account: Account
    url: str | None = None
    visibility: Literal["public", "unlisted", "private", "direct"] = "public"
    content: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    language: str | None = None
    edited_at: str | None = None
    replies_count: int = 0
    reblogs_count: int = 0
    favourites_count: int = 0
    quotes_count: int = 0
    tags: tuple[Tag, ...] = ()
    media_attachments: tuple[File, ...] = ()
    reblog: "Status | None" = None


class Spider(PlatformSpider):
    """A tag's timeline on a named server, or single posts by their address."""

    name = "mastodon"
    title = "Mastodon and servers with the same API"
    tier = "1"
    takes = frozenset({"tag", "source", "url", "since", "until"})
    example = "chatmine crawl mastodon --source HOST --tag ChatGPT"
    note = "the server must show its timelines to visitors; accounts that opt out of indexing are left out"

    def first_pages(self) -> Iterator[Request]:
        """The tag's newest page, and each post asked for."""
        if self.wanted.tag:
            tag = quote(self.wanted.tag.lstrip("#＃").strip(), safe="")
            yield Request(f"{self._server()}/api/v1/timelines/tag/{tag}?limit=40&only_media=true")
        for url in self.wanted.urls:
            yield Request(_api_address(url))
        if not self.wanted.tag and not self.wanted.urls:
            raise WrongCall("nothing_asked", "neither a tag nor a post is named", self.example)

    def _server(self) -> str:
        """`https://HOST` for what was given as the source."""
        given = self.wanted.source or ""
        parts = _parts(given if "://" in given else f"https://{given}")
        if parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/"):
            return f"{parts.scheme}://{parts.netloc}"
        raise WrongCall("bad_source", f"{given!r} names no server", self.example)

    def refusal(self, page: TextResponse) -> Refused | None:
        """Servers that show nothing to visitors say 401 or, in newer versions, 422."""
        if page.status == 422:
            return Refused("login_wall", host_of(page), f"{host_of(page)} shows this only to its users")
        return super().refusal(page)

    def find(self, page: TextResponse) -> Iterator[Found]:
        """The posts of a timeline and its next page, or the one post."""
        try:
            answer = json.loads(page.body)
        except (ValueError, RecursionError) as error:
            raise Refused("schema_changed", host_of(page), f"{page.url} is no JSON: {error}") from error
        if isinstance(answer, dict) and "uri" in answer:
            yield _found(answer)
        elif isinstance(answer, list) and answer:
            yield from map(_found, answer)
            yield from _next_page(page, answer)
        elif isinstance(answer, list):
            yield _nothing(page)


def _nothing(page: TextResponse) -> LeftOut:
    """An empty page is the end; an empty first page may also be a server that hides its timelines."""
    if "max_id" in parse_qs(urlsplit(page.url).query):
        return LeftOut("end")
    raise Refused("empty_ambiguous", host_of(page), f"{host_of(page)} shows no post for {page.url}")


def _next_page(page: TextResponse, answer: list[object]) -> Iterator[Request]:
    """The page that Link names, if it is on the same server; without Link, what comes after the last post."""
    given = (page.headers.get("Link") or b"").decode("latin-1")
    link = _NEXT.search(given)
    last = answer[-1]
    if link and _parts(link[1]).path:
        url = page.urljoin(link[1])
        if urlsplit(url)[:2] == urlsplit(page.url)[:2]:
            yield Request(url)
    elif not given and isinstance(last, dict) and isinstance(last.get("id"), str):
        yield Request(add_or_replace_parameter(page.url, "max_id", last["id"]))


def _found(given: object) -> Found:
    """One status as a post; the one that it passes on, if it does."""
    try:
        status = msgspec.convert(given, Status)
        return _post(status.reblog or status)
    except (msgspec.ValidationError, Unreadable) as error:
        name = str(given.get("uri"))[:200] if isinstance(given, dict) else None
        return Unfetched("schema_changed", f"post {name}: {error}", "report it: the API has changed")


def _post(status: Status) -> Post | LeftOut:
    files = tuple(filter(None, map(_attachment, status.media_attachments)))
    if not files:
        return LeftOut("no_media")
    if status.visibility not in ("public", "unlisted"):
        return LeftOut("not_public")
    if status.account.noindex or status.account.indexable is False:
        return LeftOut("opted_out")
    return Post(
        platform="mastodon",
        platform_id=_canonical_id(status),
        url=status.url or status.uri,
        author=_handle(status.account),
        title=status.spoiler_text or None,
        text=plain_text(status.content),
        language=status.language,
        posted_at=to_utc(status.created_at),
        edited_at=to_utc(status.edited_at) if status.edited_at else None,
        tags=tuple(tag.name for tag in status.tags),
        counts={
            "replies": status.replies_count,
            "reposts": status.reblogs_count,
            "likes": status.favourites_count,
            "quotes": status.quotes_count,
        },
        attachments=files,
        sensitive=status.sensitive,
    )


def _attachment(file: File) -> Attachment | None:
    kind = KINDS.get(file.type)
    url = file.url or file.remote_url
    return Attachment(url=url, kind=kind, alt=file.description or None) if kind and url else None


def _canonical_id(status: Status) -> str:
    """`HOST/ID` of the post's own server: `uri` is the same everywhere, `id` is the asked server's own."""
    for address in (status.uri, status.url or ""):
        parts = _parts(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        path = parts.path.strip("/").removesuffix("/activity")
        last = path.rpartition("/")[2]
        number = last if _ID.fullmatch(last) and not parts.query else f"{path}?{parts.query}".strip("?")
        return f"{parts.netloc.rpartition('@')[2].lower()}/{number}"
    raise Unfetched(
        "schema_changed", f"post {status.id[:40]!r} has no address", "report it: the API has changed"
    )


def _handle(account: Account) -> str:
    """`name@host` of the account's own server; `acct` would lack the host on that server itself."""
    host = _parts(account.uri or account.url).netloc or _parts(account.url).netloc
    return f"{account.username}@{host.rpartition('@')[2].lower()}"


def _api_address(url: str) -> str:
    """The API's address of the post that a browser shows at `url`."""
    parts = _parts(url)
    number = parts.path.rstrip("/").rpartition("/")[2]
    if parts.scheme in ("http", "https") and parts.hostname and _ID.fullmatch(number):
        return f"{parts.scheme}://{parts.netloc}/api/v1/statuses/{number}"
    raise WrongCall(
        "bad_url", f"{url!r} is no post", "give the address that a browser shows for the post itself"
    )


def _parts(url: str) -> SplitResult:
    """The parts of an address, all of them empty where it is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises where it is no number, or too large
    except ValueError:
        return urlsplit("")
    return parts
