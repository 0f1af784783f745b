"""Contact records that cannot be rated are kept as they came, for staff to replay (fault 4)."""

from datetime import datetime
from enum import StrEnum

from agentline.ports import OrderBook, QuarantinedRecord


class Outcome(StrEnum):
    """What came of one contact record."""

    RATED = "rated"
    CORRECTED = "corrected"
    RELEASED = "released"
    DUPLICATE = "duplicate"
    NOT_BILLABLE = "not_billable"
    QUARANTINED = "quarantined"


def quarantine(
    text: str, contact: str | None, reason: str, now: datetime, orders: OrderBook
) -> Outcome:
    """Keep a record aside. `contact` is None where not even that could be read."""
    orders.quarantine(
        QuarantinedRecord(record=contact or "unreadable", reason=reason, at=now, text=text)
    )
    return Outcome.QUARANTINED
