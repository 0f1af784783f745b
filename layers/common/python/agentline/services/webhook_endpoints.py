"""What the operator does with endpoints: add, enable, disable, rotate the secret, send again."""

import secrets
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta

from agentline.domain.endpoint_audit import (
    WEBHOOK_ADDED,
    WEBHOOK_DISABLED,
    WEBHOOK_ENABLED,
    WEBHOOK_ROTATED,
    audit_endpoint,
    audit_resending,
)
from agentline.domain.outgoing_event import EventType
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import (
    Delivery,
    DeliveryState,
    Endpoint,
    disable,
    enable,
    reopen,
    rotate,
)
from agentline.outgoing_ports import (
    DeliveryLog,
    EndpointBook,
    EndpointChangedError,
    EndpointExistsError,
)
from agentline.services.conflict import attempts
from agentline.services.deliver_events import DeliveryDesk, call_for

_SECRET_BYTES = 32


class EndpointDisabledError(Exception):
    """Nothing is sent to the endpoint until it is enabled."""


class DeliveryPendingError(Exception):
    """The delivery is still being attempted."""


def add_endpoint(
    url: str, types: Collection[EventType] | None, request: str, by: Actor, desk: DeliveryDesk
) -> Endpoint:
    """Tell a URL of these types of events, of all for None, from now on.

    The endpoint is named by the `request`, and one request adds one. The secret in it is to be
    shown now, and never again. Raises EndpointUrlError, EndpointExistsError.
    """
    desk.postman.check_url(url)
    endpoint = Endpoint(
        id=f"ep_{request}",
        url=url,
        types=None if types is None else frozenset(types),
        secret=_new_secret(),
        added_at=by.at,
        changed_by=by.who,
        changed_at=by.at,
    )
    kept = desk.endpoints.add(endpoint, audit_endpoint(WEBHOOK_ADDED, None, endpoint, by))
    if (kept.url, kept.types) != (endpoint.url, endpoint.types):
        raise EndpointExistsError(f"endpoint {endpoint.id} is there, for another URL or events")
    return kept


def enable_endpoint(endpoint: str, by: Actor, book: EndpointBook) -> Endpoint:
    """Raises EndpointMissingError."""
    return _change(endpoint, book, WEBHOOK_ENABLED, by, lambda found: enable(found, by.who, by.at))


def disable_endpoint(endpoint: str, by: Actor, book: EndpointBook) -> Endpoint:
    """What is pending for it fails when it is due. Raises EndpointMissingError."""
    return _change(
        endpoint, book, WEBHOOK_DISABLED, by, lambda found: disable(found, by.who, by.why, by.at)
    )


def rotate_secret(endpoint: str, request: str, by: Actor, book: EndpointBook) -> Endpoint:
    """Make a new secret, once a request; until `previous_until` the old one signs too.

    The secret in it is to be shown now, and never again. Raises EndpointMissingError.
    """
    secret = _new_secret()
    return _change(
        endpoint, book, WEBHOOK_ROTATED, by, lambda found: rotate(found, secret, request, by.at)
    )


def find_deliveries(
    endpoint: str,
    since: date,
    until: date,
    state: DeliveryState | None,
    deliveries: DeliveryLog,
) -> Iterator[Delivery]:
    """Deliveries of events from the day `since` up to and including `until`, newest first."""
    for days in range((until - since).days + 1):
        for delivery in reversed(deliveries.of_day(endpoint, until - timedelta(days=days))):
            if state in (None, delivery.state):
                yield delivery


def resend(deliveries: Sequence[Delivery], by: Actor, desk: DeliveryDesk) -> None:
    """Have deliveries to one endpoint attempted anew, with all their retries.

    Raises EndpointMissingError, EndpointDisabledError, DeliveryPendingError, DeliveryChangedError.
    """
    for endpoint in {delivery.endpoint for delivery in deliveries}:
        if not desk.endpoints.find(endpoint).is_enabled:
            raise EndpointDisabledError(f"endpoint {endpoint} is disabled: enable it first")
    for delivery in deliveries:
        if delivery.is_pending:
            raise DeliveryPendingError(f"{delivery.event} is still being attempted")
        now = desk.clock()
        entry = audit_resending(delivery, by)
        reopened = desk.deliveries.change(reopen(delivery, now), audit=entry)
        desk.queue.put(call_for(reopened, now), now)


def _change(
    endpoint: str,
    book: EndpointBook,
    what: str,
    by: Actor,
    decide: Callable[[Endpoint], Endpoint],
) -> Endpoint:
    retries = attempts()
    while True:
        next(retries)
        found = book.find(endpoint)
        changed = decide(found)
        if changed == found:
            return found
        try:
            return book.change(changed, audit_endpoint(what, found, changed, by))
        except EndpointChangedError:
            continue


def _new_secret() -> str:
    """A secret of Standard Webhooks."""
    return "whsec_" + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
