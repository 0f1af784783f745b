"""Closed bases, payments and ledger events on the table: the `BillingBook` port."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import billing_rows, rows
from agentline.adapters.dynamodb.billing_transaction import write_billing
from agentline.adapters.dynamodb.drafts import read_orders
from agentline.adapters.dynamodb.mapping.bases import basis, basis_row
from agentline.adapters.dynamodb.mapping.customers import customer as customer_of
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.invoices import digest_of, unpack_invoice
from agentline.adapters.dynamodb.mapping.orders import (
    any_order,
    deed_keys,
    key_of_sort_key,
    refund,
    sort_key_of,
)
from agentline.adapters.dynamodb.mapping.payments import (
    OWNED,
    event_row,
    ledger_event,
    owned_payment_key,
    payment,
)
from agentline.adapters.dynamodb.mapping.terms import own_terms
from agentline.adapters.dynamodb.order_rows import OrderMadeRow, RefundMadeRow
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.todo_index import WaitingRow, rows_waiting
from agentline.adapters.dynamodb.transaction import RowsExistError, write_alone, writing
from agentline.billing_ports import BillingChange, OwnTerms, TakenEvent, Todo
from agentline.domain.basis import Basis
from agentline.domain.catalogue import Language
from agentline.domain.customer import Customer
from agentline.domain.invoice import Invoice
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.manual_order import AnyOrder
from agentline.domain.order_key import OrderKey
from agentline.domain.payment import Payment
from agentline.domain.phone_number import PhoneNumber, phone_number
from agentline.domain.receivables import Receivables
from agentline.domain.refund import Refund
from agentline.domain.screening import Standing
from agentline.ports import CustomerMissingError


class TableBillingBook:
    """The `BillingBook` port on the table. Every read is consistent, but for what waits."""

    def __init__(self) -> None:
        self._register = TableRegister()

    def standing(self, customer: str) -> Standing:
        return self._register.standing(customer)

    def receivables(self, standing: Standing) -> Receivables:
        found = rows.BasisRow.query(
            customer_key(standing.account.customer),
            rows.BasisRow.sk.startswith("BASIS#"),
            consistent_read=True,
        )
        bases = map(basis, found)
        return Receivables(account=standing.account, bases={one.number: one for one in bases})

    def orders_on(self, basis: Basis) -> tuple[AnyOrder, ...]:
        return read_orders(basis)

    def order(self, key: OrderKey) -> AnyOrder | None:
        keys = customer_key(key.customer), sort_key_of(key)
        try:
            return any_order(rows.GatheredRow.get(*keys, consistent_read=True))
        except DoesNotExist:
            return None

    def orders_of(self, customer: str, initiated_at: datetime) -> tuple[AnyOrder, ...]:
        found = rows.GatheredRow.query(
            customer_key(customer),
            rows.GatheredRow.sk.startswith(f"ORDER#{rows.sorting_text(initiated_at)}#"),
            consistent_read=True,
        )
        return tuple(map(any_order, found))

    def order_made_by(self, deed: str) -> OrderKey | None:
        row = _made_by(deed)
        if not isinstance(row, OrderMadeRow):
            return None
        return key_of_sort_key(row.customer, row.order)

    def refund_made_by(self, deed: str) -> Refund | None:
        row = _made_by(deed)
        return refund(row) if isinstance(row, RefundMadeRow) else None

    def buyer(self, customer: str) -> Customer:
        try:
            profile = rows.ProfileRow.get(customer_key(customer), "PROFILE", consistent_read=True)
            account = rows.AccountRow.get(customer_key(customer), "ACCOUNT", consistent_read=True)
        except DoesNotExist:
            raise CustomerMissingError(f"customer {customer} has no profile") from None
        return customer_of(profile, Language(account.language))

    def phone_of(self, customer: str) -> PhoneNumber | None:
        found = rows.OwnedNumberRow.query(
            customer_key(customer),
            rows.OwnedNumberRow.sk.startswith("NUMBER#"),
            limit=1,
            consistent_read=True,
        )
        return next((phone_number(row.sk.removeprefix("NUMBER#")) for row in found), None)

    def own_terms(self, customer: str) -> OwnTerms:
        try:
            row = billing_rows.TermsRow.get(customer_key(customer), "TERMS", consistent_read=True)
        except DoesNotExist:
            return OwnTerms()
        return own_terms(row)

    def copy_of(self, customer: str, number: int) -> Invoice | None:
        key = customer_key(customer), f"COPY#{number:06d}"
        try:
            row = billing_rows.CopyRow.get(*key, consistent_read=True)
        except DoesNotExist:
            return None
        return unpack_invoice(row.document)

    def payment(self, source: str, payment_id: str) -> Payment | None:
        try:
            row = billing_rows.PaymentRow.get(
                f"PAYMENT#{source}#{payment_id}", "PAYMENT", consistent_read=True
            )
        except DoesNotExist:
            return None
        return payment(row)

    def payments_of(self, customer: str) -> tuple[Payment, ...]:
        listed = billing_rows.OwnedPaymentRow.query(
            customer_key(customer),
            billing_rows.OwnedPaymentRow.sk.startswith(OWNED),
            consistent_read=True,
        )
        keys = list(map(owned_payment_key, listed))
        found = billing_rows.PaymentRow.batch_get(keys, consistent_read=True) if keys else ()
        return tuple(sorted(map(payment, found), key=lambda one: (one.received_at, one.key)))

    def basis_of_ocr(self, ocr: str) -> tuple[str, int] | None:
        try:
            row = billing_rows.OcrRow.get(f"OCR#{ocr}", "OCR", consistent_read=True)
        except DoesNotExist:
            return None
        return row.customer, int(row.basis)

    def basis_of_ledger_id(self, source: str, ledger_id: str) -> tuple[str, int] | None:
        key = f"LEDGERINVOICE#{source}#{ledger_id}"
        try:
            row = billing_rows.LedgerIdRow.get(key, "LEDGERINVOICE", consistent_read=True)
        except DoesNotExist:
            return None
        return row.customer, int(row.basis)

    def digest_of(self, invoice: Invoice) -> str:
        return digest_of(invoice)

    def store(self, change: BillingChange) -> None:
        write_billing(change)

    def store_basis(self, basis: Basis) -> None:
        with writing([]) as transaction:
            transaction.save(basis_row(basis), condition=rows.BasisRow.version == basis.version)

    def take_in(self, event: LedgerEvent, now: datetime) -> bool:
        try:
            write_alone(event_row(event, now))
        except RowsExistError:
            return False
        return True

    def taken_event(self, event: str) -> TakenEvent | None:
        try:
            row = billing_rows.LedgerEventRow.get(f"EVENT#{event}", "EVENT", consistent_read=True)
        except DoesNotExist:
            return None
        return TakenEvent(
            event=ledger_event(row),
            taken_at=row.taken_at,
            attempt=int(row.attempt),
            outcome=row.outcome,
        )

    def next_attempt(self, taken: TakenEvent) -> int:
        event = taken.event
        attempt = taken.attempt + 1
        with writing([]) as transaction:
            transaction.update(
                billing_rows.LedgerEventRow(f"EVENT#{event.source}#{event.id}", "EVENT"),
                actions=[billing_rows.LedgerEventRow.attempt.set(attempt)],
                condition=billing_rows.LedgerEventRow.attempt == taken.attempt,
            )
        return attempt

    def waiting(self, what: str, until: datetime, limit: int) -> Sequence[Todo]:
        found = islice(rows_waiting(what, until), limit)
        return [Todo(what=what, at=row.at, subject=_subject(row)) for row in found]

    def cursor(self, source: str) -> str | None:
        try:
            row = billing_rows.CursorRow.get(f"LEDGER#{source}", "CURSOR", consistent_read=True)
        except DoesNotExist:
            return None
        return row.cursor

    def store_cursor(self, source: str, cursor: str) -> None:
        billing_rows.CursorRow(f"LEDGER#{source}", "CURSOR", cursor=cursor).save()


def _made_by(deed: str) -> rows.Row | None:
    try:
        return rows.Row.get(*deed_keys(deed), consistent_read=True)
    except DoesNotExist:
        return None


def _subject(row: WaitingRow) -> str:
    """The reference of a basis, the key of an event or a payment."""
    if row.sk.startswith("BASIS#"):
        return f"{row.pk.removeprefix('CUST#')}-{int(row.sk.removeprefix('BASIS#')):04d}"
    return row.pk.partition("#")[2]
