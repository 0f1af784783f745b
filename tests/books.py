"""Sound books of the customer of the examples: a closed basis, a correction, a live call."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from agentline.domain.account import (
    Account,
    AccountChange,
    Settlement,
    drop_expired_holds,
    open_account,
    post,
)
from agentline.domain.audit import AuditEntry, audit_closing, audit_registration
from agentline.domain.basis import Basis, BasisState
from agentline.domain.books import Books
from agentline.domain.call import CreditSeen, ScreenedCall, Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import Customer
from agentline.domain.money import Money
from agentline.domain.offer import make_offer
from agentline.domain.order import Order, correct, rate, recompute
from agentline.domain.screening import Admit, screen_credit
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    NOON,
    OPENING_LIMIT,
    OWNER,
    TAROT_LINE,
    a_record,
)

OFFER = make_offer(TAROT_LINE, BASIC, (), NOON)
SHORTEST = OFFER.price.of_shortest_call(NOON)


def price_of(order: Order) -> Money:
    return recompute(order, BASIC)


@dataclass
class BookKeeper:
    """Lets one customer ring and talk, and writes down what comes of it as the store would."""

    now: datetime = NOON
    account: Account = field(default_factory=lambda: open_account(CUSTOMER, OPENING_LIMIT))
    calls: dict[str, ScreenedCall] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    bases: dict[int, Basis] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=lambda: [_registration()])

    def ring(self) -> ScreenedCall:
        call = f"call-{len(self.calls) + 1}"
        seen = drop_expired_holds(self.account, self.now)
        decision = screen_credit(self.account, OFFER, call, self.now)
        hold = decision.hold if isinstance(decision, Admit) else None
        self.calls[call] = ScreenedCall(
            call=call,
            step=Step.NUMBER,
            decided_at=self.now,
            a_number=CALLER,
            b_number=TAROT_LINE.number,
            verdict=Verdict.ADMIT if isinstance(decision, Admit) else Verdict.REFUSE,
            reason="none" if isinstance(decision, Admit) else decision.reason.value,
            language=Language.SWEDISH,
            message="",
            customer=CUSTOMER,
            pin=OFFER.pin if isinstance(decision, Admit) else None,
            hold=hold.amount if hold else None,
            talk_seconds=hold.talk_seconds if hold else None,
            credit=CreditSeen(
                remaining=seen.remaining, available=seen.available, shortest=SHORTEST
            ),
        )
        if decision.change:
            self._keep(decision.change)
        return self.calls[call]

    def rate(self, record: ContactRecord) -> None:
        """Settle a record of a call that was let in: an order, a correction, or the hold alone."""
        history = [order for order in self.orders if order.contact == record.contact]
        order = None
        if history:
            order = correct(record, history, version=BASIC, now=self.now)
            if order is None:
                return
        elif record.talk_seconds:
            order = rate(
                record,
                customer=CUSTOMER,
                line=TAROT_LINE.number,
                pin=OFFER.pin,
                version=BASIC,
                now=self.now,
            )
        settlement = Settlement(
            call=record.call,
            charge=order.amount if order else None,
            is_last_leg=record.is_last_leg,
            draft=self._draft_of(history),
        )
        change = post(drop_expired_holds(self.account, self.now), [settlement], SHORTEST, self.now)
        if order:
            self.orders.append(replace(order, basis=change.placements[0]))
        self._keep(change)

    def move(self, basis: int, state: BasisState) -> None:
        """Dispatch a basis, or settle it, which ends its block."""
        kept = self.bases[basis]
        self.bases[basis] = replace(kept, state=state)
        is_blocking = self.account.blocking_basis == basis
        self.account = replace(
            self.account,
            unpaid=self.account.unpaid - kept.due + self.bases[basis].due,
            blocking_basis=None
            if is_blocking and state.is_settled
            else self.account.blocking_basis,
        )

    def books(self) -> Books:
        return Books(
            account=self.account,
            orders=tuple(self.orders),
            bases=tuple(self.bases.values()),
            calls=dict(self.calls),
            numbers=(CALLER,),
            listed_numbers=(CALLER,),
            audit=tuple(self.audit),
        )

    def _draft_of(self, history: Sequence[Order]) -> int | None:
        basis = self.bases.get(history[0].basis or 0) if history else None
        return basis.number if basis and basis.state is BasisState.DRAFT else None

    def _keep(self, change: AccountChange) -> None:
        self.account = change.after
        if change.closed:
            closed = change.closed
            self.bases[closed.number] = Basis(
                number=closed.number,
                state=BasisState.DRAFT,
                count=closed.count,
                total=closed.total,
                closed_at=closed.closed_at,
                is_closed_by_limit=True,
            )
            self.audit.append(audit_closing(change, closed))
        for number, charge in change.draft_entries:
            basis = self.bases[number]
            self.bases[number] = replace(basis, count=basis.count + 1, total=basis.total + charge)


def sound_books() -> Books:
    """One basis closed by the limit and paid, one order and a correction on the next, a live
    call."""
    keeper = BookKeeper()
    for minutes in (40, 9):
        keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * minutes))
    keeper.move(1, BasisState.PAID)
    talked = a_record(keeper.ring().call, talk_seconds=600)
    keeper.rate(talked)
    keeper.rate(replace(talked, talk_seconds=300, version=talked.version + timedelta(hours=1)))
    keeper.ring()
    return keeper.books()


def _registration() -> AuditEntry:
    customer = Customer(
        number=CUSTOMER,
        owner=OWNER,
        language=Language.SWEDISH,
        registered_at=NOON,
        source="fake",
        fetched_at=NOON,
    )
    return audit_registration(customer, CALLER, OPENING_LIMIT)
