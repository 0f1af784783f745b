"""Giving back what an order cost: how much of it there is left, and which way it goes back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agentline.domain.basis import Basis
from agentline.domain.basis_lines import line_id
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import InvoiceLine
from agentline.domain.manual_order import AnyOrder, ManualOrder, is_of_one_contact, key_of
from agentline.domain.money import Money
from agentline.domain.order_key import OrderKey, UnknownOrderError
from agentline.domain.receivables import Receivables

type LinesOf = Callable[[int], Sequence[InvoiceLine]]
"""The lines of a closed basis as they stand, by its number."""


class RefundError(ValueError):
    """That much of the order cannot be given back; the message says what can, for staff."""


class RefundWay(StrEnum):
    """How an order is refunded, by where it is: a manual order on the open basis, an edit of its
    draft, a credit note on its invoice."""

    MANUAL_ORDER = "manual_order"
    DRAFT_EDIT = "draft_edit"
    CREDIT_NOTE = "credit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What one `deed` gave back of an order; `made` is the id of what it made on the basis."""

    deed: str
    order: OrderKey
    way: RefundWay
    basis: int
    amount: Money
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refundable:
    """An order as it stands on its basis: what is `asked` for it there, which an edit may have
    changed, and what is `left` of that to be given back."""

    order: AnyOrder
    way: RefundWay
    basis: int
    asked: Money
    left: Money

    def choose(self, amount: Money | None) -> Money:
        """`amount`, or all that is left. Raises RefundError if there is not that much, and
        CurrencyMismatchError."""
        if self.left.is_zero:
            raise RefundError("nothing is left of this order that could be given back")
        chosen = self.left if amount is None else amount
        if chosen.minor <= 0 or chosen > self.left:
            raise RefundError(f"{chosen} cannot be given back of this order: {self.left} is left")
        return chosen


def find_refundable(
    key: OrderKey, beside: Sequence[AnyOrder], books: Receivables, lines_of: LinesOf
) -> Refundable:
    """How much of an order can be given back, and how.

    Never more than the order's own charge, nor than all orders of its contact come to, less what
    was given back before: `beside` holds all that were initiated when it was, its corrections and
    refunds among them. Raises UnknownOrderError, and BasisStateError while its basis is on its way
    to the ledger, or was voided.
    """
    order = next((order for order in beside if key_of(order) == key), None)
    if order is None or order.basis is None:
        raise UnknownOrderError(key)
    together = [other for other in beside if is_of_one_contact(other, order)]
    left = {key_of(other): _left(other, beside, books, lines_of) for other in together}
    return Refundable(
        order=order,
        way=_way(order.basis, books),
        basis=order.basis,
        asked=_asked(order, books, lines_of),
        left=Money(max(min(left[key], sum(left.values())), 0), order.amount.currency),
    )


def _way(number: int, books: Receivables) -> RefundWay:
    if number == books.account.open_basis.number:
        return RefundWay.MANUAL_ORDER
    basis = books.basis(number)
    basis.require(BasisState.DRAFT, BasisState.DISPATCHED, BasisState.PART_PAID, BasisState.PAID)
    return RefundWay.DRAFT_EDIT if basis.state is BasisState.DRAFT else RefundWay.CREDIT_NOTE


def _left(
    order: AnyOrder, beside: Sequence[AnyOrder], books: Receivables, lines_of: LinesOf
) -> int:
    """In minor units; below zero for a correction that took something off."""
    asked = min(_asked(order, books, lines_of), order.amount)
    given = sum(
        -other.amount.minor
        for other in beside
        if isinstance(other, ManualOrder) and other.refers_to == key_of(order)
    )
    basis = _closed_basis(order, books)
    notes = basis.credit_notes if basis else ()
    credited = sum(note.amount.minor for note in notes if note.line == line_id(order))
    return asked.minor - given - credited


def _asked(order: AnyOrder, books: Receivables, lines_of: LinesOf) -> Money:
    """What the customer is asked for it, by the line it has now."""
    basis = _closed_basis(order, books)
    if basis is None:
        return order.amount
    nothing = Money(0, order.amount.currency)
    if basis.state is BasisState.VOIDED:
        return nothing
    lines = {line.id: line.amount for line in lines_of(basis.number)}
    return lines.get(line_id(order), nothing)


def _closed_basis(order: AnyOrder, books: Receivables) -> Basis | None:
    return books.bases.get(order.basis or 0)
