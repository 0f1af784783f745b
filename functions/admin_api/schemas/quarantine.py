"""Contact records that could not be rated, and what staff make of them."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from admin_api.schemas.common import Instant, Page
from agentline.domain.quarantine import QuarantineCode, QuarantineOutcome

RecordInPath = Annotated[
    str,
    Path(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9a-f]{64}$", examples=["2026-03-10." + "0f" * 32]
    ),
]


class RecordSeen(BaseModel):
    """Which member of staff has seen to it, and how."""

    by: str
    at: Instant
    outcome: QuarantineOutcome


class QuarantinedRecord(BaseModel):
    """A contact record that was set aside."""

    id: str
    contact: str | None = Field(description="Null where not even that could be read.")
    reason: QuarantineCode
    reason_in_words: str = Field(examples=["No admission of the call was found."])
    at: Instant
    is_waiting: bool
    seen: RecordSeen | None


class QuarantinedRecordPage(Page):
    items: list[QuarantinedRecord]


class WholeRecord(QuarantinedRecord):
    """A contact record with its text as it came, which names people."""

    text: str
