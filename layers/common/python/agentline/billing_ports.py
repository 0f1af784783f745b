"""What invoicing needs of the world outside, as protocols the adapters fulfil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.customer import Customer
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.manual_order import AnyOrder, ManualOrder
from agentline.domain.money import Money
from agentline.domain.order_key import OrderKey
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Receivables
from agentline.domain.refund import Refund
from agentline.domain.screening import Standing
from agentline.domain.takeover import HandedOver


class LedgerRejectedError(Exception):
    """The ledger will not have it, now or later; the message is the ledger's own words."""


class LedgerUnavailableError(Exception):
    """No usable answer. Whether the ledger took it is unknown: look it up before sending again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInvoice:
    """An invoice as the ledger knows it: its own id, the fiscal number and the payment reference.

    `number`, `ocr` and `due_on` are None where the ledger gives none (yet).
    """

    id: str
    number: str | None = None
    ocr: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerNews:
    """Events a ledger was asked for, and the cursor to ask from next time."""

    events: tuple[LedgerEvent, ...]
    cursor: str


class Ledger(Protocol):
    """The external billing and ledger service. Every method has a deadline of its own.

    All raise LedgerRejectedError and LedgerUnavailableError and nothing else.
    """

    def find(self, reference: str) -> LedgerInvoice | None:
        """The invoice made of our basis, if the ledger has one."""

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        """Have the invoice made and sent. Told twice, by the same reference, it is made once
        wherever the ledger can tell; callers look it up first all the same."""

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """Take something off an invoice. Told twice, by the same note id, it is done once."""

    def news(self, cursor: str | None) -> LedgerNews | None:
        """What was paid and recalled since the cursor; None for ledgers that tell it themselves.

        Events may come again; their ids stay the same.
        """


class ForgedMessageError(Exception):
    """The signature is missing or not ours, or the message is older than the window: 401."""


class MalformedMessageError(Exception):
    """Signed, but not readable as what the ledger sends: 400."""


class LedgerMailbox(Protocol):
    """Reads what a ledger sends to our webhook endpoint."""

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[LedgerEvent]:
        """Verify the raw body, then parse it. Header names are in lower case.

        Empty for events that say nothing of use. Raises ForgedMessageError, MalformedMessageError.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerms:
    """What a customer has agreed otherwise than the deployment says; None where nothing."""

    due_days: int | None = None
    limit_step: Money | None = None
    limit_cap: Money | None = None
    limit_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTerms:
    """What a customer had agreed, and agrees from now on."""

    before: OwnTerms
    after: OwnTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOrder:
    """An order that was on basis `came_from` and is on `order.basis` from now on."""

    order: AnyOrder
    came_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedBasis:
    """A basis of which a ledger, the `source` of its events, has made an invoice just now."""

    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What one deed of staff makes, once for ever: a manual order, or a refund, which may make
    one."""

    deed: str
    order: ManualOrder | None = None
    refund: Refund | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingChange:
    """What one decision about a customer's bases and payments stores, all or nothing.

    `copy` is the frozen copy of a basis, `handed_over` what comes from a merged customer. `audit`
    tells what concerns no customer. `event` is the ledger's event that was met by it, as
    `<source>#<id>`, with what came of it: it is met once.
    """

    before: Receivables | None = None
    after: Receivables | None = None
    payments: tuple[Payment, ...] = ()
    moved: tuple[MovedOrder, ...] = ()
    entered: Entered | None = None
    handed_over: HandedOver | None = None
    copy: Invoice | None = None
    posted: PostedBasis | None = None
    terms: ChangedTerms | None = None
    audit: tuple[AuditEntry, ...] = ()
    event: str | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEvent:
    """A ledger's event as it was taken in; `outcome` is None until it was met."""

    event: LedgerEvent
    taken_at: datetime
    attempt: int
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something that waits: what for, since or until when, and its name (reference, event...)."""

    what: str
    at: datetime
    subject: str


class EventMetError(Exception):
    """The event was met meanwhile; nothing was stored."""


class DeedDoneError(Exception):
    """What the deed makes is there already; nothing was stored."""


class BillingBook(Protocol):
    """Closed bases, payments and what ledgers tell. All reads are of what is stored by now."""

    def standing(self, customer: str) -> Standing:
        """Raises CustomerMissingError."""

    def receivables(self, standing: Standing) -> Receivables:
        """The account as it was read, with the closed bases."""

    def orders_on(self, basis: Basis) -> tuple[AnyOrder, ...]: ...

    def order(self, key: OrderKey) -> AnyOrder | None: ...

    def orders_of(self, customer: str, initiated_at: datetime) -> tuple[AnyOrder, ...]:
        """All that were initiated at that instant: an order, its corrections and refunds, and
        whatever else began just then."""

    def order_made_by(self, deed: str) -> OrderKey | None: ...

    def refund_made_by(self, deed: str) -> Refund | None: ...

    def buyer(self, customer: str) -> Customer: ...

    def phone_of(self, customer: str) -> PhoneNumber | None: ...

    def own_terms(self, customer: str) -> OwnTerms: ...

    def copy_of(self, customer: str, number: int) -> Invoice | None: ...

    def payment(self, source: str, payment: str) -> Payment | None: ...

    def payments_of(self, customer: str) -> tuple[Payment, ...]:
        """All of the customer's, by when they came."""

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None: ...

    def basis_of_ledger_id(self, source: str, ledger_id: str) -> tuple[str, int] | None: ...

    def digest_of(self, invoice: Invoice) -> str: ...

    def store(self, change: BillingChange) -> None:
        """Raises AccountChangedError for anything changed meanwhile, EventMetError and
        DeedDoneError."""

    def store_basis(self, basis: Basis) -> None:
        """Keep a change of a basis that is nobody else's business. Raises AccountChangedError."""

    def take_in(self, event: LedgerEvent, now: datetime) -> bool:
        """Keep an event of a ledger for good; False if its id is known."""

    def taken_event(self, event: str) -> TakenEvent | None: ...

    def next_attempt(self, taken: TakenEvent) -> int:
        """Count another attempt at meeting an event. Raises AccountChangedError."""

    def waiting(self, what: str, until: datetime, limit: int) -> Sequence[Todo]:
        """What has waited since before `until`, oldest first. May be a moment old."""

    def cursor(self, source: str) -> str | None: ...

    def store_cursor(self, source: str, cursor: str) -> None: ...


class AuditTrail(Protocol):
    """What was changed of a customer: who, what, before, after, why, when."""

    def entries(self, customer: str) -> Sequence[AuditEntry]:
        """All of them, oldest first."""


class Executions(Protocol):
    """Runs the state machines. Starting what was started already is no error."""

    def start_dispatch(self, reference: str, attempt: int) -> None: ...

    def is_dispatching(self, reference: str, attempt: int) -> bool: ...

    def start_settling(self, event: str, attempt: int) -> None: ...

    def is_settling(self, event: str, attempt: int) -> bool: ...
