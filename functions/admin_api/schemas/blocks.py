"""Blocks of customers and of numbers."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import AnySpelling, Instant, Model, Page, Reason, Words
from agentline.domain.customer import BlockReason
from agentline.domain.kept_entry import EntryState

EntryId = Annotated[
    str, Path(pattern=r"^[0-9]{20}-[0-9a-f]{6}$", examples=["20260310140305120000-0b8f6c"])
]
"""Of a block, a discount or a note."""


class Ended(BaseModel):
    """Who ended it, when and why."""

    who: str
    at: Instant
    why: str


class Block(BaseModel):
    """A block of a customer, or of a number whosever it is."""

    id: str
    customer: str | None
    number: str | None
    kind: BlockReason
    state: EntryState
    valid_from: Instant
    valid_until: Instant | None = Field(description="Null until somebody ends it.")
    note: str
    placed_by: str
    placed_at: Instant
    why: str
    ended: Ended | None = Field(
        description="Null while nobody has, also once it is over by itself."
    )


class BlockPage(Page):
    items: list[Block]


class ListedBlock(Block):
    """A block in the list of all, with the name of the customer."""

    customer_name: str | None


class BlacklistPage(Page):
    items: list[ListedBlock]


class NewBlock(Model):
    """What a customer is to be barred for, and from when to when."""

    kind: BlockReason
    note: Words | None = Field(default=None, description="For whoever meets it.")
    valid_from: Instant | None = Field(default=None, description="Else now.")
    valid_until: Instant | None = Field(default=None, description="Else until somebody ends it.")
    reason: Reason


class NewNumberBlock(NewBlock):
    """Which number is to be barred, in any spelling."""

    number: AnySpelling


class CurrentBlock(BaseModel):
    """What bars a number now, or will, whoever rings from it."""

    id: str
    kind: BlockReason
    valid_from: Instant
    valid_until: Instant | None
    note: str


class NumberBlocks(Page):
    """A number with its blocks, the newest first, those that have ended too."""

    number: str
    customer: str | None = Field(description="Whose number it is.")
    items: list[Block]
