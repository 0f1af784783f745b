"""What the staff API needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from agentline.domain.address_file import AddressFile, Finding
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.call import ScreenedCall
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.manual_order import AnyOrder
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.waiting import WaitingPayment
from agentline.domain.webhook_delivery import Delivery, DeliveryState

type Position = Mapping[str, str]
"""Where a list goes on, in the words of the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing[Item]:
    """A part of a list. `position` leads to the part after it, None at the end.

    A part may hold less than was asked for, even nothing, and still lead on: what is read for one
    request has a bound.
    """

    items: Sequence[Item]
    position: Position | None


class KeyReusedError(Exception):
    """The idempotency key was used for another request before."""


class KeyInUseError(Exception):
    """The first request with the key has not been answered yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a request was answered with the first time."""

    status: int
    headers: Mapping[str, str]
    body: str = field(repr=False)


class Replays(Protocol):
    """First answers, by who asked and the key they gave; kept for some days.

    No guard of money: what must happen once has a name of its own in the store, for ever.
    """

    def begin(self, who: str, key: str, fingerprint: str, now: datetime) -> KeptAnswer | None:
        """Claim the key for a request, or give what the same request was answered with before.

        A claim whose request never ended lapses. Raises KeyReusedError, KeyInUseError.
        """

    def keep(self, who: str, key: str, answer: KeptAnswer, now: datetime) -> None: ...

    def release(self, who: str, key: str) -> None:
        """The request came to nothing: the next one with the key is the first."""


type IsWanted = Callable[[AuditEntry], bool]


class Trail(Protocol):
    """The audit trail across customers, and what concerns none of them. What is not wanted is left
    out while reading, so that a part may be short, and lead on all the same."""

    def keep(self, entry: AuditEntry) -> None:
        """Keep an entry that comes with no other change."""

    def of_days(
        self,
        since: date,
        until: date,
        limit: int,
        position: Position | None,
        is_wanted: IsWanted = lambda _entry: True,
    ) -> Listing[AuditEntry]:
        """What people did on the days (UTC) from `since` up to and including `until`, and all that
        concerns no customer, newest first.

        May be a moment behind. What the system did by itself is in each customer's trail.
        """

    def of_customer(
        self,
        customer: str,
        since: date,
        until: date,
        limit: int,
        position: Position | None,
        is_wanted: IsWanted = lambda _entry: True,
    ) -> Listing[AuditEntry]:
        """All that was done to a customer on these days (UTC), newest first."""


class InvoiceLists(Protocol):
    """Closed bases of all customers, and whose they are. Lists may be a moment behind; what is told
    of a basis that waits is as it is stored."""

    def waiting(
        self, todos: Sequence[str], limit: int, position: Position | None
    ) -> Listing[Basis]:
        """Those that wait for the first of `todos`, longest first, then for the next."""

    def settled(self, state: BasisState, limit: int, position: Position | None) -> Listing[Basis]:
        """Those that ended in a state, the one closed last first."""

    def of_customer(self, customer: str, limit: int, position: Position | None) -> Listing[Basis]:
        """The newest first."""

    def names(self, customers: Sequence[str]) -> Mapping[str, str]:
        """The names of customers, by their numbers; without those there are none of."""


class PaymentLists(Protocol):
    """Payments of all customers. Those of days and what waits may be a moment behind; what is told
    of a payment of a customer, or that waits, is as it is stored."""

    def of_days(
        self, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[Payment]:
        """Those that came on the days (UTC) from `since` up to and including `until`, newest
        first."""

    def of_customer(
        self, customer: str, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[Payment]:
        """The customer's of these days, newest first."""

    def waiting(
        self, what: WaitingPayment, limit: int, position: Position | None
    ) -> Listing[Payment]:
        """The longest waiting first."""


class AddressLists(Protocol):
    """Addresses that staff must decide about."""

    def list_undecided(self, limit: int, position: Position | None) -> Listing[AddressFile]:
        """The longest waiting first. What is told of each is as it is stored."""


class DeliveryLists(Protocol):
    """Deliveries of outgoing events to an endpoint."""

    def of_days(
        self,
        endpoint: str,
        since: date,
        until: date,
        state: DeliveryState | None,
        limit: int,
        position: Position | None,
    ) -> Listing[Delivery]:
        """Of events of the days (UTC) from `since` up to and including `until`, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happened with a customer, and when."""

    at: datetime
    what: AuditEntry | AnyOrder | Note | ScreenedCall


class Records(Protocol):
    """All that is kept of single customers. All reads are of what is stored by now.

    Lists are read from the oldest on, but for the timeline.
    """

    def orders(self, customer: str, limit: int, position: Position | None) -> Listing[AnyOrder]:
        """By when they were initiated."""

    def entries(
        self, customer: str, limit: int, position: Position | None
    ) -> Listing[AuditEntry]: ...

    def notes(self, customer: str, limit: int, position: Position | None) -> Listing[Note]: ...

    def calls(self, customer: str, limit: int, position: Position | None) -> Listing[ScreenedCall]:
        """The steps that are still kept of calls at which it was known that this customer calls."""

    def blocks(self, customer: str) -> Sequence[PlacedBlock]:
        """Those that have ended too."""

    def discounts(self, customer: str) -> Sequence[AgreedDiscount]:
        """Those that have ended too."""

    def numbers(self, customer: str) -> Sequence[PhoneNumber]: ...

    def finding(self, customer: str) -> Finding | None:
        """What directories say of the address otherwise."""

    def timeline(self, customer: str, limit: int, position: Position | None) -> Listing[Happening]:
        """Audit entries, calls, orders and notes, the newest first."""
