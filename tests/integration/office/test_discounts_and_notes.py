"""Discounts and notes over the staff API, on the store."""

import pytest

from agentline.adapters.dynamodb import rows
from agentline.domain.staff import Role
from tests.integration.billing.house import House
from tests.integration.office.customers import REASON, register, trail
from tests.reception import Reception

TEN_PERCENT = {"kind": "percent", "percent": "10", **REASON}
OWN_RATE = {
    "kind": "rate_per_minute",
    "amount": {"amount": "15.00", "currency": "SEK"},
    "article": "TAROT",
    **REASON,
}


def test_a_discount_prices_calls_until_it_ends(house: House, office: Reception) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/discounts"
    agreed = office.ask("POST", path, OWN_RATE, key="agreeing-1")
    assert (agreed.status, agreed.json["state"]) == (201, "in_force")
    assert agreed.json["amount"] == {"amount": "15.00", "currency": "SEK"}
    assert office.ask("POST", path, OWN_RATE, key="agreeing-1").text == agreed.text
    house.talk(caller, 2)
    assert house.account(caller).unbilled.decimal == "35.00"
    office.ask("POST", path, TEN_PERCENT)
    listed = office.ask("GET", path).json["items"]
    assert [each["kind"] for each in listed] == ["percent", "rate_per_minute"]
    ending = f"{path}/{agreed.json['id']}/ending"
    ended = office.ask("POST", ending, REASON)
    assert (ended.status, ended.json["state"]) == (200, "ended")
    again = office.ask("POST", ending, REASON)
    assert (again.status, again.code) == (409, "entry_ended")
    house.talk(caller, 2)
    assert house.account(caller).unbilled.decimal == "75.50"
    assert [each["state"] for each in office.ask("GET", path).json["items"]] == [
        "in_force",
        "ended",
    ]
    [entry] = trail(caller.customer, "discount_ended")
    assert entry.before["amount"] == "15.00"
    assert len(trail(caller.customer, "discount_agreed")) == 2


def test_of_two_prices_per_minute_the_one_agreed_first_counts(
    house: House, office: Reception
) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/discounts"
    for amount in ("15.00", "1.00"):
        money = {"amount": amount, "currency": "SEK"}
        office.ask("POST", path, {**OWN_RATE, "amount": money})
    house.talk(caller, 2)
    assert house.account(caller).unbilled.decimal == "35.00"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "fixed"}, "discount_refused"),
        ({"kind": "percent", "percent": None}, "discount_refused"),
        ({"percent": "101"}, "invalid_input"),
        ({"amount": {"amount": "5.00", "currency": "SEK"}}, "discount_refused"),
        ({"article": "NO-SUCH"}, "article_missing"),
        ({"valid_until": "2026-03-10T11:00:00Z"}, "discount_refused"),
        (
            {"valid_from": "2027-01-02T00:00:00Z", "valid_until": "2027-01-01T00:00:00Z"},
            "discount_refused",
        ),
        (
            {"kind": "fixed", "percent": None, "amount": {"amount": "5.00", "currency": "EUR"}},
            "currency_mismatch",
        ),
    ],
)
def test_a_discount_that_makes_no_sense_is_refused(
    office: Reception, changes: dict[str, object], code: str
) -> None:
    path = f"/customers/{register(office)}/discounts"
    refused = office.ask("POST", path, {**TEN_PERCENT, **changes})
    assert (refused.status, refused.code) == (422, code)


def test_f32_discounts_are_not_for_support_to_give(office: Reception) -> None:
    path = f"/customers/{register(office)}/discounts"
    refused = office.ask("POST", path, TEN_PERCENT, role=Role.SUPPORT)
    assert (refused.status, refused.code) == (403, "not_permitted")
    assert office.ask("GET", path, role=Role.VIEWER).json["items"] == []


def test_notes_are_read_newest_first_and_removed_for_good(office: Reception) -> None:
    customer = register(office)
    path = f"/customers/{customer}/notes"
    secret = "Has a twin sister <script>alert(1)</script>\nwho rings too."
    written = office.ask("POST", path, {"text": secret}, role=Role.SUPPORT, key="writing-1")
    assert (written.status, written.json["text"]) == (201, secret)
    again = office.ask("POST", path, {"text": secret}, role=Role.SUPPORT, key="writing-1")
    assert again.text == written.text
    office.ask("POST", path, {"text": "Calls on Fridays."})
    first = office.ask("GET", path, query={"limit": "1"}).json
    assert [note["text"] for note in first["items"]] == ["Calls on Fridays."]
    rest = office.ask("GET", path, query={"limit": "1", "cursor": first["next"]}).json
    assert [note["text"] for note in rest["items"]] == [secret]
    removal = f"{path}/{written.json['id']}/removing"
    removed = office.ask("POST", removal, REASON)
    assert (removed.status, removed.json) == (200, {"id": written.json["id"]})
    missing = office.ask("POST", removal, REASON)
    assert (missing.status, missing.code) == (404, "entry_missing")
    [entry] = trail(customer, "note_removed")
    assert (entry.who, entry.before["written_by"]) == ("billing@example.com", "support@example.com")
    kept = [str(row.attribute_values) for row in rows.Row.query(f"CUST#{customer}")]
    assert not any("twin" in row for row in kept)
