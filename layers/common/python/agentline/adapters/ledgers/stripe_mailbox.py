"""What Stripe tells by webhook: a payment is counted by `invoice_payment.paid` and nothing else.

`invoice.paid` says of all payments of an invoice, credits included, that they are enough, and
comes beside `invoice_payment.paid`; it is a notice. So are `invoice.overpaid`, which may have been
counted, and a dispute that was won. Money goes back by `charge.refunded`, whose sum grows with each
refund of a charge, and `charge.dispute.created`; both name the payment intent, by which payments
are known here. Neither names an invoice.

Ids are made of the type and of what it is about, since Stripe may make two events of one fact.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agentline.adapters.ledgers.json_text import JsonError, parse_json
from agentline.adapters.ledgers.signatures import verify_stripe
from agentline.adapters.ledgers.stripe import StripeSecret
from agentline.adapters.ledgers.stripe_objects import BASIS_MARK
from agentline.billing_ports import MalformedMessageError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM

SOURCE = "stripe"

_NOTICES = frozenset(
    {
        "invoice.paid",
        "invoice.overpaid",
        "invoice.payment_failed",
        "invoice.voided",
        "invoice.marked_uncollectible",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
        "refund.failed",
    }
)


class StripeMailbox:
    """The `LedgerMailbox` port, for a webhook endpoint of Stripe with snapshot events."""

    def __init__(self, secret: StripeSecret) -> None:
        self._secrets = secret.webhook_secrets

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[LedgerEvent]:
        verify_stripe(self._secrets, headers, body, now)
        try:
            event = _Event.model_validate(parse_json(body))
            if event.type in _NOTICES:
                return (_notice(event),)
            reader = _READERS.get(event.type)
            return reader(event) if reader else ()
        except JsonError as error:
            raise MalformedMessageError(str(error)) from error
        except ValidationError as error:
            # Its own words would quote the message, with names and addresses.
            places = {".".join(map(str, wrong["loc"])) for wrong in error.errors()}
            raise MalformedMessageError(f"not as Stripe writes it: {sorted(places)}") from None


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class _Snapshot(_Read):
    object: dict[str, Any]
    previous_attributes: dict[str, Any] = {}


class _Event(_Read):
    id: str = Field(min_length=1, max_length=255)
    object: str = Field(pattern="^event$")
    type: str
    created: int = Field(ge=0, le=10**10)
    data: _Snapshot


class _Amount(_Read):
    currency: str = Field(pattern="^[a-z]{3}$")

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency.upper())


class _Payer(_Read):
    payment_intent: str | None = None
    charge: str | None = None
    payment_record: str | None = None


class _Transitions(_Read):
    paid_at: int | None = Field(default=None, ge=0, le=10**10)


class _InvoicePayment(_Amount):
    id: str
    amount_paid: int
    invoice: str
    payment: _Payer
    status_transitions: _Transitions = _Transitions()


class _Charge(_Amount):
    id: str
    amount_refunded: int
    payment_intent: str | None = None


class _Refunded(_Read):
    amount_refunded: int = 0


class _Dispute(_Amount):
    id: str
    amount: int
    status: str
    charge: str
    payment_intent: str | None = None


class _Subject(_Read):
    id: str
    object: str
    number: str | None = None
    metadata: dict[str, str] | None = None


def _read_payment(event: _Event) -> Sequence[LedgerEvent]:
    paid = _InvoicePayment.model_validate(event.data.object)
    if paid.amount_paid <= 0:
        return ()
    payer = paid.payment
    return (
        LedgerEvent(
            source=SOURCE,
            id=f"{event.type}:{paid.id}",
            kind=EventKind.PAYMENT,
            payment=payer.payment_intent or payer.charge or payer.payment_record or paid.id,
            amount=paid.money(paid.amount_paid),
            bank_date=_day(paid.status_transitions.paid_at or event.created),
            ledger_id=paid.invoice,
        ),
    )


def _read_refund(event: _Event) -> Sequence[LedgerEvent]:
    charge = _Charge.model_validate(event.data.object)
    before = _Refunded.model_validate(event.data.previous_attributes)
    amount = charge.amount_refunded - before.amount_refunded
    if amount <= 0:
        return ()
    return (
        LedgerEvent(
            source=SOURCE,
            id=f"{event.type}:{charge.id}:{charge.amount_refunded}",
            kind=EventKind.RECALL,
            payment=charge.payment_intent or charge.id,
            amount=charge.money(amount),
            bank_date=_day(event.created),
        ),
    )


def _read_dispute(event: _Event) -> Sequence[LedgerEvent]:
    dispute = _Dispute.model_validate(event.data.object)
    if dispute.status.startswith("warning_"):  # a bank asks; no money has moved
        return (_notice(event),)
    return (
        LedgerEvent(
            source=SOURCE,
            id=f"{event.type}:{dispute.id}",
            kind=EventKind.RECALL,
            payment=dispute.payment_intent or dispute.charge,
            amount=dispute.money(dispute.amount),
            bank_date=_day(event.created),
        ),
    )


_READERS: Mapping[str, Callable[[_Event], Sequence[LedgerEvent]]] = {
    "invoice_payment.paid": _read_payment,
    "charge.refunded": _read_refund,
    "charge.dispute.created": _read_dispute,
}


def _notice(event: _Event) -> LedgerEvent:
    subject = _Subject.model_validate(event.data.object)
    is_invoice = subject.object == "invoice"
    return LedgerEvent(
        source=SOURCE,
        id=event.id,
        kind=EventKind.NOTICE,
        payment=None,
        amount=None,
        bank_date=_day(event.created),
        reference=(subject.metadata or {}).get(BASIS_MARK) if is_invoice else None,
        ledger_id=subject.id if is_invoice else None,
        text=f"Stripe: {event.type} {subject.number or subject.id}",
    )


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, STOCKHOLM).date()
