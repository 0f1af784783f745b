"""Payments, and where their money is."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import (
    Amount,
    Day,
    Instant,
    InvoiceReference,
    Model,
    Page,
    PositiveAmount,
    Reason,
)
from agentline.domain.basis_state import BasisState
from agentline.domain.suspense_words import SuspenseCode

PaymentInPath = Annotated[
    str, Path(pattern=r"^[A-Za-z0-9_-]{2,1000}$", examples=["d2ViaG9vayNwYXlfMQ"])
]


class PaymentOnInvoice(BaseModel):
    """What of a payment is on an invoice basis."""

    invoice: str = Field(examples=["100001-0001"])
    amount: Amount


class Recall(BaseModel):
    """Money the bank has taken back."""

    id: str
    amount: Amount


class Payment(BaseModel):
    """Money that came in. What of it was neither recalled nor sent back is on invoice bases,
    prepaid, or in suspense, where nobody knows what it is for."""

    id: str
    source: str = Field(description="Who told of it.", examples=["camt054"])
    source_id: str = Field(description="Its name there.")
    customer: str | None
    customer_name: str | None
    amount: Amount
    bank_date: Day
    received_at: Instant
    text: str = Field(description="What the payer, or the ledger, wrote.")
    names: str = Field(description="By what it names an invoice, as it was read; may be empty.")
    applied: list[PaymentOnInvoice]
    prepaid: Amount
    suspense: Amount
    suspended_because: SuspenseCode | None
    suspended_because_in_words: str | None = Field(examples=["It names no invoice."])
    returned: Amount = Field(description="Sent back, as staff have noted.")
    recalls: list[Recall]
    recalled_early: Amount = Field(description="Recalled before it came, and still to be met.")
    task: str | None = Field(description="What staff should look into.")
    version: int


class PaymentPage(Page):
    items: list[Payment]


class AssignPayment(Model):
    """The invoice basis the money is for, and how you know."""

    invoice: InvoiceReference
    reason: Reason


class ReturnPayment(Model):
    """How much you have sent back, and why."""

    amount: PositiveAmount
    reason: Reason


class Placing(BaseModel):
    """What would be on an invoice basis, which it is due less then."""

    invoice: str
    amount: Amount
    due_before: Amount
    due_after: Amount
    state_after: BasisState


class AssigningPreview(BaseModel):
    """Where the money of a payment would go. Nothing is stored."""

    payment: str
    version: int = Field(description="Of the payment this was made of: the deed's If-Match.")
    customer: str
    customer_name: str | None
    placed: list[Placing] = Field(description="The basis it is assigned to first, if it takes it.")
    prepaid: Amount = Field(description="What would be over.")
    limit_before: Amount
    limit_after: Amount
    is_blocked_after: bool = Field(description="Whether an unpaid basis would still block calls.")
    task: str | None = Field(description="What staff would have to look into then.")
