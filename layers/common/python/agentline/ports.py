"""What the services need of the world outside, as protocols the adapters fulfil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from agentline.domain.account import Account, AccountChange
from agentline.domain.audit import AuditEntry
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.catalogue import Language, PriceListKey, PriceListVersion, ServiceLine
from agentline.domain.code import Tries
from agentline.domain.contact_record import ContactRecord
from agentline.domain.customer import Customer, Listing, NumberEntry
from agentline.domain.order import Order
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.quarantine import QuarantineReason
from agentline.domain.screening import Standing

if TYPE_CHECKING:  # a caller waits while this is loaded, and never needs it
    from agentline.domain.draft import Draft


class AccountChangedError(Exception):
    """Another decision changed the account meanwhile; nothing was stored. Load and decide again."""


class CallScreenedError(Exception):
    """The call was decided before; nothing was stored. `call` holds what was decided then."""

    def __init__(self, call: ScreenedCall) -> None:
        super().__init__(f"call {call.call} was screened already")
        self.call = call


class StepOutOfOrderError(Exception):
    """A code was entered in a call whose number was never screened."""


class NumberTakenError(Exception):
    """The number, or its owner, was registered meanwhile; nothing was stored."""


class OrdersExistError(Exception):
    """Some contacts were rated before; nothing was stored. `orders` are those of old."""

    def __init__(self, orders: Sequence[Order]) -> None:
        super().__init__(f"{len(orders)} of the contacts were rated already")
        self.orders = tuple(orders)


class PriceListMissingError(LookupError):
    """No version of the price list is in force, or the pinned one is gone (fault 8)."""


class CustomerMissingError(LookupError):
    """A number or a call names a customer without an account; the register is damaged."""


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware UTC."""


class Directory(Protocol):
    """An external number-to-address service. Keeps its own deadline; never raises."""

    def look_up(self, number: PhoneNumber, now: datetime) -> Listing:
        """Whose number it is. What goes wrong is a Listing with status ERROR."""


class Catalogue(Protocol):
    """Service lines and price lists. Answers may be up to a minute old."""

    def service_line(self, number: str) -> ServiceLine | None: ...

    def price_list_in_force(self, name: str, now: datetime) -> PriceListVersion:
        """Raises PriceListMissingError."""

    def price_list_version(self, key: PriceListKey) -> PriceListVersion:
        """Raises PriceListMissingError."""

    def own_words(self, reason: str, language: Language) -> str | None:
        """What the operator wants said for a refusal, if not our own sentence."""


class Register(Protocol):
    """Customers and the numbers that are theirs. A `NumberEntry` to be written names both."""

    def number_entry(self, number: PhoneNumber) -> NumberEntry | None: ...

    def standing(self, customer: str) -> Standing: ...

    def customer_of_owner(self, fingerprint: str) -> str | None: ...

    def next_customer_number(self) -> str: ...

    def register_customer(
        self,
        customer: Customer,
        number: NumberEntry,
        opened: Account,
        price_list: str,
        audit: AuditEntry,
    ) -> None:
        """Raises NumberTakenError if the number or the owner is registered by now."""

    def link_number(self, number: NumberEntry, customer: str, audit: AuditEntry) -> None:
        """Raises NumberTakenError if the number is somebody's by now, or the customer is merged or
        erased."""

    def change_account(self, change: AccountChange) -> None:
        """Keep a change of an account that comes with nothing else. Raises AccountChangedError."""


class CodeTakenError(Exception):
    """Another customer has this very code; nothing was stored."""


class Codes(Protocol):
    """Customers' codes, kept as keyed hashes, and the tries made at them."""

    def count_try(self, a_number: PhoneNumber | None, now: datetime) -> Tries:
        """Count a code about to be looked at, and tell how many there were."""

    def customer_of(self, code: str) -> str | None: ...

    def note_success(self, a_number: PhoneNumber | None, now: datetime) -> None:
        """The counted try was no wrong one."""

    def store(self, customer: str, code: str, audit: AuditEntry) -> None:
        """Make this the customer's only code. Raises CodeTakenError."""


class CallLog(Protocol):
    """Screened calls, kept 400 days."""

    def store_call(
        self,
        call: ScreenedCall,
        change: AccountChange | None,
        unmatched: UnmatchedCaller | None = None,
    ) -> None:
        """Keep a decision, what it does to the account and who is left to staff, all or nothing.

        A code step is kept only upon the step before it, which asked for a code.

        Raises CallScreenedError, AccountChangedError.
        """

    def calls(self, ids: Sequence[str]) -> Mapping[str, ScreenedCall]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantinedRecord:
    """A contact record that could not be rated, as it came, and why.

    `contact` is None where not even that could be read.
    """

    contact: str | None
    reason: QuarantineReason
    at: datetime
    text: str


class Quarantine(Protocol):
    """Contact records set aside until somebody mends what was wrong, and has them rated again."""

    def keep(self, record: QuarantinedRecord) -> None:
        """Set a record aside, to wait for staff; the same one on the same day replaces itself."""


class ContactStream(Protocol):
    """The stream contact records are rated from."""

    def put(self, contact: str, text: str) -> None: ...


class StopOutcome(StrEnum):
    """What came of asking the telephony to end a contact."""

    STOPPED = "stopped"
    OVER = "over"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSeen:
    """What the telephony says of a contact: when an agent answered and when it ended, if so."""

    answered_at: datetime | None
    ended_at: datetime | None


class Telephony(Protocol):
    """The contact centre, asked about and told to end single contacts."""

    def stop(self, contact: str) -> StopOutcome:
        """End a contact. OVER is one that ended before, REFUSED one that cannot be ended."""

    def look_at(self, contact: str) -> ContactSeen | None:
        """The contact as it is now; None if the telephony knows no such contact."""


class TimerKind(StrEnum):
    """What a timer was set for: the end of paid time, of a call, a look at a live hold."""

    CUT = "cut"
    SHRINK = "shrink"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something to do about a call at a time."""

    kind: TimerKind
    call: str
    due: datetime


class Timers(Protocol):
    """Wakes the guard. May wake it early (long waits are chained) and more than once."""

    def set(self, timer: Timer, now: datetime) -> None: ...


class OrderBook(Protocol):
    """Orders and the bases they gather on."""

    def store_orders(self, change: AccountChange, orders: Sequence[Order]) -> None:
        """Keep orders and the change of their one account, all or nothing.

        Raises OrdersExistError, AccountChangedError.
        """

    def history(self, customer: str, record: ContactRecord) -> Sequence[Order]:
        """The original order of the contact, then its corrections; empty if it was never rated."""

    def draft(self, standing: Standing, basis: int) -> "Draft | None":
        """A closed basis that can still be changed, with its orders; else None."""
