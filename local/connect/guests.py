"""Other processes whose live calls are reached through the stage's one Connect endpoint.

The functions of the stage know one address. A process of its own that begins live calls, as
`agentline call` does, serves them itself and is asked for the contacts the stage does not know.
"""

import json
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from threading import Lock
from urllib.parse import urlsplit

GUESTS_PATH = "/_agentline/guests"
_PATIENCE_SECONDS = 2.0
_UNKNOWN = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class NoEndpointError(Exception):
    """Nobody answers where the stage's Connect endpoint should be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a guest answered; `error` is the header naming an error of the service's model."""

    status: int
    error: str | None
    content: bytes


class Guests:
    """The addresses of those who serve their own contacts. Safe to use from several threads."""

    def __init__(self) -> None:
        self._urls: list[str] = []
        self._changing = Lock()

    def add(self, url: str) -> None:
        """From now on `url` is asked too. Raises ValueError for one not on this machine."""
        if urlsplit(url).hostname != "127.0.0.1" or urlsplit(url).port is None:
            raise ValueError(f"{url!r} is no address on this machine")
        with self._changing:
            self._urls.append(url)

    def ask(self, method: str, path: str, content: bytes) -> Answer | None:
        """The answer of the guest that knows the contact; who does not answer is forgotten."""
        with self._changing:
            urls = tuple(self._urls)
        for url in urls:
            try:
                answer = _ask(url, method, path, content)
            except (OSError, HTTPException):
                with self._changing:
                    self._urls = [known for known in self._urls if known != url]
                continue
            if answer.status not in _UNKNOWN:
                return answer
        return None


def register_guest(stage_url: str, guest_url: str) -> None:
    """Have the endpoint at `stage_url` ask `guest_url` too. Raises NoEndpointError."""
    try:
        answer = _ask(stage_url, "POST", GUESTS_PATH, json.dumps({"url": guest_url}).encode())
    except (OSError, HTTPException) as error:
        raise NoEndpointError(f"{stage_url} does not answer") from error
    if answer.status != HTTPStatus.OK:
        raise NoEndpointError(f"{stage_url} takes no guests: {answer.status}")


def _ask(url: str, method: str, path: str, content: bytes) -> Answer:
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=_PATIENCE_SECONDS)
    with closing(connection):
        connection.request(method, path, content or None, {"Content-Type": "application/json"})
        response = connection.getresponse()
        return Answer(response.status, response.getheader("x-amzn-ErrorType"), response.read())
