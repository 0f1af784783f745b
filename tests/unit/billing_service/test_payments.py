"""What is paid at the billing service is told to AgentLine, signed, until it has been heard."""

import json
from pathlib import Path

import pytest

from agentline.domain.ledger_event import EventKind
from agentline.domain.money import sek
from local.billing import client
from local.billing.book import BookError
from local.billing.service import BillingService
from tests.unit.billing_service.stage import (
    FOREIGN,
    OLD,
    REFERENCE,
    Endpoint,
    a_ledger,
    a_service,
    an_invoice,
)


@pytest.fixture(autouse=True)
def _invoiced(service: BillingService) -> None:
    a_ledger(service.url).submit(an_invoice())


def test_a_payment_is_told_with_all_that_names_the_invoice(
    service: BillingService, endpoint: Endpoint
) -> None:
    payment = service.pay(REFERENCE)
    assert payment.last_event.is_delivered
    [event] = endpoint.events
    assert (event.source, event.kind, event.amount) == ("webhook", EventKind.PAYMENT, sek(45_033))
    assert (event.reference, event.ocr, event.ledger_id) == (
        REFERENCE,
        "1000010001008",
        "inv_10001",
    )
    assert (event.payment, event.bank_date) == (payment.id, payment.bank_date)
    assert service.book.entry(REFERENCE).remaining == sek(0)


def test_payments_may_be_partial_and_too_much(service: BillingService, endpoint: Endpoint) -> None:
    for amount in ("0.33", "400", "60.00"):
        service.pay(REFERENCE, amount)
    assert [event.amount for event in endpoint.events] == [sek(33), sek(40_000), sek(6_000)]
    assert len({event.id for event in endpoint.events}) == 3
    assert service.book.entry(REFERENCE).remaining == sek(-1_000)
    with pytest.raises(BookError, match="Nothing remains"):
        service.pay(REFERENCE)


@pytest.mark.parametrize("amount", ["0", "-1", "1.005", "1e3", "NaN", "1_000", "9" * 13, "٣", "kr"])
def test_what_is_no_amount_is_not_paid(service: BillingService, amount: str) -> None:
    with pytest.raises(BookError):
        service.pay(REFERENCE, amount)
    with pytest.raises(BookError):
        client.pay(service.url, REFERENCE, amount)
    assert service.book.entry(REFERENCE).payments == ()


def test_f22_a_recall_takes_back_the_payment_under_an_id_of_its_own(
    service: BillingService, endpoint: Endpoint
) -> None:
    payment = service.pay(REFERENCE, "100.00")
    assert service.recall(payment.id).last_event.is_delivered
    paid, recalled = endpoint.events
    assert (recalled.kind, recalled.amount) == (EventKind.RECALL, sek(10_000))
    assert recalled.payment == paid.payment
    assert recalled.id != paid.id
    assert service.book.entry(REFERENCE).remaining == sek(45_033)


def test_a_recall_pressed_twice_is_the_same_recall(
    service: BillingService, endpoint: Endpoint
) -> None:
    payment = service.pay(REFERENCE)
    for _ in range(2):
        service.recall(payment.id)
    _, first, second = endpoint.events
    assert first == second


def test_an_endpoint_that_is_down_is_tried_again(
    service: BillingService, endpoint: Endpoint
) -> None:
    endpoint.failures = [503, 429]
    assert service.pay(REFERENCE).last_event.is_delivered
    assert len(endpoint.events) == 1


def test_what_was_not_heard_can_be_told_again_with_its_id(
    service: BillingService, endpoint: Endpoint
) -> None:
    endpoint.failures = [500, 500, 500]
    payment = service.pay(REFERENCE)
    assert not payment.last_event.is_delivered
    assert payment.last_event.outcome.startswith("500")
    assert service.tell_again(payment.id).last_event.is_delivered
    assert [event.id for event in endpoint.events] == [payment.last_event.id]


def test_a_refusal_is_not_argued_with(service: BillingService, endpoint: Endpoint) -> None:
    endpoint.failures = [400]
    payment = service.pay(REFERENCE)
    assert payment.last_event.outcome.startswith("400")
    assert endpoint.events == []


def test_payments_wait_while_nobody_listens(service: BillingService) -> None:
    service.webhook_url = None
    assert service.pay(REFERENCE, "1.00").last_event.outcome.startswith("waiting")
    service.webhook_url = "http://127.0.0.1:9/"
    assert service.pay(REFERENCE, "1.00").last_event.outcome.startswith("no answer")


@pytest.mark.parametrize(("secret", "is_heard"), [(OLD, True), (FOREIGN, False)])
def test_f26_payments_signed_by_the_old_secret_are_heard(
    tmp_path: Path, endpoint: Endpoint, secret: str, is_heard: bool
) -> None:
    with a_service(tmp_path / "s.json", secrets=(secret,), webhook_url=endpoint.url) as service:
        a_ledger(service.url, secret).submit(an_invoice())
        assert service.pay(REFERENCE).last_event.is_delivered is is_heard
    assert len(endpoint.events) == int(is_heard)


def test_the_buttons_can_be_pressed_from_another_process(
    service: BillingService, endpoint: Endpoint
) -> None:
    payment = client.pay(service.url, REFERENCE, "50.33")
    client.recall(service.url, payment.id)
    client.pay(service.url, REFERENCE)
    assert [event.amount for event in endpoint.events] == [sek(5_033), sek(5_033), sek(45_033)]
    with pytest.raises(BookError, match="no invoice for 100001-9999"):
        client.pay(service.url, "100001-9999")


def test_a_service_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with a_service(tmp_path / "s.json") as gone:
        url = gone.url
    with pytest.raises(BookError, match="does not answer"):
        client.pay(url, REFERENCE)


def test_the_secrets_are_kept_out_of_the_state(service: BillingService, state_file: Path) -> None:
    service.pay(REFERENCE)
    kept = state_file.read_text()
    assert "whsec_" not in kept
    assert REFERENCE in json.loads(kept)["entries"]
