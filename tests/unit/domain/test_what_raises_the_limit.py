"""The readings of docs/decisions/0010: what raises the limit, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agentline.domain.basis_edit import BasisReduction
from agentline.domain.basis_state import BasisState
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from tests.books import POLICY, BookKeeper, violations
from tests.examples import OPENING_LIMIT, a_record

RAISED = OPENING_LIMIT + POLICY.step
TOTAL = sek(99_000)


@pytest.fixture
def keeper() -> BookKeeper:
    """Of a customer whose first basis was closed by the limit."""
    keeper = BookKeeper()
    for minutes in (40, 9):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    assert keeper.bases[1].is_closed_by_limit
    assert keeper.bases[1].payable == TOTAL
    return keeper


def test_a_payment_raises_once_and_a_recall_of_a_part_undoes_it(keeper: BookKeeper) -> None:
    keeper.dispatch(1)
    name = keeper.pay(1, TOTAL)
    assert keeper.account.limit == RAISED
    keeper.recall(name, sek(10_000))
    assert (keeper.account.limit, keeper.account.blocking_basis) == (OPENING_LIMIT, 1)
    keeper.pay(1, sek(10_000))
    assert keeper.account.limit == RAISED
    assert not violations(keeper.books())


def test_prepaid_money_applied_at_dispatch_raises_and_the_raise_goes_with_it(
    keeper: BookKeeper,
) -> None:
    keeper.pay(None, TOTAL)
    keeper.freeze(1)
    assert (keeper.account.limit, keeper.account.blocking_basis) == (RAISED, None)
    keeper.fail_dispatch(1)
    keeper.reopen(1)
    assert (keeper.account.limit, keeper.account.prepaid) == (OPENING_LIMIT, TOTAL)
    assert keeper.account.blocking_basis == 1
    assert not violations(keeper.books())


def test_crediting_and_voiding_end_the_block_and_raise_nothing(keeper: BookKeeper) -> None:
    keeper.dispatch(1)
    keeper.credit(1, TOTAL)
    assert keeper.bases[1].state is BasisState.CREDITED
    assert (keeper.account.limit, keeper.account.blocking_basis) == (OPENING_LIMIT, None)


def test_what_is_paid_after_a_partial_credit_raises(keeper: BookKeeper) -> None:
    keeper.dispatch(1)
    keeper.credit(1, sek(40_000))
    keeper.pay(1, sek(59_000))
    assert (keeper.bases[1].state, keeper.account.limit) == (BasisState.PAID, RAISED)


def test_a_paid_basis_that_is_credited_afterwards_keeps_its_raise(keeper: BookKeeper) -> None:
    keeper.settle(1)
    keeper.credit(1, TOTAL)
    assert keeper.bases[1].state is BasisState.CREDITED
    assert (keeper.account.limit, keeper.account.prepaid) == (RAISED, TOTAL)
    assert not violations(keeper.books())


@pytest.mark.parametrize(
    ("days", "limit"), [(POLICY.days, RAISED), (POLICY.days + 1, OPENING_LIMIT)]
)
def test_the_last_day_in_time_is_that_many_after_the_due_date(
    keeper: BookKeeper, days: int, limit: Money
) -> None:
    keeper.dispatch(1)
    keeper.now += timedelta(days=30 + days)
    keeper.pay(1, TOTAL)
    assert (keeper.account.limit, keeper.account.blocking_basis) == (limit, None)


def test_a_basis_of_nothing_to_pay_is_settled_unsent_and_raises_nothing(
    keeper: BookKeeper,
) -> None:
    keeper.edit(1, BasisReduction(reduction=Percent.parse("100")))
    keeper.freeze(1)
    assert (keeper.bases[1].state, keeper.bases[1].posting) == (BasisState.PAID, None)
    assert (keeper.account.limit, keeper.account.blocking_basis) == (OPENING_LIMIT, None)


def test_a_basis_that_was_closed_early_raises_nothing() -> None:
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60))
    keeper.settle(keeper.close())
    assert keeper.account.limit == OPENING_LIMIT


@pytest.mark.parametrize(("before", "after"), [(4_700_00, 5_000_00), (6_000_00, 6_000_00)])
def test_the_limit_rises_to_the_cap_and_is_never_lowered_to_it(
    keeper: BookKeeper, before: int, after: int
) -> None:
    keeper.account = replace(keeper.account, limit=sek(before))
    keeper.settle(1)
    assert keeper.account.limit == sek(after)
