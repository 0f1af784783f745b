"""Credit: holds, posting, closing at the limit (design.md 2.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.account import (
    Account,
    CreditExceededError,
    close_at_limit,
    drop_expired_holds,
    open_account,
    place_hold,
)
from agentline.domain.hold import Hold
from agentline.domain.money import sek
from agentline.domain.settlement import Settlement, post
from tests.examples import CUSTOMER, NOON, TAROT_LINE, an_account

SHORTEST = sek(2_500)


def hold(amount: int, talk_seconds: int = 600) -> Hold:
    return Hold(amount=sek(amount), talk_seconds=talk_seconds, placed_at=NOON)


def held(account: Account, call: str, amount: int) -> Account:
    return place_hold(account, call, hold(amount), TAROT_LINE.number)


def settle(amount: int | None, call: str = "call", *, last: bool = True) -> Settlement:
    charge = None if amount is None else sek(amount)
    return Settlement(call=call, charge=charge, initiated_at=NOON, is_last_leg=last)


def test_a_new_account_has_its_whole_limit_available() -> None:
    account = open_account(CUSTOMER, sek(100_000))
    assert account.remaining == account.available == sek(100_000)
    assert account.open_basis.number == 1


def test_a_hold_lessens_what_is_available_and_not_what_remains() -> None:
    account = held(an_account(), "call", 30_000)
    assert account.available == sek(70_000)
    assert account.remaining == sek(100_000)
    assert account.last_line == TAROT_LINE.number


def test_holds_of_several_calls_add_up() -> None:
    account = held(held(an_account(), "one", 30_000), "two", 70_000)
    assert account.available.is_zero


def test_i4_a_hold_never_exceeds_what_is_available() -> None:
    with pytest.raises(CreditExceededError):
        held(an_account(unbilled=90_000), "call", 10_001)


def test_f14_a_hold_whose_call_must_be_over_falls_away() -> None:
    account = held(an_account(), "call", 30_000)
    expiry = account.holds["call"].expires_at
    assert drop_expired_holds(account, expiry - timedelta(seconds=1)) == account
    assert drop_expired_holds(account, expiry).holds == {}


def test_a_charge_goes_to_the_open_basis_and_the_last_leg_releases_the_hold() -> None:
    change = post(held(an_account(), "call", 30_000), [settle(4_500)], SHORTEST, NOON)
    assert change.after.unbilled == sek(4_500)
    assert change.after.open_basis.count == 1
    assert change.after.holds == {}
    assert change.placements == (1,)
    assert change.closed is None


def test_an_earlier_leg_lessens_the_hold_by_its_charge() -> None:
    account = held(an_account(), "call", 30_000)
    change = post(account, [settle(4_500, last=False)], SHORTEST, NOON)
    assert change.after.held == sek(25_500)


def test_a_leg_that_costs_all_of_the_hold_leaves_none() -> None:
    account = held(an_account(), "call", 4_500)
    assert post(account, [settle(4_500, last=False)], SHORTEST, NOON).after.holds == {}


def test_a_contact_nobody_answered_releases_the_hold_and_makes_no_order() -> None:
    change = post(held(an_account(), "call", 30_000), [settle(None)], SHORTEST, NOON)
    assert change.after.holds == {}
    assert change.after.open_basis.count == 0
    assert change.placements == (None,)


def test_settling_what_was_settled_before_changes_nothing() -> None:
    assert post(an_account(), [settle(None)], SHORTEST, NOON).is_empty


def test_the_basis_closes_and_blocks_once_the_shortest_call_cannot_be_paid() -> None:
    change = post(an_account(unbilled=95_000), [settle(2_501)], SHORTEST, NOON)
    assert change.closed is not None
    assert change.closed.number == 1
    assert change.closed.total == sek(97_501)
    after = change.after
    assert (after.blocking_basis, after.open_basis.number, after.open_basis.count) == (1, 2, 0)
    assert after.unpaid == sek(97_501)
    assert after.remaining == sek(2_499)
    assert "24.99" in change.closed.reason


def test_the_basis_stays_open_while_the_shortest_call_can_just_be_paid() -> None:
    assert post(an_account(unbilled=95_000), [settle(2_500)], SHORTEST, NOON).closed is None


def test_closing_looks_at_what_remains_and_never_at_holds() -> None:
    account = held(an_account(), "other", 100_000)
    assert post(account, [settle(4_500)], SHORTEST, NOON).closed is None


def test_f43_a_batch_closes_the_basis_once_at_the_crossing_order() -> None:
    charges = [settle(60_000, "a"), settle(38_000, "b"), settle(40_000, "c")]
    change = post(an_account(), charges, SHORTEST, NOON)
    assert change.placements == (1, 1, 2)
    assert change.closed is not None
    assert change.closed.count == 2
    assert change.closed.total == sek(98_000)
    assert change.after.open_basis.total == sek(40_000)


def test_while_a_basis_blocks_the_next_one_gathers_and_does_not_close() -> None:
    blocked = post(an_account(unbilled=95_000), [settle(5_000)], SHORTEST, NOON).after
    change = post(blocked, [settle(50_000)], SHORTEST, NOON)
    assert change.closed is None
    assert change.after.open_basis.total == sek(50_000)


def test_a_basis_of_free_orders_does_not_close_since_paying_it_would_free_nothing() -> None:
    account = an_account(unpaid=100_000)
    account = replace(account, open_basis=account.open_basis.with_order(sek(0), NOON))
    assert close_at_limit(account, SHORTEST, NOON).closed is None


def test_the_reason_of_closing_names_both_figures() -> None:
    change = post(an_account(unbilled=99_000), [settle(500)], SHORTEST, NOON)
    assert change.closed is not None
    assert change.closed.reason == (
        "remaining credit 5.00 is less than the shortest call, 25.00 SEK"
    )
