"""Rows of what a group owes and pays: orders, invoice bases in every state, payments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.billing_transaction import invoice_number_row, posting_rows
from agentline.adapters.dynamodb.mapping.bases import basis_row
from agentline.adapters.dynamodb.mapping.calls import order_row
from agentline.adapters.dynamodb.mapping.payments import owned_payment_row, payment_row
from agentline.billing_ports import PostedBasis
from agentline.domain.account import ClosedBasis
from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Pin
from agentline.domain.money import sek
from agentline.domain.ocr import basis_ocr
from agentline.domain.order import Order
from agentline.domain.payment import Payment
from agentline.domain.payment_entry import suspend
from agentline.domain.reason import Reason
from agentline.domain.reference import basis_reference
from agentline.domain.suspense_words import SuspenseCode
from local.bench.growth.group import CUSTOMERS, ORDERS_EACH, REGULAR, Group, contact_of
from local.bench.scene import LINE, PRICE_LIST, rated_order

LEDGER = "webhook"
LAST_ORDER = CUSTOMERS * ORDERS_EACH - 1
DUE_DAYS = timedelta(days=30)
STATES = (
    BasisState.DRAFT,
    BasisState.DISPATCHING,
    BasisState.DISPATCH_FAILED,
    BasisState.DISPATCHED,
    BasisState.PART_PAID,
    BasisState.PAID,
    BasisState.VOIDED,
    BasisState.CREDITED,
)
# Of these, for which something is still to come; and one lacks a credit note.
UNPAID = sum(not state.is_settled for state in STATES) + 1
_PAYABLE = sek(45_000)
_PIN = Pin(article="TAROT", price_list=PRICE_LIST, discounts=())
_NOTHING = sek(0)


def order_rows(group: Group) -> Iterator[rows.Row]:
    """Ten of each customer, all of one line and one day."""
    for slot, customer in enumerate(group.customers):
        for number in range(ORDERS_EACH):
            yield order_row(_order(group, customer, number * CUSTOMERS + slot))
    for minute in range(group.of_the_regular):
        yield order_row(_order(group, REGULAR, minute))


def basis_rows(group: Group) -> Iterator[rows.Row]:
    """One in each state, and one that lacks a credit note, of some customers; and settled ones of
    the regular customer."""
    for minute, customer in group.some:
        for number, basis in enumerate(_bases(group, customer, minute), start=1):
            basis = replace(basis, number=number, posting=_posting(basis, number))
            yield basis_row(basis)
            yield from posting_rows(PostedBasis(basis=basis, source=LEDGER))
            numbered = invoice_number_row(basis)
            if numbered:
                yield numbered
    for index in range(group.of_the_regular):
        yield basis_row(_basis(group, REGULAR, index, group.regular_basis - index, BasisState.PAID))


def payment_rows(group: Group) -> Iterator[rows.Row]:
    """Of some customers: one that paid, one in suspense, one to look into."""
    for minute, customer in group.some:
        paid = _payment(group, customer, minute)
        yield payment_row(replace(paid, customer=customer, applied={6: paid.amount}))
        yield owned_payment_row(paid, customer)
        lost = replace(paid, id=f"lost-{paid.id}", suspense=paid.amount)
        yield payment_row(suspend(lost, Reason(code=SuspenseCode.NAMES_NO_INVOICE)))
        odd = replace(paid, id=f"odd-{paid.id}", prepaid=paid.amount, task="pays too much")
        yield payment_row(odd)
    for minute in range(group.of_the_regular):
        paid = _payment(group, REGULAR, minute)
        yield payment_row(replace(paid, customer=REGULAR, prepaid=paid.amount))
        yield owned_payment_row(paid, REGULAR)


def _order(group: Group, customer: str, number: int) -> Order:
    contact = contact_of(customer, number)
    return rated_order(customer, contact, LINE, _PIN, at=group.at(number), basis=1)


def _bases(group: Group, customer: str, minute: int) -> Iterator[Basis]:
    for state in STATES:
        basis = _basis(group, customer, minute, 0, state)
        yield replace(basis, is_overdue=state is BasisState.PART_PAID)
    credited = _basis(group, customer, minute, 0, BasisState.CREDITED)
    yield replace(credited, unsent_credit_notes=frozenset({"note-1"}))


def _basis(group: Group, customer: str, minute: int, number: int, state: BasisState) -> Basis:
    at = group.at(minute)
    closed = ClosedBasis(
        number=number,
        count=ORDERS_EACH,
        total=_PAYABLE,
        closed_at=at,
        reason="the credit is used up",
        is_closed_by_limit=True,
        first_at=group.at(0),
        last_at=group.at(LAST_ORDER),
    )
    is_posted = state.is_with_ledger
    return replace(
        Basis.of(customer, closed),
        state=state,
        received=_PAYABLE if state is BasisState.PAID else _NOTHING,
        credited=_PAYABLE if state is BasisState.CREDITED else _NOTHING,
        frozen="f" * 64 if is_posted else None,
        issued_on=group.day if is_posted else None,
        due_on=group.day + DUE_DAYS if is_posted else None,
    )


def _posting(basis: Basis, number: int) -> Posting | None:
    if not basis.state.is_with_ledger:
        return None
    reference = basis_reference(basis.customer, number)
    return Posting(
        ledger_id=f"inv-{reference}",
        number=f"F{reference}",
        ocr=basis_ocr(basis.customer, number),
    )


def _payment(group: Group, customer: str, minute: int) -> Payment:
    return Payment(
        source=LEDGER,
        id=contact_of(customer, minute),
        amount=_PAYABLE,
        bank_date=group.day,
        received_at=group.at(minute),
        text="",
        named=basis_reference(customer, 1),
        prepaid=_NOTHING,
        suspense=_NOTHING,
        returned=_NOTHING,
        recalled_early=_NOTHING,
    )
