"""What reports need of the world outside, as protocols the adapters fulfil.

All are read while they are asked for, one after the other, so that whoever reads may stop; and may
be a moment behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from agentline.domain.basis import Basis
from agentline.domain.call_counts import JournalEntry
from agentline.domain.period import Period
from agentline.domain.revenue import SoldOrder


class SoldOrders(Protocol):
    def of(self, period: Period) -> Iterable[SoldOrder]:
        """All orders that were initiated within the period."""


class UnpaidBases(Protocol):
    def unpaid(self) -> Iterable[Basis]:
        """All bases for which money is still to come, and some for which none is. One that changes
        meanwhile may be told twice."""


class CallJournal(Protocol):
    def of_day(self, day: date) -> Iterable[JournalEntry]:
        """What was decided on a day (UTC), second by second."""


class Queue(StrEnum):
    """What waits for staff."""

    DRAFTS = "drafts"
    DISPATCH_FAILED = "dispatch_failed"
    OVERDUE = "overdue"
    SUSPENSE = "suspense"
    PAYMENT_TASKS = "payment_tasks"
    UNMATCHED = "unmatched"
    QUARANTINE = "quarantine"
    ADDRESSES = "addresses"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLength:
    """How many wait; with `is_more`, at least so many."""

    waiting: int
    is_more: bool


class Queues(Protocol):
    def length(self, queue: Queue) -> QueueLength:
        """Counted up to 1,000."""
