"""One decision of invoicing as one conditional transaction."""

from pynamodb.transactions import TransactWrite

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.mapping.accounts import audit_row
from agentline.adapters.dynamodb.mapping.bases import basis_row
from agentline.adapters.dynamodb.mapping.calls import order_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.invoices import pack_invoice
from agentline.adapters.dynamodb.mapping.payments import payment_row
from agentline.adapters.dynamodb.mapping.terms import as_read, terms_row
from agentline.adapters.dynamodb.transaction import RowsExistError, update_account, writing
from agentline.billing_ports import BillingChange, EventMetError, MovedOrder, PostedBasis
from agentline.domain.invoice import Invoice
from agentline.domain.payment import Payment
from agentline.ports import AccountChangedError


def write_billing(change: BillingChange) -> None:
    """Write what differs, all or nothing.

    Raises EventMetError if the ledger's event was met, AccountChangedError for anything else that
    is not as it was read: the account, a basis, a payment, an order.
    """
    after = change.after
    entries = after.audit if after else ()
    try:
        with writing([audit_row(entry) for entry in entries]) as transaction:
            _write_bases(transaction, change)
            _write_terms(transaction, change)
            for payment in change.payments:
                _write_payment(transaction, payment)
            if change.copy:
                transaction.save(_copy_row(change.copy))
            if change.posted:
                _write_posting(transaction, change.posted)
            for moved in change.moved:
                _move(transaction, moved)
            if change.before and after and after.account != change.before.account:
                update_account(transaction, change.before.account, after.account)
            if change.event:
                _end_event(transaction, change.event, change.outcome)
    except RowsExistError as error:
        # Two changes of one thing at one instant: the second is decided again, an instant later.
        raise AccountChangedError("the audit trail has an entry of this instant") from error
    except AccountChangedError as error:
        if change.event and _is_met(change.event):
            raise EventMetError(change.event) from error
        raise


def _write_bases(transaction: TransactWrite, change: BillingChange) -> None:
    after = change.after
    for basis in after.bases.values() if after else ():
        if change.before and basis == change.before.bases.get(basis.number):
            continue
        row = basis_row(basis)
        as_read = rows.BasisRow.version == basis.version
        transaction.save(row, condition=as_read if basis.version else row.is_new())


def _write_terms(transaction: TransactWrite, change: BillingChange) -> None:
    if change.terms and change.before:
        account = change.before.account
        row = terms_row(account.customer, change.terms.after, account.limit.currency)
        transaction.save(row, condition=as_read(change.terms.before))


def _write_payment(transaction: TransactWrite, payment: Payment) -> None:
    row = payment_row(payment)
    as_read = billing_rows.PaymentRow.version == payment.version
    transaction.save(row, condition=as_read if payment.version else row.is_new())
    if payment.customer:
        listed = billing_rows.OwnedPaymentRow(
            customer_key(payment.customer), f"PAYMENT#{payment.key}"
        )
        transaction.save(listed)


def _copy_row(copy: Invoice) -> billing_rows.CopyRow:
    number = int(copy.reference.removeprefix(f"{copy.customer}-"))
    return billing_rows.CopyRow(
        customer_key(copy.customer), f"COPY#{number:06d}", document=pack_invoice(copy)
    )


def _write_posting(transaction: TransactWrite, posted: PostedBasis) -> None:
    """By what payments name the basis. Each names one basis for ever (invariant I9)."""
    basis, posting = posted.basis, posted.basis.posting
    if posting is None:
        return
    names: list[billing_rows.OcrRow | billing_rows.LedgerIdRow] = [
        billing_rows.LedgerIdRow(
            f"LEDGERINVOICE#{posted.source}#{posting.ledger_id}",
            "LEDGERINVOICE",
            customer=basis.customer,
            basis=basis.number,
        )
    ]
    if posting.ocr:
        names.append(
            billing_rows.OcrRow(
                f"OCR#{posting.ocr}", "OCR", customer=basis.customer, basis=basis.number
            )
        )
    for row in names:
        model = type(row)
        is_same = (model.customer == basis.customer) & (model.basis == basis.number)
        transaction.save(row, condition=row.is_new() | is_same)


def _move(transaction: TransactWrite, moved: MovedOrder) -> None:
    order = moved.order
    transaction.save(order_row(order), condition=rows.OrderRow.basis == moved.came_from)


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
