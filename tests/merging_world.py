"""Several customers in memory, with the store's keys and conditions, and writers that may die."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from agentline.billing_ports import BillingChange, OwnTerms
from agentline.domain.account import Account, AccountChange, open_account
from agentline.domain.audit import AuditEntry, audit_closing, audit_registration
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.books import Books
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.catalogue import Language
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import Customer, CustomerStatus, NumberEntry
from agentline.domain.draft import Draft
from agentline.domain.families import Families
from agentline.domain.merge import Merge, MergeSide
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Receivables
from agentline.domain.screening import Standing
from agentline.lifecycle_ports import MergeBegin
from agentline.ports import AccountChangedError, CallScreenedError, OrdersExistError
from tests.examples import NOON, OPENING_LIMIT, OWNER, a_standing

type OrderKey = tuple[str, str, datetime | None]


class KilledError(Exception):
    """The process that wrote is gone."""


def key_of(order: Order) -> OrderKey:
    """As the store keys it: of an original by its contact, of a correction by its version too."""
    version = order.record_version if order.is_correction else None
    return order.customer, order.contact, version


@dataclass
class MergingWorld:
    """Register, call log, order book, billing book and merge book in one.

    After `writes_left` more writes of billing and merging the writer dies.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    entries: dict[PhoneNumber, NumberEntry] = field(default_factory=dict)
    screened: dict[str, ScreenedCall] = field(default_factory=dict)
    orders: dict[OrderKey, Order] = field(default_factory=dict)
    bases: dict[tuple[str, int], Basis] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    merges: dict[str, Merge] = field(default_factory=dict)
    writes_left: int | None = None

    def add(self, customer: str, number: PhoneNumber) -> None:
        entry = Customer(
            number=customer,
            owner=replace(OWNER, street=f"Gatan {customer}"),
            language=Language.SWEDISH,
            registered_at=NOON,
            source="fake",
            fetched_at=NOON,
        )
        self.customers[customer] = entry
        self.standings[customer] = a_standing(open_account(customer, OPENING_LIMIT))
        self.entries[number] = NumberEntry(number=number, customer=customer, block=None)
        self.audit.append(audit_registration(entry, number, OPENING_LIMIT))

    def books(self) -> list[Books]:
        merged_into = {
            customer: standing.merged_into
            for customer, standing in self.standings.items()
            if standing.merged_into
        }
        families = Families(merged_into)
        orders = {customer: self._orders_of(customer) for customer in self.standings}
        return [
            self._books(customer, orders, families, merged_into.get(customer))
            for customer in self.standings
        ]

    # the register

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None:
        return self.entries.get(number)

    def standing(self, customer: str) -> Standing:
        return self.standings[customer]

    def change_account(self, change: AccountChange) -> None:
        self._change(change)

    # the call log

    def store_call(
        self,
        call: ScreenedCall,
        change: AccountChange | None,
        unmatched: UnmatchedCaller | None = None,
    ) -> None:
        assert unmatched is None
        if call.call in self.screened:
            raise CallScreenedError(self.screened[call.call])
        if change:
            self._change(change)
        self.screened[call.call] = call

    def calls(self, ids: Sequence[str]) -> Mapping[str, ScreenedCall]:
        return {call: self.screened[call] for call in ids if call in self.screened}

    # the order book

    def store_orders(self, change: AccountChange, orders: Sequence[Order]) -> None:
        known = [self.orders[key] for order in orders if (key := key_of(order)) in self.orders]
        if known:
            raise OrdersExistError(known)
        self._change(change)
        self.orders |= {key_of(order): order for order in orders}

    def history(self, customer: str, record: ContactRecord) -> Sequence[Order]:
        found = [one for one in self._orders_of(customer) if one.contact == record.contact]
        return sorted(found, key=lambda order: order.record_version)

    def draft(self, standing: Standing, basis: int) -> Draft | None:
        kept = self.bases[standing.account.customer, basis]
        if kept.state is not BasisState.DRAFT:
            return None
        return Draft(basis=kept, orders=self.orders_on(kept), language=standing.language)

    # the billing book

    def receivables(self, standing: Standing) -> Receivables:
        customer = standing.account.customer
        bases = {number: basis for (of, number), basis in self.bases.items() if of == customer}
        return Receivables(account=standing.account, bases=bases)

    def orders_on(self, basis: Basis) -> tuple[Order, ...]:
        orders = self._orders_of(basis.customer)
        return tuple(order for order in orders if order.basis == basis.number)

    def own_terms(self, customer: str) -> OwnTerms:
        assert customer in self.standings
        return OwnTerms()

    def payments_of(self, customer: str) -> tuple[Payment, ...]:
        assert customer in self.standings
        return ()

    def store(self, change: BillingChange) -> None:
        assert change.before is not None
        assert change.after is not None
        handed = change.handed_over
        self._require(change.before.account)
        if handed:
            self._require(handed.before)
            for order in handed.orders:
                assert isinstance(order, Order)
                gone = replace(order, customer=handed.before.customer)
                del self.orders[key_of(gone)]
                assert key_of(order) not in self.orders
                self.orders[key_of(order)] = order
            self._keep(handed.after)
        self._keep(change.after.account)
        for number, basis in change.after.bases.items():
            self.bases[basis.customer, number] = replace(basis, version=basis.version + 1)
        self.audit += change.after.audit
        self._write()

    # the merge book

    def side(self, customer: str) -> MergeSide:
        return MergeSide(
            customer=self.customers[customer],
            standing=self.standings[customer],
            books=self.receivables(self.standings[customer]),
            numbers=tuple(self.numbers_of(customer)),
            absorbed=tuple(self.absorbed_by(customer)),
        )

    def absorbed_by(self, customer: str) -> Sequence[Merge]:
        return [merge for merge in self.merges.values() if merge.into == customer]

    def merge_of(self, customer: str) -> Merge | None:
        return self.merges.get(customer)

    def begin(self, begun: MergeBegin) -> None:
        source, into = begun.source, begun.into
        self._require(source.account)
        self._require(into.account)
        self._keep(begun.left)
        self._keep(into.account)
        standing = self.standings[source.number]
        self.standings[source.number] = replace(standing, merged_into=into.number)
        self.customers[source.number] = replace(
            source.customer, status=CustomerStatus.MERGED, merged_into=into.number
        )
        self.merges[source.number] = begun.merge
        self.audit += begun.audit
        self._write()

    def numbers_of(self, customer: str) -> Sequence[PhoneNumber]:
        return [number for number, one in self.entries.items() if one.customer == customer]

    def move_numbers(self, merge: Merge, numbers: Sequence[PhoneNumber], audit: AuditEntry) -> None:
        for number in numbers:
            self.entries[number] = replace(self.entries[number], customer=merge.into)
        self.audit.append(audit)
        self._write()

    def open_orders(self, account: Account, limit: int) -> Sequence[Order]:
        orders = self._orders_of(account.customer)
        found = [order for order in orders if order.basis == account.open_basis.number]
        return sorted(found, key=lambda one: (one.initiated_at, one.record_version))[:limit]

    def finish(self, merge: Merge) -> None:
        self.merges[merge.source] = replace(merge, is_finished=True)
        self._write()

    def unfinished(self, until: datetime, limit: int) -> Sequence[Merge]:
        begun = [merge for merge in self.merges.values() if not merge.is_finished]
        return [merge for merge in begun if merge.by.at < until][:limit]

    def _orders_of(self, customer: str) -> list[Order]:
        return [order for order in self.orders.values() if order.customer == customer]

    def _require(self, account: Account) -> None:
        if self.standings[account.customer].account != account:
            raise AccountChangedError

    def _keep(self, account: Account) -> None:
        standing = self.standings[account.customer]
        version = standing.account.version + 1
        self.standings[account.customer] = replace(
            standing, account=replace(account, version=version)
        )

    def _change(self, change: AccountChange) -> None:
        self._require(change.before)
        self._keep(change.after)
        customer = change.before.customer
        if change.closed:
            closed = Basis.of(customer, change.closed)
            self.bases[customer, closed.number] = replace(closed, version=1)
            self.audit.append(audit_closing(customer, change.closed))
        for draft in change.drafts:
            self.bases[customer, draft.number] = replace(draft, version=draft.version + 1)

    def _write(self) -> None:
        if self.writes_left is not None:
            self.writes_left -= 1
            if self.writes_left == 0:
                raise KilledError

    def _books(
        self,
        customer: str,
        orders: Mapping[str, Sequence[Order]],
        families: Families,
        merged_into: str | None,
    ) -> Books:
        named = {order.call for order in orders[customer]}
        own = {name for name, call in self.screened.items() if call.customer == customer}
        numbers = tuple(self.numbers_of(customer))
        return Books(
            account=self.standings[customer].account,
            orders=tuple(orders[customer]),
            bases=tuple(self.receivables(self.standings[customer]).bases.values()),
            calls={name: self.screened[name] for name in named | own},
            numbers=numbers,
            listed_numbers=numbers,
            audit=tuple(entry for entry in self.audit if entry.customer == customer),
            merged_into=merged_into,
            absorbed=families.absorbed_by(customer),
            elsewhere=families.orders_elsewhere(customer, orders),
        )
