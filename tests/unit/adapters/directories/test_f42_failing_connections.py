"""However a connection fails or lingers, a look-up ends by its deadline as an error (fault 42)."""

import socket
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from agentline.domain.customer import ListingStatus
from tests.examples import NOON
from tests.unit.adapters.directories.asking import OWNER, SIV, generic
from tests.unit.adapters.directories.stand_in import (
    StandIn,
    answering,
    dripping,
)


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [vars(record)["failure"] for record in caplog.records]


def test_f42_a_certificate_of_unknown_make_is_an_error(
    tls_server: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    tls_server.behave = answering(OWNER)
    assert generic(tls_server.origin).look_up(SIV, NOON).status is ListingStatus.ERROR
    assert failures(caplog) == ["tls"]
    assert tls_server.asked == []


def test_f42_a_drip_under_tls_is_held_to_the_deadline(
    tls_server: StandIn,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls_server.behave = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    assert seconds_to_fail(tls_server.origin, 0.25) < 0.75
    assert failures(caplog) == ["timed_out"]


def test_f42_a_handshake_that_drips_is_held_to_the_deadline(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = Event()

        def drip() -> None:
            accepted, _ = listener.accept()
            with accepted:
                # The header of a handshake record that says 4,000 bytes are to come.
                accepted.sendall(b"\x16\x03\x03\x0f\xa0\x02")
                while not over.wait(0.05):
                    accepted.sendall(b"\x00")

        dripping_server = Thread(target=_until_hung_up, args=(drip,))
        dripping_server.start()
        try:
            origin = f"https://127.0.0.1:{listener.getsockname()[1]}"
            assert seconds_to_fail(origin, 0.25) < 0.75
        finally:
            over.set()
            dripping_server.join()
    assert failures(caplog) == ["timed_out"]


def test_f42_a_server_that_takes_no_connections_is_held_to_the_deadline(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its queue of connections is full, so that the kernel leaves the next without an answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        try:
            for one in waiting:
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
            assert seconds_to_fail(f"http://127.0.0.1:{port}", 0.25) < 0.75
        finally:
            for one in waiting:
                one.close()
    assert failures(caplog) == ["timed_out"]


def test_f42_a_name_server_that_never_answers_is_held_to_the_deadline(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    over = Event()

    def resolve_some_day(*_: Any, **__: Any) -> list[Any]:
        over.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve_some_day)
    try:
        assert seconds_to_fail("https://directory.example", 0.25) < 0.75
    finally:
        over.set()
    assert failures(caplog) == ["timed_out"]


def test_f42_a_name_that_is_nobodys_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    assert seconds_to_fail("https://directory.invalid", 1.5) < 2
    assert failures(caplog)[0] in {"unreachable", "timed_out"}


def test_the_second_address_of_a_name_is_tried(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.origin.rpartition(":")[2])
    kinds = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        addresses = [(*kinds, unused.getsockname()), (*kinds, ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
        server.behave = answering(OWNER)
        assert generic(server.origin).look_up(SIV, NOON).status is ListingStatus.FOUND


def seconds_to_fail(origin: str, deadline: float) -> float:
    directory = generic(origin, deadline_seconds=deadline)
    began = monotonic()
    assert directory.look_up(SIV, NOON).status is ListingStatus.ERROR
    return monotonic() - began


def _until_hung_up(drip: Any) -> None:
    try:
        drip()
    except OSError:
        return
