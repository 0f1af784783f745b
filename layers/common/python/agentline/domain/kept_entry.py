"""What staff enter about customers and numbers, and may end again: blocks, discounts, notes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from agentline.domain.customer import Block
from agentline.domain.discount import Discount
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.receivables import Actor


class EntryMissingError(LookupError):
    """There is no such block, discount or note."""


class EntryEndedError(ValueError):
    """It has ended before, by somebody or by itself."""


class TooManyEntriesError(ValueError):
    """One more would make screening read more than one read unit of the customer (design.md 6)."""


class EntryState(StrEnum):
    """Whether something with a time of validity holds now."""

    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBlock:
    """A block of a customer, or of a number whosever it is; who placed it, and who ended it."""

    block: Block
    placed: Actor
    customer: str | None = None
    number: PhoneNumber | None = None
    ended: Actor | None = None

    def state(self, now: datetime) -> EntryState:
        return _state(self.block.valid_from, self.block.valid_until, self.ended, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDiscount:
    """A discount of a customer; who agreed to it, and who ended it."""

    id: str
    customer: str
    discount: Discount
    agreed: Actor
    ended: Actor | None = None

    def state(self, now: datetime) -> EntryState:
        return _state(self.discount.valid_from, self.discount.valid_until, self.ended, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What staff tell each other about a customer."""

    id: str
    customer: str
    text: str
    who: str
    at: datetime


def entry_id(at: datetime, deed: str) -> str:
    """Sorts by when the entry was made; `deed` tells those of one instant apart."""
    return f"{at:%Y%m%d%H%M%S%f}-{deed[:6]}"


def entered_at(entry: str) -> datetime:
    """When an entry of that id was made."""
    digits = entry.partition("-")[0]
    return datetime.strptime(f"{digits}+0000", "%Y%m%d%H%M%S%f%z").astimezone(UTC)


def is_over(valid_until: datetime | None, now: datetime) -> bool:
    return valid_until is not None and valid_until <= now


def require_lasting(entry: PlacedBlock | AgreedDiscount, now: datetime) -> None:
    """Raises EntryEndedError for what has ended already."""
    if entry.state(now) is not EntryState.ENDED:
        return
    if entry.ended:
        raise EntryEndedError(f"{entry.ended.who} ended it on {entry.ended.at:%Y-%m-%d %H:%M} UTC")
    raise EntryEndedError("it was valid for a time that is over")


def _state(
    valid_from: datetime | None,
    valid_until: datetime | None,
    ended: Actor | None,
    now: datetime,
) -> EntryState:
    if ended or is_over(valid_until, now):
        return EntryState.ENDED
    return EntryState.COMING if valid_from and now < valid_from else EntryState.IN_FORCE
