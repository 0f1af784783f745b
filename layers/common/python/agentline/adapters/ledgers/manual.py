"""The operator as their own ledger: they download the documents, and make and send the invoice."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from agentline.billing_ports import LedgerInvoice, LedgerNews
from agentline.domain.invoice import CreditNote, Invoice


class ManualSettings(BaseModel):
    """There is nothing to set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["manual"]


class ManualLedger:
    """The `Ledger` port without any service: nothing is sent, so nothing fails.

    Staff mark invoices as sent and paid; payments come in by files from the bank.
    """

    def find(self, reference: str) -> LedgerInvoice | None:  # noqa: ARG002 - nobody to ask
        return None

    def submit(self, invoice: Invoice) -> LedgerInvoice:
        """Known by our own reference, to be paid by our OCR number; a fiscal number is to come."""
        return LedgerInvoice(id=invoice.reference, ocr=invoice.ocr, due_on=invoice.due_on)

    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """Staff make and send the credit note."""

    def news(self, cursor: str | None) -> LedgerNews | None:  # noqa: ARG002 - nobody to ask
        return None
