"""Deliveries arrive or are given up, days later, and each attempt is made once."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from agentline.domain.webhook_delivery import (
    ATTEMPT_LEASE,
    ATTEMPTS_USED_UP,
    ENDPOINT_DISABLED,
    ENDPOINT_GONE,
    RETRY_AFTER,
    DeliveryState,
    EndpointState,
)
from agentline.services.deliver_events import LOST_AFTER, call_for, meet_call, requeue_stale
from tests.fakes import NOON
from tests.outgoing import DOWN, GONE, OK, SILENT, PostOffice, an_endpoint, an_event

EVENT = an_event()


@pytest.fixture
def office() -> PostOffice:
    office = PostOffice()
    office.endpoints.add(an_endpoint())
    return office


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def test_what_does_not_arrive_is_tried_for_three_days_and_then_given_up(
    office: PostOffice,
) -> None:
    office.postman.answers = [DOWN, SILENT]
    office.publish(EVENT)
    office.run()
    times = [at for at, _ in office.postman.posted]
    assert tuple(late - early for early, late in pairwise(times)) == RETRY_AFTER
    delivery = office.delivery(EVENT)
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, ATTEMPTS_USED_UP)
    logged = [attempt.answer for attempt in office.deliveries.attempts(delivery)]
    assert logged == [DOWN, *[SILENT] * 9]
    assert office.counted["DeliveriesFailed"] == 1


def test_the_schedule_is_the_documented_one_over_days() -> None:
    assert [int(wait.total_seconds()) for wait in RETRY_AFTER] == [
        5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]  # fmt: skip


def test_retries_are_spread_by_up_to_a_fifth(office: PostOffice) -> None:
    office.postman.answers = [DOWN, OK]
    office.delivering = replace(office.delivering, jitter=lambda: 1.0)
    office.publish(EVENT)
    office.run()
    [(first, _), (second, _)] = office.postman.posted
    assert second - first == timedelta(seconds=6)


def test_an_endpoint_that_comes_back_gets_the_same_event_under_the_same_id(
    office: PostOffice,
) -> None:
    office.postman.answers = [DOWN, DOWN, OK]
    office.publish(EVENT)
    office.run()
    assert len({letter for _, letter in office.postman.posted}) == 1
    assert office.delivery(EVENT).state is DeliveryState.DELIVERED
    assert office.endpoints.find("ep_1").failing_since is None


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 404, 429, 500, 199, 304])
def test_whatever_is_not_2xx_is_tried_again(office: PostOffice, status: int) -> None:
    office.postman.answers = [replace(DOWN, status=status), replace(OK, status=200)]
    office.publish(EVENT)
    office.run()
    assert len(office.postman.posted) == 2


def test_410_gone_disables_the_endpoint_and_nothing_more_is_posted(office: PostOffice) -> None:
    other = an_event(subject="contact-2")
    office.postman.answers = [GONE]
    office.publish(EVENT)
    office.publish(other)
    office.run()
    later = an_event(subject="contact-3")
    office.publish(later)
    office.run()
    endpoint = office.endpoints.find("ep_1")
    assert (endpoint.state, endpoint.reason) == (EndpointState.DISABLED, ENDPOINT_GONE)
    assert (endpoint.changed_by, endpoint.changed_at) == ("system", NOON)
    [entry] = office.endpoints.audit
    assert (entry.what, entry.who, entry.why) == ("webhook_disabled", "system", ENDPOINT_GONE)
    assert len(office.postman.posted) == 1
    assert office.delivery(EVENT).reason == ENDPOINT_GONE
    for kept in (other, later):
        assert office.delivery(kept).state is DeliveryState.FAILED
        assert office.delivery(kept).reason == ENDPOINT_DISABLED
    assert office.counted["EndpointsDisabled"] == 1


def test_an_endpoint_that_fails_for_five_days_straight_is_disabled(office: PostOffice) -> None:
    office.postman.answers = [DOWN]
    for day in range(5):
        office.publish(an_event(subject=f"contact-{day}"))
        office.wake()
        assert office.endpoints.find("ep_1").is_enabled
        office.pass_time(timedelta(days=1))
    office.publish(an_event(subject="contact-5"))
    office.run()
    endpoint = office.endpoints.find("ep_1")
    assert endpoint.state is EndpointState.DISABLED
    assert endpoint.reason == "every attempt failed since 2026-03-10 12:00 UTC"


def test_one_success_in_between_starts_the_five_days_anew(office: PostOffice) -> None:
    office.postman.answers = [DOWN, OK, DOWN]
    for day in (0, 4, 5, 9):
        office.clock.now = NOON + timedelta(days=day)
        office.queue.calls.clear()
        office.publish(an_event(subject=f"contact-{day}"))
        office.wake()
    endpoint = office.endpoints.find("ep_1")
    assert endpoint.is_enabled
    assert endpoint.failing_since == NOON + timedelta(days=5)


def test_what_an_attempt_tells_of_the_endpoint_survives_a_change_by_others(
    office: PostOffice,
) -> None:
    office.postman.answers = [GONE]
    office.endpoints.contested = 2
    office.publish(EVENT)
    office.run()
    assert not office.endpoints.find("ep_1").is_enabled


def test_a_message_that_comes_early_waits_on(office: PostOffice) -> None:
    office.postman.answers = [DOWN, OK]
    office.publish(EVENT)
    office.wake()
    [waiting] = office.queue.calls
    meet_call(waiting, office.delivering)
    assert office.queue.calls == [waiting, waiting]
    assert len(office.postman.posted) == 1


def test_of_several_messages_for_one_attempt_one_acts(office: PostOffice) -> None:
    office.publish(EVENT)
    [call] = office.queue.calls
    office.postman.answers = [DOWN]
    office.postman.before_answering = lambda: meet_call(call, office.delivering)
    meet_call(call, office.delivering)
    office.postman.before_answering = lambda: None
    meet_call(call, office.delivering)
    assert len(office.postman.posted) == 1
    assert len(office.queue.calls) == 2  # the first, never taken off here, and the retry's


def test_an_attempt_lost_with_its_worker_is_made_again_when_its_lease_ends(
    office: PostOffice,
) -> None:
    def die() -> None:
        raise SystemExit

    office.postman.before_answering = die
    office.publish(EVENT)
    [call] = office.queue.calls
    with pytest.raises(SystemExit):
        meet_call(call, office.delivering)
    office.postman.before_answering = lambda: None
    office.pass_time(ATTEMPT_LEASE - timedelta(seconds=1))
    meet_call(call, office.delivering)
    assert len(office.postman.posted) == 1
    office.pass_time(timedelta(seconds=1))
    meet_call(call, office.delivering)
    assert len(office.postman.posted) == 2
    assert office.delivery(EVENT).state is DeliveryState.DELIVERED
    assert [each.number for each in office.deliveries.attempts(office.delivery(EVENT))] == [2]


def test_attempts_that_are_lost_every_time_come_to_an_end(office: PostOffice) -> None:
    def die() -> None:
        raise SystemExit

    office.postman.before_answering = die
    office.publish(EVENT)
    [call] = office.queue.calls
    for _ in range(len(RETRY_AFTER) + 1):
        with pytest.raises(SystemExit):
            meet_call(call, office.delivering)
        office.pass_time(ATTEMPT_LEASE)
    meet_call(call, office.delivering)
    assert office.delivery(EVENT).reason == ATTEMPTS_USED_UP


def test_an_attempt_that_outlives_its_lease_does_not_overwrite_the_next_one(
    office: PostOffice,
) -> None:
    office.publish(EVENT)
    [call] = office.queue.calls

    def be_overtaken() -> None:
        office.postman.before_answering = lambda: None
        office.pass_time(ATTEMPT_LEASE)
        meet_call(call, office.delivering)
        assert office.delivery(EVENT).state is DeliveryState.DELIVERED

    office.postman.answers = [OK, DOWN]
    office.postman.before_answering = be_overtaken
    meet_call(call, office.delivering)
    assert office.delivery(EVENT).state is DeliveryState.DELIVERED
    assert office.counted["DeliveriesContested"] == 1


def test_a_delivery_whose_message_was_lost_is_found_by_the_sweeper(office: PostOffice) -> None:
    office.postman.answers = [DOWN, OK]
    office.publish(EVENT)
    office.wake()
    office.queue.calls.clear()
    due = office.delivery(EVENT).next_at
    assert due is not None
    office.clock.now = due + LOST_AFTER
    assert requeue_stale(office.delivering, office.clock.now) == 0
    office.pass_time(timedelta(seconds=1))
    assert requeue_stale(office.delivering, office.clock.now) == 1
    assert office.queue.calls == [call_for(office.delivery(EVENT), office.clock.now)]
    office.run()
    assert office.delivery(EVENT).state is DeliveryState.DELIVERED
    assert requeue_stale(office.delivering, office.clock.now + timedelta(days=30)) == 0


def test_a_message_about_a_delivery_that_is_no_longer_kept_is_let_be(office: PostOffice) -> None:
    office.publish(EVENT)
    office.deliveries.kept.clear()
    office.run()
    assert office.postman.posted == []
