"""Addresses that the directory and the register do not agree on."""

from typing import Annotated

from pydantic import BaseModel, Field

from admin_api.schemas.common import Instant, Model, Page, Reason
from agentline.domain.address_file import AddressOutcome, Choice, Match

FindingToken = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{12}$",
        description="Names what you saw: the finding's `token`.",
        examples=["0f3a5c7e9b1d"],
    ),
]


class AddressVersion(BaseModel):
    """A name and address, who stated it, and when they were asked."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    source: str
    fetched_at: Instant


class NumberReading(BaseModel):
    """Whom one of the customer's numbers leads to."""

    number: str
    leads_to: Match
    directory: str
    fetched_at: Instant


class AddressDecision(BaseModel):
    """What staff decided."""

    choice: Choice
    who: str
    why: str
    at: Instant


class AddressFinding(BaseModel):
    """What the directory answered that is not what the register says."""

    token: str
    outcome: AddressOutcome
    noticed_at: Instant
    answered_at: Instant
    compared_with: AddressVersion = Field(description="The register's version at that time.")
    found: AddressVersion | None = Field(description="The directory's, where it names one.")
    numbers: list[NumberReading]
    decision: AddressDecision | None


class AddressFile(BaseModel):
    """How current a customer's address is."""

    customer: str
    registered: AddressVersion
    numbers: list[str]
    is_waiting: bool = Field(description="Whether staff must decide.")
    finding: AddressFinding | None


class AddressPage(Page):
    items: list[AddressFile]


class DecideAddress(Model):
    """Take the directory's version, or keep the register's, of what was seen; and why."""

    choice: Choice
    finding: FindingToken
    reason: Reason


class AddressChecked(BaseModel):
    """What the directory answered now."""

    outcome: AddressOutcome
    address: AddressFile
