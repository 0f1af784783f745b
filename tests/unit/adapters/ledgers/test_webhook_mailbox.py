"""What a webhook ledger tells us is read with suspicion."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from agentline.adapters.ledgers.signatures import sign_standard
from agentline.adapters.ledgers.webhook import (
    LONGEST_MESSAGE,
    WebhookMailbox,
    WebhookSecret,
)
from agentline.billing_ports import (
    ForgedMessageError,
    MalformedMessageError,
)
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from tests.examples import NOON
from tests.unit.billing_service.stage import FOREIGN, NEW, OLD

SECRET = WebhookSecret(webhook_secrets=(NEW, OLD))
DATA = {
    "payment": "pay_1",
    "amount": "450.33",
    "currency": "SEK",
    "bank_date": "2026-03-09",
    "reference": "100001-0001",
    "ocr": "1000010001008",
    "invoice": "inv_10001",
    "payer": "Siv Exempel",
}
PAID: dict[str, Any] = {
    "type": "payment.received",
    "timestamp": "2026-03-10T12:00:00Z",
    "data": DATA,
}


def with_data(**changes: Any) -> dict[str, Any]:
    return {**PAID, "data": {**DATA, **changes}}


def read(content: Any, *, event_id: str = "evt_1", secret: str = NEW) -> tuple[LedgerEvent, ...]:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    headers = sign_standard([secret], event_id, NOON, body)
    return WebhookMailbox(SECRET).read(headers, body, NOON)


def test_a_payment_is_read() -> None:
    assert read(PAID) == (
        LedgerEvent(
            source="webhook",
            id="evt_1",
            kind=EventKind.PAYMENT,
            payment="pay_1",
            amount=sek(45_033),
            bank_date=date(2026, 3, 9),
            reference="100001-0001",
            ocr="1000010001008",
            ledger_id="inv_10001",
            text="Siv Exempel",
        ),
    )


def test_a_recall_names_the_payment_it_takes_back() -> None:
    [event] = read({**PAID, "type": "payment.recalled"}, event_id="evt_2")
    assert (event.kind, event.id, event.payment) == (EventKind.RECALL, "evt_2", "pay_1")


def test_f25_a_payment_of_nothing_known_and_in_other_money_is_read_all_the_same() -> None:
    known = {name: DATA[name] for name in ("payment", "amount", "bank_date")}
    [event] = read({**PAID, "data": {**known, "currency": "EUR", "ocr": None}})
    assert event.amount == Money(45_033, "EUR")
    assert (event.reference, event.ocr, event.ledger_id, event.text) == (None, None, None, "")


def test_a_notice_has_words_for_staff() -> None:
    data = {"text": "Brevet kom i retur", "reference": "100001-0001"}
    [event] = read({**PAID, "type": "invoice.notice", "data": data})
    assert (event.kind, event.text, event.amount) == (EventKind.NOTICE, "Brevet kom i retur", None)
    assert event.bank_date == date(2026, 3, 10)


def test_types_we_do_not_know_say_nothing() -> None:
    assert read({**PAID, "type": "customer.updated", "data": {"x": [1]}}) == ()


def test_f26_the_old_secret_still_opens() -> None:
    assert len(read(PAID, secret=OLD)) == 1


def test_f20_a_forged_payment_is_not_read() -> None:
    with pytest.raises(ForgedMessageError):
        read(PAID, secret=FOREIGN)
    with pytest.raises(ForgedMessageError):
        WebhookMailbox(SECRET).read({}, b"{}", NOON)


def test_f21_an_old_payment_is_not_read() -> None:
    body = json.dumps(PAID).encode()
    headers = sign_standard([NEW], "evt_1", NOON, body)
    with pytest.raises(ForgedMessageError):
        WebhookMailbox(SECRET).read(headers, body, NOON + timedelta(minutes=6))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"paid"',
        b"NaN",
        b"[" * 50_000,
        b'{"a":' * 10_000,
        b"9" * 5_000,
        b'{"type":"payment.received","type":"x"}',
        json.dumps(PAID).replace('"450.33"', '"450.33", "amount": "1.00"').encode(),
        json.dumps(PAID).replace('"450.33"', "NaN").encode(),
        json.dumps(PAID).replace('"450.33"', "450.33").encode(),
        json.dumps(PAID).encode("utf-16"),
        json.dumps(with_data(payer="x" * LONGEST_MESSAGE)).encode(),
        {},
        {**PAID, "more": 1},
        {**PAID, "data": []},
        {**PAID, "type": 1},
        {**PAID, "type": "PAYMENT\n"},
        {**PAID, "timestamp": 1_773_144_000},
        {**PAID, "timestamp": "2026-03-10T12:00:00"},
        {**PAID, "timestamp": "2026-03-10"},
        {**PAID, "timestamp": "2026-13-10T12:00:00Z"},
        {**PAID, "type": "invoice.notice"},
        {**PAID, "type": "invoice.notice", "data": {"text": ""}},
        with_data(paid=True),
        with_data(amount=450),
        with_data(amount="0.00"),
        with_data(amount="-1.00"),
        with_data(amount="1e3"),
        with_data(amount="1_000.00"),
        with_data(amount="450.333"),
        with_data(amount="450,33"),
        with_data(amount="٤٥٠.٣٣"),
        with_data(amount="9" * 13 + ".00"),
        with_data(amount="450.33\n"),
        with_data(amount=None),
        with_data(currency="kr"),
        with_data(currency="sek"),
        with_data(bank_date="2026-02-30"),
        with_data(bank_date="9999-01-01"),
        with_data(bank_date=20_260_309),
        with_data(bank_date="2026-03-09T00:00:00Z"),
        with_data(payment=""),
        with_data(payment="pay#1"),
        with_data(payment="p" * 101),
        with_data(payment=True),
        with_data(reference="1#2"),
        with_data(ocr="12 34"),
        with_data(ocr=1_000_010_001_008),
        with_data(payer="\ud800"),
        with_data(payer={"name": "Siv"}),
    ],
    ids=lambda content: repr(content)[:40],
)
def test_f34_whatever_else_is_signed_is_malformed_and_nothing_worse(content: Any) -> None:
    with pytest.raises(MalformedMessageError) as refused:
        read(content)
    assert "Siv" not in str(refused.value)


@pytest.mark.parametrize("event_id", ["evt#1", "evt 1", "e" * 101, "å"])
def test_f34_an_event_id_that_would_not_stay_itself_in_a_key_is_refused(event_id: str) -> None:
    with pytest.raises((MalformedMessageError, ForgedMessageError)):
        read(PAID, event_id=event_id)
