"""Single calls priced over the staff API, and what is on sale."""

from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.prices import discount_to_json
from agentline.domain.discount import Discount, DiscountKind
from agentline.domain.percent import Percent
from agentline.domain.staff import Role
from tests.examples import NOON
from tests.integration.billing.house import House
from tests.reception import Answered, Reception

LISTED = {
    "price_list": "basic",
    "article": "TAROT",
    "start": "2026-03-10T14:03:05Z",
    "talk_seconds": 61,
}
OWN = {
    "tariff": {
        "rate_per_minute": "20.00",
        "first_seconds": 60,
        "increment_seconds": 60,
        "opening_fee": "5.00",
        "steps": [{"after_seconds": 900, "rate_per_minute": "15.00", "increment_seconds": 1}],
        "bands": [
            {"days": ["mon"], "from": "18:00", "to": "24:00", "rate_per_minute": "10.00"},
        ],
        "holidays": ["2026-12-25"],
    },
    "discounts": [{"kind": "percent", "value": "10"}],
    "start": "2026-03-10T14:03:05Z",
    "talk_seconds": 61,
}


def ask(office: Reception, body: dict[str, Any], role: Role = Role.VIEWER) -> Answered:
    return office.ask("POST", "/price-calls", body, role=role, key="")


def test_a_call_is_priced_by_an_article_and_explained(office: Reception) -> None:
    priced = ask(office, LISTED).json
    assert (priced["amount"]["amount"], priced["vat"]["amount"], priced["net"]["amount"]) == (
        "45.00",
        "9.00",
        "36.00",
    )
    assert (priced["billed_seconds"], priced["price_list"]) == (120, "basic")
    assert priced["valid_from"] == "2026-01-01T00:00:00Z"
    assert priced["explanation"][1] == "Blocks: 2 x 60 s = 120 s billed."
    swedish = ask(office, {**LISTED, "language": "sv"}).json
    assert swedish["explanation"][1] == "Block: 2 x 60 s = 120 s debiteras."
    later = ask(office, {**LISTED, "is_later_leg": True}).json
    assert later["amount"]["amount"] == "40.00"


def test_a_tariff_of_ones_own_is_priced_as_agentline_price_does(office: Reception) -> None:
    priced = ask(office, OWN).json
    assert (priced["amount"]["amount"], priced["vat"]["amount"]) == ("40.50", "8.10")
    assert (priced["price_list"], priced["vat_percent"]) == (None, "25")
    in_euro = {**OWN, "currency": "EUR", "vat_percent": "6"}
    assert ask(office, in_euro).json["vat"] == {"amount": "2.29", "currency": "EUR"}


def test_a_customer_pays_by_the_discounts_they_have_then(house: House, office: Reception) -> None:
    caller = house.register()
    discount = Discount(
        kind=DiscountKind.PERCENT, percent=Percent.parse("20"), article="TAROT", valid_from=NOON
    )
    rows.DiscountRow(
        customer_key(caller.customer),
        "ACCOUNT.DISCOUNT#001",
        discount=discount_to_json(discount),
    ).save()
    of_customer = {**LISTED, "customer": caller.customer}
    assert ask(office, of_customer).json["amount"]["amount"] == "36.00"
    before = {**of_customer, "start": "2026-03-10T11:00:00Z"}
    assert ask(office, before).json["amount"]["amount"] == "45.00"


def test_a_call_is_priced_by_the_version_it_would_have_been(office: Reception) -> None:
    old = {**LISTED, "start": "2025-12-31T12:00:00Z"}
    assert (ask(office, old).status, ask(office, old).code) == (404, "price_list_missing")
    named = {**old, "valid_from": "2026-01-01T00:00:00Z"}
    assert ask(office, named).json["amount"]["amount"] == "45.00"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"price_list": "none"}, 404, "price_list_missing"),
        ({"article": "NONE"}, 422, "article_missing"),
        ({"customer": "999999"}, 404, "customer_missing"),
        ({"talk_seconds": -1}, 422, "invalid_input"),
        ({"talk_seconds": 86_401}, 422, "invalid_input"),
        ({"talk_seconds": "61"}, 422, "invalid_input"),
        ({"article": None}, 422, "invalid_input"),
        ({"tariff": {"rate_per_minute": "1.00"}}, 422, "invalid_input"),
        ({"discounts": [{"kind": "percent", "value": "10"}]}, 422, "invalid_input"),
        ({"start": "2026-03-10T14:03:05"}, 422, "invalid_input"),
    ],
)
def test_a_call_that_cannot_be_priced_is_refused(
    office: Reception, change: dict[str, Any], status: int, code: str
) -> None:
    answered = ask(office, LISTED | change)
    assert (answered.status, answered.code) == (status, code)


def test_articles_are_told_with_lists_and_lines(office: Reception, own_table: str) -> None:
    assert own_table
    [tarot] = office.ask("GET", "/articles", role=Role.VIEWER).json["items"]
    assert (tarot["number"], tarot["unit"], tarot["vat_percent"]) == ("TAROT", "minute", "25")
    assert [
        (each["price_list"], each["rate_per_minute"]["amount"]) for each in tarot["price_lists"]
    ] == [("basic", "20.00"), ("cheap", "20.00")]
    assert tarot["service_lines"] == [{"number": "+46846500400", "name": "Tarotlinjen"}]
    whole = office.ask("GET", "/articles/TAROT").json
    assert [each["article"]["tariff"]["opening_fee"] for each in whole["price_lists"]] == [
        "5.00",
        "0.00",
    ]
    assert office.ask("GET", "/articles/NONE").status == 404
