import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address

from chatmine.errors import WrongCall
from crawlers.replaying import OnlyPublic, is_public, replay_address


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_public_in_ipv6_clothes(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    if is_public(str(address)):
        assert not address.is_private


class Answers:
    """A name server that says each time the next of these."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, *rest: Any, **named: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, 443))
        receiver.resolutionComplete()


class Given:
    """What the one who connects is told."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.done = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.done = True


def test_a_name_that_turns_private_at_the_second_look_gives_no_address_to_connect_to() -> None:
    resolver = OnlyPublic(Answers(["8.8.8.8"], ["127.0.0.1"], ["10.0.0.1", "8.8.4.4", "::1"]))
    told = []
    for _ in range(3):
        given_back = Given()
        resolver.resolveHostName(given_back, "Rebinding.example", 443)
        assert given_back.done
        told.append(given_back.addresses)
    assert told == [["8.8.8.8"], [], ["8.8.4.4"]]
    assert resolver.refused == {"rebinding.example"}


@pytest.mark.parametrize(
    "replay", ["", "127.0.0.1:80", "https://127.0.0.1:80", "http://name.example:80", "http://127.0.0.1"]
)
def test_a_replay_address_is_an_ip_address_with_its_port(replay: str) -> None:
    with pytest.raises(WrongCall):
        replay_address(replay)
    assert (
        replay_address("http://127.0.0.1:8080")
        == replay_address("http://localhost:8080")
        == ("127.0.0.1", 8080)
    )
