"""What the operator does with endpoints: add, enable, disable, rotate the secret, send again."""

import secrets
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import (
    Delivery,
    DeliveryState,
    Endpoint,
    disable,
    enable,
    reopen,
    rotate,
)
from agentline.outgoing_ports import DeliveryLog, EndpointBook, EndpointChangedError
from agentline.services.conflict import attempts
from agentline.services.deliver_events import DeliveryDesk, call_for

_SECRET_BYTES = 32


class EndpointDisabledError(Exception):
    """Nothing is sent to the endpoint until it is enabled."""


class DeliveryPendingError(Exception):
    """The delivery is still being attempted."""


def add_endpoint(
    url: str, types: Collection[EventType] | None, who: str, desk: DeliveryDesk
) -> Endpoint:
    """Tell a URL of these types of events, of all for None, from now on.

    The secret in it is to be shown now, and never again. Raises EndpointUrlError.
    """
    desk.postman.check_url(url)
    now = desk.clock()
    endpoint = Endpoint(
        id=f"ep_{secrets.token_hex(6)}",
        url=url,
        types=None if types is None else frozenset(types),
        secret=_new_secret(),
        added_at=now,
        changed_by=who,
        changed_at=now,
    )
    desk.endpoints.add(endpoint)
    return endpoint


def enable_endpoint(endpoint: str, who: str, book: EndpointBook, now: datetime) -> Endpoint:
    """Raises EndpointMissingError."""
    return _change(endpoint, book, lambda found: enable(found, who, now))


def disable_endpoint(
    endpoint: str, who: str, reason: str, book: EndpointBook, now: datetime
) -> Endpoint:
    """What is pending for it fails when it is due. Raises EndpointMissingError."""
    return _change(endpoint, book, lambda found: disable(found, who, reason, now))


def rotate_secret(endpoint: str, book: EndpointBook, now: datetime) -> Endpoint:
    """Make a new secret; until `previous_until` the old one signs too.

    The secret in it is to be shown now, and never again. Raises EndpointMissingError.
    """
    secret = _new_secret()
    return _change(endpoint, book, lambda found: rotate(found, secret, now))


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


def resend(deliveries: Sequence[Delivery], desk: DeliveryDesk) -> None:
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
        desk.queue.put(call_for(desk.deliveries.change(reopen(delivery, now)), now), now)


def _change(endpoint: str, book: EndpointBook, decide: Callable[[Endpoint], Endpoint]) -> Endpoint:
    retries = attempts()
    while True:
        next(retries)
        try:
            return book.change(decide(book.find(endpoint)))
        except EndpointChangedError:
            continue


def _new_secret() -> str:
    """A secret of Standard Webhooks."""
    return "whsec_" + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
