"""Events become deliveries: one for each endpoint that wants to be told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agentline.domain.outgoing_event import OutgoingEvent
from agentline.domain.webhook_delivery import Endpoint, open_delivery
from agentline.outgoing_ports import Call, DeliveryLog, DeliveryQueue, EndpointBook
from agentline.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingDesk:
    """What publishing works with. `count` adds to a metric by its name."""

    endpoints: EndpointBook
    deliveries: DeliveryLog
    queue: DeliveryQueue
    clock: Clock
    count: Callable[[str], None]


def publish(event: OutgoingEvent, endpoints: Sequence[Endpoint], desk: PublishingDesk) -> None:
    """Open a delivery to every endpoint that wants the event, and have it seen to.

    Told again, an event opens nothing new; its message is sent again, since that may be what was
    missing, and does nothing where it was not. An endpoint that fails does not hinder the others:
    all are tried, then an ExceptionGroup is raised.
    """
    failures: list[Exception] = []
    for endpoint in endpoints:
        if not endpoint.wants(event.type):
            continue
        try:
            _publish_to(endpoint, event, desk)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("not every endpoint could be seen to", failures)
    desk.count("EventsPublished")


def _publish_to(endpoint: Endpoint, event: OutgoingEvent, desk: PublishingDesk) -> None:
    now = desk.clock()
    delivery = open_delivery(event, endpoint, now)
    desk.deliveries.open(delivery, now)
    if delivery.next_at:
        call = Call(
            endpoint=endpoint.id, event=event.id, version=delivery.version, due=delivery.next_at
        )
        desk.queue.put(call, now)
