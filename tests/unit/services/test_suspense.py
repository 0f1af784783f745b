"""Payments that staff see to: placed, sent back, looked into."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import Money, sek
from agentline.domain.payment import PaymentError
from agentline.domain.receivables import UnknownBasisError
from agentline.ports import AccountChangedError, CustomerMissingError
from agentline.services.suspense import (
    PaymentChangedError,
    UnknownPaymentError,
    assign_payment,
    end_task,
    find_payment,
    preview_assigning,
    return_payment,
)
from tests.billing_fakes import a_payment
from tests.unit.services.billing_house import REFERENCE, BillingHouse

KEY = "webhook#p1"


@pytest.fixture
def house() -> BillingHouse:
    """985.00 is in suspense, and basis 1 is dispatched."""
    house = BillingHouse()
    house.dispatch()
    house.tell(a_payment("p1", sek(98_500), None))
    return house


def assign(house: BillingHouse, reference: str = REFERENCE) -> None:
    assign_payment(KEY, reference, "anna", "as the payer says", house.desk)


def test_a_payment_that_is_placed_settles_and_raises(house: BillingHouse) -> None:
    assign(house)
    placed = find_payment(KEY, house.desk)
    assert (placed.customer, placed.suspense, placed.suspended_because) == (
        "100001",
        sek(0),
        None,
    )
    assert (house.basis.state, house.book.of.account.limit) == (BasisState.PAID, sek(150_000))
    [told] = [entry for entry in house.book.audit if entry.what == "payment_received"]
    assert (told.who, told.why) == ("anna", "as the payer says")


def test_a_payment_is_placed_once(house: BillingHouse) -> None:
    assign(house)
    with pytest.raises(PaymentError, match="nothing of payment webhook#p1 is in suspense"):
        assign(house)


@pytest.mark.parametrize(
    ("reference", "error"),
    [("100001-0009", UnknownBasisError), ("999999-0001", CustomerMissingError)],
)
def test_a_payment_is_placed_on_what_there_is(
    house: BillingHouse, reference: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        assign(house, reference)
    assert find_payment(KEY, house.desk).suspense == sek(98_500)


def test_money_of_another_currency_is_not_placed(house: BillingHouse) -> None:
    euro = replace(a_payment("p1", Money(100, "EUR"), REFERENCE), source="stripe", id="e")
    house.tell(euro)
    with pytest.raises(PaymentError, match="cannot be placed in SEK"):
        assign_payment("stripe#p1", REFERENCE, "anna", "", house.desk)


def test_what_there_is_not_is_refused_in_words(house: BillingHouse) -> None:
    with pytest.raises(UnknownPaymentError, match="there is no payment webhook#p9"):
        find_payment("webhook#p9", house.desk)
    with pytest.raises(UnknownPaymentError):
        return_payment("p1", sek(1), "anna", "", house.desk)


def test_money_sent_back_leaves_suspense(house: BillingHouse) -> None:
    returned = return_payment(KEY, sek(98_000), "anna", "not ours", house.desk)
    assert (returned.suspense, returned.returned) == (sek(500), sek(98_000))
    assert returned.is_balanced


@pytest.mark.parametrize("minor", [0, -1, 98_501])
def test_no_more_than_there_is_can_be_sent_back(house: BillingHouse, minor: int) -> None:
    with pytest.raises(PaymentError, match="SEK is in suspense and"):
        return_payment(KEY, sek(minor), "anna", "", house.desk)


def test_what_is_on_a_basis_is_not_sent_back(house: BillingHouse) -> None:
    assign(house)
    with pytest.raises(PaymentError):
        return_payment(KEY, sek(1), "anna", "", house.desk)


def test_prepaid_money_sent_back_is_credit_no_more_and_told(house: BillingHouse) -> None:
    assign(house)
    house.tell(a_payment("p2", sek(98_500), REFERENCE))
    assert find_payment("webhook#p2", house.desk).task
    returned = return_payment("webhook#p2", sek(98_500), "anna", "paid twice", house.desk)
    assert (returned.prepaid, returned.task) == (sek(0), None)
    assert (house.book.of.account.prepaid, house.told("payment_returned")) == (sek(0), 1)


def test_a_task_is_ended_by_itself(house: BillingHouse) -> None:
    house.tell(a_payment("p2", sek(99_000), REFERENCE))
    assert end_task("webhook#p2", "anna", "seen to", house.desk).task is None
    assert find_payment("webhook#p2", house.desk).task is None
    assert house.told("payment_seen_to") == 1
    with pytest.raises(PaymentError, match="nothing to see to"):
        end_task("webhook#p2", "anna", "again", house.desk)


def test_what_assigning_would_do_is_seen_and_not_stored(house: BillingHouse) -> None:
    house.tell(a_payment("p2", sek(100_000), None))
    before = (house.book.of, dict(house.book.bases), dict(house.book.payments))
    seen = preview_assigning("webhook#p2", REFERENCE, house.desk)
    assert (seen.payment.suspense, seen.placed.applied, seen.placed.prepaid) == (
        sek(100_000),
        {1: sek(98_500)},
        sek(1_500),
    )
    assert (seen.before.account.blocking_basis, seen.after.account.blocking_basis) == (1, None)
    assert (house.book.of, house.book.bases, house.book.payments) == before
    assigned = assign_payment("webhook#p2", REFERENCE, "anna", "", house.desk)
    assert (assigned.applied, assigned.prepaid) == (seen.placed.applied, seen.placed.prepaid)
    assert find_payment("webhook#p2", house.desk) == assigned


def test_what_was_changed_since_staff_saw_it_is_left_alone(house: BillingHouse) -> None:
    return_payment(KEY, sek(1), "bo", "", house.desk, seen=1)
    deeds: list[Callable[[], object]] = [
        lambda: assign_payment(KEY, REFERENCE, "anna", "", house.desk, seen=1),
        lambda: return_payment(KEY, sek(1), "anna", "", house.desk, seen=1),
        lambda: end_task(KEY, "anna", "", house.desk, seen=1),
    ]
    for deed in deeds:
        with pytest.raises(PaymentChangedError, match="you saw version 1, it is version 2 now"):
            deed()
    assert find_payment(KEY, house.desk).suspense == sek(98_499)


def test_money_of_nobody_sent_back_is_on_record(house: BillingHouse) -> None:
    return_payment(KEY, sek(98_500), "anna", "not ours", house.desk)
    [entry] = [one for one in house.book.audit if one.what == "payment_returned"]
    assert (entry.customer, entry.subject, entry.who, entry.why) == (None, KEY, "anna", "not ours")
    assert entry.after == {"amount": "985.00"}


def test_a_payment_that_changed_meanwhile_is_told_as_such(house: BillingHouse) -> None:
    house.book.conflicts = 1
    with pytest.raises(AccountChangedError):
        return_payment(KEY, sek(1), "anna", "", house.desk)
