"""Reports: revenue, what is owed, calls and refusals, today."""

from enum import StrEnum
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from admin_api.schemas.common import Amount, Day
from admin_api.schemas.invoices import VatShare
from agentline.domain.ageing import AgeBand


class ReportFormat(StrEnum):
    """What a report can be had as."""

    JSON = "json"
    CSV = "csv"


FormatInQuery = Annotated[ReportFormat, Query(description="JSON, or a table for a spreadsheet.")]


class RevenueSum(BaseModel):
    """Orders taken together, as they were made: before edits of drafts and credit notes. Amounts
    include VAT but for `net`; the VAT of each rate is rounded once, on its sum."""

    orders: int
    talk_seconds: int
    billed_seconds: int
    gross: Amount
    net: Amount
    vat: list[VatShare]


class RevenueRow(RevenueSum):
    """The orders of a day, a line or an article."""

    of: str | None = Field(
        description="The day, b-number or article; null for orders that have none."
    )


class Revenue(BaseModel):
    """Revenue of a period. The VAT of the whole is that of its own sum."""

    since: Day
    until: Day
    rows: list[RevenueRow]
    total: RevenueSum


class AgeRow(BaseModel):
    """Unpaid invoice bases that are not sent, not due, or due for so many days."""

    band: AgeBand
    invoices: int
    due: Amount


class Ageing(BaseModel):
    """What is owed, by how long it has been due."""

    day: Day
    rows: list[AgeRow]
    invoices: int
    due: Amount


class CallTotals(BaseModel):
    """Calls by what was decided of them last: let in, refused, sent to customer service, or asked
    for a code that was not given."""

    calls: int
    admitted: int
    refused: int
    to_service: int
    asked: int


class CallRow(CallTotals):
    """Calls of one day on one line."""

    day: Day
    line: str = Field(description="The b-number.")


class Calls(BaseModel):
    """Calls of a period, by day and line."""

    since: Day
    until: Day
    rows: list[CallRow]
    total: CallTotals


class Refusals(BaseModel):
    """Calls that were refused for one reason."""

    reason: str
    calls: int


class RefusalRow(Refusals):
    """Those of one day on one line."""

    day: Day
    line: str


class RefusalReport(BaseModel):
    """Refused calls of a period, by day, line and reason; and by reason, the most frequent
    first."""

    since: Day
    until: Day
    rows: list[RefusalRow]
    total: list[Refusals]


class QueueLength(BaseModel):
    """How much waits; with `is_more`, at least so much."""

    waiting: int
    is_more: bool


class WaitingNow(BaseModel):
    """What waits for staff, queue by queue."""

    drafts: QueueLength
    dispatch_failed: QueueLength
    overdue: QueueLength
    suspense: QueueLength
    payment_tasks: QueueLength
    unmatched: QueueLength
    quarantine: QueueLength
    addresses: QueueLength


class Today(BaseModel):
    """How the day goes so far, and what is owed and waits as of now."""

    day: Day
    calls: CallTotals
    refusals: list[Refusals]
    revenue: RevenueSum
    owed: Ageing
    waiting: WaitingNow
