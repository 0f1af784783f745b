"""Invoice bases, and what staff do to them."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import (
    Amount,
    AmountOrAll,
    Count,
    CustomerNumber,
    Day,
    Instant,
    Model,
    Page,
    PercentText,
    PositiveAmount,
    Reason,
    Words,
)
from admin_api.schemas.credit import LimitPolicy
from agentline.domain.basis_state import BasisState

EditInPath = Annotated[str, Path(pattern=r"^e[1-9][0-9]{0,3}$", examples=["e1"])]
LineId = Annotated[str, Field(min_length=1, max_length=200, examples=["2b9a3c10-call"])]


class InvoiceSummary(BaseModel):
    """An invoice basis in a list. Amounts include VAT."""

    reference: str = Field(examples=["100001-0001"])
    customer: str
    customer_name: str | None
    state: BasisState
    is_overdue: bool
    closed_at: Instant
    is_closed_by_limit: bool
    orders: int = Field(description="How many orders are on it.")
    payable: Amount
    received: Amount
    credited: Amount
    due: Amount = Field(description="What is still asked for.")
    due_on: Day | None
    invoice_number: str | None = Field(description="The fiscal number, the ledger's.")
    trouble: str | None = Field(description="Why the last dispatch failed, in the ledger's words.")


class InvoicePage(Page):
    items: list[InvoiceSummary]


class Line(BaseModel):
    """One line. Amounts include VAT, and may be negative."""

    id: str
    text: str
    amount: Amount
    vat_percent: str
    performed_at: Instant | None
    seconds: int | None


class VatShare(BaseModel):
    """The lines of one VAT rate, summed; the VAT is rounded once."""

    percent: str
    net: Amount
    vat: Amount
    gross: Amount


class Side(BaseModel):
    """The lines, VAT by rate, and what they come to."""

    lines: list[Line]
    vat: list[VatShare]
    payable: Amount


class EditMade(BaseModel):
    """A rule on the basis, in words, and who made it."""

    id: str
    words: str
    who: str
    why: str
    at: Instant


class CreditNote(BaseModel):
    """What was taken off after dispatch."""

    id: str
    amount: Amount
    why: str
    issued_on: Day
    line: str | None = Field(description="The line it is off; null where it is off the whole.")
    is_at_ledger: bool = Field(description="False while the ledger has yet to take it.")


class AppliedPayment(BaseModel):
    """What of a payment is on this basis."""

    payment: str = Field(description="The payment's id.")
    source: str
    amount: Amount
    bank_date: Day


class Invoice(InvoiceSummary):
    """All that is known of an invoice basis."""

    closed_because: str
    total: Amount = Field(description="What its orders come to, before edits.")
    adjusted: Amount
    limit_raised_by: Amount | None
    issued_on: Day | None
    ocr: str | None
    is_frozen: bool = Field(description="Whether a copy is fixed, which is what is told here.")
    version: int
    content: Side
    edits: list[EditMade]
    credit_notes: list[CreditNote]
    payments: list[AppliedPayment]
    limit_policy: LimitPolicy = Field(description="How the limit rises by its payment.")


class OwnRate(Model):
    """Another price per minute for all calls."""

    kind: Literal["own_rate"]
    rate_per_minute: PositiveAmount


class OtherPriceList(Model):
    """All calls rated again by another price list: its version in force now, or of an instant."""

    kind: Literal["price_list"]
    name: Words
    valid_from: Instant | None = None


class LineReduction(Model):
    """A percentage, or an amount, off one line."""

    kind: Literal["line_reduction"]
    line: LineId
    percent: PercentText | None = None
    amount: PositiveAmount | None = None


class LineText(Model):
    """Other words on one line."""

    kind: Literal["line_text"]
    line: LineId
    text: Words


class ArticleLine(Model):
    """A line of its own. The price of one includes VAT."""

    kind: Literal["article"]
    text: Words
    quantity: Count = 1
    unit_price: PositiveAmount
    vat_percent: PercentText


class WholeReduction(Model):
    """A percentage, or an amount, off the whole."""

    kind: Literal["reduction"]
    percent: PercentText | None = None
    amount: PositiveAmount | None = None


class Goodwill(Model):
    """An amount given to the customer."""

    kind: Literal["goodwill"]
    amount: PositiveAmount


Rule = Annotated[
    OwnRate | OtherPriceList | LineReduction | LineText | ArticleLine | WholeReduction | Goodwill,
    Field(discriminator="kind"),
]


class Edit(Model):
    """A rule to change a draft by, and why."""

    rule: Rule
    reason: Reason


class ChangedLine(BaseModel):
    """A line as it is and as it would be; null where it is not there."""

    before: Line | None
    after: Line | None


class EditPreview(BaseModel):
    """What an edit would do. Nothing is stored."""

    reference: str
    version: int = Field(description="Of the basis this was made of: the edit's If-Match.")
    before: Side
    after: Side
    difference: Amount
    changed_lines: list[ChangedLine]


class CloseOpenBasis(Model):
    """Whose open basis, and why now."""

    customer: CustomerNumber
    reason: Reason


class MoveLine(Model):
    """Which call to leave to the next invoice, and why."""

    line: LineId
    reason: Reason


class Credit(AmountOrAll):
    """What to credit, and why."""

    reason: Reason


class MarkSent(Model):
    """The fiscal number of an invoice that was made by hand."""

    invoice_number: Words
    due_on: Day | None = None
    reason: Reason


class MarkPaid(Model):
    """Money that came by a way nobody told of; without an amount all that is due."""

    amount: PositiveAmount | None = None
    bank_date: Day | None = Field(default=None, description="The day it came; else today.")
    reason: Reason


class PaymentTaken(BaseModel):
    """What came of money that was entered by hand."""

    payment: str
    outcome: str | None = Field(description="Null while it is still being settled.")
    invoice: Invoice
