"""The store of invoicing in memory, and a desk at which everything runs at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from agentline.billing_ports import (
    BillingChange,
    EventMetError,
    LedgerMailbox,
    OwnTerms,
    TakenEvent,
    Todo,
)
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer
from agentline.domain.invoice import Invoice
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import sek
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Receivables
from agentline.domain.screening import Standing
from agentline.ports import AccountChangedError, CustomerMissingError
from agentline.services.billing_desk import BillingDesk
from tests.billing_fakes import (
    KIND,
    TERMS,
    FakeExecutions,
    FakeLedger,
    TickingClock,
    outlast_submission,
)
from tests.books import BookKeeper
from tests.examples import (
    BASIC,
    CALLER,
    CUSTOMER,
    MINUTE_TARIFF,
    NOON,
    OWNER,
    TAROT_LINE,
    a_price_list,
    a_record,
    a_standing,
)
from tests.fakes import FakeCatalogue

REFERENCE = f"{CUSTOMER}-0001"
# Ten kronor a minute and no fee, from midnight in Stockholm on.
CHEAP = a_price_list(
    replace(MINUTE_TARIFF, rate_per_minute=sek(1_000), opening_fee=sek(0)),
    "cheap",
    datetime(2026, 2, 28, 23, tzinfo=UTC),
)


_WAITING = {BasisState.DRAFT, BasisState.DISPATCHING, BasisState.DISPATCH_FAILED}


@dataclass
class MemoryBook:
    """The `BillingBook` and `AuditTrail` ports for one customer, with the store's conditions."""

    receivables_now: Receivables
    orders: list[Order]
    audit: list[AuditEntry]
    terms: OwnTerms = field(default_factory=OwnTerms)
    copies: dict[int, Invoice] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    events: dict[str, TakenEvent] = field(default_factory=dict)
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    cursors: dict[str, str] = field(default_factory=dict)

    def standing(self, customer: str) -> Standing:
        if customer != CUSTOMER:
            raise CustomerMissingError(f"customer {customer} has no account")
        return a_standing(self.receivables_now.account)

    def receivables(self, standing: Standing) -> Receivables:
        return replace(self.receivables_now, account=standing.account)

    def orders_on(self, basis: Basis) -> tuple[Order, ...]:
        return tuple(order for order in self.orders if order.basis == basis.number)

    def buyer(self, customer: str) -> Customer:
        return Customer(
            number=customer,
            owner=OWNER,
            language=Language.SWEDISH,
            registered_at=NOON,
            source="fake",
            fetched_at=NOON,
        )

    def phone_of(self, _customer: str) -> PhoneNumber | None:
        return CALLER

    def own_terms(self, _customer: str) -> OwnTerms:
        return self.terms

    def copy_of(self, _customer: str, number: int) -> Invoice | None:
        return self.copies.get(number)

    def payment(self, source: str, payment: str) -> Payment | None:
        return self.payments.get(f"{source}#{payment}")

    def payments_of(self, customer: str) -> tuple[Payment, ...]:
        return tuple(each for each in self.payments.values() if each.customer == customer)

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None:
        return self.names.get(ocr)

    def basis_of_ledger_id(self, source: str, ledger_id: str) -> tuple[str, int] | None:
        return self.names.get(f"{source}#{ledger_id}")

    def digest_of(self, invoice: Invoice) -> str:
        return str(hash(invoice))

    def store(self, change: BillingChange) -> None:
        before, after = change.before, change.after
        if change.event and self.events[change.event].outcome is not None:
            raise EventMetError(change.event)
        if before and before.account.version != self.receivables_now.account.version:
            raise AccountChangedError
        if after:
            self._keep(after)
        for payment in change.payments:
            self.payments[payment.key] = replace(payment, version=payment.version + 1)
        if change.copy:
            self.copies[int(change.copy.reference.partition("-")[2])] = change.copy
        if change.posted and change.posted.basis.posting:
            posting, basis = change.posted.basis.posting, change.posted.basis
            self.names[f"{change.posted.source}#{posting.ledger_id}"] = CUSTOMER, basis.number
            self.names[posting.ocr or ""] = CUSTOMER, basis.number
        moved = {order.order.contact: order.order for order in change.moved}
        self.orders = [moved.get(order.contact, order) for order in self.orders]
        if change.terms:
            self.terms = change.terms.after
        if change.event:
            met = replace(self.events[change.event], outcome=change.outcome)
            self.events[change.event] = met

    def store_basis(self, basis: Basis) -> None:
        self._keep(replace(self.receivables_now, bases={**self._bases, basis.number: basis}))

    def take_in(self, event: LedgerEvent, now: datetime) -> bool:
        key = f"{event.source}#{event.id}"
        if key in self.events:
            return False
        self.events[key] = TakenEvent(event=event, taken_at=now, attempt=1, outcome=None)
        return True

    def taken_event(self, event: str) -> TakenEvent | None:
        return self.events.get(event)

    def next_attempt(self, taken: TakenEvent) -> int:
        return taken.attempt + 1

    def waiting(self, what: str, until: datetime, limit: int) -> Sequence[Todo]:
        found = [(basis.closed_at, basis.reference) for basis in self._waiting_bases(what)]
        for payment in self.payments.values():
            todo = "suspense" if payment.suspense.minor else "payment_task" if payment.task else ""
            if todo == what:
                found.append((payment.received_at, payment.key))
        listed = [Todo(what=what, at=at, subject=name) for at, name in found if at < until]
        return listed[:limit]

    def cursor(self, source: str) -> str | None:
        return self.cursors.get(source)

    def store_cursor(self, source: str, cursor: str) -> None:
        self.cursors[source] = cursor

    def entries(self, _customer: str) -> Sequence[AuditEntry]:
        return self.audit

    @property
    def _bases(self) -> Mapping[int, Basis]:
        return self.receivables_now.bases

    def _waiting_bases(self, what: str) -> list[Basis]:
        def todo(basis: Basis) -> str | None:
            if basis.unsent_credit_notes:
                return "credit_note"
            if basis.state in _WAITING:
                return basis.state.value
            return "due" if basis.state.is_with_ledger and basis.due.minor else None

        return [basis for basis in self._bases.values() if todo(basis) == what]

    def _keep(self, after: Receivables) -> None:
        self.audit += after.audit
        bases = {
            number: basis
            if basis == self._bases.get(number)
            else replace(basis, version=basis.version + 1)
            for number, basis in after.bases.items()
        }
        account = replace(after.account, version=after.account.version + 1)
        self.receivables_now = Receivables(account=account, bases=bases)


@dataclass
class PromptExecutions(FakeExecutions):
    """Runs everything as soon as it is started, unless it `is_idle`."""

    desk: BillingDesk | None = None
    is_idle: bool = False

    def _start(self, execution: Any) -> None:
        super()._start(execution)
        if self.desk and not self.is_idle:
            clock = self.desk.clock
            assert isinstance(clock, TickingClock)
            self.run(self.desk, outlast_submission(clock))


@dataclass(frozen=True, kw_only=True)
class MemoryDesk:
    """A desk and all that is behind it."""

    book: MemoryBook
    desk: BillingDesk
    ledger: FakeLedger
    executions: PromptExecutions


def open_memory_desk(
    *, kind: str = KIND, mailbox: LedgerMailbox | None = None, now: datetime = NOON
) -> MemoryDesk:
    """A customer whose call has used up the limit: basis 1, 985.00, is a draft and blocks."""
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * 49))
    book = MemoryBook(
        receivables_now=keeper.receivables, orders=list(keeper.orders), audit=list(keeper.audit)
    )
    ledger, executions = FakeLedger(), PromptExecutions()
    desk = BillingDesk(
        book=book,
        catalogue=FakeCatalogue(lines={TAROT_LINE.number: TAROT_LINE}, versions=[BASIC, CHEAP]),
        ledger=ledger,
        ledger_kind=kind,
        executions=executions,
        terms=TERMS,
        clock=TickingClock(now),
        mailbox=lambda provider: mailbox if provider == kind else None,
        hindrance=lambda _customer, _now: None,
        count=lambda _name: None,
    )
    executions.desk = desk
    return MemoryDesk(book=book, desk=desk, ledger=ledger, executions=executions)
