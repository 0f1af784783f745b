"""Rows 22 to 25 and 44 of the fault catalogue: payments late, twice, too large, of nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from threading import Barrier
from typing import Any

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import Money, sek
from agentline.domain.ocr import ocr_number
from agentline.domain.suspense_words import suspense_in_words
from agentline.services.conflict import StillContestedError
from agentline.services.dispatch_basis import freeze, record_dispatch, request_dispatch, submit
from agentline.services.edit_basis import void_basis
from agentline.services.settle_payment import event_key, settle, take_in
from agentline.services.suspense import assign_payment, end_task, find_payment, return_payment
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import at_once, audit_of, deliver, ring

LIMIT, RAISED = sek(100_000), sek(150_000)
PERMUTATIONS = list(permutations(range(3)))


@pytest.fixture
def caller(house: House) -> Caller:
    """Basis 1, 985.00, is dispatched and blocks."""
    return house.invoiced_caller()


@pytest.mark.parametrize("order", PERMUTATIONS)
def test_f22_a_payment_its_recall_and_a_new_payment_converge_in_any_order(
    house: House, caller: Caller, order: tuple[int, int, int]
) -> None:
    told = [caller.pays(98_500), caller.recalls(98_500), caller.pays(98_500, payment="p2")]
    house.tell(*(told[position] for position in order))
    account, basis = house.account(caller), house.basis(caller.reference())
    assert (basis.state, basis.received, account.limit) == (BasisState.PAID, sek(98_500), RAISED)
    assert (account.prepaid, account.unpaid, account.blocking_basis) == (sek(0), sek(0), None)
    assert house.payment(caller).recalled == sek(98_500)


def test_f22_a_recall_lowers_the_limit_again_and_blocks_again(house: House, caller: Caller) -> None:
    house.tell(caller.pays(98_500))
    assert house.account(caller).limit == RAISED
    house.tell(caller.recalls(98_500))
    account = house.account(caller)
    assert (account.limit, account.unpaid, account.blocking_basis) == (LIMIT, sek(98_500), 1)
    assert house.basis(caller.reference()).raised is None
    assert ring(house.screening, caller.number).reason == "invoice_unpaid"
    told = [entry.what for entry in audit_of(caller.customer)]
    assert told.count("limit_raised") == told.count("limit_raise_undone") == 1


def test_f22_each_part_that_is_recalled_is_recalled_once(house: House, caller: Caller) -> None:
    recalls = [caller.recalls(30_000, event="r1"), caller.recalls(20_000, event="r2")]
    house.tell(caller.pays(98_500), *recalls, *recalls)
    assert house.basis(caller.reference()).due == sek(50_000)
    assert house.payment(caller).recalled == sek(50_000)


def test_f23_a_partial_payment_lowers_the_exposure_by_itself_and_still_blocks(
    house: House, caller: Caller
) -> None:
    house.tell(caller.pays(40_000))
    account, basis = house.account(caller), house.basis(caller.reference())
    assert (basis.state, basis.due) == (BasisState.PART_PAID, sek(58_500))
    assert (account.limit, account.remaining, account.blocking_basis) == (LIMIT, sek(41_500), 1)
    assert ring(house.screening, caller.number).reason == "invoice_unpaid"
    house.tell(caller.pays(58_500, payment="p2"))
    assert (house.account(caller).limit, house.account(caller).blocking_basis) == (RAISED, None)


def test_f23_a_rest_of_less_than_a_krona_counts_as_paid(house: House, caller: Caller) -> None:
    house.tell(caller.pays(98_401))
    basis = house.basis(caller.reference())
    assert (basis.state, basis.adjusted, basis.due) == (BasisState.PAID, sek(99), sek(0))
    assert house.account(caller).limit == RAISED


def test_f24_what_is_paid_too_much_is_prepaid_and_a_task_for_staff(
    house: House, caller: Caller
) -> None:
    house.tell(caller.pays(100_000))
    payment = house.payment(caller)
    assert (payment.applied, payment.prepaid) == ({1: sek(98_500)}, sek(1_500))
    assert house.account(caller).prepaid == sek(1_500)
    assert (
        payment.task
        == "paid 1000.00 SEK on basis " + caller.reference() + ", on which 985.00 SEK was due"
    )
    assert house.waiting("payment_task", caller) == [payment.key]
    end_task(payment.key, "anna", "seen to", house.desk)
    assert house.waiting("payment_task", caller) == []


def test_f24_an_invoice_paid_twice_leaves_the_second_payment_with_the_customer(
    house: House, caller: Caller
) -> None:
    house.tell(caller.pays(98_500), caller.pays(98_500, payment="p2"))
    second = house.payment(caller, "p2")
    assert (second.prepaid, second.applied) == (sek(98_500), {})
    assert second.task == f"paid basis {caller.reference()} again, which is paid"
    account = house.account(caller)
    assert (account.prepaid, account.limit) == (sek(98_500), RAISED)
    return_payment(second.key, sek(98_500), "anna", "paid twice", house.desk)
    assert house.account(caller).prepaid == sek(0)


def test_f24_a_voided_basis_that_is_paid_makes_a_prepayment_and_raises_nothing(
    house: House,
) -> None:
    caller = house.blocked_caller()
    void_basis(caller.reference(), "anna", "a test call", house.desk)
    house.tell(caller.pays(98_500))
    payment, account = house.payment(caller), house.account(caller)
    assert payment.task == f"paid the voided basis {caller.reference()}"
    assert (account.prepaid, account.limit) == (sek(98_500), LIMIT)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ({"reference": "999999-0001"}, "There is no customer 999999."),
        ({"reference": None}, "It names no invoice."),
        ({"reference": "no such"}, "Nothing is known of reference no such."),
        (
            {"reference": None, "ocr": ocr_number("12")},
            f"Nothing is known of OCR {ocr_number('12')}.",
        ),
        ({"reference": None, "ledger_id": "x"}, "Nothing is known of ledger's id x."),
    ],
)
def test_f25_a_payment_of_nothing_known_is_in_suspense_until_staff_place_it(
    house: House, caller: Caller, counted: list[str], names: dict[str, Any], why: str
) -> None:
    event = replace(caller.pays(98_500), **names)
    assert house.tell(event) == [f"in suspense: {why}"]
    payment = house.payment(caller)
    assert payment.suspense == sek(98_500)
    assert payment.suspended_because
    assert suspense_in_words(payment.suspended_because) == why
    assert house.waiting("suspense", caller) == [payment.key]
    assert counted == ["PaymentsSuspended"]
    assign_payment(payment.key, caller.reference(), "anna", "as the payer says", house.desk)
    assert house.account(caller).limit == RAISED
    assert house.waiting("suspense", caller) == []


def test_f25_money_of_another_currency_is_never_converted(house: House, caller: Caller) -> None:
    event = replace(caller.pays(98_500), amount=Money(98_500, "EUR"))
    [outcome] = house.tell(event)
    assert outcome == "in suspense: It is in EUR, the account in SEK."
    assert house.basis(caller.reference()).due == sek(98_500)
    return_payment(house.payment(caller).key, Money(98_500, "EUR"), "anna", "euro", house.desk)
    assert house.payment(caller).is_balanced


def test_f25_a_payment_by_ocr_number_or_ledgers_id_finds_its_basis(house: House) -> None:
    for name in ("ocr", "ledger_id"):
        caller = house.invoiced_caller()
        posting = house.basis(caller.reference()).posting
        assert posting is not None
        event = replace(caller.pays(98_500), reference=None, **{name: getattr(posting, name)})
        house.tell(event)
        assert house.account(caller).limit == RAISED


def test_f25_a_suspended_payment_that_is_recalled_is_nobodys(house: House, caller: Caller) -> None:
    event = replace(caller.pays(98_500), reference=None)
    house.tell(event, caller.recalls(98_500))
    payment = find_payment(f"webhook#{event.payment}", house.desk)
    assert (payment.suspense, payment.recalled, payment.customer) == (sek(0), sek(98_500), None)
    assert house.waiting("suspense", caller) == []


def test_f44_a_payment_while_calls_are_rated_loses_no_update(house: House) -> None:
    caller = house.invoiced_caller()
    house.tell(caller.pays(98_500))
    call = house.ring(caller, minutes=2)  # whose hold takes all the credit: it has several legs
    legs = [
        replace(call, contact=f"{call.contact}-{leg}", is_last_leg=leg == 5) for leg in range(6)
    ]
    payments = [caller.pays(1_000, payment=f"q{number}") for number in range(6)]
    barrier = Barrier(12)

    def work(worker: int) -> None:
        barrier.wait()
        if worker < 6:
            assert [str(outcome) for outcome in deliver(house.rating, legs[worker])] == ["rated"]
        else:
            take_in([payments[worker - 6]], house.desk)
            until_met(lambda: settle(event_key(payments[worker - 6]), house.desk))

    at_once(12, work)
    account = house.account(caller)
    assert account.unbilled == sum((order.amount for order in house.orders(caller)[1:]), sek(0))
    assert (account.prepaid, account.limit) == (sek(6_000), RAISED)


def until_met(step: Callable[[], str]) -> str:
    """As the state machine does: contested too much, it is tried again."""
    while True:
        try:
            return step()
        except StillContestedError:
            continue


def test_f22_a_recall_of_a_payment_that_never_comes_waits_for_it(
    house: House, caller: Caller
) -> None:
    house.tell(caller.recalls(98_500))
    house.clock.pass_time(timedelta(days=30))
    house.tell(caller.pays(98_500))
    assert house.basis(caller.reference()).due == sek(98_500)
    assert house.account(caller).blocking_basis == 1


def test_what_is_prepaid_while_a_basis_is_on_its_way_settles_it_when_it_arrives(
    house: House,
) -> None:
    caller = house.blocked_caller()
    reference = caller.reference()
    request_dispatch(reference, "anna", "due", house.desk)
    freeze(reference, house.desk)
    event = caller.pays(98_500, basis=7)
    take_in([event], house.desk)
    assert settle(event_key(event), house.desk) == "985.00 SEK prepaid"
    record_dispatch(reference, submit(reference, house.desk), house.desk)
    house.executions.lose()
    account, basis = house.account(caller), house.basis(reference)
    assert (basis.state, account.prepaid, account.limit) == (BasisState.PAID, sek(0), RAISED)
