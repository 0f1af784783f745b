"""A basis goes to the ledger: asked for by staff, frozen, submitted, recorded (design.md 2.3, 4).

Each step may be told twice, may die half way and be told again: all make one posting (I9).
"""

from dataclasses import replace
from datetime import date, datetime

from agentline.billing_ports import (
    BillingChange,
    LedgerInvoice,
    LedgerRejectedError,
    LedgerUnavailableError,
    PostedBasis,
)
from agentline.domain.audit import SYSTEM
from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_lines import sum_of
from agentline.domain.basis_state import BasisState
from agentline.domain.dispatch import (
    SUBMISSION_LASTS,
    begin_dispatch,
    fail_dispatch,
    is_being_submitted,
    note_number,
    reopen,
)
from agentline.domain.dispatch import freeze as freeze_basis
from agentline.domain.dispatch import record_dispatch as record
from agentline.domain.receivables import Actor
from agentline.domain.reference import basis_reference, read_reference
from agentline.services.billing_desk import (
    BillingDesk,
    Opened,
    change_basis,
    check_version,
    decide,
    open_customer,
)
from agentline.services.preview_invoice import invoice_now


class AddressHindranceError(Exception):
    """The customer's address must be looked at before anything is sent; the message says why."""


class OrdersMissingError(Exception):
    """The orders of a basis do not come to its count and total: nothing is dispatched of it."""


class LedgerKnowsError(Exception):
    """The ledger has an invoice of the basis after all: it cannot become a draft again (I9)."""


def request_dispatch(
    reference: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Staff send a draft, or one that failed, on its way; the state machine does the rest.

    Raises BasisStateError, BasisChangedError, AddressHindranceError.
    """
    customer, number = read_reference(reference)
    basis = open_customer(customer, desk).books.basis(number)
    basis.require(BasisState.DRAFT, BasisState.DISPATCH_FAILED)
    hindrance = None if basis.frozen else desk.hindrance(customer, desk.clock())
    if hindrance:
        raise AddressHindranceError(hindrance)

    def decision(opened: Opened) -> BillingChange:
        check_version(opened.books.basis(number), seen)
        by = Actor(who=who, why=why, at=opened.now)
        return BillingChange(after=begin_dispatch(opened.books, number, by))

    begun = _basis_of(decide(customer, desk, decision), number)
    desk.executions.start_dispatch(reference, begun.attempt)
    return begun


def freeze(reference: str, desk: BillingDesk) -> str:
    """Fix the copy. Says "frozen" (go on), "settled" (nothing to pay, or ended by now) or
    "recorded" (the ledger has it)."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange | None:
        basis = opened.books.basis(number)
        if basis.frozen or basis.state is not BasisState.DISPATCHING:
            return None
        draft = opened.draft(number, desk)
        if not draft.is_complete:
            raise OrdersMissingError(f"the orders read of basis {reference} are not what it counts")
        invoice = invoice_now(opened, draft, desk)
        prepayments = opened.payments(desk) if invoice.prepaid.minor else ()
        books, payments = freeze_basis(
            opened.books,
            invoice,
            desk.book.digest_of(invoice),
            prepayments,
            desk.terms.policy_of(desk.book.own_terms(customer)),
            Actor(who=SYSTEM, why="dispatch", at=opened.now),
            number,
        )
        return BillingChange(after=books, payments=payments, copy=invoice)

    change = decide(customer, desk, decision)
    if change and change.after:
        basis = change.after.basis(number)
    else:
        basis = open_customer(customer, desk).books.basis(number)
    if basis.state is BasisState.DISPATCHING:
        return "frozen"
    return "recorded" if basis.posting else "settled"


def submit(reference: str, desk: BillingDesk) -> LedgerInvoice:
    """Have the ledger make the invoice, unless it has. Raises LedgerRejectedError, and
    LedgerUnavailableError also while another submission may be under way."""
    customer, number = read_reference(reference)
    recorded = _claim_submission(customer, number, desk)
    if recorded:
        return recorded
    known = desk.ledger.find(reference)
    if known:
        return _as_of(customer, number, known, desk)
    invoice = desk.book.copy_of(customer, number)
    if invoice is None:
        raise LookupError(f"basis {reference} has no frozen copy")
    # The claim stays when no answer comes: the ledger may be at work on it still, and the next
    # submission must not look before it has ended.
    try:
        posted = desk.ledger.submit(invoice)
    except LedgerRejectedError:
        change_basis(customer, number, desk, lambda basis: replace(basis, submitting_until=None))
        raise
    return _as_of(customer, number, posted, desk)


def record_dispatch(reference: str, posted: LedgerInvoice, desk: BillingDesk) -> None:
    """Note number, payment reference and due date. Told again, nothing changes."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange | None:
        basis = opened.books.basis(number)
        if basis.posting:
            return None
        copy = desk.book.copy_of(customer, number)
        proposed = copy.ocr if copy else None
        posting = Posting(ledger_id=posted.id, number=posted.number, ocr=posted.ocr or proposed)
        by = Actor(who=SYSTEM, why=f"ledger {desk.ledger_kind}", at=opened.now)
        books = record(opened.books, number, posting, posted.due_on, by)
        return BillingChange(
            after=books,
            posted=PostedBasis(basis=books.basis(number), source=desk.ledger_kind),
        )

    decide(customer, desk, decision)


def give_up_dispatch(reference: str, words: str, desk: BillingDesk) -> None:
    """Hand the basis back to staff with the ledger's words. Told again, nothing changes."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange | None:
        if opened.books.basis(number).state is not BasisState.DISPATCHING:
            return None
        by = Actor(who=SYSTEM, why=words, at=opened.now)
        return BillingChange(after=fail_dispatch(opened.books, number, words, by))

    if decide(customer, desk, decision):
        desk.count("DispatchesFailed")


def reopen_basis(
    reference: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Make a basis whose dispatch failed a draft again, if the ledger does not know it.

    Raises LedgerKnowsError, LedgerUnavailableError, BasisStateError, BasisChangedError.
    """
    customer, number = read_reference(reference)
    failed = open_customer(customer, desk).books.basis(number)
    failed.require(BasisState.DISPATCH_FAILED)
    _require_no_submission(failed, desk.clock())
    if desk.ledger.find(reference):
        raise LedgerKnowsError(
            f"the ledger has an invoice of basis {reference}: dispatch it again, and its number is "
            "recorded"
        )

    def decision(opened: Opened) -> BillingChange:
        draft = opened.draft(number, desk)
        check_version(draft.basis, seen)
        lines = draft.lines(desk.catalogue.price_list_version)
        payments = opened.payments(desk) if draft.basis.received.minor else ()
        books, freed = reopen(
            opened.books,
            draft,
            sum_of(lines, draft.basis.payable.currency),
            payments,
            Actor(who=who, why=why, at=opened.now),
        )
        return BillingChange(after=books, payments=freed)

    return _basis_of(decide(customer, desk, decision), number)


def mark_sent(
    reference: str,
    invoice_number: str,
    due_on: date | None,
    by: Actor,
    desk: BillingDesk,
    seen: int | None = None,
) -> Basis:
    """Staff who invoice by hand note the number. Raises BasisStateError, BasisChangedError."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        check_version(opened.books.basis(number), seen)
        noting = replace(by, at=opened.now)
        return BillingChange(
            after=note_number(opened.books, number, invoice_number, due_on, noting)
        )

    return _basis_of(decide(customer, desk, decision), number)


def _claim_submission(customer: str, number: int, desk: BillingDesk) -> LedgerInvoice | None:
    """Let nobody else submit for a while: a ledger that was told twice might post twice (I9).

    What the ledger made of it, where another execution has recorded that by now.
    """
    now = desk.clock()

    def claim(basis: Basis) -> Basis | None:
        if basis.posting:
            return None
        basis.require(BasisState.DISPATCHING)
        _require_no_submission(basis, now)
        return replace(basis, submitting_until=now + SUBMISSION_LASTS)

    basis = change_basis(customer, number, desk, claim)
    return _as_posted(basis, basis.posting) if basis.posting else None


def _require_no_submission(basis: Basis, now: datetime) -> None:
    if is_being_submitted(basis, now):
        raise LedgerUnavailableError("another submission of this basis may be under way")


def _as_posted(basis: Basis, posting: Posting) -> LedgerInvoice:
    return LedgerInvoice(
        id=posting.ledger_id, number=posting.number, ocr=posting.ocr, due_on=basis.due_on
    )


def _basis_of(change: BillingChange | None, number: int) -> Basis:
    if change is None or change.after is None:
        raise LookupError(f"basis {number} was not changed")
    return change.after.basis(number)


def _as_of(customer: str, number: int, posted: LedgerInvoice, desk: BillingDesk) -> LedgerInvoice:
    """What the ledger made of this basis. Raises LedgerRejectedError if it answers with what is
    another's already, as one that numbers anew from the start would: each names one basis (I9)."""
    named = {f"invoice {posted.id}": desk.book.basis_of_ledger_id(desk.ledger_kind, posted.id)}
    if posted.ocr:
        named[f"OCR number {posted.ocr}"] = desk.book.basis_of_ocr(posted.ocr)
    for name, basis in named.items():
        if basis is not None and basis != (customer, number):
            raise LedgerRejectedError(
                f"the ledger answers with its {name}, which is that of basis "
                f"{basis_reference(*basis)} already"
            )
    return posted
