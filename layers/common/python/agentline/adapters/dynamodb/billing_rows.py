"""The rows of invoicing beside the basis itself: copies, terms, payments, events of ledgers.

Keys: CUST#<number> with COPY#<basis>, TERMS and PAYMENT#<received at>#<source>#<id>;
PAYMENT#<source>#<id>, EVENT#<source>#<id>, OCR#<digits>, INVOICENUMBER#<number>, LEDGER#<kind>.
Rows that somebody must look at later have `todo` and `todo_at`, by which the index Todo finds them
(`todo_index`).
"""

from pynamodb.attributes import (
    BinaryAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)

from agentline.adapters.dynamodb.rows import InstantAttribute, Row


class CopyRow(Row, discriminator="invoice_copy"):
    """The frozen copy of a basis, as compressed JSON."""

    document = BinaryAttribute(legacy_encoding=False)


class TermsRow(Row, discriminator="terms"):
    """What a customer has agreed otherwise than the deployment says; nothing stated, no terms."""

    due_days = NumberAttribute(null=True)
    limit_step = NumberAttribute(null=True)
    limit_cap = NumberAttribute(null=True)
    limit_days = NumberAttribute(null=True)
    currency = UnicodeAttribute()


class PaymentRow(Row, discriminator="payment"):
    """Listed by the day it came (UTC), in the index Listed."""

    version = NumberAttribute()
    customer = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    amount = NumberAttribute()
    bank_date = UnicodeAttribute()
    received_at = InstantAttribute()
    text = UnicodeAttribute()
    named = UnicodeAttribute()
    applied = JSONAttribute()
    prepaid = NumberAttribute()
    suspense = NumberAttribute()
    returned = NumberAttribute()
    recalls = JSONAttribute()
    recalled_early = NumberAttribute()
    suspended_because = JSONAttribute(null=True)
    task = UnicodeAttribute(null=True)
    told_by = JSONAttribute(null=True)
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)
    listed = UnicodeAttribute(null=True)
    listed_at = UnicodeAttribute(null=True)


class OwnedPaymentRow(Row, discriminator="owned_payment"):
    """The customer's own list of payments, by when they came, which is for good once a payment is
    somebody's; the payment itself is under its own key."""


class LedgerEventRow(Row, discriminator="ledger_event"):
    """What a ledger told, kept for ever: an id met before is nothing new (fault 21)."""

    event_kind = UnicodeAttribute()
    payment = UnicodeAttribute(null=True)
    amount = NumberAttribute(null=True)
    currency = UnicodeAttribute(null=True)
    bank_date = UnicodeAttribute()
    reference = UnicodeAttribute(null=True)
    ocr = UnicodeAttribute(null=True)
    ledger_id = UnicodeAttribute(null=True)
    text = UnicodeAttribute()
    taken_at = InstantAttribute()
    attempt = NumberAttribute()
    outcome = UnicodeAttribute(null=True)
    todo = UnicodeAttribute(null=True)
    todo_at = InstantAttribute(null=True)


class OcrRow(Row, discriminator="ocr"):
    """Whose basis a payment reference is of, ours and the ledger's own."""

    customer = UnicodeAttribute()
    basis = NumberAttribute()


class LedgerIdRow(Row, discriminator="ledger_invoice"):
    """LEDGERINVOICE#<kind>#<id>: the one basis an invoice of the ledger is of (invariant I9)."""

    customer = UnicodeAttribute()
    basis = NumberAttribute()


class InvoiceNumberRow(Row, discriminator="invoice_number"):
    """INVOICENUMBER#<number> / <reference>: what staff find a basis by. It decides nothing: a
    number that was mistyped, or given twice, names several."""

    customer = UnicodeAttribute()
    basis = NumberAttribute()


class CursorRow(Row, discriminator="ledger_cursor"):
    """How far a ledger that must be asked for its news has been read."""

    cursor = UnicodeAttribute()
