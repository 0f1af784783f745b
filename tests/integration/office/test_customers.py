"""Customers registered, changed over the staff API, on the store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.address_check import weigh_answers
from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.staff import Role
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import ring
from tests.integration.office.customers import (
    REASON,
    a_number,
    a_person,
    change,
    denials,
    found,
    register,
    trail,
)
from tests.reception import Reception


def test_a_customer_is_registered_by_hand_and_lets_in_at_the_first_call(
    house: House, office: Reception
) -> None:
    person = a_person(
        numbers=["073-912 34 56", "+46 73 912 34 57", "0739123456"],
        tags=["VIP", "vip"],
        email="siv@example.com",
        language="en",
    )
    created = office.ask("POST", "/customers", person, role=Role.SUPPORT)
    assert (created.status, created.tag) == (201, '"1"')
    told = created.json
    assert told["tags"] == ["vip"]
    assert (told["language"], told["price_list"], told["source"]) == ("en", "basic", "staff")
    assert (told["status"], told["has_code"], told["requires_code"]) == ("active", False, False)
    seen = office.ask("GET", f"/customers/{told['number']}")
    assert (seen.json, seen.tag) == (told, '"1"')
    numbers = office.ask("GET", f"/customers/{told['number']}/numbers").json["items"]
    assert [each["number"] for each in numbers] == ["+46739123456", "+46739123457"]
    call = ring(house.screening, numbers[1]["number"])
    assert (call.verdict, call.customer, call.language) == ("ADMIT", told["number"], "en")
    [registration] = trail(told["number"], "customer_registered")
    assert (registration.who, registration.why) == ("support@example.com", REASON["reason"])
    assert registration.after["limit"] == "1000.00"
    assert len(trail(told["number"], "number_linked")) == 1


def test_a_name_and_address_that_are_somebodys_are_refused_with_whose(office: Reception) -> None:
    person = a_person()
    known = office.ask("POST", "/customers", person).json["number"]
    again = office.ask("POST", "/customers", {**person, "name": "SIV  exempel"})
    assert (again.status, again.code) == (409, "owner_taken")
    assert known in again.json["detail"]


def test_a_number_that_is_somebodys_is_refused_with_whose(office: Reception) -> None:
    number = a_number()
    known = register(office, numbers=[number])
    again = office.ask("POST", "/customers", a_person(numbers=[number]))
    assert (again.status, again.code) == (409, "number_taken")
    assert known in again.json["detail"]
    malformed = office.ask("POST", "/customers", a_person(numbers=["112"]))
    assert (malformed.status, malformed.json["errors"][0]["field"]) == (422, "body.numbers.0")


def test_a_preview_tells_all_that_would_be_refused_and_draws_no_number(office: Reception) -> None:
    number, person = a_number(), a_person(tags=["VIP"])
    del person["reason"]
    before = int(TableRegister().next_customer_number())
    free = office.ask("POST", "/customers/preview", {**person, "numbers": [number]}, key="")
    assert free.status == 200
    assert free.json == {
        "hindrances": [],
        "customer": None,
        "numbers": [number],
        "tags": ["vip"],
        "price_list": "basic",
        "opening_limit": {"amount": "1000.00", "currency": "SEK"},
    }
    assert int(TableRegister().next_customer_number()) == before + 1
    known = office.ask("POST", "/customers", {**person, "numbers": [number], **REASON}).json
    special = {"price_list": "none", "opening_limit": {"amount": "1.00", "currency": "EUR"}}
    taken = office.ask("POST", "/customers/preview", {**person, "numbers": [number], **special})
    assert taken.json["customer"] == known["number"]
    assert taken.json["hindrances"] == [
        "price list none has no version in force",
        f"this name and address are those of customer {known['number']} already",
        f"{number} is a number of customer {known['number']}",
    ]
    refused = office.ask("POST", "/customers/preview", {**person, **special}, role=Role.SUPPORT)
    assert (refused.status, refused.code) == (403, "not_permitted")
    assert "preview_customer.opening_limit" in denials()
    viewer = office.ask("POST", "/customers/preview", person, role=Role.VIEWER)
    assert (viewer.status, viewer.code) == (403, "not_permitted")


def test_a_limit_in_another_currency_than_the_prices_is_refused(office: Reception) -> None:
    person = a_person(opening_limit={"amount": "100.00", "currency": "EUR"})
    refused = office.ask("POST", "/customers", person)
    assert (refused.status, refused.code) == (422, "currency_mismatch")
    del person["reason"]
    [hindrance] = office.ask("POST", "/customers/preview", person).json["hindrances"]
    assert hindrance == refused.json["detail"]
    assert hindrance == "price list basic is in SEK: a limit in EUR does not go with it"


def test_f32_another_limit_or_price_list_is_for_those_who_may_give_it(office: Reception) -> None:
    two_thousand = {"opening_limit": {"amount": "2000.00", "currency": "SEK"}}
    for special in (two_thousand, {"price_list": "cheap"}):
        refused = office.ask("POST", "/customers", a_person(**special), role=Role.SUPPORT)
        assert (refused.status, refused.code) == (403, "not_permitted")
        assert f"create_customer.{next(iter(special))}" in denials()
        assert office.ask("POST", "/customers", a_person(**special)).status == 201
    usual = {"opening_limit": {"amount": "1000.00", "currency": "SEK"}, "price_list": "basic"}
    assert office.ask("POST", "/customers", a_person(**usual), role=Role.SUPPORT).status == 201
    none = office.ask("POST", "/customers", a_person(price_list="no-such-list"))
    assert (none.status, none.code) == (404, "price_list_missing")
    customer = register(office)
    path = f"/customers/{customer}"
    dearer = {"price_list": "cheap", **REASON}
    refused = office.ask("PATCH", path, dearer, version='"1"', role=Role.SUPPORT)
    assert (refused.status, refused.code) == (403, "not_permitted")
    assert office.ask("PATCH", path, dearer, version='"1"').json["price_list"] == "cheap"


def test_f37_a_registration_that_died_after_storing_is_met_again_by_its_key(
    office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number is given once: a retry burns none."""
    person = a_person(numbers=[a_number()])
    with monkeypatch.context() as patch:
        patch.setattr("admin_api.routes.customers.tell_file", lambda *_told, **_more: 1 / 0)
        assert office.ask("POST", "/customers", person, key="registration-1").status == 500
    before = TableRegister().next_customer_number()
    again = office.ask("POST", "/customers", person, key="registration-1")
    assert again.status == 201
    assert int(again.json["number"]) < int(before)
    assert int(TableRegister().next_customer_number()) == int(before) + 1


def test_f41_of_many_who_register_one_person_at_once_one_does(
    new_office: Callable[[], Reception],
) -> None:
    person = a_person(numbers=[a_number()])
    offices = [new_office() for _ in range(6)]

    def create(office: Reception) -> tuple[int, str]:
        answered = office.ask("POST", "/customers", person)
        return answered.status, answered.json.get("number") or answered.json["detail"]

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(create, offices))
    [number] = [told for status, told in answers if status == 201]
    assert all(status in {201, 409} and number in told for status, told in answers)


def test_a_change_tells_exactly_what_is_another(office: Reception) -> None:
    customer = register(office, tags=["vip"], email="siv@example.com")
    path = f"/customers/{customer}"
    changes = {"name": "Siv Nyhem", "language": "en", "email": None, "city": "Exempelby"}
    changed = change(office, customer, **changes)
    assert (changed.status, changed.tag) == (200, '"2"')
    assert (changed.json["name"], changed.json["email"]) == ("Siv Nyhem", None)
    [entry] = trail(customer, "customer_changed")
    assert entry.before == {"name": "Siv Exempel", "email": "siv@example.com", "language": "sv"}
    assert entry.after == {"name": "Siv Nyhem", "email": "", "language": "en"}
    assert (entry.who, entry.why) == ("billing@example.com", REASON["reason"])
    stale = office.ask("PATCH", path, {"tags": [], **REASON}, version='"1"')
    assert (stale.status, stale.code) == (412, "version_stale")
    nothing = change(office, customer, name="Siv Nyhem")
    assert (nothing.status, nothing.tag) == (200, '"2"')
    assert len(trail(customer, "customer_changed")) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": None},
        {"name": " "},
        {"language": "de"},
        {"tags": ["two words"]},
        {"tags": [f"t{at}" for at in range(21)]},
        {"email": "nobody"},
        {"email": "a@b.se\r\nBcc: x"},
        {"requires_code": 1},
        {"country": "Sweden"},
        {"status": "active"},
        {"limit": "9"},
    ],
)
def test_f33_a_change_of_what_cannot_be_is_refused(
    office: Reception, body: dict[str, object]
) -> None:
    answered = office.ask("PATCH", "/customers/100001", {**body, **REASON}, version='"1"')
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_who_moves_is_found_at_the_new_address_and_not_at_the_old_one(office: Reception) -> None:
    person, other = a_person(), a_person()
    customer = office.ask("POST", "/customers", person).json["number"]
    office.ask("POST", "/customers", other)
    taken = change(office, customer, street=other["street"])
    assert (taken.status, taken.code) == (409, "owner_taken")
    assert change(office, customer, street="Flyttgatan 1").json["source"] == "staff"
    assert office.ask("POST", "/customers", person).status == 201
    moved = office.ask("POST", "/customers", {**person, "street": "flyttgatan 1"})
    assert customer in moved.json["detail"]


def test_what_a_directory_said_of_an_address_that_staff_have_changed_waits_no_more(
    house: House, office: Reception, clock: TickingClock
) -> None:
    caller, addresses = house.register(), TableAddresses()
    file, now = addresses.file(caller.customer), clock()
    moved = replace(file.version.owner, street="Flyttgatan 2")
    listing = Listing(status=ListingStatus.FOUND, directory="nrop", fetched_at=now, owner=moved)
    check = weigh_answers(file, {caller.number: listing}, now)
    addresses.keep(file, check.after, check.audit)
    assert caller.customer in addresses.undecided()
    assert change(office, caller.customer, street="Flyttgatan 3").status == 200
    assert caller.customer not in addresses.undecided()
    assert addresses.file(caller.customer).finding is None


def test_a_change_of_language_waits_for_no_call_and_no_call_for_it(
    house: House, office: Reception
) -> None:
    caller = house.register()
    tag = office.ask("GET", f"/customers/{caller.customer}").tag
    assert ring(house.screening, caller.number).verdict == "ADMIT"
    english = {"language": "en", **REASON}
    path = f"/customers/{caller.customer}"
    assert office.ask("PATCH", path, english, version=tag).status == 200
    assert house.account(caller).version == 2
    assert ring(house.screening, caller.number).language == "en"


def test_a_code_is_required_only_of_who_has_one(office: Reception) -> None:
    customer = register(office)
    without = change(office, customer, requires_code=True)
    assert (without.status, without.code) == (409, "code_missing")
    office.ask("POST", f"/customers/{customer}/pin", REASON)
    assert change(office, customer, requires_code=True).json["requires_code"]
    assert not change(office, customer, requires_code=False).json["requires_code"]


def test_merged_and_erased_customers_are_changed_no_more(office: Reception) -> None:
    for status, words in (("merged", "merged into 100001"), ("erased", "was erased")):
        customer = register(office)
        rows.ProfileRow(f"CUST#{customer}", "PROFILE").update(
            actions=[
                rows.ProfileRow.status.set(status),
                rows.ProfileRow.merged_into.set("100001"),
            ]
        )
        gone = change(office, customer, name="Somebody Else")
        assert (gone.status, gone.code) == (409, "customer_gone")
        assert words in gone.json["detail"]
        closing = office.ask("POST", f"/customers/{customer}/closing", REASON, version='"1"')
        assert (closing.status, closing.code) == (409, "customer_gone")
        for what, body in {
            "numbers": {"number": a_number(), **REASON},
            "blocks": {"kind": "other", **REASON},
            "discounts": {"kind": "percent", "percent": "10", **REASON},
            "notes": {"text": "hello"},
            "pin": REASON,
        }.items():
            answered = office.ask("POST", f"/customers/{customer}/{what}", body)
            assert (answered.status, answered.code) == (409, "customer_gone"), what
        assert office.ask("GET", f"/customers/{customer}").json["status"] == status


@pytest.mark.parametrize(
    "path",
    ["", "/numbers", "/pin", "/blocks", "/discounts", "/notes"],
)
def test_a_customer_who_is_not_there_is_not_found(office: Reception, path: str) -> None:
    answered = office.ask("GET", f"/customers/999999{path}")
    assert (answered.status, answered.code) == (404, "customer_missing")
    assert found(office, search="999999") == []
