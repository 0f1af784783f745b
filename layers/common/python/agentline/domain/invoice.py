"""What is dispatched to the ledger: the frozen copy of an invoice basis (design.md 1 and 2.2).

Not an invoice: its fiscal number belongs to the ledger, which makes the invoice of it. It holds
what a Swedish invoice must tell of the sale: buyer, period, extent, VAT rate by rate, prices.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from agentline.domain.catalogue import Language
from agentline.domain.customer import Owner
from agentline.domain.money import Money
from agentline.domain.percent import Percent
from agentline.domain.phone_number import PhoneNumber


class DocumentFormat(StrEnum):
    """What an invoice can be downloaded as."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line. `amount` includes VAT and may be negative (discount, correction, goodwill).

    `id` is unique on its basis and stable through edits. `performed_at` and `seconds` are those of
    a call, None on other lines.
    """

    id: str
    text: str
    amount: Money
    vat_percent: Percent
    performed_at: datetime | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VatShare:
    """The lines of one VAT rate summed: `gross` includes `vat`, which was rounded once."""

    percent: Percent
    gross: Money
    vat: Money

    @property
    def net(self) -> Money:
        return self.gross - self.vat


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A basis as the ledger gets it. Amounts include VAT.

    `total` is the sum of the lines, rounding included; `prepaid` what of it was paid in advance, so
    that `to_pay` is left. `ocr` is the payment reference we propose; the ledger may use its own.
    """

    reference: str
    customer: str
    buyer: Owner
    language: Language
    phone: PhoneNumber | None
    issued_on: date
    due_on: date
    lines: tuple[InvoiceLine, ...]
    vat: tuple[VatShare, ...]
    total: Money
    prepaid: Money
    ocr: str

    @property
    def to_pay(self) -> Money:
        return self.total - self.prepaid


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    """What is taken off an invoice after it was dispatched; `id` is unique everywhere.

    `amount` is positive and includes VAT, split by rate in `vat`. `line` is the one line it takes
    something off, None where it is off the whole.
    """

    id: str
    reference: str
    amount: Money
    vat: tuple[VatShare, ...]
    why: str
    issued_on: date
    line: str | None = None
