"""Orders: what calls cost, and what staff enter, give and give back."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from admin_api.ids import ORDER_ID
from admin_api.schemas.common import (
    Amount,
    AmountOrAll,
    Count,
    CustomerNumber,
    Instant,
    Model,
    Page,
    PercentText,
    PositiveAmount,
    Reason,
    Words,
)
from agentline.domain.manual_order import ManualKind
from agentline.domain.refund import RefundWay

OrderInPath = Annotated[
    str, Path(pattern=f"^{ORDER_ID}$", examples=["100001_20260310T120000Z_2b9a3c10-call"])
]
AmountInQuery = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$",
        description="How much, in the order's currency; else all that is left.",
        examples=["50.00"],
    ),
]


class OrderCommon(BaseModel):
    """What all orders have. The amount includes VAT, and may be negative."""

    id: str = Field(examples=["100001_20260310T120000Z_2b9a3c10-call"])
    customer: str
    customer_name: str | None
    basis: str = Field(description="Reference of the invoice basis it is on, open ones too.")
    initiated_at: Instant = Field(description="When the call, or the entry, began; its place.")
    amount: Amount
    vat_percent: str


class RatedOrder(OrderCommon):
    """One rated contact, or a correction of one: `amount` is then what is due more, or less."""

    kind: Literal["call"]
    call: str
    contact: str
    line: str = Field(description="The b-number.")
    article: str
    talk_began_at: Instant
    talk_seconds: int
    billed_seconds: int
    is_later_leg: bool
    is_correction: bool
    charged_before: Amount | None
    price_list: str
    price_list_valid_from: Instant
    rated_at: Instant


class EnteredOrder(OrderCommon):
    """A manual line, goodwill or a refund: who entered it, and why."""

    kind: Literal[ManualKind.LINE, ManualKind.GOODWILL, ManualKind.REFUND]
    text: str
    quantity: int
    unit_price: Amount
    article: str | None
    entered_at: Instant
    who: str
    why: str
    refunded: str | None = Field(description="The order that a refund gives something back of.")


Order = Annotated[RatedOrder | EnteredOrder, Field(discriminator="kind")]


class OrderPage(Page):
    items: list[Order]


class Explanation(BaseModel):
    """How an order came to its amount, sentence by sentence."""

    order: str
    words: list[str]


class OwnLine(Model):
    """Something that is no article. The price of one includes VAT."""

    kind: Literal["own"]
    text: Words
    unit_price: PositiveAmount
    vat_percent: PercentText


class ArticleWanted(Model):
    """An article, with text, price and VAT of the customer's price list in force: a minute at its
    rate, a call or a piece at what the shortest call costs."""

    kind: Literal["article"]
    article: Words


class NewOrder(Model):
    """What to enter on a customer's open basis, and why."""

    customer: CustomerNumber
    line: Annotated[OwnLine | ArticleWanted, Field(discriminator="kind")]
    quantity: Count = 1
    reason: Reason


class GivenGoodwill(Model):
    """What to give a customer, and why."""

    amount: PositiveAmount
    vat_percent: PercentText = "25"
    reason: Reason


class RefundWanted(AmountOrAll):
    """What to give back of an order, and why."""

    reason: Reason


class Shift(BaseModel):
    """An amount before and after."""

    before: Amount
    after: Amount


class RefundPreview(BaseModel):
    """What a refund would do. Nothing is stored."""

    order: str
    way: RefundWay
    basis: str
    asked: Amount = Field(description="What the customer is asked for it now.")
    left: Amount = Field(description="How much of that can be given back at most.")
    amount: Amount = Field(description="How much would be.")
    unbilled: Shift
    unpaid: Shift
    prepaid: Shift


class RefundMade(BaseModel):
    """What a refund made: a manual order, an edit of the draft, or a credit note."""

    order: str
    way: RefundWay
    basis: str
    amount: Amount
    made: str = Field(description="The id of that order, edit or credit note.")
