"""The invoice functions, loaded as the runtime loads them, and a desk that does as it is told."""

import importlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType

import pytest

from agentline.adapters.ledgers.webhook import WebhookMailbox, WebhookSecret
from agentline.billing_ports import LedgerMailbox
from agentline.domain.ledger_event import LedgerEvent
from tests.examples import NOON

OLD_SECRET, NEW_SECRET = (f"whsec_{letter * 64}" for letter in "OD")
ENVIRONMENT = {
    "AGENTLINE_BILLING": json.dumps(
        {
            "due_days": 30,
            "rounding": "off",
            "limit_step": "500.00",
            "limit_cap": "5000.00",
            "limit_days": 30,
            "address_days": 90,
        }
    ),
    "AGENTLINE_LEDGER": '{"kind":"webhook","url":"https://ledger.example"}',
    "AGENTLINE_LEDGER_SECRET": "arn:secret/ledger",
    "AGENTLINE_DISPATCH_MACHINE": "arn:states:stateMachine:dispatch",
    "AGENTLINE_SETTLE_MACHINE": "arn:states:stateMachine:settle",
    "AGENTLINE_DELIVERY_QUEUE_URL": "http://127.0.0.1:9/queue",
}


class StoreDownError(Exception):
    """The store does not answer."""


@dataclass
class FakeDesk:
    """Takes events in and starts their settling, as far as taking in goes.

    `is_down` is the store, `secret_is_missing` Secrets Manager.
    """

    taken: dict[tuple[str, str], LedgerEvent] = field(default_factory=dict)
    settling: list[str] = field(default_factory=list)
    is_down: bool = False
    secret_is_missing: bool = False
    now: datetime = NOON

    @property
    def book(self) -> "FakeDesk":
        return self

    @property
    def executions(self) -> "FakeDesk":
        return self

    def clock(self) -> datetime:
        return self.now

    def mailbox(self, provider: str) -> LedgerMailbox | None:
        if self.secret_is_missing:
            raise LookupError("no such secret")
        if provider != "webhook":
            return None
        return WebhookMailbox(WebhookSecret(webhook_secrets=(NEW_SECRET, OLD_SECRET)))

    def take_in(self, event: LedgerEvent, _now: datetime) -> bool:
        if self.is_down:
            raise StoreDownError("Anna Andersson")
        is_new = (event.source, event.id) not in self.taken
        self.taken[event.source, event.id] = event
        return is_new

    def start_settling(self, event: str, _attempt: int) -> None:
        self.settling.append(event)


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module `invoice.<name>`."""
    for variable, value in ENVIRONMENT.items():
        monkeypatch.setenv(variable, value)
    return importlib.import_module(f"invoice.{name}")


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """All that was logged, with every field."""
    return str([vars(record) for record in caplog.records])
