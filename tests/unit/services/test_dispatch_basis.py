"""A basis on its way to the ledger, and back if the ledger will not have it."""

from datetime import date

import pytest

from agentline.billing_ports import (
    LedgerInvoice,
    LedgerRejectedError,
    LedgerUnavailableError,
    OwnTerms,
)
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import Goodwill
from agentline.domain.basis_state import BasisState
from agentline.domain.dispatch import SUBMISSION_LASTS
from agentline.domain.money import sek
from agentline.domain.ocr import basis_ocr
from agentline.domain.receivables import Actor
from agentline.services.billing_desk import BasisChangedError
from agentline.services.dispatch_basis import (
    AddressHindranceError,
    LedgerKnowsError,
    OrdersMissingError,
    freeze,
    give_up_dispatch,
    mark_sent,
    record_dispatch,
    reopen_basis,
    request_dispatch,
    submit,
)
from agentline.services.edit_basis import edit_basis
from tests.billing_fakes import Execution, a_payment
from tests.examples import CALLER, CUSTOMER, NOON, OWNER
from tests.unit.services.billing_house import REFERENCE, BillingHouse

ANNA = Actor(who="anna", why="sent by hand", at=NOON)

POSTED = LedgerInvoice(id="inv_1", number="17", ocr=None, due_on=date(2026, 5, 1))


@pytest.fixture
def house() -> BillingHouse:
    return BillingHouse()


def request(house: BillingHouse, seen: int | None = None) -> None:
    request_dispatch(REFERENCE, "anna", "due", house.desk, seen)


def test_a_request_starts_one_execution_and_takes_the_draft_out_of_staffs_hands(
    house: BillingHouse,
) -> None:
    request(house, seen=1)
    assert house.executions.started == [Execution("dispatch", REFERENCE, 1)]
    assert (house.basis.state, house.basis.attempt) == (BasisState.DISPATCHING, 1)
    with pytest.raises(BasisStateError):
        request(house)


def test_a_request_of_an_older_version_is_refused_and_starts_nothing(house: BillingHouse) -> None:
    edit_basis(REFERENCE, Goodwill(amount=sek(100)), "bo", "", house.desk)
    with pytest.raises(BasisChangedError):
        request(house, seen=1)
    assert house.executions.started == []


def test_an_address_that_must_be_looked_at_hinders_the_first_dispatch_but_no_retry(
    house: BillingHouse,
) -> None:
    house.hindrance = "the address is 200 days old"
    with pytest.raises(AddressHindranceError, match="200 days old"):
        request(house)
    assert house.executions.started == []
    house.hindrance = None
    house.ledger.troubles.append("reject:no")
    house.dispatch()
    house.hindrance = "the address is 200 days old"
    assert house.dispatch().state is BasisState.DISPATCHED


def test_the_copy_is_what_the_customer_owes_to_whom_and_by_when(house: BillingHouse) -> None:
    house.book.own = OwnTerms(due_days=10)
    house.dispatch()
    [sent] = house.ledger.postings
    assert (sent.reference, sent.buyer, sent.phone, sent.total) == (
        REFERENCE,
        OWNER,
        CALLER,
        sek(98_500),
    )
    assert (sent.issued_on, sent.due_on) == (date(2026, 3, 10), date(2026, 3, 20))
    assert house.basis.due_on == date(2026, 3, 20)


def test_orders_that_do_not_come_to_what_the_basis_counts_are_never_sent(
    house: BillingHouse,
) -> None:
    request(house)
    house.book.orders.clear()
    with pytest.raises(OrdersMissingError):
        freeze(REFERENCE, house.desk)
    assert house.basis.frozen is None


def test_nothing_to_pay_is_settled_unsent(house: BillingHouse) -> None:
    edit_basis(REFERENCE, Goodwill(amount=sek(98_500)), "anna", "sorry", house.desk)
    request(house)
    assert freeze(REFERENCE, house.desk) == "settled"
    house.run()
    assert (house.basis.state, house.ledger.postings) == (BasisState.PAID, [])
    assert house.book.of.account.limit == sek(100_000)


def test_what_is_prepaid_is_applied_and_raises_the_limit_if_it_is_enough(
    house: BillingHouse,
) -> None:
    house.tell(a_payment("p1", sek(100_000), None, ledger_id="none"))
    house.tell(a_payment("p2", sek(100_000), REFERENCE))
    assert house.book.of.account.prepaid == sek(100_000)
    house.dispatch()
    account = house.book.of.account
    assert (house.basis.state, account.prepaid, account.limit) == (
        BasisState.PAID,
        sek(1_500),
        sek(150_000),
    )
    assert house.ledger.postings[0].to_pay == sek(0)


def test_what_is_paid_before_the_copy_is_frozen_is_on_the_copy_as_prepaid(
    house: BillingHouse,
) -> None:
    request(house)
    house.executions.lose()
    assert house.tell(a_payment("p1", sek(40_000), REFERENCE)) == "400.00 SEK prepaid"
    house.tell(a_payment("p2", sek(58_500), REFERENCE))
    freeze(REFERENCE, house.desk)
    copy = house.book.copies[1]
    assert (copy.prepaid, copy.to_pay, house.basis.due) == (sek(98_500), sek(0), sek(0))
    assert house.book.of.account.limit == sek(150_000)


def test_a_copy_is_frozen_once(house: BillingHouse) -> None:
    request(house)
    assert [freeze(REFERENCE, house.desk) for _ in range(3)] == ["frozen"] * 3
    assert house.told("basis_frozen") == 1


def test_a_refusal_is_given_up_in_the_ledgers_own_words_and_counted(house: BillingHouse) -> None:
    house.ledger.troubles.append("reject:Kunden är spärrad.")
    failed = house.dispatch()
    assert (failed.state, failed.trouble) == (BasisState.DISPATCH_FAILED, "Kunden är spärrad.")
    assert house.counted == ["DispatchesFailed"]
    give_up_dispatch(REFERENCE, "told again", house.desk)
    assert (house.basis, house.counted) == (failed, ["DispatchesFailed"])


def test_a_submission_keeps_others_away_until_its_time_is_over(house: BillingHouse) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    house.ledger.troubles.append("unavailable")
    with pytest.raises(LedgerUnavailableError, match="answered 503"):
        submit(REFERENCE, house.desk)
    with pytest.raises(LedgerUnavailableError, match="may be under way"):
        submit(REFERENCE, house.desk)
    house.clock.pass_time(SUBMISSION_LASTS)
    assert submit(REFERENCE, house.desk).ocr == house.ledger.postings[0].ocr


def test_f28_giving_up_does_not_end_a_submission_that_may_be_under_way(
    house: BillingHouse,
) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    house.ledger.troubles.append("unavailable")
    with pytest.raises(LedgerUnavailableError):
        submit(REFERENCE, house.desk)
    give_up_dispatch(REFERENCE, "no answer", house.desk)
    request(house)
    with pytest.raises(LedgerUnavailableError, match="may be under way"):
        submit(REFERENCE, house.desk)
    assert house.ledger.calls["submit"] == 1


def test_a_ledger_that_refuses_is_at_work_no_more(house: BillingHouse) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    house.ledger.troubles.append("reject:no")
    with pytest.raises(LedgerRejectedError):
        submit(REFERENCE, house.desk)
    assert submit(REFERENCE, house.desk).number


def test_a_contested_submission_is_claimed_at_the_next_try(house: BillingHouse) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    house.book.conflicts = 2
    submit(REFERENCE, house.desk)
    assert house.ledger.calls["submit"] == 1


def test_nothing_is_submitted_without_a_copy(house: BillingHouse) -> None:
    request(house)
    with pytest.raises(LookupError, match="has no frozen copy"):
        submit(REFERENCE, house.desk)


def test_what_was_never_asked_for_is_not_submitted(house: BillingHouse) -> None:
    with pytest.raises(BasisStateError):
        submit(REFERENCE, house.desk)
    assert freeze(REFERENCE, house.desk) == "settled"
    assert house.ledger.calls == {}


def test_the_ledgers_number_and_due_date_are_kept_and_our_ocr_where_it_has_none(
    house: BillingHouse,
) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    for _again in range(2):
        record_dispatch(REFERENCE, POSTED, house.desk)
    posting = house.basis.posting
    assert posting is not None
    assert (posting.number, posting.ocr, house.basis.due_on) == (
        "17",
        basis_ocr(CUSTOMER, 1),
        date(2026, 5, 1),
    )
    assert house.told("basis_dispatched") == 1
    assert house.book.basis_of_ledger_id("webhook", "inv_1") == ("100001", 1)


def test_a_failed_basis_is_reopened_only_if_the_ledger_does_not_know_it(
    house: BillingHouse,
) -> None:
    with pytest.raises(BasisStateError):
        reopen_basis(REFERENCE, "anna", "", house.desk)
    house.ledger.troubles.append("reject:no")
    failed = house.dispatch()
    with pytest.raises(BasisChangedError):
        reopen_basis(REFERENCE, "anna", "", house.desk, seen=failed.version - 1)
    reopened = reopen_basis(REFERENCE, "anna", "wrong", house.desk, seen=failed.version)
    assert (reopened.state, reopened.payable, reopened.trouble) == (
        BasisState.DRAFT,
        sek(98_500),
        None,
    )


def test_what_the_ledger_has_after_all_stays_out_of_staffs_hands(house: BillingHouse) -> None:
    request(house)
    freeze(REFERENCE, house.desk)
    house.ledger.troubles.append("accept_then_raise")
    with pytest.raises(LedgerUnavailableError):
        submit(REFERENCE, house.desk)
    give_up_dispatch(REFERENCE, "no answer", house.desk)
    with pytest.raises(LedgerUnavailableError, match="may be under way"):
        reopen_basis(REFERENCE, "anna", "", house.desk)
    house.clock.pass_time(SUBMISSION_LASTS)
    with pytest.raises(LedgerKnowsError, match="dispatch it again"):
        reopen_basis(REFERENCE, "anna", "", house.desk)


def test_a_number_is_noted_by_hand_on_what_was_dispatched(house: BillingHouse) -> None:
    with pytest.raises(BasisStateError):
        mark_sent(REFERENCE, "17", None, ANNA, house.desk)
    due_on = house.dispatch().due_on
    marked = mark_sent(REFERENCE, "17", None, ANNA, house.desk)
    assert marked.posting is not None
    assert (marked.posting.number, marked.due_on) == ("17", due_on)
    assert house.told("basis_sent") == 1
