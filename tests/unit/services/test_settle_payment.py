"""What ledgers tell is taken in once and met once, and what came of it is said in words."""

from dataclasses import replace
from datetime import date

import pytest

from agentline.billing_ports import OwnTerms
from agentline.domain.basis_state import BasisState
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import Money, sek
from agentline.services.conflict import StillContestedError
from agentline.services.settle_payment import UnknownEventError, event_key, settle, take_in
from tests.billing_fakes import Execution, a_notice, a_payment, a_recall
from tests.unit.services.billing_house import REFERENCE, BillingHouse


@pytest.fixture
def house() -> BillingHouse:
    """Basis 1, 985.00, is dispatched and due on 9 April."""
    house = BillingHouse()
    house.dispatch()
    return house


def paid(minor: int = 98_500, payment: str = "p1", event: str | None = None) -> LedgerEvent:
    return a_payment(payment, sek(minor), REFERENCE, event=event)


def test_an_event_is_taken_in_and_started_once(house: BillingHouse) -> None:
    started = len(house.executions.started)
    assert take_in([paid(), paid(), paid(payment="p2")], house.desk) == 2
    assert house.executions.started[started:] == [
        Execution("settle", "webhook#evt-payment-p1", 1),
        Execution("settle", "webhook#evt-payment-p2", 1),
    ]


def test_what_cannot_be_started_is_kept_all_the_same(house: BillingHouse) -> None:
    house.executions.is_down = True
    with pytest.raises(ConnectionError):
        take_in([paid()], house.desk)
    assert house.book.taken_event(event_key(paid()))
    assert take_in([paid()], house.desk) == 0


def test_nothing_is_settled_that_was_never_taken_in(house: BillingHouse) -> None:
    with pytest.raises(UnknownEventError, match="no event webhook#x was taken in"):
        settle("webhook#x", house.desk)


@pytest.mark.parametrize(
    ("minor", "outcome"),
    [
        (98_500, "985.00 SEK on basis 1"),
        (10_000, "100.00 SEK on basis 1"),
        (99_000, "985.00 SEK on basis 1, 5.00 SEK prepaid"),
    ],
)
def test_what_came_of_a_payment_is_said_and_said_again(
    house: BillingHouse, minor: int, outcome: str
) -> None:
    assert house.tell(paid(minor)) == outcome
    before = house.book.of
    assert settle(event_key(paid(minor)), house.desk) == outcome
    assert house.book.of == before


def test_a_payment_told_by_another_event_is_known(house: BillingHouse) -> None:
    house.tell(paid())
    outcome = house.tell(paid(event="again"))
    assert outcome == "payment webhook#p1 is entered already"
    assert house.told("payment_received") == 1


@pytest.mark.parametrize(
    ("bank_date", "limit"), [(date(2026, 5, 9), 150_000), (date(2026, 5, 10), 100_000)]
)
def test_the_limit_rises_for_what_is_paid_within_thirty_days_after_it_was_due(
    house: BillingHouse, bank_date: date, limit: int
) -> None:
    house.tell(replace(paid(), bank_date=bank_date))
    assert house.book.of.account.limit == sek(limit)
    assert house.basis.state is BasisState.PAID


def test_the_limit_rises_by_what_the_customer_has_agreed(house: BillingHouse) -> None:
    house.book.own = OwnTerms(limit_step=sek(70_000), limit_cap=sek(120_000), limit_days=0)
    house.tell(paid())
    assert house.book.of.account.limit == sek(120_000)


def test_a_payment_overtaken_by_another_try_says_what_that_one_did(house: BillingHouse) -> None:
    take_in([paid()], house.desk)
    house.book.overtaken = 1
    assert settle(event_key(paid()), house.desk) == ""
    assert settle(event_key(paid()), house.desk) == "985.00 SEK on basis 1"


def test_a_contested_payment_is_tried_again_and_given_up_for_the_state_machine(
    house: BillingHouse,
) -> None:
    take_in([paid()], house.desk)
    house.book.conflicts = 100
    with pytest.raises(StillContestedError):
        settle(event_key(paid()), house.desk)
    house.book.conflicts = 3
    assert settle(event_key(paid()), house.desk) == "985.00 SEK on basis 1"


def test_a_contested_suspension_is_tried_again(house: BillingHouse) -> None:
    house.book.conflicts = 2
    assert house.tell(replace(paid(), reference=None)) == "in suspense: It names no invoice."


def test_a_recall_says_what_was_taken_back_and_lowers_the_limit(house: BillingHouse) -> None:
    house.tell(paid())
    assert house.tell(a_recall("p1", sek(98_500))) == "recalled 985.00 SEK of payment webhook#p1"
    account = house.book.of.account
    assert (account.limit, account.blocking_basis) == (sek(100_000), 1)
    assert house.told("limit_raise_undone") == 1


def test_a_recall_that_comes_first_meets_the_payment_when_it_comes(house: BillingHouse) -> None:
    house.tell(a_recall("p1", sek(40_000)))
    outcome = house.tell(paid())
    assert outcome == "585.00 SEK on basis 1, 400.00 SEK recalled before it came"
    assert house.basis.due == sek(40_000)


def test_a_recall_in_another_currency_takes_nothing_back(house: BillingHouse) -> None:
    house.tell(paid())
    outcome = house.tell(a_recall("p1", Money(98_500, "EUR")))
    assert outcome == "recalled in EUR, paid in SEK"
    assert house.basis.state is BasisState.PAID


def test_what_was_prepaid_settles_what_is_due_again(house: BillingHouse) -> None:
    house.tell(paid())
    house.tell(paid(payment="p2"))
    house.tell(a_recall("p1", sek(98_500)))
    account = house.book.of.account
    assert (house.basis.state, account.prepaid, account.limit) == (
        BasisState.PAID,
        sek(0),
        sek(150_000),
    )
    assert house.book.payments["webhook#p2"].applied == {1: sek(98_500)}
    assert house.told("prepaid_used") == 1


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        ({"reference": None}, "It names no invoice."),
        ({"reference": "x"}, "Nothing is known of reference x."),
        ({"reference": None, "ocr": "123"}, "Nothing is known of OCR 123."),
        ({"reference": "999999-0001"}, "There is no customer 999999."),
    ],
)
def test_f25_what_names_nothing_known_is_in_suspense_and_counted(
    house: BillingHouse, names: dict[str, str | None], outcome: str
) -> None:
    event = replace(paid(), **names)  # type: ignore[arg-type]
    assert house.tell(event) == f"in suspense: {outcome}"
    assert house.counted == ["PaymentsSuspended"]
    assert house.book.payments["webhook#p1"].suspense == sek(98_500)


def test_f25_a_basis_the_customer_does_not_have_leaves_the_money_with_them(
    house: BillingHouse,
) -> None:
    house.tell(paid())
    event = replace(paid(payment="p2"), reference="100001-0009")
    assert house.tell(event) == "985.00 SEK prepaid"
    task = house.book.payments["webhook#p2"].task
    assert task == "the payment names no invoice of the customer"


def test_words_of_the_ledger_are_noted_where_they_belong_and_nowhere_else(
    house: BillingHouse,
) -> None:
    before = house.book.of
    for reference in (REFERENCE, None, "999999-0001"):
        assert house.tell(a_notice(f"returned {reference}", reference)) == "noted"
    assert (house.told("ledger_notice"), house.book.of) == (1, before)
