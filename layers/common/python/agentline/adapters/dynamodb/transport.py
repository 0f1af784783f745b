"""Requests to the store, carried over connections of our own.

botocore makes a request, signs it, repeats it and reads the answer; between, it has urllib3 carry
it, with which a warm read of the API is over its budget (docs/performance.md). What urllib3 can do
beyond this is not asked for here: proxies, redirections, streams, chunks, encodings.
"""

import socket
import ssl
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from select import POLLIN, poll
from typing import cast
from urllib.parse import SplitResult, urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
    SSLError,
)

_PORTS = {"http": 80, "https": 443}
_LONGEST_LINE = 65_536
_MOST_HEADERS = 100


class StoreTransport:
    """Sends for botocore's event `before-send`, over connections that are kept and used again.

    `certificates` is the file of those who may vouch for the store.
    """

    def __init__(
        self, *, connect_seconds: float, read_seconds: float, most_kept: int, certificates: str
    ) -> None:
        self._connect_seconds, self._read_seconds = connect_seconds, read_seconds
        self._certificates = certificates
        # By scheme and host: threads take from the end and put back there, and what is too much
        # falls out at the front.
        self._idle: defaultdict[tuple[str, str], deque[socket.socket]] = defaultdict(
            lambda: deque(maxlen=most_kept)
        )
        self._tls: ssl.SSLContext | None = None

    def send(self, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        """The answer, whatever its status. Raises botocore's own errors, which it knows to repeat:
        EndpointConnectionError, ConnectTimeoutError, SSLError, ReadTimeoutError,
        ConnectionClosedError."""
        url = urlsplit(request.url)
        connection = self._take(url) or self._connect(url, request.url)
        try:
            connection.sendall(_written(request, url))
            answer = _read(connection)
        except TimeoutError as error:
            connection.close()
            raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
        except (OSError, ValueError) as error:
            connection.close()
            # What else was kept is as old (a function may have been frozen meanwhile), and botocore
            # asks once more only.
            self._idle.pop((url.scheme, url.netloc), None)
            raise ConnectionClosedError(
                error=error, request=request, endpoint_url=request.url
            ) from error
        if answer.headers.get("connection", "").lower() == "close":
            connection.close()
        else:
            self._idle[url.scheme, url.netloc].append(connection)
        return AWSResponse(request.url, answer.status, cast("HTTPHeaders", answer.headers), answer)

    def _take(self, url: SplitResult) -> socket.socket | None:
        """A kept connection; not one that has been closed at the other end, which then has an end
        of file to read."""
        idle = self._idle[url.scheme, url.netloc]
        while True:
            try:
                connection = idle.pop()
            except IndexError:
                return None
            ending = poll()
            ending.register(connection, POLLIN)
            if not ending.poll(0):
                return connection
            connection.close()

    def _connect(self, url: SplitResult, endpoint: str) -> socket.socket:
        host = url.hostname or ""
        try:
            connection = socket.create_connection(
                (host, url.port or _PORTS[url.scheme]), self._connect_seconds
            )
            # A request is one piece: it need not wait for a second to go with it.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if url.scheme == "https":
                connection = self._secure().wrap_socket(connection, server_hostname=host)
        except TimeoutError as error:
            raise ConnectTimeoutError(endpoint_url=endpoint, error=error) from error
        except ssl.SSLError as error:
            raise SSLError(endpoint_url=endpoint, error=error) from error
        except OSError as error:
            raise EndpointConnectionError(endpoint_url=endpoint, error=error) from error
        connection.settimeout(self._read_seconds)
        return connection

    def _secure(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context(cafile=self._certificates)
        return self._tls


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """Of which botocore takes the body by `stream`. The headers' names are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    def stream(self) -> Iterator[bytes]:
        yield self.body


def _written(request: AWSPreparedRequest, url: SplitResult) -> bytes:
    """Head and body in one piece."""
    lines = [f"{request.method} {url.path or '/'} HTTP/1.1", f"Host: {url.netloc}"]
    lines += [f"{name}: {_text(value)}" for name, value in request.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + cast("bytes", request.body)


def _text(value: object) -> str:
    """botocore keeps some values as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def _read(connection: socket.socket) -> _Answer:
    """An answer of HTTP/1.1 that tells its length, as all of the store's do.

    Raises OSError and ValueError for any other, and for one that ends too early.
    """
    with connection.makefile("rb") as lines:
        version, status, _reason = lines.readline(_LONGEST_LINE).split(b" ", 2)
        if version != b"HTTP/1.1":
            raise ValueError("no answer of HTTP/1.1")
        headers: dict[str, str] = {}
        while (line := lines.readline(_LONGEST_LINE)) != b"\r\n":
            name, separator, value = line.decode("latin-1").partition(":")
            if not separator or len(headers) == _MOST_HEADERS:
                raise ValueError("no headers of an answer")
            headers[name.lower()] = value.strip()
        told = headers.get("content-length", "")
        if not (told.isascii() and told.isdecimal()):
            raise ValueError("an answer without a length")
        length = int(told)
        body = lines.read(length)
    if len(body) < length:
        raise ValueError("an answer ended too early")
    return _Answer(status=int(status), headers=headers, body=body)
