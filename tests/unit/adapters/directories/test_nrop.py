"""NROP is asked as documented, and a number hidden by its owner is told from one unknown."""

from typing import Any

import pytest

from agentline.domain.customer import Listing, ListingStatus
from tests.examples import NOON
from tests.unit.adapters.directories.asking import KARI, SIV, nrop
from tests.unit.adapters.directories.stand_in import StandIn, answering

LISTED: dict[str, Any] = {
    "href": "/nrop/%2B4798765432",
    "created": "2016-12-12T04:39:12.000Z",
    "updated": "2017-05-26T08:52:36.000Z",
    "customerType": "P",
    "phone": "+4798765432",
    "firstName": "Kari",
    "middleName": "",
    "lastName": "Nordmann",
    "organizationNumber": "",
    "companyName": "",
    "address": "Storgata 10",
    "postalCode": "0001",
    "city": "OSLO",
    "country": "NO",
    "phoneBook": True,
    "manualQuery": True,
    "electronicQuery": True,
}
PERSONAL = ("firstName", "lastName", "address", "postalCode", "city", "country")
FLAGS = ("phoneBook", "manualQuery", "electronicQuery")
EMPTIED = {**LISTED, **dict.fromkeys(PERSONAL, "")}
HIDDEN = {**EMPTIED, **dict.fromkeys(FLAGS, False)}


def look_up(server: StandIn, content: Any) -> Listing:
    server.behave = answering(content)
    return nrop(server.origin).look_up(KARI, NOON)


def test_a_listed_owner_is_found(server: StandIn) -> None:
    listing = look_up(server, LISTED)
    assert (listing.status, listing.directory) == (ListingStatus.FOUND, "nrop")
    owner = listing.registrable_owner
    assert owner is not None
    assert (owner.name, owner.street, owner.postcode, owner.city, owner.country) == (
        "Kari Nordmann",
        "Storgata 10",
        "0001",
        "OSLO",
        "NO",
    )


def test_the_request_is_the_documented_one(server: StandIn) -> None:
    look_up(server, LISTED)
    [asked] = server.asked
    assert asked.target == "/nrop/%2B4798765432"
    assert asked.headers["Authorization"] == "Basic QWxhZGRpbjpvcGVuLXNlc2FtZQ=="
    assert asked.headers["Accept-Version"] == "1.2.*"


def test_a_company_is_named_by_its_name(server: StandIn) -> None:
    listing = look_up(server, {**LISTED, "companyName": "Fjord AS", "customerType": "B"})
    assert listing.owner is not None
    assert listing.owner.name == "Fjord AS"


def test_a_hidden_number_has_nothing_personal_and_is_published_nowhere(server: StandIn) -> None:
    listing = look_up(server, HIDDEN)
    assert (listing.status, listing.owner) == (ListingStatus.HIDDEN, None)


@pytest.mark.parametrize(
    "content", [EMPTIED, {**HIDDEN, "electronicQuery": True}, {**HIDDEN, "lastName": "Nordmann"}]
)
def test_anything_between_is_partial(server: StandIn, content: Any) -> None:
    assert look_up(server, content).status is ListingStatus.PARTIAL


@pytest.mark.parametrize(
    "content",
    [
        {**LISTED, "phone": "+4798765433"},
        {**LISTED, "phoneBook": "true"},
        {**LISTED, "city": None},
        {name: value for name, value in LISTED.items() if name != "address"},
        {name: value for name, value in LISTED.items() if name != "manualQuery"},
        [LISTED],
    ],
)
def test_f42_an_answer_of_another_shape_or_number_is_an_error(
    server: StandIn, content: Any
) -> None:
    assert look_up(server, content).status is ListingStatus.ERROR


def test_an_unknown_number_is_not_found_where_the_status_is_named(server: StandIn) -> None:
    server.behave = answering({}, status=404)
    told = nrop(server.origin, not_found_statuses=[404])
    assert told.look_up(KARI, NOON).status is ListingStatus.NOT_FOUND


def test_only_norwegian_numbers_are_asked_about(server: StandIn) -> None:
    assert nrop(server.origin).look_up(SIV, NOON).status is ListingStatus.NOT_FOUND
    assert server.asked == []
