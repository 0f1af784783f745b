"""Billogram's API v2 as it is spoken: JSON in an envelope, amounts as numbers in kronor."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, NoReturn

from agentline.adapters.ledgers.http import HttpAnswer, LedgerHttp
from agentline.adapters.ledgers.json_text import write_json
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError

NOT_FOUND = 404


class BillogramApi:
    """Raises LedgerRejectedError and LedgerUnavailableError only."""

    def __init__(self, base_url: str, user: str, key: str, http: LedgerHttp) -> None:
        self._base_url = base_url.rstrip("/")
        self._headers = {
            "Authorization": f"Basic {b64encode(f'{user}:{key}'.encode()).decode()}",
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        self._http = http

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return self.content(self.ask("GET", path, params=params))

    def post(self, path: str, content: object) -> Any:
        return self.content(self.ask("POST", path, content))

    def put(self, path: str, content: object) -> Any:
        return self.content(self.ask("PUT", path, content))

    def ask(
        self,
        method: str,
        path: str,
        content: object = None,
        *,
        params: Mapping[str, str] | None = None,
    ) -> HttpAnswer:
        """An answer of 2xx, or of 4xx to be looked at before `content` refuses it."""
        return self._http.request(
            method,
            self._base_url + path,
            headers=self._headers,
            body=None if content is None else write_json(content),
            params=params,
        )

    def content(self, answer: HttpAnswer) -> Any:
        """What is in the envelope."""
        envelope = answer.json()
        if not isinstance(envelope, dict) or "data" not in envelope:
            raise wrong_shape()
        if not answer.is_ok:
            _refuse(answer.status, envelope["data"])
        if envelope.get("status") != "OK":
            raise wrong_shape()
        return envelope["data"]


def refused_field(answer: HttpAnswer) -> str | None:
    """The field a 400 is about."""
    envelope = answer.json() if answer.status == 400 else None
    told = envelope.get("data") if isinstance(envelope, dict) else None
    field = told.get("field") if isinstance(told, dict) else None
    return field if isinstance(field, str) else None


def wrong_shape() -> LedgerUnavailableError:
    return LedgerUnavailableError("Billogram answered with what is not in its documentation")


def _refuse(status: int, told: Any) -> NoReturn:
    if status in (401, 403):
        raise LedgerRejectedError(
            f"Billogram refuses our API user, or it may not do this ({status})"
        )
    words = told.get("message") if isinstance(told, dict) else None
    if not isinstance(words, str):
        raise LedgerUnavailableError(f"Billogram answered {status}")
    place = told.get("field_path")
    raise LedgerRejectedError(f"Billogram: {words}" + (f" ({place})" if place else ""))
