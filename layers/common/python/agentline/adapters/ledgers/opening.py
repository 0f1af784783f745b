"""The ledger a deployment has chosen, by its settings and its secret (docs/ledgers.md)."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from agentline.adapters.ledgers.billogram import (
    BillogramLedger,
    BillogramSecret,
    BillogramSettings,
)
from agentline.adapters.ledgers.billogram_mailbox import BillogramMailbox
from agentline.adapters.ledgers.fortnox import FortnoxLedger, FortnoxSecret, FortnoxSettings
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.manual import ManualLedger, ManualSettings
from agentline.adapters.ledgers.stripe import StripeLedger, StripeSecret, StripeSettings
from agentline.adapters.ledgers.stripe_mailbox import StripeMailbox
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from agentline.adapters.ledgers.webhook import (
    WebhookLedger,
    WebhookMailbox,
    WebhookSecret,
    WebhookSettings,
)
from agentline.billing_ports import Ledger, LedgerMailbox

# A rotated secret is met within this time; both are valid meanwhile (fault 26).
SECRET_KEPT_SECONDS = 300.0


class LedgerSettingsError(ValueError):
    """The settings name no ledger, or not what it needs. The message names no secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    settings: type[BaseModel]
    secret: type[BaseModel]
    ledger: Callable[[Any, Any, LedgerHttp], Ledger]
    mailbox: Callable[[Any], LedgerMailbox] | None = None


_KINDS = {
    "webhook": _Kind(
        settings=WebhookSettings,
        secret=WebhookSecret,
        ledger=WebhookLedger,
        mailbox=WebhookMailbox,
    ),
    "stripe": _Kind(
        settings=StripeSettings, secret=StripeSecret, ledger=StripeLedger, mailbox=StripeMailbox
    ),
    "billogram": _Kind(
        settings=BillogramSettings,
        secret=BillogramSecret,
        ledger=BillogramLedger,
        mailbox=BillogramMailbox,
    ),
    "fortnox": _Kind(settings=FortnoxSettings, secret=FortnoxSecret, ledger=FortnoxLedger),
    "tryton": _Kind(settings=TrytonSettings, secret=TrytonSecret, ledger=TrytonLedger),
}


class ChosenLedger:
    """Opens the ledger when it is first needed, and anew when its secret was rotated."""

    def __init__(self, settings_json: str, read_secret: Callable[[], str]) -> None:
        self._settings = json.loads(settings_json)
        self._read_secret = read_secret
        self._secret: tuple[float, str] | None = None
        self._opened: tuple[str, Ledger] | None = None

    @property
    def kind(self) -> str:
        return str(self._settings["kind"])

    def ledger(self) -> Ledger:
        """Raises LedgerSettingsError."""
        if self.kind == "manual":
            _check(ManualSettings, self._settings)
            return ManualLedger()
        secret = self._fresh_secret()
        if self._opened is None or self._opened[0] != secret:
            self._opened = secret, self._open(secret)
        return self._opened[1]

    def mailbox(self, provider: str) -> LedgerMailbox | None:
        """Who reads what this provider sends: only the chosen ledger is listened to."""
        kind = _KINDS.get(self.kind)
        if provider != self.kind or kind is None or kind.mailbox is None:
            return None
        return kind.mailbox(_check(kind.secret, json.loads(self._fresh_secret())))

    def _open(self, secret: str) -> Ledger:
        kind = _KINDS.get(self.kind)
        if kind is None:
            known = ", ".join(["manual", *_KINDS])
            raise LedgerSettingsError(f"there is no ledger {self.kind!r} (there are: {known})")
        settings = _check(kind.settings, self._settings)
        return kind.ledger(settings, _check(kind.secret, json.loads(secret)), LedgerHttp())

    def _fresh_secret(self) -> str:
        if self._secret is None or time.monotonic() >= self._secret[0]:
            self._secret = time.monotonic() + SECRET_KEPT_SECONDS, self._read_secret()
        return self._secret[1]


def _check[Model: BaseModel](model: type[Model], values: object) -> Model:
    try:
        return model.model_validate_json(json.dumps(values))
    except ValidationError as error:
        # Pydantic's words may hold what it was given, which may be the secret.
        names = ", ".join(".".join(map(str, found["loc"])) or "it" for found in error.errors())
        raise LedgerSettingsError(f"{model.__name__}: {names} is wrong or missing") from None
