"""What the tests of outgoing events share: examples, and stand-ins for the ports in memory."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from agentline.domain.audit import AuditEntry
from agentline.domain.endpoint_audit import WEBHOOK_ADDED, audit_endpoint
from agentline.domain.outgoing_event import EventType, OutgoingEvent, day_of, event_id
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import (
    Answer,
    Attempt,
    Delivery,
    Endpoint,
    EndpointState,
)
from agentline.outgoing_ports import (
    Call,
    DeliveryChangedError,
    DeliveryMissingError,
    EndpointChangedError,
    EndpointMissingError,
    EndpointUrlError,
    Letter,
)
from agentline.services.deliver_events import DeliveryDesk, meet_call
from agentline.services.publish_events import PublishingDesk, publish
from tests.fakes import NOON, FakeClock

SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
URL = "https://hooks.example.com/agentline"
OK = Answer(milliseconds=12, status=204)
DOWN = Answer(milliseconds=7, status=503, excerpt="try later")
GONE = Answer(milliseconds=3, status=410)
SILENT = Answer(milliseconds=15_000, failure="timed_out")
ANNA = Actor(who="anna", why="moving house", at=NOON)


def an_event(
    kind: EventType = EventType.ORDER_CREATED, subject: str = "contact-1", at: datetime = NOON
) -> OutgoingEvent:
    return OutgoingEvent(
        id=event_id(kind, at, subject), type=kind, at=at, body=f'{{"type":"{kind.value}"}}'
    )


def an_endpoint(
    name: str = "ep_1",
    types: frozenset[EventType] | None = None,
    state: EndpointState = EndpointState.ENABLED,
    url: str = URL,
) -> Endpoint:
    return Endpoint(
        id=name,
        url=url,
        types=types,
        secret=SECRET,
        added_at=NOON,
        changed_by="staff",
        changed_at=NOON,
        state=state,
    )


def an_entry_of(endpoint: Endpoint) -> AuditEntry:
    """That tells of a new endpoint."""
    return audit_endpoint(WEBHOOK_ADDED, None, endpoint, ANNA)


@dataclass
class FakeEndpoints:
    """`contested` changes meet somebody else's first."""

    kept: dict[str, Endpoint] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    contested: int = 0

    def add(self, endpoint: Endpoint, audit: AuditEntry | None = None) -> Endpoint:
        if audit and endpoint.id not in self.kept:
            self.audit.append(audit)
        return self.kept.setdefault(endpoint.id, endpoint)

    def all(self) -> Sequence[Endpoint]:
        return sorted(self.kept.values(), key=lambda each: (each.added_at, each.id))

    def find(self, endpoint: str) -> Endpoint:
        if endpoint not in self.kept:
            raise EndpointMissingError(f"there is no endpoint {endpoint}")
        return self.kept[endpoint]

    def change(self, endpoint: Endpoint, audit: AuditEntry | None = None) -> Endpoint:
        before = self.kept[endpoint.id]
        if self.contested:
            self.contested -= 1
            before = self.kept[endpoint.id] = replace(before, version=before.version + 1)
        if before.version != endpoint.version:
            raise EndpointChangedError
        if audit:
            self.audit.append(audit)
        self.kept[endpoint.id] = replace(endpoint, version=endpoint.version + 1)
        return self.kept[endpoint.id]


@dataclass
class FakeDeliveries:
    """Endpoints in `failing` cannot be written for."""

    kept: dict[tuple[str, str], Delivery] = field(default_factory=dict)
    logged: dict[tuple[str, str], list[Attempt]] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    audit: list[AuditEntry] = field(default_factory=list)

    def open(self, delivery: Delivery, now: datetime) -> None:
        assert now.tzinfo
        if delivery.endpoint in self.failing:
            raise OSError("the store does not answer")
        self.kept.setdefault((delivery.endpoint, delivery.event), delivery)

    def find(self, endpoint: str, event: str) -> Delivery:
        try:
            return self.kept[endpoint, event]
        except KeyError:
            raise DeliveryMissingError from None

    def change(
        self,
        delivery: Delivery,
        attempt: Attempt | None = None,
        audit: AuditEntry | None = None,
    ) -> Delivery:
        key = (delivery.endpoint, delivery.event)
        if self.kept[key].version != delivery.version:
            raise DeliveryChangedError
        self.kept[key] = replace(delivery, version=delivery.version + 1)
        if attempt:
            self.logged.setdefault(key, []).append(attempt)
        if audit:
            self.audit.append(audit)
        return self.kept[key]

    def of_day(self, endpoint: str, day: date) -> Sequence[Delivery]:
        return [
            self.kept[key]
            for key in sorted(self.kept)
            if key[0] == endpoint and day_of(key[1]) == day
        ]

    def attempts(self, delivery: Delivery) -> Sequence[Attempt]:
        return self.logged.get((delivery.endpoint, delivery.event), [])

    def overdue(self, before: datetime) -> Sequence[Delivery]:
        return [each for each in self.kept.values() if each.next_at and each.next_at < before]


@dataclass
class FakeDeliveryQueue:
    calls: list[Call] = field(default_factory=list)

    def put(self, call: Call, now: datetime) -> None:
        assert now.tzinfo
        self.calls.append(call)


@dataclass
class FakePostman:
    """Answers in order, the last one for ever; `before_answering` is what happens meanwhile."""

    answers: list[Answer] = field(default_factory=lambda: [OK])
    posted: list[tuple[datetime, Letter]] = field(default_factory=list)
    before_answering: Callable[[], None] = lambda: None

    def check_url(self, url: str) -> None:
        if not url.startswith("https://"):
            raise EndpointUrlError("must be https")

    def post(self, letter: Letter, now: datetime) -> Answer:
        self.posted.append((now, letter))
        self.before_answering()
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class PostOffice:
    """Publisher and deliverer over one store in memory, with a clock that can be run on."""

    def __init__(self) -> None:
        self.endpoints = FakeEndpoints()
        self.deliveries = FakeDeliveries()
        self.queue = FakeDeliveryQueue()
        self.postman = FakePostman()
        self.clock = FakeClock()
        self.counted: Counter[str] = Counter()
        self.publishing = PublishingDesk(
            endpoints=self.endpoints,
            deliveries=self.deliveries,
            queue=self.queue,
            clock=self.clock,
            count=lambda name: self.counted.update([name]),
        )
        self.delivering = DeliveryDesk(
            endpoints=self.endpoints,
            deliveries=self.deliveries,
            queue=self.queue,
            postman=self.postman,
            clock=self.clock,
            jitter=lambda: 0.0,
            count=lambda name: self.counted.update([name]),
        )

    def publish(self, event: OutgoingEvent) -> None:
        publish(event, self.endpoints.all(), self.publishing)

    def delivery(self, event: OutgoingEvent, endpoint: str = "ep_1") -> Delivery:
        return self.deliveries.find(endpoint, event.id)

    def wake(self) -> None:
        """Let the clock run to the first message that is due, and meet it."""
        call = min(self.queue.calls, key=lambda call: call.due)
        self.queue.calls.remove(call)
        self.clock.now = max(self.clock.now, call.due)
        meet_call(call, self.delivering)

    def run(self) -> None:
        while self.queue.calls:
            self.wake()

    def pass_time(self, time: timedelta) -> None:
        self.clock.pass_time(time)
