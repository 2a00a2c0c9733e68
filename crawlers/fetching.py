"""The one place where bytes come in: Scrapy's download handler for http and https.

A page comes into memory, a picture or video (`meta["save_to"]`) goes to a file as it arrives, both within
`meta["download_maxsize"]` bytes.  Nothing is decoded here.  Private addresses are refused (see `replaying`).
"""

import asyncio
from pathlib import Path
from typing import IO, Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectError, ConnectionRefusedError, DNSLookupError
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure
from twisted.web.client import Agent, HTTPConnectionPool, ResponseDone, ResponseFailed
from twisted.web.http import PotentialDataLoss
from twisted.web.http_headers import Headers as WireHeaders

from chatmine.errors import CannotWork, Unreadable
from crawlers.asking import CrawlRequest
from crawlers.manners import TRIES, Manners
from crawlers.refusals import Unfetched
from crawlers.replaying import HostEndpoints, OnlyPublic, ReplayEndpoints

DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    NotSupported,
    IgnoreRequest,  # our own errors, and too many redirects
)
"""How a download fails after all retries."""


def in_our_words(error: BaseException | None) -> Unreadable:
    """A failed download as one of our errors."""
    if isinstance(error, Unreadable):
        return error
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, ResponseDataLossError):
        return Unfetched("truncated", said, "the server sent less than it announced: look at it in a browser")
    if isinstance(error, NotSupported | IgnoreRequest):
        return Unfetched("bad_address", said, "look at the address in a browser")
    return Unfetched("unreachable", said, "check the address and the network")


class Fetcher(BaseDownloadHandler):
    """Fetches one request after the other over connections that are kept open."""

    def __init__(self, crawler: Crawler) -> None:
        """Made by Scrapy when the crawl starts; the spider knows what was asked."""
        super().__init__(crawler)
        from twisted.internet import reactor  # installed by now; importing it earlier would install another

        wanted: CrawlRequest = crawler.spider.wanted  # type: ignore[union-attr]
        self._manners: Manners = crawler.spider.gathering.manners  # type: ignore[union-attr]
        self._replay = wanted.replay
        self._resolver: OnlyPublic | None = None
        self._page_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        if not wanted.allow_private and not wanted.replay:
            # Scrapy makes one of us for http and one for https: they share what was refused.
            known = reactor.nameResolver
            self._resolver = known if isinstance(known, OnlyPublic) else OnlyPublic(known)
            reactor.installNameResolver(self._resolver)
        endpoints = ReplayEndpoints(reactor, wanted.replay) if wanted.replay else HostEndpoints(reactor)
        self._pool = HTTPConnectionPool(reactor)  # type: ignore[no-untyped-call]
        self._agent = Agent.usingEndpointFactory(  # type: ignore[no-untyped-call]
            reactor, endpoints, self._pool
        )

    async def download_request(self, request: Request) -> Response:
        """The answer; its body is empty when it went to a file.  Waits for the host as long as it asks."""
        host = urlparse_cached(request).netloc
        for tries in range(1, TRIES + 1):
            async with self._manners.turn(host):
                answer = await self._in_time(request)
                again = self._manners.wants_again(host, answer, last=tries == TRIES)
            if not again:
                break
        return answer

    async def _in_time(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(request.meta["download_timeout"]):
                return await self._fetch(request)
        except TimeoutError as error:
            seconds = request.meta["download_timeout"]
            raise DownloadTimeoutError(f"{request.url} took longer than {seconds:.0f} s") from error
        except ConnectionRefusedError as error:
            raise DownloadConnectionRefusedError(str(error)) from error
        except DNSLookupError as error:
            raise self._no_address(request, error) from error
        except (ResponseFailed, ConnectError) as error:
            raise DownloadFailedError(str(error)) from error
        except ValueError as error:
            raise Unfetched("bad_address", f"{request.url}: {error}", "correct the address") from error

    def _no_address(self, request: Request, error: DNSLookupError) -> Exception:
        host = urlparse_cached(request).hostname
        if not self._resolver or host not in self._resolver.refused:
            return CannotResolveHostError(str(error))
        return Unfetched(
            "private_address",
            f"{host} is not on the open internet",
            "if it is a server of your own, add --allow-private",
        )

    async def _fetch(self, request: Request) -> Response:
        headers = request.headers.copy()
        if self._replay:
            headers["X-Forwarded-Proto"] = request.url.partition(":")[0]
        answer = await maybe_deferred_to_future(
            self._agent.request(request.method.encode(), request.url.encode("ascii"), WireHeaders(headers))
        )
        received = Headers(dict(answer.headers.getAllRawHeaders()))
        save_to = request.meta.get("save_to") if answer.code == 200 else None
        if save_to and received.get("Content-Encoding", b"identity") != b"identity":
            _drop(answer)
            raise Unfetched("encoded_file", f"{request.url} came compressed, unasked", "tell its operator")
        limit = request.meta.get("download_maxsize", self._page_bytes) if save_to else self._page_bytes
        body = await _body(answer, request.url, save_to, limit)
        kind = responsetypes.from_args(headers=received, url=request.url, body=body)
        return kind(url=request.url, status=answer.code, headers=received, body=body)

    async def close(self) -> None:
        """Let go of the connections."""
        self._pool.closeCachedConnections()  # type: ignore[no-untyped-call]


async def _body(answer: Any, url: str, save_to: str | None, limit: int) -> bytes:
    """What follows the headers: as bytes, or empty when it has gone to the file."""
    if isinstance(answer.length, int) and answer.length > limit:
        _drop(answer)
        raise _too_large(url, limit)
    if not save_to:
        body = _Body(None, limit)
        await _delivered(answer, body, url, limit)
        return b"".join(body.parts)
    try:
        with Path(save_to).open("wb") as file:
            await _delivered(answer, _Body(file, limit), url, limit)
    except OSError as error:
        raise CannotWork(
            "cannot_write", f"{save_to}: {error.strerror}", "make room on the disk or check its rights"
        ) from error
    return b""


def _drop(answer: Any) -> None:
    body = _Body(None, 0)
    body.done.addErrback(lambda _: None)  # nobody waits for it
    answer.deliverBody(body)


async def _delivered(answer: Any, body: "_Body", url: str, limit: int) -> None:
    if answer.length == 0:  # Twisted would never end such a delivery
        return
    answer.deliverBody(body)
    await maybe_deferred_to_future(body.done)
    if body.size > limit:
        raise _too_large(url, limit)


def _too_large(url: str, limit: int) -> Unfetched:
    return Unfetched(
        "too_large",
        f"{url} is larger than {limit:,} bytes",
        "raise the limit (crawl.max_file_mb) if you want it",
    )


class _Body(Protocol):
    """Takes the bytes as they come, to `file` or into `parts`; hangs up behind `limit`."""

    def __init__(self, file: IO[bytes] | None, limit: int) -> None:
        self._file = file
        self._limit = limit
        self.size = 0
        self.parts: list[bytes] = []
        self.done: Deferred[None] = Deferred(lambda _: self._hang_up())

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        self.size += len(data)
        if self.size > self._limit:
            self._end(None)
        elif self._file:
            try:
                self._file.write(data)
            except OSError as error:
                self._end(error)
        else:
            self.parts.append(data)

    def connectionLost(self, reason: Failure) -> None:  # type: ignore[override]  # noqa: N802
        if self.done.called:
            return
        if isinstance(reason.value, (ResponseDone, PotentialDataLoss)):  # the latter: no length was given
            self.done.callback(None)
        else:
            self.done.errback(ResponseDataLossError("the connection ended before the file did"))

    def _end(self, error: OSError | None) -> None:
        if not self.done.called:
            self._hang_up()
            if error:
                self.done.errback(error)
            else:
                self.done.callback(None)

    def _hang_up(self) -> None:
        transport: Any = self.transport
        if transport:
            transport.stopProducing()
            transport.loseConnection()
