"""Any order of calls, records, closings and payments keeps the books whole (design.md 3)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from agentline.domain.basis import BasisState
from agentline.domain.call import Verdict
from agentline.domain.contact_record import ContactRecord
from agentline.domain.invariants import find_violations
from tests.books import OFFER, BookKeeper, price_of
from tests.examples import a_record


class CallingCustomer(RuleBasedStateMachine):
    """One customer whose calls overlap, end late or never, and whose records come in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.keeper = BookKeeper()
        self.talking: dict[str, int] = {}
        self.records: list[ContactRecord] = []
        self.closed_totals: dict[int, int] = {}

    @rule()
    def ring(self) -> None:
        call = self.keeper.ring()
        if call.verdict is Verdict.ADMIT:
            assert call.hold is not None
            assert call.talk_seconds is not None
            assert OFFER.price.of(self.keeper.now, call.talk_seconds) <= call.hold
            self.talking[call.call] = 0

    @precondition(lambda self: self.talking)
    @rule(pick=st.integers(0, 99), talk=st.integers(0, 3_600), is_last=st.booleans())
    def a_record_comes(self, pick: int, talk: int, is_last: bool) -> None:
        call = list(self.talking)[pick % len(self.talking)]
        leg = self.talking[call]
        self.talking[call] += 1
        if is_last:
            del self.talking[call]
        record = a_record(
            f"{call}-leg-{leg}" if leg else call,
            call=call,
            talk_seconds=talk,
            initiated_at=self.keeper.now,
            version=self.keeper.now + timedelta(hours=1),
            is_last_leg=is_last,
        )
        self.records.append(record)
        self.keeper.rate(record)

    @precondition(lambda self: self.records)
    @rule(pick=st.integers(0, 99), talk=st.integers(0, 3_600), hours=st.integers(-2, 2))
    def another_version_of_a_record_comes(self, pick: int, talk: int, hours: int) -> None:
        """Newer, the same again, or older."""
        at = pick % len(self.records)
        known = self.records[at]
        began_at = known.initiated_at + timedelta(seconds=30) if talk else None
        version = known.version + timedelta(hours=hours)
        record = replace(known, talk_seconds=talk, talk_began_at=began_at, version=version)
        if hours > 0:
            self.records[at] = record
        self.keeper.rate(record)

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes: int) -> None:
        self.keeper.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.keeper.account.blocking_basis)
    @rule(state=st.sampled_from([BasisState.DISPATCHED, BasisState.PAID, BasisState.VOIDED]))
    def the_blocking_basis_moves_on(self, state: BasisState) -> None:
        basis = self.keeper.account.blocking_basis
        assert basis is not None
        self.keeper.move(basis, state)
        self.closed_totals[basis] = self.keeper.bases[basis].total.minor

    @invariant()
    def the_books_are_whole(self) -> None:
        assert find_violations(self.keeper.books(), price_of) == ()

    @invariant()
    def i3_what_was_dispatched_never_changes(self) -> None:
        for basis, total in self.closed_totals.items():
            assert self.keeper.bases[basis].total.minor == total


CallingCustomer.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCallingCustomer = CallingCustomer.TestCase
