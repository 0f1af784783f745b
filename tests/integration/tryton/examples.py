"""Invoices to give to the real Tryton: of today, each of a customer of its own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from agentline.domain.basis_lines import vat_shares
from agentline.domain.catalogue import Language
from agentline.domain.customer import Owner
from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent

_numbers = count(1)
ANNA = Owner(
    name="Anna Åkesson", street="Långa gatan 1", postcode="11122", city="Malmö", country="SE"
)


def an_invoice(*amounts: int, vat: str = "25") -> Invoice:
    """Of a customer of its own; the amounts are öre with VAT."""
    return invoice_of([(amount, vat) for amount in amounts])


def invoice_of(amounts: Iterable[tuple[int, str]]) -> Invoice:
    customer = str(700_000 + next(_numbers))
    today = datetime.now(UTC).date()
    lines = tuple(
        InvoiceLine(
            id=str(place),
            text=f"Tarot {today} 14:0{place % 10}, 12 min 5 s",
            amount=sek(minor),
            vat_percent=Percent.parse(vat),
        )
        for place, (minor, vat) in enumerate(amounts)
    )
    return Invoice(
        reference=f"{customer}-0001",
        customer=customer,
        buyer=ANNA,
        language=Language.SWEDISH,
        phone=None,
        issued_on=today,
        due_on=today + timedelta(days=30),
        lines=lines,
        vat=vat_shares(lines),
        total=sum((line.amount for line in lines), sek(0)),
        prepaid=sek(0),
        ocr="10000100175",
    )


def credit_of(invoice: Invoice, amount: Money) -> CreditNote:
    line = replace(invoice.lines[0], amount=amount)
    return CreditNote(
        id=f"credit-{invoice.reference}",
        reference=invoice.reference,
        amount=amount,
        vat=vat_shares([line]),
        why="Samtalet bröts",
        issued_on=invoice.issued_on,
    )
