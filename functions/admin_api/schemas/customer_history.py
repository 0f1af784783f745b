"""What happened with a customer, and all that is kept of one."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount, Instant, Page
from agentline.domain.call import Step, Verdict
from agentline.domain.manual_order import ManualKind

Kept = list[dict[str, Any]]
"""Rows as plain JSON, field by field."""


class AuditHappening(BaseModel):
    """A change of state: who did what to what, and why."""

    kind: Literal["audit"] = "audit"
    at: Instant
    who: str
    what: str
    subject: str
    before: dict[str, str]
    after: dict[str, str]
    why: str


class PaymentHappening(BaseModel):
    """Money that was received, and where it went: to which basis, or prepaid."""

    kind: Literal["payment"] = "payment"
    at: Instant
    payment: str = Field(description="The payment's id.")
    amounts: dict[str, str]
    why: str


class OrderHappening(BaseModel):
    """A call that was rated, at the time it began; a correction is at the time of its call."""

    kind: Literal["order"] = "order"
    at: Instant
    order: str = Field(description="The order's id.")
    contact: str
    call: str
    service_line: str
    talk_seconds: int
    amount: Amount
    is_correction: bool
    rated_at: Instant
    invoice: str = Field(description="The basis it is on, open or closed.")


class ManualOrderHappening(BaseModel):
    """A line, goodwill or a refund that staff entered; a refund is at the time of its order."""

    kind: Literal["manual_order"] = "manual_order"
    at: Instant
    order: str = Field(description="The order's id.")
    what: ManualKind
    text: str
    amount: Amount
    entered_at: Instant
    who: str
    why: str
    invoice: str = Field(description="The basis it is on, open or closed.")


class CallHappening(BaseModel):
    """One step of a call, as it was decided."""

    kind: Literal["call"] = "call"
    at: Instant
    call: str
    step: Step
    service_line: str
    number: str | None = Field(description="Null for a number that is withheld, or erased.")
    verdict: Verdict
    reason: str


class NoteHappening(BaseModel):
    """A note of staff."""

    kind: Literal["note"] = "note"
    at: Instant
    id: str
    text: str
    who: str


Happening = Annotated[
    AuditHappening
    | PaymentHappening
    | OrderHappening
    | ManualOrderHappening
    | CallHappening
    | NoteHappening,
    Field(discriminator="kind"),
]


class Timeline(Page):
    """What happened, the newest first."""

    items: list[Happening]


class CustomerExport(Page):
    """Everything kept of a person, or one part of it. Null is what was not asked for; `next` leads
    on where only a part was asked for."""

    customer: str
    customers: list[str] = Field(description="The customer, and those merged into them.")
    made_at: Instant
    profile: Kept | None = None
    notes: Kept | None = None
    orders: Kept | None = Field(default=None, description="With their prices in words.")
    invoices: Kept | None = Field(default=None, description="With their lines.")
    payments: Kept | None = None
    calls: Kept | None = None
    audit: Kept | None = None
