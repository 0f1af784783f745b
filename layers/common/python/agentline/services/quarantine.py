"""Contact records that cannot be rated are set aside as they came, for staff (fault 4)."""

from datetime import datetime
from enum import StrEnum

from agentline.domain.quarantine import QuarantineReason
from agentline.ports import Quarantine, QuarantinedRecord


class Outcome(StrEnum):
    """What came of one contact record."""

    RATED = "rated"
    CORRECTED = "corrected"
    RELEASED = "released"
    DUPLICATE = "duplicate"
    NOT_BILLABLE = "not_billable"
    NOT_VOICE = "not_voice"
    QUARANTINED = "quarantined"


def set_aside(
    text: str,
    contact: str | None,
    reason: QuarantineReason,
    now: datetime,
    quarantine: Quarantine,
) -> Outcome:
    """Keep a record aside. `contact` is None where not even that could be read."""
    quarantine.keep(QuarantinedRecord(contact=contact, reason=reason, at=now, text=text))
    return Outcome.QUARANTINED
