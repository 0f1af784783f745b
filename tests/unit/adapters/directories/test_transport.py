"""One connection is kept between look-ups as long as it can be trusted."""

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import pytest

from agentline.adapters.directories import transport
from agentline.domain.customer import ListingStatus
from tests.examples import NOON
from tests.unit.adapters.directories.asking import OWNER, SIV, generic
from tests.unit.adapters.directories.stand_in import (
    StandIn,
    answering,
    speaking,
)

BODY = b'{"person":{"last":"E"}}'


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [vars(record)["failure"] for record in caplog.records]


def test_one_connection_serves_look_up_after_look_up(server: StandIn) -> None:
    server.behave = answering(OWNER)
    directory = generic(server.origin)
    for _ in range(3):
        assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    assert (len(server.asked), server.connections) == (3, 1)


def test_a_chunked_answer_leaves_the_connection_usable(server: StandIn) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked
    server.behave = speaking(raw, then_closing=False)
    directory = generic(server.origin)
    for _ in range(2):
        assert directory.look_up(SIV, NOON).status is ListingStatus.PARTIAL
    assert server.connections == 1


def test_an_answer_without_length_ends_with_its_connection(server: StandIn) -> None:
    server.behave = speaking(b"HTTP/1.1 200 OK\r\n\r\n" + BODY)
    directory = generic(server.origin)
    for _ in range(2):
        assert directory.look_up(SIV, NOON).status is ListingStatus.PARTIAL
    assert server.connections == 2


def test_a_connection_with_more_on_it_than_the_answer_is_not_kept(server: StandIn) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    server.behave = speaking(whole + whole, then_closing=False)
    directory = generic(server.origin)
    directory.look_up(SIV, NOON)
    server.behave = answering(OWNER)
    assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    assert server.connections == 2


def test_a_connection_on_which_the_server_spoke_unasked_is_not_kept(server: StandIn) -> None:
    """Or the next caller would be given the owner it speaks of."""
    was_read, has_spoken = Event(), Event()

    def speak_again(door: BaseHTTPRequestHandler, _over: Event) -> None:
        answering(OWNER)(door, _over)
        was_read.wait()
        closing_after(door, _over)
        has_spoken.set()

    server.behave = speak_again
    directory = generic(server.origin)
    assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    was_read.set()
    has_spoken.wait()
    server.behave = answering(OWNER)
    assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    assert server.connections == 2


def test_a_connection_the_server_closed_meanwhile_is_made_anew(server: StandIn) -> None:
    """A frozen function learns of it at once, or only by sending: both ways lead to an answer."""
    directory = generic(server.origin)
    for behave in (closing_after, hanging_up_on_the_second):
        server.behave = behave
        assert directory.look_up(SIV, NOON).status is ListingStatus.PARTIAL
    server.behave = answering(OWNER)
    assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND


def closing_after(door: BaseHTTPRequestHandler, _over: Event) -> None:
    door.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY))
    door.close_connection = True


def hanging_up_on_the_second(door: BaseHTTPRequestHandler, _over: Event) -> None:
    """Take one request, answer it, take the next and close without a word."""
    closing_after(door, _over)
    door.close_connection = False

    def hang_up() -> None:
        door.close_connection = True

    door.do_GET = hang_up  # type: ignore[attr-defined]  # found by name


def test_a_fresh_connection_that_breaks_is_not_tried_again(
    server: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    server.behave = speaking(b"")
    assert generic(server.origin).look_up(SIV, NOON).status is ListingStatus.ERROR
    assert (len(server.asked), failures(caplog)) == (1, ["broken_off"])


def test_a_connection_kept_for_long_is_not_trusted(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behave = answering(OWNER)
    directory = generic(server.origin)
    directory.look_up(SIV, NOON)
    monkeypatch.setattr(transport, "KEPT_SECONDS", 0)
    assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    assert server.connections == 2


def test_a_trusted_certificate_is_accepted_and_its_connection_kept(
    tls_server: StandIn, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls_server.behave = answering(OWNER)
    directory = generic(tls_server.origin)
    for _ in range(3):
        assert directory.look_up(SIV, NOON).status is ListingStatus.FOUND
    assert tls_server.connections == 1
