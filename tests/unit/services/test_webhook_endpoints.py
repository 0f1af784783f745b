"""What the operator does with endpoints."""

from base64 import b64decode
from datetime import timedelta

import pytest

from agentline.adapters.ledgers.signatures import check_standard_secret
from agentline.domain.outgoing_event import EventType
from agentline.domain.receivables import Actor
from agentline.domain.webhook_delivery import DeliveryState, EndpointState
from agentline.outgoing_ports import EndpointExistsError, EndpointMissingError, EndpointUrlError
from agentline.services.webhook_endpoints import (
    DeliveryPendingError,
    EndpointDisabledError,
    add_endpoint,
    disable_endpoint,
    enable_endpoint,
    find_deliveries,
    resend,
    rotate_secret,
)
from tests.fakes import NOON
from tests.outgoing import ANNA, DOWN, OK, SECRET, URL, PostOffice, an_endpoint, an_event


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


def test_a_new_endpoint_has_a_secret_of_its_own_that_is_never_printed(office: PostOffice) -> None:
    first, second = (add_endpoint(URL, None, name, ANNA, office.delivering) for name in "ab")
    assert first.secret != second.secret
    assert check_standard_secret(first.secret)
    assert len(b64decode(first.secret.removeprefix("whsec_"))) == 32
    assert first.secret not in repr(first)
    assert first.id != second.id
    assert office.endpoints.all() == sorted([first, second], key=lambda each: each.id)


def test_an_endpoint_wants_all_events_or_those_it_names(office: PostOffice) -> None:
    every = add_endpoint(URL, None, "a", ANNA, office.delivering)
    some = add_endpoint(URL, [EventType.LIMIT_RAISED], "b", ANNA, office.delivering)
    assert all(every.wants(kind) for kind in EventType)
    assert [kind for kind in EventType if some.wants(kind)] == [EventType.LIMIT_RAISED]


def test_a_url_events_may_not_be_sent_to_is_refused_at_once(office: PostOffice) -> None:
    with pytest.raises(EndpointUrlError):
        add_endpoint("http://hooks.example.com/", None, "a", ANNA, office.delivering)
    assert office.endpoints.all() == []


def test_a_rotated_secret_signs_beside_the_one_before_for_a_day(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint())
    rotated = rotate_secret("ep_1", "first", ANNA, office.endpoints)
    assert rotated.secret != SECRET
    assert rotated.secrets_at(NOON) == (rotated.secret, SECRET)
    assert rotated.secrets_at(NOON + timedelta(hours=24)) == (rotated.secret,)
    assert SECRET not in repr(rotated)
    office.publish(an_event())
    office.run()
    assert office.postman.posted[0][1].secrets == (rotated.secret, SECRET)


def test_one_request_adds_one_endpoint(office: PostOffice) -> None:
    first = add_endpoint(URL, None, "a", ANNA, office.delivering)
    assert add_endpoint(URL, None, "a", ANNA, office.delivering) == first
    with pytest.raises(EndpointExistsError):
        add_endpoint(f"{URL}/2", None, "a", ANNA, office.delivering)
    assert [entry.what for entry in office.endpoints.audit] == ["webhook_added"]


def test_one_request_rotates_once_so_that_the_secret_in_use_still_signs(
    office: PostOffice,
) -> None:
    office.endpoints.add(an_endpoint())
    rotated = rotate_secret("ep_1", "first", ANNA, office.endpoints)
    assert rotate_secret("ep_1", "first", ANNA, office.endpoints) == rotated
    assert rotate_secret("ep_1", "second", ANNA, office.endpoints).secret != rotated.secret


def test_every_change_is_told_of_with_who_and_why_and_without_the_secret(
    office: PostOffice,
) -> None:
    endpoint = add_endpoint(URL, None, "a", ANNA, office.delivering)
    disable_endpoint(endpoint.id, ANNA, office.endpoints)
    enable_endpoint(endpoint.id, ANNA, office.endpoints)
    rotated = rotate_secret(endpoint.id, "first", ANNA, office.endpoints)
    told = office.endpoints.audit
    assert [entry.what for entry in told] == [
        "webhook_added",
        "webhook_disabled",
        "webhook_enabled",
        "webhook_rotated",
    ]
    assert {(entry.customer, entry.who, entry.why) for entry in told} == {
        (None, "anna", "moving house")
    }
    assert told[1].before["state"] == "enabled"
    assert told[1].after["state"] == "disabled"
    assert not any(secret in repr(told) for secret in (endpoint.secret, rotated.secret))


def test_a_disabled_endpoint_says_who_and_why_and_is_left_alone(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint())
    disable_endpoint("ep_1", ANNA, office.endpoints)
    endpoint = office.endpoints.find("ep_1")
    assert endpoint.state is EndpointState.DISABLED
    assert (endpoint.changed_by, endpoint.reason) == ("anna", "moving house")
    office.publish(an_event())
    assert office.queue.calls == []


def test_an_enabled_endpoint_begins_with_a_clean_slate(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint())
    office.postman.answers = [DOWN]
    office.publish(an_event())
    office.wake()
    disable_endpoint("ep_1", ANNA, office.endpoints)
    bo = Actor(who="bo", why="it is up again", at=NOON + timedelta(days=9))
    endpoint = enable_endpoint("ep_1", bo, office.endpoints)
    assert (endpoint.is_enabled, endpoint.failing_since, endpoint.reason) == (True, None, None)
    assert (endpoint.changed_by, endpoint.changed_at) == ("bo", NOON + timedelta(days=9))


def test_changes_meet_those_of_others(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint())
    office.endpoints.contested = 1
    assert not disable_endpoint("ep_1", ANNA, office.endpoints).is_enabled


def test_an_endpoint_that_is_not_there_is_said_to_be_missing(office: PostOffice) -> None:
    with pytest.raises(EndpointMissingError):
        enable_endpoint("ep_9", ANNA, office.endpoints)


def test_what_was_missed_while_disabled_is_listed_and_can_be_sent_again(
    office: PostOffice,
) -> None:
    office.endpoints.add(an_endpoint(state=EndpointState.DISABLED))
    missed = [an_event(subject=f"{day}", at=NOON - timedelta(days=day)) for day in range(3)]
    for event in missed:
        office.publish(event)
    today = NOON.date()
    found = list(
        find_deliveries(
            "ep_1", today - timedelta(days=1), today, DeliveryState.FAILED, office.deliveries
        )
    )
    assert [delivery.event for delivery in found] == [event.id for event in missed[:2]]
    with pytest.raises(EndpointDisabledError):
        resend(found, ANNA, office.delivering)
    enable_endpoint("ep_1", ANNA, office.endpoints)
    resend(found, ANNA, office.delivering)
    office.run()
    assert {letter.event for _, letter in office.postman.posted} == {
        event.id for event in missed[:2]
    }
    assert office.delivery(missed[2]).state is DeliveryState.FAILED


def test_a_resent_delivery_has_all_its_retries_again_and_goes_on_counting(
    office: PostOffice,
) -> None:
    office.endpoints.add(an_endpoint())
    office.postman.answers = [DOWN]
    event = an_event()
    office.publish(event)
    office.run()
    office.postman.answers = [DOWN, OK]
    resend([office.delivery(event)], ANNA, office.delivering)
    office.run()
    delivery = office.delivery(event)
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 12)
    numbers = [attempt.number for attempt in office.deliveries.attempts(delivery)]
    assert numbers == list(range(1, 13))


def test_what_arrived_can_be_sent_again_and_what_is_on_its_way_cannot(office: PostOffice) -> None:
    office.endpoints.add(an_endpoint())
    event = an_event()
    office.publish(event)
    with pytest.raises(DeliveryPendingError):
        resend([office.delivery(event)], ANNA, office.delivering)
    office.run()
    resend([office.delivery(event)], ANNA, office.delivering)
    office.run()
    assert len(office.postman.posted) == 2
