"""Where events may be sent: https, a public host name, a port of no other trade."""

import re
from enum import StrEnum
from urllib.parse import urlsplit

from agentline.adapters.directories.urls import check_url
from agentline.outgoing_ports import EndpointUrlError

LONGEST_URL = 1_000
_HTTPS_PORT = 443
_FREE_PORTS = range(1_024, 65_536)
# The last label begins with a letter: addresses, in all the spellings there are (decimal, octal,
# hexadecimal, shortened), end in a number. Nothing public is a single label, like localhost.
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_PUBLIC_NAME = re.compile(rf"({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])")
_LONGEST_NAME = 253


class Network(StrEnum):
    """Where endpoints may be. ANY is for the one-machine stage: this machine too, and by http."""

    PUBLIC = "public"
    ANY = "any"


def check_endpoint_url(url: str, network: Network) -> None:
    """Raises EndpointUrlError, which names the rule."""
    if len(url) > LONGEST_URL:
        raise EndpointUrlError(f"must be no longer than {LONGEST_URL} characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _HTTPS_PORT
    except ValueError:
        raise EndpointUrlError("must be a URL") from None
    try:
        check_url(url)
    except ValueError as error:
        raise EndpointUrlError(str(error)) from error
    if network is Network.ANY:
        return
    if parts.scheme != "https":
        raise EndpointUrlError("must be https")
    if len(host) > _LONGEST_NAME or not _PUBLIC_NAME.fullmatch(host):
        raise EndpointUrlError("must have a full host name, no address")
    if port != _HTTPS_PORT and port not in _FREE_PORTS:
        raise EndpointUrlError(f"must have port {_HTTPS_PORT}, or one from {_FREE_PORTS.start} on")
