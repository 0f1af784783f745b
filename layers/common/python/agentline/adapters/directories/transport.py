"""One GET within one deadline, on a connection kept open between the invocations of a function.

On http.client, because urllib3 and requests bound each read, not their sum: under them a server
that drips is never too late. No redirect is followed and no proxy used; nothing is asked twice,
but for a kept connection that turns out to be closed before a single byte of an answer came.
"""

import select
import socket
import ssl
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import monotonic

from agentline.adapters.directories.connecting import Origin, connect
from agentline.adapters.directories.deadline import Deadline, TimedSocket
from agentline.adapters.directories.failure import DirectoryError, FailureKind

# Servers close idle connections after 5 to 75 s, and gateways forget them without a word.
KEPT_SECONDS = 30
_HEADER_ALLOWANCE = 65_536
_TOO_MANY_REQUESTS = 429
_BROKEN_OFF = (HTTPException, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Path and query, and the headers. Not shown: both may hold the number or the secret."""

    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    body: bytes = field(repr=False)


class Transport:
    """To the server of one directory. Safe to share between threads; keeps one connection."""

    def __init__(self, origin: Origin, *, deadline_seconds: float, body_limit: int) -> None:
        self._origin = origin
        self._deadline_seconds = deadline_seconds
        self._body_limit = body_limit
        self._tls = ssl.create_default_context() if origin.is_https else None
        self._kept: deque[tuple[socket.socket, float]] = deque()

    def get(self, request: Request, accepted: Collection[int]) -> Answer:
        """The answer, of one of the `accepted` statuses. Raises DirectoryError for all else."""
        deadline = Deadline(self._deadline_seconds)
        try:
            return self._get(request, accepted, deadline)
        except TimeoutError as error:
            raise DirectoryError(FailureKind.TIMED_OUT) from error
        except ssl.SSLError as error:
            raise DirectoryError(FailureKind.TLS) from error
        except _BROKEN_OFF as error:
            raise DirectoryError(FailureKind.BROKEN_OFF) from error
        except OSError as error:
            raise DirectoryError(FailureKind.UNREACHABLE) from error

    def _get(self, request: Request, accepted: Collection[int], deadline: Deadline) -> Answer:
        kept = self._take_kept()
        if kept:
            stream = TimedSocket(kept, deadline, self._body_limit + _HEADER_ALLOWANCE)
            try:
                return self._exchange(kept, stream, request, accepted)
            except (ConnectionError, ssl.SSLError):
                if stream.received:
                    raise
        fresh = connect(self._origin, deadline, self._tls)
        stream = TimedSocket(fresh, deadline, self._body_limit + _HEADER_ALLOWANCE)
        return self._exchange(fresh, stream, request, accepted)

    def _exchange(
        self,
        connected: socket.socket,
        stream: TimedSocket,
        request: Request,
        accepted: Collection[int],
    ) -> Answer:
        is_reusable = False
        try:
            answer, is_reusable = self._ask(stream, request, accepted)
            return answer
        finally:
            if is_reusable and not self._kept:
                self._kept.append((connected, monotonic()))
            else:
                connected.close()

    def _ask(
        self, stream: TimedSocket, request: Request, accepted: Collection[int]
    ) -> tuple[Answer, bool]:
        connection = HTTPConnection(self._origin.host, self._origin.port)
        connection.sock = stream
        connection.request(
            "GET", request.target, headers={**request.headers, "Host": self._origin.host_header}
        )
        with connection.getresponse() as response:
            if response.status not in accepted:
                raise _refusal(response.status)
            body = response.read(self._body_limit + 1)
            if len(body) > self._body_limit:
                raise DirectoryError(FailureKind.OVERSIZED)
            if response.length:
                raise DirectoryError(FailureKind.BROKEN_OFF)
            is_complete = response.isclosed() and not response.will_close
            return Answer(status=response.status, body=body), is_complete and not stream.has_surplus

    def _take_kept(self) -> socket.socket | None:
        """The kept connection, unless it is old or the server has closed it or spoken unasked."""
        try:
            kept, since = self._kept.pop()
        except IndexError:
            return None
        if monotonic() - since < KEPT_SECONDS and _is_quiet(kept):
            return kept
        kept.close()
        return None


def _is_quiet(kept: socket.socket) -> bool:
    if isinstance(kept, ssl.SSLSocket) and kept.pending():
        return False
    poll = select.poll()
    poll.register(kept, select.POLLIN)
    return not poll.poll(0)


def _refusal(status: int) -> DirectoryError:
    kind = FailureKind.QUOTA if status == _TOO_MANY_REQUESTS else FailureKind.HTTP_STATUS
    return DirectoryError(kind, http_status=status)
