"""Calls: found again, traced, looked at while they go on."""

from enum import StrEnum
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount, Instant, Page
from admin_api.schemas.unmatched import Unmatched
from agentline.domain.call import Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.customer import ListingStatus
from agentline.domain.discount import DiscountKind
from agentline.ports import StopOutcome

CallInPath = Annotated[
    str,
    Path(
        pattern=r"^[A-Za-z0-9_-]{1,100}$",
        description="The id of its first contact.",
        examples=["2b9a3c10-6c1d-4a6e-9d0e-5d1f0a7b8c11"],
    ),
]


class CreditFigures(BaseModel):
    """What the decision rested on: the credit left, that which no other call held, and the price
    of the shortest call."""

    remaining: Amount
    available: Amount
    shortest: Amount


class CallStep(BaseModel):
    """One step of screening: by the number, or by a code that was entered."""

    step: Step
    at: Instant
    verdict: Verdict
    reason: str = Field(examples=["invoice_unpaid"])
    reason_in_words: str
    heard: str = Field(description="What the caller heard, word for word.")
    language: Language
    customer: str | None
    queue: str | None
    hold: Amount | None = Field(description="The credit that was held for the call.")
    talk_seconds: int | None = Field(description="The talk that the hold paid for.")
    figures: CreditFigures | None
    directory: ListingStatus | None = Field(description="Null where no directory was asked.")
    directory_in_words: str | None


class ListedCall(CallStep):
    """A step of a call in a list: where codes were entered, each is a step of its own."""

    call: str
    number: str | None = Field(description="The caller's number; null where it was withheld.")
    line: str = Field(description="The number that was called.")
    customer_name: str | None


class CallPage(Page):
    items: list[ListedCall]


class PinnedDiscount(BaseModel):
    """A discount that held when the call was let in: a percentage, or an amount."""

    kind: DiscountKind
    percent: str | None
    amount: Amount | None
    article: str | None = Field(description="Null for one on all articles.")
    valid_from: Instant | None
    valid_until: Instant | None


class PinnedPrice(BaseModel):
    """The price that the call keeps, whatever has changed since."""

    article: str
    price_list: str
    valid_from: Instant
    discounts: list[PinnedDiscount]


class CallHold(BaseModel):
    """The credit held for a call now. It shrinks to the price of the talk when the call is seen to
    be over, and goes when its record is rated."""

    amount: Amount
    is_live: bool
    placed_at: Instant
    answered_at: Instant | None
    shrunk_at: Instant | None
    expires_at: Instant


class CallOrder(BaseModel):
    """An order that came of a call. A correction's amount is what it adds."""

    contact: str
    is_correction: bool
    talk_began_at: Instant
    talk_seconds: int
    billed_seconds: int
    amount: Amount
    invoice: str = Field(description="The reference of the basis it is on.")


class CallTrace(BaseModel):
    """All that is known of a call."""

    call: str
    number: str | None
    line: str
    line_name: str | None
    customer: str | None
    customer_name: str | None
    verdict: Verdict
    why: str = Field(
        examples=["Invoice 100001-0003 over 985.00 SEK is unpaid since 2026-03-10."],
        description="Why it ended so, in one sentence to say to who asks.",
    )
    changed_since: str | None = Field(description="What is otherwise by now, if that matters.")
    steps: list[CallStep]
    price: PinnedPrice | None
    hold: CallHold | None
    orders: list[CallOrder]
    charged: Amount | None = Field(description="What the orders come to; null without any.")
    unmatched: Unmatched | None


class LiveState(StrEnum):
    WAITING = "waiting"
    TALKING = "talking"


class LiveCall(BaseModel):
    """A call that goes on."""

    call: str
    customer: str
    customer_name: str | None
    number: str | None
    line: str
    state: LiveState
    since: Instant = Field(description="Since when it waits, or since an agent answered.")
    minutes_left: int = Field(description="Whole minutes of talk that are still paid for.")
    talk_ends_at: Instant | None = Field(description="Null while nobody talks.")
    held: Amount


class LiveCallPage(Page):
    items: list[LiveCall]


class EndedContact(BaseModel):
    """A contact of a call, and what came of ending it."""

    contact: str
    outcome: StopOutcome


class HungUp(BaseModel):
    """What came of ending a call: `stopped`, `over` where it had ended before, `refused` where the
    telephony cannot end it, such as a transfer."""

    call: str
    outcome: StopOutcome
    contacts: list[EndedContact]
