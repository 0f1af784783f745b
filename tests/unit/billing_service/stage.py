"""The billing service at work, AgentLine's endpoint in front of it, and an invoice to send."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.webhook import (
    WebhookLedger,
    WebhookMailbox,
    WebhookSecret,
    WebhookSettings,
)
from agentline.billing_ports import ForgedMessageError, LedgerInvoice, MalformedMessageError
from agentline.domain.catalogue import Language
from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine, VatShare
from agentline.domain.ledger_event import LedgerEvent
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from agentline.domain.vat import VatRate
from local.billing.service import BillingService
from tests.examples import CALLER, CUSTOMER, NOON, OWNER

OLD = "whsec_b2xkIHNlY3JldCBvbGQgc2VjcmV0IG9sZCBzZWNyZXQ="
NEW = "whsec_bmV3IHNlY3JldCBuZXcgc2VjcmV0IG5ldyBzZWNyZXQ="
FOREIGN = "whsec_Zm9yZWlnbiBmb3JlaWduIGZvcmVpZ24gZm9yZWlnbiE="
REFERENCE = "100001-0001"
VAT_25 = Percent.parse("25")


def a_line(amount: Money, text: str = "Tarot", line_id: str = "1") -> InvoiceLine:
    return InvoiceLine(
        id=line_id, text=text, amount=amount, vat_percent=VAT_25, performed_at=NOON, seconds=61
    )


def an_invoice(
    reference: str = REFERENCE,
    *,
    lines: tuple[InvoiceLine, ...] | None = None,
    prepaid: Money | None = None,
) -> Invoice:
    """A call of 451.37 SEK and a goodwill of 1.04 SEK, unless told otherwise."""
    goodwill = InvoiceLine(id="g", text="Kulans", amount=sek(-104), vat_percent=VAT_25)
    shown = lines or (a_line(sek(45_137)), goodwill)
    total = sum((line.amount for line in shown), start=sek(0))
    return Invoice(
        reference=reference,
        customer=CUSTOMER,
        buyer=OWNER,
        language=Language.SWEDISH,
        phone=CALLER,
        issued_on=date(2026, 3, 10),
        due_on=date(2026, 4, 9),
        lines=shown,
        vat=(_share(total),),
        total=total,
        prepaid=prepaid or sek(0),
        ocr="1000010001008",
    )


def a_credit_note(amount: Money, note_id: str = "credit-1") -> CreditNote:
    return CreditNote(
        id=note_id,
        reference=REFERENCE,
        amount=amount,
        vat=(_share(amount),),
        why="Samtalet bröts",
        issued_on=date(2026, 3, 11),
    )


def _share(gross: Money) -> VatShare:
    vat = VatRate(percent=VAT_25).included_in(gross)
    return VatShare(percent=VAT_25, gross=gross, vat=vat)


def a_ledger(url: str, *secrets: str, timeout_seconds: float = 5) -> WebhookLedger:
    return WebhookLedger(
        WebhookSettings(kind="webhook", url=url),
        WebhookSecret(webhook_secrets=secrets or (NEW,)),
        LedgerHttp(timeout_seconds=timeout_seconds),
    )


@dataclass
class Endpoint:
    """AgentLine's side. Answers with `failures` first, and remembers what it was told."""

    url: str
    mailbox: WebhookMailbox
    failures: list[int] = field(default_factory=list)
    events: list[LedgerEvent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if self.failures:
            return self.failures.pop(0)
        try:
            self.events += self.mailbox.read(headers, body, datetime.now(UTC))
        except (ForgedMessageError, MalformedMessageError) as error:
            self.refused.append(str(error))
            return 401
        return 200


@contextmanager
def an_endpoint() -> Iterator[Endpoint]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            status = endpoint.take(headers, self.rfile.read(int(headers["content-length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        mailbox = WebhookMailbox(WebhookSecret(webhook_secrets=(NEW, OLD)))
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}/webhooks/webhook", mailbox)
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield endpoint
        finally:
            server.shutdown()
            serving.join()


def a_service(state_file: Path, **settings: Any) -> BillingService:
    arguments = {"secrets": (NEW,), "pauses": (0.0, 0.0), **settings}
    return BillingService(state_file=state_file, **arguments)


def invoice_of(service: BillingService, reference: str = REFERENCE) -> LedgerInvoice:
    found = a_ledger(service.url).find(reference)
    assert found is not None
    return found
