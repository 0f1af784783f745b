"""On the way to the ledger: the frozen copy, what was paid in advance, the answer (2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from agentline.domain.basis import Basis, Posting
from agentline.domain.basis_lines import sum_of, vat_shares
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import (
    BASIS_DISPATCHED,
    BASIS_DISPATCHING,
    BASIS_FROZEN,
    BASIS_REOPENED,
    BASIS_SENT,
    DISPATCH_FAILED,
    audit_basis,
    audit_settled,
)
from agentline.domain.customer import Customer
from agentline.domain.draft import Draft
from agentline.domain.invoice import Invoice, InvoiceLine
from agentline.domain.limit_policy import LimitPolicy
from agentline.domain.line_words import rounding_words
from agentline.domain.money import Money, round_half_up
from agentline.domain.ocr import basis_ocr
from agentline.domain.payment import Payment, free_applied
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor, Receivables, receive, take_back

# A submission that has not told its end within this time is over: functions run 30 s at most.
SUBMISSION_LASTS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceTerms:
    """How a deployment, or a customer, is invoiced. `is_rounded` to whole kronor."""

    due_days: int
    is_rounded: bool


def begin_dispatch(books: Receivables, number: int, by: Actor) -> Receivables:
    """Take a draft, or one that failed, out of staff's hands. Raises BasisStateError.

    From now on nothing about it can be edited, and corrections go to the open basis (fault 27).
    """
    before = books.basis(number)
    before.require(BasisState.DRAFT, BasisState.DISPATCH_FAILED)
    after = replace(before, state=BasisState.DISPATCHING, attempt=before.attempt + 1, trouble=None)
    entry = audit_basis(BASIS_DISPATCHING, before, after, by.who, by.why, by.at)
    return books.with_basis(after).with_entries(entry)


def begin_again(basis: Basis) -> Basis:
    """Another attempt at a dispatch that no execution works at any more. Raises BasisStateError."""
    basis.require(BasisState.DISPATCHING)
    return replace(basis, attempt=basis.attempt + 1)


def make_invoice(
    draft: Draft,
    lines: Sequence[InvoiceLine],
    buyer: Customer,
    phone: PhoneNumber | None,
    terms: InvoiceTerms,
    prepaid: Money,
    today: date,
) -> Invoice:
    """The copy that is dispatched. `prepaid` is applied as far as it goes."""
    currency = draft.basis.payable.currency
    total = sum_of(lines, currency)
    rest = _to_whole_kronor(total) if terms.is_rounded else Money(0, currency)
    if not rest.is_zero:
        rounding = InvoiceLine(
            id="rounding",
            text=rounding_words(draft.language),
            amount=rest,
            vat_percent=Percent.parse("0"),
        )
        lines = (*lines, rounding)
    total += rest
    return Invoice(
        reference=draft.basis.reference,
        customer=draft.basis.customer,
        buyer=buyer.owner,
        language=draft.language,
        phone=phone,
        issued_on=today,
        due_on=today + timedelta(days=terms.due_days),
        lines=tuple(lines),
        vat=vat_shares(lines),
        total=total,
        prepaid=min(prepaid, total),
        ocr=basis_ocr(draft.basis.customer, draft.basis.number),
    )


def freeze(
    books: Receivables,
    invoice: Invoice,
    digest: str,
    prepayments: Sequence[Payment],
    policy: LimitPolicy,
    by: Actor,
    number: int,
) -> tuple[Receivables, tuple[Payment, ...]]:
    """Fix what is dispatched, and apply what was prepaid. Nothing to pay at all settles unsent.

    Gives the receivables and the payments whose prepaid money went to the basis, oldest first.
    """
    before = books.basis(number)
    before.require(BasisState.DISPATCHING)
    frozen = replace(
        before,
        payable=invoice.total,
        frozen=digest,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
    )
    if invoice.total.is_zero:
        settled = replace(frozen, state=BasisState.PAID)
        entry = audit_settled(settled, before, by.who, "nothing to pay: settled unsent", by.at)
        return books.with_basis(settled).with_entries(entry), ()
    entry = audit_basis(
        BASIS_FROZEN, before, frozen, by.who, by.why, by.at, prepaid=invoice.prepaid.decimal
    )
    books = books.with_basis(frozen).with_entries(entry)
    return _apply_prepaid(books, number, invoice, prepayments, policy, by)


def record_dispatch(
    books: Receivables, number: int, posting: Posting, due_on: date | None, by: Actor
) -> Receivables:
    """Note what the ledger made of it. The basis is then in the state its amounts put it in: a
    payment may have been faster."""
    before = books.basis(number)
    before.require(BasisState.DISPATCHING)
    after = replace(
        before,
        state=BasisState.DISPATCHED,
        posting=posting,
        due_on=due_on or before.due_on,
        submitting_until=None,
    ).with_state_of_amounts()
    entry = audit_basis(
        BASIS_DISPATCHED,
        before,
        after,
        by.who,
        by.why,
        by.at,
        invoice_number=posting.number or "",
        ocr=posting.ocr or "",
        due_on=str(after.due_on or ""),
    )
    return books.with_basis(after).with_entries(entry)


def fail_dispatch(books: Receivables, number: int, words: str, by: Actor) -> Receivables:
    """Hand it back to staff with the ledger's own words. The copy stays: a retry sends the same.

    So does the time of a submission that may be under way: it does not end by our giving up.
    """
    before = books.basis(number)
    before.require(BasisState.DISPATCHING)
    after = replace(before, state=BasisState.DISPATCH_FAILED, trouble=words)
    return books.with_basis(after).with_entries(
        audit_basis(DISPATCH_FAILED, before, after, by.who, words, by.at)
    )


def reopen(
    books: Receivables,
    draft: Draft,
    payable: Money,
    payments: Sequence[Payment],
    by: Actor,
) -> tuple[Receivables, tuple[Payment, ...]]:
    """Back to draft after a failed dispatch: no copy, no rounding, what was received is prepaid.

    Only for a basis the ledger does not know (invariant I9): that is for the caller to find out.
    """
    number = draft.basis.number
    before = books.basis(number)
    before.require(BasisState.DISPATCH_FAILED)
    freed = free_applied(payments, number, before.received)
    if freed:
        books = take_back(books, number, before.received, by)
        prepaid = books.account.prepaid + before.received
        books = books.with_account(replace(books.account, prepaid=prepaid))
    kept = books.basis(number)
    after = replace(
        kept,
        state=BasisState.DRAFT,
        payable=payable,
        frozen=None,
        issued_on=None,
        due_on=None,
        trouble=None,
        submitting_until=None,
    )
    entry = audit_basis(BASIS_REOPENED, before, after, by.who, by.why, by.at)
    return books.with_basis(after).with_entries(entry), freed


def note_number(
    books: Receivables, number: int, invoice_number: str, due_on: date | None, by: Actor
) -> Receivables:
    """The fiscal number, and the due date, of an invoice made by hand. Raises BasisStateError."""
    before = books.basis(number)
    before.require(BasisState.DISPATCHED, BasisState.PART_PAID, BasisState.PAID)
    posting = before.posting or Posting(ledger_id=before.reference, number=None, ocr=None)
    after = replace(
        before, posting=replace(posting, number=invoice_number), due_on=due_on or before.due_on
    )
    entry = audit_basis(
        BASIS_SENT, before, after, by.who, by.why, by.at, invoice_number=invoice_number
    )
    return books.with_basis(after).with_entries(entry)


def is_being_submitted(basis: Basis, now: datetime) -> bool:
    """Whether a submission may be under way: another must wait, and look it up then (I9)."""
    return basis.submitting_until is not None and now < basis.submitting_until


def _apply_prepaid(
    books: Receivables,
    number: int,
    invoice: Invoice,
    prepayments: Sequence[Payment],
    policy: LimitPolicy,
    by: Actor,
) -> tuple[Receivables, tuple[Payment, ...]]:
    left = min(invoice.prepaid, books.account.prepaid)
    if left.is_zero:
        return books, ()
    account = replace(books.account, prepaid=books.account.prepaid - left)
    books = receive(books.with_account(account), number, left, invoice.issued_on, policy, by)
    used = []
    for payment in sorted(prepayments, key=lambda payment: payment.received_at):
        part = min(left, payment.prepaid)
        if part.minor > 0:
            changed = replace(payment, prepaid=payment.prepaid - part)
            used.append(changed.with_applied(number, part))
            left -= part
    if not left.is_zero:
        raise ValueError(f"{left} of what is prepaid is of no payment")
    return books, tuple(used)


def _to_whole_kronor(total: Money) -> Money:
    """By how much the total is rounded: 50 öre and more up (lag 1970:1029)."""
    whole = 100 * round_half_up(Fraction(total.minor, 100))
    return Money(whole - total.minor, total.currency)
