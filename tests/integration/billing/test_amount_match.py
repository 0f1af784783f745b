"""Payments that name a customer and no invoice, several at once, on the store (faults 24, 25)."""

from dataclasses import replace

from agentline.domain.basis_state import BasisState
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import sek
from agentline.services.settle_payment import event_key, settle, take_in
from tests.billing_fakes import KIND, a_payment
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once

ALIKE = 4


def of(caller: Caller, payment: str, minor: int = 98_500) -> LedgerEvent:
    name = f"{payment}-{caller.customer}"
    return replace(a_payment(name, sek(minor), None), text=f"Siv Exempel: kund {caller.customer}")


def test_f25_a_payment_with_customer_and_exact_amount_settles_and_raises(house: House) -> None:
    caller = house.invoiced_caller()
    [outcome] = house.tell(of(caller, "p1"))
    assert outcome == "985.00 SEK on basis 1"
    assert house.account(caller).limit == sek(150_000)


def test_f24_of_payments_alike_that_come_at_once_one_is_placed(house: House) -> None:
    caller = house.invoiced_caller()
    events = [of(caller, f"p{number}") for number in range(ALIKE)]
    take_in(events, house.desk)
    at_once(ALIKE, lambda worker: settle(event_key(events[worker]), house.desk))
    payments = [house.desk.book.payment(KIND, event.payment or "") for event in events]
    placed = [payment for payment in payments if payment and payment.applied]
    suspended = [payment for payment in payments if payment and payment.suspense == sek(98_500)]
    assert (len(placed), len(suspended)) == (1, ALIKE - 1)
    assert house.basis(caller.reference()).state is BasisState.PAID
    assert house.account(caller).prepaid == sek(0)
