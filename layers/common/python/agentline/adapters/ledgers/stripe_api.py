"""Stripe's API as it is spoken: forms out, JSON back, keys that make repeating safe.

Shapes and parameter names are those of API version 2026-10-28.endive (stripe-python 16.1).
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NoReturn
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, ValidationError

from agentline.adapters.ledgers.http import HttpAnswer, LedgerHttp
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError

API_VERSION = "2026-10-28.endive"

type Parameter = str | int | bool | Mapping[str, "Parameter"] | Sequence["Parameter"]
type Parameters = Mapping[str, Parameter]

_PAGE = 100  # the most Stripe lists at a time
_MOST_KEYS = 8
_NOT_FOUND = 404


class StripeObject(BaseModel):
    """What is read of one of Stripe's objects; the rest of it is ignored."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: str


class StripeApi:
    """Raises LedgerRejectedError and LedgerUnavailableError only."""

    def __init__(self, base_url: str, api_key: str, http: LedgerHttp) -> None:
        self._base_url = base_url.rstrip("/")
        self._api_key = api_key
        self._http = http

    def get[Read: StripeObject](
        self, model: type[Read], path: str, parameters: Parameters | None = None
    ) -> Read:
        return _read(model, _content(self._send("GET", path, parameters or {})))

    def list_all[Read: StripeObject](
        self, model: type[Read], path: str, parameters: Parameters
    ) -> Iterator[Read]:
        """Everything listed, page by page. Lists, unlike searches, know what was just written."""
        last: dict[str, str] = {}
        while True:
            page = _content(self._send("GET", path, {**parameters, "limit": _PAGE, **last}))
            listed = page.get("data")
            if not isinstance(listed, list):
                raise _wrong_shape()
            found = [_read(model, one) for one in listed]
            yield from found
            if not (found and page.get("has_more")):
                return
            last = {"starting_after": found[-1].id}

    def search[Read: StripeObject](self, model: type[Read], path: str, query: str) -> list[Read]:
        """The first hundred hits. What was written within the last minute may be missing."""
        found = _content(self._send("GET", path, {"query": query, "limit": _PAGE})).get("data")
        if not isinstance(found, list):
            raise _wrong_shape()
        return [_read(model, one) for one in found]

    def create[Read: StripeObject](
        self, model: type[Read], path: str, parameters: Parameters, step: str
    ) -> Read:
        """Make one thing, or get the one that the same step made within the last day.

        For a day Stripe repeats its first answer to a key, also when it was an error whose cause
        is gone, or what it made was deleted since. Then the step goes on to its next key.
        """
        for key in _keys(step, parameters):
            answer = self._send("POST", path, parameters, key)
            if not _is_replay(answer):
                return _read(model, _content(answer))
            if answer.is_ok:
                made = _read(StripeObject, _content(answer))
                kept = self._send("GET", f"{path}/{made.id}", {})
                if kept.status != _NOT_FOUND and not _content(kept).get("deleted"):
                    return _read(model, _content(kept))
        raise LedgerUnavailableError("Stripe repeats its old answers; wait a day, or ask its staff")

    def change[Read: StripeObject](
        self, model: type[Read], path: str, parameters: Parameters, step: str
    ) -> Read:
        """Do something to a thing, once a day by the same step and parameters if it succeeds."""
        for key in _keys(step, parameters):
            answer = self._send("POST", path, parameters, key)
            if answer.is_ok or not _is_replay(answer):
                return _read(model, _content(answer))
        raise LedgerUnavailableError("Stripe repeats its old answers; wait a day, or ask its staff")

    def update[Read: StripeObject](
        self, model: type[Read], path: str, parameters: Parameters
    ) -> Read:
        """Bring a thing into a state. Needs no key: the second time changes nothing."""
        return _read(model, _content(self._send("POST", path, parameters)))

    def _send(
        self, method: str, path: str, parameters: Parameters, key: str | None = None
    ) -> HttpAnswer:
        form = dict(_fields(parameters))
        headers = {
            "Authorization": f"Bearer {self._api_key}",
            "Stripe-Version": API_VERSION,
            "Accept": "application/json",
        }
        if method == "GET":
            return self._http.request(
                method, self._base_url + path, headers=headers, params=form or None
            )
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        if key:
            headers["Idempotency-Key"] = key
        return self._http.request(
            method, self._base_url + path, headers=headers, body=urlencode(form).encode()
        )


def _fields(value: Parameter, name: str = "") -> Iterator[tuple[str, str]]:
    """{"lines": [{"amount": 100}]} as lines[0][amount]=100."""
    match value:
        case Mapping():
            for member, inner in value.items():
                yield from _fields(inner, f"{name}[{member}]" if name else member)
        case str():
            yield name, value
        case bool():
            yield name, "true" if value else "false"
        case int():
            yield name, str(value)
        case _:
            for index, inner in enumerate(value):
                yield from _fields(inner, f"{name}[{index}]")


def digest(parameters: Parameters) -> str:
    """Differs when anything in them differs."""
    return sha256(urlencode(list(_fields(parameters))).encode()).hexdigest()[:16]


def _keys(step: str, parameters: Parameters) -> Iterator[str]:
    # A key belongs to its parameters: the same one with others is an error for a day.
    return (f"{step}-{digest(parameters)}-{number}" for number in range(1, _MOST_KEYS + 1))


def _is_replay(answer: HttpAnswer) -> bool:
    return answer.headers.get("idempotent-replayed") == "true"


def _content(answer: HttpAnswer) -> dict[str, Any]:
    content = answer.json()
    if not isinstance(content, dict):
        raise _wrong_shape()
    if not answer.is_ok:
        _refuse(answer.status, content.get("error"))
    return content


def _refuse(status: int, error: Any) -> NoReturn:
    if status in (401, 403):
        # Stripe's own words quote parts of the key.
        raise LedgerRejectedError(f"Stripe refuses our API key, or it may not do this ({status})")
    words = error.get("message") if isinstance(error, dict) else None
    if status == 409 or not isinstance(words, str):
        raise LedgerUnavailableError(f"Stripe answered {status}")
    raise LedgerRejectedError(f"Stripe: {words}")


def _read[Read: StripeObject](model: type[Read], content: Any) -> Read:
    try:
        return model.model_validate(content)
    except ValidationError:
        # Its own words would quote the answer, with names and addresses.
        raise _wrong_shape() from None


def _wrong_shape() -> LedgerUnavailableError:
    return LedgerUnavailableError("Stripe answered with what is not in its documentation")
