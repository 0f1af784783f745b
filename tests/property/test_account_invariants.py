"""Any order of calls, records, closings and payments keeps the books whole (design.md 3)."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agentline.domain.basis import Basis, BasisStateError
from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    EditError,
    Goodwill,
    LineReduction,
    OwnRate,
    Rule,
)
from agentline.domain.basis_lines import line_id
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Verdict
from agentline.domain.contact_record import ContactRecord
from agentline.domain.crediting import CreditError
from agentline.domain.draft import BelowZeroError
from agentline.domain.manual_order import GoodwillError, ManualKind, ManualOrder, key_of
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.refund import RefundError
from tests.books import OFFER, POLICY, BookKeeper, version_of, violations
from tests.examples import a_record

AMOUNTS = st.integers(1, 30_000).map(sek)
PERCENTS = st.sampled_from(["5", "12.5", "100"]).map(Percent.parse)
EDITS = st.one_of(
    AMOUNTS.map(lambda amount: OwnRate(rate_per_minute=amount)),
    st.one_of(AMOUNTS, PERCENTS).map(lambda reduction: BasisReduction(reduction=reduction)),
    AMOUNTS.map(lambda amount: Goodwill(amount=amount)),
    AMOUNTS.map(
        lambda amount: ArticleLine(
            text="Tarot cards", quantity=2, unit_price=amount, vat_percent=Percent.parse("6")
        )
    ),
)


class CallingCustomer(RuleBasedStateMachine):
    """One customer whose calls overlap, end late or never, and whose records come in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.keeper = BookKeeper(is_rounded=True)
        self.talking: dict[str, int] = {}
        self.records: list[ContactRecord] = []
        self.frozen: dict[int, int] = {}
        self.recalled_early: list[str] = []

    @initialize(minutes=st.lists(st.integers(5, 49), min_size=2, max_size=4))
    def some_calls_were_billed(self, minutes: list[int]) -> None:
        """Else most steps would find nothing to do anything with."""
        for length in minutes:
            call = self.keeper.ring()
            if call.verdict is Verdict.ADMIT:
                talked = a_record(call.call, talk_seconds=60 * length, initiated_at=self.keeper.now)
                self.records.append(talked)
                self.keeper.rate(talked)
                if self.keeper.account.open_basis.count:
                    self.keeper.close()

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

    @precondition(lambda self: self.keeper.account.open_basis.count)
    @rule()
    def staff_close_the_open_basis(self) -> None:
        if self.keeper.account.unbilled.minor >= 0:
            self.keeper.close()

    @rule(pick=st.integers(0, 99), edit=EDITS)
    def staff_edit_a_draft(self, pick: int, edit: Rule) -> None:
        if draft := self.pick(pick, BasisState.DRAFT):
            with suppress(EditError, BelowZeroError):
                self.keeper.edit(draft.number, edit)

    @rule(pick=st.integers(0, 99), which=st.integers(0, 99), amount=st.integers(1, 5_000))
    def staff_lower_a_line(self, pick: int, which: int, amount: int) -> None:
        if draft := self.pick(pick, BasisState.DRAFT):
            lines = self.keeper.draft(draft.number).lines(version_of)
            line = lines[which % len(lines)].id if lines else "none"
            with suppress(EditError, BelowZeroError):
                rule_ = LineReduction(line=line, reduction=sek(amount))
                self.keeper.edit(draft.number, rule_)

    @rule(pick=st.integers(0, 99), which=st.integers(0, 99))
    def staff_undo_an_edit(self, pick: int, which: int) -> None:
        draft = self.pick(pick, BasisState.DRAFT)
        if draft and draft.edits:
            with suppress(EditError, BelowZeroError):
                self.keeper.undo(draft.number, draft.edits[which % len(draft.edits)].id)

    @rule(pick=st.integers(0, 99), which=st.integers(0, 99))
    def staff_move_a_line(self, pick: int, which: int) -> None:
        if draft := self.pick(pick, BasisState.DRAFT):
            orders = self.keeper.draft(draft.number).orders
            line = line_id(orders[which % len(orders)]) if orders else "none"
            with suppress(EditError, BelowZeroError):
                self.keeper.move(draft.number, line)

    @rule(amount=st.integers(1, 40_000), quantity=st.integers(1, 3))
    def staff_enter_a_manual_line(self, amount: int, quantity: int) -> None:
        self.keeper.enter(sek(amount), quantity)

    @rule(amount=st.integers(1, 120_000))
    def staff_give_goodwill(self, amount: int) -> None:
        with suppress(GoodwillError):
            self.keeper.give(sek(amount))

    @precondition(lambda self: self.keeper.all_orders)
    @rule(pick=st.integers(0, 99), part=st.integers(1, 120))
    def staff_refund_an_order(self, pick: int, part: int) -> None:
        """Part of what it cost, all that is left of it, or more than there is."""
        orders = self.keeper.all_orders
        order = orders[pick % len(orders)]
        amount = None if part == 100 else sek(max(1, order.amount.minor * part // 100))
        with suppress(BasisStateError, BelowZeroError, CreditError, EditError, RefundError):
            self.keeper.refund(key_of(order), amount)

    @rule(pick=st.integers(0, 99))
    def staff_void_a_draft(self, pick: int) -> None:
        if draft := self.pick(pick, BasisState.DRAFT):
            self.keeper.void(draft.number)

    @rule(pick=st.integers(0, 99))
    def staff_dispatch_a_basis(self, pick: int) -> None:
        if basis := self.pick(pick, BasisState.DRAFT, BasisState.DISPATCH_FAILED):
            self.keeper.freeze(basis.number)
            self.frozen[basis.number] = self.keeper.bases[basis.number].payable.minor

    @rule(pick=st.integers(0, 99), is_taken=st.booleans())
    def the_ledger_answers(self, pick: int, is_taken: bool) -> None:
        if basis := self.pick(pick, BasisState.DISPATCHING):
            answer = self.keeper.record_dispatch if is_taken else self.keeper.fail_dispatch
            answer(basis.number)

    @rule(pick=st.integers(0, 99))
    def staff_reopen_a_failed_basis(self, pick: int) -> None:
        if basis := self.pick(pick, BasisState.DISPATCH_FAILED):
            self.keeper.reopen(basis.number)
            del self.frozen[basis.number]

    @rule(pick=st.integers(0, 99), part=st.integers(1, 150), is_early=st.booleans())
    def a_payment_comes(self, pick: int, part: int, is_early: bool) -> None:
        """Part of what is due, all of it, or more; for any basis there is, or for none."""
        basis = self.pick(pick, *BasisState)
        due = basis.due.minor if basis else 10_000
        early = next((name for name in self.recalled_early if is_early), "")
        self.keeper.pay(basis.number if basis else None, sek(max(1, due * part // 100)), early)
        if early:
            self.recalled_early.remove(early)

    @rule(pick=st.integers(0, 99), part=st.integers(1, 100))
    def a_payment_is_recalled(self, pick: int, part: int) -> None:
        came = [found for found in self.keeper.payments.values() if found.amount.minor]
        if came:
            payment = came[pick % len(came)]
            left = payment.amount - payment.recalled - payment.returned
            if left.minor:
                self.keeper.recall(payment.id, sek(max(1, left.minor * part // 100)))

    @rule(amount=st.integers(1, 200_000))
    def a_recall_is_faster_than_its_payment(self, amount: int) -> None:
        name = f"early-{len(self.keeper.payments)}"
        self.recalled_early.append(name)
        self.keeper.recall(name, sek(amount))

    @rule(pick=st.integers(0, 99))
    def prepaid_money_is_sent_back(self, pick: int) -> None:
        prepaid = [found for found in self.keeper.payments.values() if found.prepaid.minor]
        if prepaid:
            payment = prepaid[pick % len(prepaid)]
            self.keeper.give_back(payment.id, payment.prepaid)

    @rule(pick=st.integers(0, 99), part=st.integers(1, 100))
    def staff_credit_a_basis(self, pick: int, part: int) -> None:
        states = BasisState.DISPATCHED, BasisState.PART_PAID, BasisState.PAID
        basis = self.pick(pick, *states)
        if basis and basis.posting:
            left = (basis.payable - basis.credited).minor
            if left:
                self.keeper.credit(basis.number, sek(max(1, left * part // 100)))

    def pick(self, pick: int, *states: BasisState) -> Basis | None:
        found = [basis for basis in self.keeper.bases.values() if basis.state in states]
        return found[pick % len(found)] if found else None

    @invariant()
    def the_books_are_whole(self) -> None:
        assert violations(self.keeper.books()) == ()

    @invariant()
    def no_gift_takes_remaining_beyond_limit_and_prepaid_by_more_than_a_step(self) -> None:
        """But for what corrections and refunds take off, which was charged before."""
        taken_off = sum(
            order.amount.minor
            for order in self.keeper.all_orders
            if order.amount.minor < 0
            and not (isinstance(order, ManualOrder) and order.kind is ManualKind.GOODWILL)
        )
        account = self.keeper.account
        beyond = account.remaining - account.limit - account.prepaid
        assert beyond.minor <= POLICY.step.minor - taken_off

    @invariant()
    def i3_what_was_dispatched_never_changes(self) -> None:
        for basis, payable in self.frozen.items():
            assert self.keeper.bases[basis].payable.minor == payable


CallingCustomer.TestCase.settings = settings(max_examples=70, stateful_step_count=50)
TestCallingCustomer = CallingCustomer.TestCase
