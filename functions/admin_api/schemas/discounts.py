"""Discounts agreed with customers."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from admin_api.schemas.blocks import Ended
from admin_api.schemas.common import (
    Amount,
    Instant,
    Model,
    Page,
    PercentText,
    PositiveAmount,
    Reason,
)
from agentline.domain.discount import DiscountKind
from agentline.domain.kept_entry import EntryState

# As long as a row of the longest kind may be: see MOST_DISCOUNTS.
ArticleNumber = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[^\s#\x00-\x1f\x7f]{1,20}$"),
    Field(examples=["TAROT"]),
]


class Discount(BaseModel):
    """What a customer pays less than the price list says."""

    id: str
    kind: DiscountKind
    state: EntryState
    percent: str | None
    amount: Amount | None
    article: str | None = Field(description="Null for all articles.")
    valid_from: Instant | None
    valid_until: Instant | None
    agreed_by: str
    agreed_at: Instant
    why: str
    ended: Ended | None = Field(
        description="Null while nobody has, also once it is over by itself."
    )


class DiscountPage(Page):
    items: list[Discount]


class NewDiscount(Model):
    """A percentage off, an amount off each call, or a price per minute of their own."""

    kind: DiscountKind
    percent: PercentText | None = Field(default=None, description="For the kind percent.")
    amount: PositiveAmount | None = Field(default=None, description="For the two other kinds.")
    article: ArticleNumber | None = Field(default=None, description="Else all articles.")
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    reason: Reason
