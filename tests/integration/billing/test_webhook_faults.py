"""Rows 20, 21 and 26 of the fault catalogue: the webhook's own handler over the store."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.ledgers.signatures import sign_standard
from agentline.adapters.ledgers.webhook import WebhookMailbox, WebhookSecret
from agentline.domain.money import sek
from agentline.services.sweep import sweep
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once
from tests.unit.functions.conftest import ENVIRONMENT
from tests.unit.functions.invoicing import NEW_SECRET, OLD_SECRET, load
from tests.unit.functions.test_screen_call_handler import FakeContext

FOREIGN_SECRET = f"whsec_{'F' * 64}"
RAISED = sek(150_000)


@dataclass
class Door:
    """POST /webhooks/webhook, before the real store. `secrets` are those of today."""

    module: ModuleType
    house: House
    secrets: list[str]

    def tell(
        self,
        caller: Caller,
        *,
        event: str,
        secret: str = NEW_SECRET,
        signed_at: datetime | None = None,
        **changes: object,
    ) -> int:
        """A payment of what is due on the customer's first basis; the status of the answer."""
        message = {
            "type": "payment.received",
            "timestamp": "2026-03-10T12:00:00Z",
            "data": {
                "payment": f"p1-{caller.customer}",
                "amount": "985.00",
                "currency": "SEK",
                "bank_date": "2026-03-10",
                "reference": caller.reference(),
                **changes,
            },
        }
        body = json.dumps(message).encode()
        at = signed_at or self.house.clock()
        return self.post(body, sign_standard([secret], f"{event}-{caller.customer}", at, body))

    def post(self, body: bytes, headers: dict[str, str]) -> int:
        event = {
            "pathParameters": {"provider": "webhook"},
            "headers": headers,
            "body": body.decode("latin-1"),
            "isBase64Encoded": False,
        }
        status: int = self.module.handler(event, FakeContext())["statusCode"]
        return status


@pytest.fixture
def door(house: House, monkeypatch: pytest.MonkeyPatch) -> Door:
    for name, value in ENVIRONMENT.items():
        if not name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("AGENTLINE_TABLE", rows.Row.Meta.table_name)
    door = Door(load("webhook", monkeypatch), house, [NEW_SECRET])
    desk = replace(
        house.desk,
        mailbox=lambda _provider: WebhookMailbox(
            WebhookSecret(webhook_secrets=tuple(door.secrets))
        ),
    )
    monkeypatch.setattr(door.module, "desk", desk)
    return door


@pytest.fixture
def caller(house: House) -> Caller:
    return house.invoiced_caller()


def test_f20_what_is_forged_stale_or_malformed_leaves_no_state(
    door: Door, caller: Caller, house: House
) -> None:
    before, account = all_rows(), house.account(caller)
    long_ago = house.clock.now - timedelta(minutes=6)
    assert door.tell(caller, event="a", secret=FOREIGN_SECRET) == 401
    assert door.tell(caller, event="b", signed_at=long_ago) == 401
    assert door.tell(caller, event="c", amount="-1.00") == 400
    assert door.tell(caller, event="d", amount=985) == 400
    assert door.post(b"{}", {}) == 401
    assert door.post(b"\xff\xfe", {"webhook-id": "e", "webhook-signature": "v1,\xff"}) == 401
    assert all_rows() == before
    assert (house.account(caller), house.executions.working) == (account, [])


def test_f20_what_is_signed_is_stored_before_it_is_answered_whatever_comes_after(
    door: Door, caller: Caller, house: House
) -> None:
    house.executions.is_down = True
    assert door.tell(caller, event="a") == 503
    house.executions.is_down = False
    assert door.tell(caller, event="a") == 200
    assert house.executions.working == []
    house.clock.pass_time(timedelta(minutes=5))
    assert sweep(house.desk)["ledger_event"] >= 1
    house.run()
    assert house.account(caller).limit == RAISED


def test_f21_a_replayed_id_is_accepted_and_changes_nothing_however_late(
    door: Door, caller: Caller, house: House
) -> None:
    assert door.tell(caller, event="a") == 200
    house.run()
    account = house.account(caller)
    assert account.limit == RAISED
    for days in (0, 1, 400):
        house.clock.pass_time(timedelta(days=days))
        assert door.tell(caller, event="a") == 200
        house.run()
    assert house.account(caller) == account
    assert "expires" not in event_row(f"a-{caller.customer}")


def test_f21_a_message_sent_by_eight_at_once_is_settled_once(
    door: Door, caller: Caller, house: House
) -> None:
    assert at_once(8, lambda _: door.tell(caller, event="a")) == [200] * 8
    assert len(house.executions.started) == 2  # the dispatch, and one settling
    house.run()
    assert house.payment(caller).applied == {1: sek(98_500)}


def test_f21_one_payment_told_by_two_messages_is_entered_once(
    door: Door, caller: Caller, house: House
) -> None:
    assert [door.tell(caller, event=event) for event in ("a", "b")] == [200, 200]
    house.run()
    assert house.account(caller).prepaid == sek(0)


def test_f26_in_the_window_of_a_rotation_both_secrets_are_good_and_after_it_one(
    door: Door, house: House
) -> None:
    callers = [house.invoiced_caller() for _ in range(3)]
    door.secrets[:] = [NEW_SECRET, OLD_SECRET]
    assert door.tell(callers[0], event="a", secret=OLD_SECRET) == 200
    assert door.tell(callers[1], event="a", secret=NEW_SECRET) == 200
    door.secrets[:] = [NEW_SECRET]
    assert door.tell(callers[2], event="a", secret=OLD_SECRET) == 401
    house.run()
    limits = [house.account(caller).limit for caller in callers]
    assert limits == [RAISED, RAISED, sek(100_000)]


def all_rows() -> set[str]:
    return {str(sorted(row.serialize().items())) for row in rows.Row.scan(consistent_read=True)}


def event_row(event: str) -> dict[str, Any]:
    found: Any = rows.Row.connect().get_item(
        rows.Row.Meta.table_name, f"EVENT#webhook#{event}", "EVENT"
    )
    item: dict[str, Any] = found["Item"]
    return item
