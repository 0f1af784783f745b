"""Addresses that directory and register do not agree on, over the staff API, on the store."""

from dataclasses import replace
from typing import cast

import pytest

from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.customer import ListingStatus, Owner
from tests.fakes import FakeDirectory
from tests.integration.billing.house import Caller, House
from tests.reception import Reception

REASON = {"reason": "asked the customer"}


@pytest.fixture
def directory(house: House) -> FakeDirectory:
    return cast("FakeDirectory", house.screening.directory)


def moved(house: House, directory: FakeDirectory) -> tuple[Caller, Owner]:
    """A caller whom the directory names at another address by now."""
    caller = house.register()
    known = directory.owners[caller.number]
    elsewhere = replace(known, street=f"Nya vägen {caller.customer}")
    directory.owners[caller.number] = elsewhere
    return caller, elsewhere


def path_of(caller: Caller) -> str:
    return f"/customers/{caller.customer}/address"


def told(caller: Caller) -> list[tuple[str, str, str]]:
    entries = TableAuditTrail().entries(caller.customer)
    return [(entry.what, entry.who, entry.why) for entry in entries if "address" in entry.what]


def test_an_address_is_looked_up_found_different_and_accepted(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller, elsewhere = moved(house, directory)
    before = office.ask("GET", path_of(caller)).json
    assert (before["finding"], before["is_waiting"]) == (None, False)
    assert before["numbers"] == [caller.number]
    checked = office.ask("POST", f"{path_of(caller)}/checking", REASON).json
    assert (checked["outcome"], checked["address"]["is_waiting"]) == ("differs", True)
    finding = checked["address"]["finding"]
    assert finding["found"]["street"] == elsewhere.street
    assert finding["numbers"][0]["leads_to"] == "different"
    assert office.ask("GET", path_of(caller)).json == checked["address"]

    body = {"choice": "accepted", "finding": finding["token"], **REASON}
    decided = office.ask("POST", f"{path_of(caller)}/deciding", body, key="deciding-17")
    assert (decided.status, decided.json["is_waiting"]) == (200, False)
    assert decided.json["registered"]["street"] == elsewhere.street
    decision = decided.json["finding"]["decision"]
    assert (decision["choice"], decision["who"]) == ("accepted", "billing@example.com")
    again = office.ask("POST", f"{path_of(caller)}/deciding", body, key="deciding-17")
    assert again.text == decided.text
    assert told(caller) == [
        ("address_asked", "billing@example.com", REASON["reason"]),
        (
            "address_differs",
            "system",
            "the address was looked up again; the register stays as it is until staff decide",
        ),
        ("address_accepted", "billing@example.com", REASON["reason"]),
    ]


def test_the_same_decision_told_again_under_another_key_is_done_once(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller, _ = moved(house, directory)
    checked = office.ask("POST", f"{path_of(caller)}/checking", REASON).json
    body = {"choice": "kept", "finding": checked["address"]["finding"]["token"], **REASON}
    first = office.ask("POST", f"{path_of(caller)}/deciding", body)
    again = office.ask("POST", f"{path_of(caller)}/deciding", body)
    assert (first.status, again.status, again.text) == (200, 200, first.text)
    assert [what for what, _, _ in told(caller)].count("address_kept") == 1
    other = office.ask("POST", f"{path_of(caller)}/deciding", body | {"choice": "accepted"})
    assert (other.status, other.code) == (409, "finding_changed")
    assert "billing@example.com decided about it" in other.json["detail"]


def test_what_was_not_seen_is_not_decided_about(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller, _ = moved(house, directory)
    body = {"choice": "kept", "finding": "0" * 12, **REASON}
    nothing = office.ask("POST", f"{path_of(caller)}/deciding", body)
    assert (nothing.status, nothing.code) == (409, "finding_changed")
    office.ask("POST", f"{path_of(caller)}/checking", REASON)
    other = office.ask("POST", f"{path_of(caller)}/deciding", body)
    assert (other.status, other.code) == (409, "finding_changed")


def test_the_address_of_another_customer_is_not_taken(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller, other = house.register(), house.register()
    directory.owners[caller.number] = directory.owners[other.number]
    finding = office.ask("POST", f"{path_of(caller)}/checking", REASON).json["address"]["finding"]
    body = {"choice": "accepted", "finding": finding["token"], **REASON}
    taken = office.ask("POST", f"{path_of(caller)}/deciding", body)
    assert (taken.status, taken.code) == (409, "owner_taken")
    assert other.customer in taken.json["detail"]


def test_nobody_is_accepted_where_the_directory_names_nobody(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller = house.register()
    del directory.owners[caller.number]
    checked = office.ask("POST", f"{path_of(caller)}/checking", REASON).json
    assert checked["outcome"] == "insufficient"
    token = checked["address"]["finding"]["token"]
    body = {"choice": "accepted", "finding": token, **REASON}
    refused = office.ask("POST", f"{path_of(caller)}/deciding", body)
    assert (refused.status, refused.code) == (409, "address_refused")
    kept = office.ask("POST", f"{path_of(caller)}/deciding", body | {"choice": "kept"})
    assert (kept.status, kept.json["is_waiting"]) == (200, False)


def test_f42_a_directory_that_does_not_answer_changes_nothing(
    house: House, office: Reception, directory: FakeDirectory
) -> None:
    caller = house.register()
    directory.status = ListingStatus.ERROR
    checked = office.ask("POST", f"{path_of(caller)}/checking", REASON).json
    assert (checked["outcome"], checked["address"]["finding"]) == ("unknown", None)


def test_findings_are_listed_longest_waiting_first_and_leave_the_list_when_decided(
    house: House, office: Reception, directory: FakeDirectory, own_table: str
) -> None:
    assert own_table
    callers = [moved(house, directory)[0] for _ in range(3)]
    house.register()
    for caller in callers:
        office.ask("POST", f"{path_of(caller)}/checking", REASON)
    first = office.ask("GET", "/address-findings", query={"limit": "2"}).json
    rest = office.ask(
        "GET", "/address-findings", query={"limit": "2", "cursor": first["next"]}
    ).json
    listed = [*first["items"], *rest["items"]]
    assert [file["customer"] for file in listed] == [caller.customer for caller in callers]
    body = {"choice": "kept", "finding": listed[0]["finding"]["token"], **REASON}
    office.ask("POST", f"{path_of(callers[0])}/deciding", body)
    left = office.ask("GET", "/address-findings").json["items"]
    assert [file["customer"] for file in left] == [caller.customer for caller in callers[1:]]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("POST", "/checking", REASON),
        ("POST", "/deciding", {"choice": "kept", "finding": "0" * 12, **REASON}),
    ],
)
def test_there_must_be_such_a_customer(
    office: Reception, method: str, path: str, body: object
) -> None:
    missing = office.ask(method, f"/customers/999999/address{path}", body)
    assert (missing.status, missing.code) == (404, "customer_missing")
