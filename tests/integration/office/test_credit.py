"""A customer's credit over the staff API, on the store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.money import sek
from tests.integration.billing.house import Caller, House
from tests.reception import Reception

REASON = {"reason": "has paid for a year"}
OWN = {
    "due_days": 45,
    "limit_step": {"amount": "250.00", "currency": "SEK"},
    "limit_cap": None,
    "limit_days": 0,
}


def kronor(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "SEK"}


def path_of(caller: Caller) -> str:
    return f"/customers/{caller.customer}/credit"


def audited(caller: Caller, what: str) -> list[Any]:
    return [each for each in TableAuditTrail().entries(caller.customer) if each.what == what]


def test_credit_is_told_with_what_is_held_for_live_calls(house: House, office: Reception) -> None:
    caller = house.register()
    house.talk(caller, 3)
    call = house.ring(caller, 1)
    seen = office.ask("GET", path_of(caller)).json
    assert {name: seen[name]["amount"] for name in ("limit", "unbilled", "unpaid", "prepaid")} == {
        "limit": "1000.00",
        "unbilled": "65.00",
        "unpaid": "0.00",
        "prepaid": "0.00",
    }
    assert (seen["remaining"]["amount"], seen["available"]["amount"]) == ("935.00", "0.00")
    [hold] = seen["holds"]
    assert (hold["call"], hold["amount"], hold["is_over"]) == (call.call, seen["held"], False)
    assert seen["blocking_invoice"] is None
    assert (seen["due_days"], set(seen["own_terms"].values())) == (30, {None})
    assert "the credit limit rises by 500.00 SEK" in seen["limit_policy"]["words"]


def test_the_version_is_of_limit_and_terms_and_not_of_calls(
    house: House, office: Reception
) -> None:
    caller = house.register()
    tag = office.ask("GET", path_of(caller)).tag
    house.talk(caller, 3)
    assert office.ask("GET", path_of(caller)).tag == tag
    body = {"limit": kronor("2500.00"), **REASON}
    changed = office.ask("PUT", f"{path_of(caller)}/limit", body, version=tag)
    assert (changed.status, changed.json["limit"]["amount"]) == (200, "2500.00")
    assert changed.tag != tag
    late = office.ask("PUT", f"{path_of(caller)}/terms", OWN | REASON, version=tag)
    assert (late.status, late.code) == (412, "version_stale")
    [entry] = audited(caller, "limit_changed")
    assert (entry.who, entry.why) == ("billing@example.com", REASON["reason"])
    assert (entry.before, entry.after) == ({"limit": "1000.00"}, {"limit": "2500.00"})


def test_a_lower_limit_that_closes_the_open_basis_is_foreseen(
    house: House, office: Reception
) -> None:
    caller = house.register()
    house.talk(caller, 3)
    path = f"{path_of(caller)}/limit"
    mild = office.ask("GET", f"{path}-preview", query={"limit": "90"}).json
    assert (mild["closes_open_basis"], mild["closing_invoice"]) == (False, None)
    hard = office.ask("GET", f"{path}-preview", query={"limit": "89.99"}).json
    assert (hard["closes_open_basis"], hard["is_blocked_after"]) == (True, True)
    assert (hard["closing_invoice"], hard["closing_total"]["amount"]) == (
        caller.reference(),
        "65.00",
    )
    assert (hard["shortest_call"]["amount"], hard["limit_before"]["amount"]) == ("25.00", "1000.00")
    assert house.account(caller).open_basis.number == 1
    body = {"limit": kronor("89.99"), **REASON}
    changed = office.ask("PUT", path, body, version=f'"{hard["seen"]}"').json
    assert changed["blocking_invoice"] == caller.reference()
    assert house.basis(caller.reference()).is_closed_by_limit


@pytest.mark.parametrize(
    ("limit", "status"), [("-1.00", 422), ("1000000000", 422), ("1_000", 422), ("1000.00", 422)]
)
def test_f35_a_limit_that_can_be_none_is_refused(
    house: House, office: Reception, limit: str, status: int
) -> None:
    caller = house.register()
    tag = office.ask("GET", path_of(caller)).tag
    body = {"limit": kronor(limit), **REASON}
    assert office.ask("PUT", f"{path_of(caller)}/limit", body, version=tag).status == status
    preview = f"{path_of(caller)}/limit-preview"
    assert office.ask("GET", preview, query={"limit": limit}).status == status
    assert house.account(caller).limit == sek(100_000)


def test_terms_are_agreed_in_the_place_of_the_old_ones(house: House, office: Reception) -> None:
    caller = house.register()
    path = f"{path_of(caller)}/terms"
    tag = office.ask("GET", path_of(caller)).tag
    agreed = office.ask("PUT", path, OWN | REASON, version=tag)
    assert (agreed.status, agreed.json["own_terms"]) == (200, OWN)
    assert agreed.json["due_days"] == 45
    assert "rises by 250.00 SEK, to 5000.00 SEK at most" in agreed.json["limit_policy"]["words"]
    same = office.ask("PUT", path, OWN | REASON, version=agreed.tag)
    assert (same.status, same.code) == (422, "limit_refused")
    nothing = dict.fromkeys(OWN)
    back = office.ask("PUT", path, nothing | REASON, version=agreed.tag)
    assert (back.json["own_terms"], back.tag) == (nothing, tag)
    first, second = audited(caller, "terms_changed")
    assert first.after == {"due_days": "45", "limit_step": "250.00", "limit_days": "0"}
    assert (second.before, second.after) == (first.after, {})


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit_step": {"amount": "5.00", "currency": "EUR"}},
        {"due_days": 366},
        {"limit_days": -1},
        {"due_days": "45"},
    ],
)
def test_terms_that_can_be_none_are_refused(
    house: House, office: Reception, wrong: dict[str, object]
) -> None:
    caller = house.register()
    tag = office.ask("GET", path_of(caller)).tag
    body = OWN | REASON | wrong
    assert office.ask("PUT", f"{path_of(caller)}/terms", body, version=tag).status == 422
    assert audited(caller, "terms_changed") == []


def test_every_term_must_be_stated(house: House, office: Reception) -> None:
    path = f"{path_of(house.register())}/terms"
    answered = office.ask("PUT", path, {"due_days": 45, **REASON}, version='"x"')
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_of_many_who_change_limit_or_terms_at_once_one_does(
    house: House, new_office: Callable[[], Reception]
) -> None:
    caller = house.register()
    tag = new_office().ask("GET", path_of(caller)).tag

    def change(number: int) -> int:
        office = new_office()
        if number % 2:
            body = {"limit": kronor(f"{2_000 + number}.00"), **REASON}
            return office.ask("PUT", f"{path_of(caller)}/limit", body, version=tag).status
        own = OWN | {"due_days": number} | REASON
        return office.ask("PUT", f"{path_of(caller)}/terms", own, version=tag).status

    with ThreadPoolExecutor(6) as threads:
        statuses = sorted(threads.map(change, range(6)))
    assert statuses == [200, *[412] * 5]
    changes = audited(caller, "limit_changed") + audited(caller, "terms_changed")
    assert len(changes) == 1


def test_the_history_of_a_limit_is_told_newest_first_and_goes_on(
    house: House, office: Reception
) -> None:
    caller = house.invoiced_caller()
    house.tell(caller.pays(98_500))
    tag = office.ask("GET", path_of(caller)).tag
    body = {"limit": kronor("3000.00"), **REASON}
    office.ask("PUT", f"{path_of(caller)}/limit", body, version=tag)
    path = f"{path_of(caller)}/history"
    first = office.ask("GET", path, query={"limit": "2"}).json
    rest = office.ask("GET", path, query={"limit": "2", "cursor": first["next"]}).json
    told = [(each["what"], each["after"]["limit"]) for each in [*first["items"], *rest["items"]]]
    assert told == [
        ("limit_changed", "3000.00"),
        ("limit_raised", "1500.00"),
        ("customer_registered", "1000.00"),
    ]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("GET", "/history", None),
        ("GET", "/limit-preview", None),
        ("PUT", "/limit", {"limit": kronor("1.00"), **REASON}),
        ("PUT", "/terms", OWN | REASON),
    ],
)
def test_there_must_be_such_a_customer(
    office: Reception, method: str, path: str, body: object
) -> None:
    query = {"limit": "1"} if "preview" in path else None
    missing = office.ask(
        method, f"/customers/999999/credit{path}", body, version='"x"', query=query
    )
    assert (missing.status, missing.code) == (404, "customer_missing")
