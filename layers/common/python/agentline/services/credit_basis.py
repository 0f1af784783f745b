"""Crediting what was dispatched, and telling the ledger (design.md 2.3)."""

from functools import partial

from agentline.billing_ports import BillingChange, LedgerInvoice
from agentline.domain.basis import Basis, BasisStateError
from agentline.domain.crediting import credit, note_sent
from agentline.domain.money import Money
from agentline.domain.payment import Payment
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.reference import read_reference
from agentline.domain.regime import STOCKHOLM
from agentline.services.billing_desk import (
    BillingDesk,
    Opened,
    change_basis,
    check_version,
    decide,
    open_customer,
)


def credit_basis(
    reference: str, amount: Money, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Credit a dispatched basis here; `send_credit_notes` tells the ledger, now or later.

    Raises CreditError, BasisStateError, BasisChangedError.
    """
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        check_version(opened.books.basis(number), seen)
        by = Actor(who=who, why=why, at=opened.now)
        books, payments = credit_now(opened, number, amount, by, desk)
        return BillingChange(after=books, payments=payments)

    change = decide(customer, desk, decision)
    if change is None or change.after is None:
        raise LookupError(f"basis {reference} was not changed")
    return change.after.basis(number)


def credit_now(
    opened: Opened,
    number: int,
    amount: Money,
    by: Actor,
    desk: BillingDesk,
    line: str | None = None,
) -> tuple[Receivables, tuple[Payment, ...]]:
    """A credit note on a basis, or on one `line` of it; the payments whose money is prepaid again.

    Raises CreditError, BasisStateError.
    """
    basis = opened.books.basis(number)
    copy = desk.book.copy_of(basis.customer, number)
    if copy is None:
        raise BasisStateError(f"basis {basis.reference} was never dispatched")
    today = by.at.astimezone(STOCKHOLM).date()
    return credit(opened.books, number, amount, copy, opened.payments(desk), by, today, line)


def send_credit_notes(reference: str, desk: BillingDesk) -> int:
    """Tell the ledger of the credit notes it does not have yet; how many those were.

    Raises LedgerRejectedError, LedgerUnavailableError; what was sent by then stays noted.
    """
    customer, number = read_reference(reference)
    sent = 0
    while True:
        basis = open_customer(customer, desk).books.basis(number)
        unsent = [note for note in basis.credit_notes if note.id in basis.unsent_credit_notes]
        if not unsent or basis.posting is None:
            return sent
        posting = basis.posting
        posted = LedgerInvoice(id=posting.ledger_id, number=posting.number, ocr=posting.ocr)
        desk.ledger.credit(posted, unsent[0])
        change_basis(customer, number, desk, partial(note_sent, note=unsent[0].id))
        sent += 1
