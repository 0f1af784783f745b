"""Orders over the staff API, on the store."""

from contextlib import suppress
from datetime import timedelta

import pytest

from admin_api.ids import order_id, order_key
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.mapping.orders import manual_order
from agentline.adapters.dynamodb.order_rows import ManualOrderRow
from agentline.domain.account import NothingToCloseError
from agentline.domain.manual_order import ManualOrder, key_of
from agentline.domain.money import sek
from agentline.domain.percent import Percent
from agentline.domain.staff import Role
from agentline.services.edit_basis import close_basis
from agentline.services.enter_order import enter_order, give_goodwill
from tests.billing_fakes import TickingClock
from tests.examples import TAROT_LINE
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import at_once, deliver
from tests.integration.office.ordering import (
    CARD,
    CARDS,
    REASON,
    Json,
    amount,
    call_of,
    forget_answers,
    ids,
    new_order,
)
from tests.reception import Reception


def test_a_customers_orders_are_listed_the_newest_first(
    house: House, office: Reception, clock: TickingClock
) -> None:
    caller = house.register()
    made = []
    for _ in range(3):
        made.append(call_of(house, caller))
        clock.pass_time(timedelta(minutes=30))
    made.append(office.ask("POST", "/orders", new_order(caller)).json["id"])
    wanted = {"customer": caller.customer}
    first = office.ask("GET", "/orders", query={**wanted, "limit": "3"})
    rest = office.ask(
        "GET", "/orders", query={**wanted, "limit": "3", "cursor": first.json["next"]}
    )
    assert [*ids(first), *ids(rest)] == made[::-1]
    assert first.json["items"][0]["customer_name"] == "Siv Exempel"
    by_line = office.ask("GET", "/orders", query={**wanted, "line": "08-46 500 400"})
    assert ids(by_line) == made[2::-1]
    assert ids(office.ask("GET", "/orders", query={**wanted, "line": "08-46 500 409"})) == []
    assert ids(office.ask("GET", "/orders", query={**wanted, "until": "2026-03-09"})) == []
    assert ids(office.ask("GET", "/orders", query={**wanted, "since": "2026-03-10"})) == made[::-1]


@pytest.mark.usefixtures("own_table")
def test_orders_of_days_are_those_of_all_customers_by_the_clock_in_stockholm(
    house: House, office: Reception, clock: TickingClock
) -> None:
    made = []
    for hours in (0, 10, 2):  # 13:00 and 23:00, and past midnight in Stockholm, not in UTC
        clock.pass_time(timedelta(hours=hours))
        made.append(call_of(house, house.register()))
    of_the_tenth = {"since": "2026-03-10", "until": "2026-03-10"}
    assert ids(office.ask("GET", "/orders", query=of_the_tenth)) == [made[1], made[0]]
    of_the_eleventh = {"since": "2026-03-11", "until": "2026-03-11"}
    assert ids(office.ask("GET", "/orders", query=of_the_eleventh)) == [made[2]]
    assert ids(office.ask("GET", "/orders")) == made[::-1]
    page = office.ask("GET", "/orders", query={"limit": "2"})
    rest = office.ask("GET", "/orders", query={"limit": "2", "cursor": page.json["next"]})
    assert [*ids(page), *ids(rest)] == made[::-1]
    of_the_line = {"line": TAROT_LINE.number, **of_the_tenth}
    assert ids(office.ask("GET", "/orders", query=of_the_line)) == [made[1], made[0]]
    assert ids(office.ask("GET", "/orders", query={"line": "+46846500409"})) == []


def test_the_orders_of_a_basis_are_those_on_it_while_it_is_open_and_after(
    house: House, office: Reception
) -> None:
    caller = house.register()
    first = call_of(house, caller)
    nothing = {"basis": caller.reference(1)}
    assert ids(office.ask("GET", "/orders", query=nothing)) == [first]
    office.ask("POST", "/invoices", {"customer": caller.customer, **REASON})
    assert ids(office.ask("GET", "/orders", query={"basis": caller.reference(2)})) == []
    second = call_of(house, caller)
    assert ids(office.ask("GET", "/orders", query={"basis": caller.reference(1)})) == [first]
    assert ids(office.ask("GET", "/orders", query={"basis": caller.reference(2)})) == [second]
    missing = office.ask("GET", "/orders", query={"basis": caller.reference(3)})
    assert (missing.status, missing.code) == (404, "invoice_missing")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"since": "2026-03-10", "until": "2026-03-09"}, "period_refused"),
        ({"since": "2026-01-01", "until": "2026-04-03"}, "period_refused"),
        ({"line": "no number"}, "invalid_input"),
        ({"basis": "100001-0001", "customer": "100001"}, "invalid_input"),
    ],
)
def test_a_list_of_what_cannot_be_is_refused(
    office: Reception, query: dict[str, str], code: str
) -> None:
    answered = office.ask("GET", "/orders", query=query)
    assert (answered.status, answered.code) == (422, code)


def test_an_order_is_told_and_explained(house: House, office: Reception) -> None:
    caller = house.register()
    call = call_of(house, caller)
    told = office.ask("GET", f"/orders/{call}", role=Role.VIEWER)
    assert told.json["kind"] == "call"
    assert (told.json["talk_seconds"], told.json["amount"]["amount"]) == (180, "65.00")
    assert told.json["basis"] == caller.reference()
    words = office.ask("GET", f"/orders/{call}/explanation", role=Role.VIEWER).json["words"]
    assert words[0] == "Talk: 180 s."
    assert "To pay: 65.00 SEK, of which 13.00 SEK is VAT at 25 %" in words[-1]
    swedish = office.ask("GET", f"/orders/{call}/explanation", query={"language": "sv"}).json
    assert swedish["words"][0] == "Samtal: 180 s."
    entered = office.ask("POST", "/orders", new_order(caller, quantity=2)).json["id"]
    words = office.ask("GET", f"/orders/{entered}/explanation").json["words"]
    assert words[1:] == [
        "Why: asked for by telephone.",
        "2 x 149.00 SEK = 298.00 SEK, VAT at 6 %.",
    ]
    gone = office.ask("GET", f"/orders/{call[:-1]}x")
    assert (gone.status, gone.code) == (404, "order_missing")
    assert office.ask("GET", "/orders/100001_20261399T120000Z_x").code == "not_found"


def test_a_manual_line_gathers_and_is_on_record(house: House, office: Reception) -> None:
    caller = house.register()
    made = office.ask("POST", "/orders", new_order(caller, quantity=2))
    assert (made.status, made.json["kind"]) == (201, "line")
    assert made.json["amount"]["amount"] == "298.00"
    assert house.account(caller).unbilled.minor == 29_800
    entry = TableAuditTrail().entries(caller.customer)[-1]
    assert (entry.what, entry.who, entry.why) == (
        "order_entered",
        "billing@example.com",
        REASON["reason"],
    )
    assert (entry.before["unbilled"], entry.after["unbilled"]) == ("0.00", "298.00")


def test_an_article_costs_what_the_customers_price_list_says(
    house: House, office: Reception
) -> None:
    caller = house.register()
    line = {"kind": "article", "article": "TAROT"}
    made = office.ask("POST", "/orders", new_order(caller, line=line, quantity=4)).json
    assert (made["text"], made["article"], made["vat_percent"]) == ("Tarot", "TAROT", "25")
    assert (made["unit_price"]["amount"], made["amount"]["amount"]) == ("20.00", "80.00")
    unknown = new_order(caller, line={"kind": "article", "article": "COFFEE"})
    answered = office.ask("POST", "/orders", unknown)
    assert (answered.status, answered.code) == (422, "article_missing")


def test_a_manual_line_that_uses_up_the_credit_closes_the_basis(
    house: House, office: Reception
) -> None:
    caller = house.register()
    house.talk(caller, 1)
    dear = {**CARDS, "unit_price": {"amount": "960.00", "currency": "SEK"}, "vat_percent": "25"}
    made = office.ask("POST", "/orders", new_order(caller, line=dear)).json
    assert made["basis"] == caller.reference(1)
    assert house.account(caller).blocking_basis == 1
    lines = office.ask("GET", f"/invoices/{caller.reference()}").json["content"]["lines"]
    assert [line["text"] for line in lines][1:] == ["Kort"]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"customer": "199999"}, 404, "customer_missing"),
        ({"quantity": 0}, 422, "invalid_input"),
        (
            {"line": {**CARDS, "unit_price": amount("0.00")["amount"], "vat_percent": "6"}},
            422,
            "order_refused",
        ),
        (
            {"line": {**CARDS, "unit_price": amount("999999.00")["amount"], "vat_percent": "6"}}
            | {"quantity": 10_000},
            422,
            "order_refused",
        ),
        (
            {"line": {**CARDS, "unit_price": amount("1.00", "EUR")["amount"], "vat_percent": "6"}},
            422,
            "currency_mismatch",
        ),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    house: House, office: Reception, more: Json, status: int, code: str
) -> None:
    caller = house.register()
    answered = office.ask("POST", "/orders", new_order(caller) | more)
    assert (answered.status, answered.code) == (status, code)
    assert house.account(caller).open_basis.count == 0


def test_one_key_makes_one_order_whatever_dies_in_between(house: House, office: Reception) -> None:
    caller = house.register()
    first = office.ask("POST", "/orders", new_order(caller), key="cards-for-siv")
    assert office.ask("POST", "/orders", new_order(caller), key="cards-for-siv").text == first.text
    forget_answers()
    again = office.ask("POST", "/orders", new_order(caller), key="cards-for-siv")
    assert (again.status, again.json) == (201, first.json)
    assert house.account(caller).open_basis.count == 1
    forget_answers()
    other = office.ask("POST", "/orders", new_order(house.register()), key="cards-for-siv")
    assert (other.status, other.code) == (422, "key_reused")


def test_of_many_at_once_with_one_key_one_makes_the_order(house: House) -> None:
    """Behind the door: an instance of the function serves one request at a time."""
    caller = house.register()

    def enter(_attempt: int) -> ManualOrder:
        deed = f"deed-of-{caller.customer}"
        return enter_order(caller.customer, CARD, deed, "anna", "bought", house.desk)

    assert len(set(at_once(6, enter))) == 1
    assert house.account(caller).open_basis.count == 1


def test_goodwill_is_bound_by_the_open_basis_and_on_record(house: House, office: Reception) -> None:
    caller = house.register()
    call_of(house, caller)
    path = f"/customers/{caller.customer}/goodwill"
    too_much = office.ask("POST", path, {**amount("565.01"), **REASON})
    assert (too_much.status, too_much.code) == (422, "goodwill_refused")
    given = office.ask("POST", path, {**amount("565.00"), **REASON})
    assert (given.status, given.json["kind"], given.json["text"]) == (
        201,
        "goodwill",
        "Avdrag, goodwill",
    )
    assert given.json["amount"]["amount"] == "-565.00"
    account = house.account(caller)
    assert (account.remaining - account.limit).minor == 50_000
    entry = TableAuditTrail().entries(caller.customer)[-1]
    assert (entry.what, entry.after["amount"]) == ("goodwill_given", "-565.00")
    closing = office.ask("POST", "/invoices", {"customer": caller.customer, **REASON})
    assert closing.code == "nothing_to_close"


def test_manual_orders_race_ratings_and_closings_and_the_books_stay_whole(house: House) -> None:
    caller = house.register()
    house.talk(caller, 3)
    record = house.ring(caller, 3)
    customer, desk = caller.customer, house.desk

    def act(worker: int) -> None:
        deed = f"deed-{worker}-of-{customer}"
        match worker % 4:
            case 0:
                enter_order(customer, CARD, deed, "anna", "bought", desk)
            case 1:
                percent = Percent.parse("25")
                give_goodwill(customer, sek(1_000), percent, deed, "anna", "a long wait", desk)
            case 2:
                with suppress(NothingToCloseError):
                    close_basis(customer, "anna", "asked for", desk)
            case 3:
                deliver(house.rating, record)

    at_once(12, act)
    assert len(house.orders(caller)) == 2
    entered = [manual_order(row) for row in ManualOrderRow.query(f"CUST#{customer}")]
    assert sorted(order.amount.minor for order in entered) == [-1_000] * 3 + [14_900] * 3
    owed = house.account(caller).unbilled + house.account(caller).unpaid
    assert owed == sek(2 * 6_500 + 3 * 14_900 - 3 * 1_000)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SUPPORT])
def test_who_does_not_handle_money_enters_and_gives_nothing(
    house: House, office: Reception, role: Role
) -> None:
    caller = house.register()
    call = call_of(house, caller)
    for path, body in [
        ("/orders", new_order(caller)),
        (f"/customers/{caller.customer}/goodwill", {**amount("1.00"), **REASON}),
        (f"/orders/{call}/refund", {"is_all": True, **REASON}),
    ]:
        assert office.ask("POST", path, body, role=role).status == 403
    assert ids(office.ask("GET", "/orders", query={"customer": caller.customer}, role=role))


def test_ids_of_orders_are_read_back_whatever_their_contact_is_called(
    house: House, office: Reception
) -> None:
    assert house
    [order] = house.orders(caller := house.blocked_caller())
    key = key_of(order)
    for name in ("2b9a-call", "a_b.c~d/e", "å ä#ö%41"):
        strange = type(key)(customer=caller.customer, initiated_at=key.initiated_at, id=name)
        assert order_key(order_id(strange)) == strange
        assert office.ask("GET", f"/orders/{order_id(strange)}").code == "order_missing"
