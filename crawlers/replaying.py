"""Where a connection goes: to the replay server for every host, or to the host itself if it is public.

Twisted asks an endpoint factory whom to connect to and afterwards speaks to that one as to the host asked
for: so everything above (robots.txt, redirects, delays) sees real addresses in both cases, and what is
checked is the very address that is connected to, whatever a name server says a moment later.
"""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.endpoints import HostnameEndpoint, TCP4ClientEndpoint, wrapClientTLS
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from twisted.web.client import URI, BrowserLikePolicyForHTTPS
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer  # type: ignore[import-untyped]

from chatmine.errors import WrongCall

CONNECT_SECONDS = 20
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def replay_address(replay: str) -> tuple[str, int]:
    """Host and port of `http://127.0.0.1:PORT`; no name but localhost, so that none is looked up."""
    try:
        parts = urlsplit(replay)
        host = (
            "127.0.0.1" if parts.hostname == "localhost" else str(ipaddress.IPv4Address(parts.hostname or ""))
        )
        if parts.scheme == "http" and parts.port:
            return host, parts.port
    except ValueError:
        pass
    raise WrongCall("bad_replay", f"{replay!r} is no replay address", "write it as http://127.0.0.1:8080")


@implementer(IAgentEndpointFactory)
class ReplayEndpoints:
    """Every host is the replay server, without TLS."""

    def __init__(self, reactor: Any, replay: str) -> None:
        """`replay` as in `replay_address`."""
        self._reactor = reactor
        self._host, self._port = replay_address(replay)

    def endpointForURI(self, uri: URI) -> Any:  # noqa: N802
        """Where to connect for `uri`."""
        return TCP4ClientEndpoint(self._reactor, self._host, self._port, CONNECT_SECONDS)


@implementer(IAgentEndpointFactory)
class HostEndpoints:
    """Each host is itself; certificates are verified."""

    def __init__(self, reactor: Any) -> None:
        """Names are looked up by the reactor's resolver (see `only_public`)."""
        self._reactor = reactor
        self._tls = BrowserLikePolicyForHTTPS()  # type: ignore[no-untyped-call]

    def endpointForURI(self, uri: URI) -> Any:  # noqa: N802
        """Where to connect for `uri`."""
        host = uri.host.strip(b"[]").decode("ascii")
        endpoint: Any = HostnameEndpoint(self._reactor, host, uri.port, CONNECT_SECONDS)
        if uri.scheme == b"http":
            return endpoint
        return wrapClientTLS(self._tls.creatorForNetloc(host.encode("ascii"), uri.port), endpoint)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, looking through IPv6 that carries IPv4."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


# Twisted's interfaces carry no types that mypy could check: hence Any.
@implementer(IHostnameResolver)
class OnlyPublic:
    """A resolver that keeps back addresses that are not public.  Written IP addresses go through it too."""

    def __init__(self, resolver: Any) -> None:
        """`resolver` does the work."""
        self._resolver = resolver
        self.refused: set[str] = set()
        """Names that led to such an address."""

    def resolveHostName(self, receiver: Any, hostName: str, *rest: Any, **named: Any) -> Any:  # noqa: N802, N803
        """As Twisted's resolvers do."""
        return self._resolver.resolveHostName(
            _Receiver(receiver, hostName, self.refused), hostName, *rest, **named
        )


@implementer(IResolutionReceiver)
class _Receiver:
    def __init__(self, receiver: Any, name: str, refused: set[str]) -> None:
        self._name = name.lower()
        self._refused = refused
        self._receiver = receiver
        self.resolutionBegan = receiver.resolutionBegan
        self.resolutionComplete = receiver.resolutionComplete

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._name)
