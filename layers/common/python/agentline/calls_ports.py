"""What staff's work with calls needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from agentline.customer_ports import NewCustomer
from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall, Verdict
from agentline.domain.customer import NumberEntry
from agentline.domain.order import Order
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.quarantine import SetAsideRecord
from agentline.domain.seeing_to import SeenTo
from agentline.domain.unmatched import UnmatchedEntry
from agentline.office_ports import Listing, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From an instant up to, and without, another."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries of the journal are wanted; None takes any."""

    line: str | None = None
    verdict: Verdict | None = None
    customer: str | None = None

    def takes(self, step: ScreenedCall) -> bool:
        return (
            self.line in (None, step.b_number)
            and self.verdict in (None, step.verdict)
            and self.customer in (None, step.customer)
        )


EVERY_STEP = Wanted()


class CallJournal(Protocol):
    """Every step of every call, each as it was decided, where staff can find it: kept 400 days.

    Written after the decision, a moment later. Lists are the newest first.
    """

    def keep(self, step: ScreenedCall) -> None:
        """Kept again, a step is there once."""

    def of_span(
        self, span: Span, limit: int, position: Position | None, wanted: Wanted = EVERY_STEP
    ) -> Listing[ScreenedCall]: ...

    def of_number(
        self,
        number: PhoneNumber,
        limit: int,
        position: Position | None,
        span: Span | None = None,
        wanted: Wanted = EVERY_STEP,
    ) -> Listing[ScreenedCall]: ...

    def of_customer(
        self,
        customer: str,
        limit: int,
        position: Position | None,
        span: Span | None = None,
        wanted: Wanted = EVERY_STEP,
    ) -> Listing[ScreenedCall]:
        """The steps at which it was known that this customer calls."""

    def all_of_day(self, day: date) -> Iterator[ScreenedCall]:
        """Of a day (UTC), the oldest first."""


class CallMissingError(LookupError):
    """There is no such call: never was, or no longer is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFile:
    """A call as it was decided in the end, and all its steps in their order, the last included."""

    decided: ScreenedCall
    steps: tuple[ScreenedCall, ...]


class CallArchive(Protocol):
    """Single calls, and what is kept around them. All reads are of what is stored by now."""

    def find(self, call: str) -> CallFile:
        """Raises CallMissingError."""

    def orders(self, customer: str, call: str, span: Span) -> tuple[Order, ...]:
        """The customer's orders of a call whose contacts began within the span."""

    def entries(self, customer: str, span: Span) -> tuple[AuditEntry, ...]:
        """Of the customer's audit trail, the oldest first."""

    def accounts(self, customers: Iterable[str]) -> Mapping[str, Account]:
        """By customer, without those there are none of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """A number that becomes one more of a customer's, whom it names."""

    number: NumberEntry
    customer: str
    audit: AuditEntry


class UnmatchedMissingError(LookupError):
    """There is no such unmatched caller: never was, or no longer is."""


class UnmatchedBook(Protocol):
    """Callers that could not be identified, kept 90 days."""

    def waiting(self, limit: int, position: Position | None) -> Listing[UnmatchedEntry]:
        """Those that staff have yet to see to, the oldest first. May be a moment behind."""

    def find(self, entry: str) -> UnmatchedEntry:
        """By its id. Raises UnmatchedMissingError."""

    def holders(self, numbers: Iterable[PhoneNumber]) -> Mapping[PhoneNumber, str]:
        """Whose customer's each of the numbers is by now, without those that are nobody's."""

    def see_to(
        self, entry: UnmatchedEntry, seen: SeenTo, change: NewCustomer | Linking | AuditEntry
    ) -> None:
        """Take it off the list, together with the register's change, all or nothing.

        Raises AccountChangedError if anything is not as it was read: the entry, the number, its
        owner, the customer. Load and decide again.
        """


class RecordMissingError(LookupError):
    """There is no such contact record in quarantine: never was, or no longer is."""


class QuarantineShelf(Protocol):
    """Contact records in quarantine, as staff see to them; kept 400 days."""

    def waiting(self, limit: int, position: Position | None) -> Listing[SetAsideRecord]:
        """Those that staff have yet to see to, the oldest first. May be a moment behind."""

    def of_days(
        self, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[SetAsideRecord]:
        """Whatever became of them, of days (UTC) up to and including `until`; the last day first,
        within a day in no order."""

    def find(self, record: str) -> SetAsideRecord:
        """By its id. Raises RecordMissingError."""

    def text_of(self, record: SetAsideRecord) -> str:
        """The record as it came. It names people."""

    def begin_replay(self, record: SetAsideRecord, seen: SeenTo, audit: AuditEntry) -> None:
        """Note who has it replayed. It waits until `end_replay`: nothing is lost in between.

        Raises AccountChangedError if it is not as it was read.
        """

    def end_replay(self, record: SetAsideRecord, seen: SeenTo) -> None:
        """It is on the stream, and waits no more: unless it was set aside anew meanwhile."""

    def discard(self, record: SetAsideRecord, seen: SeenTo, audit: AuditEntry) -> None:
        """Let it wait no more. Raises AccountChangedError if it is not as it was read."""
