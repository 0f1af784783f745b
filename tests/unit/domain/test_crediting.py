"""Crediting a dispatched basis (design.md 2.3)."""

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from tests.books import BookKeeper, violations
from tests.examples import OPENING_LIMIT, a_record


@pytest.fixture
def keeper() -> BookKeeper:
    """Of a customer who is asked for 990.00, and blocked."""
    keeper = BookKeeper()
    for minutes in (40, 9):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    keeper.dispatch(1)
    return keeper


@pytest.mark.parametrize("paid", [0, 50_000])
def test_a_rest_of_less_than_a_krona_counts_as_paid_after_a_credit_too(
    keeper: BookKeeper, paid: int
) -> None:
    if paid:
        keeper.pay(1, sek(paid))
    keeper.credit(1, sek(99_000 - paid - 99))
    basis = keeper.bases[1]
    assert (basis.state, basis.due, basis.adjusted) == (BasisState.PAID, sek(0), sek(99))
    assert (keeper.account.limit, keeper.account.blocking_basis) == (OPENING_LIMIT, None)
    assert not violations(keeper.books())


def test_what_was_adjusted_can_be_credited_as_well(keeper: BookKeeper) -> None:
    keeper.credit(1, sek(98_950))
    keeper.credit(1, sek(50))
    basis = keeper.bases[1]
    assert (basis.state, basis.credited, basis.adjusted) == (
        BasisState.CREDITED,
        sek(99_000),
        sek(0),
    )
    assert keeper.account.prepaid == sek(0)
    assert not violations(keeper.books())


def test_a_rest_of_a_krona_is_asked_for(keeper: BookKeeper) -> None:
    keeper.credit(1, sek(98_900))
    assert (keeper.bases[1].state, keeper.bases[1].due) == (BasisState.DISPATCHED, sek(100))
    assert keeper.account.blocking_basis == 1
