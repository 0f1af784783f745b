"""Any order of calls, records, corrections, merges and crashes charges every contact once."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from agentline.domain.books import OrphanKind
from agentline.domain.call import Step, Verdict
from agentline.domain.contact_record import ContactRecord
from agentline.domain.merge import MergeRefusedError
from agentline.domain.money import Money, sek
from agentline.domain.phone_number import phone_number
from agentline.services.billing_desk import BillingDesk
from agentline.services.edit_basis import close_basis, void_basis
from agentline.services.lifecycle_desk import LifecycleDesk
from agentline.services.merge_customers import finish_merge, merge_customers
from agentline.services.quarantine import Outcome
from agentline.services.reconcile import reconcile
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import IncomingCall, ScreeningDesk, screen_call
from agentline.services.settle_contacts import BilledContact, RatingDesk, settle_contacts
from tests.billing_fakes import KIND, TERMS, FakeExecutions, FakeLedger, TickingClock
from tests.examples import BASIC, OPENING_LIMIT, TAROT_LINE, a_record
from tests.fakes import FakeCatalogue, FakeCodes, FakeDirectory, FakeStore
from tests.merging_world import KilledError, MergingWorld

CUSTOMERS = ("100001", "100002", "100003", "100004")
NUMBERS = {customer: phone_number(f"+4670174{customer[-4:]}") for customer in CUSTOMERS}
WHO = st.sampled_from(CUSTOMERS)
CATALOGUE = FakeCatalogue(lines={TAROT_LINE.number: TAROT_LINE}, versions=[BASIC])
# What a merge that is over, or has come to the end of its orders, leaves amiss in nobody's eyes.
LATE = {OrphanKind.MERGE_UNFINISHED, OrphanKind.HOLD_EXPIRED, OrphanKind.CALL_WITHOUT_ORDER}


class MergedCustomers(RuleBasedStateMachine):
    """Four who call; every now and then two of them turn out to be one."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("agentline.services.merge_customers.ORDERS_AT_ONCE", 2)
        self.patch.setattr("agentline.services.conflict._FIRST_PAUSE_SECONDS", 0)
        self.world, self.clock, self.names = MergingWorld(), TickingClock(), count(1)
        self.talking: list[str] = []
        self.newest: dict[str, ContactRecord] = {}
        for customer, number in NUMBERS.items():
            self.world.add(customer, number)
        self.screening = ScreeningDesk(
            register=self.world,  # type: ignore[arg-type]
            calls=self.world,
            catalogue=CATALOGUE,
            codes=FakeCodes(),
            directory=FakeDirectory(),
            terms=RegistrationTerms(limit=OPENING_LIMIT, price_list="basic"),
            clock=self.clock,
        )
        self.rating = RatingDesk(
            register=self.world,  # type: ignore[arg-type]
            calls=self.world,
            orders=self.world,
            quarantine=FakeStore(),
            catalogue=CATALOGUE,
            clock=self.clock,
        )
        self.billing = BillingDesk(
            book=self.world,  # type: ignore[arg-type]
            catalogue=CATALOGUE,
            ledger=FakeLedger(),
            ledger_kind=KIND,
            executions=FakeExecutions(),
            terms=TERMS,
            clock=self.clock,
            mailbox=lambda _provider: None,
            hindrance=lambda _customer, _now: None,
            count=lambda _name: None,
        )
        self.lifecycle = LifecycleDesk(
            billing=self.billing,
            merges=self.world,
            erasures=None,  # type: ignore[arg-type]
            records=None,  # type: ignore[arg-type]
        )

    def teardown(self) -> None:
        self.patch.undo()

    @initialize(billed=st.lists(st.integers(0, 2), min_size=4, max_size=4))
    def some_calls_were_billed(self, billed: list[int]) -> None:
        """Of each customer some are billed, three are not, and one record is still to come."""
        for who, calls in zip(CUSTOMERS, billed, strict=True):
            for at in range(calls + 3):
                self.ring(who)
                self.a_record_comes(pick=-1, minutes=at + 1, is_last=True)
                if at + 1 == calls:
                    self.staff_bill(who, is_void=True)
            self.ring(who)
        self.time_passes(1)

    @rule(who=WHO)
    def ring(self, who: str) -> None:
        incoming = IncomingCall(
            call=f"call-{next(self.names)}",
            step=Step.NUMBER,
            a_number=NUMBERS[who],
            b_number=TAROT_LINE.number,
        )
        call = screen_call(incoming, self.screening)
        if call.verdict is Verdict.ADMIT:
            self.talking.append(call.call)
            assert call.customer is not None
            assert self.world.standings[call.customer].merged_into is None

    @precondition(lambda self: self.talking)
    @rule(pick=st.integers(0, 99), minutes=st.integers(0, 12), is_last=st.booleans())
    def a_record_comes(self, pick: int, minutes: int, is_last: bool) -> None:
        """The last record of a call, or one of several."""
        call = self.talking[pick % len(self.talking)]
        if is_last:
            self.talking.remove(call)
        record = a_record(
            call if is_last else f"{call}-{next(self.names)}",
            call=call,
            talk_seconds=60 * minutes,
            initiated_at=self.clock(),
            version=self.clock() + timedelta(hours=1),
            is_last_leg=is_last,
        )
        assert self.settle(record) in {Outcome.RATED, Outcome.RELEASED}
        if minutes:
            self.newest[record.contact] = record

    @precondition(lambda self: self.newest)
    @rule(picks=st.sets(st.integers(0, 30), min_size=1), minutes=st.integers(0, 12))
    def newer_versions_of_records_come(self, picks: set[int], minutes: int) -> None:
        for pick in sorted(picks):
            self.version_comes(pick, minutes, 1)

    @precondition(lambda self: self.newest)
    @rule(picks=st.sets(st.integers(0, 30), min_size=1), hours=st.integers(-1, 0))
    def records_come_again(self, picks: set[int], hours: int) -> None:
        """As they are known, or older ones that say something else."""
        for pick in sorted(picks):
            self.version_comes(pick, pick, hours)

    def version_comes(self, pick: int, minutes: int, hours: int) -> None:
        known = list(self.newest.values())[pick % len(self.newest)]
        began_at = known.initiated_at + timedelta(seconds=30) if minutes else None
        record = replace(
            known,
            talk_seconds=60 * minutes,
            talk_began_at=began_at,
            version=known.version + timedelta(hours=hours),
        )
        is_news = hours > 0 and record.talk_seconds != known.talk_seconds
        assert self.settle(record) is (Outcome.CORRECTED if is_news else Outcome.DUPLICATE)
        if is_news:
            self.newest[record.contact] = record

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        """Holds expire, and their records come all the same."""
        self.clock.pass_time(timedelta(hours=hours))

    @rule(who=WHO, is_void=st.booleans())
    def staff_bill(self, who: str, is_void: bool) -> None:
        account = self.world.standings[who].account
        if account.open_basis.count and account.unbilled.minor >= 0:
            close_basis(who, "anna", "due", self.billing)
        for (customer, _), basis in list(self.world.bases.items()):
            if customer == who and not basis.state.is_settled and is_void:
                void_basis(basis.reference, "anna", "goodwill", self.billing)

    @rule(source=WHO, into=WHO, deaths=st.none() | st.integers(1, 5))
    def staff_merge(self, source: str, into: str, deaths: int | None) -> None:
        """The process may die after any of its writes."""
        self.world.writes_left = deaths
        with suppress(MergeRefusedError, KilledError):
            deed = f"deed-{next(self.names)}"
            merge_customers(source, into, "anna", "one person", deed, self.lifecycle)
            assert not self.world.standings[source].account.open_basis.count
        self.world.writes_left = None

    @rule()
    def the_sweeper_finishes_merges(self) -> None:
        for merge in self.world.unfinished(self.clock(), 10):
            finish_merge(merge, self.lifecycle)
        merged = [one for one in self.world.standings.values() if one.merged_into]
        assert not any(one.account.open_basis.count for one in merged)

    def settle(self, record: ContactRecord) -> Outcome:
        call = self.world.screened[record.call]
        contact = BilledContact(id="only", record=record, call=call, text="")
        assert call.customer is not None
        return settle_contacts(call.customer, [contact], self.rating)["only"]

    @invariant()
    def the_books_are_whole(self) -> None:
        findings = reconcile(self.world.books(), CATALOGUE, self.clock.now)
        assert findings.violations == []
        assert findings.damage == []
        assert {orphan.kind for orphan in findings.orphans} <= LATE

    @invariant()
    def every_contact_is_charged_once_whoever_pays(self) -> None:
        charged: dict[str, Money] = {}
        for order in self.world.orders.values():
            charged[order.contact] = charged.get(order.contact, sek(0)) + order.amount
        assert charged == {contact: _price(record) for contact, record in self.newest.items()}


def _price(record: ContactRecord) -> Money:
    """Twenty kronor a minute, and five for the first leg of a call."""
    if not record.talk_seconds:
        return sek(0)
    return sek(2_000 * record.talk_seconds // 60 + (0 if record.is_later_leg else 500))


MergedCustomers.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestMergedCustomers = MergedCustomers.TestCase
