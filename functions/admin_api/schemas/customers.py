"""Customers, as staff find, register and change them."""

from typing import Annotated, Literal, Self

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field, StrictBool, StringConstraints, model_validator

from admin_api.schemas.blocks import CurrentBlock
from admin_api.schemas.common import (
    E164,
    Amount,
    AnySpelling,
    CustomerNumber,
    Instant,
    Model,
    Page,
    PositiveAmount,
    Reason,
    Words,
)
from agentline.domain.catalogue import Language
from agentline.domain.customer import CustomerStatus
from agentline.domain.customer_search import MatchedBy

# Neither what cannot be seen nor what reverses the direction of what is read after it.
_UNSEEN = r"\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069"
_NO_SPACE = rf"[^\s@{_UNSEEN}]+"

Postcode = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[0-9A-Za-z][0-9A-Za-z -]{1,11}$"),
    Field(examples=["639 57"]),
]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$"), Field(examples=["SE"])]
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=254, pattern=rf"^{_NO_SPACE}@{_NO_SPACE}\.{_NO_SPACE}$"
    ),
    Field(examples=["siv@example.com"]),
]
Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, pattern=rf"^[^\s,#{_UNSEEN}]{{1,40}}$"),
    Field(description="One word; capitals make no difference.", examples=["vip"]),
]
Tags = Annotated[list[Tag], Field(max_length=20)]
PriceListName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=rf"^[^#{_UNSEEN}]{{1,80}}$"),
    Field(examples=["basic"]),
]
SearchText = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=2,
        max_length=100,
        pattern=rf"^[^{_UNSEEN}]*$",
    ),
]
Search = Annotated[
    SearchText | None,
    Query(
        description="A telephone number in any spelling, a customer number, an invoice's "
        "reference, OCR number or fiscal number, an e-mail address, or how a name, or any word of "
        "it, begins."
    ),
]
TagInQuery = Annotated[Tag | None, Query(description="Customers who carry it.")]


class CustomerSummary(BaseModel):
    """A customer in a list."""

    number: str = Field(examples=["100001"])
    name: str
    street: str
    postcode: str
    city: str
    country: str
    email: str | None
    tags: list[str]
    status: CustomerStatus
    merged_into: str | None = Field(description="The customer that took over from a merged one.")
    registered_at: Instant


class CustomerHit(CustomerSummary):
    """A customer who was found, and by what."""

    matched_by: MatchedBy | None = Field(description="Null where nothing was searched for.")
    invoice: str | None = Field(description="The reference of the invoice that was searched for.")


class CustomerPage(Page):
    items: list[CustomerHit]


class Customer(CustomerSummary):
    """All that the register says of a customer; credit has an address of its own."""

    language: Language
    price_list: str
    has_code: bool
    requires_code: bool = Field(description="Whether a call from their number is not enough.")
    source: str = Field(description="Who says name and address: a directory, or staff.")
    fetched_at: Instant = Field(description="When they said so.")


class CustomerToPreview(Model):
    """Who might be registered, and on what terms."""

    name: Words
    street: Words
    postcode: Postcode
    city: Words
    country: Country = "SE"
    language: Language = Language.SWEDISH
    email: Email | None = None
    numbers: Annotated[list[AnySpelling], Field(max_length=10)] = Field(default_factory=list)
    tags: Tags = Field(default_factory=list)
    price_list: PriceListName | None = Field(
        default=None, description="Else the basic one. Another is for admin and billing to give."
    )
    opening_limit: PositiveAmount | None = Field(
        default=None, description="Else the usual one. Another is for admin and billing to give."
    )


class NewCustomer(CustomerToPreview):
    """Who is to be registered, on what terms, and why."""

    reason: Reason


class CustomerPreview(BaseModel):
    """What a registration would come to. Nothing is stored."""

    hindrances: list[str] = Field(description="Why it cannot be done now; empty if it can.")
    customer: str | None = Field(description="Whose the name and address are already.")
    numbers: list[E164] = Field(description="As they would be kept.")
    tags: list[str]
    price_list: str
    opening_limit: Amount


class CustomerChange(Model):
    """What is to be another, and why. What is left out stays as it is."""

    name: Words = Field(default_factory=str)
    street: Words = Field(default_factory=str)
    postcode: Postcode = Field(default_factory=str)
    city: Words = Field(default_factory=str)
    country: Country = Field(default_factory=str)
    email: Email | None = Field(default=None, description="Null takes it away.")
    language: Language = Field(default_factory=lambda: Language.SWEDISH)
    tags: Tags = Field(
        default_factory=list, description="All of them, in the place of those before."
    )
    price_list: PriceListName = Field(
        default_factory=str, description="For admin and billing to change."
    )
    requires_code: StrictBool = Field(default_factory=bool)
    reason: Reason

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set - {"reason"}:
            raise ValueError("name at least one thing that is to be another")
        return self


class Closing(Model):
    """Why a customer calls no more: because they asked, or for another reason."""

    kind: Literal["own_request", "other"] = "own_request"
    note: Words | None = None
    reason: Reason


class LinkNumber(Model):
    """Which number, in any spelling, and why."""

    number: AnySpelling
    reason: Reason


class Number(BaseModel):
    """A telephone number: whose it is, and the block on it, if there is one that is not over."""

    number: str = Field(examples=["+46701740605"])
    customer: str | None
    block: CurrentBlock | None


class NumberPage(Page):
    items: list[Number]


class Code(BaseModel):
    """Whether a customer has a code, and must use it. The code itself nobody can see."""

    customer: CustomerNumber
    is_set: bool
    issued_at: Instant | None = Field(description="Null where there is none, or it is not known.")
    is_required: bool


class NewCode(BaseModel):
    """A code, told this once."""

    customer: CustomerNumber
    code: str = Field(examples=["40718263"], repr=False)
