"""What Stripe tells by webhook, signed by its own SDK and made of fields its SDK knows."""

import json
from datetime import date, timedelta
from typing import Any, get_args

import pytest
import stripe
from stripe.params import WebhookEndpointCreateParams

from agentline.adapters.ledgers.stripe import StripeSecret
from agentline.adapters.ledgers.stripe_mailbox import StripeMailbox
from agentline.billing_ports import ForgedMessageError, MalformedMessageError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from tests.examples import NOON
from tests.unit.adapters.ledgers.stripe_parameters import parameter_types

SECRET = "whsec_test"
NOW = int(NOON.timestamp())

PAID: dict[str, Any] = {
    "id": "inpay_1",
    "object": "invoice_payment",
    "amount_paid": 20_000,
    "amount_requested": 34_600,
    "currency": "sek",
    "invoice": "in_1",
    "is_default": True,
    "payment": {"type": "payment_intent", "payment_intent": "pi_1"},
    "status": "paid",
    "status_transitions": {"canceled_at": None, "paid_at": NOW - 86_400},
}
CHARGE: dict[str, Any] = {
    "id": "ch_1",
    "object": "charge",
    "amount": 20_000,
    "amount_refunded": 5_000,
    "currency": "sek",
    "payment_intent": "pi_1",
    "refunded": False,
}
DISPUTE: dict[str, Any] = {
    "id": "dp_1",
    "object": "dispute",
    "amount": 20_000,
    "charge": "ch_1",
    "currency": "sek",
    "payment_intent": "pi_1",
    "status": "needs_response",
}
INVOICE: dict[str, Any] = {
    "id": "in_1",
    "object": "invoice",
    "number": "AGENT-0001",
    "amount_paid": 34_600,
    "metadata": {"agentline_basis": "100001-0001"},
}


def event_of(kind: str, subject: Any, *, previous: Any = None, number: int = 1) -> bytes:
    told: dict[str, Any] = {"object": subject}
    if previous is not None:
        told["previous_attributes"] = previous
    event = {
        "id": f"evt_{number}",
        "object": "event",
        "api_version": stripe.api_version,
        "created": NOW,
        "type": kind,
        "data": told,
        "livemode": False,
    }
    return json.dumps(event).encode()


def signed(body: bytes, *, secret: str = SECRET, at: int = NOW) -> dict[str, str]:
    """Signed by the SDK."""
    signature = stripe.WebhookSignature._compute_signature(  # noqa: SLF001
        f"{at}.{body.decode('utf-8', 'replace')}", secret
    )
    return {"stripe-signature": f"t={at},v1={signature}"}


def read(body: bytes) -> list[LedgerEvent]:
    return list(a_mailbox().read(signed(body), body, NOON))


def a_mailbox(*secrets: str) -> StripeMailbox:
    return StripeMailbox(
        StripeSecret.model_validate(
            {"api_key": "sk_test_agentline", "webhook_secrets": secrets or (SECRET,)}
        )
    )


def test_f23_a_payment_of_a_part_is_a_payment_of_that_much() -> None:
    [event] = read(event_of("invoice_payment.paid", PAID))
    assert event == LedgerEvent(
        source="stripe",
        id="invoice_payment.paid:inpay_1",
        kind=EventKind.PAYMENT,
        payment="pi_1",
        amount=sek(20_000),
        bank_date=date(2026, 3, 9),
        ledger_id="in_1",
    )


@pytest.mark.parametrize(
    ("payer", "payment"),
    [
        ({"type": "charge", "charge": "ch_9"}, "ch_9"),
        ({"type": "payment_record", "payment_record": "pr_9"}, "pr_9"),
        ({"type": "payment_record"}, "inpay_1"),
    ],
)
def test_a_payment_is_known_by_what_paid_it(payer: dict[str, str], payment: str) -> None:
    [event] = read(event_of("invoice_payment.paid", {**PAID, "payment": payer}))
    assert event.payment == payment


def test_a_paid_invoice_is_not_counted_beside_its_payments() -> None:
    [event] = read(event_of("invoice.paid", INVOICE))
    assert (event.kind, event.amount, event.reference, event.ledger_id) == (
        EventKind.NOTICE,
        None,
        "100001-0001",
        "in_1",
    )
    assert event.text == "Stripe: invoice.paid AGENT-0001"


@pytest.mark.parametrize(
    "kind", ["invoice.payment_failed", "invoice.voided", "invoice.overpaid", "refund.failed"]
)
def test_other_news_are_notices(kind: str) -> None:
    [event] = read(event_of(kind, {**INVOICE, "metadata": None}))
    assert (event.kind, event.id, event.payment) == (EventKind.NOTICE, "evt_1", None)


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("customer.updated", {"id": "cus_1", "object": "customer"}),
        ("invoice.finalized", INVOICE),
        ("refund.created", {"id": "re_1", "object": "refund", "amount": 5_000}),
        ("invoice_payment.paid", {**PAID, "amount_paid": 0}),
        ("charge.refunded", {**CHARGE, "amount_refunded": 0}),
    ],
)
def test_what_is_of_no_use_is_nothing(kind: str, subject: dict[str, Any]) -> None:
    assert read(event_of(kind, subject)) == []


def test_f21_an_event_told_again_has_the_id_it_had_even_as_another_event() -> None:
    first = read(event_of("invoice_payment.paid", PAID))
    assert read(event_of("invoice_payment.paid", PAID, number=2)) == first
    refunded = event_of("charge.refunded", CHARGE, previous={"amount_refunded": 0})
    assert read(refunded) == read(refunded)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_f21_an_old_message_is_refused(seconds: int) -> None:
    body = event_of("invoice_payment.paid", PAID)
    with pytest.raises(ForgedMessageError):
        a_mailbox().read(signed(body, at=NOW + seconds), body, NOON)


def test_f22_refunds_of_one_charge_are_recalls_of_their_own_of_the_same_payment() -> None:
    [paid] = read(event_of("invoice_payment.paid", PAID))
    [first] = read(event_of("charge.refunded", CHARGE, previous={"amount_refunded": 0}))
    more = {**CHARGE, "amount_refunded": 20_000, "refunded": True}
    [second] = read(event_of("charge.refunded", more, previous={"amount_refunded": 5_000}))
    assert [(one.kind, one.amount, one.payment) for one in (first, second)] == [
        (EventKind.RECALL, sek(5_000), paid.payment),
        (EventKind.RECALL, sek(15_000), paid.payment),
    ]
    assert len({paid.id, first.id, second.id}) == 3


def test_f22_a_dispute_takes_the_payment_back() -> None:
    [event] = read(event_of("charge.dispute.created", DISPUTE))
    assert (event.kind, event.amount, event.payment, event.id) == (
        EventKind.RECALL,
        sek(20_000),
        "pi_1",
        "charge.dispute.created:dp_1",
    )


def test_f22_a_question_of_the_bank_moves_no_money() -> None:
    body = event_of("charge.dispute.created", {**DISPUTE, "status": "warning_needs_response"})
    [event] = read(body)
    assert event.kind is EventKind.NOTICE


def test_f25_another_currency_and_an_unknown_invoice_are_told_as_they_are() -> None:
    [event] = read(event_of("invoice_payment.paid", {**PAID, "currency": "eur", "invoice": "in_9"}))
    assert (event.amount, event.ledger_id) == (Money(20_000, "EUR"), "in_9")


def test_f20_a_message_signed_by_somebody_else_is_forged() -> None:
    body = event_of("invoice_payment.paid", PAID)
    for headers in ({}, {"stripe-signature": "t=1"}, signed(body, secret="whsec_other")):
        with pytest.raises(ForgedMessageError):
            a_mailbox().read(headers, body, NOON)


def test_f20_a_message_changed_on_the_way_is_forged() -> None:
    body = event_of("invoice_payment.paid", PAID)
    with pytest.raises(ForgedMessageError):
        a_mailbox().read(signed(body), body.replace(b"20000", b"90000"), NOON)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"not JSON",
        b'{"id": "evt_1", "id": "evt_2"}',
        b"[" * 100_000,
        event_of("invoice_payment.paid", {}),
        event_of("invoice_payment.paid", {**PAID, "amount_paid": "20000"}),
        event_of("invoice_payment.paid", {**PAID, "amount_paid": 20_000.5}),
        event_of("invoice_payment.paid", {**PAID, "currency": "kronor"}),
        event_of("invoice_payment.paid", {**PAID, "status_transitions": {"paid_at": 10**20}}),
        event_of("charge.refunded", CHARGE, previous={"amount_refunded": None}),
        event_of("charge.dispute.created", {**DISPUTE, "amount": True}),
        event_of("invoice.paid", None),
    ],
)
def test_f20_a_signed_message_that_stripe_would_not_write_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedMessageError) as caught:
        read(body)
    assert "20000" not in str(caught.value)


def test_f26_while_a_secret_is_replaced_both_are_valid() -> None:
    body = event_of("invoice_payment.paid", PAID)
    mailbox = a_mailbox("whsec_new", "whsec_old")
    for secret in ("whsec_new", "whsec_old"):
        assert len(mailbox.read(signed(body, secret=secret), body, NOON)) == 1


def test_the_sdk_reads_what_we_read() -> None:
    body = event_of("invoice_payment.paid", PAID)
    far = int(timedelta(days=36_500).total_seconds())  # the SDK asks the machine for the time
    theirs = stripe.Webhook.construct_event(
        body, signed(body)["stripe-signature"], SECRET, tolerance=far
    )
    [ours] = read(body)
    assert theirs.data.object["amount_paid"] == 20_000
    assert ours.amount == sek(theirs.data.object["amount_paid"])


@pytest.mark.parametrize(
    ("subject", "theirs"),
    [
        (PAID, stripe.InvoicePayment),
        (PAID["payment"], stripe.InvoicePayment.Payment),
        (PAID["status_transitions"], stripe.InvoicePayment.StatusTransitions),
        (CHARGE, stripe.Charge),
        (DISPUTE, stripe.Dispute),
        (INVOICE, stripe.Invoice),
    ],
)
def test_the_messages_of_these_tests_are_made_of_fields_the_sdk_knows(
    subject: dict[str, Any], theirs: type[stripe.StripeObject]
) -> None:
    assert subject.keys() <= theirs.__annotations__.keys()


def test_the_sdk_knows_every_event_that_means_something_here() -> None:
    known = repr(get_args(parameter_types(WebhookEndpointCreateParams)["enabled_events"]))
    for kind in (
        "invoice_payment.paid",
        "charge.refunded",
        "charge.dispute.created",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
        "invoice.paid",
        "invoice.overpaid",
        "invoice.payment_failed",
        "invoice.voided",
        "invoice.marked_uncollectible",
        "refund.failed",
    ):
        assert f"'{kind}'" in known
