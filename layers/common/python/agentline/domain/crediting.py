"""Taking something off an invoice after it was dispatched (design.md 2.3)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agentline.domain.basis import SMALLEST_DUE_MINOR, Basis, BasisStateError
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import BASIS_CREDITED, audit_basis
from agentline.domain.invoice import CreditNote, Invoice, VatShare
from agentline.domain.money import Money
from agentline.domain.payment import Payment, free_applied
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.split import split_by_weight
from agentline.domain.vat import VatRate


class CreditError(ValueError):
    """That much cannot be credited; the message says why, for staff."""


def credit(
    books: Receivables,
    number: int,
    amount: Money,
    invoice: Invoice,
    payments: Sequence[Payment],
    by: Actor,
    today: date,
) -> tuple[Receivables, tuple[Payment, ...]]:
    """Credit a dispatched basis, wholly or in part. What was paid beyond becomes prepaid.

    It restores credit as a payment does, and raises nothing; a raise the payment brought stays.
    A rest of less than one krona is adjusted away.
    Gives the receivables and the payments whose money is prepaid again.
    """
    before = books.basis(number)
    before.require(BasisState.DISPATCHED, BasisState.PART_PAID, BasisState.PAID)
    left = before.payable - before.credited
    if amount.minor <= 0 or amount > left:
        raise CreditError(
            f"{amount} cannot be credited on basis {before.reference}: {left} is left"
        )
    note = _note(before, amount, invoice, by, today)
    nothing = Money(0, amount.currency)
    over = max(nothing, amount - before.due)
    unadjusted = min(over, before.adjusted)
    freed = free_applied(payments, number, over - unadjusted)
    after = replace(
        before,
        credited=before.credited + amount,
        adjusted=before.adjusted - unadjusted,
        received=before.received - (over - unadjusted),
        credit_notes=(*before.credit_notes, note),
        unsent_credit_notes=before.unsent_credit_notes | {note.id},
    )
    if after.due.minor < SMALLEST_DUE_MINOR:
        after = replace(after, adjusted=after.adjusted + after.due)
    after = after.with_state_of_amounts()
    entry = audit_basis(
        BASIS_CREDITED, before, after, by.who, by.why, by.at, credited=amount.decimal, note=note.id
    )
    books = books.with_basis(after).with_entries(entry)
    prepaid = books.account.prepaid + (over - unadjusted)
    return books.with_account(replace(books.account, prepaid=prepaid)), freed


def note_sent(basis: Basis, note: str) -> Basis:
    """The basis once the ledger has a credit note. Raises BasisStateError if it has no such."""
    if note not in {found.id for found in basis.credit_notes}:
        raise BasisStateError(f"basis {basis.reference} has no credit note {note}")
    return replace(basis, unsent_credit_notes=basis.unsent_credit_notes - {note})


def _note(basis: Basis, amount: Money, invoice: Invoice, by: Actor, today: date) -> CreditNote:
    """By VAT rate as the invoice is; the VAT of each part is rounded once."""
    weights = {share.percent: max(share.gross.minor, 0) for share in invoice.vat}
    shares = []
    for percent, part in split_by_weight(amount.minor, weights).items():
        gross = Money(part, amount.currency)
        vat = VatRate(percent=percent).included_in(gross)
        shares.append(VatShare(percent=percent, gross=gross, vat=vat))
    return CreditNote(
        id=f"{basis.reference}-K{len(basis.credit_notes) + 1}",
        reference=basis.reference,
        amount=amount,
        vat=tuple(shares),
        why=by.why,
        issued_on=today,
    )
