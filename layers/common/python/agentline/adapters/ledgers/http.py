"""One HTTP request to a ledger within one deadline, over TLS or to this machine.

Every request has a connection of its own: when a kept one breaks, nobody can tell whether the
ledger took what was sent. No redirect is followed, no proxy used, nothing is asked twice.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Annotated, Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import AfterValidator, Field

from agentline.adapters.directories.connecting import Origin, connect
from agentline.adapters.directories.deadline import Deadline, TimedSocket
from agentline.adapters.directories.failure import DirectoryError
from agentline.adapters.directories.urls import check_url, split_url
from agentline.adapters.ledgers.json_text import JsonError, parse_json
from agentline.billing_ports import LedgerUnavailableError

BODY_LIMIT = 4 * 1024 * 1024  # bytes: a page of a hundred invoices with their lines
_HEADER_ALLOWANCE = 65_536
_TRY_LATER = frozenset({408, 425, 429})


def check_base_url(url: str) -> str:
    """A ledger's address, to which paths are added; without a slash at its end.

    Raises ValueError if it has a query, or is neither https nor http to 127.0.0.1.
    """
    if urlsplit(check_url(url)).query:
        raise ValueError("must have no query")
    return url.rstrip("/")


type BaseUrl = Annotated[str, Field(max_length=500), AfterValidator(check_base_url)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """A 2xx or 4xx answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_ok(self) -> bool:
        return self.status < 300

    def json(self) -> Any:
        """The body's one JSON value, fractions as Decimal. Raises LedgerUnavailableError."""
        try:
            return parse_json(self.body)
        except JsonError as error:
            raise LedgerUnavailableError(
                f"the ledger answered {self.status} with what is no usable JSON"
            ) from error


class LedgerHttp:
    """`timeout_seconds` bound a whole exchange: name, connection, TLS, sending and reading."""

    def __init__(self, *, timeout_seconds: float = 10.0) -> None:
        self._timeout_seconds = timeout_seconds

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        params: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        """The answer, if the ledger gave a usable one: 2xx, or 4xx for the adapter to judge.

        Raises LedgerUnavailableError for everything on the way, for 408, 425, 429, redirects and
        5xx; ValueError for a URL that is neither https nor http to 127.0.0.1.
        """
        origin, target = split_url(check_url(url))
        if params:
            target += ("&" if "?" in target else "?") + urlencode(params, quote_via=quote)
        answer = self._exchange(origin, method, target, headers or {}, body)
        if not (answer.is_ok or 400 <= answer.status < 500) or answer.status in _TRY_LATER:
            raise LedgerUnavailableError(f"{origin.host} answered {answer.status}")
        return answer

    def _exchange(
        self,
        origin: Origin,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> HttpAnswer:
        deadline = Deadline(self._timeout_seconds)
        tls = ssl.create_default_context() if origin.is_https else None
        try:
            with connect(origin, deadline, tls) as connected:
                stream = TimedSocket(connected, deadline, BODY_LIMIT + _HEADER_ALLOWANCE)
                return _ask(stream, origin, method, target, headers, body)
        except TimeoutError as error:
            raise LedgerUnavailableError(
                f"{origin.host} did not answer within {self._timeout_seconds:g} s"
            ) from error
        except (DirectoryError, HTTPException, OSError) as error:
            raise LedgerUnavailableError(
                f"{origin.host} could not be reached, or broke off: {type(error).__name__}"
            ) from error


def _ask(
    stream: TimedSocket,
    origin: Origin,
    method: str,
    target: str,
    headers: Mapping[str, str],
    body: bytes | None,
) -> HttpAnswer:
    connection = HTTPConnection(origin.host, origin.port)
    connection.sock = stream
    connection.request(
        method,
        target,
        body=body,
        headers={
            "User-Agent": "AgentLine",
            **headers,
            "Host": origin.host_header,
            "Connection": "close",
        },
    )
    with connection.getresponse() as response:
        content = response.read(BODY_LIMIT + 1)
        if len(content) > BODY_LIMIT:
            raise LedgerUnavailableError(f"{origin.host} answered more than can be read")
        if response.length:
            raise LedgerUnavailableError(f"{origin.host} broke off in the middle of its answer")
        return HttpAnswer(
            status=response.status,
            headers={name.lower(): value for name, value in response.getheaders()},
            body=content,
        )
