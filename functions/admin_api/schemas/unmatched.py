"""Unmatched callers, and what staff make of them."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import CustomerNumber, Instant, Model, Page, Reason, Words
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus
from agentline.domain.unmatched import UnmatchedOutcome

UnmatchedInPath = Annotated[
    str,
    Path(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[A-Za-z0-9_-]{1,100}$",
        examples=["2026-03-10.2b9a3c10-6c1d-4a6e-9d0e-5d1f0a7b8c11"],
    ),
]


class ListedOwner(BaseModel):
    """Who a directory says has the number; parts may be empty."""

    name: str
    street: str
    postcode: str
    city: str
    country: str


class UnmatchedSeen(BaseModel):
    """Which member of staff has seen to it, and how."""

    by: str
    at: Instant
    outcome: UnmatchedOutcome
    customer: str | None = Field(description="Whose the number is by it.")


class Unmatched(BaseModel):
    """A caller who could not be identified well enough to bill."""

    id: str
    call: str
    at: Instant
    number: str | None = Field(description="Null where it was withheld.")
    line: str = Field(description="The number that was called.")
    reason: str = Field(examples=["number_unmatched"])
    directory: ListingStatus | None
    directory_in_words: str | None
    owner: ListedOwner | None
    is_waiting: bool
    belongs_to: str | None = Field(
        description="The customer whose the number is by now: the caller may have rung again."
    )
    seen: UnmatchedSeen | None


class UnmatchedPage(Page):
    items: list[Unmatched]


class RegisterUnmatched(Model):
    """Name and address of the caller, who becomes a customer, and why they are believed."""

    name: Words
    street: Words
    postcode: Words
    city: Words
    country: str = Field(pattern=r"^[A-Z]{2}$", examples=["SE"])
    language: Language
    reason: Reason


class LinkUnmatched(Model):
    """Whose the caller's number is, and why."""

    customer: CustomerNumber
    reason: Reason
