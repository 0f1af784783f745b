"""One decision of invoicing as one conditional transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.bases import basis_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.invoices import pack_invoice
from agentline.adapters.dynamodb.mapping.orders import (
    any_order_row,
    manual_order_row,
    order_made_row,
    refund_made_row,
)
from agentline.adapters.dynamodb.mapping.payments import owned_payment_row, payment_row
from agentline.adapters.dynamodb.mapping.terms import as_read, terms_row
from agentline.adapters.dynamodb.order_rows import OrderMadeRow, RefundMadeRow
from agentline.adapters.dynamodb.transaction import RowsExistError, update_account, writing
from agentline.billing_ports import (
    BillingChange,
    DeedDoneError,
    Entered,
    EventMetError,
    MovedOrder,
    PostedBasis,
)
from agentline.domain.basis import Basis
from agentline.domain.customer_search import invoice_number_key
from agentline.domain.invoice import Invoice
from agentline.domain.payment import Payment
from agentline.domain.takeover import HandedOver
from agentline.ports import AccountChangedError


def write_billing(change: BillingChange) -> None:
    """Write what differs, all or nothing.

    Raises EventMetError if the ledger's event was met, DeedDoneError if the deed was done,
    AccountChangedError for anything else that is not as it was read: the account, a basis, a
    payment, an order.
    """
    after = change.after
    entries = (*change.audit, *(after.audit if after else ()))
    new_rows = [*_entered_rows(change.entered), *map(audit_row, entries)]
    try:
        with writing(new_rows) as transaction:
            _write_bases(transaction, change)
            _write_terms(transaction, change)
            for payment in change.payments:
                _write_payment(transaction, payment, change.event)
            if change.copy:
                transaction.save(_copy_row(change.copy))
            if change.posted:
                _write_posting(transaction, change.posted)
            _move_orders(transaction, change.moved)
            _hand_over(transaction, change.handed_over)
            if change.before and after and (change.terms or after.account != change.before.account):
                # New terms too, so that of limit and terms, which staff see as one, one changes.
                update_account(transaction, change.before.account, after.account)
            if change.event:
                _end_event(transaction, change.event, change.outcome)
    except RowsExistError as error:
        if any(isinstance(row, OrderMadeRow | RefundMadeRow) for row in error.found):
            raise DeedDoneError(str(error)) from error
        # Two changes of one thing at one instant: the second is decided again, an instant later.
        raise AccountChangedError("the audit trail has an entry of this instant") from error
    except AccountChangedError as error:
        if change.event and _is_met(change.event):
            raise EventMetError(change.event) from error
        raise


def _entered_rows(entered: Entered | None) -> Iterator[rows.Row]:
    if entered is None:
        return
    if entered.refund:
        yield refund_made_row(entered.refund)
    elif entered.order:
        yield order_made_row(entered.order, entered.deed)
    if entered.order:
        yield manual_order_row(entered.order)


def _write_bases(transaction: TransactWrite, change: BillingChange) -> None:
    after = change.after
    for basis in after.bases.values() if after else ():
        before = change.before.bases.get(basis.number) if change.before else None
        if basis == before:
            continue
        row = basis_row(basis)
        as_read = rows.BasisRow.version == basis.version
        transaction.save(row, condition=as_read if basis.version else row.is_new())
        _write_invoice_number(transaction, before, basis)


def _write_invoice_number(transaction: TransactWrite, before: Basis | None, after: Basis) -> None:
    """Let staff find the basis by its fiscal number, and no more by one that was corrected."""
    old, new = (invoice_number_row(basis) if basis else None for basis in (before, after))
    if new and old and old.pk == new.pk:
        return
    if old:
        transaction.delete(old)
    if new:
        transaction.save(new)


def invoice_number_row(basis: Basis) -> billing_rows.InvoiceNumberRow | None:
    """None while the ledger has given it no number."""
    number: str | None = basis.posting.number if basis.posting else None
    if not number:
        return None
    return billing_rows.InvoiceNumberRow(
        f"INVOICENUMBER#{invoice_number_key(number)}",
        basis.reference,
        customer=basis.customer,
        basis=basis.number,
    )


def _write_terms(transaction: TransactWrite, change: BillingChange) -> None:
    if change.terms and change.before:
        account = change.before.account
        row = terms_row(account.customer, change.terms.after, account.limit.currency)
        transaction.save(row, condition=as_read(change.terms.before))


def _write_payment(transaction: TransactWrite, payment: Payment, event: str | None) -> None:
    told_by = (*payment.told_by, event) if event else payment.told_by
    row = payment_row(replace(payment, told_by=told_by))
    as_read = billing_rows.PaymentRow.version == payment.version
    transaction.save(row, condition=as_read if payment.version else row.is_new())
    if payment.customer:
        transaction.save(owned_payment_row(payment, payment.customer))


def _copy_row(copy: Invoice) -> billing_rows.CopyRow:
    number = int(copy.reference.removeprefix(f"{copy.customer}-"))
    return billing_rows.CopyRow(
        customer_key(copy.customer), f"COPY#{number:06d}", document=pack_invoice(copy)
    )


def _write_posting(transaction: TransactWrite, posted: PostedBasis) -> None:
    for row in posting_rows(posted):
        model = type(row)
        is_same = (model.customer == row.customer) & (model.basis == row.basis)
        transaction.save(row, condition=row.is_new() | is_same)


def posting_rows(
    posted: PostedBasis,
) -> Iterator[billing_rows.OcrRow | billing_rows.LedgerIdRow]:
    """By what payments name the basis. Each names one basis for ever (invariant I9)."""
    basis, posting = posted.basis, posted.basis.posting
    if posting is None:
        return
    names: dict[str, Any] = {"customer": basis.customer, "basis": basis.number}
    yield billing_rows.LedgerIdRow(
        f"LEDGERINVOICE#{posted.source}#{posting.ledger_id}", "LEDGERINVOICE", **names
    )
    if posting.ocr:
        yield billing_rows.OcrRow(f"OCR#{posting.ocr}", "OCR", **names)


def _move_orders(transaction: TransactWrite, orders: Iterable[MovedOrder]) -> None:
    for moved in orders:
        row = any_order_row(moved.order)
        transaction.save(row, condition=rows.GatheredRow.basis == moved.came_from)


def _hand_over(transaction: TransactWrite, handed: HandedOver | None) -> None:
    if handed is None:
        return
    giver, order = handed.before, rows.GatheredRow
    for taken in handed.orders:
        row = any_order_row(taken)
        transaction.save(row, condition=row.is_new())
        left = order(customer_key(giver.customer), row.sk)
        transaction.delete(left, condition=order.basis == giver.open_basis.number)
    update_account(transaction, giver, handed.after)


def _end_event(transaction: TransactWrite, event: str, outcome: str) -> None:
    row = billing_rows.LedgerEventRow
    transaction.update(
        row(f"EVENT#{event}", "EVENT"),
        actions=[row.outcome.set(outcome), row.todo.remove(), row.todo_at.remove()],
        condition=row.pk.exists() & row.outcome.does_not_exist(),
    )


def _is_met(event: str) -> bool:
    row = billing_rows.LedgerEventRow.get(f"EVENT#{event}", "EVENT", consistent_read=True)
    return row.outcome is not None
