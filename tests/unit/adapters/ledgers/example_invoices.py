"""Invoices to give to ledgers: two calls, a discount, an article with another VAT, a rounding."""

from collections.abc import Iterable
from datetime import date, timedelta

from agentline.domain.catalogue import Language
from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine, VatShare
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.vat import VatRate
from tests.examples import CALLER, CUSTOMER, NOON, OWNER

REFERENCE = f"{CUSTOMER}-0001"
DUE_ON = date(2026, 4, 9)


def a_line(
    number: int, minor: int, vat: str = "25", *, text: str = "Tarot 2026-03-10 13:00, 12 min 5 s"
) -> InvoiceLine:
    is_call = minor > 0 and vat == "25"
    return InvoiceLine(
        id=f"line-{number}",
        text=text,
        amount=sek(minor),
        vat_percent=Percent.parse(vat),
        performed_at=NOON + timedelta(hours=number) if is_call else None,
        seconds=725 if is_call else None,
    )


LINES = (
    a_line(1, 24_033),
    a_line(2, 1_999),
    a_line(3, -1_301, text="Rabatt 5 %"),
    a_line(4, 9_901, "6", text="Boken om stjärnorna & planeterna"),
    a_line(5, -32, "0", text="Öresavrundning"),
)


def an_invoice(
    lines: Iterable[InvoiceLine] = LINES,
    *,
    reference: str = REFERENCE,
    prepaid: int = 0,
    phone: PhoneNumber | None = CALLER,
) -> Invoice:
    lines = tuple(lines)
    return Invoice(
        reference=reference,
        customer=CUSTOMER,
        buyer=OWNER,
        language=Language.SWEDISH,
        phone=phone,
        issued_on=NOON.date(),
        due_on=DUE_ON,
        lines=lines,
        vat=vat_shares(lines),
        total=sum((line.amount for line in lines), sek(0)),
        prepaid=sek(prepaid),
        ocr="10000100019",
    )


def a_credit_note(minor: int = 5_000, *, number: int = 1) -> CreditNote:
    percent = Percent.parse("25")
    gross = sek(minor)
    share = VatShare(percent=percent, gross=gross, vat=VatRate(percent=percent).included_in(gross))
    return CreditNote(
        id=f"credit-{number}",
        reference=REFERENCE,
        amount=gross,
        vat=(share,),
        why="Samtalet bröts",
        issued_on=NOON.date(),
    )


def vat_shares(lines: Iterable[InvoiceLine]) -> tuple[VatShare, ...]:
    sums: dict[Percent, Money] = {}
    for line in lines:
        sums[line.vat_percent] = sums.get(line.vat_percent, sek(0)) + line.amount
    return tuple(
        VatShare(percent=percent, gross=gross, vat=VatRate(percent=percent).included_in(gross))
        for percent, gross in sums.items()
    )
