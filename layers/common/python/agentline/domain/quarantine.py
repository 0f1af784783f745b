"""Contact records in quarantine, until staff have seen to them: replayed or discarded."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.seeing_to import Task


class QuarantineOutcome(StrEnum):
    """What staff made of a record."""

    REPLAYED = "replayed"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsideRecord(Task):
    """A contact record that could not be rated, without its text; set aside `at`, and why.

    `contact` is None where not even that could be read.
    """

    contact: str | None
    reason: str
    at: datetime
