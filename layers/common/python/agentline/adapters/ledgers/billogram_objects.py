"""Customers as they are written to Billogram, and billograms as they are read."""

from datetime import date
from typing import Any

from agentline.adapters.ledgers.billogram_api import wrong_shape
from agentline.adapters.ledgers.decimal_money import from_decimal
from agentline.billing_ports import LedgerInvoice
from agentline.domain.invoice import Invoice
from agentline.domain.money import Money

_NAME_LENGTH = 100


def customer_of(invoice: Invoice) -> dict[str, Any]:
    buyer = invoice.buyer
    name = buyer.name[:_NAME_LENGTH]
    return {
        "customer_no": int(invoice.customer),
        "name": name,
        "company_type": "individual",
        "contact": {"name": name} | ({"phone": invoice.phone} if invoice.phone else {}),
        "address": {
            "address_line_1": buyer.street,
            "zipcode": buyer.postcode,
            "city": buyer.city,
            "country": buyer.country,
        },
    }


def read_billogram(billogram: Any) -> dict[str, Any]:
    """With a text as `id` and one as `state`."""
    if not (
        isinstance(billogram, dict)
        and isinstance(billogram.get("id"), str)
        and isinstance(billogram.get("state"), str)
    ):
        raise wrong_shape()
    return billogram


def id_of(billogram: dict[str, Any]) -> str:
    return str(billogram["id"])


def total_of(billogram: dict[str, Any], currency: str) -> Money:
    return from_decimal(billogram.get("total_sum"), currency)


def ledger_invoice_of(billogram: dict[str, Any]) -> LedgerInvoice:
    number, ocr, due = (billogram.get(name) for name in ("invoice_no", "ocr_number", "due_date"))
    try:
        due_on = date.fromisoformat(due) if due else None
    except (TypeError, ValueError):
        raise wrong_shape() from None
    return LedgerInvoice(
        id=id_of(billogram),
        number=None if number is None else str(number),
        ocr=None if ocr is None else str(ocr),
        due_on=due_on,
    )
