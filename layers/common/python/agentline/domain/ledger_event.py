"""What a ledger, or a file from a bank, tells of payments: the same words whoever says it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agentline.domain.money import Money


class EventKind(StrEnum):
    """PAYMENT is money come in, RECALL the same money gone again, NOTICE anything else told."""

    PAYMENT = "payment"
    RECALL = "recall"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEvent:
    """One thing told once.

    `source` is who tells it (webhook, stripe, billogram, fortnox, tryton, camt054, bgmax, manual);
    `id` identifies the event and `payment` the payment, each within the source: a recall has an id
    of its own and the payment it takes back. `amount` is positive, also of a recall; None only of a
    notice, which then has its words in `text`. `bank_date` is the day the money came. The invoice
    is named by whatever is known of it: our `reference`, the `ocr`, the ledger's own id.
    """

    source: str
    id: str
    kind: EventKind
    payment: str | None
    amount: Money | None
    bank_date: date
    reference: str | None = None
    ocr: str | None = None
    ledger_id: str | None = None
    text: str = ""
