"""Contact records in quarantine: why, and until staff have seen to them, replayed or discarded."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from agentline.domain.reason import Reason
from agentline.domain.seeing_to import Task


class QuarantineCode(StrEnum):
    """Why a contact record cannot be rated (faults 4, 9)."""

    NO_JSON = "no_json"
    NO_OBJECT = "no_object"
    FIELD_MISSING = "field_missing"
    FIELD_NO_TEXT = "field_no_text"
    FIELD_NO_INSTANT = "field_no_instant"
    FIELD_NO_ZONE = "field_no_zone"
    FIELD_NO_SECONDS = "field_no_seconds"
    FIELD_OUT_OF_RANGE = "field_out_of_range"
    IN_THE_FUTURE = "in_the_future"
    NO_ADMISSION = "no_admission"
    NOT_LET_IN = "not_let_in"
    ARTICLE_MISSING = "article_missing"
    PRICE_LIST_MISSING = "price_list_missing"
    OTHER_CURRENCY = "other_currency"


type QuarantineReason = Reason[QuarantineCode]


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
    reason: QuarantineReason
    at: datetime
