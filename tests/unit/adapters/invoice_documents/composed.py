"""An invoice with calls, an article, a discount, two VAT rates and something prepaid."""

from dataclasses import replace
from datetime import UTC, date, datetime

from agentline.domain.catalogue import Language
from agentline.domain.invoice import Invoice, InvoiceLine, VatShare
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from tests.examples import CALLER, CUSTOMER, OWNER

_FULL, _REDUCED = Percent.parse("25"), Percent.parse("6")

INVOICE = Invoice(
    reference="100001-0001",
    customer=CUSTOMER,
    buyer=OWNER,
    language=Language.SWEDISH,
    phone=CALLER,
    issued_on=date(2026, 11, 23),
    due_on=date(2026, 12, 23),
    lines=(
        InvoiceLine(
            id="order-1",
            text="Tarot",
            amount=sek(105_050),
            vat_percent=_FULL,
            performed_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC),
            seconds=3_725,
        ),
        InvoiceLine(id="edit-1", text="Rabatt", amount=sek(-5_050), vat_percent=_FULL),
        InvoiceLine(id="edit-2", text="Bok", amount=sek(10_600), vat_percent=_REDUCED),
    ),
    vat=(
        VatShare(percent=_FULL, gross=sek(100_000), vat=sek(20_000)),
        VatShare(percent=_REDUCED, gross=sek(10_600), vat=sek(600)),
    ),
    total=sek(110_600),
    prepaid=sek(600),
    ocr="100001000122",
)
IN_ENGLISH = replace(INVOICE, language=Language.ENGLISH)


def with_names(text: str) -> Invoice:
    """The invoice with `text` wherever somebody else chose the words."""
    buyer = replace(OWNER, name=text, street=text, postcode=text, city=text, country=text)
    return replace(
        INVOICE, buyer=buyer, lines=tuple(replace(line, text=text) for line in INVOICE.lines)
    )
