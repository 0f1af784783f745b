"""The audit trail over the staff API, on the store."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from agentline.adapters.dynamodb import key_ranges
from agentline.domain.staff import Role
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import Caller, House
from tests.reception import Reception

REASON = {"reason": "asked for by telephone"}


@pytest.fixture
def listed(office: Reception) -> Callable[..., list[Any]]:
    """Of all pages."""

    def listed(**query: str) -> list[Any]:
        answer = office.ask("GET", "/audit", role=Role.VIEWER, query=query)
        assert answer.status == 200
        found, cursor = list(answer.json["items"]), answer.json["next"]
        while cursor:
            more = query | {"cursor": cursor}
            part = office.ask("GET", "/audit", role=Role.VIEWER, query=more).json
            found, cursor = found + part["items"], part["next"]
        return found

    return listed


def whats(entries: list[Any]) -> list[str]:
    return [entry["what"] for entry in entries]


def change_limit(office: Reception, caller: Caller, amount: str, role: Role) -> None:
    path = f"/customers/{caller.customer}/credit"
    body = {"limit": {"amount": amount, "currency": "SEK"}, **REASON}
    tag = office.ask("GET", path).tag
    assert office.ask("PUT", f"{path}/limit", body, version=tag, role=role).status == 200


def test_all_that_was_done_to_a_customer_is_told_newest_first(
    house: House, office: Reception, listed: Callable[..., list[Any]]
) -> None:
    caller = house.invoiced_caller()
    house.tell(caller.pays(98_500))
    change_limit(office, caller, "3000.00", Role.BILLING)
    found = listed(customer=caller.customer)
    assert found[0] == {
        "at": found[0]["at"],
        "who": "billing@example.com",
        "what": "limit_changed",
        "customer": caller.customer,
        "subject": caller.customer,
        "before": {"limit": "1500.00"},
        "after": {"limit": "3000.00"},
        "why": REASON["reason"],
    }
    times = [entry["at"] for entry in found]
    assert times == sorted(times, reverse=True)
    assert {"customer_registered", "basis_closed", "basis_dispatched", "payment_received"} <= set(
        whats(found)
    )
    parts = listed(customer=caller.customer, limit="2")
    assert parts == found
    assert whats(listed(customer=caller.customer, what="limit_raised")) == ["limit_raised"]
    by_system = listed(customer=caller.customer, who="system")
    assert {entry["who"] for entry in by_system} == {"system"}


def test_a_customers_trail_is_told_of_the_days_asked_for(
    house: House, office: Reception, clock: TickingClock, listed: Callable[..., list[Any]]
) -> None:
    caller = house.register()
    days = []
    for kronor in range(2_000, 2_003):
        clock.pass_time(timedelta(days=1))
        days.append(str(clock.now.date()))
        change_limit(office, caller, f"{kronor}.00", Role.BILLING)
    assert whats(listed(customer=caller.customer, since=days[1])) == ["limit_changed"] * 2
    [second] = listed(customer=caller.customer, since=days[1], until=days[1])
    assert second["after"] == {"limit": "2001.00"}


def test_what_people_did_is_told_by_day_across_customers(
    house: House,
    office: Reception,
    clock: TickingClock,
    listed: Callable[..., list[Any]],
    own_table: str,
) -> None:
    assert own_table
    callers = [house.register() for _ in range(2)]
    change_limit(office, callers[0], "2000.00", Role.BILLING)
    clock.pass_time(timedelta(days=1))
    yesterday, today = str(clock.now.date() - timedelta(days=1)), str(clock.now.date())
    change_limit(office, callers[1], "2000.00", Role.ADMIN)
    office.ask("GET", "/webhook-endpoints", role=Role.SUPPORT)
    assert [(entry["what"], entry["customer"]) for entry in listed()] == [
        ("access_denied", None),
        ("limit_changed", callers[1].customer),
        ("limit_changed", callers[0].customer),
    ]
    assert whats(listed(until=yesterday)) == ["limit_changed"]
    assert whats(listed(since=today)) == ["access_denied", "limit_changed"]
    assert whats(listed(who="admin@example.com")) == ["limit_changed"]
    assert whats(listed(what="access_denied")) == ["access_denied"]
    assert listed(who="nobody@example.com") == []
    clock.pass_time(timedelta(days=9))
    assert listed() == []


def test_what_is_read_for_one_page_has_a_bound(
    house: House, office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = house.register()
    for kronor in range(2_000, 2_004):
        change_limit(office, caller, f"{kronor}.00", Role.BILLING)
    monkeypatch.setattr(key_ranges, "MOST_ITEMS", 2)
    query = {"customer": caller.customer, "what": "customer_registered"}
    first = office.ask("GET", "/audit", query=query).json
    assert first["items"] == []
    second = office.ask("GET", "/audit", query=query | {"cursor": first["next"]}).json
    third = office.ask("GET", "/audit", query=query | {"cursor": second["next"]}).json
    assert whats(second["items"] + third["items"]) == ["customer_registered"]


@pytest.mark.parametrize(
    "query",
    [
        {"what": "Limit Changed"},
        {"who": ""},
        {"since": "2026-03-11", "until": "2026-03-10"},
        {"since": "yesterday"},
        {"customer": "1"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    office: Reception, query: dict[str, str]
) -> None:
    refused = office.ask("GET", "/audit", query=query)
    assert (refused.status, refused.code) == (422, "invalid_input")
    [error] = refused.json["errors"]
    assert error["field"].removeprefix("query.") in query
    assert error["detail"] != "unknown"


def test_f36_a_cursor_of_one_trail_is_none_of_another(house: House, office: Reception) -> None:
    callers = [house.invoiced_caller() for _ in range(2)]
    one, other = ({"customer": caller.customer, "limit": "1"} for caller in callers)
    cursor = office.ask("GET", "/audit", query=one).json["next"]
    refused = office.ask("GET", "/audit", query=other | {"cursor": cursor})
    assert (refused.status, refused.code) == (400, "cursor_invalid")
