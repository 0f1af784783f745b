"""A basis as it was dispatched, or as it would be now."""

from dataclasses import dataclass

from agentline.domain.basis import Basis
from agentline.domain.dispatch import make_invoice
from agentline.domain.draft import Draft
from agentline.domain.invoice import Invoice
from agentline.domain.reference import read_reference
from agentline.domain.regime import STOCKHOLM
from agentline.services.billing_desk import BillingDesk, Opened, open_customer


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSeen:
    """The frozen copy of a basis, or a preview of it while there is none."""

    basis: Basis
    invoice: Invoice
    is_preview: bool


def see_invoice(reference: str, desk: BillingDesk) -> InvoiceSeen:
    """Raises UnknownReferenceError, UnknownBasisError, CustomerMissingError."""
    customer, number = read_reference(reference)
    opened = open_customer(customer, desk)
    basis = opened.books.basis(number)
    copy = desk.book.copy_of(customer, number) if basis.frozen else None
    invoice = copy or invoice_now(opened, opened.draft(number, desk), desk)
    return InvoiceSeen(basis=basis, invoice=invoice, is_preview=copy is None)


def invoice_now(opened: Opened, draft: Draft, desk: BillingDesk) -> Invoice:
    """What a draft would be frozen to at this moment."""
    customer = draft.basis.customer
    return make_invoice(
        draft,
        draft.lines(desk.catalogue.price_list_version),
        desk.book.buyer(customer),
        desk.book.phone_of(customer),
        desk.terms.invoice_of(desk.book.own_terms(customer)),
        opened.books.account.prepaid,
        opened.now.astimezone(STOCKHOLM).date(),
    )
