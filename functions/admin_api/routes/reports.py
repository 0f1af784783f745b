"""Reports, recomputed whenever they are asked for."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.answers import tabled
from admin_api.operations import Operations
from admin_api.routes.periods import read_period
from admin_api.routes.report_mapping import (
    ageing_table,
    calls_table,
    refusals_table,
    revenue_table,
    tell_ageing,
    tell_calls,
    tell_refusals,
    tell_revenue,
    tell_today,
)
from admin_api.schemas import reports as schemas
from admin_api.schemas.common import DayInQuery
from admin_api.schemas.reports import FormatInQuery, ReportFormat
from admin_api.visit import VisitIn
from agentline.domain.period import Period, day_of
from agentline.domain.revenue import RevenueBy
from agentline.services.reports import (
    report_ageing,
    report_calls,
    report_revenue,
    report_today,
)

operations = Operations("reports", "Revenue, what is owed, calls and refusals")

_MEDIA = ("application/json", "text/csv")
_PERIOD = ("period_refused", "report_too_large")


@operations.operation(
    "GET",
    "/reports/revenue",
    id="report_revenue",
    summary="Revenue by day, line or article",
    refusals=(*_PERIOD, "currency_mismatch"),
    media=_MEDIA,
)
def get_revenue(
    visit: VisitIn,
    by: Annotated[RevenueBy, Query()] = RevenueBy.DAY,
    since: DayInQuery = None,
    until: DayInQuery = None,
    format: FormatInQuery = ReportFormat.JSON,  # noqa: A002
) -> Response[schemas.Revenue | str]:
    """Of all orders of at most 92 days in Stockholm, the last 30 if it is not said. An order counts
    on the day its call began, a correction and a refund too; what staff entered when they did.
    Edits of drafts and credit notes are no orders, and left out."""
    period = read_period(since, until, visit.now)
    revenue = report_revenue(period, by, visit.desk.reports())
    table = revenue_table(revenue) if format is ReportFormat.CSV else None
    return tabled(tell_revenue(revenue, period), table, _name(f"revenue-by-{by}", period))


@operations.operation(
    "GET",
    "/reports/ageing",
    id="report_ageing",
    summary="What is owed, by age",
    refusals=("report_too_large", "currency_mismatch"),
    media=_MEDIA,
)
def get_ageing(
    visit: VisitIn,
    format: FormatInQuery = ReportFormat.JSON,  # noqa: A002
) -> Response[schemas.Ageing | str]:
    """Unpaid invoice bases of all customers as of now, by days after the due date; drafts, and
    those on their way to the ledger, apart."""
    day = day_of(visit.now)
    ageing = report_ageing(visit.now, visit.desk.reports())
    table = ageing_table(ageing) if format is ReportFormat.CSV else None
    return tabled(tell_ageing(ageing, day), table, f"ageing-{day}.csv")


@operations.operation(
    "GET",
    "/reports/calls",
    id="report_calls",
    summary="Calls by day and line",
    refusals=_PERIOD,
    media=_MEDIA,
)
def get_calls(
    visit: VisitIn,
    since: DayInQuery = None,
    until: DayInQuery = None,
    format: FormatInQuery = ReportFormat.JSON,  # noqa: A002
) -> Response[schemas.Calls | str]:
    """How many called and what was decided of them last, on at most 92 days in Stockholm."""
    period = read_period(since, until, visit.now)
    counts = report_calls(period, visit.desk.reports())
    table = calls_table(counts) if format is ReportFormat.CSV else None
    return tabled(tell_calls(counts, period), table, _name("calls", period))


@operations.operation(
    "GET",
    "/reports/refusals",
    id="report_refusals",
    summary="Refused calls by day, line and reason",
    refusals=_PERIOD,
    media=_MEDIA,
)
def get_refusals(
    visit: VisitIn,
    since: DayInQuery = None,
    until: DayInQuery = None,
    format: FormatInQuery = ReportFormat.JSON,  # noqa: A002
) -> Response[schemas.RefusalReport | str]:
    """Why callers were not put through, on at most 92 days in Stockholm."""
    period = read_period(since, until, visit.now)
    counts = report_calls(period, visit.desk.reports())
    table = refusals_table(counts) if format is ReportFormat.CSV else None
    return tabled(tell_refusals(counts, period), table, _name("refusals", period))


@operations.operation(
    "GET",
    "/reports/today",
    id="report_today",
    summary="How the day goes",
    refusals=("report_too_large", "currency_mismatch"),
)
def get_today(visit: VisitIn) -> schemas.Today:
    """Calls, revenue and refusals of today in Stockholm, what is owed, and what waits for staff."""
    return tell_today(report_today(visit.now, visit.desk.reports()))


def _name(report: str, period: Period) -> str:
    return f"{report}-{period.since}-{period.until}.csv"
