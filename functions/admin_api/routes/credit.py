"""A customer's credit: what is left of it, and by what rule it rises."""

from aws_lambda_powertools.event_handler import Response

from admin_api.answers import versioned
from admin_api.days import any_days
from admin_api.operations import Operations
from admin_api.routes.audit import tell_entry
from admin_api.routes.credit_mapping import read_terms, tell_credit, tell_limit_preview
from admin_api.schemas import credit as schemas
from admin_api.schemas.audit import AuditPage
from admin_api.schemas.common import DEFAULT_LIMIT, Cursor, CustomerInPath, Limit
from admin_api.visit import Visit, VisitIn
from agentline.domain.money import Money
from agentline.services.limits import (
    is_of_limit,
    preview_limit,
    see_limit,
    set_limit,
    set_terms,
)

operations = Operations("credit", "What customers may owe")

_MISSING = ("customer_missing",)
_REFUSALS = (*_MISSING, "customer_gone", "limit_refused")
_REASON = {"reason": "has paid every invoice for a year"}
_SEK_500 = {"amount": "500.00", "currency": "SEK"}


@operations.operation(
    "GET",
    "/customers/<customer>/credit",
    id="get_credit",
    summary="A customer's credit",
    gives_version=True,
    refusals=_MISSING,
)
def get_credit(customer: CustomerInPath, visit: VisitIn) -> Response[schemas.CreditStanding]:
    """As it counts at the next call. The ETag is of the limit and the customer's own terms, which
    are what staff change; calls and payments do not change it."""
    return _tell(customer, visit)


@operations.operation(
    "GET",
    "/customers/<customer>/credit/limit-preview",
    id="preview_limit",
    summary="What would another limit do?",
    refusals=_REFUSALS,
)
def preview_other_limit(
    customer: CustomerInPath, visit: VisitIn, limit: schemas.LimitInQuery
) -> schemas.LimitPreview:
    """Whether the open basis would close there and then. Nothing is stored."""
    desk = visit.desk.billing()
    currency = see_limit(customer, desk).account.limit.currency
    return tell_limit_preview(preview_limit(customer, Money.parse(limit, currency), desk))


@operations.operation(
    "PUT",
    "/customers/<customer>/credit/limit",
    id="change_limit",
    summary="Give a customer another limit",
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example={"limit": {"amount": "2500.00", "currency": "SEK"}, **_REASON},
)
def change_limit(
    customer: CustomerInPath, body: schemas.ChangeLimit, visit: VisitIn
) -> Response[schemas.CreditStanding]:
    """A lower one may close the open basis there and then: look at the preview first."""
    limit = body.limit.to_money()
    set_limit(customer, limit, visit.who, body.reason, visit.desk.billing(), seen=visit.seen)
    return _tell(customer, visit)


@operations.operation(
    "PUT",
    "/customers/<customer>/credit/terms",
    id="change_terms",
    summary="Agree on terms of their own with a customer",
    takes_version=True,
    gives_version=True,
    refusals=_REFUSALS,
    example={
        "due_days": 45,
        "limit_step": _SEK_500,
        "limit_cap": None,
        "limit_days": None,
        **_REASON,
    },
)
def change_terms(
    customer: CustomerInPath, body: schemas.ChangeTerms, visit: VisitIn
) -> Response[schemas.CreditStanding]:
    """In the place of all they had agreed before; what is null is the deployment's."""
    desk = visit.desk.billing()
    set_terms(customer, read_terms(body), visit.who, body.reason, desk, seen=visit.seen)
    return _tell(customer, visit)


@operations.operation(
    "GET",
    "/customers/<customer>/credit/history",
    id="list_credit_history",
    summary="How a limit came to be",
    refusals=_MISSING,
)
def list_credit_history(
    customer: CustomerInPath,
    visit: VisitIn,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> AuditPage:
    """The opening limit, every raise, raise undone, and change by hand, the newest first."""
    see_limit(customer, visit.desk.billing())
    found = visit.desk.trail().of_customer(
        customer, *any_days(None, None), limit, visit.position(cursor), is_of_limit
    )
    return AuditPage(items=list(map(tell_entry, found.items)), next=visit.cursor(found.position))


def _tell(customer: str, visit: Visit) -> Response[schemas.CreditStanding]:
    seen = see_limit(customer, visit.desk.billing())
    return versioned(tell_credit(seen, visit.now), seen.token)
