"""One order, and those of a basis, as staff ask for them."""

from agentline.domain.catalogue import Language
from agentline.domain.manual_order import AnyOrder, ManualOrder, explain_manual
from agentline.domain.order import explain_order
from agentline.domain.order_key import OrderKey, UnknownOrderError
from agentline.domain.reference import read_reference
from agentline.order_ports import Span
from agentline.ports import Catalogue
from agentline.services.billing_desk import BillingDesk, open_customer


def find_order(key: OrderKey, desk: BillingDesk) -> AnyOrder:
    """Raises UnknownOrderError."""
    order = desk.book.order(key)
    if order is None:
        raise UnknownOrderError(key)
    return order


def explain(order: AnyOrder, language: Language, catalogue: Catalogue) -> tuple[str, ...]:
    """How the price of a call came about, or who entered a manual line and why.

    Raises ArticleMissingError, PriceListMissingError for a price that is gone.
    """
    if isinstance(order, ManualOrder):
        return explain_manual(order, language)
    return explain_order(order, catalogue.price_list_version(order.pin.price_list), language)


def span_of_basis(reference: str, desk: BillingDesk) -> Span | None:
    """Where the orders of a basis lie, of the open one too; None for one that has none.

    Raises UnknownReferenceError, UnknownBasisError, CustomerMissingError.
    """
    customer, number = read_reference(reference)
    books = open_customer(customer, desk).books
    opened = books.account.open_basis
    basis = opened if number == opened.number else books.basis(number)
    if basis.first_at is None or basis.last_at is None:
        return None
    return Span(first_at=basis.first_at, last_at=basis.last_at, basis=number)
