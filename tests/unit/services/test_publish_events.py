"""Events are published once to whoever wants them, whatever goes wrong in between."""

import pytest

from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import DeliveryState
from tests.fakes import NOON
from tests.outgoing import OK, URL, PostOffice, an_endpoint, an_event

EVENT = an_event()


@pytest.fixture
def office() -> PostOffice:
    office = PostOffice()
    office.endpoints.add(an_endpoint())
    return office


def test_an_event_is_posted_once_to_each_endpoint_that_wants_it(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint("ep_2", frozenset({EventType.LIMIT_RAISED})))
    office.endpoints.add(an_endpoint("ep_3", frozenset({EVENT.type}), url=f"{URL}/3"))
    office.publish(EVENT)
    office.run()
    assert [letter.url for _, letter in office.postman.posted] == [URL, f"{URL}/3"]
    assert {letter.event for _, letter in office.postman.posted} == {EVENT.id}
    assert office.delivery(EVENT).state is DeliveryState.DELIVERED
    assert office.delivery(EVENT).next_at is None
    [attempt] = office.deliveries.attempts(office.delivery(EVENT))
    assert (attempt.number, attempt.at, attempt.answer) == (1, NOON, OK)


def test_an_event_told_again_by_the_stream_is_not_posted_again(office: PostOffice) -> None:
    office.publish(EVENT)
    office.publish(EVENT)
    office.run()
    office.publish(EVENT)
    office.run()
    assert len(office.postman.posted) == 1
    assert len(office.deliveries.kept) == 1


def test_an_endpoint_that_cannot_be_written_for_loses_nothing_for_the_others(
    office: PostOffice,
) -> None:
    office.endpoints.add(an_endpoint("ep_2"))
    office.deliveries.failing = {"ep_1"}
    with pytest.raises(ExceptionGroup):
        office.publish(EVENT)
    office.run()
    assert office.delivery(EVENT, "ep_2").state is DeliveryState.DELIVERED
    office.deliveries.failing.clear()
    office.publish(EVENT)
    office.run()
    assert office.delivery(EVENT, "ep_1").state is DeliveryState.DELIVERED
    assert len(office.postman.posted) == 2


def test_a_message_lost_between_row_and_queue_is_sent_when_the_stream_tells_again(
    office: PostOffice,
) -> None:
    office.publish(EVENT)
    office.queue.calls.clear()
    office.publish(EVENT)
    office.run()
    assert len(office.postman.posted) == 1
