"""The operator as their own ledger."""

from datetime import date

import pytest
from pydantic import ValidationError

from agentline.adapters.ledgers.manual import ManualLedger, ManualSettings
from agentline.billing_ports import Ledger, LedgerInvoice
from agentline.domain.invoice import CreditNote
from agentline.domain.money import sek
from tests.unit.adapters.invoice_documents.composed import INVOICE

LEDGER: Ledger = ManualLedger()


def test_an_invoice_is_known_by_our_own_reference_and_ocr_number() -> None:
    assert LEDGER.submit(INVOICE) == LedgerInvoice(
        id="100001-0001", number=None, ocr="100001000122", due_on=date(2026, 12, 23)
    )


def test_f28_submitting_twice_is_the_same_invoice() -> None:
    assert LEDGER.submit(INVOICE) == LEDGER.submit(INVOICE)


def test_there_is_nobody_to_ask() -> None:
    assert LEDGER.find(INVOICE.reference) is None
    assert LEDGER.news(None) is None


def test_a_credit_note_is_taken() -> None:
    note = CreditNote(
        id="100001-0001-c1",
        reference=INVOICE.reference,
        amount=sek(100),
        vat=(),
        why="goodwill",
        issued_on=date(2026, 11, 24),
    )
    LEDGER.credit(LEDGER.submit(INVOICE), note)
    assert LEDGER.submit(INVOICE).id == INVOICE.reference


def test_there_is_nothing_to_set() -> None:
    assert ManualSettings.model_validate_json('{"kind": "manual"}').kind == "manual"
    with pytest.raises(ValidationError):
        ManualSettings.model_validate_json('{"kind": "manual", "url": "https://x"}')
