"""Addresses of directories: https, or http to this machine, with the number as a placeholder."""

from urllib.parse import SplitResult, urlsplit

from agentline.adapters.directories.connecting import Origin

PLACEHOLDER = "{number}"
_THIS_MACHINE = "127.0.0.1"
_DEFAULT_PORTS = {"https": 443, "http": 80}


def check_url_template(url: str) -> str:
    """A URL with {number} once, in path or query. Raises ValueError."""
    if url.count(PLACEHOLDER) != 1:
        raise ValueError("must contain {number} once")
    if PLACEHOLDER in urlsplit(url).netloc:
        raise ValueError("must have {number} in path or query")
    check_url(url.replace(PLACEHOLDER, "0"))
    return url


def check_url(url: str) -> str:
    """A URL the number may be sent to. Raises ValueError."""
    if not url.isascii() or not url.isprintable() or any(mark in url for mark in ' "<>\\^`{|}#'):
        raise ValueError("must be a URL of plain characters, without fragment")
    parts = urlsplit(url)
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise ValueError("must name a host, and no user or password")
    if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", _THIS_MACHINE):
        raise ValueError(f"must be https (http only to {_THIS_MACHINE})")
    if parts.port == 0:
        raise ValueError("must have a port that can be connected to")
    return url


def split_url(url: str) -> tuple[Origin, str]:
    """Where to connect to, and the path and query to ask for."""
    parts = urlsplit(url)
    origin = Origin(
        host=parts.hostname or "",
        port=parts.port or _DEFAULT_PORTS[parts.scheme],
        is_https=parts.scheme == "https",
    )
    return origin, _target(parts)


def _target(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return (parts.path or "/") + query
