"""An invoice basis that gathers no more, and where it is on its way to being paid (design.md 1)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.money import Money


class BasisState(StrEnum):
    """Where a closed basis is; the open one is kept with its account."""

    DRAFT = "draft"
    DISPATCHING = "dispatching"
    DISPATCH_FAILED = "dispatch_failed"
    DISPATCHED = "dispatched"
    PART_PAID = "part_paid"
    PAID = "paid"
    VOIDED = "voided"
    CREDITED = "credited"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is asked for any more."""
        return self in {BasisState.PAID, BasisState.VOIDED, BasisState.CREDITED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A closed basis as it stands: `count` orders that come to `total`."""

    number: int
    state: BasisState
    count: int
    total: Money
    closed_at: datetime
    is_closed_by_limit: bool

    @property
    def due(self) -> Money:
        """What is still asked for: all of it until it is settled."""
        return Money(0, self.total.currency) if self.state.is_settled else self.total
