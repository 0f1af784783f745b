"""Where events are sent, and what came of each."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.days import latest_days
from admin_api.operations import Operations
from admin_api.problems import FieldError, ProblemError
from admin_api.routes.webhook_mapping import (
    tell_delivery,
    tell_endpoint,
    tell_secret,
    tell_summary,
)
from admin_api.schemas import webhook_endpoints as schemas
from admin_api.schemas.common import DEFAULT_LIMIT, Because, Cursor, DayInQuery, Limit
from admin_api.visit import VisitIn
from agentline.domain.webhook_delivery import DeliveryState
from agentline.outgoing_ports import EndpointUrlError
from agentline.services.webhook_endpoints import (
    add_endpoint,
    disable_endpoint,
    enable_endpoint,
    resend,
    rotate_secret,
)

operations = Operations("webhook endpoints", "Events to your own systems, and their deliveries")

_DAYS_BACK = 7
_MISSING = ("endpoint_missing",)
_REASON = {"reason": "the receiver is being moved"}


@operations.operation(
    "GET", "/webhook-endpoints", id="list_webhook_endpoints", summary="List webhook endpoints"
)
def list_webhook_endpoints(visit: VisitIn) -> schemas.EndpointPage:
    """All of them, the oldest first. Secrets are told when they are made, and never again."""
    endpoints = visit.desk.deliveries().endpoints.all()
    return schemas.EndpointPage(items=list(map(tell_endpoint, endpoints)), next=None)


@operations.operation(
    "POST",
    "/webhook-endpoints",
    id="add_webhook_endpoint",
    summary="Have events sent to a URL",
    status=201,
    shows_secret=True,
    refusals=("endpoint_exists",),
    example={"url": "https://hooks.example.com/agentline", "events": None, **_REASON},
)
def add_webhook_endpoint(body: schemas.AddEndpoint, visit: VisitIn) -> schemas.EndpointWithSecret:
    """From now on. Messages are signed as Standard Webhooks; the secret is told this once."""
    desk = visit.desk.deliveries()
    try:
        added = add_endpoint(body.url, body.events, visit.deed, visit.by(body.reason), desk)
    except EndpointUrlError as error:
        raise ProblemError(
            "invalid_input",
            f"body.url: {error}",
            errors=[FieldError(field="body.url", detail=str(error))],
        ) from error
    return tell_secret(added)


@operations.operation(
    "GET",
    "/webhook-endpoints/<endpoint>",
    id="get_webhook_endpoint",
    summary="One webhook endpoint",
    refusals=_MISSING,
)
def get_webhook_endpoint(
    endpoint: schemas.EndpointInPath, visit: VisitIn
) -> schemas.WebhookEndpoint:
    """Whether it is enabled, and since when it has been failing."""
    return tell_endpoint(visit.desk.deliveries().endpoints.find(endpoint))


@operations.operation(
    "POST",
    "/webhook-endpoints/<endpoint>/enabling",
    id="enable_webhook_endpoint",
    summary="Send events there again",
    refusals=_MISSING,
    example=_REASON,
)
def enable_webhook_endpoint(
    endpoint: schemas.EndpointInPath, body: Because, visit: VisitIn
) -> schemas.WebhookEndpoint:
    """What was missed is not sent by itself: see its deliveries."""
    book = visit.desk.deliveries().endpoints
    return tell_endpoint(enable_endpoint(endpoint, visit.by(body.reason), book))


@operations.operation(
    "POST",
    "/webhook-endpoints/<endpoint>/disabling",
    id="disable_webhook_endpoint",
    summary="Send nothing more there",
    refusals=_MISSING,
    example=_REASON,
)
def disable_webhook_endpoint(
    endpoint: schemas.EndpointInPath, body: Because, visit: VisitIn
) -> schemas.WebhookEndpoint:
    """What happens meanwhile is kept, and can be sent later."""
    book = visit.desk.deliveries().endpoints
    return tell_endpoint(disable_endpoint(endpoint, visit.by(body.reason), book))


@operations.operation(
    "POST",
    "/webhook-endpoints/<endpoint>/rotating",
    id="rotate_webhook_secret",
    summary="Make a new secret",
    shows_secret=True,
    refusals=_MISSING,
    example=_REASON,
)
def rotate_webhook_secret(
    endpoint: schemas.EndpointInPath, body: Because, visit: VisitIn
) -> schemas.EndpointWithSecret:
    """The one of before signs beside it for 24 hours. The new one is told this once."""
    book = visit.desk.deliveries().endpoints
    return tell_secret(rotate_secret(endpoint, visit.deed, visit.by(body.reason), book))


@operations.operation(
    "GET",
    "/webhook-endpoints/<endpoint>/deliveries",
    id="list_deliveries",
    summary="List deliveries to an endpoint",
    refusals=_MISSING,
)
def list_deliveries(
    endpoint: schemas.EndpointInPath,
    visit: VisitIn,
    since: DayInQuery = None,
    until: DayInQuery = None,
    state: Annotated[DeliveryState | None, Query()] = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
) -> schemas.DeliveryPage:
    """Of events of the days (UTC) from `since` up to and including `until`, the newest first; of
    the last week unless you say which. They are kept 90 days. A page may be short, and lead on."""
    visit.desk.deliveries().endpoints.find(endpoint)
    days = latest_days(since, until, visit.now, _DAYS_BACK)
    found = visit.desk.delivery_lists().of_days(
        endpoint, *days, state, limit, visit.position(cursor)
    )
    return schemas.DeliveryPage(
        items=list(map(tell_summary, found.items)), next=visit.cursor(found.position)
    )


@operations.operation(
    "GET",
    "/webhook-endpoints/<endpoint>/deliveries/<event>",
    id="get_delivery",
    summary="One delivery with its attempts",
    refusals=("delivery_missing",),
)
def get_delivery(
    endpoint: schemas.EndpointInPath, event: schemas.EventInPath, visit: VisitIn
) -> schemas.Delivery:
    """What was sent, and what each attempt was answered."""
    log = visit.desk.deliveries().deliveries
    delivery = log.find(endpoint, event)
    return tell_delivery(delivery, log.attempts(delivery))


@operations.operation(
    "POST",
    "/webhook-endpoints/<endpoint>/deliveries/<event>/resending",
    id="resend_delivery",
    summary="Send an event again",
    status=202,
    refusals=(*_MISSING, "delivery_missing", "endpoint_disabled", "delivery_pending"),
    example=_REASON,
)
def resend_delivery(
    endpoint: schemas.EndpointInPath, event: schemas.EventInPath, body: Because, visit: VisitIn
) -> schemas.Delivery:
    """With all its retries, whatever came of it before. It bears the same id."""
    desk = visit.desk.deliveries()
    resend([desk.deliveries.find(endpoint, event)], visit.by(body.reason), desk)
    delivery = desk.deliveries.find(endpoint, event)
    return tell_delivery(delivery, desk.deliveries.attempts(delivery))
