"""Any billing service that speaks our own JSON, signed by Standard Webhooks in both directions.

The wire shapes are in webhook_messages. Every request of ours carries webhook-id, -timestamp and
-signature, a GET over its empty body. So that a signature serves for what it was made and nothing
else, the id names act and subject: invoice_<reference>, find_<reference>, credit_<note id>; the
service must hold it against path and body. The id is also the key by which a repetition is known.

Answers: 200 or 201 with an InvoiceAnswer, 404 to a find that finds nothing, any other 4xx with
{"error": "<words for staff>"} (or RFC 9457's "detail") for what will not be had.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError

from agentline.adapters.ledgers.http import BaseUrl, HttpAnswer, LedgerHttp
from agentline.adapters.ledgers.json_text import JsonError, parse_json
from agentline.adapters.ledgers.signatures import StandardSecrets, sign_standard, verify_standard
from agentline.adapters.ledgers.webhook_messages import (
    CreditMessage,
    EventMessage,
    InvoiceAnswer,
    InvoiceMessage,
    NoticeMessage,
    PaymentMessage,
)
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerNews,
    LedgerRejectedError,
    LedgerUnavailableError,
    MalformedMessageError,
)
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money

SOURCE = "webhook"
LONGEST_MESSAGE = 65_536  # bytes

_KINDS = {"payment.received": EventKind.PAYMENT, "payment.recalled": EventKind.RECALL}
_NOTICE = "invoice.notice"
_LONGEST_WORDS = 300
# It becomes part of a key, in which other characters have a meaning.
_EVENT_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


class WebhookSettings(BaseModel):
    """`url` is what /invoices is added to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["webhook"]
    url: BaseUrl


class WebhookSecret(BaseModel):
    """Secrets of both directions, newest first."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    webhook_secrets: StandardSecrets


class WebhookLedger:
    """The `Ledger` port."""

    def __init__(self, settings: WebhookSettings, secret: WebhookSecret, http: LedgerHttp) -> None:
        self._invoices = f"{settings.url}/invoices"
        self._secrets = secret.webhook_secrets
        self._http = http

    def find(self, reference: str) -> LedgerInvoice | None:
        answer = self._send("GET", self._url_of(reference), f"find_{reference}")
        return None if answer.status == 404 else _read_invoice(answer)

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        content = InvoiceMessage.of(invoice).model_dump_json().encode()
        return _read_invoice(
            self._send("POST", self._invoices, f"invoice_{invoice.reference}", content)
        )

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        content = CreditMessage.of(invoice.id, note).model_dump_json().encode()
        url = f"{self._url_of(note.reference)}/credits"
        _require_ok(self._send("POST", url, f"credit_{note.id}", content))

    def news(self, cursor: str | None) -> LedgerNews | None:  # noqa: ARG002 - it tells us itself
        return None

    def _url_of(self, reference: str) -> str:
        return f"{self._invoices}/{quote(reference, safe='')}"

    def _send(
        self, method: str, url: str, message_id: str, content: bytes | None = None
    ) -> HttpAnswer:
        signed = sign_standard(self._secrets, message_id, datetime.now(UTC), content or b"")
        headers = {**signed, "accept": "application/json"}
        if content is not None:
            headers["content-type"] = "application/json"
        return self._http.request(method, url, headers=headers, body=content)


class WebhookMailbox:
    """The `LedgerMailbox` port. The event's id is the message's; unknown types say nothing."""

    def __init__(self, secret: WebhookSecret) -> None:
        self._secrets = secret.webhook_secrets

    def read(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> tuple[LedgerEvent, ...]:
        event_id = verify_standard(self._secrets, headers, body, now)
        if not _EVENT_ID.fullmatch(event_id):
            raise MalformedMessageError("webhook-id: up to 100 letters, digits and . _ : -")
        if len(body) > LONGEST_MESSAGE:
            raise MalformedMessageError(f"the message is longer than {LONGEST_MESSAGE} bytes")
        try:
            message = EventMessage.model_validate(parse_json(body))
            if message.type in _KINDS:
                return (_payment(event_id, message),)
            if message.type == _NOTICE:
                return (_notice(event_id, message),)
        except JsonError as error:
            raise MalformedMessageError(f"{error}") from error
        except ValidationError as error:
            raise MalformedMessageError(_first_fault(error)) from error
        return ()


def _payment(event_id: str, message: EventMessage) -> LedgerEvent:
    told = PaymentMessage.model_validate(message.data)
    amount = Money.parse(told.amount, told.currency)
    if amount.is_zero:
        raise MalformedMessageError("data.amount: must be more than nothing")
    return LedgerEvent(
        source=SOURCE,
        id=event_id,
        kind=_KINDS[message.type],
        payment=told.payment,
        amount=amount,
        bank_date=told.bank_date,
        reference=told.reference,
        ocr=told.ocr,
        ledger_id=told.invoice,
        text=told.payer or "",
    )


def _notice(event_id: str, message: EventMessage) -> LedgerEvent:
    told = NoticeMessage.model_validate(message.data)
    return LedgerEvent(
        source=SOURCE,
        id=event_id,
        kind=EventKind.NOTICE,
        payment=None,
        amount=None,
        bank_date=message.timestamp.date(),
        reference=told.reference,
        ocr=told.ocr,
        ledger_id=told.invoice,
        text=told.text,
    )


def _first_fault(error: ValidationError) -> str:
    """Where and what, without the value: it may be anybody's name."""
    fault = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc'])[:100]}: {fault['msg']}"


def _read_invoice(answer: HttpAnswer) -> LedgerInvoice:
    _require_ok(answer)
    try:
        told = InvoiceAnswer.model_validate(answer.json())
    except ValidationError as error:
        raise LedgerUnavailableError(
            f"the ledger answered {answer.status}, but with no invoice: {_first_fault(error)}"
        ) from error
    return LedgerInvoice(id=told.id, number=told.number, ocr=told.ocr, due_on=told.due_on)


def _require_ok(answer: HttpAnswer) -> None:
    if answer.is_ok:
        return
    words = _words(answer) or f"it answered {answer.status}"
    if answer.status in {401, 403}:
        words = f"the ledger refuses our signature: {words}"
    raise LedgerRejectedError(words)


def _words(answer: HttpAnswer) -> str:
    """What the ledger says is wrong, on one line."""
    try:
        told: Any = parse_json(answer.body)
    except JsonError:
        return ""
    members = told if isinstance(told, dict) else {}
    candidates = (members.get(name) for name in ("error", "detail", "message", "title"))
    words = next((text for text in candidates if isinstance(text, str)), "")
    return " ".join(words.split())[:_LONGEST_WORDS]
