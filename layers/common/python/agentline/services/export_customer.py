"""All that is kept of a person, part by part, to hand it over (article 15 of the GDPR).

Whoever was merged into the customer is the same person, and told with them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agentline.billing_ports import OwnTerms
from agentline.domain.account import Account
from agentline.domain.address_file import Finding
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.call import ScreenedCall
from agentline.domain.customer import Customer
from agentline.domain.kept_entry import AgreedDiscount, Note, PlacedBlock
from agentline.domain.manual_order import AnyOrder, ManualOrder
from agentline.domain.order import explain_order
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor
from agentline.office_ports import Listing, Position
from agentline.services.billing_desk import open_customer
from agentline.services.edit_basis import Side, side_of
from agentline.services.lifecycle_desk import LifecycleDesk

PERSONAL_DATA_EXPORTED = "personal_data_exported"
ROWS_AT_ONCE = 100
BASES_AT_ONCE = 20
_OF = "of"
_AFTER = "after"


class ExportTooLargeError(Exception):
    """All that is kept of the person is more than one answer holds."""


class ExportPart(StrEnum):
    """What an export can be of."""

    PROFILE = "profile"
    NOTES = "notes"
    ORDERS = "orders"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    CALLS = "calls"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProfile:
    """What the register and the account say of one customer, and what staff have agreed with them
    or placed on them, in force or not."""

    customer: Customer
    numbers: Sequence[PhoneNumber]
    account: Account
    price_list: str
    requires_code: bool
    discounts: Sequence[AgreedDiscount]
    blocks: Sequence[PlacedBlock]
    terms: OwnTerms
    address_finding: Finding | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedOrder:
    """An order, and its price in words: none for what staff entered."""

    order: AnyOrder
    explanation: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptInvoice:
    """A closed basis with its lines: the frozen copy's, where there is one."""

    basis: Basis
    content: Side


type Kept = KeptProfile | Note | ExplainedOrder | KeptInvoice | Payment | ScreenedCall | AuditEntry


def audit_export(customer: str, part: ExportPart | None, by: Actor) -> AuditEntry:
    """That what is kept of a person was handed to staff: all of it, or one part."""
    return AuditEntry(
        customer=customer,
        at=by.at,
        who=by.who,
        what=PERSONAL_DATA_EXPORTED,
        subject=customer,
        before={},
        after={"part": part.value} if part else {},
        why=by.why,
    )


def read_part(
    family: Sequence[str], part: ExportPart, position: Position | None, desk: LifecycleDesk
) -> Listing[Kept]:
    """Some of a part, of one of the family after the other. Raises CustomerMissingError."""
    of = position[_OF] if position else family[0]
    start = {name: key for name, key in position.items() if name != _OF} if position else {}
    found = _READERS[part](of, start or None, desk)
    if found.position is not None:
        return Listing(items=found.items, position={_OF: of, **found.position})
    later = family[family.index(of) + 1 :]
    return Listing(items=found.items, position={_OF: later[0]} if later else None)


def _read_profile(customer: str, _position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    book = desk.billing.book
    standing = book.standing(customer)
    profile = KeptProfile(
        customer=book.buyer(customer),
        numbers=desk.records.numbers(customer),
        account=standing.account,
        price_list=standing.price_list,
        requires_code=standing.requires_code,
        discounts=desk.records.discounts(customer),
        blocks=desk.records.blocks(customer),
        terms=book.own_terms(customer),
        address_finding=desk.records.finding(customer),
    )
    return Listing(items=[profile], position=None)


def _read_notes(customer: str, position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    found = desk.records.notes(customer, ROWS_AT_ONCE, position)
    return Listing(items=found.items, position=found.position)


def _read_orders(customer: str, position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    found = desk.records.orders(customer, ROWS_AT_ONCE, position)
    items = [
        ExplainedOrder(order=order, explanation=_explain(order, desk)) for order in found.items
    ]
    return Listing(items=items, position=found.position)


def _read_invoices(customer: str, position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    opened = open_customer(customer, desk.billing)
    after = int(position[_AFTER]) if position else 0
    numbers = sorted(number for number in opened.books.bases if number > after)
    items = [
        KeptInvoice(basis=opened.books.basis(number), content=side_of(number, opened, desk.billing))
        for number in numbers[:BASES_AT_ONCE]
    ]
    rest = numbers[BASES_AT_ONCE:]
    return Listing(items=items, position={_AFTER: str(rest[0] - 1)} if rest else None)


def _read_payments(customer: str, _position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    return Listing(items=desk.billing.book.payments_of(customer), position=None)


def _read_calls(customer: str, position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    """Step by step, as far back as calls are kept."""
    found = desk.records.calls(customer, ROWS_AT_ONCE, position)
    return Listing(items=found.items, position=found.position)


def _read_audit(customer: str, position: Position | None, desk: LifecycleDesk) -> Listing[Kept]:
    found = desk.records.entries(customer, ROWS_AT_ONCE, position)
    return Listing(items=found.items, position=found.position)


def _explain(order: AnyOrder, desk: LifecycleDesk) -> Sequence[str]:
    """What can be explained still: a price list that is gone explains nothing."""
    if isinstance(order, ManualOrder):
        return ()
    try:
        version = desk.billing.catalogue.price_list_version(order.pin.price_list)
        return explain_order(order, version)
    except LookupError:
        return ()


_READERS: Mapping[ExportPart, Callable[[str, Position | None, LifecycleDesk], Listing[Kept]]] = {
    ExportPart.PROFILE: _read_profile,
    ExportPart.NOTES: _read_notes,
    ExportPart.ORDERS: _read_orders,
    ExportPart.INVOICES: _read_invoices,
    ExportPart.PAYMENTS: _read_payments,
    ExportPart.CALLS: _read_calls,
    ExportPart.AUDIT: _read_audit,
}
