"""The audit trail."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.days import any_days, latest_days
from admin_api.operations import Operations
from admin_api.schemas import audit as schemas
from admin_api.schemas.common import (
    DEFAULT_LIMIT,
    Cursor,
    CustomerNumber,
    DayInQuery,
    Limit,
    Words,
)
from admin_api.visit import VisitIn
from agentline.domain.audit import AuditEntry

operations = Operations("audit", "Who changed what, and why")

_DAYS_BACK = 7
_What = Annotated[str | None, Query(pattern=r"^[a-z_]{1,60}$", examples=["limit_changed"])]


@operations.operation("GET", "/audit", id="list_audit_entries", summary="List the audit trail")
def list_audit_entries(
    visit: VisitIn,
    customer: Annotated[CustomerNumber | None, Query()] = None,
    since: DayInQuery = None,
    until: DayInQuery = None,
    who: Annotated[Words | None, Query()] = None,
    what: _What = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.AuditPage:
    """Of the days (UTC) from `since` up to and including `until`, the newest first: all that was
    done to a customer, else what people did to any and what concerns none, of the last week unless
    you say which days. A page may be short, even empty, and lead on."""

    def is_wanted(entry: AuditEntry) -> bool:
        return who in (None, entry.who) and what in (None, entry.what)

    trail, position = visit.desk.trail(), visit.position(cursor)
    if customer:
        days = any_days(since, until)
        found = trail.of_customer(customer, *days, limit, position, is_wanted)
    else:
        days = latest_days(since, until, visit.now, _DAYS_BACK)
        found = trail.of_days(*days, limit, position, is_wanted)
    return schemas.AuditPage(
        items=list(map(tell_entry, found.items)), next=visit.cursor(found.position)
    )


def tell_entry(entry: AuditEntry) -> schemas.AuditEntry:
    return schemas.AuditEntry(
        at=entry.at,
        who=entry.who,
        what=entry.what,
        customer=entry.customer,
        subject=entry.subject,
        before=entry.before,
        after=entry.after,
        why=entry.why,
    )
