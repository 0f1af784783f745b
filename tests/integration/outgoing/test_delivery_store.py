"""Endpoints and deliveries as the table keeps them; claims and messages under contention."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Barrier
from typing import Any

import pytest

from agentline.adapters.delivery_queue import LONGEST_DELAY_SECONDS, SqsDeliveryQueue, read_call
from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.dynamodb.rows import Row
from agentline.domain.outgoing_event import EventIdError, EventType
from agentline.domain.webhook_delivery import (
    Attempt,
    Delivery,
    DeliveryState,
    Endpoint,
    EndpointState,
    begin_attempt,
    conclude,
    disable,
    open_delivery,
    reopen,
    rotate,
)
from agentline.outgoing_ports import (
    Call,
    DeliveryChangedError,
    DeliveryMissingError,
    EndpointChangedError,
    EndpointMissingError,
)
from agentline.services.deliver_events import LOST_AFTER, requeue_stale
from tests.examples import NOON
from tests.outgoing import DOWN, OK, SILENT, FakeDeliveryQueue, an_endpoint, an_entry_of, an_event

_names = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the sweeper works with."""

    deliveries: TableDeliveries
    queue: FakeDeliveryQueue


@pytest.fixture
def endpoint(endpoints: TableEndpoints) -> Endpoint:
    """One nobody else uses, and nothing is published to."""
    kept = an_endpoint(f"ep_store{next(_names)}", frozenset({EventType.LIMIT_RAISED}))
    endpoints.add(kept, an_entry_of(kept))
    return kept


@pytest.fixture
def pending(endpoint: Endpoint, deliveries: TableDeliveries) -> Delivery:
    delivery = open_delivery(an_event(), endpoint, NOON)
    deliveries.open(delivery, NOON)
    return delivery


def test_an_endpoint_comes_back_as_it_was_kept(
    endpoints: TableEndpoints, endpoint: Endpoint
) -> None:
    assert endpoints.find(endpoint.id) == endpoint
    changed = replace(
        rotate(disable(endpoint, "anna", "moving", NOON), "whsec_bmV3", "first", NOON),
        types=None,
        failing_since=NOON,
    )
    kept = endpoints.change(changed)
    assert kept == replace(changed, version=1)
    assert endpoints.find(endpoint.id) == kept
    assert kept in endpoints.all()
    with pytest.raises(EndpointMissingError):
        endpoints.find("ep_nobody")


def test_of_two_changes_of_one_endpoint_the_second_must_look_again(
    endpoints: TableEndpoints, endpoint: Endpoint
) -> None:
    endpoints.change(disable(endpoint, "anna", "moving", NOON))
    with pytest.raises(EndpointChangedError):
        endpoints.change(rotate(endpoint, "whsec_bmV3", "first", NOON))
    assert endpoints.find(endpoint.id).state is EndpointState.DISABLED


def test_a_delivery_is_opened_once_and_kept_90_days(
    deliveries: TableDeliveries, pending: Delivery, client: Callable[[str], Any]
) -> None:
    deliveries.change(begin_attempt(pending, NOON))
    deliveries.open(pending, NOON)
    found = deliveries.find(pending.endpoint, pending.event)
    assert found == replace(begin_attempt(pending, NOON), version=1)
    item = client("dynamodb").get_item(
        TableName=Row.Meta.table_name,
        Key={
            "pk": {"S": f"DELIVERIES#{pending.endpoint}#2026-03-10"},
            "sk": {"S": pending.event},
        },
    )["Item"]
    assert int(item["expires"]["N"]) == int((NOON + timedelta(days=90)).timestamp())
    assert (item["todo"], item["todo_at"]) == ({"S": "delivery"}, {"S": "2026-03-10T12:01:00Z"})


def test_a_delivery_that_is_over_is_nothing_to_do_any_more(
    deliveries: TableDeliveries, pending: Delivery, client: Callable[[str], Any]
) -> None:
    begun = deliveries.change(begin_attempt(pending, NOON))
    over = deliveries.change(conclude(begun, OK, NOON, 0), Attempt(number=1, at=NOON, answer=OK))
    assert over.state is DeliveryState.DELIVERED
    assert deliveries.find(pending.endpoint, pending.event) == over
    assert deliveries.of_day(pending.endpoint, NOON.date()) == [over]
    item = client("dynamodb").get_item(
        TableName=Row.Meta.table_name,
        Key={
            "pk": {"S": f"DELIVERIES#{pending.endpoint}#2026-03-10"},
            "sk": {"S": pending.event},
        },
    )["Item"]
    assert "todo" not in item
    assert "todo_at" not in item
    assert deliveries.change(reopen(over, NOON)).next_at == NOON


def test_attempts_are_logged_in_order_with_what_came_of_them(
    deliveries: TableDeliveries, pending: Delivery
) -> None:
    delivery = pending
    made = []
    for number, answer in enumerate((DOWN, SILENT, OK), start=1):
        begun = deliveries.change(begin_attempt(delivery, NOON))
        attempt = Attempt(number=number, at=NOON + timedelta(hours=number), answer=answer)
        delivery = deliveries.change(conclude(begun, answer, NOON, 0.5), attempt)
        made.append(attempt)
    assert deliveries.attempts(delivery) == made
    assert delivery.next_at is None


def test_what_is_not_there_is_said_to_be_missing(
    deliveries: TableDeliveries, endpoint: Endpoint
) -> None:
    with pytest.raises(DeliveryMissingError):
        deliveries.find(endpoint.id, an_event(subject="nothing").id)
    for text in ("", "evt_1", "evt_20269999T000000Z_" + "0" * 24, "2026"):
        with pytest.raises(EventIdError):
            deliveries.find(endpoint.id, text)


def test_of_many_who_claim_one_attempt_one_gets_it(
    deliveries: TableDeliveries, pending: Delivery
) -> None:
    together = Barrier(8)

    def claim() -> bool:
        together.wait()
        try:
            deliveries.change(begin_attempt(pending, NOON))
        except DeliveryChangedError:
            return False
        return True

    with ThreadPoolExecutor(8) as claimants:
        claims = [claimants.submit(claim) for _ in range(8)]
        assert sum(claim.result() for claim in claims) == 1
    assert deliveries.find(pending.endpoint, pending.event).attempts == 1


def test_an_attempt_is_logged_with_its_delivery_or_not_at_all(
    deliveries: TableDeliveries, pending: Delivery
) -> None:
    begun = deliveries.change(begin_attempt(pending, NOON))
    deliveries.change(begin_attempt(begun, NOON))
    with pytest.raises(DeliveryChangedError):
        deliveries.change(conclude(begun, OK, NOON, 0), Attempt(number=1, at=NOON, answer=OK))
    assert deliveries.attempts(begun) == []
    assert deliveries.find(pending.endpoint, pending.event).is_pending


@pytest.mark.usefixtures("pending")
def test_the_sweeper_finds_what_is_long_due_and_nothing_else(
    deliveries: TableDeliveries, endpoint: Endpoint
) -> None:
    later = open_delivery(an_event(subject="later"), endpoint, NOON + timedelta(hours=1))
    deliveries.open(later, NOON)
    over = open_delivery(an_event(subject="over"), endpoint, NOON)
    deliveries.open(over, NOON)
    deliveries.change(conclude(begin_attempt(over, NOON), OK, NOON, 0))
    desk = Desk(deliveries=deliveries, queue=FakeDeliveryQueue())
    now = NOON + LOST_AFTER + timedelta(seconds=1)
    requeue_stale(desk, now)
    mine = [call.event for call in desk.queue.calls if call.endpoint == endpoint.id]
    assert mine == [an_event().id]


def test_a_message_waits_on_the_queue_and_says_what_was_put(
    client: Callable[[str], Any],
) -> None:
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="delivery-messages")["QueueUrl"]
    queue, now = SqsDeliveryQueue(url, sqs), datetime.now(UTC)
    call = Call(endpoint="ep_1", event=an_event().id, version=3, due=now)
    queue.put(call, now)
    [message] = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    assert read_call(message["Body"]) == call
    queue.put(replace(call, due=now + timedelta(days=1)), now)
    waiting = sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessagesDelayed"]
    )["Attributes"]
    assert waiting == {"ApproximateNumberOfMessagesDelayed": "1"}
    assert LONGEST_DELAY_SECONDS == 15 * 60
