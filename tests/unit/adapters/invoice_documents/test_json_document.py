"""The basis as JSON: the message a webhook ledger gets."""

import json

from agentline.adapters.invoice_documents.json_document import invoice_json
from agentline.adapters.ledgers.webhook_messages import InvoiceMessage
from tests.unit.adapters.invoice_documents.composed import INVOICE, with_names


def test_amounts_are_exact_text_and_times_are_utc() -> None:
    document = json.loads(invoice_json(INVOICE))
    assert document["lines"][0] == {
        "id": "order-1",
        "text": "Tarot",
        "amount": "1050.50",
        "vat_percent": "25",
        "performed_at": "2026-06-30T22:30:00Z",
        "seconds": 3725,
    }
    assert document["vat"][1] == {"percent": "6", "net": "100.00", "vat": "6.00", "gross": "106.00"}
    assert (document["total"], document["prepaid"], document["to_pay"]) == (
        "1106.00",
        "6.00",
        "1100.00",
    )
    assert (document["ocr"], document["currency"]) == ("100001000122", "SEK")


def test_it_is_what_a_webhook_ledger_reads() -> None:
    assert InvoiceMessage.model_validate_json(invoice_json(INVOICE)) == InvoiceMessage.of(INVOICE)


def test_f38_names_stay_as_they_are() -> None:
    hostile = '=cmd"},{"paid":true\n<script>'
    assert json.loads(invoice_json(with_names(hostile)))["buyer"]["name"] == hostile
