"""Trestle is asked as documented; an error counts even beside an owner."""

from typing import Any

import pytest

from agentline.domain.customer import Listing, ListingStatus
from tests.examples import NOON
from tests.unit.adapters.directories.asking import SECRET, SIV, WAIDONG, trestle
from tests.unit.adapters.directories.stand_in import StandIn, answering

ADDRESS: dict[str, Any] = {
    "id": "Location.d1a4",
    "location_type": "Address",
    "street_line_1": "100 Syrws St",
    "street_line_2": "Ste 1",
    "city": "Lynden",
    "postal_code": "98264",
    "zip4": "98264-9999",
    "state_code": "WA",
    "country_code": "US",
}
OWNER: dict[str, Any] = {
    "id": "Person.fffd",
    "name": "Waidong L Syrws",
    "firstname": "Waidong",
    "middlename": "L",
    "lastname": "Syrws",
    "alternate_names": [],
    "gender": None,
    "type": "Person",
    "current_addresses": [ADDRESS],
}
LISTED: dict[str, Any] = {
    "id": "Phone.3dbb",
    "phone_number": "2069735100",
    "is_valid": True,
    "country_calling_code": "1",
    "owners": [OWNER],
    "error": None,
    "warnings": [],
}
PROBLEM = {"name": "InternalError", "message": "Could not retrieve entire response"}


def look_up(server: StandIn, content: Any) -> Listing:
    server.behave = answering(content)
    return trestle(server.origin).look_up(WAIDONG, NOON)


def with_owner(**parts: Any) -> dict[str, Any]:
    return {**LISTED, "owners": [{**OWNER, **parts}]}


def test_one_owner_with_one_address_is_found(server: StandIn) -> None:
    listing = look_up(server, LISTED)
    assert (listing.status, listing.directory) == (ListingStatus.FOUND, "trestle")
    owner = listing.registrable_owner
    assert owner is not None
    assert (owner.name, owner.street, owner.postcode, owner.city, owner.country) == (
        "Waidong L Syrws",
        "100 Syrws St, Ste 1",
        "98264",
        "Lynden, WA",
        "US",
    )


def test_the_request_is_the_documented_one(server: StandIn) -> None:
    look_up(server, LISTED)
    [asked] = server.asked
    assert asked.target == "/3.2/phone?phone=2069735100&phone.country_hint=US"
    assert asked.headers["x-api-key"] == SECRET


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({**LISTED, "owners": []}, ListingStatus.NOT_FOUND),
        ({**LISTED, "is_valid": False}, ListingStatus.NOT_FOUND),
        ({**LISTED, "owners": [OWNER, OWNER]}, ListingStatus.SEVERAL),
        (with_owner(current_addresses=[]), ListingStatus.PARTIAL),
        (with_owner(current_addresses=[ADDRESS, ADDRESS]), ListingStatus.PARTIAL),
        (with_owner(current_addresses=[{**ADDRESS, "city": None}]), ListingStatus.PARTIAL),
        (with_owner(name=None), ListingStatus.FOUND),
        ({**LISTED, "phone_number": "+1 206-973-5100"}, ListingStatus.FOUND),
        ({**LISTED, "error": PROBLEM}, ListingStatus.ERROR),
        ({**LISTED, "owners": [], "error": PROBLEM}, ListingStatus.ERROR),
        ({**LISTED, "is_valid": False, "error": PROBLEM}, ListingStatus.ERROR),
        ({**LISTED, "phone_number": "2069735101"}, ListingStatus.ERROR),
        ({**LISTED, "is_valid": None}, ListingStatus.ERROR),
        ({**LISTED, "owners": None}, ListingStatus.ERROR),
        ({**LISTED, "owners": ["Waidong"]}, ListingStatus.ERROR),
        (with_owner(current_addresses={}), ListingStatus.ERROR),
    ],
)
def test_every_documented_case_has_its_meaning(
    server: StandIn, content: Any, status: ListingStatus
) -> None:
    listing = look_up(server, content)
    assert listing.status is status
    assert (listing.registrable_owner is not None) is (status is ListingStatus.FOUND)


def test_f42_a_reported_error_is_named_in_the_log_and_its_words_are_not(
    server: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    look_up(server, {**LISTED, "error": PROBLEM})
    [line] = [vars(record) for record in caplog.records]
    assert line["failure"] == "reported"
    assert "entire response" not in repr(line)


def test_only_american_numbers_are_asked_about(server: StandIn) -> None:
    assert trestle(server.origin).look_up(SIV, NOON).status is ListingStatus.NOT_FOUND
    assert server.asked == []
