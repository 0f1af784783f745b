"""Fortnox API v3 as JSON: tokens by client credentials, requests, refusals in Fortnox's words.

The operator lets the integration in once, as a service account; from then on client id, secret and
tenant id give a token for an hour whenever one is needed. There is no refresh token to lose
(fortnox.se/developer: Get Access-Token using Client-Credentials).
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from time import monotonic
from typing import Any
from urllib.parse import urlencode

from agentline.adapters.ledgers.http import HttpAnswer, LedgerHttp
from agentline.adapters.ledgers.json_text import write_json
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError

_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404
_EARLIER = 60  # seconds a token is given up before it expires
_PAGE_SIZE = "500"  # the largest Fortnox gives
_WORDS = 300


class FortnoxApi:
    """Requests within the limit Fortnox sets (25 in 5 s) are up to the caller; beyond it Fortnox
    answers 429, which is LedgerUnavailableError as is everything that is no answer."""

    def __init__(
        self,
        *,
        api_url: str,
        token_url: str,
        tenant_id: str,
        client_id: str,
        client_secret: str,
        http: LedgerHttp,
    ) -> None:
        self._api_url = api_url
        self._token_url = token_url
        self._tenant_id = tenant_id
        self._basic = b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._http = http
        self._token = ""
        self._token_ends = 0.0  # by the monotonic clock

    def get(self, path: str) -> dict[str, Any] | None:
        """The object there; None if there is none."""
        answer = self._ask("GET", path, None, None)
        return None if answer.status == _NOT_FOUND else _object(answer)

    def list_all(self, path: str, name: str, params: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The members of a list, such as `Invoices`, page by page as they are needed."""
        page = pages = 1
        while page <= pages:
            asked = {**params, "limit": _PAGE_SIZE, "page": str(page)}
            content = _object(self._ask("GET", path, None, asked))
            match content:
                case {"MetaInformation": {"@TotalPages": int() as pages}}:
                    yield from _objects(content.get(name))
                case _:
                    raise _no_answer()
            page += 1

    def send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """POST or PUT. Raises LedgerRejectedError with Fortnox's words."""
        return _object(self._ask(method, path, body, None))

    def act(self, method: str, path: str) -> None:
        """Have something done whose answer says nothing more, and may be a document."""
        answer = self._ask(method, path, None, None)
        if not answer.is_ok:
            raise _refusal(answer)

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        params: Mapping[str, str] | None,
    ) -> HttpAnswer:
        """Once more with a fresh token after 401: nothing was done then."""
        is_fresh = monotonic() >= self._token_ends
        answer = self._send(method, path, body, params, is_fresh=is_fresh)
        if answer.status == _UNAUTHORIZED and not is_fresh:
            answer = self._send(method, path, body, params, is_fresh=True)
        if answer.status in {_UNAUTHORIZED, _FORBIDDEN}:
            raise LedgerRejectedError(f"Fortnox refuses the credentials: {_words_of(answer)}")
        return answer

    def _send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        params: Mapping[str, str] | None,
        *,
        is_fresh: bool,
    ) -> HttpAnswer:
        if is_fresh:
            self._fetch_token()
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return self._http.request(
            method,
            f"{self._api_url}/3/{path}",
            headers=headers,
            body=None if body is None else write_json(body),
            params=params,
        )

    def _fetch_token(self) -> None:
        self._token_ends = 0.0
        asked_at = monotonic()
        answer = self._http.request(
            "POST",
            self._token_url,
            headers={
                "Authorization": f"Basic {self._basic}",
                "Content-Type": "application/x-www-form-urlencoded",
                "TenantId": self._tenant_id,
            },
            body=urlencode({"grant_type": "client_credentials"}).encode(),
        )
        if not answer.is_ok:
            raise LedgerRejectedError(f"Fortnox refuses the credentials: {_words_of(answer)}")
        match answer.json():
            case {"access_token": str() as token, "expires_in": int() as seconds}:
                self._token = token
                self._token_ends = asked_at + seconds - _EARLIER
            case _:
                raise _no_answer()


def _object(answer: HttpAnswer) -> dict[str, Any]:
    if not answer.is_ok:
        raise _refusal(answer)
    content = answer.json()
    if not isinstance(content, dict):
        raise _no_answer()
    return content


def _objects(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise _no_answer()
    return value


def _refusal(answer: HttpAnswer) -> LedgerRejectedError:
    return LedgerRejectedError(f"Fortnox: {_words_of(answer)}")


def _no_answer() -> LedgerUnavailableError:
    return LedgerUnavailableError("Fortnox answered with what is no answer to the request")


def _words_of(answer: HttpAnswer) -> str:
    """The message and code of an error, whose names come in capitals, small letters, and mixed;
    errors of the token endpoint are OAuth's."""
    try:
        content = _lower(answer.json())
    except LedgerUnavailableError:
        content = None
    match content:
        case {"errorinformation": {"message": str() as message, "code": code}}:
            words = f"{message} ({code})"
        case {"errorinformation": {"message": str() as message}}:
            words = message
        case {"error": str() as error, "error_description": str() as description}:
            words = f"{error}, {description}"
        case {"message": str() as message} | {"error": str() as message}:
            words = message
        case _:
            words = f"status {answer.status}"
    return words[:_WORDS]


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {name.lower(): _lower(member) for name, member in value.items()}
    return value
