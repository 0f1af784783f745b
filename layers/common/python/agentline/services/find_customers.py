"""One box for everything: customers found by whatever staff have at hand."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from agentline.customer_ports import CustomerBook, CustomerLists, ListedCustomer
from agentline.domain.customer_search import (
    MatchedBy,
    invoice_number_key,
    read_customer_number,
    read_ocr_digits,
    search_key,
)
from agentline.domain.ocr import OcrError, basis_of_ocr
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.reference import UnknownReferenceError, basis_reference, read_reference
from agentline.office_ports import Listing, Position
from agentline.services.care_desk import CareDesk

SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A customer who was found, by what, and the reference of the invoice if it was by one."""

    customer: ListedCustomer
    matched_by: MatchedBy
    invoice: str | None = None


type _Found = Iterator[tuple[str, MatchedBy, str | None]]
"""A customer's number, by what, and the invoice."""


def find_customers(
    text: str,
    number: PhoneNumber | None,
    desk: CareDesk,
    limit: int,
    position: Position | None,
) -> Listing[Hit]:
    """Whoever has exactly this; if nobody has, those whose name, or any word of it, begins so.

    `number` is the text as a telephone number, if it is one in any spelling.
    """
    if position is None:
        exact = _find_exactly(text, number, desk, limit)
        if exact:
            return Listing(items=exact, position=None)
    wanted = search_key(text)
    if len(wanted) < SHORTEST_NAME:
        return Listing(items=(), position=None)
    named = desk.lists.named(wanted, limit, position)
    hits = [Hit(customer=found, matched_by=MatchedBy.NAME) for found in named.items]
    return Listing(items=hits, position=named.position)


def _find_exactly(text: str, number: PhoneNumber | None, desk: CareDesk, limit: int) -> list[Hit]:
    found: dict[tuple[str, str | None], MatchedBy] = {}
    for customer, matched_by, invoice in (
        *_by_number(number, desk.book),
        *_by_own_names(text, desk.lists),
        *_by_ledgers_names(text, desk.lists, limit),
        *_by_email(text, desk.lists, limit),
    ):
        found.setdefault((customer, invoice), matched_by)
    known = desk.lists.customers([customer for customer, _ in found])
    return list(_hits(found, known))


def _hits(
    found: Mapping[tuple[str, str | None], MatchedBy], known: Mapping[str, ListedCustomer]
) -> Iterator[Hit]:
    for (customer, invoice), matched_by in found.items():
        if customer in known:
            yield Hit(customer=known[customer], matched_by=matched_by, invoice=invoice)


def _by_number(number: PhoneNumber | None, book: CustomerBook) -> _Found:
    entry = book.number_entry(number) if number else None
    if entry and entry.customer:
        yield entry.customer, MatchedBy.NUMBER, None


def _by_own_names(text: str, lists: CustomerLists) -> _Found:
    """What we have named ourselves: the customer, the basis, and its OCR number."""
    customer = read_customer_number(text)
    if customer:
        yield customer, MatchedBy.CUSTOMER_NUMBER, None
    with suppress(UnknownReferenceError):
        yield from _basis(read_reference(text), MatchedBy.INVOICE, lists)
    with suppress(OcrError):
        yield from _basis(basis_of_ocr(text), MatchedBy.OCR, lists)


def _by_ledgers_names(text: str, lists: CustomerLists, limit: int) -> _Found:
    digits = read_ocr_digits(text)
    named = lists.basis_of_ocr(digits) if digits else None
    if named:
        yield from _basis(named, MatchedBy.OCR, lists)
    for basis in lists.bases_numbered(invoice_number_key(text), limit):
        yield from _basis(basis, MatchedBy.INVOICE_NUMBER, lists)


def _basis(basis: tuple[str, int], matched_by: MatchedBy, lists: CustomerLists) -> _Found:
    customer, number = basis
    if lists.has_basis(customer, number):
        yield customer, matched_by, basis_reference(customer, number)


def _by_email(text: str, lists: CustomerLists, limit: int) -> _Found:
    if "@" in text:
        for customer in lists.with_email(text, limit):
            yield customer, MatchedBy.EMAIL, None
