"""No URL, name or address makes our function connect to anything inside."""

import socket
import ssl
from collections.abc import Sequence
from threading import Event

import pytest

from agentline.adapters.directories.connecting import Origin
from agentline.adapters.directories.deadline import Deadline
from agentline.adapters.outgoing.guarded_connection import (
    AddressRefusedError,
    connect_guarded,
    is_public,
    resolve,
)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450::1"]
)
def test_what_anybody_can_reach_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - to be refused
        "0.1.2.3",
        "127.0.0.1",
        "127.255.255.254",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "169.254.170.2",
        "100.64.0.1",
        "100.127.255.254",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "ff0e::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        # An IPv4 address in disguise, public or not.
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:93.184.216.34",
        "::127.0.0.1",
        "::93.184.216.34",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:0:7f00:1::",
        # No address at all.
        "hooks.example.com",
        "2130706433",
        "0177.0.0.1",
        "",
    ],
)
def test_what_is_inside_reserved_or_in_disguise_is_not(address: str) -> None:
    assert not is_public(address)


def connect_to(answers: Sequence[str], host: str = "hooks.example.com") -> None:
    connect_guarded(
        Origin(host=host, port=443, is_https=True),
        Deadline(5),
        ssl.create_default_context(),
        lambda _origin, _deadline: answers,
    )


@pytest.fixture
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_connections")
@pytest.mark.parametrize(
    "answers",
    [
        ["169.254.169.254"],
        ["93.184.216.34", "10.0.0.1"],
        ["10.0.0.1", "93.184.216.34"],
        ["93.184.216.34", "::1"],
        ["2606:4700:4700::1111", "::ffff:10.0.0.1"],
        [],
    ],
)
def test_one_bad_address_among_good_ones_is_enough_to_stay_away(answers: list[str]) -> None:
    with pytest.raises(AddressRefusedError):
        connect_to(answers)


@pytest.mark.usefixtures("no_connections")
@pytest.mark.parametrize(
    "host", ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost", "::ffff:127.0.0.1"]
)
def test_spellings_that_the_resolver_understands_are_seen_through(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        connect_guarded(
            Origin(host=host, port=443, is_https=True),
            Deadline(5),
            ssl.create_default_context(),
            resolve,
        )


def test_a_name_server_that_says_nothing_is_held_to_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_names: released.wait(30))
    try:
        with pytest.raises(TimeoutError):
            resolve(Origin(host="hooks.example.com", port=443, is_https=True), Deadline(0.05))
    finally:
        released.set()
