"""Which basis a payment is for, and what would come of it (design.md 2.3, fault 25).

Names go first: our reference, the ledger's own id, the OCR number. A payment that bears none of
them is placed by its amount only where it says whose it is: the text names one customer of ours,
and exactly this amount is due on exactly one of their dispatched bases. Equal amounts are common
among strangers, so an amount alone never decides; the rest is in suspense.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from agentline.domain.basis import Basis
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.ocr import OcrError, basis_of_ocr
from agentline.domain.receivables import Receivables
from agentline.domain.reference import UnknownReferenceError, basis_reference, read_reference
from agentline.ports import CustomerMissingError
from agentline.services.billing_desk import BillingDesk, open_customer

# What is no part of a longer number, nor of one with a hyphen.
_CUSTOMER = re.compile(r"(?<![0-9-])[1-9][0-9]{5,11}(?![0-9-])")
# A text with more numbers than this names nobody.
_MOST_NUMBERS = 5


class MatchedBy(StrEnum):
    """By what a payment found its basis."""

    REFERENCE = "reference"
    LEDGER_ID = "ledger's id"
    OCR = "OCR number"
    AMOUNT = "customer number and amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The basis a payment is for. It may not be there: whoever pays may write anything."""

    customer: str
    number: int
    by: MatchedBy

    @property
    def reference(self) -> str:
        return basis_reference(self.customer, self.number)


def match_payment(event: LedgerEvent, desk: BillingDesk) -> Match | None:
    """The basis an event is about; None if nothing tells."""
    named = _match_name(event, desk)
    if named or event.kind is not EventKind.PAYMENT:
        return named
    return _match_amount(event, desk)


def asks_for(basis: Basis, event: LedgerEvent) -> bool:
    """Whether the ledger has a basis, and exactly what came is due on it."""
    return basis.state.is_with_ledger and basis.due.minor > 0 and basis.due == event.amount


class Foreseen(StrEnum):
    """What would come of an event if it was taken in now."""

    KNOWN = "known"
    PLACED = "placed"
    SUSPENSE = "suspense"
    RECALLED = "recalled"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What would come of an event, and why, in words."""

    outcome: Foreseen
    words: str
    match: Match | None = None


def foresee(event: LedgerEvent, desk: BillingDesk) -> Forecast:
    """Nothing is stored. Every event is looked at by itself, whatever comes before it."""
    taken = desk.book.taken_event(f"{event.source}#{event.id}")
    if taken is not None:
        words = taken.outcome or "taken in before, and not settled yet"
        return Forecast(outcome=Foreseen.KNOWN, words=words)
    if event.kind is EventKind.NOTICE or event.payment is None or event.amount is None:
        return Forecast(outcome=Foreseen.NOTED, words=event.text)
    if event.kind is EventKind.RECALL:
        is_here = desk.book.payment(event.source, event.payment) is not None
        words = f"{event.amount} of payment {event.source}#{event.payment}"
        if not is_here:
            words = f"{words}, which has not come yet"
        return Forecast(outcome=Foreseen.RECALLED, words=words)
    match = match_payment(event, desk)
    if match is None:
        return Forecast(outcome=Foreseen.SUSPENSE, words="nothing tells which invoice it is for")
    return _foresee_placing(event, match, desk)


def _foresee_placing(event: LedgerEvent, match: Match, desk: BillingDesk) -> Forecast:
    try:
        books = open_customer(match.customer, desk).books
    except CustomerMissingError:
        words = f"there is no customer {match.customer}"
        return Forecast(outcome=Foreseen.SUSPENSE, words=words)
    currency = books.account.limit.currency
    if event.amount is None or event.amount.currency != currency:
        words = f"the account is in {currency}"
        return Forecast(outcome=Foreseen.SUSPENSE, words=words)
    basis = books.bases.get(match.number)
    due = f"{basis.due} is due" if basis else "there is no such basis of the customer"
    words = f"basis {match.reference} by {match.by.value}: {due}"
    return Forecast(outcome=Foreseen.PLACED, words=words, match=match)


def _match_name(event: LedgerEvent, desk: BillingDesk) -> Match | None:
    if event.reference:
        try:
            return _match(read_reference(event.reference), MatchedBy.REFERENCE)
        except UnknownReferenceError:
            pass
    if event.ledger_id and (found := desk.book.basis_of_ledger_id(event.source, event.ledger_id)):
        return _match(found, MatchedBy.LEDGER_ID)
    if not event.ocr:
        return None
    if found := desk.book.basis_of_ocr(event.ocr):
        return _match(found, MatchedBy.OCR)
    try:
        return _match(basis_of_ocr(event.ocr), MatchedBy.OCR)
    except OcrError:
        return None


def _match(basis: tuple[str, int], by: MatchedBy) -> Match:
    customer, number = basis
    return Match(customer=customer, number=number, by=by)


def _match_amount(event: LedgerEvent, desk: BillingDesk) -> Match | None:
    numbers = set(_CUSTOMER.findall(event.text))
    if len(numbers) > _MOST_NUMBERS:
        return None
    customers = [books for number in sorted(numbers) if (books := _books_of(number, desk))]
    if len(customers) != 1:
        return None
    [books] = customers
    fitting = [basis for basis in books.oldest_first() if asks_for(basis, event)]
    if len(fitting) != 1:
        return None
    return _match((fitting[0].customer, fitting[0].number), MatchedBy.AMOUNT)


def _books_of(customer: str, desk: BillingDesk) -> Receivables | None:
    try:
        return open_customer(customer, desk).books
    except CustomerMissingError:
        return None
