"""One signed POST within one deadline, over a guarded connection (Standard Webhooks).

On http.client, because urllib3 and requests bound each read, not their sum, and resolve names by
themselves. No redirect is followed, no proxy used, no connection kept.
"""

import socket
import ssl
from datetime import datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from time import monotonic

from agentline.adapters.directories.connecting import Origin, connect
from agentline.adapters.directories.deadline import Deadline, TimedSocket
from agentline.adapters.directories.failure import DirectoryError
from agentline.adapters.directories.urls import split_url
from agentline.adapters.ledgers.signatures import sign_standard
from agentline.adapters.outgoing.endpoint_urls import Network, check_endpoint_url
from agentline.adapters.outgoing.guarded_connection import (
    AddressRefusedError,
    Resolve,
    connect_guarded,
    resolve,
)
from agentline.domain.webhook_delivery import Answer
from agentline.observability import log_failure
from agentline.outgoing_ports import EndpointUrlError, Letter

DEADLINE_SECONDS = 15.0
EXCERPT_LENGTH = 500
# Room for 500 characters of four bytes; the rest of an answer is not read.
_READ_LIMIT = 4 * EXCERPT_LENGTH
_BYTE_LIMIT = 131_072
_BROKEN_OFF = (HTTPException, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


class Failure(StrEnum):
    """Why an attempt brought no status; docs/outgoing-events.md lists them."""

    URL_REFUSED = "url_refused"
    ADDRESS_REFUSED = "address_refused"
    UNREACHABLE = "unreachable"
    TLS = "tls"
    TIMED_OUT = "timed_out"
    BROKEN_OFF = "broken_off"
    OVERSIZED = "oversized"
    UNEXPECTED = "unexpected"


class GuardedPostman:
    """The `Postman` port. `tls` and `resolve` are the Internet's unless a test says otherwise."""

    def __init__(
        self,
        network: Network,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._network = network
        self._deadline_seconds = deadline_seconds
        self._tls = tls or ssl.create_default_context()
        self._resolve = resolve

    def check_url(self, url: str) -> None:
        check_endpoint_url(url, self._network)

    def post(self, letter: Letter, now: datetime) -> Answer:
        began = monotonic()
        status, excerpt, failure = None, "", None
        try:
            status, excerpt = self._post(letter, now)
        except Exception as error:
            failure = _name(error)
            if failure is Failure.UNEXPECTED:
                log_failure("delivery failed unexpectedly", error, event_id=letter.event)
        return Answer(
            milliseconds=int((monotonic() - began) * 1_000),
            status=status,
            failure=failure.value if failure else None,
            excerpt=excerpt,
        )

    def _post(self, letter: Letter, now: datetime) -> tuple[int, str]:
        # Rules may have become stricter since the endpoint was added.
        self.check_url(letter.url)
        origin, target = split_url(letter.url)
        deadline = Deadline(self._deadline_seconds)
        body = letter.body.encode()
        headers = {
            **sign_standard(letter.secrets, letter.event, now, body),
            "Host": origin.host_header,
            "Content-Type": "application/json",
            "User-Agent": "AgentLine",
            "Connection": "close",
        }
        with self._connect(origin, deadline) as connected:
            connection = HTTPConnection(origin.host, origin.port)
            connection.sock = TimedSocket(connected, deadline, _BYTE_LIMIT)
            connection.request("POST", target, body=body, headers=headers)
            with connection.getresponse() as response:
                return response.status, _excerpt(response.read(_READ_LIMIT))

    def _connect(self, origin: Origin, deadline: Deadline) -> socket.socket:
        if self._network is Network.ANY:
            return connect(origin, deadline, self._tls if origin.is_https else None)
        return connect_guarded(origin, deadline, self._tls, self._resolve)


def _excerpt(body: bytes) -> str:
    text = body.decode(errors="replace")[:EXCERPT_LENGTH]
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _name(error: Exception) -> Failure:
    match error:
        case EndpointUrlError():
            return Failure.URL_REFUSED
        case AddressRefusedError():
            return Failure.ADDRESS_REFUSED
        case TimeoutError():
            return Failure.TIMED_OUT
        case ssl.SSLError():
            return Failure.TLS
        case DirectoryError():  # how the shared socket says that too much came
            return Failure.OVERSIZED
        case _ if isinstance(error, _BROKEN_OFF):
            return Failure.BROKEN_OFF
        case OSError():
            return Failure.UNREACHABLE
        case _:
            return Failure.UNEXPECTED
