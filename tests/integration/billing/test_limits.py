"""Credit limits changed by hand, on the store; what waits, listed over all customers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.billing_ports import BillingChange, ChangedTerms, OwnTerms
from agentline.domain.money import sek
from agentline.domain.waiting import Waiting, WaitingPayment
from agentline.ports import AccountChangedError
from agentline.services.credit_basis import credit_basis
from agentline.services.limits import LimitError, limit_history, see_limit, set_limit, set_terms
from agentline.services.list_waiting import list_bases, list_payments, list_waiting
from agentline.services.mark_overdue import mark_overdue
from tests.billing_fakes import a_payment
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import at_once

WHY = ("anna", "as agreed")


def test_a_limit_changed_by_hand_is_in_its_history_with_every_raise(house: House) -> None:
    caller = house.invoiced_caller()
    house.tell(caller.pays(98_500))
    set_limit(caller.customer, sek(300_000), *WHY, house.desk)
    seen = see_limit(caller.customer, house.desk)
    assert (seen.account.limit, seen.account.remaining) == (sek(300_000), sek(300_000))
    told = [
        (entry.what, entry.before.get("limit"), entry.after["limit"], entry.who)
        for entry in limit_history(caller.customer, TableAuditTrail())
    ]
    assert told == [
        ("customer_registered", None, "1000.00", "system"),
        ("limit_raised", "1000.00", "1500.00", "system"),
        ("limit_changed", "1500.00", "3000.00", "anna"),
    ]


def test_a_lower_limit_closes_the_open_basis_there_and_then(house: House) -> None:
    caller = house.register()
    house.talk(caller, 20)
    assert list_bases(caller.customer, house.desk) == []
    set_limit(caller.customer, sek(41_000), *WHY, house.desk)
    [basis] = list_bases(caller.customer, house.desk)
    assert (basis.payable, basis.is_closed_by_limit) == (sek(40_500), True)
    assert house.account(caller).blocking_basis == 1


def test_a_limit_that_is_none_or_no_other_is_refused(house: House) -> None:
    caller = house.register()
    for amount in (sek(100_000), sek(-1), replace(sek(5), currency="EUR")):
        with pytest.raises(LimitError):
            set_limit(caller.customer, amount, *WHY, house.desk)
    assert len(limit_history(caller.customer, TableAuditTrail())) == 1


def test_own_terms_are_kept_with_their_audit_entry_and_hold_at_the_next_payment(
    house: House,
) -> None:
    caller = house.blocked_caller()
    terms = OwnTerms(due_days=14, limit_step=sek(25_000))
    set_terms(caller.customer, terms, *WHY, house.desk)
    assert see_limit(caller.customer, house.desk).own == terms
    basis = house.dispatch(caller.reference())
    assert basis.issued_on
    assert basis.due_on
    assert (basis.due_on - basis.issued_on).days == 14
    house.tell(caller.pays(98_500))
    assert house.account(caller).limit == sek(125_000)
    set_terms(caller.customer, OwnTerms(), *WHY, house.desk)
    assert house.desk.book.own_terms(caller.customer) == OwnTerms()
    [first, second] = [
        entry
        for entry in limit_history(caller.customer, TableAuditTrail())
        if entry.what == "terms_changed"
    ]
    assert (first.before, first.after) == ({}, {"due_days": "14", "limit_step": "250.00"})
    assert (second.before, second.after) == (first.after, {})


def test_terms_that_were_changed_meanwhile_are_not_overwritten(house: House) -> None:
    caller = house.register()
    fresh = OwnTerms(due_days=14)
    set_terms(caller.customer, fresh, *WHY, house.desk)
    for stale in (OwnTerms(), OwnTerms(due_days=15), OwnTerms(due_days=14, limit_days=1)):
        changed = ChangedTerms(before=stale, after=OwnTerms(due_days=20))
        with pytest.raises(AccountChangedError):
            house.desk.book.store(_of_terms(house, caller.customer, changed))
    assert house.desk.book.own_terms(caller.customer) == fresh


def test_two_who_agree_on_terms_at_once_leave_an_entry_each(house: House) -> None:
    caller = house.register()

    def agree(worker: int) -> None:
        set_terms(caller.customer, OwnTerms(due_days=10 + worker), *WHY, house.desk)

    at_once(2, agree)
    entries = limit_history(caller.customer, TableAuditTrail())
    changes = [entry for entry in entries if entry.what == "terms_changed"]
    assert len(changes) == 2
    assert changes[1].before == changes[0].after
    last = house.desk.book.own_terms(caller.customer)
    assert changes[1].after == {"due_days": str(last.due_days)}


def _of_terms(house: House, customer: str, terms: ChangedTerms) -> BillingChange:
    standing = house.desk.book.standing(customer)
    books = house.desk.book.receivables(standing)
    return BillingChange(before=books, after=books, terms=terms)


def test_everything_that_waits_is_listed_by_what_it_waits_for(own_table: str, house: House) -> None:
    assert own_table
    draft, due, overdue, credited, paid = (house.blocked_caller() for _ in range(5))
    for caller in (overdue, due, credited, paid):
        house.dispatch(caller.reference())
    house.tell(paid.pays(98_500))
    credit_basis(credited.reference(), sek(100), *WHY, house.desk)

    def listed(state: Waiting | None = None) -> set[str]:
        return {basis.customer for basis in list_waiting(state, house.desk)}

    assert listed(Waiting.DRAFT) == {draft.customer}
    assert listed(Waiting.DUE) == {due.customer, overdue.customer, credited.customer}
    assert listed() == {draft.customer, due.customer, overdue.customer, credited.customer}
    assert listed(Waiting.OVERDUE) == listed(Waiting.DISPATCH_FAILED) == set()
    house.clock.pass_time(timedelta(days=31))
    mark_overdue(house.desk)
    assert listed(Waiting.OVERDUE) == {due.customer, overdue.customer, credited.customer}
    assert listed(Waiting.DUE) == set()
    house.tell(a_payment("lost", sek(500), None), due.pays(100_000))
    [lost] = list_payments(WaitingPayment.SUSPENSE, house.desk)
    [task] = list_payments(WaitingPayment.TASK, house.desk)
    assert (lost.id, task.customer) == ("lost", due.customer)
