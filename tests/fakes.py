"""Small stand-ins for the ports, in memory, with the store's conditions but no concurrency."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from agentline.domain.account import Account, AccountChange
from agentline.domain.audit import AuditEntry, audit_closing
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.code import Tries
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import Customer, Listing, ListingStatus, NumberEntry, Owner
from agentline.domain.draft import Draft
from agentline.domain.order import Order
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.screening import Standing
from agentline.ports import (
    AccountChangedError,
    CallScreenedError,
    CodeTakenError,
    ContactSeen,
    NumberTakenError,
    OrdersExistError,
    PriceListMissingError,
    QuarantinedRecord,
    StopOutcome,
    Timer,
    TimerKind,
)

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, time: timedelta) -> None:
        self.now += time


@dataclass
class FakeDirectory:
    owners: dict[PhoneNumber, Owner] = field(default_factory=dict)
    status: ListingStatus | None = None
    asked: list[PhoneNumber] = field(default_factory=list)

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        self.asked.append(number)
        owner = self.owners.get(number)
        found = ListingStatus.FOUND if owner else ListingStatus.NOT_FOUND
        return Listing(status=self.status or found, directory="fake", fetched_at=now, owner=owner)


@dataclass
class FakeCatalogue:
    lines: dict[str, ServiceLine] = field(default_factory=dict)
    versions: list[PriceListVersion] = field(default_factory=list)
    texts: dict[tuple[str, Language], str] = field(default_factory=dict)

    def own_words(self, reason: str, language: Language) -> str | None:
        return self.texts.get((reason, language))

    def service_line(self, number: str) -> ServiceLine | None:
        return self.lines.get(number)

    def price_list_in_force(self, name: str, now: datetime) -> PriceListVersion:
        begun = [v for v in self.versions if v.key.name == name and v.key.valid_from <= now]
        if not begun:
            raise PriceListMissingError(name)
        return max(begun, key=lambda version: version.key.valid_from)

    def price_list_version(self, key: PriceListKey) -> PriceListVersion:
        for version in self.versions:
            if version.key == key:
                return version
        raise PriceListMissingError(key.name)


@dataclass
class FakeCodes:
    """Codes in the clear. `tries` are those of the running hour, by number and of all."""

    customers: dict[str, str] = field(default_factory=dict)
    by_number: Counter[PhoneNumber] = field(default_factory=Counter)
    of_all: int = 0
    successes: dict[PhoneNumber, datetime] = field(default_factory=dict)

    def count_try(self, a_number: PhoneNumber | None, now: datetime) -> Tries:
        assert now.tzinfo
        self.of_all += 1
        if a_number:
            self.by_number[a_number] += 1
        return Tries(
            of_number=self.by_number[a_number] if a_number else None,
            of_all=self.of_all,
            last_success_at=self.successes.get(a_number) if a_number else None,
        )

    def customer_of(self, code: str) -> str | None:
        return self.customers.get(code)

    def note_success(self, a_number: PhoneNumber | None, now: datetime) -> None:
        self.of_all -= 1
        if a_number:
            self.by_number[a_number] -= 1
            self.successes[a_number] = now

    def store(self, customer: str, code: str, audit: AuditEntry) -> None:
        assert code not in repr(audit)
        if code in self.customers:
            raise CodeTakenError
        self.customers[code] = customer


@dataclass
class FakeStore:
    """Register, call log, order book and quarantine in one; they share the accounts.

    The next `conflicts` changes of accounts meet another worker's; the next `failures` find the
    store down.
    """

    entries: dict[PhoneNumber, NumberEntry] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    screened: dict[str, ScreenedCall] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    corrections: list[Order] = field(default_factory=list)
    bases: dict[tuple[str, int], Basis] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    unmatched: list[UnmatchedCaller] = field(default_factory=list)
    quarantined: list[QuarantinedRecord] = field(default_factory=list)
    closed: list[AccountChange] = field(default_factory=list)
    conflicts: int = 0
    failures: int = 0

    def add_customer(self, standing: Standing, *numbers: PhoneNumber) -> None:
        customer = standing.account.customer
        self.standings[customer] = standing
        for number in numbers:
            self.entries[number] = NumberEntry(number=number, customer=customer, block=None)

    def account(self, customer: str) -> Account:
        return self.standings[customer].account

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None:
        return self.entries.get(number)

    def standing(self, customer: str) -> Standing:
        return self.standings[customer]

    def customer_of_owner(self, fingerprint: str) -> str | None:
        return self.owners.get(fingerprint)

    def next_customer_number(self) -> str:
        return str(100_001 + len(self.customers))

    def register_customer(
        self,
        customer: Customer,
        number: NumberEntry,
        opened: Account,
        price_list: str,
        audit: AuditEntry,
    ) -> None:
        known = self.entries.get(number.number)
        if (known and known.customer) or customer.owner.fingerprint in self.owners:
            raise NumberTakenError
        self.entries[number.number] = number
        self.owners[customer.owner.fingerprint] = customer.number
        self.customers[customer.number] = customer
        self.standings[customer.number] = Standing(
            account=opened,
            language=customer.language,
            price_list=price_list,
            discounts=(),
            blocks=(),
        )
        self.audit.append(audit)

    def link_number(self, number: NumberEntry, customer: str, audit: AuditEntry) -> None:
        known = self.entries.get(number.number)
        if known and known.customer:
            raise NumberTakenError
        self.entries[number.number] = replace(number, customer=customer)
        self.audit.append(audit)

    def change_account(self, change: AccountChange) -> None:
        self._change(change)

    def store_call(
        self,
        call: ScreenedCall,
        change: AccountChange | None,
        unmatched: UnmatchedCaller | None = None,
    ) -> None:
        stored = self.screened.get(call.call)
        follows = stored is not None and stored.next_step is call.step
        if stored and not follows:
            raise CallScreenedError(stored)
        self._change(change)
        self.screened[call.call] = call
        if unmatched:
            self.unmatched.append(unmatched)

    def calls(self, ids: Sequence[str]) -> Mapping[str, ScreenedCall]:
        return {call: self.screened[call] for call in ids if call in self.screened}

    def store_orders(self, change: AccountChange, orders: Sequence[Order]) -> None:
        originals = [order for order in orders if not order.is_correction]
        known = [self.orders[order.contact] for order in originals if order.contact in self.orders]
        if known:
            raise OrdersExistError(known)
        self._change(change)
        self.orders |= {order.contact: order for order in originals}
        self.corrections += [order for order in orders if order.is_correction]

    def history(self, customer: str, record: ContactRecord) -> Sequence[Order]:
        every = [*self.orders.values(), *self.corrections]
        return [one for one in every if (one.customer, one.contact) == (customer, record.contact)]

    def draft(self, standing: Standing, basis: int) -> Draft | None:
        customer = standing.account.customer
        kept = self.bases[customer, basis]
        if kept.state is not BasisState.DRAFT:
            return None
        every = [*self.orders.values(), *self.corrections]
        orders = tuple(one for one in every if (one.customer, one.basis) == (customer, basis))
        return Draft(basis=kept, orders=orders, language=standing.language)

    def keep(self, record: QuarantinedRecord) -> None:
        self.quarantined.append(record)

    def _change(self, change: AccountChange | None) -> None:
        if self.failures:
            self.failures -= 1
            raise TimeoutError("the store is down")
        if change is None:
            return
        customer = change.before.customer
        if self.conflicts or self.account(customer) != change.before:
            self.conflicts = max(0, self.conflicts - 1)
            raise AccountChangedError
        after = replace(change.after, version=change.before.version + 1)
        self.standings[customer] = replace(self.standings[customer], account=after)
        if change.closed:
            self.closed.append(change)
            self.audit.append(audit_closing(customer, change.closed))
            self.bases[customer, change.closed.number] = Basis.of(customer, change.closed)
        for draft in change.drafts:
            self.bases[customer, draft.number] = draft


@dataclass
class FakeTelephony:
    outcome: StopOutcome = StopOutcome.STOPPED
    seen: dict[str, ContactSeen] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)

    def stop(self, contact: str) -> StopOutcome:
        self.stopped.append(contact)
        return self.outcome

    def look_at(self, contact: str) -> ContactSeen | None:
        return self.seen.get(contact)


@dataclass
class FakeTimers:
    pending: list[Timer] = field(default_factory=list)

    def set(self, timer: Timer, now: datetime) -> None:
        assert now.tzinfo
        self.pending.append(timer)

    def due(self, kind: TimerKind) -> list[datetime]:
        return [timer.due for timer in self.pending if timer.kind is kind]
