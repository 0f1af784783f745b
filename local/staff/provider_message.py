"""What Stripe and Billogram tell of a payment, with what the product reads of it, and signed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from agentline.adapters.ledgers.json_text import write_json
from agentline.domain.money import Money
from local.billing.provider_signatures import sign_billogram, sign_stripe
from local.staff.choices import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMessage:
    """To be sent before it is too old: in five minutes."""

    headers: dict[str, str]
    body: bytes


def tell_payment(
    provider: Provider,
    reference: str,
    ledger_id: str,
    amount: Money,
    secrets: tuple[str, ...],
    now: datetime,
) -> SignedMessage:
    """A payment of its own, never told before."""
    name = uuid4().hex
    if provider is Provider.STRIPE:
        body = write_json(_stripe_event(name, ledger_id, amount, now))
        return SignedMessage(headers=sign_stripe(secrets, now, body), body=body)
    body = write_json(_billogram_callback(name, reference, ledger_id, amount, now))
    return SignedMessage(headers=sign_billogram(secrets[0], now, body), body=body)


def _stripe_event(name: str, invoice: str, amount: Money, now: datetime) -> dict[str, object]:
    seconds = int(now.timestamp())
    return {
        "id": f"evt_{name}",
        "object": "event",
        "type": "invoice_payment.paid",
        "created": seconds,
        "data": {
            "object": {
                "id": f"inpay_{name}",
                "object": "invoice_payment",
                "amount_paid": amount.minor,
                "currency": amount.currency.lower(),
                "invoice": invoice,
                "payment": {"type": "payment_intent", "payment_intent": f"pi_{name}"},
                "status_transitions": {"paid_at": seconds},
            }
        },
    }


def _billogram_callback(
    name: str, reference: str, billogram: str, amount: Money, now: datetime
) -> dict[str, object]:
    return {
        "callback_id": name,
        "callback_type": "BillogramEvent",
        "custom": reference,
        "billogram": {"id": billogram, "currency": amount.currency},
        "event": {
            "type": "Payment",
            "event_uuid": name,
            "created_at": f"{now:%Y-%m-%d %H:%M:%S}",
            "data": {"amount": Decimal(amount.decimal)},
        },
    }
