"""Taking something off an invoice after it was dispatched (design.md 2.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from agentline.domain.basis import SMALLEST_DUE_MINOR, Basis, BasisStateError
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import BASIS_CREDITED, audit_basis
from agentline.domain.invoice import CreditNote, Invoice, VatShare
from agentline.domain.money import Money
from agentline.domain.payment import Payment, free_applied
from agentline.domain.percent import Percent
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
    line: str | None = None,
) -> tuple[Receivables, tuple[Payment, ...]]:
    """Credit a dispatched basis, or one `line` of it, wholly or in part. What was paid beyond
    becomes prepaid.

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
    note = CreditNote(
        id=f"{before.reference}-K{len(before.credit_notes) + 1}",
        reference=before.reference,
        amount=amount,
        vat=_vat_of(amount, _weights(before, amount, invoice, line)),
        why=by.why,
        issued_on=today,
        line=line,
    )
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


def _weights(
    basis: Basis, amount: Money, invoice: Invoice, line: str | None
) -> Mapping[Percent, int]:
    """By which an amount is split over the VAT rates: as the invoice is, or all to a line's own.

    Raises CreditError if not that much is left of the line.
    """
    if line is None:
        return {share.percent: max(share.gross.minor, 0) for share in invoice.vat}
    found = next((known for known in invoice.lines if known.id == line), None)
    if found is None:
        raise CreditError(f"there is no line {line} on basis {basis.reference}")
    credited = sum(note.amount.minor for note in basis.credit_notes if note.line == line)
    left = Money(found.amount.minor - credited, amount.currency)
    if amount > left:
        raise CreditError(f"{amount} cannot be credited of line {line}: {left} is left")
    return {found.vat_percent: found.amount.minor}


def _vat_of(amount: Money, weights: Mapping[Percent, int]) -> tuple[VatShare, ...]:
    """The VAT of each part is rounded once."""
    shares = []
    for percent, part in split_by_weight(amount.minor, weights).items():
        gross = Money(part, amount.currency)
        vat = VatRate(percent=percent).included_in(gross)
        shares.append(VatShare(percent=percent, gross=gross, vat=vat))
    return tuple(shares)
