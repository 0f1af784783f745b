"""The ends of a customer: merged into another, erased."""

from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount, CustomerNumber, Day, Instant, Model, Reason
from agentline.domain.customer import CustomerStatus


class MergingSide(BaseModel):
    """One of two customers, as far as merging them goes."""

    customer: str
    name: str
    status: CustomerStatus
    numbers: list[str]
    unbilled: Amount
    orders: int = Field(description="How many orders are not billed yet.")
    remaining: Amount = Field(description="Credit that is left, whatever is held of it.")


class MergingPreview(BaseModel):
    """What a merge would do. Nothing is stored."""

    source: MergingSide = Field(description="Who would be merged away.")
    into: MergingSide = Field(description="Who would take over.")
    hindrances: list[str] = Field(description="Why it cannot be done now; empty if it can.")
    remaining: Amount = Field(description="The credit of who takes over, afterwards.")
    would_close: bool = Field(description="Whether their open basis would close by that.")
    blocks: int = Field(description="How many blocks go with the numbers.")
    left_behind: list[str] = Field(description="What was agreed with the merged one and ends.")


class Merging(Model):
    """Into whom, and why."""

    into: CustomerNumber
    reason: Reason


class Merged(BaseModel):
    """A merge that was done."""

    source: str
    into: str
    at: Instant
    who: str
    numbers: list[str] = Field(description="Telephone numbers that are the other's now.")
    orders: int = Field(description="Orders that are on the other's basis now.")
    total: Amount


class ErasurePreview(BaseModel):
    """What an erasure would do. Nothing is stored."""

    customers: list[str] = Field(description="The customer, and those merged into them.")
    name: str
    numbers: list[str] = Field(description="Telephone numbers that would be nobody's.")
    invoices: int
    payments: int
    hindrances: list[str] = Field(description="Why it cannot be done now; empty if it can.")
    copies_kept: int
    copies_kept_until: Day | None
    kept: str = Field(description="What stays, and by what law.")


class Erased(BaseModel):
    """An erasure that was done."""

    customers: list[str] = Field(description="The customer, and those merged into them.")
    at: Instant
    who: str
    numbers: int = Field(description="How many telephone numbers are nobody's now.")
    copies_kept: int
    copies_kept_until: Day | None
    kept: str = Field(description="What stays, and by what law.")
