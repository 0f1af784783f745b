"""Sound books are silent; each kind of damage is found and named."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.audit import BASIS_CLOSED
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.books import Books
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.contact_record import ContactRecord
from agentline.domain.invariants import find_violations
from agentline.domain.money import Money, sek
from agentline.domain.order import Order
from tests.books import BookKeeper, sound_books, violations
from tests.examples import NOON, SECOND_CALLER, a_record

SOUND = sound_books()
[PAID_BASIS] = SOUND.bases
CORRECTED, CORRECTION = SOUND.orders[-2:]
[LIVE_CALL] = SOUND.account.holds


def broken(books: Books) -> set[str]:
    return {violation.invariant for violation in violations(books)}


def with_orders(*orders: Order) -> Books:
    return replace(SOUND, orders=orders)


def with_basis(basis: Basis) -> Books:
    return replace(SOUND, bases=(basis,))


def with_call(call: ScreenedCall) -> Books:
    return replace(SOUND, calls={**SOUND.calls, call.call: call})


def with_a_minute_only(record: ContactRecord) -> ContactRecord:
    return replace(record, talk_seconds=60, version=record.version + timedelta(hours=1))


def test_sound_books_are_silent() -> None:
    assert violations(SOUND) == ()


def test_a_violation_names_the_invariant_the_customer_and_the_subject() -> None:
    books = replace(SOUND, account=replace(SOUND.account, unpaid=sek(100)))
    [violation] = violations(books)
    assert (violation.invariant, violation.customer, violation.subject) == (
        "I2",
        SOUND.account.customer,
        "account",
    )
    assert violation.detail == "1.00 SEK is unpaid, the closed bases come to 0.00 SEK"


def test_i1_a_second_original_of_a_contact() -> None:
    assert "I1" in broken(with_orders(*SOUND.orders, replace(CORRECTED, record_version=NOON)))


def test_i1_a_correction_without_its_original() -> None:
    assert "I1" in broken(with_orders(*SOUND.orders[:-2], CORRECTION))


def test_i1_two_corrections_for_one_version() -> None:
    assert "I1" in broken(with_orders(*SOUND.orders, CORRECTION))


def test_i1_a_correction_that_starts_from_another_sum() -> None:
    books = with_orders(*SOUND.orders[:-1], replace(CORRECTION, charged_before=sek(1)))
    assert broken(books) == {"I1"}


def test_i1_orders_that_do_not_come_to_the_price() -> None:
    books = with_orders(*SOUND.orders[:-1], replace(CORRECTION, talk_seconds=301))
    assert broken(books) == {"I1"}


def test_i1_another_price_than_the_one_pinned() -> None:
    pin = replace(CORRECTION.pin, article="OTHER")
    call = replace(SOUND.calls[CORRECTION.call], pin=pin)
    assert broken(with_call(call)) == {"I1"}


def test_i1_a_price_that_cannot_be_recomputed() -> None:
    def price_missing(order: Order) -> Money:
        raise ArticleMissingError(order.pin.article)

    assert {v.invariant for v in find_violations(SOUND, price_missing)} == {"I1"}


def test_i2_unbilled_that_is_not_the_sum_of_the_open_basis() -> None:
    account = SOUND.account
    basis = replace(account.open_basis, total=account.unbilled + sek(1))
    assert broken(replace(SOUND, account=replace(account, open_basis=basis))) == {"I2"}


@pytest.mark.parametrize("state", [BasisState.DISPATCHED, BasisState.PART_PAID])
def test_i2_what_is_not_received_is_unpaid(state: BasisState) -> None:
    assert "I2" in broken(with_basis(replace(PAID_BASIS, received=sek(100), state=state)))


@pytest.mark.parametrize("state", [state for state in BasisState if state.is_with_ledger])
def test_i2_a_basis_is_in_the_state_its_amounts_say(state: BasisState) -> None:
    found = broken(with_basis(replace(PAID_BASIS, state=state)))
    assert found == (set() if state is BasisState.PAID else {"I2"})


def test_i2_a_basis_on_which_less_than_nothing_is_due() -> None:
    over = replace(PAID_BASIS, received=PAID_BASIS.payable + sek(100))
    account = replace(SOUND.account, unpaid=sek(-100))
    assert "I2" in broken(replace(with_basis(over), account=account))


def test_i2_a_basis_may_come_below_zero_by_corrections_of_earlier_ones_only() -> None:
    keeper = BookKeeper()
    first = a_record(keeper.ring().call, talk_seconds=49 * 60)
    keeper.rate(first)
    keeper.settle(1)
    keeper.rate(with_a_minute_only(first))
    assert keeper.account.unbilled == sek(-96_000)
    assert broken(keeper.books()) == set()
    own = tuple(replace(order, basis=2) for order in keeper.orders)
    assert "I2" in broken(replace(keeper.books(), orders=own))


def test_a_correction_that_would_take_a_draft_below_zero_goes_to_the_open_basis() -> None:
    keeper = BookKeeper()
    records = [a_record(keeper.ring().call, talk_seconds=49 * 60)]
    keeper.rate(records[0])
    keeper.settle(1)
    keeper.rate(with_a_minute_only(records[0]))
    while 2 not in keeper.bases:
        records.append(a_record(keeper.ring().call, talk_seconds=50 * 60))
        keeper.rate(records[-1])
    for record in records[1:]:
        keeper.rate(with_a_minute_only(record))
    assert keeper.bases[2].payable >= sek(0)
    assert keeper.account.unbilled < sek(0)
    assert broken(keeper.books()) == set()


def test_i2_prepaid_below_zero() -> None:
    account = replace(SOUND.account, prepaid=sek(-1))
    assert broken(replace(SOUND, account=account)) == {"I2", "I6"}


def test_i2_a_hold_below_zero() -> None:
    hold = replace(SOUND.account.holds[LIVE_CALL], amount=sek(-1))
    account = replace(SOUND.account, holds={LIVE_CALL: hold})
    assert broken(replace(SOUND, account=account)) == {"I2"}


def test_i2_a_hold_for_a_call_never_screened() -> None:
    calls = {name: call for name, call in SOUND.calls.items() if name != LIVE_CALL}
    assert broken(replace(SOUND, calls=calls)) == {"I2"}


@pytest.mark.parametrize(
    "change", [{"verdict": Verdict.REFUSE}, {"customer": "100002"}, {"hold": None}]
)
def test_i2_a_hold_for_a_call_not_let_in_on_this_credit(change: dict[str, object]) -> None:
    call = replace(SOUND.calls[LIVE_CALL], **change)  # type: ignore[arg-type]
    assert broken(with_call(call)) == {"I2"}


def test_i3_an_order_on_a_basis_that_is_not_there() -> None:
    stray = replace(SOUND.orders[0], basis=7)
    assert "I3" in broken(with_orders(stray, *SOUND.orders[1:]))


def test_i3_an_order_on_no_basis() -> None:
    stray = replace(SOUND.orders[0], basis=None)
    assert "I3" in broken(with_orders(stray, *SOUND.orders[1:]))


def test_i3_an_order_moved_between_bases() -> None:
    moved = replace(SOUND.orders[0], basis=2)
    found = violations(with_orders(moved, *SOUND.orders[1:]))
    assert {v.subject for v in found if v.invariant == "I3"} == {"basis 1", "basis 2"}


def test_i3_a_count_that_is_not_the_number_of_orders() -> None:
    assert broken(with_basis(replace(PAID_BASIS, count=1))) == {"I3"}


def test_i3_a_total_that_is_not_the_sum_of_the_orders() -> None:
    assert broken(with_basis(replace(PAID_BASIS, total=sek(1)))) == {"I3"}


def test_i3_an_order_in_another_currency() -> None:
    foreign = replace(SOUND.orders[0], amount=Money(SOUND.orders[0].amount.minor, "EUR"))
    assert "I3" in broken(with_orders(foreign, *SOUND.orders[1:]))


def test_i4_a_call_let_in_with_less_than_the_shortest_call_costs() -> None:
    call = SOUND.calls["call-1"]
    assert call.credit is not None
    assert call.hold is not None
    poor = replace(call.credit, available=call.credit.shortest - sek(1))
    assert broken(with_call(replace(call, credit=poor, hold=poor.available))) == {"I4"}


def test_i4_a_hold_of_more_than_was_available() -> None:
    call = SOUND.calls["call-1"]
    assert call.credit is not None
    assert broken(with_call(replace(call, hold=call.credit.available + sek(1)))) == {"I4"}


def test_i4_a_call_let_in_without_a_look_at_the_credit() -> None:
    assert broken(with_call(replace(SOUND.calls["call-1"], credit=None))) == {"I4"}


def test_i4_a_charge_for_a_call_that_was_refused() -> None:
    refused = replace(SOUND.calls["call-1"], verdict=Verdict.REFUSE)
    assert broken(with_call(refused)) == {"I4"}


def test_i5_a_gap_in_the_numbers_of_bases() -> None:
    account = SOUND.account
    books = replace(
        SOUND,
        account=replace(account, open_basis=replace(account.open_basis, number=3)),
        orders=tuple(
            replace(order, basis=3) if order.basis == 2 else order for order in SOUND.orders
        ),
    )
    assert broken(books) == {"I5"}


def test_i5_a_settled_basis_that_blocks() -> None:
    account = replace(SOUND.account, blocking_basis=1)
    assert broken(replace(SOUND, account=account)) == {"I5"}


def test_i5_an_unpaid_basis_closed_by_the_limit_that_does_not_block() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=49 * 60))
    keeper.dispatch(1)
    sound = keeper.books()
    books = replace(sound, account=replace(sound.account, blocking_basis=None))
    assert broken(books) == {"I5"}
    [basis] = books.bases
    by_staff = replace(books, bases=(replace(basis, is_closed_by_limit=False),))
    assert broken(by_staff) == set()


def test_i7_a_limit_the_audit_trail_does_not_explain() -> None:
    account = replace(SOUND.account, limit=SOUND.account.limit + sek(50_000))
    books = replace(SOUND, account=account)
    raised = replace(
        SOUND.audit[0],
        what="limit_changed",
        before={"limit": "1000.00"},
        after={"limit": "1500.00"},
    )
    assert broken(books) == {"I7"}
    assert broken(replace(books, audit=(*SOUND.audit, raised))) == set()


@pytest.mark.parametrize("limit", ["a lot", "-1.00"])
def test_i7_an_audit_trail_that_tells_no_amount(limit: str) -> None:
    registered = replace(SOUND.audit[0], after={**SOUND.audit[0].after, "limit": limit})
    assert broken(replace(SOUND, audit=(registered, *SOUND.audit[1:]))) == {"I7"}


def test_i8_a_registration_missing_or_told_twice() -> None:
    assert "I8" in broken(replace(SOUND, audit=SOUND.audit[1:]))
    assert "I8" in broken(replace(SOUND, audit=(SOUND.audit[0], *SOUND.audit)))


def test_i8_a_closing_without_an_entry() -> None:
    without = tuple(entry for entry in SOUND.audit if entry.what != BASIS_CLOSED)
    assert broken(replace(SOUND, audit=without)) == {"I8"}


def test_i8_a_number_linked_without_an_entry() -> None:
    books = replace(SOUND, numbers=(*SOUND.numbers, SECOND_CALLER))
    assert broken(books) == {"I8"}
    linked = replace(SOUND.audit[0], what="number_linked", subject=SECOND_CALLER, after={})
    assert broken(replace(books, audit=(*SOUND.audit, linked))) == set()


@pytest.mark.parametrize("field", ["who", "why"])
def test_i8_an_entry_that_does_not_say_who_or_why(field: str) -> None:
    dumb = replace(SOUND.audit[0], **{field: ""})  # type: ignore[arg-type]
    assert broken(replace(SOUND, audit=(dumb, *SOUND.audit[1:]))) == {"I8"}
