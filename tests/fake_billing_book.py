"""The billing book of one customer in memory, with the store's conditions but no concurrency."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from agentline.billing_ports import (
    BillingChange,
    DeedDoneError,
    Entered,
    EventMetError,
    OwnTerms,
    TakenEvent,
    Todo,
)
from agentline.domain.account import open_account
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.customer import Customer
from agentline.domain.invoice import Invoice
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.manual_order import AnyOrder, key_of
from agentline.domain.order_key import OrderKey
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Receivables
from agentline.domain.refund import Refund
from agentline.domain.screening import Standing
from agentline.ports import AccountChangedError, CustomerMissingError
from tests.books import BookKeeper
from tests.examples import CALLER, CUSTOMER, OPENING_LIMIT, OWNER, a_standing

_WAITING = {state.value for state in BasisState}


@dataclass
class FakeBillingBook:
    """The next `conflicts` changes meet another worker's; the next `overtaken` events are met."""

    of: Standing = field(default_factory=lambda: a_standing(open_account(CUSTOMER, OPENING_LIMIT)))
    bases: dict[int, Basis] = field(default_factory=dict)
    orders: list[AnyOrder] = field(default_factory=list)
    payments: dict[str, Payment] = field(default_factory=dict)
    events: dict[str, TakenEvent] = field(default_factory=dict)
    deeds: dict[str, Entered] = field(default_factory=dict)
    copies: dict[int, Invoice] = field(default_factory=dict)
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    cursors: dict[str, str] = field(default_factory=dict)
    own: OwnTerms = field(default_factory=OwnTerms)
    conflicts: int = 0
    overtaken: int = 0

    @classmethod
    def kept_by(cls, keeper: BookKeeper) -> "FakeBillingBook":
        """With the account, the orders and the closed bases that a book-keeper has come to."""
        return cls(
            of=a_standing(keeper.account),
            bases=dict(keeper.bases),
            orders=[*keeper.orders, *keeper.manual_orders],
        )

    def standing(self, customer: str) -> Standing:
        if customer != CUSTOMER:
            raise CustomerMissingError(customer)
        return self.of

    def receivables(self, standing: Standing) -> Receivables:
        return Receivables(account=standing.account, bases=dict(self.bases))

    def orders_on(self, basis: Basis) -> tuple[AnyOrder, ...]:
        return tuple(order for order in self.orders if order.basis == basis.number)

    def order(self, key: OrderKey) -> AnyOrder | None:
        return next((order for order in self.orders if key_of(order) == key), None)

    def orders_of(self, customer: str, initiated_at: datetime) -> tuple[AnyOrder, ...]:
        assert customer == CUSTOMER
        return tuple(order for order in self.orders if order.initiated_at == initiated_at)

    def order_made_by(self, deed: str) -> OrderKey | None:
        made = self.deeds.get(deed)
        return key_of(made.order) if made and made.order and not made.refund else None

    def refund_made_by(self, deed: str) -> Refund | None:
        made = self.deeds.get(deed)
        return made.refund if made else None

    def buyer(self, customer: str) -> Customer:
        now = self.bases[1].closed_at
        return Customer(
            number=customer,
            owner=OWNER,
            language=self.of.language,
            registered_at=now,
            source="fake",
            fetched_at=now,
        )

    def phone_of(self, customer: str) -> PhoneNumber | None:
        return CALLER if customer == CUSTOMER else None

    def own_terms(self, customer: str) -> OwnTerms:
        assert customer == CUSTOMER
        return self.own

    def copy_of(self, customer: str, number: int) -> Invoice | None:
        assert customer == CUSTOMER
        return self.copies.get(number)

    def payment(self, source: str, payment: str) -> Payment | None:
        return self.payments.get(f"{source}#{payment}")

    def payments_of(self, customer: str) -> tuple[Payment, ...]:
        return tuple(one for one in self.payments.values() if one.customer == customer)

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None:
        return self.names.get(f"OCR {ocr}")

    def basis_of_ledger_id(self, source: str, ledger_id: str) -> tuple[str, int] | None:
        return self.names.get(f"{source} {ledger_id}")

    def digest_of(self, invoice: Invoice) -> str:
        return f"digest of {invoice}"

    def store(self, change: BillingChange) -> None:
        self._meet_others(change)
        if change.entered:
            self._enter(change.entered)
        self.audit += change.audit
        if change.before and change.after:
            self._store_receivables(change.before, change.after)
        for payment in change.payments:
            self.payments[payment.key] = replace(payment, version=payment.version + 1)
        if change.copy:
            self.copies[int(change.copy.reference[-4:])] = change.copy
        if change.posted and change.posted.basis.posting:
            posting, named = change.posted.basis.posting, (CUSTOMER, change.posted.basis.number)
            self.names[f"{change.posted.source} {posting.ledger_id}"] = named
            self.names[f"OCR {posting.ocr}"] = named
        for moved in change.moved:
            came = replace(moved.order, basis=moved.came_from)
            self.orders[self.orders.index(came)] = moved.order
        if change.event:
            met = replace(self.events[change.event], outcome=change.outcome)
            self.events[change.event] = met

    def store_basis(self, basis: Basis) -> None:
        if self.conflicts or self.bases[basis.number].version != basis.version:
            self.conflicts = max(0, self.conflicts - 1)
            raise AccountChangedError
        self.bases[basis.number] = replace(basis, version=basis.version + 1)

    def take_in(self, event: LedgerEvent, now: datetime) -> bool:
        key = f"{event.source}#{event.id}"
        is_new = key not in self.events
        taken = TakenEvent(event=event, taken_at=now, attempt=1, outcome=None)
        self.events.setdefault(key, taken)
        return is_new

    def taken_event(self, event: str) -> TakenEvent | None:
        return self.events.get(event)

    def next_attempt(self, taken: TakenEvent) -> int:
        key = f"{taken.event.source}#{taken.event.id}"
        if self.events[key] != taken:
            raise AccountChangedError
        self.events[key] = replace(taken, attempt=taken.attempt + 1)
        return taken.attempt + 1

    def waiting(self, what: str, until: datetime, limit: int) -> Sequence[Todo]:
        if what == "ledger_event":
            unmet = {key: one for key, one in self.events.items() if one.outcome is None}
            found = [Todo(what=what, at=one.taken_at, subject=key) for key, one in unmet.items()]
        else:
            found = [
                Todo(what=what, at=basis.closed_at, subject=basis.reference)
                for basis in self.bases.values()
                if _waits(basis, what)
            ]
        return [todo for todo in found if todo.at < until][:limit]

    def cursor(self, source: str) -> str | None:
        return self.cursors.get(source)

    def store_cursor(self, source: str, cursor: str) -> None:
        self.cursors[source] = cursor

    def _enter(self, entered: Entered) -> None:
        if entered.deed in self.deeds:
            raise DeedDoneError(entered.deed)
        self.deeds[entered.deed] = entered
        if entered.order:
            self.orders.append(entered.order)

    def _meet_others(self, change: BillingChange) -> None:
        if change.event and (self.overtaken or self.events[change.event].outcome is not None):
            self.overtaken = max(0, self.overtaken - 1)
            raise EventMetError(change.event)
        stale = any(
            payment.version != self.payments.get(payment.key, replace(payment, version=0)).version
            for payment in change.payments
        )
        if self.conflicts or stale:
            self.conflicts = max(0, self.conflicts - 1)
            raise AccountChangedError

    def _store_receivables(self, before: Receivables, after: Receivables) -> None:
        if before.account != self.of.account or before.bases != self.bases:
            raise AccountChangedError
        account = after.account
        if account != before.account:
            account = replace(account, version=before.account.version + 1)
        self.of = replace(self.of, account=account)
        self.bases = {
            number: basis
            if basis == before.bases.get(number)
            else replace(basis, version=basis.version + 1)
            for number, basis in after.bases.items()
        }
        self.audit += after.audit


def _waits(basis: Basis, what: str) -> bool:
    if what == "credit_note":
        return bool(basis.unsent_credit_notes)
    if what == "due":
        return basis.state.is_with_ledger and basis.due.minor > 0 and not basis.is_overdue
    assert what in _WAITING
    return basis.state.value == what
