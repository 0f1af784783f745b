"""Everything kept of one customer, side by side, and what can be found amiss in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agentline.domain.account import Account
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.call import ScreenedCall
from agentline.domain.catalogue import Language
from agentline.domain.manual_order import AnyOrder, ManualOrder
from agentline.domain.money import Money
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySeen:
    """A frozen copy as it is stored: its digest, recomputed, and what its lines come to."""

    digest: str
    total: Money
    lines_total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What is kept of one customer.

    `orders` are those of contacts, `bases` the closed ones. `calls` holds, by root contact id, the
    customer's calls and those their orders and holds name, whoever's these are. `numbers` are those
    the register gives to the customer, `listed_numbers` the customer's own list of them. `copies`
    are by basis number. `absorbed` are the customers merged into this one, `elsewhere` the orders
    that they, or whoever the customer was `merged_into`, have of contacts that are among `orders`
    too.
    """

    account: Account
    orders: tuple[Order, ...]
    bases: tuple[Basis, ...]
    calls: Mapping[str, ScreenedCall]
    numbers: tuple[PhoneNumber, ...]
    listed_numbers: tuple[PhoneNumber, ...]
    audit: tuple[AuditEntry, ...]
    manual_orders: tuple[ManualOrder, ...] = ()
    payments: tuple[Payment, ...] = ()
    copies: Mapping[int, CopySeen] = field(default_factory=dict)
    language: Language = Language.SWEDISH
    merged_into: str | None = None
    absorbed: frozenset[str] = frozenset()
    elsewhere: tuple[Order, ...] = ()

    @property
    def all_orders(self) -> tuple[AnyOrder, ...]:
        return (*self.orders, *self.manual_orders)

    def orders_on(self, basis: int) -> list[AnyOrder]:
        return [order for order in self.all_orders if order.basis == basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """An invariant of design.md 3, such as I1, that does not hold for a customer's `subject`."""

    invariant: str
    customer: str
    subject: str
    detail: str


class OrphanKind(StrEnum):
    """Ways in which something can have lost what it belongs to."""

    CALL_WITHOUT_ORDER = "call_without_order"
    HOLD_EXPIRED = "hold_expired"
    ORDER_WITHOUT_CALL = "order_without_call"
    BASIS_WITHOUT_ORDERS = "basis_without_orders"
    NUMBER_MISLISTED = "number_mislisted"
    CUSTOMER_WITHOUT_ACCOUNT = "customer_without_account"
    BASIS_UNKNOWN_TO_LEDGER = "basis_unknown_to_ledger"
    PAYMENT_WITHOUT_INVOICE = "payment_without_invoice"
    EVENT_NOT_MET = "event_not_met"
    MERGE_UNFINISHED = "merge_unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """Something whose other half is missing, though every sum may be right."""

    kind: OrphanKind
    customer: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A call that cost more than was held for it: it could not be stopped, or was not to be."""

    customer: str
    call: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something that cannot be read. `customer` is None where it is nobody's."""

    customer: str | None
    subject: str
    detail: str
