"""An answer, or LedgerUnavailableError within the deadline: nothing between and nothing later."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from agentline.adapters.ledgers.http import (
    BODY_LIMIT,
    HttpAnswer,
    LedgerHttp,
    check_base_url,
)
from agentline.billing_ports import LedgerUnavailableError
from tests.unit.adapters.directories.stand_in import (
    Behaviour,
    answering,
    dripping,
    keeping_silent,
    speaking,
)


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class StandInLedger:
    """Set `behave` to what the next requests meet."""

    url: str
    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def stand_in_ledger() -> Iterator[StandInLedger]:
    over = Event()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stand_in.asked.append(Asked(self.command, self.path, headers, body))
            stand_in.behave(self, over)

        def do_POST(self) -> None:
            self.do_GET()

        def do_PUT(self) -> None:
            self.do_GET()

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:
            """Those who hang up are part of the play."""

    with Server(("127.0.0.1", 0), Door) as server:
        stand_in = StandInLedger(f"http://127.0.0.1:{server.server_port}", answering({}))
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield stand_in
        finally:
            over.set()
            server.shutdown()
            serving.join()


@pytest.fixture
def ledger() -> Iterator[StandInLedger]:
    with stand_in_ledger() as stand_in:
        yield stand_in


HTTP = LedgerHttp(timeout_seconds=5)
HASTY = LedgerHttp(timeout_seconds=0.3)


def test_what_is_sent_arrives_as_it_is(ledger: StandInLedger) -> None:
    HTTP.request(
        "PUT",
        f"{ledger.url}/3/invoices?a=b",
        headers={"Authorization": "Bearer secret"},
        body=b'{"x":1}',
        params={"metadata[basis]": "å &1"},
    )
    [asked] = ledger.asked
    assert (asked.method, asked.body) == ("PUT", b'{"x":1}')
    assert asked.target == "/3/invoices?a=b&metadata%5Bbasis%5D=%C3%A5%20%261"
    assert asked.headers["authorization"] == "Bearer secret"
    assert asked.headers["host"] == ledger.url.removeprefix("http://")
    assert asked.headers["content-length"] == "7"


@pytest.mark.parametrize("status", [200, 201, 204, 400, 401, 403, 404, 409, 422])
def test_a_definite_answer_is_for_the_adapter_to_judge(ledger: StandInLedger, status: int) -> None:
    ledger.behave = answering({"id": "å"}, status=status, headers={"X-Request-Id": "r1"})
    answer = HTTP.request("POST", ledger.url, body=b"")
    assert (answer.status, answer.is_ok) == (status, status < 300)
    assert answer.headers["x-request-id"] == "r1"
    if status != 204:
        assert answer.json() == {"id": "å"}


@pytest.mark.parametrize("status", [301, 302, 307, 308, 408, 425, 429, 500, 502, 503, 504])
def test_anything_else_is_no_answer(ledger: StandInLedger, status: int) -> None:
    ledger.behave = answering({}, status=status, headers={"Location": f"{ledger.url}/elsewhere"})
    with pytest.raises(LedgerUnavailableError, match=rf"127\.0\.0\.1 answered {status}"):
        HTTP.request("POST", f"{ledger.url}/secret-path", body=b"{}")
    assert len(ledger.asked) == 1, "no redirect is followed and nothing asked twice"


@pytest.mark.parametrize(
    "behave",
    [
        keeping_silent,
        dripping(b"HTTP/1.1 200 OK\r\nX:"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"),
    ],
    ids=["silence", "dripping headers", "dripping body"],
)
def test_the_deadline_is_over_everything(ledger: StandInLedger, behave: Behaviour) -> None:
    ledger.behave = behave
    began = monotonic()
    with pytest.raises(LedgerUnavailableError, match=r"within 0\.3 s"):
        HASTY.request("GET", ledger.url)
    assert monotonic() - began < 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (BODY_LIMIT + 1),
    ],
    ids=["nothing", "no HTTP", "short", "broken chunk", "too many headers", "too long"],
)
def test_what_is_no_whole_answer_is_none(ledger: StandInLedger, raw: bytes) -> None:
    ledger.behave = speaking(raw)
    with pytest.raises(LedgerUnavailableError):
        HTTP.request("GET", ledger.url)


def test_a_ledger_that_is_not_there_is_unavailable(ledger: StandInLedger) -> None:
    with stand_in_ledger() as gone:
        url = gone.url
    with pytest.raises(LedgerUnavailableError, match="ConnectionRefusedError"):
        HTTP.request("GET", url)
    with pytest.raises(LedgerUnavailableError, match="SSLError"):
        HTTP.request("GET", ledger.url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "http://169.254.169.254/latest",
        "ftp://127.0.0.1/",
        "https://user:password@example.com/",
        "//127.0.0.1",
        "http://127.0.0.1:1/\r\nX: y",
    ],
)
def test_secrets_go_nowhere_in_the_open(url: str) -> None:
    with pytest.raises(ValueError, match="must"):
        HTTP.request("GET", url)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b"[" * 100_000,
        b"1" * 5_000,
        b"1e999999999999",
        b"1e99999999999999999999",
    ],
)
def test_garbage_is_no_answer(body: bytes) -> None:
    with pytest.raises(LedgerUnavailableError):
        HttpAnswer(status=200, headers={}, body=body).json()


def test_fractions_stay_exact() -> None:
    answer = HttpAnswer(status=200, headers={}, body=b'{"sum":0.1,"count":3}')
    assert answer.json() == {"sum": Decimal("0.1"), "count": 3}


def test_a_base_url_is_one_that_paths_can_be_added_to() -> None:
    assert check_base_url("https://example.com/v2/") == "https://example.com/v2"
    with pytest.raises(ValueError, match="query"):
        check_base_url("https://example.com/?a=b")
