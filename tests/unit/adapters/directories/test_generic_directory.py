"""A directory described by settings alone is asked and read as they say (kind `http`)."""

from typing import Any

import pytest

from agentline.domain.customer import Listing, ListingStatus
from agentline.domain.phone_number import phone_number
from tests.examples import NOON
from tests.unit.adapters.directories.asking import FIELDS, OWNER, SECRET, SIV, generic
from tests.unit.adapters.directories.stand_in import StandIn, answering


def look_up(server: StandIn, content: Any, **settings: Any) -> Listing:
    server.behave = answering(content)
    return generic(server.origin, **settings).look_up(SIV, NOON)


def changed(**parts: Any) -> dict[str, Any]:
    return {**OWNER, **parts}


def with_address(**parts: Any) -> dict[str, Any]:
    address: Any = OWNER["address"]
    return changed(address={**address, **parts})


def test_one_complete_owner_is_found_with_provenance(server: StandIn) -> None:
    listing = look_up(server, OWNER)
    assert listing.status is ListingStatus.FOUND
    assert (listing.directory, listing.fetched_at) == ("example", NOON)
    owner = listing.registrable_owner
    assert owner is not None
    assert (owner.name, owner.street, owner.postcode, owner.city, owner.country) == (
        "Siv Exempel",
        "Provgatan 1",
        "12345",
        "Exempelby",
        "SE",
    )
    assert server.asked[0].target == "/people/%2B46701740605"
    assert server.asked[0].headers["accept"] == "application/json"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (with_address(town="  Exempel\u00a0 by\n"), {"city": "Exempel by"}),
        (with_address(zip="SE-123 45"), {"postcode": "12345"}),
        (with_address(zip=12345), {"postcode": "12345"}),
        (with_address(zip="0001", country="no"), {"postcode": "0001", "country": "NO"}),
        (with_address(zip="AB1 2CD", country="gb"), {"postcode": "AB1 2CD", "country": "GB"}),
        (with_address(number="12 B"), {"street": "Provgatan 12 B"}),
        (with_address(number=None), {"street": "Provgatan"}),
        (changed(company=" Exempel  AB "), {"name": "Exempel AB"}),
        (changed(person={"first": "Sive\u0301", "last": "Ö"}), {"name": "Siv\u00e9 Ö"}),
    ],
)
def test_what_comes_is_brought_into_the_registers_spelling(
    server: StandIn, content: Any, expected: dict[str, str]
) -> None:
    listing = look_up(server, content)
    assert listing.registrable_owner is not None
    for part, value in expected.items():
        assert getattr(listing.registrable_owner, part) == value


@pytest.mark.parametrize(
    "content",
    [
        with_address(street=""),
        with_address(town=None),
        with_address(zip="1234"),
        with_address(zip="١٢٣٤٥"),
        with_address(zip=1, country="NO"),
        changed(person={"first": "", "last": " "}),
        {"person": {"last": "Exempel"}},
    ],
)
def test_an_owner_no_invoice_can_reach_is_partial_and_kept_for_staff(
    server: StandIn, content: Any
) -> None:
    listing = look_up(server, content)
    assert listing.status is ListingStatus.PARTIAL
    assert listing.owner is not None
    assert listing.registrable_owner is None


@pytest.mark.parametrize(
    ("number_format", "countries", "spelled"),
    [
        ("e164", [], "%2B46701740605"),
        ("00", [], "0046701740605"),
        ("no_plus", [], "46701740605"),
        ("national", ["SE"], "0701740605"),
    ],
)
def test_the_number_is_spelled_as_the_directory_wants_it(
    server: StandIn, number_format: str, countries: list[str], spelled: str
) -> None:
    server.behave = answering(OWNER)
    directory = generic(
        server.origin,
        url=f"{server.origin}/find?q={{number}}&x=1",
        number_format=number_format,
        countries=countries,
    )
    directory.look_up(SIV, NOON)
    assert server.asked[0].target == f"/find?q={spelled}&x=1"


def test_a_number_of_another_country_is_not_asked_about(server: StandIn) -> None:
    directory = generic(server.origin, number_format="national", countries=["SE"])
    listing = directory.look_up(phone_number("+4798765432"), NOON)
    assert listing.status is ListingStatus.NOT_FOUND
    assert server.asked == []


@pytest.mark.parametrize(
    ("auth", "header", "value"),
    [
        ({"kind": "basic", "user": "us"}, "authorization", "Basic dXM6b3Blbi1zZXNhbWU="),
        ({"kind": "bearer"}, "authorization", f"Bearer {SECRET}"),
        ({"kind": "header", "name": "X-Api-Key"}, "x-api-key", SECRET),
        ({"kind": "header", "name": "Authorization"}, "authorization", SECRET),
    ],
)
def test_the_secret_goes_where_the_settings_say(
    server: StandIn, auth: dict[str, str], header: str, value: str
) -> None:
    server.behave = answering(OWNER)
    headers = {"X-Client": "agentline"}
    directory = generic(server.origin, secret=f"{SECRET}\n", auth=auth, headers=headers)
    directory.look_up(SIV, NOON)
    assert server.asked[0].headers[header] == value
    assert server.asked[0].headers["x-client"] == "agentline"


@pytest.mark.parametrize(("query", "sign"), [("", "?"), ("?v=2", "&")])
def test_a_secret_in_the_query_is_escaped(server: StandIn, query: str, sign: str) -> None:
    server.behave = answering(OWNER)
    url = f"{server.origin}/people/{{number}}{query}"
    auth = {"kind": "query", "name": "apikey"}
    generic(server.origin, secret="a&b=c", url=url, auth=auth).look_up(SIV, NOON)
    assert server.asked[0].target == f"/people/%2B46701740605{query}{sign}apikey=a%26b%3Dc"


@pytest.mark.parametrize(
    ("owners", "status"),
    [
        ([], ListingStatus.NOT_FOUND),
        ([OWNER], ListingStatus.FOUND),
        ([OWNER, OWNER], ListingStatus.SEVERAL),
    ],
)
def test_a_list_of_owners_is_counted(
    server: StandIn, owners: list[Any], status: ListingStatus
) -> None:
    listing = look_up(server, {"data": {"hits": owners}}, owners="/data/hits")
    assert listing.status is status
    assert (listing.owner is not None) is (status is ListingStatus.FOUND)


@pytest.mark.parametrize(
    ("condition", "content", "is_hidden"),
    [
        ({"pointer": "/secret", "equals": True}, changed(secret=True), True),
        ({"pointer": "/secret", "equals": True}, changed(secret=1), False),
        ({"pointer": "/secret", "equals": "yes"}, changed(secret="no"), False),
        ({"pointer": "/secret", "equals": None}, changed(secret=None), True),
        ({"pointer": "/secret", "equals": None}, OWNER, False),
        ({"pointer": "/person/last", "test": "empty"}, changed(person={"last": " "}), True),
        ({"pointer": "/person/last", "test": "empty"}, changed(person={}), True),
        ({"pointer": "/person/last", "test": "empty"}, OWNER, False),
        ({"pointer": "/address", "test": "missing"}, {"person": {"last": "E"}}, True),
        ({"pointer": "/address", "test": "missing"}, changed(address=None), False),
    ],
)
def test_a_condition_tells_a_hidden_number(
    server: StandIn, condition: dict[str, Any], content: Any, is_hidden: bool
) -> None:
    listing = look_up(server, content, hidden=[condition])
    assert (listing.status is ListingStatus.HIDDEN) is is_hidden
    if is_hidden:
        assert listing.owner is None


def test_all_conditions_must_hold(server: StandIn) -> None:
    conditions = [{"pointer": "/a", "equals": 1}, {"pointer": "/b", "equals": 2}]
    for content, status in [
        (changed(a=1, b=2), ListingStatus.NOT_FOUND),
        (changed(a=1, b=3), ListingStatus.FOUND),
    ]:
        assert look_up(server, content, not_found=conditions).status is status


@pytest.mark.parametrize("http_status", [404, 204])
def test_a_status_says_not_found_only_if_the_settings_say_so(
    server: StandIn, http_status: int
) -> None:
    server.behave = answering({"message": "no such number"}, status=http_status)
    told = generic(server.origin, not_found_statuses=[http_status])
    assert told.look_up(SIV, NOON).status is ListingStatus.NOT_FOUND
    assert generic(server.origin).look_up(SIV, NOON).status is ListingStatus.ERROR


def test_the_documented_answer_of_a_swiss_directory_is_read_by_settings_alone(
    server: StandIn,
) -> None:
    hit = {
        "dwhId": 1,
        "companyname": "",
        "firstname": "Urs",
        "name": "Muster",
        "street": "Musterweg",
        "houseNumber": "3",
        "zip": "8000",
        "location": "Zürich",
        "phoneNumbers": [],
        "mobileNumbers": ["+41791234567"],
    }
    settings: dict[str, Any] = {
        "url": f"{server.origin}/v2/search/calllookup?number={{number}}",
        "auth": {"kind": "header", "name": "Auth-Key"},
        "secret": SECRET,
        "countries": ["CH"],
        "default_country": "CH",
        "owners": "/data",
        "not_found": [{"pointer": "/hitCount", "equals": 0}],
        "fields": {
            "first_name": "/firstname",
            "last_name": "/name",
            "company": "/companyname",
            "street": "/street",
            "house_number": "/houseNumber",
            "postcode": "/zip",
            "city": "/location",
        },
    }
    urs = phone_number("+41791234567")
    for content, status in [
        ({"hitCount": 1, "resultCount": 1, "data": [hit]}, ListingStatus.FOUND),
        ({"hitCount": 0, "resultCount": 0, "data": []}, ListingStatus.NOT_FOUND),
        ({"hitCount": 2, "resultCount": 2, "data": [hit, hit]}, ListingStatus.SEVERAL),
    ]:
        server.behave = answering(content)
        assert generic(server.origin, **settings).look_up(urs, NOON).status is status
    assert server.asked[0].headers["auth-key"] == SECRET


def test_a_name_may_come_in_one_piece(server: StandIn) -> None:
    parts = {name: FIELDS[name] for name in ("street", "postcode", "city")}
    listing = look_up(server, changed(title="Siv E"), fields={**parts, "name": "/title"})
    assert listing.owner is not None
    assert listing.owner.name == "Siv E"
