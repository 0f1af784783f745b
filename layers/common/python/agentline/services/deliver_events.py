"""Deliveries are attempted until they arrive or are given up, days later; each attempt is logged.

A delivery's row says what is due; messages on the queue only wake us. Before each attempt it is
claimed, so that of several messages, duplicates and strays, one acts. An attempt that was lost with
its worker is due again when its lease ends: a receiver may then get the same event, with the same
webhook-id, twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from agentline.domain.endpoint_audit import WEBHOOK_DISABLED, audit_endpoint
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import (
    ATTEMPTS_USED_UP,
    ENDPOINT_DISABLED,
    SYSTEM,
    Answer,
    Attempt,
    Delivery,
    Endpoint,
    begin_attempt,
    conclude,
    give_up,
    judge,
)
from agentline.outgoing_ports import (
    Call,
    DeliveryChangedError,
    DeliveryLog,
    DeliveryMissingError,
    DeliveryQueue,
    EndpointBook,
    EndpointChangedError,
    Letter,
    Postman,
)
from agentline.ports import Clock
from agentline.services.conflict import attempts

# A message may be late by this much before it is taken for lost.
LOST_AFTER = timedelta(minutes=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDesk:
    """What delivering works with.

    `jitter` gives random numbers from 0 to 1, `count` adds to a metric by its name.
    """

    endpoints: EndpointBook
    deliveries: DeliveryLog
    queue: DeliveryQueue
    postman: Postman
    clock: Clock
    jitter: Callable[[], float]
    count: Callable[[str], None]


class SweepingDesk(Protocol):
    """What the sweeper needs to work with; other desks have it."""

    @property
    def deliveries(self) -> DeliveryLog: ...

    @property
    def queue(self) -> DeliveryQueue: ...


def meet_call(call: Call, desk: DeliveryDesk) -> None:
    """A message woke us: attempt the delivery if it is due, wait on if it is early."""
    now = desk.clock()
    try:
        delivery = desk.deliveries.find(call.endpoint, call.event)
    except DeliveryMissingError:
        return
    if delivery.next_at is None:
        return
    if now < delivery.next_at:
        # A message of another version is a stray: whoever made that version sent its own.
        if call.version == delivery.version:
            desk.queue.put(call, now)
        return
    endpoint = desk.endpoints.find(call.endpoint)
    try:
        if not endpoint.is_enabled:
            desk.deliveries.change(give_up(delivery, ENDPOINT_DISABLED))
        elif delivery.is_used_up:
            desk.deliveries.change(give_up(delivery, ATTEMPTS_USED_UP))
        else:
            _attempt(delivery, endpoint, now, desk)
    except DeliveryChangedError:
        desk.count("DeliveriesContested")


def requeue_stale(desk: SweepingDesk, now: datetime) -> int:
    """Send messages anew for deliveries that are long due: theirs were lost. How many."""
    stale = desk.deliveries.overdue(now - LOST_AFTER)
    for delivery in stale:
        desk.queue.put(call_for(delivery, now), now)
    return len(stale)


def call_for(delivery: Delivery, now: datetime) -> Call:
    """The message for a delivery as it is."""
    return Call(
        endpoint=delivery.endpoint,
        event=delivery.event,
        version=delivery.version,
        due=delivery.next_at or now,
    )


def _attempt(delivery: Delivery, endpoint: Endpoint, now: datetime, desk: DeliveryDesk) -> None:
    begun = desk.deliveries.change(begin_attempt(delivery, now))
    letter = Letter(
        url=endpoint.url, event=begun.event, body=begun.body, secrets=endpoint.secrets_at(now)
    )
    answer = desk.postman.post(letter, now)
    ended_at = desk.clock()
    concluded = desk.deliveries.change(
        conclude(begun, answer, ended_at, desk.jitter()),
        Attempt(number=begun.attempts, at=now, answer=answer),
    )
    desk.count("DeliveriesMade" if answer.is_success else "AttemptsFailed")
    if concluded.is_pending:
        desk.queue.put(call_for(concluded, ended_at), ended_at)
    elif not answer.is_success:
        desk.count("DeliveriesFailed")
    _note(endpoint, answer, ended_at, desk)


def _note(endpoint: Endpoint, answer: Answer, now: datetime, desk: DeliveryDesk) -> None:
    """Keep what the attempt tells of the endpoint, if that is anything new."""
    retries = attempts()
    while (judged := judge(endpoint, answer, now)) != endpoint:
        next(retries)
        is_disabled = endpoint.is_enabled and not judged.is_enabled
        by = Actor(who=SYSTEM, why=judged.reason or "", at=now)
        entry = audit_endpoint(WEBHOOK_DISABLED, endpoint, judged, by) if is_disabled else None
        try:
            desk.endpoints.change(judged, entry)
        except EndpointChangedError:
            endpoint = desk.endpoints.find(endpoint.id)
        else:
            if is_disabled:
                desk.count("EndpointsDisabled")
            return
