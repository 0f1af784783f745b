"""Calls: found by number, customer or day; traced; seen while they go on, and ended."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.day_ranges import read_days
from admin_api.operations import Operations
from admin_api.problems import FieldError, ProblemError
from admin_api.routes.call_mapping import Names, tell_hung_up, tell_listed, tell_live, tell_trace
from admin_api.schemas import calls as schemas
from admin_api.schemas.common import (
    DEFAULT_LANGUAGE,
    DEFAULT_LIMIT,
    AnySpelling,
    Because,
    Cursor,
    CustomerNumber,
    DayInQuery,
    LanguageInQuery,
    Limit,
)
from admin_api.visit import Visit, VisitIn
from agentline.adapters.phone_numbers import read_phone_number
from agentline.calls_ports import Span, Wanted
from agentline.domain.call import ADMISSIONS_KEPT, Verdict
from agentline.domain.phone_number import PhoneNumber
from agentline.services.hang_up import hang_up
from agentline.services.live_calls import find_live_calls
from agentline.services.trace_call import trace_call

operations = Operations("calls", "Calls, and why they were let in or not")

_ONE_DAY = timedelta(days=1)


@operations.operation("GET", "/calls", id="list_calls", summary="Find calls")
def list_calls(
    visit: VisitIn,
    number: Annotated[AnySpelling | None, Query()] = None,
    customer: Annotated[CustomerNumber | None, Query()] = None,
    since: DayInQuery = None,
    until: DayInQuery = None,
    line: Annotated[AnySpelling | None, Query()] = None,
    verdict: Annotated[Verdict | None, Query()] = None,
    language: LanguageInQuery = DEFAULT_LANGUAGE,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.CallPage:
    """The newest first, each step of a call by itself; what was decided a moment ago may be missing
    still. By the caller's number, or by customer, or else by days (UTC, both included), the last
    month if none are given. A page may be short, even empty, and still lead on."""
    journal, position = visit.desk.calls().journal, visit.position(cursor)
    wanted = Wanted(line=_line(line), verdict=verdict, customer=customer)
    days = _span(since, until, visit.now.date())
    span = days if since or until else None
    if number:
        found = journal.of_number(_caller(number), limit, position, span, wanted)
    elif customer:
        found = journal.of_customer(customer, limit, position, span, wanted)
    else:
        found = journal.of_span(days, limit, position, wanted)
    names = _names([step.customer for step in found.items], visit)
    return schemas.CallPage(
        items=[tell_listed(step, names, language) for step in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET", "/calls/live", id="list_live_calls", summary="Calls that go on just now"
)
def list_live_calls(
    visit: VisitIn, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
) -> schemas.LiveCallPage:
    """Those that credit is held for, the one let in last first. A page may be short, even empty,
    and still lead on."""
    found = find_live_calls(visit.desk.calls(), visit.now, limit, visit.position(cursor))
    names = _names([live.call.customer for live in found.items], visit)
    return schemas.LiveCallPage(
        items=[tell_live(live, names, visit.now) for live in found.items],
        next=visit.cursor(found.position),
    )


@operations.operation(
    "GET",
    "/calls/<call>",
    id="get_call",
    summary="All of one call: why was I refused?",
    refusals=("call_missing",),
)
def get_call(
    call: schemas.CallInPath, visit: VisitIn, language: LanguageInQuery = DEFAULT_LANGUAGE
) -> schemas.CallTrace:
    """Every step with what it rested on and what the caller heard (those before the last may follow
    a moment later); the price it kept; the hold as it is now; the orders that came of it."""
    trace = trace_call(call, visit.desk.calls(), visit.now, language)
    names = _names([trace.file.decided.customer], visit)
    return tell_trace(trace, names, visit.now, language)


@operations.operation(
    "POST",
    "/calls/<call>/hang-up",
    id="hang_up_call",
    summary="End a live call",
    refusals=("call_missing",),
    example={"reason": "threatens the agent"},
)
def hang_up_call(call: schemas.CallInPath, body: Because, visit: VisitIn) -> schemas.HungUp:
    """What is talked is charged as ever. A call that is over stays so, asked again or not."""
    desk = visit.desk
    by = visit.by(body.reason)
    return tell_hung_up(call, hang_up(call, by, desk.calls(), desk.telephony(), desk.trail()))


def _span(since: date | None, until: date | None, today: date) -> Span:
    first, last = read_days(since, until, today, ADMISSIONS_KEPT)
    return Span(since=_midnight(first), until=_midnight(last + _ONE_DAY))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(tzinfo=UTC))


def _caller(text: str) -> PhoneNumber:
    number = read_phone_number(text)
    if number is None:
        raise _wrong("query.number", "is no telephone number")
    return number


def _line(text: str | None) -> str | None:
    """A number that is none may have been called all the same."""
    return read_phone_number(text) or text


def _names(customers: Iterable[str | None], visit: Visit) -> Names:
    return visit.desk.invoices().names([customer for customer in customers if customer])


def _wrong(field: str, detail: str) -> ProblemError:
    return ProblemError(
        "invalid_input", f"{field}: {detail}", errors=[FieldError(field=field, detail=detail)]
    )
