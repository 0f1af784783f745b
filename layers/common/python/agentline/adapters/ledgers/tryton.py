"""Tryton 8.2, a free ledger of one's own, over its JSON-RPC (docs.tryton.org).

Tryton has no key of ours that makes it take an invoice once. So it is looked up by its reference:
what is posted is done, a draft is an earlier try that broke off and is completed, else one is made.

Tryton's own payment references are no OCR numbers: ours is printed with the comment. What was paid
in advance stands to the customer's credit in Tryton since it was paid too much; the comment says
what is left to pay, and the bookkeeper sets it off.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agentline.adapters.ledgers.http import BaseUrl, LedgerHttp
from agentline.adapters.ledgers.tryton_chart import ChartNames, TrytonChart
from agentline.adapters.ledgers.tryton_documents import MODEL, TrytonDocuments, is_final
from agentline.adapters.ledgers.tryton_lines import credit_lines, credit_shares, net_lines
from agentline.adapters.ledgers.tryton_news import TrytonNews
from agentline.adapters.ledgers.tryton_parties import TrytonParties
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.adapters.ledgers.unexpected import reading_answers
from agentline.billing_ports import (
    LedgerInvoice,
    LedgerNews,
    LedgerRejectedError,
    LedgerUnavailableError,
)
from agentline.domain.catalogue import Language
from agentline.domain.invoice import CreditNote, Invoice
from agentline.domain.money import Money

type _Code = Annotated[str, Field(min_length=1, max_length=80)]


class TrytonSettings(BaseModel):
    """Where Tryton is, and what its books leave open.

    `journal` and `revenue_account` are codes, `taxes` names of taxes by VAT rate ("25"); each may
    be left out where Tryton has one only, or a default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    kind: Literal["tryton"]
    url: BaseUrl
    database: str = Field(pattern=r"^[A-Za-z0-9_-]{1,63}$")
    user: str = Field(pattern=r"^[^:\x00-\x1f\x7f]{1,80}$")
    journal: _Code | None = None
    revenue_account: _Code | None = None
    taxes: dict[Annotated[str, Field(pattern=r"^(0|[1-9][0-9]?)(\.[0-9]{1,4})?$")], _Code] = Field(
        default={}, max_length=10
    )


class TrytonSecret(BaseModel):
    """The password of `user`, who may enter customers and book invoices, and needs no more."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    password: str = Field(min_length=1, max_length=200, repr=False)


class TrytonLedger:
    """The `Ledger` port over a Tryton server."""

    def __init__(self, settings: TrytonSettings, secret: TrytonSecret, http: LedgerHttp) -> None:
        self._rpc = TrytonRpc(
            url=settings.url,
            database=settings.database,
            user=settings.user,
            password=secret.password,
            http=http,
        )
        self._chart = TrytonChart(
            self._rpc,
            ChartNames(
                journal=settings.journal,
                revenue_account=settings.revenue_account,
                taxes=settings.taxes,
            ),
        )
        self._documents = TrytonDocuments(self._rpc, self._chart)
        self._parties = TrytonParties(self._rpc)
        self._news = TrytonNews(self._rpc, self._chart)

    @reading_answers("Tryton")
    def find(self, reference: str) -> LedgerInvoice | None:
        known = self._documents.search(reference)
        final = [record for record in known if is_final(record)]
        return _ledger_invoice(final[0]) if final else None

    @reading_answers("Tryton")
    def submit(self, invoice: Invoice) -> LedgerInvoice:
        if found := self.find(invoice.reference):
            return found
        buyer = self._parties.enter(invoice)
        document = {
            "type": "out",
            "company": self._chart.company,
            "currency": self._chart.find_currency(invoice.total.currency),
            "party": buyer.party,
            "invoice_address": buyer.address,
            "account": self._chart.find_receivable_account(),
            "journal": self._chart.find_journal(),
            "reference": invoice.reference,
            "invoice_date": self._documents.date_of(invoice.issued_on),
            "payment_term_date": invoice.due_on,
            "comment": _comment(invoice),
        }
        lines = net_lines(invoice.lines)
        return _ledger_invoice(self._documents.post(document, lines, invoice.vat, invoice.total))

    @reading_answers("Tryton")
    def credit(self, invoice: LedgerInvoice, note: CreditNote) -> None:
        """A credit note whose reference is the note's id, set off against the invoice."""
        known = self._documents.search(note.id)
        credit = known[0] if known and is_final(known[0]) else self._post_credit(invoice, note)
        self._documents.set_off(int(invoice.id), credit["id"])

    @reading_answers("Tryton")
    def news(self, cursor: str | None) -> LedgerNews:
        return self._news.read(cursor)

    def _post_credit(self, invoice: LedgerInvoice, note: CreditNote) -> dict[str, Any]:
        copied = ("company", "currency", "party", "invoice_address", "account", "journal")
        original = self._rpc.search(
            MODEL, [("id", "=", int(invoice.id)), ("type", "=", "out")], [*copied, "number"]
        )
        if not original:
            raise LedgerRejectedError(f"Tryton has no invoice {invoice.id} to credit")
        issued_on = self._documents.date_of(note.issued_on)
        document = {
            **{field: original[0][field] for field in copied},
            "type": "out",
            "reference": note.id,
            "description": f"{original[0]['number']} {note.reference}",
            "invoice_date": issued_on,
            "payment_term_date": issued_on,
        }
        total = Money(0, note.amount.currency) - note.amount
        return self._documents.post(document, credit_lines(note), credit_shares(note), total)


def _ledger_invoice(record: Mapping[str, Any]) -> LedgerInvoice:
    match record:
        case {"id": int() as id_, "number": str() as number}:
            return LedgerInvoice(id=str(id_), number=number, due_on=record["payment_term_date"])
    raise LedgerUnavailableError("Tryton posted an invoice and gave it no number")


def _comment(invoice: Invoice) -> str:
    """What the customer must know to pay, below the lines of the printed invoice."""
    if invoice.language is Language.SWEDISH:
        paid, left = "Betalt i förskott", "att betala"
    else:
        paid, left = "Paid in advance", "to pay"
    words = f"OCR {invoice.ocr}"
    if not invoice.prepaid.is_zero:
        words += f"\n{paid} {invoice.prepaid}, {left} {invoice.to_pay}"
    return words
