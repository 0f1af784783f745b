"""What happened with a customer and all that is kept of one, over the staff API, on the store."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from admin_api.routes import customer_history
from agentline.domain.staff import Role
from agentline.services import export_customer
from local.bench.capacity import counting
from tests.integration.billing.house import MINUTES_TO_LIMIT, Caller, House
from tests.integration.call_path.ringing import deliver
from tests.integration.office.known_person import EMAIL, NAME, NOTE, known_caller
from tests.integration.office.lifecycle import merge, newer
from tests.reception import Answered, Reception

A_MINUTE = timedelta(minutes=1)


def timeline(office: Reception, caller: Caller, **query: str) -> Any:
    return office.ask("GET", f"/customers/{caller.customer}/timeline", query=query).json


def export(
    office: Reception, caller: Caller, *, role: Role = Role.SUPPORT, **query: str
) -> Answered:
    return office.ask("GET", f"/customers/{caller.customer}/export", query=query, role=role)


def write_note(office: Reception, caller: Caller, text: str) -> None:
    written = office.ask("POST", f"/customers/{caller.customer}/notes", {"text": text})
    assert written.status == 201, written.text


def test_what_happened_is_told_newest_first(house: House, office: Reception) -> None:
    caller = house.register()
    house.clock.pass_time(A_MINUTE)
    house.talk(caller, MINUTES_TO_LIMIT)
    house.clock.pass_time(A_MINUTE)
    house.dispatch(caller.reference())
    write_note(office, caller, "promises to pay")
    house.tell(caller.pays(98_500))
    happened = timeline(office, caller)["items"]
    instants = [datetime.fromisoformat(one["at"]) for one in happened]
    assert instants == sorted(instants, reverse=True)
    kinds = [one.get("what") or one["kind"] for one in happened]
    assert (kinds[-4], kinds[-1]) == ("basis_dispatching", "customer_registered")
    assert set(kinds[-3:-1]) == {"basis_closed", "order"}
    assert {"payment", "note", "limit_raised", "basis_settled"} <= set(kinds)
    [raised] = [one for one in happened if one.get("what") == "limit_raised"]
    assert (raised["before"], raised["after"]) == ({"limit": "1000.00"}, {"limit": "1500.00"})
    [paid] = [one for one in happened if one["kind"] == "payment"]
    assert paid["amounts"] == {"amount": "985.00", "basis 1": "985.00"}
    [note] = [one for one in happened if one["kind"] == "note"]
    assert (note["text"], note["who"]) == ("promises to pay", "billing@example.com")
    [order] = [one for one in happened if one["kind"] == "order"]
    assert (order["amount"]["amount"], order["invoice"]) == ("985.00", caller.reference())


def test_within_a_second_the_newest_is_first_too(house: House, office: Reception) -> None:
    caller = house.register()
    house.talk(caller, 3)
    a_second = house.clock.now.replace(microsecond=0) + A_MINUTE
    for parts in (0, 500_000, 900_000):
        house.clock.now = a_second + timedelta(microseconds=parts - 1)
        body = {"amount": {"amount": "1.00", "currency": "SEK"}, "reason": f"{parts} parts"}
        given = office.ask("POST", f"/customers/{caller.customer}/goodwill", body)
        assert given.status == 201, given.text
    happened = timeline(office, caller)["items"]
    told = [one["why"] for one in happened if one["kind"] == "audit" and "parts" in one["why"]]
    assert told == ["900000 parts", "500000 parts", "0 parts"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_timeline_goes_on_where_it_stopped_whatever_is_in_between(
    house: House, office: Reception, limit: int
) -> None:
    caller = house.invoiced_caller()
    write_note(office, caller, "rang")
    house.tell(caller.pays(98_500))
    deliver(house.rating, newer(house.talk(caller, 3), 2))
    whole = timeline(office, caller)["items"]
    told, page = [], timeline(office, caller, limit=str(limit))
    told += page["items"]
    while page["next"]:
        assert len(page["items"]) == limit
        page = timeline(office, caller, limit=str(limit), cursor=page["next"])
        told += page["items"]
    assert told == whole


def test_a_page_of_the_timeline_costs_the_same_however_much_happened(
    house: House, office: Reception
) -> None:
    quiet, busy = house.register(), house.register()
    house.talk(quiet, 1)
    for _call in range(12):
        house.talk(busy, 1)
        write_note(office, busy, "rang")
    costs = []
    for caller in (quiet, busy):
        with counting() as cost:
            timeline(office, caller, limit="2")
        costs.append((cost.round_trips, cost.read))
    assert costs[0][0] == costs[1][0]
    assert costs[1][1] <= costs[0][1] + 2


def test_a_viewer_reads_the_timeline_and_does_not_export(house: House, office: Reception) -> None:
    caller = house.register()
    path = f"/customers/{caller.customer}/timeline"
    assert office.ask("GET", path, role=Role.VIEWER).status == 200
    assert export(office, caller, role=Role.VIEWER).code == "not_permitted"
    nobody = Caller(customer="999999999", number=caller.number)
    assert export(office, nobody).code == "customer_missing"
    gone = office.ask("GET", "/customers/999999999/timeline")
    assert (gone.status, gone.code) == (404, "customer_missing")


def test_that_personal_data_was_handed_out_is_on_record(house: House, office: Reception) -> None:
    caller = house.register()
    house.clock.pass_time(A_MINUTE)
    assert export(office, caller).status == 200
    assert export(office, caller, part="notes").status == 200
    latest, before = timeline(office, caller)["items"][:2]
    assert (latest["what"], latest["who"]) == ("personal_data_exported", "support@example.com")
    assert (before["after"], latest["after"]) == ({}, {"part": "notes"})
    assert latest["why"] == "a file of what is kept was asked for"


@pytest.mark.usefixtures("own_table")
def test_f40_everything_kept_of_a_person_is_in_one_document(
    streamed: House, office: Reception
) -> None:
    caller = known_caller(streamed, office)
    answered = export(office, caller)
    assert answered.headers["Content-Disposition"] == (
        f'attachment; filename="customer-{caller.customer}.json"'
    )
    kept = answered.json
    assert (kept["customers"], kept["next"]) == ([caller.customer], None)
    [profile] = kept["profile"]
    assert (profile["customer"]["owner"]["name"], profile["customer"]["email"]) == (NAME, EMAIL)
    assert caller.number in profile["numbers"]
    assert profile["blocks"][0]["block"]["note"] == NOTE
    assert profile["address_finding"]["readings"][0]["number"] == caller.number
    [order] = kept["orders"]
    assert order["order"]["amount"] == {"amount": "985.00", "currency": "SEK"}
    assert any("49" in words for words in order["explanation"])
    [invoice] = kept["invoices"]
    assert invoice["content"]["lines"][0]["text"] == f"call of {NAME}"
    [payment] = kept["payments"]
    assert (payment["text"], payment["applied"]["1"]["amount"]) == (f"from {NAME}", "985.00")
    call = kept["calls"][0]
    assert (call["a_number"], call["verdict"]) == (caller.number, "ADMIT")
    assert kept["notes"][0]["text"] == NOTE
    assert {"customer_registered", "code_issued"} <= {entry["what"] for entry in kept["audit"]}
    assert "PIN" not in answered.text


def test_whoever_was_merged_into_the_customer_is_exported_with_them(
    house: House, office: Reception
) -> None:
    source, into = house.invoiced_caller(), house.register()
    house.tell(source.pays(98_500))
    house.talk(into, 1)
    merge(office, source, into)
    kept = export(office, into).json
    assert kept["customers"] == [into.customer, source.customer]
    assert [one["customer"]["status"] for one in kept["profile"]] == ["active", "merged"]
    assert [one["order"]["customer"] for one in kept["orders"]] == kept["customers"]
    assert len(kept["payments"]) == 1


def test_what_is_too_much_for_one_document_is_asked_for_by_parts(
    house: House, office: Reception, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, into = house.register(), house.register()
    for caller in (source, into):
        for _call in range(3):
            house.talk(caller, 1)
    merge(office, source, into)
    for _call in range(2):
        house.talk(into, 1)
    monkeypatch.setattr(customer_history, "LARGEST_EXPORT", 4_000)
    refused = export(office, into)
    assert (refused.status, refused.code) == (409, "export_too_large")
    assert "?part=orders" in refused.json["detail"]
    monkeypatch.setattr(customer_history, "LARGEST_PAGE", 100)
    monkeypatch.setattr(export_customer, "ROWS_AT_ONCE", 3)
    whole = {order.contact for order in house.orders(into)}
    told: list[str] = []
    page = export(office, into, part="orders").json
    while True:
        assert (page["profile"], page["audit"]) == (None, None)
        told += [one["order"]["contact"] for one in page["orders"]]
        if page["next"] is None:
            break
        page = export(office, into, part="orders", cursor=page["next"]).json
    assert (len(told), set(told)) == (8, whole)


def test_a_cursor_without_its_part_is_refused(house: House, office: Reception) -> None:
    caller = house.register()
    refused = export(office, caller, cursor="abc")
    assert (refused.status, refused.code) == (422, "invalid_input")
    foreign = export(office, caller, part="orders", cursor="abc")
    assert (foreign.status, foreign.code) == (400, "cursor_invalid")
    assert json.loads(export(office, caller, part="notes").text)["notes"] == []
