"""A connection to an endpoint, and never to anything inside: the guard against forged requests.

Whoever enters a URL makes our function connect there. So the name is resolved once, every address
it has must be one that anybody on the Internet could reach, and the connection is made to the very
address that was looked at: a name server that answers otherwise the next time changes nothing.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Thread

from agentline.adapters.directories.connecting import Origin, connect
from agentline.adapters.directories.deadline import Deadline

type Resolve = Callable[[Origin, Deadline], Sequence[str]]

# The only part of IPv6 that is handed out for general use.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# What ipaddress does not know to be inside it: addresses that hold an IPv4 address, to which
# something on the way translates them, and the newest of those for documentation.
_SET_APART = (
    ipaddress.IPv6Network("2001::/32"),  # Teredo
    ipaddress.IPv6Network("2002::/16"),  # 6to4
    ipaddress.IPv6Network("3fff::/20"),
)
_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")  # of 6to4


class AddressRefusedError(Exception):
    """The name has an address that not everybody could reach, or none."""


def connect_guarded(
    origin: Origin, deadline: Deadline, tls: ssl.SSLContext, resolve: Resolve
) -> socket.socket:
    """Over TLS, verified against the name, to the first of its addresses that answers.

    Raises AddressRefusedError, TimeoutError, ssl.SSLError, OSError.
    """
    addresses = resolve(origin, deadline)
    if not addresses or not all(map(is_public, addresses)):
        raise AddressRefusedError("the name has no address, or one that is not public")
    connected = _connect_to_first(addresses, origin.port, deadline)
    connected.settimeout(deadline.remaining())
    try:
        return tls.wrap_socket(connected, server_hostname=origin.host)
    except BaseException:
        connected.close()
        raise


def is_public(address: str) -> bool:
    """Whether an address, as getaddrinfo tells it, is global unicast and stands for itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.is_multicast or not parsed.is_global:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed not in _RELAYS
    return parsed in _GLOBAL_UNICAST and not any(parsed in network for network in _SET_APART)


def resolve(origin: Origin, deadline: Deadline) -> Sequence[str]:
    """All addresses of the name. Raises TimeoutError, OSError.

    getaddrinfo knows no time-out, so it runs aside and is left behind when it takes too long.
    """
    outcome: Future[list[str]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
            outcome.set_result([str(address[0]) for *_, address in found])
        except Exception as error:
            outcome.set_exception(error)

    Thread(target=ask, name="resolve", daemon=True).start()
    return outcome.result(timeout=deadline.remaining())


def _connect_to_first(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    failure = OSError("no address answers")
    for position, address in enumerate(addresses):
        # An address that swallows everything may take its share only.
        share = Deadline(deadline.remaining() / (len(addresses) - position))
        try:
            return connect(Origin(host=address, port=port, is_https=True), share, tls=None)
        except OSError as error:
            failure = error
    raise failure
