"""A connection to a directory's server within the deadline, over TLS or to this machine."""

import socket
import ssl
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from agentline.adapters.directories.deadline import Deadline

# What socket.getaddrinfo gives: family, type, protocol, canonical name, address.
type _Address = tuple[int, int, int, str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a directory's server listens."""

    host: str
    port: int
    is_https: bool

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_https else 80) else f"{host}:{self.port}"


def connect(origin: Origin, deadline: Deadline, tls: ssl.SSLContext | None) -> socket.socket:
    """Raises TimeoutError, ssl.SSLError, OSError."""
    connected = _connect_to_first(_resolve(origin, deadline), deadline)
    if tls is None:
        return connected
    # Handshakes keep the socket's time-out as a whole, unlike reads in Python code.
    connected.settimeout(deadline.remaining())
    return tls.wrap_socket(connected, server_hostname=origin.host)


def _connect_to_first(addresses: list[_Address], deadline: Deadline) -> socket.socket:
    failure: OSError = OSError("the name has no address")
    for position, (family, kind, protocol, _, address) in enumerate(addresses):
        # An address that swallows everything may take its share only.
        share = deadline.remaining() / (len(addresses) - position)
        candidate = socket.socket(family, kind, protocol)
        try:
            candidate.settimeout(share)
            candidate.connect(address)
            candidate.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            candidate.close()
            failure = error
        else:
            return candidate
    raise failure


def _resolve(origin: Origin, deadline: Deadline) -> list[_Address]:
    """getaddrinfo knows no time-out, so it runs aside and is left behind when it takes too long."""
    outcome: SimpleQueue[list[_Address] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            outcome.put(list(socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)))
        except Exception as error:
            outcome.put(error)

    Thread(target=ask, name="resolve", daemon=True).start()
    try:
        found = outcome.get(timeout=deadline.remaining())
    except Empty:
        raise TimeoutError("the name server took too long") from None
    if isinstance(found, Exception):
        raise found
    return found
