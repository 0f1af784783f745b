"""What Billogram tells by webhook, signed as its documentation says."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from hmac import new as hmac
from typing import Any

import pytest

from agentline.adapters.ledgers.billogram import BillogramSecret
from agentline.adapters.ledgers.billogram_mailbox import BillogramMailbox
from agentline.billing_ports import ForgedMessageError, MalformedMessageError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from tests.examples import NOON

SECRET = "sekret"
AT = f"{int(NOON.timestamp())}.141119"

PAID: dict[str, Any] = {
    "callback_id": "9ec1c43a",
    "callback_timestamp": "2026-03-10T11:59:51.706784Z",
    "callback_type": "BillogramEvent",
    "custom": "100001-0001",
    "billogram": {
        "id": "7Wy4g4tQ",
        "ocr_number": "123456789",
        "state": "PartlyPaid",
        "total_sum": 346,
        "remaining_sum": 145.5,
    },
    "event": {
        "type": "Payment",
        "created_at": "2026-03-09 13:28:51",
        "event_uuid": "a5d17b76",
        "billogram_id": "7Wy4g4tQ",
        "data": {"amount": 200.5, "payer_name": "Siv Exempel", "remaining_sum": 145.5},
    },
}
RECALLED: dict[str, Any] = {
    "callback_id": "9ec1c43b",
    "callback_timestamp": "2026-03-10T11:59:51.706784Z",
    "callback_type": "PaymentRecalled",
    "payment_recall": {
        "incoming_payment_id": "9d950c80",
        "executed_on": "2026-03-08",
        "total_amount": 200.5,
        "payables": [
            {
                "type": "Billogram",
                "billogram": {
                    "id": "7Wy4g4tQ",
                    "remaining_amount": 346,
                    "state": "Overdue",
                    "event": {
                        "type": "PaymentRecalled",
                        "event_uuid": "0bfec254",
                        "data": {
                            "recalled_amount": 200.5,
                            "related_payment_event_uuids": ["a5d17b76"],
                        },
                    },
                },
            },
            {"type": "Fee"},
        ],
    },
}


def changed(told: dict[str, Any], **more: Any) -> dict[str, Any]:
    """With parts of its event replaced."""
    return {**told, "event": {**told["event"], **more}}


def recalled(**more: Any) -> dict[str, Any]:
    """With parts of the data of its one recall replaced."""
    copy: dict[str, Any] = json.loads(json.dumps(RECALLED))
    copy["payment_recall"]["payables"][0]["billogram"]["event"]["data"].update(more)
    return copy


def body_of(told: Any) -> bytes:
    return told if isinstance(told, bytes) else json.dumps(told).encode()


def signed(body: bytes, *, secret: str = SECRET, at: str = AT, prefix: str = "") -> dict[str, str]:
    signature = hmac(secret.encode(), f"{at}:".encode() + body, sha256).hexdigest()
    return {
        f"{prefix}billogram-request-timestamp": at,
        f"{prefix}billogram-signature": signature,
    }


def a_mailbox(*secrets: str) -> BillogramMailbox:
    return BillogramMailbox(
        BillogramSecret.model_validate(
            {"api_user": "u", "api_key": "k", "webhook_secrets": secrets or (SECRET,)}
        )
    )


def read(told: Any) -> list[LedgerEvent]:
    body = body_of(told)
    return list(a_mailbox().read(signed(body), body, NOON))


def test_f23_a_payment_of_a_part_is_a_payment_of_that_much() -> None:
    assert read(PAID) == [
        LedgerEvent(
            source="billogram",
            id="a5d17b76",
            kind=EventKind.PAYMENT,
            payment="a5d17b76",
            amount=sek(20_050),
            bank_date=date(2026, 3, 9),
            reference="100001-0001",
            ocr="123456789",
            ledger_id="7Wy4g4tQ",
            text="Billogram: Payment",
        )
    ]


def test_the_documented_example_is_read_with_the_little_it_says() -> None:
    body = (
        b'{"callback_id":"c-1","callback_type":"BillogramEvent","custom":"basis-17",'
        b'"event":{"type":"Payment","event_uuid":"e-1","data":{"amount":1000,"remaining_sum":0}}}'
    )
    headers = {
        "billogram-request-timestamp": "1550155518.141119",
        "billogram-signature": "c7973fa204ad36fc402f6c379346170a7f1c8289b35759942baa5fa3ae33afad",
    }
    then = datetime.fromtimestamp(1_550_155_520, UTC)
    [event] = a_mailbox().read(headers, body, then)
    assert (event.id, event.amount, event.bank_date, event.reference, event.ledger_id) == (
        "e-1",
        sek(100_000),
        date(2019, 2, 14),
        "basis-17",
        None,
    )


def test_older_header_names_are_known() -> None:
    body = body_of(PAID)
    assert len(a_mailbox().read(signed(body, prefix="x-"), body, NOON)) == 1


@pytest.mark.parametrize("kind", ["Credit", "DeliveryFailed", "BillogramEnded", "Overdue"])
def test_other_events_are_notices(kind: str) -> None:
    [event] = read(changed(PAID, type=kind, data={"amount": "secret"}))
    assert (event.kind, event.payment, event.amount) == (EventKind.NOTICE, None, None)
    assert (event.text, event.reference) == (f"Billogram: {kind}", "100001-0001")


@pytest.mark.parametrize("amount", [0, -5])
def test_a_payment_of_nothing_is_a_notice(amount: int) -> None:
    [event] = read(changed(PAID, data={"amount": amount}))
    assert event.kind is EventKind.NOTICE


def test_callbacks_about_anything_else_say_nothing() -> None:
    assert read({"callback_id": "c", "callback_type": "RecipientUpdated", "recipient": {}}) == []


def test_f21_an_event_told_again_has_the_id_it_had() -> None:
    assert read({**PAID, "callback_id": "another"}) == read(PAID)
    [nameless] = read(changed(PAID, event_uuid=None))
    assert nameless.id == "9ec1c43a"


@pytest.mark.parametrize("seconds", [-301, 302])
def test_f21_an_old_message_is_refused(seconds: int) -> None:
    body = body_of(PAID)
    with pytest.raises(ForgedMessageError):
        a_mailbox().read(signed(body, at=str(int(NOON.timestamp()) + seconds)), body, NOON)


def test_f22_a_recall_names_the_payment_it_takes_back() -> None:
    [payment] = read(PAID)
    [recall] = read(RECALLED)
    assert (recall.kind, recall.payment, recall.amount) == (
        EventKind.RECALL,
        payment.payment,
        payment.amount,
    )
    assert (recall.id, recall.bank_date, recall.ledger_id) == (
        "0bfec254",
        date(2026, 3, 8),
        "7Wy4g4tQ",
    )


@pytest.mark.parametrize("payments", [[], ["a5d17b76", "18bc4eb0"]])
def test_f22_a_recall_of_no_payment_or_of_several_is_left_to_staff(payments: list[str]) -> None:
    [event] = read(recalled(related_payment_event_uuids=payments))
    assert (event.kind, event.payment, event.amount) == (EventKind.NOTICE, None, sek(20_050))
    assert all(payment in event.text for payment in payments)


def test_f25_another_currency_and_an_unknown_invoice_are_told_as_they_are() -> None:
    other = {**PAID, "custom": None, "billogram": {"id": "unknown", "currency": "EUR"}}
    [event] = read(other)
    assert (event.amount, event.reference, event.ocr, event.ledger_id) == (
        Money(20_050, "EUR"),
        None,
        None,
        "unknown",
    )


def test_f20_a_message_signed_by_somebody_else_is_forged() -> None:
    body = body_of(PAID)
    for headers in ({}, {"billogram-signature": "00"}, signed(body, secret="other")):
        with pytest.raises(ForgedMessageError):
            a_mailbox().read(headers, body, NOON)


def test_f20_a_message_changed_on_the_way_is_forged() -> None:
    body = body_of(PAID)
    with pytest.raises(ForgedMessageError):
        a_mailbox().read(signed(body), body.replace(b"200.5", b"900.5"), NOON)


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"callback_id": "a", "callback_id": "b"}',
        {"callback_type": "BillogramEvent", "callback_id": "c"},
        changed(PAID, data=None),
        changed(PAID, data={"amount": "200.5"}),
        changed(PAID, data={"amount": True}),
        changed(PAID, data={"amount": 200.505}),
        changed(PAID, data={"amount": 10**20}),
        changed(PAID, created_at="yesterday"),
        changed(PAID, created_at=5),
        {**PAID, "billogram": {"id": 7}},
        recalled(recalled_amount=None),
        recalled(related_payment_event_uuids="a5d17b76"),
        {**RECALLED, "payment_recall": {}},
    ],
)
def test_f20_a_signed_message_that_billogram_would_not_write_is_malformed(told: Any) -> None:
    with pytest.raises(MalformedMessageError) as caught:
        read(told)
    assert "Siv" not in str(caught.value)


def test_f26_while_a_key_is_replaced_both_are_valid() -> None:
    body = body_of(PAID)
    mailbox = a_mailbox("new", "old")
    for secret in ("new", "old"):
        assert len(mailbox.read(signed(body, secret=secret), body, NOON)) == 1
