"""Customers forgotten, over the staff API, on the store."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.mapping.customers import block_to_json
from agentline.adapters.dynamodb.scrubbing import STRETCHES
from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.domain.audit import audit_link
from agentline.domain.call import Step
from agentline.domain.customer import NumberEntry
from agentline.domain.erasure import ErasureRefusedError
from agentline.domain.money import sek
from agentline.domain.staff import Role
from agentline.ports import AccountChangedError, CustomerMissingError, NumberTakenError
from agentline.services.conflict import StillContestedError
from agentline.services.erase_customer import erase_customer
from agentline.services.finish_lifecycle import finish_lifecycle
from agentline.services.issue_code import issue_code
from tests.examples import a_block
from tests.integration.billing.conftest import find_amiss
from tests.integration.billing.house import Caller, House
from tests.integration.billing.mortality import Death, Fate, KilledError
from tests.integration.call_path.ringing import at_once, deliver, enter, ring
from tests.integration.office.customers import a_person
from tests.integration.office.known_person import (
    NAME,
    known_caller,
    paid_caller,
    rows_that_name,
)
from tests.integration.office.lifecycle import begun, merge, newer, orphans_of
from tests.reception import Answered, Reception

REASON = {"reason": "asked for in writing"}
AMOUNT = {"amount": "100.00", "currency": "SEK"}
ALL_KINDS_OF_ROWS = {
    "ADDRESS",
    "AUDIT",
    "BASIS",
    "BLOCKED",
    "CALL",
    "CALLED",
    "DISCOUNT",
    "EVENT",
    "LISTING",
    "NOTE",
    "NUM",
    "NUMBER",
    "PAYMENT",
    "PROFILE",
    "WINDOW",
}


def erase(office: Reception, caller: Caller, *, key: str | None = None, **how: Any) -> Answered:
    how = {"role": Role.ADMIN, "body": REASON, **how}
    return office.ask("POST", f"/customers/{caller.customer}/erasure", key=key, **how)


@pytest.mark.usefixtures("own_table")
@pytest.mark.parametrize("at_once", [None, 1])
def test_f40_nothing_names_who_was_erased_and_the_books_are_as_they_were(
    streamed: House, office: Reception, at_once: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether all of it is changed at once, or row by row."""
    if at_once:
        few = tuple(replace(stretch, at_once=at_once) for stretch in STRETCHES)
        monkeypatch.setattr("agentline.adapters.dynamodb.erasing.STRETCHES", few)
    house = streamed
    caller = known_caller(house, office)
    assert rows_that_name(caller) >= ALL_KINDS_OF_ROWS
    before = house.basis(caller.reference()), house.payment(caller), house.orders(caller)
    done = erase(office, caller)
    assert (done.status, done.json["numbers"], done.json["copies_kept"]) == (200, 2, 1)
    assert done.json["copies_kept_until"] == "2033-12-31"
    assert rows_that_name(caller) == set()
    basis, payment, orders = before
    after = house.basis(caller.reference())
    assert (after.total, after.received, after.frozen) == (
        basis.total,
        basis.received,
        basis.frozen,
    )
    assert house.payment(caller).applied == payment.applied
    assert house.orders(caller) == orders
    copy = house.desk.book.copy_of(caller.customer, 1)
    assert copy is not None
    assert copy.buyer.name == NAME
    assert orphans_of(caller, clock=house.clock) == []


@pytest.mark.usefixtures("own_table")
def test_f40_what_staff_wrote_on_orders_is_gone(house: House, office: Reception) -> None:
    caller = house.register()
    line = {"kind": "own", "text": f"cards for {NAME}", "unit_price": AMOUNT, "vat_percent": "25"}
    entered = {"customer": caller.customer, "line": line, "reason": f"{NAME} asked for them"}
    assert office.ask("POST", "/orders", entered).status == 201
    reference = caller.reference()
    closing = {"customer": caller.customer, "reason": "asked for it"}
    assert office.ask("POST", "/invoices", closing).status == 201
    house.dispatch(reference)
    house.tell(caller.pays(10_000))
    assert "ORDER" in rows_that_name(caller)
    assert erase(office, caller).status == 200
    assert rows_that_name(caller) == set()
    assert orphans_of(caller, clock=house.clock) == []


@pytest.mark.usefixtures("own_table")
def test_f40_calls_from_before_somebody_was_a_customer_tell_no_number(
    streamed: House, office: Reception
) -> None:
    number = streamed.new_number()
    call = ring(streamed.screening, number)
    assert call.reason == "number_unmatched"
    body = {**a_person(name=NAME), "country": "SE", "language": "sv"}
    path = f"/unmatched/{call.decided_at:%Y-%m-%d}.{call.call}/registering"
    registered = office.ask("POST", path, body)
    assert registered.status == 201, registered.text
    caller = Caller(customer=registered.json["seen"]["customer"], number=number)
    ring(streamed.screening, number)
    streamed.clock.pass_time(timedelta(days=1))
    assert call.call in rows_that_name(caller)
    assert erase(office, caller).status == 200
    assert rows_that_name(caller) == set()


def test_who_did_what_and_when_stays_and_the_last_entry_names_nobody(
    house: House, office: Reception
) -> None:
    caller = known_caller(house, office)
    before = TableAuditTrail().entries(caller.customer)
    erase(office, caller)
    after = TableAuditTrail().entries(caller.customer)
    assert [(entry.what, entry.who, entry.at) for entry in after[:-2]] == [
        (entry.what, entry.who, entry.at) for entry in before
    ]
    assert [entry.what for entry in after[-2:]] == ["customer_erasure_begun", "customer_erased"]
    assert (after[-1].who, after[-1].why) == ("admin@example.com", REASON["reason"])
    assert (after[-1].subject, after[-1].after) == (caller.customer, {"status": "erased"})


def test_a_number_that_was_freed_may_be_a_new_customers(house: House, office: Reception) -> None:
    caller = paid_caller(house)
    buyer = house.desk.book.buyer(caller.customer)
    erase(office, caller)
    register_ = house.screening.register
    assert register_.number_entry(caller.number) is None
    assert register_.customer_of_owner(buyer.owner.fingerprint) is None
    call = ring(house.screening, caller.number)
    assert (call.verdict, call.customer != caller.customer) == ("ADMIT", True)
    entry = NumberEntry(number=house.new_number(), customer=caller.customer, block=None)
    audit = audit_link(caller.customer, entry.number, "fake", house.clock())
    with pytest.raises(NumberTakenError):
        register_.link_number(entry, caller.customer, audit)
    with pytest.raises(CustomerMissingError):
        TableAddresses().file(caller.customer)


def test_a_block_of_the_number_itself_stays(house: House, office: Reception) -> None:
    caller = paid_caller(house)
    number = rows.NumberRow(f"NUM#{caller.number}", "NUM")
    number.update(actions=[rows.NumberRow.block.set(block_to_json(a_block()))])
    erase(office, caller)
    entry = house.screening.register.number_entry(caller.number)
    assert entry is not None
    assert (entry.customer, entry.block) == (None, a_block())
    assert ring(house.screening, caller.number).reason == "blocked_conduct"


def test_a_code_of_the_erased_is_nobodys(house: House, office: Reception) -> None:
    caller, desk = paid_caller(house), house.screening
    code = issue_code(caller.customer, "anna", "asked for", desk.codes, house.clock())
    erase(office, caller)
    call = ring(desk, None).call
    assert enter(desk, None, call, Step.CODE_1, code).reason == "code_wrong"
    with pytest.raises(AccountChangedError):
        issue_code(caller.customer, "anna", "asked for", desk.codes, house.clock())


def test_erasure_is_refused_while_money_is_owed_either_way(house: House, office: Reception) -> None:
    held, unbilled, unpaid = house.register(), house.register(), house.blocked_caller()
    prepaid = house.invoiced_caller()
    record = house.ring(held, 1)
    house.talk(unbilled, 1)
    house.tell(prepaid.pays(100_000))
    answers = {
        "is held for 1 call": erase(office, held),
        "1 orders": erase(office, unbilled),
        "985.00 SEK is due": erase(office, unpaid),
        "15.00 SEK is prepaid": erase(office, prepaid),
    }
    for words, answer in answers.items():
        assert (answer.status, answer.code) == (409, "erasure_refused")
        assert words in answer.json["detail"]
    deliver(house.rating, record)
    path = f"/customers/{unpaid.customer}/erasure-preview"
    seen = office.ask("GET", path, role=Role.ADMIN).json
    assert (seen["customers"], seen["name"], seen["invoices"]) == ([unpaid.customer], NAME, 1)
    assert seen["hindrances"] == [
        f"basis {unpaid.reference()} is draft, and 985.00 SEK is due on it"
    ]


def test_only_admins_erase_and_see_what_it_would_do(house: House, office: Reception) -> None:
    caller = paid_caller(house)
    path = f"/customers/{caller.customer}/erasure-preview"
    for role in (Role.BILLING, Role.SUPPORT, Role.VIEWER):
        assert erase(office, caller, role=role).code == "not_permitted"
        assert office.ask("GET", path, role=role).code == "not_permitted"


def test_a_reason_that_names_the_customer_is_refused(house: House, office: Reception) -> None:
    caller = paid_caller(house)
    for reason in (f"{NAME} asked for it", f"asked for from 0{caller.number[3:]}"):
        refused = erase(office, caller, body={"reason": reason})
        assert (refused.status, refused.code) == (422, "reason_names_customer")


def test_what_was_erased_is_erased_once_and_the_same_key_is_told_so(
    house: House, office: Reception
) -> None:
    caller = paid_caller(house)
    first = erase(office, caller, key=f"erase-{caller.customer}")
    assert erase(office, caller, key=f"erase-{caller.customer}").text == first.text
    again = erase(office, caller)
    assert (again.status, again.code) == (409, "erasure_refused")
    nobody = Caller(customer="999999999", number=caller.number)
    assert erase(office, nobody).code == "customer_missing"


@pytest.mark.usefixtures("own_table")
def test_whoever_was_merged_into_the_customer_is_erased_with_them(
    house: House, office: Reception
) -> None:
    first, second, third = known_caller(house, office), paid_caller(house), house.register()
    owner = house.desk.book.buyer(first.customer).owner
    merge(office, first, second)
    merge(office, second, third)
    assert "merged into" in erase(office, first).json["detail"]
    done = erase(office, third)
    assert sorted(done.json["customers"]) == sorted(
        [first.customer, second.customer, third.customer]
    )
    assert done.json["copies_kept"] == 2
    assert rows_that_name(first, second, third) == set()
    assert house.screening.register.customer_of_owner(owner.fingerprint) is None
    call = ring(house.screening, first.number)
    assert (call.verdict, call.customer not in done.json["customers"]) == ("ADMIT", True)


# Begun; numbers, until there are none; rows of orders, payments, bases, the trail; ended.
@pytest.mark.parametrize("deed", [1, 2, 5, 7])
def test_an_erasure_that_breaks_off_anywhere_goes_on_with_the_same_key(
    house: House,
    office: Reception,
    mortal_office: Callable[[Fate], Reception],
    own_table: str,
    deed: int,
) -> None:
    assert own_table
    caller = paid_caller(house)
    with pytest.raises(KilledError):
        erase(mortal_office(Fate({Death(deed, "after")})), caller, key="erase-0001")
    assert find_amiss(house.clock) == set()
    assert caller.customer in begun(house)
    assert erase(office, caller, key="erase-0001").status == 200
    assert rows_that_name(caller) == set()
    assert begun(house) == []


def test_an_erasure_that_was_left_is_finished_by_the_sweeper(
    house: House, mortal_office: Callable[[Fate], Reception], own_table: str
) -> None:
    assert own_table
    caller = paid_caller(house)
    with pytest.raises(KilledError):
        erase(mortal_office(Fate({Death(1, "after")})), caller)
    house.clock.pass_time(timedelta(minutes=3))
    assert finish_lifecycle(open_lifecycle_desk(house.desk)) == 1
    assert rows_that_name(caller) == set()


def test_a_late_record_of_the_erased_is_charged_all_the_same(
    house: House, office: Reception
) -> None:
    """The sums stay right, whoever may be asked for them."""
    caller = paid_caller(house)
    [order] = house.orders(caller)
    erase(office, caller)
    record = house.record_of(order.contact, 48)
    told = replace(record, initiated_at=order.initiated_at)
    [outcome] = deliver(house.rating, newer(told, 48))
    assert str(outcome) == "corrected"
    assert house.account(caller).unbilled == sek(-2_000)


def test_an_erasure_races_a_caller_and_nobody_is_let_in_as_the_erased(house: House) -> None:
    """Either the call is first, and its hold is in the way, or the number is free."""
    caller = paid_caller(house)
    desk = open_lifecycle_desk(house.desk)

    def act(worker: int) -> str | None:
        if worker % 2:
            return ring(house.screening, caller.number).customer
        with suppress(ErasureRefusedError, StillContestedError):
            erase_customer(caller.customer, "anna", "asked for", f"deed-{worker}", desk)
        return None

    at_once(6, act)
    is_erased = house.desk.book.standing(caller.customer).is_erased
    now = ring(house.screening, caller.number)
    assert (now.customer != caller.customer) is is_erased
    assert is_erased is not bool(house.account(caller).holds)
