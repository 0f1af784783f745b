"""What a customer may owe, and by what rule that rises."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount, Days, Instant, Model, PositiveAmount, Reason
from agentline.domain.limit_policy import LimitPolicy as Policy

LimitInQuery = Annotated[
    str,
    Query(
        pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$",
        description="The other limit.",
        examples=["2500.00"],
    ),
]


class LiveHold(BaseModel):
    """Credit held for a call."""

    call: str
    amount: Amount
    since: Instant
    answered_at: Instant | None
    talk_seconds: int = Field(description="How much talk it pays for.")
    is_over: bool = Field(description="Whether the call has ended, and its record is awaited.")
    expires_at: Instant


class OwnTerms(Model):
    """What a customer has agreed otherwise than the deployment says; null where nothing."""

    due_days: Days | None
    limit_step: PositiveAmount | None = Field(description="What the limit rises by.")
    limit_cap: PositiveAmount | None = Field(description="What it rises to at most.")
    limit_days: Days | None = Field(description="After the due date, until when it is in time.")


class LimitPolicy(BaseModel):
    """How the limit rises by itself when an invoice that used up the credit is paid in time."""

    step: Amount = Field(description="What it rises by; zero where it does not.")
    cap: Amount = Field(description="What it rises to at most.")
    days: int = Field(description="After the due date, until when a payment is in time.")
    words: str = Field(description="The same in a sentence.")

    @classmethod
    def of(cls, policy: Policy) -> "LimitPolicy":
        return cls(
            step=Amount.of(policy.step),
            cap=Amount.of(policy.cap),
            days=policy.days,
            words=policy.words,
        )


class CreditStanding(BaseModel):
    """remaining = limit + prepaid - unbilled - unpaid; available = remaining - held."""

    customer: str
    limit: Amount
    prepaid: Amount
    unbilled: Amount
    unpaid: Amount
    held: Amount
    remaining: Amount
    available: Amount
    blocking_invoice: str | None = Field(description="Which must be paid before the next call.")
    holds: list[LiveHold]
    limit_policy: LimitPolicy
    own_terms: OwnTerms
    due_days: int = Field(description="After how many days invoices are due.")


class ChangeLimit(Model):
    """The new limit, and why."""

    limit: PositiveAmount
    reason: Reason


class ChangeTerms(OwnTerms):
    """All of the customer's own terms from now on, and why; null is the deployment's."""

    reason: Reason


class LimitPreview(BaseModel):
    """What another limit would do now. Nothing is stored."""

    customer: str
    seen: str = Field(description="The credit this was made of: the change's If-Match, in quotes.")
    limit_before: Amount
    limit_after: Amount
    remaining_after: Amount
    shortest_call: Amount = Field(description="With less than this the open basis closes.")
    closes_open_basis: bool
    closing_invoice: str | None = Field(description="The basis that would be closed.")
    closing_total: Amount | None
    is_blocked_after: bool
