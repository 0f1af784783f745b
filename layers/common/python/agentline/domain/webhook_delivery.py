"""How events are delivered to an endpoint: tried for days, and when it is given up."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from agentline.domain.outgoing_event import EventType, OutgoingEvent

# After the first attempt; in all 10 attempts in a little more than three days.
RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# Retries of many events that failed together are spread, each up to a fifth later.
LARGEST_JITTER = 0.2
LONGEST_FAILING = timedelta(days=5)
PREVIOUS_SECRET_VALID = timedelta(hours=24)
# Longer than an attempt may take, shorter than its message stays invisible.
ATTEMPT_LEASE = timedelta(seconds=60)

SYSTEM = "system"
GONE = 410
_SUCCESS = range(200, 300)

ENDPOINT_GONE = "it answered 410 Gone"
ENDPOINT_DISABLED = "the endpoint is disabled"
ATTEMPTS_USED_UP = "every attempt failed"


class EndpointState(StrEnum):
    ENABLED = "enabled"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address of the operator's that wants to be told.

    `types` are the events wanted, None for all there are and will be. `secret` signs; so does
    `previous_secret`, until `previous_until`. `reason`, `changed_by` and `changed_at` tell of the
    last change of state. `failing_since` is when the first of an unbroken row of attempts failed.
    `rotated_by` names the request that made the secret anew: told twice, it is done once.
    Every change is stored on the condition of `version`.
    """

    id: str
    url: str
    types: frozenset[EventType] | None
    secret: str = field(repr=False)
    added_at: datetime
    changed_by: str
    changed_at: datetime
    previous_secret: str | None = field(default=None, repr=False)
    previous_until: datetime | None = None
    state: EndpointState = EndpointState.ENABLED
    reason: str | None = None
    failing_since: datetime | None = None
    rotated_by: str | None = None
    version: int = 0

    @property
    def is_enabled(self) -> bool:
        return self.state is EndpointState.ENABLED

    def wants(self, kind: EventType) -> bool:
        return self.types is None or kind in self.types

    def secrets_at(self, now: datetime) -> tuple[str, ...]:
        """What to sign with, the newest first."""
        if self.previous_secret and self.previous_until and now < self.previous_until:
            return (self.secret, self.previous_secret)
        return (self.secret,)


def enable(endpoint: Endpoint, who: str, now: datetime) -> Endpoint:
    """The endpoint with a clean slate."""
    return replace(
        endpoint,
        state=EndpointState.ENABLED,
        reason=None,
        failing_since=None,
        changed_by=who,
        changed_at=now,
    )


def disable(endpoint: Endpoint, who: str, reason: str, now: datetime) -> Endpoint:
    return replace(
        endpoint, state=EndpointState.DISABLED, reason=reason, changed_by=who, changed_at=now
    )


def rotate(endpoint: Endpoint, secret: str, request: str, now: datetime) -> Endpoint:
    """The endpoint with a new secret, while the one until now still signs for a day."""
    if endpoint.rotated_by == request:
        return endpoint
    return replace(
        endpoint,
        secret=secret,
        rotated_by=request,
        previous_secret=endpoint.secret,
        previous_until=now + PREVIOUS_SECRET_VALID,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one POST: a status, or the word for what went wrong before there was one.

    `excerpt` is how the response's body begins.
    """

    milliseconds: int
    status: int | None = None
    failure: str | None = None
    excerpt: str = ""

    @property
    def is_success(self) -> bool:
        return self.status in _SUCCESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One POST of a delivery, the `number`-th, and what came of it."""

    number: int
    at: datetime
    answer: Answer


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One event on its way to one endpoint.

    `attempts` counts those begun, ever; `tries` those since it was last opened.
    `next_at` is when the next attempt is due while pending; during one, when that counts as lost.
    `reason` tells why it failed. Every change is stored on the condition of `version`.
    """

    endpoint: str
    event: str
    type: EventType
    at: datetime
    body: str
    state: DeliveryState
    attempts: int = 0
    tries: int = 0
    next_at: datetime | None = None
    reason: str | None = None
    version: int = 0

    @property
    def is_pending(self) -> bool:
        return self.state is DeliveryState.PENDING

    @property
    def is_used_up(self) -> bool:
        """Whether no further attempt is to be made; one that was lost counts like any other."""
        return self.tries > len(RETRY_AFTER)


def open_delivery(event: OutgoingEvent, endpoint: Endpoint, now: datetime) -> Delivery:
    """To a disabled endpoint it fails at once, which keeps it where it can be sent again."""
    is_enabled = endpoint.is_enabled
    return Delivery(
        endpoint=endpoint.id,
        event=event.id,
        type=event.type,
        at=event.at,
        body=event.body,
        state=DeliveryState.PENDING if is_enabled else DeliveryState.FAILED,
        next_at=now if is_enabled else None,
        reason=None if is_enabled else ENDPOINT_DISABLED,
    )


def begin_attempt(delivery: Delivery, now: datetime) -> Delivery:
    return replace(
        delivery,
        attempts=delivery.attempts + 1,
        tries=delivery.tries + 1,
        next_at=now + ATTEMPT_LEASE,
    )


def give_up(delivery: Delivery, reason: str) -> Delivery:
    return replace(delivery, state=DeliveryState.FAILED, next_at=None, reason=reason)


def reopen(delivery: Delivery, now: datetime) -> Delivery:
    """The delivery from the start again, whatever came of it; its attempts stay counted."""
    return replace(delivery, state=DeliveryState.PENDING, next_at=now, tries=0, reason=None)


def conclude(delivery: Delivery, answer: Answer, now: datetime, jitter: float) -> Delivery:
    """The delivery after an attempt. `jitter` is a random number from 0 to 1."""
    if answer.is_success:
        return replace(delivery, state=DeliveryState.DELIVERED, next_at=None)
    if answer.status == GONE:
        return give_up(delivery, ENDPOINT_GONE)
    if delivery.is_used_up:
        return give_up(delivery, ATTEMPTS_USED_UP)
    wait = RETRY_AFTER[delivery.tries - 1] * (1 + LARGEST_JITTER * jitter)
    return replace(delivery, next_at=now + wait)


def judge(endpoint: Endpoint, answer: Answer, now: datetime) -> Endpoint:
    """The endpoint after an attempt: it may be gone, or have failed for too long."""
    if answer.is_success:
        return replace(endpoint, failing_since=None)
    if answer.status == GONE:
        return disable(endpoint, SYSTEM, ENDPOINT_GONE, now)
    since = endpoint.failing_since or now
    failing = replace(endpoint, failing_since=since)
    if now - since < LONGEST_FAILING:
        return failing
    return disable(failing, SYSTEM, f"every attempt failed since {since:%Y-%m-%d %H:%M} UTC", now)
