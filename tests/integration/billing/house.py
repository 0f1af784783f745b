"""Shorthand for invoicing on the store: callers who use up their credit, staff, a ledger."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import cast

from agentline.domain.account import Account
from agentline.domain.basis import Basis
from agentline.domain.contact_record import ContactRecord
from agentline.domain.draft import Draft
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import sek
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.services.billing_desk import BillingDesk, open_customer
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from agentline.services.settle_payment import settle, take_in
from tests.billing_fakes import (
    KIND,
    FakeExecutions,
    FakeLedger,
    TickingClock,
    a_payment,
    a_recall,
    outlast_submission,
)
from tests.examples import MINUTE_TARIFF, NOON, a_price_list, a_record
from tests.fakes import FakeDirectory
from tests.integration.call_path.ringing import deliver, orders_of, register, ring

# 5 kr and 20 kr a minute: 985 kr, after which not even a minute can be paid of 1000 kr.
MINUTES_TO_LIMIT = 49
CHEAP = a_price_list(
    replace(MINUTE_TARIFF, opening_fee=replace(MINUTE_TARIFF.opening_fee, minor=0)), "cheap", NOON
)

_numbers = count(46_709_000_000)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A registered customer and the number they ring from."""

    customer: str
    number: PhoneNumber

    def reference(self, basis: int = 1) -> str:
        return f"{self.customer}-{basis:04d}"

    def pays(
        self, minor: int, basis: int = 1, *, payment: str = "p1", event: str = ""
    ) -> LedgerEvent:
        """A payment of the customer's own, naming a basis; `event` if it is told once more."""
        name = f"{payment}-{self.customer}"
        return a_payment(name, sek(minor), self.reference(basis), event=event or f"evt-{name}")

    def recalls(self, minor: int, *, payment: str = "p1", event: str = "r1") -> LedgerEvent:
        """The bank takes that payment back, or part of it."""
        return a_recall(
            f"{payment}-{self.customer}", sek(minor), event=f"evt-{event}-{self.customer}"
        )


@dataclass(frozen=True, kw_only=True)
class House:
    """Invoicing and the call path over the same table."""

    desk: BillingDesk
    clock: TickingClock
    ledger: FakeLedger
    executions: FakeExecutions
    screening: ScreeningDesk
    rating: RatingDesk

    def new_number(self) -> PhoneNumber:
        """One that no other test uses."""
        return phone_number(f"+{next(_numbers)}")

    def register(self) -> Caller:
        number = self.new_number()
        directory = cast("FakeDirectory", self.screening.directory)
        return Caller(customer=register(self.screening, directory, number), number=number)

    def talk(self, caller: Caller, minutes: int) -> ContactRecord:
        """Ring, be let in and talk; the record of the call is rated at once."""
        record = self.ring(caller, minutes)
        [outcome] = deliver(self.rating, record)
        assert str(outcome) == "rated"
        return record

    def ring(self, caller: Caller, minutes: int) -> ContactRecord:
        """Ring, be let in and talk; the record of the call is still on its way."""
        call = ring(self.screening, caller.number)
        assert call.verdict == "ADMIT"
        return self.record_of(call.call, minutes)

    def record_of(self, call: str, minutes: int) -> ContactRecord:
        """The record of a call that was let in just now."""
        began_at = self.clock().replace(microsecond=0)
        return a_record(
            call, talk_seconds=60 * minutes, initiated_at=began_at, version=self.clock()
        )

    def blocked_caller(self) -> Caller:
        """A customer whose credit one call has used up: basis 1, 985.00, is a draft and blocks."""
        caller = self.register()
        self.talk(caller, MINUTES_TO_LIMIT)
        return caller

    def invoiced_caller(self) -> Caller:
        """The same, and basis 1 is dispatched."""
        caller = self.blocked_caller()
        self.dispatch(caller.reference())
        return caller

    def dispatch(self, reference: str) -> Basis:
        """Staff dispatch a basis, and the state machine runs to its end."""
        request_dispatch(reference, "anna", "due", self.desk)
        self.run()
        return self.basis(reference)

    def run(self) -> None:
        """Let every execution that was started run to its end."""
        self.executions.run(self.desk, outlast_submission(self.clock))

    def tell(self, *events: LedgerEvent) -> list[str]:
        """What a ledger tells is taken in and settled, one after the other; what came of it."""
        told = []
        for event in events:
            take_in([event], self.desk)
            self.run()
            told.append(settle(f"{event.source}#{event.id}", self.desk))
        return told

    def account(self, caller: Caller) -> Account:
        return open_customer(caller.customer, self.desk).standing.account

    def basis(self, reference: str) -> Basis:
        customer, _, number = reference.partition("-")
        return open_customer(customer, self.desk).books.basis(int(number))

    def draft(self, reference: str) -> Draft:
        customer, _, number = reference.partition("-")
        return open_customer(customer, self.desk).draft(int(number), self.desk)

    def payment(self, caller: Caller, payment: str = "p1") -> Payment:
        found = self.desk.book.payment(KIND, f"{payment}-{caller.customer}")
        assert found is not None
        return found

    def orders(self, caller: Caller) -> list[Order]:
        return list(orders_of(caller.customer))

    def waiting(self, what: str, caller: Caller) -> list[str]:
        """What of a customer's waits for somebody, by its name."""
        until = self.clock() + timedelta(days=400)
        found = self.desk.book.waiting(what, until, 10_000)
        return [todo.subject for todo in found if caller.customer in todo.subject]
