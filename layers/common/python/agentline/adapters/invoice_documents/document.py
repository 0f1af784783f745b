"""An invoice as a document to keep, in any of its formats."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from agentline.adapters.invoice_documents.csv_document import invoice_csv
from agentline.adapters.invoice_documents.html_document import invoice_html
from agentline.adapters.invoice_documents.json_document import invoice_json
from agentline.domain.invoice import DocumentFormat, Invoice
from agentline.services.preview_invoice import InvoiceSeen

MEDIA_TYPES: Mapping[DocumentFormat, str] = {
    DocumentFormat.HTML: "text/html",
    DocumentFormat.CSV: "text/csv",
    DocumentFormat.JSON: "application/json",
}
_WRITERS: Mapping[DocumentFormat, Callable[[Invoice], str]] = {
    DocumentFormat.HTML: invoice_html,
    DocumentFormat.CSV: invoice_csv,
    DocumentFormat.JSON: invoice_json,
}


def write_document(seen: InvoiceSeen, form: DocumentFormat) -> str:
    """The copy as it was frozen. A preview bears another reference, so that nobody sends it."""
    invoice = seen.invoice
    if seen.is_preview:
        invoice = replace(invoice, reference=f"{invoice.reference}-DRAFT")
    return _WRITERS[form](invoice)
