"""What goes over the wire between us and a webhook ledger, both ways.

Amounts are decimal text with two decimals, "12.50", in the currency beside them; they include VAT
unless they say otherwise. Dates are "2026-11-23", times RFC 3339. Nothing is left out: what there
is none of is null.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from agentline.domain.invoice import CreditNote, Invoice, InvoiceLine, VatShare

_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(_DATE.pattern + r"T[0-9:]{8}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")


def _read_date(value: object) -> object:
    # pydantic would take numbers for seconds since 1970.
    if isinstance(value, str) and not _DATE.fullmatch(value):
        raise ValueError("must be a date of this century, like 2026-11-23")
    return date.fromisoformat(value) if isinstance(value, str) else value


def _read_time(value: object) -> object:
    if isinstance(value, str) and not _TIME.fullmatch(value):
        raise ValueError("must be a time with its offset, like 2026-11-23T10:00:00Z")
    return datetime.fromisoformat(value) if isinstance(value, str) else value


type _Amount = Annotated[str, Field(pattern=r"^-?[0-9]{1,12}\.[0-9]{2}$")]
type _Percent = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$")]
type _Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
type _Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
type _Ocr = Annotated[str, Field(pattern=r"^[0-9]{2,25}$")]
# Ids become parts of keys, in which other characters have a meaning.
type _Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,100}$")]
type _LedgerId = Annotated[str, Field(pattern=r"^[!-~]{1,200}$")]
type _Date = Annotated[date, BeforeValidator(_read_date), Field(strict=True)]
type _Time = Annotated[datetime, BeforeValidator(_read_time), Field(strict=True)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class BuyerMessage(_Message):
    name: str
    street: str
    postcode: str
    city: str
    country: str


class LineMessage(_Message):
    """`amount` may be negative. `performed_at` and `seconds` are those of a call, else null."""

    id: str
    text: str
    amount: _Amount
    vat_percent: _Percent
    performed_at: _Time | None
    seconds: int | None

    @classmethod
    def of(cls, line: InvoiceLine) -> Self:
        return cls(
            id=line.id,
            text=line.text,
            amount=line.amount.decimal,
            vat_percent=f"{line.vat_percent.value}",
            performed_at=line.performed_at,
            seconds=line.seconds,
        )


class VatMessage(_Message):
    """The lines of one rate summed: gross = net + vat, and vat was rounded once."""

    percent: _Percent
    net: _Amount
    vat: _Amount
    gross: _Amount

    @classmethod
    def of(cls, share: VatShare) -> Self:
        return cls(
            percent=f"{share.percent.value}",
            net=share.net.decimal,
            vat=share.vat.decimal,
            gross=share.gross.decimal,
        )


class InvoiceMessage(_Message):
    """POST <url>/invoices, with webhook-id invoice_<reference>. Make the invoice, and send it.

    `ocr` and `due_on` are proposed; the answer tells which hold. total = sum of the lines,
    to_pay = total - prepaid.
    """

    reference: _Reference
    customer: str
    buyer: BuyerMessage
    language: Literal["sv", "en"]
    phone: str | None
    issued_on: _Date
    due_on: _Date
    ocr: _Ocr
    currency: _Currency
    lines: tuple[LineMessage, ...]
    vat: tuple[VatMessage, ...]
    total: _Amount
    prepaid: _Amount
    to_pay: _Amount

    @classmethod
    def of(cls, invoice: Invoice) -> Self:
        buyer = invoice.buyer
        return cls(
            reference=invoice.reference,
            customer=invoice.customer,
            buyer=BuyerMessage(
                name=buyer.name,
                street=buyer.street,
                postcode=buyer.postcode,
                city=buyer.city,
                country=buyer.country,
            ),
            language=invoice.language.value,
            phone=invoice.phone,
            issued_on=invoice.issued_on,
            due_on=invoice.due_on,
            ocr=invoice.ocr,
            currency=invoice.total.currency,
            lines=tuple(LineMessage.of(line) for line in invoice.lines),
            vat=tuple(VatMessage.of(share) for share in invoice.vat),
            total=invoice.total.decimal,
            prepaid=invoice.prepaid.decimal,
            to_pay=invoice.to_pay.decimal,
        )


class CreditMessage(_Message):
    """POST <url>/invoices/<reference>/credits, with webhook-id credit_<id>.

    `invoice` is the ledger's own id of it; `amount` is positive, and taken off.
    """

    id: str
    reference: _Reference
    invoice: _LedgerId
    amount: _Amount
    currency: _Currency
    vat: tuple[VatMessage, ...]
    why: str
    issued_on: _Date

    @classmethod
    def of(cls, invoice: str, note: CreditNote) -> Self:
        return cls(
            id=note.id,
            reference=note.reference,
            invoice=invoice,
            amount=note.amount.decimal,
            currency=note.amount.currency,
            vat=tuple(VatMessage.of(share) for share in note.vat),
            why=note.why,
            issued_on=note.issued_on,
        )


class InvoiceAnswer(BaseModel):
    """The ledger's answer to both POST <url>/invoices and GET <url>/invoices/<reference>.

    Further members are ignored. `id` is the ledger's own, `number` the fiscal one.
    """

    model_config = ConfigDict(frozen=True)

    id: _LedgerId
    number: Annotated[str, Field(max_length=100)] | None = None
    ocr: _Ocr | None = None
    due_on: _Date | None = None


class PaymentMessage(_Message):
    """The data of payment.received and payment.recalled; a recall repeats the payment's.

    `invoice` is the ledger's id of the invoice, `payer` free text such as the name on the account.
    What is not known is null or left out; a payment of nothing known is for staff to place.
    """

    payment: _Id
    amount: Annotated[str, Field(pattern=r"^[0-9]{1,12}\.[0-9]{2}$")]
    currency: _Currency
    bank_date: _Date
    reference: _Reference | None = None
    ocr: _Ocr | None = None
    invoice: _LedgerId | None = None
    payer: Annotated[str, Field(max_length=200)] | None = None


class NoticeMessage(_Message):
    """The data of invoice.notice: words for staff, such as that a letter came back."""

    text: Annotated[str, Field(min_length=1, max_length=500)]
    reference: _Reference | None = None
    ocr: _Ocr | None = None
    invoice: _LedgerId | None = None


class EventMessage(_Message):
    """What the ledger POSTs to us. Its webhook-id identifies the event, also when sent again."""

    type: Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,100}$")]
    timestamp: _Time
    data: dict[str, Any]
