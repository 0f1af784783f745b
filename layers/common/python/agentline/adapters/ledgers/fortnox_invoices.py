"""Fortnox's invoices: found, written, booked, sent and credited, each step once."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from urllib.parse import quote

from agentline.adapters.ledgers.decimal_money import from_decimal
from agentline.adapters.ledgers.fortnox_api import FortnoxApi
from agentline.billing_ports import LedgerInvoice, LedgerRejectedError, LedgerUnavailableError
from agentline.domain.money import Money

type Sending = Literal["print", "email", "none"]

# Requests that send a booked invoice; Fortnox's print service answers with what it prints.
_SENDING: Mapping[Sending, str] = {"print": "eprint", "email": "email"}
_NO_NUMBER = (None, "", "0", 0)


class FortnoxInvoices:
    """An invoice is final when it is booked and sent, or not to be sent by Fortnox."""

    def __init__(self, api: FortnoxApi, sending: Sending) -> None:
        self._api = api
        self._sending = sending

    def search(self, reference: str, *, below_zero: bool = False) -> list[dict[str, Any]]:
        """Those of this very reference that are not cancelled, booked ones first. The copy Fortnox
        makes to credit an invoice may have its reference too, and is below zero."""
        listed = self._api.list_all(
            "invoices", "Invoices", {"externalinvoicereference1": reference}
        )
        found = [
            _invoice_in({"Invoice": invoice})
            for invoice in listed
            if invoice.get("ExternalInvoiceReference1") == reference
            and not invoice.get("Cancelled")
            and (total_of(invoice).minor < 0) == below_zero
        ]
        return sorted(found, key=lambda one: (not one["Booked"], int(one["DocumentNumber"])))

    def read(self, number: str) -> dict[str, Any]:
        found = self._api.get(f"invoices/{quote(number, safe='')}")
        if found is None:
            raise LedgerRejectedError(f"Fortnox has no invoice {number}")
        return _invoice_in(found)

    def is_final(self, invoice: Mapping[str, Any]) -> bool:
        return bool(invoice["Booked"] and (self._sending == "none" or invoice["Sent"]))

    def write(
        self, known: list[dict[str, Any]], content: Mapping[str, Any], *, below_zero: bool = False
    ) -> dict[str, Any]:
        """Make the invoice, or overwrite the unbooked one an earlier try left. A booked one stays
        as it is."""
        if known and known[0]["Booked"]:
            return self.read(known[0]["DocumentNumber"])
        if known:
            return self.overwrite(known[0]["DocumentNumber"], content)
        made = _invoice_in(self._api.send("POST", "invoices", {"Invoice": content}))
        now_known = self.search(content["ExternalInvoiceReference1"], below_zero=below_zero)
        if now_known and now_known[0]["DocumentNumber"] != made["DocumentNumber"]:
            # An earlier try that nobody waited for any more was carried out just now.
            self._api.act("PUT", f"invoices/{made['DocumentNumber']}/cancel")
            return self.write(now_known, content, below_zero=below_zero)
        return made

    def overwrite(self, number: str, content: Mapping[str, Any]) -> dict[str, Any]:
        path = f"invoices/{quote(number, safe='')}"
        return _invoice_in(self._api.send("PUT", path, {"Invoice": content}))

    def finish(self, invoice: Mapping[str, Any], total: Money) -> LedgerInvoice:
        """Book and send. Raises LedgerRejectedError if Fortnox's total is not ours."""
        number = invoice["DocumentNumber"]
        if not invoice["Booked"]:
            if (theirs := total_of(invoice)) != total:
                raise LedgerRejectedError(
                    f"Fortnox makes {theirs} of what comes to {total}: switch off its rounding to "
                    "whole kronor, or switch rounding on here"
                )
            self._api.act("PUT", f"invoices/{number}/bookkeep")
        if self._sending != "none" and not invoice["Sent"]:
            self._api.act("GET", f"invoices/{number}/{_SENDING[self._sending]}")
        return as_ledger_invoice(invoice)

    def credit_whole(self, credited: Mapping[str, Any]) -> str:
        """The number of the credit invoice that Fortnox makes, or has made, of a whole one."""
        if credited.get("CreditInvoiceReference") in _NO_NUMBER:
            self._api.act("PUT", f"invoices/{credited['DocumentNumber']}/credit")
            credited = self.read(credited["DocumentNumber"])
        credit = credited.get("CreditInvoiceReference")
        if credit in _NO_NUMBER:
            raise LedgerUnavailableError("Fortnox credited an invoice and does not say by which")
        return str(credit)


def total_of(invoice: Mapping[str, Any]) -> Money:
    return from_decimal(invoice.get("Total"), invoice.get("Currency"))


def as_ledger_invoice(invoice: Mapping[str, Any]) -> LedgerInvoice:
    number, due = invoice["DocumentNumber"], invoice.get("DueDate")
    return LedgerInvoice(
        id=number,
        number=number,
        ocr=invoice.get("OCR") or None,
        due_on=date.fromisoformat(due) if due else None,
    )


def _invoice_in(answer: Mapping[str, Any]) -> dict[str, Any]:
    match answer:
        case {"Invoice": {"DocumentNumber": str(), "Booked": bool(), "Sent": bool()} as invoice}:
            return dict(invoice)
    raise LedgerUnavailableError("Fortnox answered with what is no invoice")
