"""What is kept of a screened call: the decision, its reasons, and the price it was promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from agentline.domain.catalogue import Language, PriceListKey
from agentline.domain.customer import ListingStatus, Owner
from agentline.domain.discount import Discount
from agentline.domain.money import Money
from agentline.domain.phone_number import PhoneNumber

ADMISSIONS_KEPT = timedelta(days=400)
UNMATCHED = "unmatched"
"""By this word staff's list finds callers that could not be identified."""


class Verdict(StrEnum):
    """The words the contact flow branches on."""

    ADMIT = "ADMIT"
    ASK_PIN = "ASK_PIN"
    REFUSE = "REFUSE"
    SERVICE = "SERVICE"


class Step(StrEnum):
    """The steps of screening, in their order: the number, then up to three codes."""

    NUMBER = "number"
    CODE_1 = "code1"
    CODE_2 = "code2"
    CODE_3 = "code3"

    @property
    def before(self) -> "Step | None":
        steps = list(Step)
        return None if self is Step.NUMBER else steps[steps.index(self) - 1]

    @property
    def after(self) -> "Step | None":
        """None after the third code: three tries a call."""
        steps = list(Step)
        return None if self is Step.CODE_3 else steps[steps.index(self) + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The price a call keeps, for all its contacts and corrections, whatever changes meanwhile."""

    article: str
    price_list: PriceListKey
    discounts: tuple[Discount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditSeen:
    """The figures the decision rested on, so that staff can tell why."""

    remaining: Money
    available: Money
    shortest: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedCall:
    """One call and what was decided at `step`; sticky, since Connect asks again after a time-out.

    `pin` is None on lines that cost nothing. `listing` tells what the directory answered, if asked.
    `message` is the sentence the caller heard.
    """

    call: str
    step: Step
    decided_at: datetime
    a_number: PhoneNumber | None
    b_number: str
    verdict: Verdict
    reason: str
    language: Language
    message: str
    queue: str | None = None
    customer: str | None = None
    pin: Pin | None = None
    hold: Money | None = None
    talk_seconds: int | None = None
    credit: CreditSeen | None = None
    listing: ListingStatus | None = None

    @property
    def next_step(self) -> Step | None:
        """The step to ask for next, where a code is to be entered."""
        return self.step.after if self.verdict is Verdict.ASK_PIN else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedCaller:
    """A call that could not be identified well enough to bill, for staff to handle by hand.

    `owner` is what the directory knew, complete or not.
    """

    call: str
    at: datetime
    a_number: PhoneNumber | None
    b_number: str
    reason: str
    listing: ListingStatus | None
    owner: Owner | None
