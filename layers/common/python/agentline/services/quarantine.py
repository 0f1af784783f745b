"""Contact records that cannot be rated are set aside as they came, and replayed later (fault 4)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from agentline.ports import ContactStream, Quarantine, QuarantinedRecord

_UNREADABLE = "unreadable"


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
    text: str, contact: str | None, reason: str, now: datetime, quarantine: Quarantine
) -> Outcome:
    """Keep a record aside. `contact` is None where not even that could be read."""
    quarantine.keep(QuarantinedRecord(contact=contact, reason=reason, at=now, text=text))
    return Outcome.QUARANTINED


def find_kept(quarantine: Quarantine, since: date, until: date) -> Iterator[QuarantinedRecord]:
    """Records set aside from the day `since` up to and including `until`, oldest day first."""
    for days in range((until - since).days + 1):
        yield from quarantine.kept_on(since + timedelta(days=days))


def replay(
    record: QuarantinedRecord, quarantine: Quarantine, stream: ContactStream, now: datetime
) -> None:
    """Have a record rated again. What is still wrong with it sets it aside anew, today."""
    stream.put(record.contact or _UNREADABLE, record.text)
    quarantine.note_replayed(record, now)
