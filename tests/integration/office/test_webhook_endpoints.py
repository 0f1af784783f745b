"""Webhook endpoints and their deliveries over the staff API, on the store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.audit import AuditEntry
from agentline.domain.outgoing_event import EventType
from agentline.domain.staff import Role
from agentline.domain.webhook_delivery import Delivery
from agentline.services.deliver_events import DeliveryDesk, meet_call
from agentline.services.publish_events import PublishingDesk, publish
from tests.billing_fakes import TickingClock
from tests.examples import NOON
from tests.outgoing import DOWN, GONE, OK, FakeDeliveryQueue, FakePostman, an_event
from tests.reception import Answered, Reception

REASON = {"reason": "the receiver is being moved"}
URL = "https://hooks.example.com/agentline"


@pytest.fixture
def admin(office: Reception) -> Callable[..., Answered]:
    def ask(method: str, path: str, body: object = None, **more: Any) -> Answered:
        return office.ask(method, f"/webhook-endpoints{path}", body, role=Role.ADMIN, **more)

    return ask


@pytest.fixture
def add(admin: Callable[..., Answered]) -> Callable[..., Any]:
    """An endpoint of the test's own, as it was answered."""

    def add(**more: object) -> Any:
        return admin("POST", "", {"url": URL, **REASON, **more}).json

    return add


@pytest.fixture
def send(deliveries: DeliveryDesk, clock: TickingClock) -> Callable[..., Delivery]:
    """An event published to an endpoint, and its first attempt met."""

    def send(endpoint: str, subject: str, *, is_attempted: bool = True) -> Delivery:
        queue, counted = FakeDeliveryQueue(), list[str]()
        publishing = PublishingDesk(
            endpoints=deliveries.endpoints,
            deliveries=deliveries.deliveries,
            queue=queue,
            clock=clock,
            count=counted.append,
        )
        event = an_event(subject=f"{endpoint} {subject}", at=clock.now.replace(microsecond=0))
        publish(event, [deliveries.endpoints.find(endpoint)], publishing)
        if is_attempted:
            for call in queue.calls:
                meet_call(call, deliveries)
        return deliveries.deliveries.find(endpoint, event.id)

    return send


def told(subject: str) -> list[AuditEntry]:
    """Of the trail of what concerns no customer, the oldest first."""
    until = NOON.date() + timedelta(days=9)
    found = TableAuditTrail().of_days(NOON.date(), until, 1_000, None)
    return [entry for entry in reversed(found.items) if entry.subject == subject]


def test_an_endpoint_is_added_and_its_secret_told_once(
    admin: Callable[..., Answered],
) -> None:
    body = {"url": URL, "events": ["order.created", "limit.raised"], **REASON}
    added = admin("POST", "", body, key="adding-17")
    assert (added.status, added.json["state"]) == (201, "enabled")
    assert added.json["events"] == ["limit.raised", "order.created"]
    secret, endpoint = added.json["secret"], added.json["id"]
    assert secret.startswith("whsec_")
    again = admin("POST", "", body, key="adding-17")
    assert (again.status, again.code) == (409, "shown_once")
    for answered in (admin("GET", ""), admin("GET", f"/{endpoint}")):
        assert answered.status == 200
        assert "secret" not in answered.text.replace("previous_secret_until", "")
    assert endpoint in [each["id"] for each in admin("GET", "").json["items"]]
    [entry] = told(endpoint)
    assert (entry.what, entry.who, entry.why) == (
        "webhook_added",
        "admin@example.com",
        REASON["reason"],
    )
    assert secret not in repr(entry)


def test_one_key_adds_one_endpoint_whatever_became_of_the_first_answer(
    admin: Callable[..., Answered], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"url": URL, **REASON}
    with monkeypatch.context() as patch:
        # As if the function had died right after the endpoint was kept.
        patch.setattr("admin_api.routes.webhook_endpoints.tell_secret", lambda _endpoint: 1 / 0)
        assert admin("POST", "", body, key="adding-18").status == 500
    first = admin("POST", "", body, key="adding-18")
    assert first.status == 201
    endpoint = first.json["id"]
    assert [entry.what for entry in told(endpoint)] == ["webhook_added"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://hooks.example.com/"},
        {"url": ""},
        {"events": []},
        {"events": ["order.eaten"]},
        {"secret": "whsec_mine"},
    ],
)
def test_what_can_be_no_endpoint_is_refused(
    admin: Callable[..., Answered], wrong: dict[str, object]
) -> None:
    refused = admin("POST", "", {"url": URL, **REASON} | wrong)
    assert (refused.status, refused.code) == (422, "invalid_input")
    field = refused.json["errors"][0]["field"]
    assert field.startswith(f"body.{next(iter(wrong))}")


def test_endpoints_are_for_admins_only(office: Reception) -> None:
    for role in (Role.BILLING, Role.SUPPORT, Role.VIEWER):
        assert office.ask("GET", "/webhook-endpoints", role=role).status == 403


def test_an_endpoint_is_disabled_enabled_and_its_secret_rotated(
    admin: Callable[..., Answered], add: Callable[..., Any], deliveries: DeliveryDesk
) -> None:
    added = add()
    path = f"/{added['id']}"
    disabled = admin("POST", f"{path}/disabling", REASON).json
    assert (disabled["state"], disabled["reason"]) == ("disabled", REASON["reason"])
    enabled = admin("POST", f"{path}/enabling", REASON).json
    assert (enabled["state"], enabled["reason"]) == ("enabled", None)
    rotated = admin("POST", f"{path}/rotating", REASON, key="rotating-17")
    assert rotated.json["secret"] != added["secret"]
    assert rotated.json["previous_secret_until"]
    assert admin("POST", f"{path}/rotating", REASON, key="rotating-17").code == "shown_once"
    kept = deliveries.endpoints.find(added["id"])
    assert kept.secrets_at(deliveries.clock()) == (rotated.json["secret"], added["secret"])
    entries = told(added["id"])
    assert [entry.what for entry in entries] == [
        "webhook_added",
        "webhook_disabled",
        "webhook_enabled",
        "webhook_rotated",
    ]
    assert {(entry.who, entry.why) for entry in entries} == {
        ("admin@example.com", REASON["reason"])
    }
    assert not any(each in repr(entries) for each in (added["secret"], rotated.json["secret"]))


def test_changes_of_one_endpoint_at_once_are_all_on_record(
    add: Callable[..., Any], new_office: Callable[[], Reception]
) -> None:
    endpoint = add()["id"]

    def change(number: int) -> int:
        deed = "disabling" if number % 2 else "enabling"
        path = f"/webhook-endpoints/{endpoint}/{deed}"
        return new_office().ask("POST", path, REASON, role=Role.ADMIN).status

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(change, range(4))) == {200}
    changes = told(endpoint)[1:]
    assert len(changes) == 4
    states = [(entry.before["state"], entry.after["state"]) for entry in changes]
    assert sorted(after for _, after in states) == [*["disabled"] * 2, *["enabled"] * 2]


def test_deliveries_are_listed_newest_first_by_day_and_state(
    admin: Callable[..., Answered],
    add: Callable[..., Any],
    send: Callable[..., Delivery],
    deliveries: DeliveryDesk,
    clock: TickingClock,
) -> None:
    endpoint = add()["id"]
    postman = deliveries.postman
    assert isinstance(postman, FakePostman)
    sent = []
    for day, answer in enumerate([OK, GONE, OK]):
        postman.answers = [answer]
        if day == 2:
            admin("POST", f"/{endpoint}/enabling", REASON)
        sent.append(send(endpoint, f"{day}"))
        clock.pass_time(timedelta(days=1))
    path = f"/{endpoint}/deliveries"

    def listed(**query: str) -> list[str]:
        return [each["event"] for each in admin("GET", path, query=query).json["items"]]

    newest_first = [delivery.event for delivery in reversed(sent)]
    assert listed() == newest_first
    assert listed(state="failed") == [sent[1].event]
    second = str(sent[1].at.date())
    assert listed(since=second) == newest_first[:2]
    assert listed(since=second, until=second) == [sent[1].event]
    first = admin("GET", path, query={"limit": "2"}).json
    rest = admin("GET", path, query={"limit": "2", "cursor": first["next"]}).json
    assert [each["event"] for each in [*first["items"], *rest["items"]]] == newest_first
    none = admin("GET", path, query={"since": "2026-01-01", "until": "2026-01-31"}).json
    assert none == {"items": [], "next": None}
    [disabled] = [entry for entry in told(endpoint) if entry.what == "webhook_disabled"]
    assert (disabled.who, disabled.why) == ("system", "it answered 410 Gone")


def test_a_list_over_years_of_days_is_read_in_parts(
    admin: Callable[..., Answered], add: Callable[..., Any], send: Callable[..., Delivery]
) -> None:
    endpoint = add()["id"]
    event = send(endpoint, "old").event
    query = {"since": "2026-01-01", "until": "2026-12-31"}
    path, found, pages = f"/{endpoint}/deliveries", [], 0
    answer = admin("GET", path, query=query).json
    while True:
        pages += 1
        found += [each["event"] for each in answer["items"]]
        if answer["next"] is None:
            break
        answer = admin("GET", path, query=query | {"cursor": answer["next"]}).json
    assert (found, pages) == ([event], 6)


def test_a_delivery_is_seen_with_its_attempts_and_sent_again(
    admin: Callable[..., Answered],
    add: Callable[..., Any],
    send: Callable[..., Delivery],
    deliveries: DeliveryDesk,
) -> None:
    endpoint = add()["id"]
    delivery = send(endpoint, "first")
    path = f"/{endpoint}/deliveries/{delivery.event}"
    seen = admin("GET", path).json
    assert (seen["state"], seen["type"], seen["body"]) == (
        "delivered",
        EventType.ORDER_CREATED.value,
        delivery.body,
    )
    assert [(each["number"], each["status"]) for each in seen["log"]] == [(1, 204)]
    queue = deliveries.queue
    assert isinstance(queue, FakeDeliveryQueue)
    again = admin("POST", f"{path}/resending", REASON)
    assert (again.status, again.json["state"], len(queue.calls)) == (202, "pending", 1)
    pending = admin("POST", f"{path}/resending", REASON)
    assert (pending.status, pending.code) == (409, "delivery_pending")
    [entry] = told(delivery.event)
    assert (entry.what, entry.who, entry.why) == (
        "delivery_resent",
        "admin@example.com",
        REASON["reason"],
    )
    assert (entry.before["state"], entry.after["state"]) == ("delivered", "pending")


def test_nothing_is_resent_to_a_disabled_endpoint(
    admin: Callable[..., Answered],
    add: Callable[..., Any],
    send: Callable[..., Delivery],
    deliveries: DeliveryDesk,
) -> None:
    endpoint = add()["id"]
    postman = deliveries.postman
    assert isinstance(postman, FakePostman)
    postman.answers = [DOWN]
    delivery = send(endpoint, "first")
    admin("POST", f"/{endpoint}/disabling", REASON)
    path = f"/{endpoint}/deliveries/{delivery.event}/resending"
    refused = admin("POST", path, REASON)
    assert (refused.status, refused.code) == (409, "endpoint_disabled")


def test_there_must_be_such_an_endpoint_and_such_a_delivery(
    admin: Callable[..., Answered], add: Callable[..., Any]
) -> None:
    event = an_event(subject="never sent").id
    missing = [
        admin("GET", "/ep_nobody"),
        admin("GET", "/ep_nobody/deliveries"),
        *(admin("POST", f"/ep_nobody/{deed}", REASON) for deed in ("enabling", "rotating")),
    ]
    assert {(each.status, each.code) for each in missing} == {(404, "endpoint_missing")}
    path = f"/{add()['id']}/deliveries"
    gone = [admin("GET", f"{path}/{event}"), admin("POST", f"{path}/{event}/resending", REASON)]
    no_day = f"{path}/evt_20269999T999999Z_{'0' * 24}"
    assert {(each.status, each.code) for each in [*gone, admin("GET", no_day)]} == {
        (404, "delivery_missing")
    }
    assert admin("GET", f"{path}/evt_1").code == "not_found"
