"""Telling our webhook endpoint of a payment, as a billing service would: signed, and patiently."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event as Signal

import urllib3

from agentline.adapters.ledgers.json_text import write_json
from agentline.adapters.ledgers.signatures import sign_standard
from local.billing.book import Event, PaymentEvent

PAUSES = (0.3, 1.0, 3.0)  # seconds before the second, third and fourth try
_TIMEOUT = urllib3.Timeout(connect=3, read=15)


@dataclass
class Messenger:
    """`url` is None until it is known where to send to; events then wait to be sent again."""

    url: str | None
    secrets: Sequence[str] = field(repr=False)
    pauses: Sequence[float] = PAUSES
    stopping: Signal = field(default_factory=Signal)

    def tell(self, told: PaymentEvent) -> Event:
        """Send until it is accepted or refused, or patience is at its end. Raises nothing."""
        if self.url is None:
            return _with_outcome(told.event, "waiting: no webhook address is known yet")
        content = write_json(_message(told))
        for pause in (*self.pauses, None):
            outcome, is_final = self._try(self.url, told.event.id, content)
            if is_final or pause is None or self.stopping.wait(pause):
                break
        return _with_outcome(told.event, outcome, is_delivered=outcome.startswith("2"))

    def _try(self, url: str, message_id: str, content: bytes) -> tuple[str, bool]:
        signed = sign_standard(self.secrets, message_id, datetime.now(UTC), content)
        try:
            answer = urllib3.request(
                "POST",
                url,
                body=content,
                headers={**signed, "content-type": "application/json"},
                timeout=_TIMEOUT,
                retries=False,
                redirect=False,
            )
        except urllib3.exceptions.HTTPError as error:
            return f"no answer ({type(error).__name__})", False
        said = " ".join(answer.data[:200].decode(errors="replace").split())
        return f"{answer.status} {said}".strip(), answer.status < 500 and answer.status != 429


def _message(told: PaymentEvent) -> dict[str, object]:
    """The PaymentMessage of agentline.adapters.ledgers.webhook_messages."""
    invoice, payment = told.entry.invoice, told.payment
    return {
        "type": told.event.type,
        "timestamp": told.event.at.isoformat(),
        "data": {
            "payment": payment.id,
            "amount": payment.amount,
            "currency": invoice.currency,
            "bank_date": payment.bank_date.isoformat(),
            "reference": invoice.reference,
            "ocr": invoice.ocr,
            "invoice": told.entry.id,
            "payer": invoice.buyer.name[:200],
        },
    }


def _with_outcome(event: Event, outcome: str, *, is_delivered: bool = False) -> Event:
    return event.model_copy(update={"outcome": outcome, "is_delivered": is_delivered})
