"""Two customers who are one person, over the staff API, on the store."""

from dataclasses import replace
from typing import Any

import pytest

from agentline.adapters.dynamodb.address_rows import ADDRESS, AddressRow
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.audit import audit_link
from agentline.domain.basis_state import BasisState
from agentline.domain.call import Step
from agentline.domain.customer import NumberEntry
from agentline.domain.money import sek
from agentline.domain.staff import Role
from agentline.ports import AccountChangedError, NumberTakenError
from agentline.services.issue_code import issue_code
from tests.integration.billing.house import Caller, House
from tests.integration.call_path.ringing import deliver, enter, ring
from tests.integration.office.lifecycle import WHY, begun, merge, orphans_of
from tests.reception import Reception


def preview(office: Reception, source: Caller, into: Caller) -> Any:
    query = {"into": into.customer}
    return office.ask("GET", f"/customers/{source.customer}/merge-preview", query=query).json


def test_numbers_orders_and_credit_of_the_merged_one_are_the_others(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    first, second = house.talk(source, 3), house.talk(source, 2)
    house.talk(into, 1)
    seen = preview(office, source, into)
    assert (seen["hindrances"], seen["source"]["orders"]) == ([], 2)
    assert (seen["remaining"]["amount"], seen["would_close"]) == ("865.00", False)
    done = merge(office, source, into)
    assert (done.status, done.json["orders"], done.json["total"]["amount"]) == (200, 2, "110.00")
    assert done.json["numbers"] == [source.number]
    assert {order.contact for order in house.orders(into)} > {first.contact, second.contact}
    assert house.orders(source) == []
    assert house.account(into).unbilled == sek(13_500)
    call = ring(house.screening, source.number)
    assert (call.verdict, call.customer) == ("ADMIT", into.customer)
    assert source.customer not in begun(house)
    assert orphans_of(source, into, clock=house.clock) == []


def test_a_merge_is_in_the_trail_of_both_and_so_is_every_move(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    house.talk(source, 3)
    merge(office, source, into)
    gone = {entry.what: entry for entry in TableAuditTrail().entries(source.customer)}
    assert gone["customer_merged"].after == {"status": "merged", "merged_into": into.customer}
    by = gone["customer_merged"].who, gone["customer_merged"].why
    assert by == ("billing@example.com", WHY)
    assert gone["orders_moved"].before == {"unbilled": "65.00"}
    taken = {entry.what: entry for entry in TableAuditTrail().entries(into.customer)}
    assert taken["customer_absorbed"].subject == source.customer
    assert taken["numbers_taken_over"].after["numbers"] == source.number
    assert taken["orders_moved"].after["unbilled"] == "65.00"


def test_merging_is_refused_while_money_is_on_its_way(house: House, office: Reception) -> None:
    into = house.register()
    talking, owing, paying = house.register(), house.blocked_caller(), house.invoiced_caller()
    record = house.ring(talking, 1)
    house.tell(paying.pays(100_000))
    held = merge(office, talking, into)
    assert (held.status, held.code) == (409, "merge_refused")
    assert "is held for 1 call" in held.json["detail"]
    assert "is draft, and 985.00 SEK is due" in merge(office, owing, into).json["detail"]
    assert "15.00 SEK is prepaid" in merge(office, paying, into).json["detail"]
    assert preview(office, talking, into)["hindrances"]
    deliver(house.rating, record)
    assert merge(office, talking, into).status == 200


def test_a_customer_is_merged_once_and_never_into_themselves(
    house: House, office: Reception
) -> None:
    source, into, third = house.register(), house.register(), house.register()
    assert "they are the same" in merge(office, source, source).json["detail"]
    assert merge(office, source, into).status == 200
    for again in (
        merge(office, source, into),
        merge(office, source, third),
        merge(office, third, source),
    ):
        assert (again.status, again.code) == (409, "merge_refused")
        assert f"{source.customer} is merged" in again.json["detail"]
    nobody = replace(source, customer="999999999")
    assert merge(office, nobody, into).code == "customer_missing"


def test_support_and_viewers_do_not_merge(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    path, query = f"/customers/{source.customer}/merge-preview", {"into": into.customer}
    for role in (Role.SUPPORT, Role.VIEWER):
        assert merge(office, source, into, role=role).code == "not_permitted"
        assert office.ask("GET", path, query=query, role=role).code == "not_permitted"


def test_the_same_key_is_answered_as_the_first_time(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    house.talk(source, 3)
    first = merge(office, source, into, key="merge-0001")
    assert merge(office, source, into, key="merge-0001").text == first.text
    assert house.account(into).unbilled == sek(6_500)


def test_what_is_taken_over_may_close_the_others_basis_by_the_limit(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    house.talk(source, 30)
    house.talk(into, 20)
    assert preview(office, source, into)["would_close"]
    merge(office, source, into)
    basis = house.basis(into.reference())
    assert (basis.state, basis.total, basis.count) == (BasisState.DRAFT, sek(101_000), 2)
    assert house.account(into).blocking_basis == 1
    assert ring(house.screening, source.number).reason == "invoice_unpaid"


def test_a_code_of_the_merged_one_is_nobodys(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    desk = house.screening
    code = issue_code(source.customer, "anna", "asked for", desk.codes, house.clock())
    assert "the code" in preview(office, source, into)["left_behind"]
    merge(office, source, into)
    call = ring(desk, None).call
    assert enter(desk, None, call, Step.CODE_1, code).reason == "code_wrong"
    with pytest.raises(AccountChangedError):
        issue_code(source.customer, "anna", "asked for", desk.codes, house.clock())


def test_who_was_blocked_stays_blocked(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    fraud = {"kind": "fraud", "note": "uses many names", "reason": "told by the bank"}
    placed = office.ask("POST", f"/customers/{source.customer}/blocks", fraud).json
    assert preview(office, source, into)["blocks"] == 1
    merge(office, source, into)
    assert ring(house.screening, into.number).reason == "blocked_fraud"
    [listed] = [
        block
        for block in office.ask("GET", "/blocks", query={"limit": "200"}).json["items"]
        if block["id"] == placed["id"]
    ]
    assert listed["customer"] == into.customer
    path = f"/customers/{into.customer}/blocks/{placed['id']}"
    ended = office.ask("POST", f"{path}/ending", {"reason": "the bank was wrong"})
    assert (ended.status, ended.json["why"]) == (200, "told by the bank")
    assert ring(house.screening, into.number).verdict == "ADMIT"


def test_lines_and_refunds_of_staff_move_with_the_calls(house: House, office: Reception) -> None:
    source, into = house.register(), house.register()
    house.talk(source, 1)
    [call] = office.ask("GET", "/orders", query={"customer": source.customer}).json["items"]
    half = {"amount": "10.00", "currency": "SEK"}
    refund = {"amount": half, "reason": "bad line"}
    assert office.ask("POST", f"/orders/{call['id']}/refund", refund).status == 201
    line = {"kind": "own", "text": "cards", "unit_price": half, "vat_percent": "25"}
    entered = {"customer": source.customer, "line": line, "reason": "asked for them"}
    assert office.ask("POST", "/orders", entered).status == 201
    before = house.account(source).unbilled
    merge(office, source, into)
    assert house.account(into).unbilled == before
    moved = office.ask("GET", "/orders", query={"customer": into.customer}).json["items"]
    assert sorted(order["kind"] for order in moved) == ["call", "line", "refund"]
    [told] = [order for order in moved if order["kind"] == "refund"]
    assert told["refunded"] == call["id"].replace(source.customer, into.customer)
    assert orphans_of(source, into, clock=house.clock) == []


def test_nobody_who_was_merged_gets_another_limit_or_a_line(
    house: House, office: Reception
) -> None:
    source, into = house.register(), house.register()
    merge(office, source, into)
    goodwill = {"amount": {"amount": "10.00", "currency": "SEK"}, "reason": "is sad"}
    refused = office.ask("POST", f"/customers/{source.customer}/goodwill", goodwill)
    assert (refused.status, refused.code) == (409, "customer_gone")
    assert into.customer in refused.json["detail"]


def test_the_owner_leads_to_the_other_and_nothing_is_looked_up_of_the_merged(
    house: House, office: Reception
) -> None:
    source, into, last = house.register(), house.register(), house.register()
    buyer = house.desk.book.buyer(source.customer)
    merge(office, source, into)
    register = house.screening.register
    assert register.customer_of_owner(buyer.owner.fingerprint) == into.customer
    merge(office, into, last)
    assert register.customer_of_owner(buyer.owner.fingerprint) == last.customer
    assert not list(AddressRow.query(f"CUST#{source.customer}", AddressRow.sk == ADDRESS))
    entry = NumberEntry(number=source.number, customer=source.customer, block=None)
    audit = audit_link(source.customer, source.number, "fake", house.clock())
    with pytest.raises(NumberTakenError):
        register.link_number(entry, source.customer, audit)
