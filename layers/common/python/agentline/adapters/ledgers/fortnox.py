"""Fortnox, API v3 (apps.fortnox.se/apidocs).

Fortnox has no idempotency keys. An invoice is looked up by ExternalInvoiceReference1, our
reference, which it searches as a part of the field, so that answers are compared whole. One found
unbooked is an earlier try that broke off: it is overwritten and completed.

Rows have prices with VAT, so that Fortnox's total is ours. It is compared before anything is
booked, for Fortnox may be set to round invoices to whole kronor, and that cannot be set by
the API: either rounding is switched off in Fortnox (customer invoices, settings), or it is switched
on here, where the rounding is a line of its own.

A credit of the whole invoice is Fortnox's own (PUT credit), which it sets off by itself. For a part
it knows none: that is an invoice below zero, which the bookkeeper sets off. Both have the id of the
note as ExternalInvoiceReference1 and the reference of the basis as ExternalInvoiceReference2.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from agentline.adapters.ledgers.decimal_money import to_decimal
from agentline.adapters.ledgers.fortnox_api import FortnoxApi
from agentline.adapters.ledgers.fortnox_invoices import (
    FortnoxInvoices,
    Sending,
    as_ledger_invoice,
    total_of,
)
from agentline.adapters.ledgers.fortnox_news import FortnoxNews
from agentline.adapters.ledgers.http import BaseUrl, LedgerHttp
from agentline.adapters.ledgers.unexpected import reading_answers
from agentline.billing_ports import LedgerInvoice, LedgerNews, LedgerRejectedError
from agentline.domain.catalogue import Language
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.money import Money
from agentline.domain.percent import Percent

_LONGEST_TEXT = 255  # characters of a row's description

_CREDENTIAL = r"^[!-9;-~]{1,200}$"


class FortnoxSettings(BaseModel):
    """`sending` by Fortnox's print service, by e-mail to the address Fortnox knows, or not by it;
    `account` to book sales on, if not the default of Fortnox."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["fortnox"]
    tenant_id: str = Field(pattern=r"^[0-9]{1,12}$")
    sending: Sending
    account: int | None = Field(default=None, ge=1000, le=9999)
    api_url: BaseUrl = "https://api.fortnox.se"
    token_url: BaseUrl = "https://apps.fortnox.se/oauth-v1/token"  # noqa: S105 - an address


class FortnoxSecret(BaseModel):
    """Of the integration in Fortnox's developer portal."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    client_id: str = Field(pattern=_CREDENTIAL, repr=False)
    client_secret: str = Field(pattern=_CREDENTIAL, repr=False)


class FortnoxLedger:
    """The `Ledger` port over Fortnox."""

    def __init__(self, settings: FortnoxSettings, secret: FortnoxSecret, http: LedgerHttp) -> None:
        self._settings = settings
        self._api = FortnoxApi(
            api_url=settings.api_url,
            token_url=settings.token_url,
            tenant_id=settings.tenant_id,
            client_id=secret.client_id,
            client_secret=secret.client_secret,
            http=http,
        )
        self._invoices = FortnoxInvoices(self._api, settings.sending)
        self._news = FortnoxNews(self._api)

    @reading_answers("Fortnox")
    def find(self, reference: str) -> LedgerInvoice | None:
        known = self._invoices.search(reference)
        if known and self._invoices.is_final(known[0]):
            return as_ledger_invoice(known[0])
        return None

    @reading_answers("Fortnox")
    def submit(self, invoice: Invoice) -> LedgerInvoice:
        known = self._invoices.search(invoice.reference)
        if not known or not known[0]["Booked"]:
            self._enter_customer(invoice)
        content = {
            "CustomerNumber": invoice.customer,
            "InvoiceDate": invoice.issued_on.isoformat(),
            "DueDate": invoice.due_on.isoformat(),
            "Currency": invoice.total.currency,
            "Language": invoice.language.value.upper(),
            "VATIncluded": True,
            "ExternalInvoiceReference1": invoice.reference,
            "YourOrderNumber": invoice.reference,
            "OCR": invoice.ocr,
            "Remarks": _remarks(invoice),
            "InvoiceRows": self._rows(
                (line.text, line.amount, line.vat_percent) for line in invoice.lines
            ),
        }
        return self._invoices.finish(self._invoices.write(known, content), invoice.total)

    @reading_answers("Fortnox")
    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        known = self._invoices.search(note.id, below_zero=True)
        marks = {
            "ExternalInvoiceReference1": note.id,
            "ExternalInvoiceReference2": note.reference,
            "Remarks": note.why,
        }
        owed = Money(-note.amount.minor, note.amount.currency)
        credited = self._invoices.read(invoice.id)
        if not known and total_of(credited) == note.amount:
            number = self._invoices.credit_whole(credited)
            made = self._invoices.overwrite(number, marks)
        else:
            made = self._invoices.write(known, marks | self._part(credited, note), below_zero=True)
        self._invoices.finish(made, owed)

    @reading_answers("Fortnox")
    def news(self, cursor: str | None) -> LedgerNews:
        return self._news.read(cursor)

    def _part(self, credited: Mapping[str, Any], note: CreditNote) -> dict[str, Any]:
        """The content of an invoice below zero."""
        return {
            "CustomerNumber": credited["CustomerNumber"],
            "InvoiceDate": note.issued_on.isoformat(),
            "DueDate": note.issued_on.isoformat(),
            "Currency": note.amount.currency,
            "VATIncluded": True,
            "YourOrderNumber": note.reference,
            "InvoiceRows": self._rows(
                (note.why, Money(-share.gross.minor, share.gross.currency), share.percent)
                for share in note.vat
            ),
        }

    def _enter_customer(self, invoice: Invoice) -> None:
        """Make the customer, or bring name and address up to date."""
        owner = invoice.buyer
        customer = {
            "CustomerNumber": invoice.customer,
            "Name": owner.name,
            "Type": "PRIVATE",
            "Address1": owner.street,
            "ZipCode": owner.postcode,
            "City": owner.city,
            "CountryCode": owner.country,
            "VATType": "SEVAT",
            "ShowPriceVATIncluded": True,
        }
        if invoice.phone:
            customer["Phone1"] = str(invoice.phone)
        path = f"customers/{quote(invoice.customer, safe='')}"
        if self._api.get(path) is None:
            self._api.send("POST", "customers", {"Customer": customer})
        else:
            self._api.send("PUT", path, {"Customer": customer})

    def _rows(self, lines: Iterable[tuple[str, Money, Percent]]) -> list[dict[str, Any]]:
        """What is below zero is a piece less than none, as on Fortnox's own credit invoices."""
        account = self._settings.account
        common = {} if account is None else {"AccountNumber": account}
        return [
            {
                **common,
                "Description": _cut(text),
                "DeliveredQuantity": "-1" if amount.minor < 0 else "1",
                "Price": abs(to_decimal(amount)),
                "VAT": _whole_percent(percent),
            }
            for text, amount, percent in lines
        ]


def _whole_percent(percent: Percent) -> int:
    if percent.value != percent.value.to_integral_value():
        raise LedgerRejectedError(f"Fortnox has whole percents of VAT only, and none of {percent}")
    return int(percent.value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _remarks(invoice: Invoice) -> str:
    if invoice.prepaid.is_zero:
        return ""
    if invoice.language is Language.SWEDISH:
        return f"Betalt i förskott {invoice.prepaid}, att betala {invoice.to_pay}"
    return f"Paid in advance {invoice.prepaid}, to pay {invoice.to_pay}"
