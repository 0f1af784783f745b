"""What the operator's own systems are told, each time once, under an id that never changes."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

_TIME_FORMAT = "%Y%m%dT%H%M%SZ"


class EventType(StrEnum):
    """What can be subscribed to."""

    CUSTOMER_REGISTERED = "customer.registered"
    CALL_REFUSED = "call.refused"
    ORDER_CREATED = "order.created"
    INVOICE_CLOSED = "invoice.closed"
    INVOICE_DISPATCHED = "invoice.dispatched"
    PAYMENT_RECEIVED = "payment.received"
    LIMIT_RAISED = "limit.raised"


class EventIdError(ValueError):
    """A text is no event id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingEvent:
    """Something that happened at `at`, and the JSON `body` that tells it.

    The body is written once, so that every delivery of the event says the same.
    """

    id: str
    type: EventType
    at: datetime
    body: str


def event_id(kind: EventType, at: datetime, subject: str) -> str:
    """The same id whenever the same thing is told again: `evt_20261123T101500Z_<24 hex>`.

    `subject` is what the event is about, such as the key of a row. The time makes ids sort, and
    tells where an event is kept.
    """
    time = at.astimezone(UTC).strftime(_TIME_FORMAT)
    digest = hashlib.sha256(f"{kind.value}\n{subject}".encode()).hexdigest()
    return f"evt_{time}_{digest[:24]}"


def day_of(event: str) -> date:
    """The day in the id of an event. Raises EventIdError."""
    prefix, _, rest = event.partition("_")
    time, _, digest = rest.partition("_")
    try:
        day = datetime.strptime(time, _TIME_FORMAT).replace(tzinfo=UTC).date()
    except ValueError:
        day = None
    if prefix != "evt" or day is None or len(digest) != 24:
        raise EventIdError(f"{event[:60]!r} is no event id")
    return day
