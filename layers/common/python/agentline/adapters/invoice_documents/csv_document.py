"""The basis as a table for a spreadsheet, in the form that Excel in Sweden opens with a click.

Semicolons between cells, decimal commas, UTF-8 with a byte order mark, whatever the customer's
language is: the operator reads it, only the words follow the language. Every row repeats what it
belongs to, so that several documents can be put below one another; the column "kind" tells lines,
VAT per rate and totals apart. Amounts are without thousands separators and currency.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from agentline.adapters.csv_cells import decimal_comma, write_cell
from agentline.adapters.invoice_documents.words import Words, words_in
from agentline.domain.invoice import Invoice, InvoiceLine, VatShare
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM


def invoice_csv(invoice: Invoice) -> str:
    """One row a line, then VAT per rate, total, prepaid and what is to pay. To be stored as UTF-8;
    the byte order mark is there already.
    """
    words = words_in(invoice.language)
    common = _common_cells(invoice, words)
    table = io.StringIO()
    table.write("\ufeff")
    # Quoted throughout: with another separator a program would else split cells into formulas.
    writer = csv.DictWriter(
        table, _columns(words, common), restval="", delimiter=";", quoting=csv.QUOTE_ALL
    )
    writer.writeheader()
    writer.writerows({**common, **cells} for cells in _rows(invoice, words))
    return table.getvalue()


def _columns(words: Words, common: Mapping[str, str]) -> list[str]:
    return [
        words.kind,
        *common,
        words.text,
        words.date,
        words.time,
        words.seconds,
        words.vat_percent,
        words.net,
        words.vat,
        words.amount,
        words.currency,
    ]


def _common_cells(invoice: Invoice, words: Words) -> dict[str, str]:
    buyer = invoice.buyer
    return {
        words.reference: write_cell(invoice.reference),
        words.ocr: write_cell(invoice.ocr),
        words.customer: write_cell(invoice.customer),
        words.phone: write_cell(invoice.phone or ""),
        words.name: write_cell(buyer.name),
        words.street: write_cell(buyer.street),
        words.postcode: write_cell(buyer.postcode),
        words.city: write_cell(buyer.city),
        words.country: write_cell(buyer.country),
        words.issued_on: f"{invoice.issued_on}",
        words.due_on: f"{invoice.due_on}",
    }


def _rows(invoice: Invoice, words: Words) -> Iterator[dict[str, str]]:
    for line in invoice.lines:
        yield {words.kind: words.line, **_line_cells(line, words)}
    for share in invoice.vat:
        yield {words.kind: words.vat, **_vat_cells(share, words)}
    for kind, amount in (
        (words.total, invoice.total),
        (words.prepaid, invoice.prepaid),
        (words.to_pay, invoice.to_pay),
    ):
        yield {words.kind: kind, **_amount_cells(amount, words)}


def _line_cells(line: InvoiceLine, words: Words) -> dict[str, str]:
    began = line.performed_at.astimezone(STOCKHOLM) if line.performed_at else None
    return {
        words.text: write_cell(line.text),
        words.date: f"{began:%Y-%m-%d}" if began else "",
        words.time: f"{began:%H:%M}" if began else "",
        words.seconds: "" if line.seconds is None else f"{line.seconds}",
        words.vat_percent: decimal_comma(f"{line.vat_percent.value}"),
        **_amount_cells(line.amount, words),
    }


def _vat_cells(share: VatShare, words: Words) -> dict[str, str]:
    return {
        words.vat_percent: decimal_comma(f"{share.percent.value}"),
        words.net: decimal_comma(share.net.decimal),
        words.vat: decimal_comma(share.vat.decimal),
        **_amount_cells(share.gross, words),
    }


def _amount_cells(amount: Money, words: Words) -> dict[str, str]:
    return {words.amount: decimal_comma(amount.decimal), words.currency: amount.currency}
