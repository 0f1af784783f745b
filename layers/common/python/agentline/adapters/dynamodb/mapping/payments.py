"""Payments, and what ledgers tell of them."""

from datetime import date, datetime

from agentline.adapters.dynamodb import billing_rows as rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.reasons import reason_from_json, reason_to_json
from agentline.adapters.dynamodb.rows import sorting_text
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.payment import Payment
from agentline.domain.suspense_words import SuspenseCode
from agentline.domain.waiting import LEDGER_EVENT, payment_waits_for

LISTED = "PAYMENTS"
"""What payments are listed as, with the day they came."""
OWNED = "PAYMENT#"
"""How the sort keys of a customer's own list begin; the time follows."""


def payment_row(payment: Payment) -> rows.PaymentRow:
    """The row of a payment, a version further than what was read."""
    came_at, todo = sorting_text(payment.received_at), payment_waits_for(payment)
    because = payment.suspended_because
    return rows.PaymentRow(
        f"PAYMENT#{payment.key}",
        "PAYMENT",
        version=payment.version + 1,
        customer=payment.customer,
        currency=payment.amount.currency,
        amount=payment.amount.minor,
        bank_date=payment.bank_date.isoformat(),
        received_at=payment.received_at,
        text=payment.text,
        named=payment.named,
        applied={str(basis): amount.minor for basis, amount in payment.applied.items()},
        prepaid=payment.prepaid.minor,
        suspense=payment.suspense.minor,
        returned=payment.returned.minor,
        recalls={recall: amount.minor for recall, amount in payment.recalls.items()},
        recalled_early=payment.recalled_early.minor,
        suspended_because=reason_to_json(because) if because else None,
        task=payment.task,
        told_by=list(payment.told_by) or None,
        todo=todo.value if todo else None,
        todo_at=payment.received_at if todo else None,
        listed=f"{LISTED}#{came_at[:10]}",
        listed_at=f"{came_at}#{payment.key}",
    )


def owned_payment_row(payment: Payment, customer: str) -> rows.OwnedPaymentRow:
    came_at = sorting_text(payment.received_at)
    return rows.OwnedPaymentRow(customer_key(customer), f"{OWNED}{came_at}#{payment.key}")


def owned_payment_key(row: rows.OwnedPaymentRow) -> tuple[str, str]:
    """The keys of the payment itself."""
    _, _, key = row.sk.removeprefix(OWNED).partition("#")
    return f"PAYMENT#{key}", "PAYMENT"


def payment(row: rows.PaymentRow) -> Payment:
    def money(minor: float) -> Money:
        return Money(int(minor), row.currency)

    source, _, payment_id = row.pk.removeprefix("PAYMENT#").partition("#")
    return Payment(
        source=source,
        id=payment_id,
        version=int(row.version),
        customer=row.customer,
        amount=money(row.amount),
        bank_date=date.fromisoformat(row.bank_date),
        received_at=row.received_at,
        text=row.text,
        named=row.named,
        applied={int(basis): money(minor) for basis, minor in row.applied.items()},
        prepaid=money(row.prepaid),
        suspense=money(row.suspense),
        returned=money(row.returned),
        recalls={recall: money(minor) for recall, minor in row.recalls.items()},
        recalled_early=money(row.recalled_early),
        suspended_because=reason_from_json(row.suspended_because, SuspenseCode)
        if row.suspended_because is not None
        else None,
        task=row.task,
        told_by=tuple(row.told_by or ()),
    )


def event_row(event: LedgerEvent, taken_at: datetime) -> rows.LedgerEventRow:
    return rows.LedgerEventRow(
        f"EVENT#{event.source}#{event.id}",
        "EVENT",
        event_kind=event.kind.value,
        payment=event.payment,
        amount=event.amount.minor if event.amount else None,
        currency=event.amount.currency if event.amount else None,
        bank_date=event.bank_date.isoformat(),
        reference=event.reference,
        ocr=event.ocr,
        ledger_id=event.ledger_id,
        text=event.text,
        taken_at=taken_at,
        attempt=1,
        todo=LEDGER_EVENT,
        todo_at=taken_at,
    )


def ledger_event(row: rows.LedgerEventRow) -> LedgerEvent:
    source, _, event_id = row.pk.removeprefix("EVENT#").partition("#")
    has_amount = row.amount is not None and row.currency is not None
    return LedgerEvent(
        source=source,
        id=event_id,
        kind=EventKind(row.event_kind),
        payment=row.payment,
        amount=Money(int(row.amount), row.currency) if has_amount else None,
        bank_date=date.fromisoformat(row.bank_date),
        reference=row.reference,
        ocr=row.ocr,
        ledger_id=row.ledger_id,
        text=row.text,
    )
