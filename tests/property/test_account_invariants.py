"""Any order of calls, records and closings keeps the account whole (invariants I2, I4, I5)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agentline.domain.account import (
    Account,
    AccountChange,
    ClosedBasis,
    Settlement,
    drop_expired_holds,
    post,
)
from agentline.domain.money import Money, sek
from agentline.domain.offer import make_offer
from agentline.domain.screening import Admit, screen_credit
from tests.examples import BASIC, NOON, TAROT_LINE, an_account

OFFER = make_offer(TAROT_LINE, BASIC, (), NOON)
SHORTEST = OFFER.price.of_shortest_call(NOON)


class CallingCustomer(RuleBasedStateMachine):
    """One customer whose calls overlap, end late or never, and whose records come in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.account: Account = an_account()
        self.talking: list[str] = []
        self.ever_rung = 0
        self.orders: dict[int, list[Money]] = {}
        self.closed: list[ClosedBasis] = []

    @rule()
    def ring(self) -> None:
        self.ever_rung += 1
        call = f"call-{self.ever_rung}"
        before = drop_expired_holds(self.account, self.now)
        decision = screen_credit(self.account, OFFER, call, self.now)
        if isinstance(decision, Admit):
            assert before.available >= SHORTEST
            assert decision.hold is not None
            assert OFFER.price.of(self.now, decision.hold.talk_seconds) <= decision.hold.amount
            self.talking.append(call)
        self._keep(decision.change)

    @precondition(lambda self: self.talking)
    @rule(pick=st.integers(0, 99), talk=st.integers(0, 3_600), is_last=st.booleans())
    def a_record_comes(self, pick: int, talk: int, is_last: bool) -> None:
        call = self.talking[pick % len(self.talking)]
        if is_last:
            self.talking.remove(call)
        charge = OFFER.price.of(self.now, talk) if talk else None
        current = drop_expired_holds(self.account, self.now)
        change = post(
            current, [Settlement(call=call, charge=charge, is_last_leg=is_last)], SHORTEST, self.now
        )
        for basis in change.placements:
            if basis is not None and charge is not None:
                self.orders.setdefault(basis, []).append(charge)
        self._keep(change)

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.account.blocking_basis)
    @rule()
    def the_blocking_basis_is_paid(self) -> None:
        paid = next(b for b in self.closed if b.number == self.account.blocking_basis)
        self.account = replace(
            self.account, unpaid=self.account.unpaid - paid.total, blocking_basis=None
        )

    @invariant()
    def i2_unbilled_is_the_sum_of_the_open_basis(self) -> None:
        on_open = self.orders.get(self.account.open_basis.number, [])
        assert self.account.unbilled == sum(on_open, sek(0))
        assert self.account.open_basis.count == len(on_open)
        assert self.account.unpaid.minor >= 0

    @invariant()
    def i3_a_closed_basis_is_the_sum_of_its_orders_for_ever(self) -> None:
        for basis in self.closed:
            assert basis.total == sum(self.orders[basis.number], sek(0))
            assert basis.count == len(self.orders[basis.number])

    @invariant()
    def i5_bases_are_numbered_consecutively(self) -> None:
        numbers = [basis.number for basis in self.closed]
        assert [*numbers, self.account.open_basis.number] == list(range(1, len(numbers) + 2))

    def _keep(self, change: AccountChange | None) -> None:
        if change is None:
            return
        if change.closed:
            self.closed.append(change.closed)
        self.account = change.after


CallingCustomer.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCallingCustomer = CallingCustomer.TestCase
