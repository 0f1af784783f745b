"""One deadline over everything a look-up does: resolving, connecting, TLS, sending and reading.

A socket's own time-out begins anew with every byte, so that a server which drips one byte a second
holds a caller for as long as it likes. Here each step gets what is left of the whole.
"""

import io
import socket
from collections.abc import Buffer, Callable
from time import monotonic

from agentline.adapters.directories.failure import DirectoryError, FailureKind


class Deadline:
    """The end of `seconds` from now."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        """Seconds left, more than zero. Raises TimeoutError when there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError("the deadline has passed")
        return left


class TimedSocket:
    """A connected socket during one exchange, as `http.client` uses it.

    Raises TimeoutError at the deadline, DirectoryError when more than `byte_limit` bytes come:
    that bounds headers and chunk sizes too, which http.client reads on its own.
    """

    def __init__(self, connected: socket.socket, deadline: Deadline, byte_limit: int) -> None:
        self._connected = connected
        self._deadline = deadline
        self._byte_limit = byte_limit
        self._reader: _Reader | None = None
        self.received = 0

    def sendall(self, content: bytes) -> None:
        self._connected.settimeout(self._deadline.remaining())
        self._connected.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._reader = _Reader(_RawReader(self))
        return self._reader

    def close(self) -> None:
        """Nothing: whoever opened the socket closes it or keeps it."""

    def receive_into(self, buffer: Buffer) -> int:
        self._connected.settimeout(self._deadline.remaining())
        size = self._connected.recv_into(buffer)
        self.received += size
        if self.received > self._byte_limit:
            raise DirectoryError(FailureKind.OVERSIZED)
        return size

    @property
    def has_surplus(self) -> bool:
        """Whether more came than the answer: a next answer on this socket could be another's."""
        return self._reader is not None and self._reader.has_surplus


class _RawReader(io.RawIOBase):
    def __init__(self, source: TimedSocket) -> None:
        self._source: TimedSocket | None = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        return self._source.receive_into(buffer) if self._source else 0

    def end(self) -> None:
        self._source = None


class _Reader(io.BufferedReader):
    """Remembers, when http.client has read an answer and closes it, whether bytes were left."""

    has_surplus = False

    def __init__(self, source: _RawReader) -> None:
        super().__init__(source)
        self._ending = source

    def close(self) -> None:
        if not self.closed:
            self._ending.end()
            self.has_surplus = bool(self.peek())
        super().close()
